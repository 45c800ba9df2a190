"""Rules on pages written by hand and on the files that lie beside them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from posixpath import basename, splitext
from xml.parsers import expat

from kb.check.engine import Finding, _, tree_rule
from kb.read.files import read_text
from kb.read.tree import Tree


@tree_rule(sees="outline")
def page_without_translation(tree: Tree) -> Iterator[Finding]:
    """A page written by hand stands in one language only: readers of the other would be sent to a page they cannot read.

    Bad:
        docs/es/visits.md without docs/en/visits.md
    Good:
        docs/es/visits.md and docs/en/visits.md
    Fix:
        Write the page in the other language under the same name, or take it away in both.
    """
    for document in tree.checked:
        lang, _slash, name = document.path.removeprefix("docs/").partition("/")
        if document.kind == "page" and document.usable and lang in tree.kb.languages:
            for other in tree.kb.languages:
                path = f"docs/{other}/{name}"
                if path not in tree.documents:
                    message = _("this page is missing in {language}")
                    hint = _("write its translation in {path}")
                    yield Finding(0, message, hint, {"language": other, "path": path}, document.path)


_HARMLESS = frozenset(
    {".avif", ".csv", ".gif", ".ico", ".jpeg", ".jpg", ".json", ".pdf", ".png", ".svg", ".txt", ".webp", ".xlsx"}
)
"""Endings of files that a browser shows or saves and does not run."""
_DRAWING = frozenset(
    (
        *(
            "svg",
            "g",
            "defs",
            "symbol",
            "use",
            "title",
            "desc",
            "metadata",
            "path",
            "rect",
            "circle",
            "ellipse",
            "line",
        ),
        *("polyline", "polygon", "text", "tspan", "textPath", "marker", "linearGradient", "radialGradient", "stop"),
        *("clipPath", "mask", "pattern"),
    )
)
"""The elements of SVG that draw. Source: SVG 2, without script, foreignObject, animation, style, image and links."""
_NO_PLACE = re.compile(r"url\(\s*['\"]?(?!#)|(?:java|vb)script:|data:", re.I)


@tree_rule(sees="outline")
def unsafe_file(tree: Tree) -> Iterator[Finding]:
    """A file beside the pages could run in a reader's browser, or fetch something from elsewhere: a web page, a script, a
    drawing with a script in it.

    Bad:
        docs/assets/map.html
        docs/assets/route.svg with <script> or onload="…" in it
    Good:
        docs/assets/route.svg with lines and words only
        docs/assets/form.pdf
    Fix:
        Put pictures (PNG, JPEG, WebP, or SVG that only draws) and documents there; leave pages and scripts out.
    """
    for document in tree.checked:
        if document.kind != "other" or not document.usable or not document.path.startswith("docs/"):
            continue
        ending = splitext(document.path)[1].lower()
        if ending not in _HARMLESS and basename(document.path) != "CNAME":
            message = _("a file of this kind could run in a reader's browser: {name}")
            hint = _("put a picture, a PDF or a table here: {known}")
            args = {"name": basename(document.path), "known": ", ".join(sorted(_HARMLESS))}
            yield Finding(0, message, hint, args, document.path)
        elif ending == ".svg" and (fault := _fault_of_drawing(tree, document.path)):
            line, what = fault
            message = _("this drawing holds more than a drawing, in its line {line}: {what}")
            hint = _("save it as “plain SVG” with lines, shapes and words only, or as PNG")
            yield Finding(0, message, hint, {"line": line, "what": what}, document.path)


class _RefusedError(Exception):
    """What a drawing must not hold."""


def _fault_of_drawing(tree: Tree, path: str) -> tuple[int, str] | None:
    """The line and the name of the first thing in an SVG file that does not draw."""
    source = read_text(tree.root, path)
    if not source.usable:
        return 1, source.defects[0].kind
    reader = expat.ParserCreate()

    def element(name: str, attributes: dict[str, str]) -> None:
        if name.rpartition(":")[2] not in _DRAWING:
            raise _RefusedError(f"<{name[:40]}>")
        for key, value in attributes.items():
            link = key.rpartition(":")[2] == "href" and not value.startswith("#")
            if link or key.lower().startswith("on") or (not key.startswith("xmlns") and _NO_PLACE.search(value)):
                raise _RefusedError(f"{key[:40]}=")

    def other(name: str, *_more: object) -> None:
        raise _RefusedError(name[:40])

    reader.StartElementHandler = element
    reader.StartDoctypeDeclHandler = other
    reader.ProcessingInstructionHandler = other
    try:
        reader.Parse(source.text.encode(), True)
    except (_RefusedError, expat.ExpatError) as error:
        return reader.CurrentLineNumber, str(error)
    return None
