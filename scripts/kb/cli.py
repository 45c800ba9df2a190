"""The `kb` command: one program, one subcommand a task."""

from __future__ import annotations

import argparse
import gc
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from kb.editing.arguments import add_commands, run_command
from kb.messages import LANGUAGES, translate
from kb.spoken import language_asked_for, speak


def _(text: str) -> str:
    """Marks a text for the catalogues."""
    return text


def _root(args: argparse.Namespace) -> Path | None:
    """The knowledge base that the command works on, or None after saying that there is none."""
    from kb.read.tree import is_knowledge_base

    root = Path(args.root).resolve()
    if is_knowledge_base(root):
        return root
    text = _("kb: {root} holds no knowledge base (a folder with mkdocs.yml and guidelines/)")
    print(translate(text, args.lang, root=args.root), file=sys.stderr)
    return None


def _inside(root: Path, given: str) -> str | None:
    """A path as the user gives it, from the current folder or from the root, as a path from the root."""
    for start in (Path.cwd(), root):
        full = Path(os.path.normpath(start / given))
        if full.is_relative_to(root) and os.path.lexists(full):
            return full.relative_to(root).as_posix()
    return None


def check_command(args: argparse.Namespace) -> int:
    """`kb check`: report what is wrong. 0: no errors; 1: errors; 2: called wrongly."""
    from kb.check.formats import FORMATS
    from kb.check.memory import remembered
    from kb.check.run import check
    from kb.read.configuration import languages_of

    root = _root(args)
    if root is None:
        return 2
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
    _tree, problems = check(root, paths, remembered(root, languages_of(root)))
    sys.stdout.write(FORMATS[args.format](problems, args.lang, _rules_address(root, args)))
    errors = sum(problem.severity == "error" for problem in problems)
    if args.format == "text":
        summary = _("{errors} errors, {warnings} warnings")
        print(translate(summary, args.lang, errors=errors, warnings=len(problems) - errors), file=sys.stderr)
    return 1 if errors or (args.strict and problems) else 0


def _rules_address(root: Path, args: argparse.Namespace) -> str:
    """Where the site explains the rules; empty for the formats that have no place for it."""
    from kb.settings import rules_address

    return rules_address(root, args.lang) if args.format in ("github", "sarif") else ""


def build_command(args: argparse.Namespace) -> int:
    """`kb build`: check, then build the site; refuse to build what has errors."""
    from kb.build import LostPagesError, build
    from kb.check.formats import as_text
    from kb.check.run import check
    from kb.links.command import check_built
    from kb.paper.command import can_be_made

    root = _root(args)
    if root is None:
        return 2
    tree, problems = check(root)
    errors = [problem for problem in problems if problem.severity == "error"]
    if errors:
        sys.stdout.write(as_text(errors, args.lang))
        print(translate(_("kb: not built, because of {errors} errors"), args.lang, errors=len(errors)), file=sys.stderr)
        return 1
    if args.pdf and not can_be_made(args.lang):
        return 2
    print(translate(_("Building the pages of each language …"), args.lang), file=sys.stderr)
    options = {"site_url": args.site_url} if args.site_url else {}
    try:
        count = build(
            root,
            tree.kb,
            (root / args.output).resolve(),
            paper=args.pdf,
            precompress=args.precompress,
            **options,
        )
    except LostPagesError as lost:
        text = _("kb: not built: nothing leads from the published page /{about}; add it to guidelines/moved.yml")
        for page in lost.args:
            print(translate(text, args.lang, about=page), file=sys.stderr)
        return 1
    done = _("{count} pages in {folder}. To look at them: python3 -m http.server --directory {folder}")
    faulty = check_built(root, (root / args.output).resolve(), args.site_url or "", args.lang)
    if faulty:
        text = _("kb: the site is built, but {count} of its links are faulty: do not publish it")
        print(translate(text, args.lang, count=faulty), file=sys.stderr)
        return 1
    print(translate(done, args.lang, count=count, folder=args.output))
    return 0


def links_command(args: argparse.Namespace) -> int:
    """`kb links`: check a built site's links, or the external ones. 0: nothing wrong; 1: something is; 2: called wrongly."""
    from kb.links.command import run

    if not args.external:
        return run(Path(args.root).resolve(), args)
    root = _root(args)
    return 2 if root is None else run(root, args)


def serve_command(args: argparse.Namespace) -> int:
    """`kb serve`: a live preview."""
    from kb.site import serve

    root = _root(args)
    if root is None:
        return 2
    print(f"http://{args.host}:{args.port}/", file=sys.stderr)
    serve(root, args.host, args.port)
    return 0


def pages_command(args: argparse.Namespace) -> int:
    """`kb pages`: write the generated pages as Markdown, for another site generator."""
    from kb.pages.site_map import all_pages
    from kb.read.tree import read_tree
    from kb.settings import Settings, build_date, context_of

    root = _root(args)
    if root is None:
        return 2
    tree = read_tree(root)
    count = 0
    for lang in tree.kb.languages:
        for page in all_pages(context_of(tree, lang, Settings(today=build_date(root)))):
            target = Path(args.folder) / lang / page.uri
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(page.markdown, encoding="utf-8")
            count += 1
    print(translate(_("{count} pages in {folder}"), args.lang, count=count, folder=args.folder))
    return 0


def export_command(args: argparse.Namespace) -> int:
    """`kb export`: write the data files, as they stand beside the site's pages."""
    from kb.exports.catalogue import ROOT
    from kb.exports.write import write_data
    from kb.read.tree import read_tree
    from kb.settings import Settings, build_date, site_url_of

    root = _root(args)
    if root is None:
        return 2
    settings = Settings(args.site_url or site_url_of(root), today=build_date(root))
    paths = write_data(read_tree(root).kb, Path(args.folder), settings)
    done = _("{count} files in {folder}")
    print(translate(done, args.lang, count=len(paths), folder=Path(args.folder) / ROOT))
    return 0


def schema_command(args: argparse.Namespace) -> int:
    """`kb schema`: write the JSON Schemas that editors complete and check with."""
    from kb.read.tree import read_tree
    from kb.schema import write_schemas

    root = _root(args)
    if root is None:
        return 2
    for path in write_schemas(read_tree(root).kb, root / "schemas"):
        print(path.relative_to(root))
    return 0


def pdf_command(args: argparse.Namespace) -> int:
    """`kb pdf`: editions for paper. 0: made; 2: called wrongly, or the machine lacks what they are made with."""
    from kb.paper.command import run

    root = _root(args)
    return 2 if root is None else run(root, args)


def release_command(args: argparse.Namespace) -> int:
    """`kb release`: write a release file. 0: written, or nothing is new; 1: the content has errors; 2: called wrongly."""
    from kb.ledger.command import run

    root = _root(args)
    return 2 if root is None else run(root, args)


def import_command(args: argparse.Namespace) -> int:
    """`kb import`: tables of the directory in, or out. 0: nothing rejected; 1: something rejected; 2: called wrongly."""
    from kb.imports.command import run

    root = _root(args)
    return 2 if root is None else run(root, args)


def editing_command(args: argparse.Namespace) -> int:
    """The commands for whoever edits: `kb sync`, `kb status`, `kb new`, `kb diff`. 2: called wrongly."""
    root = _root(args)
    return 2 if root is None else run_command(root, args)


def search_command(args: argparse.Namespace) -> int:
    """`kb search`: what the site's search answers. 0: something; 1: nothing; 2: called wrongly."""
    from kb.search.command import run

    root = _root(args)
    return 2 if root is None else run(root, args.query, args.lang, args.limit, args.json)


def _parser(lang: str) -> argparse.ArgumentParser:
    def say(text: str) -> str:
        return translate(text, lang)

    parser = argparse.ArgumentParser(prog="kb", description=say(_("Work with the knowledge base")))
    shared = argparse.ArgumentParser(add_help=False)
    shared.add_argument("--root", default=".", metavar="DIR", help=say(_("the knowledge base (default: this folder)")))
    spoken = argparse.ArgumentParser(add_help=False)
    spoken.add_argument("--lang", choices=LANGUAGES, default=lang, help=say(_("the language of messages")))
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")

    def command(
        name: str, run: Callable[[argparse.Namespace], int], text: str, example: str, *parents: argparse.ArgumentParser
    ) -> argparse.ArgumentParser:
        parts = parents or (shared, spoken)
        added = commands.add_parser(name, parents=parts, help=say(text), description=say(text), epilog=example)
        added.set_defaults(run=run)
        return added

    check = command(
        "check",
        check_command,
        _("say what is wrong in the content, and where"),
        "kb check guidelines/regional --lang es",
    )
    check.add_argument("paths", nargs="*", metavar="PATH", help=say(_("report only on these files or folders")))
    check.add_argument(
        "--format",
        choices=("text", "json", "github", "sarif"),
        default="text",
        help=say(_("for people or for programs")),
    )
    check.add_argument(
        "--fix", action="store_true", help=say(_("show what can be mended without changing what is said"))
    )
    check.add_argument("--write", action="store_true", help=say(_("mend it, as --fix shows it, then check")))
    check.add_argument("--strict", action="store_true", help=say(_("warnings count as errors")))

    build = command("build", build_command, _("check the content and build the site"), "kb build --output site")
    build.add_argument(
        "--output", default="site", metavar="DIR", help=say(_("the folder to build into, which is replaced"))
    )
    build.add_argument("--site-url", metavar="URL", help=say(_("the address at which the site will stand")))
    build.add_argument(
        "--precompress",
        action="store_true",
        help=say(_("write .gz and .br beside every text, for one's own web server")),
    )

    links = command(
        "links",
        links_command,
        _("check every link of a built site, or with --external those that lead out of the content"),
        "kb links site/ --lang es",
    )
    links.add_argument("folder", nargs="?", metavar="DIR", help=say(_("the built site (default: site)")))
    links.add_argument(
        "--format", choices=("text", "json", "github"), default="text", help=say(_("for people or for programs"))
    )
    links.add_argument("--site-url", metavar="URL", help=say(_("the address at which the site will stand")))
    links.add_argument("--external", action="store_true", help=say(_("ask the web pages that the content leads to")))
    links.add_argument("--state", metavar="FILE", help=say(_("with --external: where answers are remembered")))
    links.add_argument(
        "--max-age",
        type=int,
        default=6,
        metavar="DAYS",
        help=say(_("with --external: do not ask again what answered within so many days (default: 6)")),
    )
    links.add_argument(
        "--allow-private", action="store_true", help=say(_("with --external: ask hosts of one's own network, too"))
    )

    build.add_argument("--pdf", action="store_true", help=say(_("make the editions for paper too, and link them")))

    preview = command("serve", serve_command, _("show a live preview"), "kb serve --port 8000")
    preview.add_argument("--host", default="127.0.0.1", help=say(_("the address to listen on")))
    preview.add_argument("--port", type=int, default=8000, help=say(_("the port to listen on")))

    pages = command("pages", pages_command, _("write the generated pages as Markdown"), "kb pages /tmp/pages")
    pages.add_argument("folder", metavar="DIR", help=say(_("the folder to write into")))

    export = command(
        "export", export_command, _("write the data files (JSON, HSDS, CSV, vCard …)"), "kb export /tmp/data"
    )
    export.add_argument("folder", metavar="DIR", help=say(_("the folder to write into")))
    export.add_argument("--site-url", metavar="URL", help=say(_("the address at which the site will stand")))

    paper = command("pdf", pdf_command, _("make editions for paper (PDF)"), "kb pdf /tmp/pdf --only mx,cards", shared)
    paper.add_argument("folder", metavar="DIR", help=say(_("the folder to write into")))
    paper.add_argument(
        "--only",
        default="",
        metavar="NAMES",
        help=say(_("these editions, set apart by commas: rg, mx, role-police, cards, countries …")),
    )
    paper.add_argument("--lang", choices=LANGUAGES, help=say(_("the language of editions and messages (default: all)")))
    paper.add_argument(
        "--paper",
        choices=("both", "a4", "letter"),
        default="both",
        help=say(_("the size of paper (default: fits A4 and Letter)")),
    )
    paper.add_argument("--site-url", metavar="URL", help=say(_("the address at which the site will stand")))

    tables = command(
        "import",
        import_command,
        _("show, and with --write make, the changes to the directory that a country's tables ask for"),
        "kb import mexico.xlsx --country MX",
    )
    tables.add_argument("files", nargs="*", metavar="FILE", help=say(_("tables: .xlsx, or one or two .csv")))
    tables.add_argument("--country", metavar="CODE", help=say(_("whose directory: MX, or regional")))
    tables.add_argument("--write", action="store_true", help=say(_("write the changes, if nothing is rejected")))
    tables.add_argument("--template", metavar="FILE.xlsx", help=say(_("make an empty workbook with examples")))
    tables.add_argument("--export", metavar="FILE", help=say(_("make a workbook, or two .csv, of what there is")))

    publish = command(
        "release",
        release_command,
        _("write down what is published: every new id, and the wording of what is new or has changed"),
        "kb release --date 2026-12-01",
    )
    publish.add_argument("--date", metavar="DAY", help=say(_("the day of the release (default: today)")))
    search = command(
        "search",
        search_command,
        _("say what the site's search answers"),
        'kb search "interés superior" --lang es --json',
    )
    search.add_argument("query", metavar="QUERY", help=say(_("what a reader types")))
    search.add_argument("--limit", type=int, default=10, metavar="N", help=say(_("how many answers (default: 10)")))
    search.add_argument("--json", action="store_true", help=say(_("for programs: id, title, url and score of each")))

    add_commands(command, editing_command, say)

    command("schema", schema_command, _("write the JSON Schemas for editors"), "kb schema")
    return parser


def main(argv: Sequence[str] | None = None) -> int:
    """Run the program and return its exit code."""
    gc.disable()  # a command ends soon, and looking for garbage among its many small objects takes a third of its time
    given = sys.argv[1:] if argv is None else argv
    lang = language_asked_for(given)
    speak(lang)
    args = _parser(lang).parse_args(given)
    code: int = args.run(args)
    return code


def program() -> None:
    """The `kb` program: run, then leave without taking apart what the system takes back anyway."""
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "true")  # none is used, and looking for some takes time
    try:
        code = main()
        sys.stdout.flush()
    except BrokenPipeError:  # whoever read what was said has had enough: `kb status | head`
        code = 141
    sys.stderr.flush()
    os._exit(code)
