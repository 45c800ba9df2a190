"""Rules on the bytes, names and places of files."""

from __future__ import annotations

import re
from collections.abc import Iterator
from posixpath import basename, splitext

from kb.check.engine import Finding, _, document_rule, found, tree_rule
from kb.ledger.files import FOLDER as RELEASES
from kb.read.document import Document
from kb.read.kinds import HELD, kind_of
from kb.read.tree import Tree


@document_rule()
def encoding(document: Document) -> Iterator[Finding]:
    """A file is not UTF-8, so that accents would be lost or shown wrongly.

    Bad:
        a file saved as “Windows-1252” or “Latin-1” by an office program
    Good:
        the same file saved as “UTF-8”
    Fix:
        Save the file again as UTF-8. In the code host's web editor every file is.
    """
    yield from found(
        document,
        "encoding",
        _("the byte {byte} is not UTF-8 text"),
        _("save the file with the encoding UTF-8"),
    )


@document_rule()
def symlink(document: Document) -> Iterator[Finding]:
    """A file is a link to another place: what it shows could come from outside the knowledge base, or change unseen.

    Bad:
        guidelines/regional/RG-2.md → ../../private/notes.md
    Good:
        guidelines/regional/RG-2.md, an ordinary file
    Fix:
        Put the file itself in its place.
    """
    yield from found(
        document,
        "symlink",
        _("this is not a file but a link to “{target}”"),
        _("put the file itself in this place; links are not followed"),
    )


_UNREADABLE = {
    "folder": _("this folder cannot be opened"),
    "not a regular file": _("this is not an ordinary file"),
    "permission": _("the permissions of this file do not let it be read"),
}


@document_rule()
def unreadable(document: Document) -> Iterator[Finding]:
    """A file cannot be opened, so that nothing in it would reach the site.

    Bad:
        a file without permission to read it, a device, a named pipe
    Good:
        an ordinary file that everybody may read
    Fix:
        Put an ordinary file in its place, which everybody may read.
    """
    for defect in document.defects:
        if defect.kind == "unreadable":
            message = _UNREADABLE.get(defect.args["why"], _("the file cannot be read: {why}"))
            yield Finding(defect.at, message, _("replace it with an ordinary file that may be read"), defect.args)


@document_rule()
def too_large(document: Document) -> Iterator[Finding]:
    """A file is so large that it cannot be one text: reading it could stop the site from being built.

    Bad:
        a library file of 5 000 000 bytes, with a report pasted into it
    Good:
        a library file of 60 000 bytes; the report is linked
    Fix:
        Divide the file, and link long documents instead of pasting them in.
    """
    yield from found(
        document,
        "too-large",
        _("the file has {size} bytes; at most {limit} are read"),
        _("split it into several files, and take out whatever was pasted in by mistake"),
    )


@document_rule()
def long_line(document: Document) -> Iterator[Finding]:
    """A line is so long that nobody can see in a comparison of versions what was changed in it.

    Bad:
        a whole chapter in one line
    Good:
        lines of about 140 characters; a single line break does not show on the page
    Fix:
        Break the line at a space: in a paragraph a line end is shown as a space.
    """
    yield from found(
        document,
        "long-line",
        _("the line has {length} characters; at most {limit} are allowed"),
        _("break it into lines of about 140 characters: a single line break does not show on the page"),
    )


@document_rule()
def control_character(document: Document) -> Iterator[Finding]:
    """An invisible character hides in the text, usually copied from a PDF or a web page. Search does not find the word.

    Bad:
        protec<U+00AD>ción, with a soft hyphen that nobody sees
    Good:
        protección
    Fix:
        Delete the word and type it again instead of pasting it.
    """
    yield from found(
        document,
        "control-character",
        _("an invisible character stands here: {code}"),
        _("delete the word with the invisible character in it and type it again"),
    )


@document_rule()
def bidirectional_control(document: Document) -> Iterator[Finding]:
    """An invisible character reverses the text after it, so that people read something else than what stands there.

    Bad:
        call <U+202E>119, which shows as “call 911”
    Good:
        call 119
    Fix:
        Delete the line and type it again; compare the number or name with its source.
    """
    yield from found(
        document,
        "bidirectional-control",
        _("an invisible character that reverses the text stands here: {code}"),
        _("delete the line and type it again"),
    )


_ENDINGS = {".yaml": ".yml", ".markdown": ".md", ".mdown": ".md", ".mkd": ".md", ".txt": ""}
_PICTURES = {".png", ".jpg", ".jpeg", ".gif", ".svg", ".webp", ".avif", ".ico", ".pdf"}
_FOLDER = re.compile(r"[a-z0-9][a-z0-9-]*")
_FILE = re.compile(r"[a-z0-9][a-z0-9._-]*|README\.md")


@tree_rule(sees="outlines")
def file_place(tree: Tree) -> Iterator[Finding]:
    """A file stands where nothing reads it or has a name that does not work as an address: it would never be published.

    Bad:
        directory/mx/comar.yaml
        directory/mx/shelters/casa.yml
        guidelines/library/Leyes México.yml
    Good:
        directory/mx/comar.yml
        directory/mx/casa.yml
        guidelines/library/mx.yml
    Fix:
        Move the file to the folder of its kind; name it with letters, digits and hyphens, and end it in .md or
        .yml.
    """
    told: set[str] = set()
    for path, document in tree.documents.items():
        if not document.usable:
            continue
        if document.kind == "other":
            yield from _of_no_kind(path)
        elif document.kind in ("section", "page") or (document.kind in HELD and document.kind != "institution"):
            yield from _bad_folder(path, told)
            if document.kind != "section" and not _FILE.fullmatch(basename(path)):
                yield Finding(
                    0,
                    _("the file name “{name}” does not work as part of an address"),
                    _("rename the file: lower-case letters without accents, digits and hyphens, no spaces"),
                    {"name": basename(path)},
                    path,
                )


def _of_no_kind(path: str) -> Iterator[Finding]:
    top = path.partition("/")[0]
    if top not in ("guidelines", "directory"):
        return
    ending = splitext(path)[1].lower()
    right = _right_path(path)
    if right:
        hint = _("rename the file to {right}")
    elif ending in _PICTURES:
        hint = _("move pictures and PDF files to docs/assets")
    elif path.startswith(f"{RELEASES}/"):
        hint = _(
            "the folder of the releases holds only what `kb release` writes, named after its day: 2026-12-01.jsonl"
        )
    elif top == "directory":
        hint = _("put each institution into a file like directory/mx/name.yml: country, name, ending .yml")
    else:
        hint = _("sections end in .md; the library is in guidelines/library/*.yml; other files belong in docs")
    yield Finding(0, _("nothing reads a file with this name in this place"), hint, {"right": right}, path)


def _right_path(path: str) -> str:
    """The path that was meant, where only the ending or capitals are wrong; empty if that is not so."""
    stem, ending = splitext(path)
    ending = ending.lower()
    meant = stem + _ENDINGS.get(ending, ending)
    return next((right for right in (meant, meant.lower()) if kind_of(right) != "other"), "")


def _bad_folder(path: str, told: set[str]) -> Iterator[Finding]:
    """The first folder of a path with a bad name, once for all its files."""
    parts = path.split("/")[:-1]
    for number, name in enumerate(parts, start=1):
        folder = "/".join(parts[:number])
        if not _FOLDER.fullmatch(name):
            if folder not in told:
                told.add(folder)
                yield Finding(
                    0,
                    _("the folder name “{name}” does not work as part of an address"),
                    _("rename the folder: lower-case letters without accents, digits and hyphens, no spaces"),
                    {"name": name},
                    path,
                )
            return
