"""Tables of the texts as screen readers want them: each heading says of what, each table says its name.

Source: HTML, `scope`; WCAG 2.2, 1.3.1. Markdown has no place for a caption: the headings of the columns name the table.
"""

from __future__ import annotations

from typing import Any
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor


def name_tables(root: Element) -> None:
    """Give every table under an element its scopes and its name."""
    for table in root.iter("table"):
        heads = list(table.iterfind("thead/tr/th"))
        for head in heads:
            head.set("scope", "col")
        table.set("aria-label", ", ".join(" ".join("".join(head.itertext()).split()) for head in heads))


class _Tables(Treeprocessor):
    def run(self, root: Element) -> None:
        name_tables(root)


class TablesExtension(Extension):
    """Names the tables of a page. It comes after inline patterns, before escapes are undone."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802  (the name is Python-Markdown's)
        md.treeprocessors.register(_Tables(md), "kb-tables", 5)


def makeExtension(**options: Any) -> TablesExtension:  # noqa: N802  (the name is Python-Markdown's)
    """What Python-Markdown calls for an extension known by the name of its module."""
    return TablesExtension(**options)
