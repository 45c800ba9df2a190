"""The pages written by hand: what they lead to and the pictures they show, as they stand on the site."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable

from kb.pages.page import Page, block, html, join
from kb.pages.publication import finish
from kb.pages.writer import Context, Writer
from kb.read.code import without_code
from kb.read.links import Link, brackets, file_of, links

FOLDER = "docs"
GUIDE = "contributing/"
"""Where the guide for editors begins."""
_READ_FIRST = ("", "change/", "cite/", "fields/", "translate/", "institution/", "after/", "problems/")
"""The guide's pages in the order in which one reads them; whatever else it has follows."""


_MADE = {f"{GUIDE}fields/": "file_fields", "rules/": "rules", "status/": "status_page"}
"""Pages made by the program that the guide speaks of, and the labels that name them."""
_LEADS_TO = {
    f"{GUIDE}fields/": (GUIDE, f"{GUIDE}change/", f"{GUIDE}institution/"),
    "rules/": (GUIDE, f"{GUIDE}problems/"),
    "status/": (f"{GUIDE}translate/",),
}
"""From which of the guide's pages one gets there."""


def guide_in_order(paths: Iterable[str]) -> list[str]:
    """Those of these pages that belong to the guide, in the order in which one reads them."""
    found = [path for path in paths if path.startswith(GUIDE)]
    first = [f"{GUIDE}{name}" for name in _READ_FIRST if f"{GUIDE}{name}" in found]
    return [*first, *(path for path in found if path not in first)]


def source_of(context: Context, name: str) -> str:
    """The file of a page written by hand, from the root."""
    return f"{FOLDER}/{context.lang}/{name}.md"


def by_hand_page(context: Context, name: str) -> Page:
    """The page of `docs/LANGUAGE/NAME.md`."""
    writer = Writer(context, f"{name}/")
    source = source_of(context, name)
    text = context.by_hand[name].strip()
    title = text.partition("\n")[0].removeprefix("#").strip()
    return Page(writer.path, title, finish(writer, [_led(writer, text, source), _read_on(writer)]), source)


def _read_on(writer: Writer) -> str:
    """The ways from a page of the guide to pages that are made by the program, which a text of `docs/` cannot name."""
    ways = [(path, key) for path, key in _MADE.items() if writer.path in _LEADS_TO[path]]
    links = join([html('<li><a href="{}">{}</a></li>', writer.to(path), writer.label(key)) for path, key in ways])
    return block(html('<ul class="kb-list">{}</ul>', links)) if ways else ""


def _led(writer: Writer, text: str, source: str) -> str:
    """The text with its links to other files as the site writes them; a picture becomes a figure of its own."""
    masked = without_code(text)
    for link in reversed(links(masked, brackets(masked))):
        path = file_of(link, source)
        if link.kind not in ("link", "image") or path is None:
            continue
        end = link.address_start + len(link.address)
        if link.kind == "image":
            text = text[: link.start] + _figure(writer, path, link.words) + text[end + 1 :]
        elif (address := _address(writer, path, link)) is not None:
            text = text[: link.address_start] + address + text[end:]
    return text


def _address(writer: Writer, path: str, link: Link) -> str | None:
    """Where the site has a file of `docs/`: a page of the same language, or a file that stands there as it is."""
    _whole, _sharp, anchor = link.address.strip().partition("#")
    lang, _slash, name = path.removeprefix(f"{FOLDER}/").partition("/")
    if lang == writer.lang and name.endswith(".md"):
        page = name.removesuffix(".md")
        return writer.to("" if page == "index" else f"{page}/", anchor)
    return writer.file(path.removeprefix(f"{FOLDER}/")) if path.startswith(f"{FOLDER}/assets/") else None


def _figure(writer: Writer, path: str, words: str) -> str:
    """A picture that one can open by itself, to enlarge it. Its room is kept free while it is on its way; where its size
    is not known, the browser finds out."""
    file = path.removeprefix(f"{FOLDER}/")
    size = writer.context.pictures.get(posixpath.relpath(file, "assets"))
    room = html(' width="{}" height="{}"', *size) if size else ""
    image = html('<img src="{}" alt="{}" loading="lazy"{}>', writer.file(file), words, room)
    return block(html('<p class="kb-picture"><a href="{}">{}</a></p>', writer.file(file), image)).strip()
