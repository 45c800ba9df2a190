"""A page as plain Markdown, for programs that read text: what a reader sees, without the site's HTML and its marks."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path

from kb.pages.page import Page

NAME = "index.md"
_MARKS = re.compile(r"(?<=\S) ?\{(?:[#.:]|lang=)[^{}\n]*\}")
_ABBREVIATION = re.compile(r"^\*\[[^\]\n]+\]: [^\n]*\n?", re.M)
_HTML = re.compile(r"^<[a-z][a-z0-9]*\b[^\n]*$", re.M)
_GAPS = re.compile(r"\n{3,}")
_SPACE = re.compile(r"[ \t]+")
_BLOCKS = {"p", "div", "section", "dl", "ul", "ol", "table", "details", "caption", "summary", "figure"}
_SKIPPED = {"form", "select", "button", "input"}


class _Markdown(HTMLParser):
    """Writes our own HTML as Markdown: links, lists, definitions, tables, headings."""

    def __init__(self) -> None:
        super().__init__()
        self.out: list[str] = []
        self.links: list[str] = []
        self.skipped = 0
        self.depth = 0
        self.heads = 0
        self.closed = 0
        """Where the last element inside a line ended: what stands beside each other on a page is set apart by commas."""
        self.paragraph = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _SKIPPED:
            self.skipped += tag != "input"
        elif tag == "a":
            self.links.append(dict(attrs).get("href") or "")
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
            if again and "kb-age" not in (dict(attrs).get("class") or ""):
                self.out[self.closed :] = [", "]
        elif tag == "p" and self.depth:
            self.out.append(": " if self.paragraph else "")
        elif tag in _BLOCKS and not self.depth:
            self.out.append("\n\n" if tag in ("p", "div", "section", "table") else "\n")

    def handle_endtag(self, tag: str) -> None:
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

    def handle_data(self, data: str) -> None:
        if not self.skipped:
            self.out.append(_SPACE.sub(" ", data))


def as_markdown(html: str) -> str:
    """A block of our own HTML as Markdown."""
    parser = _Markdown()
    parser.feed(html)
    parser.close()
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
