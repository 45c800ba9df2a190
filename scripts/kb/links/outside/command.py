"""`kb links --external`: ask every web address in the content; tell what is gone, what moved, what only a person sees."""

from __future__ import annotations

import argparse
import sys
from datetime import UTC, datetime
from pathlib import Path

from kb.cache import cache_file
from kb.check.formats import FORMATS
from kb.links import _
from kb.links.outside.ask import AGENT, Answer
from kb.links.outside.collect import Mention, collect
from kb.links.outside.hosts import Patience
from kb.links.outside.memory import BROKEN_AFTER, Memory
from kb.links.outside.progress import Progress
from kb.links.outside.report import problems, waiting
from kb.links.outside.run import ask_all
from kb.messages import translate
from kb.read.tree import read_tree
from kb.settings import site_url_of

SAVE_EVERY = 25
"""Answers after which what was learnt is saved: a run that is cut off goes on from there."""


def run_outside(root: Path, args: argparse.Namespace) -> int:
    """Carry out `kb links --external`. 0: nothing broken; 1: something is; 2: called wrongly, stopped, or not connected."""
    mentions = collect(read_tree(root))
    memory = Memory.load(Path(args.state) if args.state else _usual_place(root), datetime.now(UTC).date())
    try:
        memory.save(mentions)
        connected = _ask(root, args, memory, mentions)
    except KeyboardInterrupt:
        print(translate(_("Stopped; the same command goes on from here"), args.lang), file=sys.stderr)
        return 2
    except OSError as error:
        text = _("kb links: what was answered cannot be kept in {path}: {reason}")
        print(translate(text, args.lang, path=memory.path, reason=error.strerror), file=sys.stderr)
        return 2
    if not connected:
        text = _("kb links: no address could be reached; is this machine connected? Nothing was noted")
        print(translate(text, args.lang), file=sys.stderr)
        return 2
    return _tell(memory, mentions, args)


def _ask(root: Path, args: argparse.Namespace, memory: Memory, mentions: dict[str, list[Mention]]) -> bool:
    """Ask what is not known yet, and remember the answers, whatever happens. False if nothing could be reached."""
    wanted = [address for address in mentions if not memory.is_known(address, args.max_age)]
    told = _("Asking {count} of {total} web addresses; the others answered lately …")
    print(translate(told, args.lang, count=len(wanted), total=len(mentions)), file=sys.stderr)
    progress = Progress(len(wanted), sys.stderr)

    def learn(address: str, answer: Answer) -> None:
        memory.learn(address, answer)
        progress.step()
        if progress.done % SAVE_EVERY == 0:
            memory.save(mentions)

    try:
        return not wanted or ask_all(wanted, learn, Patience(), private=args.allow_private, agent=_agent(root))
    finally:
        memory.save(mentions)


def _tell(memory: Memory, mentions: dict[str, list[Mention]], args: argparse.Namespace) -> int:
    records = {address: memory.records[address] for address in mentions if address in memory.records}
    found = problems(mentions, records)
    sys.stdout.write(FORMATS[args.format](found, args.lang))
    errors = sum(problem.severity == "error" for problem in found)
    if args.format == "text":
        told = _("{errors} errors, {warnings} warnings; {waiting} failed, but not yet on {days} different days")
        values = {"errors": errors, "warnings": len(found) - errors, "waiting": waiting(records.values())}
        print(translate(told, args.lang, **values, days=BROKEN_AFTER), file=sys.stderr)
    return 1 if errors else 0


def _agent(root: Path) -> str:
    """Who asks, with the address at which the people who run it can be found."""
    site = site_url_of(root)
    return f"{AGENT} (+{site})" if site else AGENT


def _usual_place(root: Path) -> Path:
    """The state file of a knowledge base, in the user's cache folder."""
    return cache_file(root, ".json", "links-")
