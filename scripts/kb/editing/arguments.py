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
    _new(command, run, say)
    _diff(command, run, say)


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


def _new(command: Command, run: Run, say: Say) -> None:
    text = _(
        "begin a text or a record with the next id and every key: a section, an institution, a form, a page that was read …"
    )
    parser = command("new", run, text, "kb new section RG-4")
    kinds = ("section", "institution", "practice", "form", "question", "indicator", "toolkit", "source", "term")
    parser.add_argument("kind", choices=kinds, help=say(_("what to begin")))
    where = _(
        "where: a chapter (RG-4), a country (GT), a file (procedure, pages-mx), form or checklist or card, a subject (1)"
    )
    parser.add_argument("where", nargs="?", metavar="WHERE", help=say(where))
    answer = _("an answer, so that it is not asked: --set title.es=…")
    parser.add_argument("--set", action="append", default=[], metavar="KEY=VALUE", help=say(answer))
    parser.add_argument("--quiet", action="store_true", help=say(_("ask nothing; what is not set stays empty")))


def _diff(command: Command, run: Run, say: Say) -> None:
    text = _("say in words what has changed for readers since a version, as Markdown")
    parser = command("diff", run, text, "kb diff main --lang es")
    parser.add_argument("revision", metavar="REV", help=say(_("a version: a branch, a tag or a commit")))
