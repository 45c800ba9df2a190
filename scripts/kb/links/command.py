"""`kb links`: check the links of a built site, or those that lead out of the content."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from kb.links import _
from kb.links.inventory import Inventory
from kb.links.judge import Fault
from kb.links.site import faults_of
from kb.messages import translate
from kb.read.files import is_knowledge_base

FORMATS = ("text", "json", "github")


def run(root: Path, args: argparse.Namespace) -> int:
    """Carry out `kb links`. 0: nothing wrong; 1: something is; 2: called wrongly."""
    if args.external:
        if args.folder:
            print(translate(_("kb links: give a folder or --external, not both"), args.lang), file=sys.stderr)
            return 2
        from kb.links.outside.command import run_outside

        return run_outside(root, args)
    folder = Path(args.folder or "site")
    if not folder.is_dir() or not any(folder.rglob("*.html")):
        text = _("kb links: there is no built site in {folder}; kb build makes one")
        print(translate(text, args.lang, folder=folder), file=sys.stderr)
        return 2
    faults, pages = faults_of(folder.resolve(), args.site_url or "", _site_url(root))
    sys.stdout.write(_shown(root, folder, faults, args.format, args.lang))
    if args.format == "text":
        told = _("{pages} pages looked at, {errors} faulty links")
        print(translate(told, args.lang, pages=pages, errors=len(faults)), file=sys.stderr)
    return 1 if faults else 0


def check_built(root: Path, folder: Path, site_url: str, lang: str) -> int:
    """What `kb build` asks of a site that it has just built: how many links are faulty, after telling which."""
    print(translate(_("Looking at every link …"), lang), file=sys.stderr)
    faults, _pages = faults_of(folder, site_url or _site_url(root))
    sys.stdout.write(_shown(root, folder, faults, "text", lang))
    return len(faults)


def _site_url(root: Path) -> str:
    """Where the site will stand; empty where there is no knowledge base."""
    if not is_knowledge_base(root):
        return ""
    from kb.settings import site_url_of

    return site_url_of(root)


def _shown(root: Path, folder: Path, faults: list[Fault], form: str, lang: str) -> str:
    """The faults in a format. What it takes to name their sources is read only if there are any."""
    if not faults:
        return "[]\n" if form == "json" else ""
    from kb.check.formats import FORMATS as WRITERS
    from kb.links.context import spot_in_site
    from kb.links.report import problems

    inventory = Inventory.of(folder.resolve())
    if is_knowledge_base(root):
        from kb.links.sources import Sources
        from kb.read.tree import read_tree

        sources = Sources(read_tree(root), inventory)
        found = problems(faults, sources.spot, _address)
    else:
        found = problems(faults, lambda fault: spot_in_site(inventory, fault, folder), _address)
    return WRITERS[form](found, lang)


def _address(page: str) -> str:
    return "/" + page.removesuffix("index.html")
