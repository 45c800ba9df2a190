"""`kb check --fix`: mends what is safe to mend, and shows the difference first. What a text says never changes.

An id in other capitals or with a space for its hyphen, a reference whose words are exactly one title, two references read
as one, spaces, the order of keys. A mended file is kept only if, read again, it says the same as before.
"""

from __future__ import annotations

import argparse
import difflib
import sys
from collections.abc import Callable, Collection, Iterable, Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

from kb.check.rules.references import looks_like_id
from kb.check.rules.slips import joined, typed_by_ear
from kb.editing import _
from kb.editing.slips import Edit, slips
from kb.imports.save import Conflict, save
from kb.in_step import plain
from kb.messages import translate
from kb.models.base import Word
from kb.models.institution import Institution
from kb.models.section import Section
from kb.read import yaml_text
from kb.read.document import Document, parse
from kb.read.links import Bracket
from kb.read.tree import Citation, Tree, assemble, read_tree

MENDED = (
    "section",
    "page",
    "institution",
    "form",
    "practice",
    "library",
    "glossary",
    "questions",
    "indicators",
    "toolkits",
)
"""The kinds of files that are mended."""
_ROUNDS = 4
"""Mending one slip can uncover another; more rounds than this were never needed."""


def fix(root: Path, paths: Collection[str], args: argparse.Namespace) -> bool:
    """Show what can be mended in these files or folders (none: in all), and write it if asked to. True: nothing is left
    to be mended."""
    tree = read_tree(root)
    texts = mended(
        tree, lambda path: not paths or any(path == p or p == "." or path.startswith(f"{p}/") for p in paths)
    )
    out = sys.stdout if args.format == "text" else sys.stderr
    for path, text in texts.items():
        out.writelines(difference(path, tree.documents[path].text, text))
    message = _("nothing to mend")
    if texts and args.write:
        try:
            save(root, texts, tree.documents)
        except Conflict as conflict:
            told = _("kb check: nothing was written, because {path} has changed in the meantime; run it again")
            print(translate(told, args.lang, path=conflict.args[0]), file=sys.stderr)
            return False
        message = _("{count} files mended, as shown")
    elif texts:
        message = _("{count} files can be mended as shown; to write them, add --write")
    print(translate(message, args.lang, count=len(texts)), file=sys.stderr)
    return not texts or bool(args.write)


def difference(path: str, old: str, new: str) -> Iterator[str]:
    """The lines that change, as `diff` shows them; what a terminal could obey is not shown."""
    for line in difflib.unified_diff(old.splitlines(), new.splitlines(), path, path, lineterm="", n=1):
        yield "".join(char if char.isprintable() or char == "\t" else "\ufffd" for char in line) + "\n"


def mended(tree: Tree, wanted: Callable[[str], bool]) -> dict[str, str]:
    """The files of a tree that can be mended, with their new texts. `wanted` says of a path whether it is to be."""
    documents = dict(tree.documents)
    now = tree
    for _round in range(_ROUNDS):
        edits = _edits(now, wanted)
        new = {path: _kept(documents[path], found, tree.kb.languages) for path, found in edits.items()}
        new = {path: document for path, document in new.items() if document.text != documents[path].text}
        if not new:
            break
        documents |= new
        now = assemble(tree.root, documents.values())
    return {p: doc.text for p, doc in documents.items() if doc.text != tree.documents[p].text}


def _edits(tree: Tree, wanted: Callable[[str], bool]) -> dict[str, list[list[Edit]]]:
    """For each file what can be mended, in groups: what is not safe in one group does not hinder the others."""
    cases: dict[str, list[Edit]] = {}
    for path, edit in (*_ids(tree), *_words(tree)):
        cases.setdefault(path, []).append(edit)
    found = {}
    for document in tree.documents.values():
        if document.kind in MENDED and document.usable and wanted(document.path):
            groups = [cases.get(document.path, []), list(_joined(tree, document)), list(slips(document))]
            groups += [list(_led(tree, document)), list(_typed(tree, document))]
            if any(groups):
                found[document.path] = [group for group in groups if group]
    return found


def _kept(document: Document, groups: list[list[Edit]], languages: tuple[str, ...]) -> Document:
    """The file with the first group of edits that leaves what it says as it is; the other groups come next round."""
    for group in groups:
        new = parse(document.path, _applied(document.text, group), languages=languages)
        if new.usable and new.text != document.text and _says(new) == _says(document):
            return new
    return document


def _applied(text: str, edits: Iterable[Edit]) -> str:
    parts, at = [], 0
    for start, end, new in sorted(edits):
        if start >= at:
            parts += [text[at:start], new]
            at = end
    return "".join([*parts, text[at:]])


def _says(document: Document) -> Any:
    """What a file says, without what may be mended: capitals of ids, spaces in them, other spaces, the order of keys, where
    a link leads whose words were all that stood there."""
    end = document.yaml_end if document.yaml_end is not None else len(document.text)
    is_yaml = document.kind not in ("section", "page")
    data, defects = (
        yaml_text.load(document.text[document.yaml_start : end]) if is_yaml or document.body_start else ({}, [])
    )
    bodies = [plain(_unled(document, region.start, region.end)) for region in document.regions]
    return _folded(data), [defect.kind for defect in defects], bodies


def _unled(document: Document, start: int, end: int) -> str:
    """A text whose `[words][RG-2.3]` read `[words]`: what a link shows, not where it leads, is what the text says; where
    it leads is changed only by `_led`, from nowhere to the one title that its words are. `[RG 2.3]` reads `[rg-2.3]`."""
    text, at = [], start
    for item in (item for found in document.brackets_by_region for item in found):
        if start <= item.start < end and item.form in ("full", "collapsed"):
            text.append(document.text[at : item.end])
            at = item.whole_end
        elif at <= item.start < end and item.form == "short" and (ident := joined(item.words(document.masked))):
            text.append(f"{document.text[at : item.start]}[{ident}]")
            at = item.end
    return "".join([*text, document.text[at:end]])


def _folded(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _folded(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_folded(item) for item in value]
    return " ".join(value.split()).casefold() if isinstance(value, str) else value


def _ids(tree: Tree) -> Iterator[tuple[str, Edit]]:
    """Ids in other capitals than their own, in texts and in lists."""
    for citation in tree.citations:
        own = tree.kb.by_lower.get(citation.target.lower())
        if own is not None and own != citation.target and tree.kb.find(citation.target) is None:
            yield from _written(citation, own)


def _written(citation: Citation, own: str) -> Iterator[tuple[str, Edit]]:
    document, target = citation.document, citation.target
    start = document.offset(citation.at)
    within = document.text[start : start + 20_000]
    sign = "[" if citation.mark is None else ""
    at = within.find(f"{sign}{target}")
    if at != -1 and (citation.mark is None or at <= 1):
        at += start + len(sign)
        yield document.path, (at, at + len(target), own)


def _words(tree: Tree) -> Iterator[tuple[str, Edit]]:
    """Vocabulary words with capitals: `Identification`."""
    for document, _entry, place, mark, value in tree.marks:
        if isinstance(mark, Word) and value and not value.islower():
            groups = [group for group in (mark.group, mark.also) if group]
            known = {word for group in groups for word in tree.kb.vocabulary.words(group)}
            start = document.offset(place)
            at = document.text.find(value, start, start + len(value) + 1)
            if value not in known and value.lower() in known and at != -1:
                yield document.path, (at, at + len(value), value.lower())


def _joined(tree: Tree, document: Document) -> Iterator[Edit]:
    """`[RG-1] [RG-2]`, which Markdown reads as one link, becomes `[RG-1][] [RG-2]`, which looks the same."""
    for found in document.brackets_by_region:
        for item, after in pairwise(found):
            between = document.text[item.end : after.start]
            near = bool(between) and not between.strip() and between.count("\n") < 2
            both = all(_is_known(tree, part.words(document.masked)) for part in (item, after))
            if item.form == "short" and after.form == "short" and near and both:
                yield item.end, item.end, "[]"


def _is_known(tree: Tree, words: str) -> bool:
    return looks_like_id(words) and words.lower() in tree.kb.by_lower


def _typed(tree: Tree, document: Document) -> Iterator[Edit]:
    """`[RG 2.3]`, which is shown as it stands, becomes `[RG-2.3]`."""
    for item, ident in typed_by_ear(tree, document):
        yield item.start + 1, item.end - 1, ident


def _led(tree: Tree, document: Document) -> Iterator[Edit]:
    """`[words][]` whose words are exactly one entry's title or name in that language get that entry's id."""
    for region, found in zip(document.regions, document.brackets_by_region, strict=True):
        for item in found:
            words = item.words(document.masked)
            if item.form == "collapsed" and not item.image and words.lower() not in tree.kb.by_lower:
                ids = _named(tree, region.lang).get(_key(words), [])
                if len(ids) == 1:
                    yield _target(item, ids[0])


def _target(item: Bracket, ident: str) -> Edit:
    return item.end, item.whole_end, f"[{ident}]"


def _key(words: str) -> str:
    return plain(words).casefold()


def _named(tree: Tree, lang: str) -> dict[str, list[str]]:
    """Ids by the title or name that people read in a language."""
    found: dict[str, list[str]] = {}
    for _document, _place, entry in tree.entries():
        if isinstance(entry, Section | Institution):
            names = {entry.title(lang)} if isinstance(entry, Section) else {entry.name(lang), entry.short_name(lang)}
            for name in names:
                found.setdefault(_key(name), []).append(entry.id)
    return found
