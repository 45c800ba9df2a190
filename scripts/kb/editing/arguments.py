"""What the commands for whoever edits are called with."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from importlib import import_module
from pathlib import Path

from kb.editing import _

Run = Callable[[argparse.Namespace], int]
Command = Callable[[str, Run, str, str], argparse.ArgumentParser]
Say = Callable[[str], str]


def add_commands(command: Command, run: Run, say: Say) -> None:
    """Add the commands to the program's parser. `command` adds one by its name, what runs it, and its help."""
    _sync(command, run, say)
    _status(command, run, say)


def run_command(root: Path, args: argparse.Namespace) -> int:
    """Run one of these commands: each is a module of this package, read only when it is called."""
    run: Callable[[Path, argparse.Namespace], int] = import_module(f"kb.editing.{args.command}").run
    return run(root, args)


def _sync(command: Command, run: Run, say: Say) -> None:
    text = _("confirm that the texts of a section say the same in every language")
    parser = command("sync", run, text, "kb sync RG-2.3")
    parser.add_argument("ids", nargs="*", metavar="ID", help=say(_("sections: RG-2.3")))
    parser.add_argument("--all", action="store_true", help=say(_("every section; only if all were compared")))


def _status(command: Command, run: Run, say: Say) -> None:
    text = _("say how far translations are in step, what is validated and which contacts are verified")
    parser = command("status", run, text, "kb status --json")
    parser.add_argument(
        "--json", action="store_true", help=say(_("for programs: all numbers, and each section's state"))
    )
