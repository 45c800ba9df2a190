"""A page as plain Markdown, for programs that read text: what a reader sees, without the site's HTML and its marks."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path

from kb.pages.page import Page

NAME = "index.md"
_MARKS = re.compile(r"(?<=\S) ?\{(?:[#.:]|lang=)[^{}\n]*\}")
_ABBREVIATION = re.compile(r"^\*\[[^\]\n]+\]: [^\n]*\n?", re.M)
_HTML = re.compile(r"^<[a-z][a-z0-9]*\b[^\n]*$", re.M)
_GAPS = re.compile(r"\n{3,}")
_SPACE = re.compile(r"[ \t]+")
_TOKEN = re.compile(r"<(/?)([a-z][a-z0-9]*)([^>]*)>|[^<]+|<")
"""A tag or a text. Our own HTML holds no comments, and no `>` in attributes."""
_HREF = re.compile(r'\bhref="([^"]*)"')
_BLOCKS = {"p", "div", "section", "dl", "ul", "ol", "table", "details", "caption", "summary", "figure"}
_SKIPPED = {"form", "select", "button", "input"}


class _Markdown:
    """Writes our own HTML as Markdown: links, lists, definitions, tables, headings."""

    def __init__(self) -> None:
        self.out: list[str] = []
        self.links: list[str] = []
        self.skipped = 0
        self.depth = 0
        self.heads = 0
        self.closed = 0
        """Where the last element inside a line ended: what stands beside each other on a page is set apart by commas."""
        self.paragraph = False

    def feed(self, html: str) -> None:
        """Write a piece of HTML."""
        for match in _TOKEN.finditer(html):
            end, tag, attributes = match.groups()
            if tag is None:
                if not self.skipped:
                    self.out.append(_SPACE.sub(" ", unescape(match.group())))
                continue
            if not end:
                self.begin(tag, attributes)
            if end or attributes.endswith("/"):
                self.end(tag)

    def begin(self, tag: str, attributes: str) -> None:
        if tag in _SKIPPED:
            self.skipped += tag != "input"
        elif tag == "a":
            href = _HREF.search(attributes)
            self.links.append(unescape(href[1]) if href else "")
            self.out.append("[")
        elif tag in ("ul", "ol"):
            self.depth += 1
            self.out.append("\n")
        elif tag == "li":
            self.paragraph = False
            self.out.append("\n" + "  " * (self.depth - 1) + "- ")
        elif tag in ("h2", "h3", "h4", "h5"):
            self.out.append(f"\n\n{'#' * int(tag[1])} ")
        elif tag == "dt":
            self.out.append("\n- **")
        elif tag in ("th", "td"):
            self.heads += 1
            self.out.append("| ")
        elif tag in ("tr", "br"):
            self.out.append("\n")
            self.heads = 0
        elif tag == "span":
            again = self.closed > 0 and not any(part.strip() for part in self.out[self.closed :])
            if again and "kb-age" not in attributes:
                self.out[self.closed :] = [", "]
        elif tag == "p" and self.depth:
            self.out.append(": " if self.paragraph else "")
        elif tag in _BLOCKS and not self.depth:
            self.out.append("\n\n" if tag in ("p", "div", "section", "table") else "\n")

    def end(self, tag: str) -> None:
        if tag in _SKIPPED:
            self.skipped -= tag != "input"
        elif tag == "a" and self.links:
            self.out.append(f"]({self.links.pop()})")
        elif tag in ("ul", "ol"):
            self.depth -= 1
        elif tag == "span":
            self.closed = len(self.out)
        elif tag == "p" and self.depth:
            self.paragraph = True
        elif tag == "dt":
            self.out.append(":** ")
        elif tag in ("th", "td"):
            self.out.append(" ")
        elif tag == "thead":
            self.out.append("\n" + "|---" * self.heads + "|")
        elif tag == "tr":
            self.out.append("|")
        elif tag in _BLOCKS and not self.depth:
            self.out.append("\n")


def as_markdown(html: str) -> str:
    """A block of our own HTML as Markdown."""
    parser = _Markdown()
    parser.feed(html)
    lines = (line.rstrip() for line in "".join(parser.out).split("\n"))
    return _GAPS.sub("\n\n", "\n".join(lines)).strip("\n")


def write_markdown(page: Page, folder: Path) -> None:
    """Write a page as plain Markdown into its folder."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / NAME).write_text(plain_markdown(page), encoding="utf-8")


def plain_markdown(page: Page) -> str:
    """A page as plain Markdown. It stands at the page's own address, so that its relative links hold."""
    text = _HTML.sub(lambda match: "\n" + as_markdown(match.group()) + "\n", page.markdown)
    text = _MARKS.sub("", _ABBREVIATION.sub("", text))
    return _GAPS.sub("\n\n", text).strip() + "\n"
