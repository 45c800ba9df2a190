"""One HTML document from an edition's pages: a heading that says what it is and how far it is agreed, contents, text."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from xml.etree.ElementTree import Element, tostring

from markdown import Markdown

from kb.pages.names import Names
from kb.pages.page import Page
from kb.pages.writer import Context, Writer
from kb.paper.editions import Edition, is_settled, pages_of
from kb.paper.links import Addresses, Linker
from kb.paper.qr import qr_code
from kb.paper.rewrite import contents, for_paper, lower_headings, page_numbers, single_ids
from kb.paper.tree import add, classes, drop, make, parse, words

Extensions = Mapping[str, Mapping[str, object]]
"""The Markdown extensions of the site and their options."""
_CONTENTS = {"publication": range(2, 4), "country": range(2, 3), "role": range(2, 4)}
"""The levels of headings that the contents list, by kind of edition; other kinds have none."""

_SCREEN = (
    "cited_by",
    "print_first_hour",
    "offline_keep_country",
    "to_directory",
    "to_protocol",
    "registry_print",
    "registry_fields",
    "xlsform",
    "indicators_csv",
)
"""The labels of lines that only serve to go somewhere else."""


@dataclass
class Document:
    """An edition in one language, ready to be laid out."""

    edition: Edition
    lang: str
    title: str
    html: str
    status: str
    day: str
    date: date
    page_words: tuple[str, str, str]
    """What stands before a page's number, between it and their count, and after."""
    subject: str
    link_names: dict[str, str] = field(default_factory=dict)


def document(context: Context, addresses: Addresses, extensions: Extensions, edition: Edition) -> Document:
    """Make the document of an edition."""
    pages = pages_of(context, edition)
    writer = Writer(context, "")
    label = writer.label
    bodies, linker, explained = _bodies(context, addresses, extensions, pages)
    first, *others = bodies
    heading = first.find("h1")
    assert heading is not None, edition.name
    title = words(heading)
    back = addresses.permanent(edition.ident) if edition.ident else addresses.of_page(edition.path)
    body = make("body", f"{edition.kind} of-{edition.name}")
    settled = is_settled(context.kb, pages)
    status = label("paper_settled" if settled else "paper_not_adopted")
    edition_of = label("paper_of", date=writer.day(context.today))
    first.remove(heading)
    text = label("paper_address", address="{}")
    header = add(body, "header")
    what = add(header, "div", "what")
    what.append(heading)
    if edition.is_card:
        for purpose in [item for item in first if "kb-purpose" in classes(item)]:
            first.remove(purpose)
            what.append(purpose)
        if back:
            add(header, "img", "qr", src=qr_code(back), alt=label("paper_scan", address=back))
    else:
        if not settled:
            add(what, "p", "working", label("working_text"))
        _address(add(body, "p", "issue", f"{edition_of}. "), text, back)
    main = add(body, "main")
    for part in (first, *others):
        main.append(part)
        part.tag, part.attrib = "section", {"class": "part"}
    if edition.kind in _CONTENTS:
        _insert_contents(main, label("contents"), _CONTENTS[edition.kind])
    if explained and edition.kind in _CONTENTS:
        _terms(main, label("paper_terms"), explained)
    if edition.is_card:
        _address(add(body, "p", "issue"), text, back)
    for target, ident in _permanent_links(linker):
        linker.names[target] = linker.describe(ident)
    linker.names.setdefault(back, label("paper_address", address=back))
    before, between, after = label("paper_page", page="\0", pages="\0").split("\0")
    return Document(
        edition,
        context.lang,
        title,
        tostring(
            _whole(context.lang, title, label("site_name"), label("working_text"), body), "unicode", method="html"
        ),
        status,
        writer.day(context.today),
        context.today,
        (before, between, after),
        label("site_name"),
        linker.names,
    )


def _bodies(
    context: Context, addresses: Addresses, extensions: Extensions, pages: list[Page]
) -> tuple[list[Element], Linker, dict[str, str]]:
    """The pages' HTML, ready for paper, with unique ids and links that lead somewhere; the terms that they explain."""
    left_out = {context.kb.label(key, context.lang) for key in _SCREEN}
    linker, taken, bodies = Linker(addresses), {"contents", "terms"}, []
    explained: dict[str, str] = {}
    names = Names(context.kb)
    for number, page in enumerate(pages):
        body = parse(names.marked(markdown(page.markdown, extensions), context.lang))
        drop(body, lambda element: "kb-contents" in classes(element) or element.get("id") == "contents")
        explained |= for_paper(body, left_out)
        if number:
            lower_headings(body, 1)
        renamed = single_ids(body, taken)
        now = {new: old for old, new in renamed.items()}
        linker.anchors |= {
            (page.path, now.get(ident, ident)): ident for element in body.iter() if (ident := element.get("id"))
        }
        linker.anchors[page.path, ""] = next(iter(linker.anchors.values()))
        bodies.append(body)
    for page, body in zip(pages, bodies, strict=True):
        linker.point(body, page.path)
        page_numbers(body)
    return bodies, linker, explained


def markdown(text: str, extensions: Extensions) -> str:
    """HTML of a page's Markdown, as the site makes it."""
    return Markdown(extensions=list(extensions), extension_configs={k: dict(v) for k, v in extensions.items()}).convert(
        text
    )


def _permanent_links(linker: Linker) -> list[tuple[str, str]]:
    """The links to permanent addresses and to sections of the edition itself, with the ids that they lead to."""
    kb, addresses = linker.addresses.kb, linker.addresses
    inside = {f"#{anchor}": ident for key, anchor in linker.anchors.items() if (ident := addresses.idents.get(key))}
    outside = {addresses.permanent(ident): ident for ident in kb.ids()} if addresses.site_url else {}
    return [(target, ident) for target, ident in (inside | outside).items() if target in linker.names]


def _address(parent: Element, text: str, address: str) -> None:
    """A sentence with an address in its place, as a link."""
    before, _, after = text.partition("{}")
    if address:
        parent.text = f"{parent.text or ''}{before}"
        add(parent, "a", text=address, href=address).tail = after


def _insert_contents(main: Element, title: str, shown: range) -> None:
    """The contents stand where the text proper begins: before the first section that is not on the first page's top."""
    nav = contents(main, title, shown)
    first = main[0]
    before = next((number for number, item in enumerate(first) if item.get("id") == "route-map"), 0)
    first.insert(before, nav)


def _terms(main: Element, title: str, explained: Mapping[str, str]) -> None:
    """What the screen explains on hovering."""
    section = add(main, "section", "terms")
    add(section, "h2", text=title, id="terms")
    items = add(section, "ul", "kb-rows")
    shortest: dict[str, str] = {}
    for term, meaning in sorted(explained.items(), key=lambda item: (len(item[0]), item[0])):
        shortest.setdefault(meaning, term)  # the other forms of a word are explained by the same text
    for meaning, term in sorted(shortest.items(), key=lambda item: item[1].casefold()):
        row = add(items, "li")
        add(row, "strong", "kb-name", f"{term[:1].upper()}{term[1:]}:").tail = f" {meaning}"


def _whole(lang: str, title: str, author: str, description: str, body: Element) -> Element:
    html = make("html", lang=lang)
    head = add(html, "head")
    add(head, "meta", charset="utf-8")
    add(head, "title", text=title)
    add(head, "meta", name="author", content=author)
    add(head, "meta", name="description", content=description)
    html.append(body)
    return html
