"""`kb release`, from its arguments to what it says."""

from __future__ import annotations

import argparse
import sys
from datetime import UTC, date, datetime
from pathlib import Path

from kb.check.formats import as_text
from kb.check.run import check
from kb.ledger.release import release
from kb.messages import _, translate

_REFUSED = {
    "exists": _("kb: {about} exists, and a release is never changed; release again on another day, or give --date"),
    "later": _("kb: there is a release of a later day, {about}; give a later --date"),
    "lost": _("kb: not released: nothing leads from the published page /{about}; add it to guidelines/moved.yml"),
}


def run(root: Path, args: argparse.Namespace) -> int:
    """Check the content, then write the release. 0: written, or nothing is new; 1: errors; 2: called wrongly."""

    def say(text: str, **values: object) -> None:
        print(translate(text, args.lang, **values), file=sys.stderr)

    try:
        day = date.fromisoformat(args.date) if args.date else datetime.now(UTC).date()
    except ValueError:
        say(_("kb: “{day}” is not a day; write it as 2026-12-01"), day=args.date)
        return 2
    tree, problems = check(root)
    errors = [problem for problem in problems if problem.severity == "error"]
    if errors:
        sys.stdout.write(as_text(errors, args.lang))
        say(_("kb: not released, because of {errors} errors"), errors=len(errors))
        return 1
    done = release(tree, day)
    if done.refused == "nothing":
        say(_("kb: nothing is new since the release of {about}"), about=done.about)
        return 0
    if done.refused:
        say(_REFUSED[done.refused], about=done.about)
        return 2
    summary = _("{path}: {new} new, {changed} changed, {withdrawn} withdrawn")
    counts = {what: done.counts[what] for what in ("new", "changed", "withdrawn")}
    print(translate(summary, args.lang, path=done.path, **counts))
    return 0
