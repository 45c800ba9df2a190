"""What each command of `kb` does: from its arguments to what it says and its exit code."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable
from functools import wraps
from pathlib import Path

from kb.editing.arguments import run_command
from kb.messages import _, translate
from kb.read.files import is_knowledge_base


def on_root(command: Callable[[Path, argparse.Namespace], int]) -> Callable[[argparse.Namespace], int]:
    """Gives a command the knowledge base that it works on; if there is none, it says so instead, and ends with 2."""

    @wraps(command)
    def run(args: argparse.Namespace) -> int:
        root = Path(args.root).resolve()
        if is_knowledge_base(root):
            return command(root, args)
        text = _("kb: {root} holds no knowledge base (a folder with mkdocs.yml and guidelines/)")
        print(translate(text, args.lang, root=args.root), file=sys.stderr)
        return 2

    return run


def _inside(root: Path, given: str) -> str | None:
    """A path as the user gives it, from the current folder or from the root, as a path from the root."""
    for start in (Path.cwd(), root):
        full = Path(os.path.normpath(start / given))
        if full.is_relative_to(root) and os.path.lexists(full):
            return full.relative_to(root).as_posix()
    return None


@on_root
def check_command(root: Path, args: argparse.Namespace) -> int:
    """`kb check`: report what is wrong. 0: no errors; 1: errors; 2: called wrongly."""
    from kb.check.formats import FORMATS
    from kb.check.last import check

    paths = []
    for given in args.paths:
        path = _inside(root, given)
        if path is None:
            print(translate(_("kb: there is no {path} in the knowledge base"), args.lang, path=given), file=sys.stderr)
            return 2
        paths.append(path)
    if args.fix or args.write:
        from kb.editing.fix import fix

        if not fix(root, paths, args):
            return 1
    problems = check(root, paths)
    sys.stdout.write(FORMATS[args.format](problems, args.lang, _rules_address(root, args)))
    errors = sum(problem.severity == "error" for problem in problems)
    if args.format == "text":
        summary = _("{errors} errors, {warnings} warnings")
        print(translate(summary, args.lang, errors=errors, warnings=len(problems) - errors), file=sys.stderr)
    return 1 if errors or (args.strict and problems) else 0


def _rules_address(root: Path, args: argparse.Namespace) -> str:
    """Where the site explains the rules; empty for the formats that have no place for it."""
    if args.format not in ("github", "sarif"):
        return ""
    from kb.settings import rules_address

    return rules_address(root, args.lang)


@on_root
def build_command(root: Path, args: argparse.Namespace) -> int:
    """`kb build`: check, then build the site; refuse to build what has errors."""
    from kb.build import LostPagesError, build
    from kb.check.formats import as_text
    from kb.check.memory import remembered
    from kb.check.run import check
    from kb.delivery.offline import MOST, weights
    from kb.links.command import check_built
    from kb.paper.command import can_be_made
    from kb.read.configuration import languages_of
    from kb.stages import stage

    with stage("check of the content"):
        tree, problems = check(root, (), remembered(root, languages_of(root)))
    errors = [problem for problem in problems if problem.severity == "error"]
    if errors:
        sys.stdout.write(as_text(errors, args.lang))
        print(translate(_("kb: not built, because of {errors} errors"), args.lang, errors=len(errors)), file=sys.stderr)
        return 1
    if args.pdf and not can_be_made(args.lang):
        return 2
    print(translate(_("Building the pages of each language …"), args.lang), file=sys.stderr)
    options = {"site_url": args.site_url} if args.site_url else {}
    folder = (root / args.output).resolve()
    try:
        count = build(
            root,
            tree.kb,
            folder,
            paper=args.pdf,
            precompress=args.precompress,
            copies=None if args.site_only else (root / args.copies).resolve(),
            tree=tree,
            **options,
        )
    except LostPagesError as lost:
        text = _("kb: not built: nothing leads from the published page /{about}; add it to guidelines/moved.yml")
        for page in lost.args:
            print(translate(text, args.lang, about=page), file=sys.stderr)
        return 1
    done = _("{count} pages in {folder}. To look at them: python3 -m http.server --directory {folder}")
    with stage("check of every link"):
        faulty = check_built(root, folder, args.site_url or "", args.lang)
    if faulty:
        text = _("kb: the site is built, but {count} of its links are faulty: do not publish it")
        print(translate(text, args.lang, count=faulty), file=sys.stderr)
        return 1
    print(translate(done, args.lang, count=count, folder=args.output))
    kept = ", ".join(f"{lang} {size / 1e6:.2f} MB" for lang, size in weights(tree.kb, (root / args.output)).items())
    print(
        translate(_("To keep on a telephone: {kept}; at most {most} MB"), args.lang, kept=kept, most=MOST // 1_000_000)
    )
    if not args.site_only:
        print(translate(_("To carry on USB sticks, and for Kiwix: {folder}"), args.lang, folder=args.copies))
    return 0


def links_command(args: argparse.Namespace) -> int:
    """`kb links`: check a built site's links, or the external ones. 0: nothing wrong; 1: something is; 2: called wrongly."""
    from kb.links.command import run

    return on_root(run)(args) if args.external else run(Path(args.root).resolve(), args)


@on_root
def serve_command(root: Path, args: argparse.Namespace) -> int:
    """`kb serve`: a live preview."""
    from kb.site.preview import serve

    print(f"http://{args.host}:{args.port}/", file=sys.stderr)
    serve(root, args.host, args.port)
    return 0


@on_root
def pages_command(root: Path, args: argparse.Namespace) -> int:
    """`kb pages`: write the generated pages as Markdown, for another site generator."""
    from kb.pages.site_map import all_pages
    from kb.read.tree import read_tree
    from kb.settings import context_of, settings_of

    tree, settings = read_tree(root), settings_of(root)
    count = 0
    for lang in tree.kb.languages:
        for page in all_pages(context_of(tree, lang, settings)):
            target = Path(args.folder) / lang / page.uri
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(page.markdown, encoding="utf-8")
            count += 1
    print(translate(_("{count} pages in {folder}"), args.lang, count=count, folder=args.folder))
    return 0


@on_root
def export_command(root: Path, args: argparse.Namespace) -> int:
    """`kb export`: write the data files, as they stand beside the site's pages."""
    from kb.exports.catalogue import ROOT
    from kb.exports.write import write_data
    from kb.read.tree import read_tree
    from kb.settings import Settings, build_date, site_url_of

    settings = Settings(args.site_url or site_url_of(root), today=build_date(root))
    paths = write_data(read_tree(root).kb, Path(args.folder), settings)
    done = _("{count} files in {folder}")
    print(translate(done, args.lang, count=len(paths), folder=Path(args.folder) / ROOT))
    return 0


@on_root
def schema_command(root: Path, args: argparse.Namespace) -> int:
    """`kb schema`: write the JSON Schemas that editors complete and check with."""
    from kb.read.tree import read_tree
    from kb.schema import write_schemas

    for path in write_schemas(read_tree(root).kb, root / "schemas"):
        print(path.relative_to(root))
    return 0


@on_root
def pdf_command(root: Path, args: argparse.Namespace) -> int:
    """`kb pdf`: editions for paper. 0: made; 2: called wrongly, or the machine lacks what they are made with."""
    from kb.paper.command import run

    return run(root, args)


@on_root
def release_command(root: Path, args: argparse.Namespace) -> int:
    """`kb release`: write a release file. 0: written, or nothing is new; 1: the content has errors; 2: called wrongly."""
    from kb.ledger.command import run

    return run(root, args)


@on_root
def import_command(root: Path, args: argparse.Namespace) -> int:
    """`kb import`: tables of the directory in, or out. 0: nothing rejected; 1: something rejected; 2: called wrongly."""
    from kb.imports.command import run

    return run(root, args)


@on_root
def editing_command(root: Path, args: argparse.Namespace) -> int:
    """The commands for whoever edits: `kb sync`, `kb status`, `kb new`, `kb diff`. 2: called wrongly."""
    return run_command(root, args)


@on_root
def search_command(root: Path, args: argparse.Namespace) -> int:
    """`kb search`: what the site's search answers. 0: something; 1: nothing; 2: called wrongly."""
    from kb.search.command import run

    return run(root, args.query, args.lang, args.limit, args.json)
