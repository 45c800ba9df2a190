"""The `kb` command: one program, one subcommand a task."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from kb.messages import LANGUAGES, translate, users_language


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


def check_command(args: argparse.Namespace) -> int:
    """`kb check`: report what is wrong. 0: no errors; 1: errors; 2: called wrongly."""
    from kb.check.formats import FORMATS
    from kb.check.run import check

    root = _root(args)
    if root is None:
        return 2
    paths = []
    for given in args.paths:
        full = (Path.cwd() / given).absolute()
        path = full.relative_to(root).as_posix() if full.is_relative_to(root) else Path(given).as_posix()
        if not (root / path).exists() and not (root / path).is_symlink():
            print(translate(_("kb: there is no {path} in the knowledge base"), args.lang, path=given), file=sys.stderr)
            return 2
        paths.append(path)
    _tree, problems = check(root, paths)
    sys.stdout.write(FORMATS[args.format](problems, args.lang))
    errors = sum(problem.severity == "error" for problem in problems)
    if args.format == "text":
        summary = _("{errors} errors, {warnings} warnings")
        print(translate(summary, args.lang, errors=errors, warnings=len(problems) - errors), file=sys.stderr)
    return 1 if errors or (args.strict and problems) else 0


def _parser(lang: str) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="kb", description=translate(_("Work with the knowledge base."), lang))
    shared = argparse.ArgumentParser(add_help=False)
    shared.add_argument(
        "--root", default=".", metavar="DIR", help=translate(_("the knowledge base (default: this folder)"), lang)
    )
    shared.add_argument("--lang", choices=LANGUAGES, default=lang, help=translate(_("the language of messages"), lang))
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    check = commands.add_parser(
        "check",
        parents=[shared],
        help=translate(_("say what is wrong in the content, and where"), lang),
        epilog="kb check guidelines/regional --lang es",
    )
    check.add_argument(
        "paths", nargs="*", metavar="PATH", help=translate(_("report only on these files or folders"), lang)
    )
    check.add_argument("--format", choices=("text", "json"), default="text")
    check.add_argument("--strict", action="store_true", help=translate(_("warnings count as errors"), lang))
    check.set_defaults(run=check_command)
    return parser


def main(argv: Sequence[str] | None = None) -> int:
    """Run the program and return its exit code."""
    args = _parser(users_language()).parse_args(argv)
    code: int = args.run(args)
    return code
