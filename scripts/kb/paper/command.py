"""`kb pdf`: make editions for paper."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from kb.messages import _, translate, users_language


def can_be_made(lang: str) -> bool:
    """Whether this machine can make editions; if not, say what it needs."""
    from kb.paper.needs import PACKAGES, missing

    found = missing()
    if found:
        text = _(
            "kb: editions for paper need {missing}, which is not installed here. Run “make pdf”, which sets itself up; by "
            "hand: pip install --require-hashes --requirement requirements/paper.txt, and on Debian or Ubuntu: "
            "sudo apt-get install {packages}"
        )
        print(translate(text, lang, missing=found, packages=PACKAGES), file=sys.stderr)
    return not found


def run(root: Path, args: argparse.Namespace) -> int:
    """0: made; 2: called wrongly, or the machine lacks something."""
    from kb.paper.editions import GROUPS, chosen, editions
    from kb.paper.make import make_editions
    from kb.read.tree import read_tree

    speech = args.lang or users_language()
    kb = read_tree(root).kb
    words = [word.strip() for word in args.only.split(",") if word.strip()]
    wanted, unknown = chosen(kb, words)
    if unknown:
        text = _("kb: there is no edition {names}; there are {groups}, and {editions}")
        known = ", ".join(edition.name for edition in editions(kb))
        groups = ", ".join(GROUPS)
        print(translate(text, speech, names=", ".join(unknown), groups=groups, editions=known), file=sys.stderr)
        return 2
    if not can_be_made(speech):
        return 2
    languages = [lang for lang in kb.languages if args.lang in (None, lang)]
    paths = make_editions(
        root,
        Path(args.folder),
        wanted,
        languages,
        site_url=args.site_url or "",
        size=args.paper,
        made=lambda path: print(path, file=sys.stderr),
    )
    print(translate(_("{count} files in {folder}"), speech, count=len(paths), folder=args.folder))
    return 0
