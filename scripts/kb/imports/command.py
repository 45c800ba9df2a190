"""`kb import`: spreadsheets in, as changes that are shown first and written only when asked; spreadsheets out."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path

from kb.imports import _
from kb.imports.archive import MAX_FILE, macros
from kb.imports.cells import Refusal
from kb.imports.csv_in import read_csv
from kb.imports.csv_out import csv_paths, csv_tables
from kb.imports.judge import Verdict, judge
from kb.imports.lines import understand
from kb.imports.report import Report, say
from kb.imports.save import Conflict, save
from kb.imports.table import Sheet, records, rows
from kb.imports.template import template
from kb.imports.words import Words
from kb.imports.xlsx_in import read_workbook
from kb.imports.xlsx_out import workbook
from kb.models.institution import REGIONAL
from kb.read.configuration import languages_of
from kb.read.tree import Tree, read_tree


class CalledWrongly(Exception):  # noqa: N818  (an answer, no failure of the program)
    """The command cannot be carried out as it was called: a message and its values."""

    def __init__(self, message: str, **values: object) -> None:
        super().__init__(message)
        self.message = message
        self.values = values


def run(root: Path, args: argparse.Namespace) -> int:
    """Carry out `kb import`. 0: nothing rejected; 1: something rejected; 2: called wrongly."""
    try:
        if bool(args.files) + bool(args.template) + bool(args.export) != 1 or (args.write and not args.files):
            raise CalledWrongly(
                _("kb import: give tables, or --template FILE.xlsx, or --export FILE; see kb import --help")
            )
        if args.template:
            return _template(root, Path(args.template), args.lang)
        return _export(root, Path(args.export), args) if args.export else _import(root, args)
    except CalledWrongly as error:
        print(say(error.message, args.lang, error.values), file=sys.stderr)
        return 2


def _import(root: Path, args: argparse.Namespace) -> int:
    sheets, refused = _sheets(map(Path, args.files))
    found = records(sheets, languages_of(root))
    refused += found.refusals
    if not found.tables and not refused:
        refused.append((args.files[0], Refusal(*_NO_TABLE)))
    if refused and not found.rows:
        _tell(found.notices, refused, args.lang)
        return 1
    tree = read_tree(root)
    country = _country(tree, args.country)
    told = _("Comparing {count} rows with the directory …")
    print(say(told, args.lang, {"count": len(found.rows)}), file=sys.stderr)
    verdict = judge(tree, country, understand(found.rows, tree.kb, country, args.lang))
    words = Words(tree.kb.vocabulary, tree.kb.languages)
    for line in Report(verdict, tree.kb.folders.get(country, []), found.tables, words, args.lang).lines():
        print(line)
    _tell(found.notices, refused, args.lang)
    rejected = len(verdict.rejections) + len(verdict.elsewhere) + len(refused)
    _finish(root, tree, verdict, rejected, args)
    return 1 if rejected else 0


def _tell(notices: Iterable[tuple[str, Mapping[str, str]]], refused: Iterable[tuple[str, Refusal]], lang: str) -> None:
    """What was passed over, and what is not read at all."""
    for message, values in notices:
        print(say(message, lang, values))
    for name, refusal in refused:
        reason, hint = (say(text, lang, refusal.values) for text in (refusal.message, refusal.hint))
        told = _("{file} is not read: {message}; {hint}")
        print(say(told, lang, {"file": name, "message": reason, "hint": hint}))


_NO_TABLE = (
    _("it holds no table of institutions or contacts"),
    _("start from the workbook that kb import --template makes, and leave its headings as they are"),
)


def _finish(root: Path, tree: Tree, verdict: Verdict, rejected: int, args: argparse.Namespace) -> None:
    """Write what was agreed on, if it was asked for and nothing was rejected, and say what was done."""
    message = _("Nothing to write")
    if rejected:
        message = _("Nothing was written; nothing can be until the {count} things that are rejected are put right")
    elif args.write and verdict.texts:
        try:
            save(root, verdict.texts, tree.documents)
        except Conflict as conflict:
            raise CalledWrongly(
                _("kb import: nothing was written, because {path} has changed in the meantime; run it again"),
                path=conflict.args[0],
            ) from conflict
        message = _("{files} files written; look at the difference, then run kb check")
    elif verdict.texts:
        message = _("Nothing was written. To write what is shown, add --write")
    print(say(message, args.lang, {"count": rejected, "files": len(verdict.texts)}))


def _sheets(paths: Iterable[Path]) -> tuple[list[Sheet], list[tuple[str, Refusal]]]:
    """The sheets of these files, and the files that are not read, with the reason."""
    sheets: list[Sheet] = []
    refused: list[tuple[str, Refusal]] = []
    for path in paths:
        kind = path.suffix.lower()
        if not path.is_file():
            raise CalledWrongly(_("kb import: there is no file {path}"), path=path)
        if kind not in (".xlsx", ".xlsm", ".csv"):
            raise CalledWrongly(_("kb import: {path} is neither .xlsx nor .csv"), path=path)
        with path.open("rb") as file:
            data = file.read(MAX_FILE + 1)
        try:
            if kind == ".xlsm":
                raise macros()
            sheets += [read_csv(data, path.name)] if kind == ".csv" else read_workbook(data)
        except Refusal as refusal:
            refused.append((path.name, refusal))
    return sheets, refused


def _country(tree: Tree, given: str | None) -> str:
    """The folder of the directory that is meant: a country's code in lower case, or `regional`."""
    known = {code.lower() for code in tree.kb.vocabulary.words("countries")} | {REGIONAL}
    if (given or "").lower() not in known:
        listed = ", ".join([*tree.kb.vocabulary.words("countries"), REGIONAL])
        raise CalledWrongly(_("kb import: say whose directory it is: --country with one of {known}"), known=listed)
    return str(given).lower()


def _template(root: Path, path: Path, lang: str) -> int:
    _refuse_to_replace([path], path, (".xlsx",))
    kb = read_tree(root).kb
    _put(path, template(Words(kb.vocabulary, kb.languages)))
    print(say(_("{path} written"), lang, {"path": path}))
    return 0


def _export(root: Path, path: Path, args: argparse.Namespace) -> int:
    paths = csv_paths(path) if path.suffix.lower() == ".csv" else [path]
    _refuse_to_replace(paths, path, (".xlsx", ".csv"))
    tree = read_tree(root)
    kb = tree.kb
    country = _country(tree, args.country)
    institutions = kb.folders.get(country, [])
    for document in tree.documents.values():
        if document.path.startswith(f"directory/{country}/") and not document.entries:
            told = _("{path} cannot be read and is not in the tables; see kb check")
            print(say(told, args.lang, {"path": document.path}), file=sys.stderr)
    words = Words(kb.vocabulary, kb.languages)
    if path.suffix.lower() == ".csv":
        contents = csv_tables(rows(institutions, kb.languages), kb.languages)
    else:
        contents = [workbook(rows(institutions, kb.languages, words.show), words)]
    for target, content in zip(paths, contents, strict=True):
        _put(target, content)
        print(say(_("{path} written"), args.lang, {"path": target}))
    return 0


def _refuse_to_replace(targets: Iterable[Path], given: Path, kinds: tuple[str, ...]) -> None:
    if given.suffix.lower() not in kinds:
        raise CalledWrongly(_("kb import: the file's name must end in {kinds}"), kinds=", ".join(kinds))
    for target in targets:
        if target.exists():
            raise CalledWrongly(_("kb import: {path} exists; choose another name, or delete it"), path=target)


def _put(path: Path, content: bytes) -> None:
    try:
        with path.open("xb") as file:
            file.write(content)
    except OSError as error:
        raise CalledWrongly(_("kb import: {path} cannot be written"), path=path) from error
