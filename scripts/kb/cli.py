"""The `kb` command: one program, one subcommand a task."""

from __future__ import annotations

import argparse
import gc
import os
import sys
from collections.abc import Callable, Sequence

from kb.commands import (
    build_command,
    check_command,
    editing_command,
    export_command,
    import_command,
    links_command,
    pages_command,
    pdf_command,
    release_command,
    schema_command,
    search_command,
    serve_command,
)
from kb.editing.arguments import Run, Say, add_commands
from kb.messages import LANGUAGES, _, translate
from kb.spoken import language_asked_for, speak

Command = Callable[..., argparse.ArgumentParser]
"""Adds a command by its name, what runs it, its help and an example; without `spoken`, it has no `--lang`."""


def _parser(lang: str) -> argparse.ArgumentParser:
    def say(text: str) -> str:
        return translate(text, lang)

    parser = argparse.ArgumentParser(prog="kb", description=say(_("Work with the knowledge base")))
    shared = argparse.ArgumentParser(add_help=False)
    shared.add_argument("--root", default=".", metavar="DIR", help=say(_("the knowledge base (default: this folder)")))
    in_language = argparse.ArgumentParser(add_help=False, parents=[shared])
    in_language.add_argument("--lang", choices=LANGUAGES, default=lang, help=say(_("the language of messages")))
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")

    def command(name: str, run: Run, text: str, example: str, *, spoken: bool = True) -> argparse.ArgumentParser:
        parents = [in_language if spoken else shared]
        added = commands.add_parser(name, parents=parents, help=say(text), description=say(text), epilog=example)
        added.set_defaults(run=run)
        return added

    for add in (_check, _build, _links, _serve, _pages_and_data, _paper, _tables, _release, _search):
        add(command, say)
    add_commands(command, editing_command, say)
    command("schema", schema_command, _("write the JSON Schemas for editors"), "kb schema")
    return parser


def _check(command: Command, say: Say) -> None:
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


def _build(command: Command, say: Say) -> None:
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
    build.add_argument(
        "--copies",
        metavar="DIR",
        default="build",
        help=say(_("the folder for copies to carry: for USB sticks and for Kiwix (default: build)")),
    )
    build.add_argument("--site-only", action="store_true", help=say(_("make no copies to carry")))
    build.add_argument("--pdf", action="store_true", help=say(_("make the editions for paper too, and link them")))


def _links(command: Command, say: Say) -> None:
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


def _serve(command: Command, say: Say) -> None:
    preview = command("serve", serve_command, _("show a live preview"), "kb serve --port 8000")
    preview.add_argument("--host", default="127.0.0.1", help=say(_("the address to listen on")))
    preview.add_argument("--port", type=int, default=8000, help=say(_("the port to listen on")))


def _pages_and_data(command: Command, say: Say) -> None:
    pages = command("pages", pages_command, _("write the generated pages as Markdown"), "kb pages /tmp/pages")
    pages.add_argument("folder", metavar="DIR", help=say(_("the folder to write into")))

    export = command(
        "export", export_command, _("write the data files (JSON, HSDS, CSV, vCard …)"), "kb export /tmp/data"
    )
    export.add_argument("folder", metavar="DIR", help=say(_("the folder to write into")))
    export.add_argument("--site-url", metavar="URL", help=say(_("the address at which the site will stand")))


def _paper(command: Command, say: Say) -> None:
    paper = command(
        "pdf", pdf_command, _("make editions for paper (PDF)"), "kb pdf /tmp/pdf --only mx,cards", spoken=False
    )
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


def _tables(command: Command, say: Say) -> None:
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


def _release(command: Command, say: Say) -> None:
    publish = command(
        "release",
        release_command,
        _("write down what is published: every new id, and the wording of what is new or has changed"),
        "kb release --date 2026-12-01",
    )
    publish.add_argument("--date", metavar="DAY", help=say(_("the day of the release (default: today)")))


def _search(command: Command, say: Say) -> None:
    search = command(
        "search",
        search_command,
        _("say what the site's search answers"),
        'kb search "interés superior" --lang es --json',
    )
    search.add_argument("query", metavar="QUERY", help=say(_("what a reader types")))
    search.add_argument("--limit", type=int, default=10, metavar="N", help=say(_("how many answers (default: 10)")))
    search.add_argument("--json", action="store_true", help=say(_("for programs: id, title, url and score of each")))


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
