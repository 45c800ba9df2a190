"""A page's HTML made ready for paper: what only a screen needs goes, lists and headings get a form that can be tagged."""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element

from kb.paper.tree import add, classes, drop, make, unwrap, unwrap_children, with_class, words

_SCREEN = {
    "kb-screen",
    "kb-edit",
    "kb-report",
    "kb-copy",
    "kb-working",
    "kb-printed",
    "kb-form-tools",
    "kb-cite",
    "kb-permalink",
}
SHORT = 6
"""Rows, with that of the heads, up to which a table is not cut by the end of a page."""
_HEADING = re.compile(r"h([1-6])")


def for_paper(body: Element, left_out: set[str]) -> dict[str, str]:
    """Change a page in place; the terms that it explained on hovering, with their meaning. `left_out` are the names of
    lines that only a screen needs: what cites a text is for going there."""
    drop(body, lambda element: not _SCREEN.isdisjoint(classes(element)))
    drop(
        body, lambda element: element.tag in ("div", "p", "li") and bool(len(element)) and words(element[0]) in left_out
    )
    for details in list(body.iter("details")):
        _unfold(details)
    for lines in list(body.iter("dl")):
        _as_list(lines)
    for item in body.iter("li"):
        if not classes(item):
            _as_lines(item)
    for table in body.iter("table"):
        if sum(1 for _ in table.iter("tr")) <= SHORT:
            table.set("class", f"kb-short {table.get('class', '')}".strip())
    for box in with_class(body, "kb-scroll"):
        for name in ("role", "aria-label", "tabindex"):
            box.attrib.pop(name, None)
    explained = {words(item): item.get("title", "") for item in body.iter("abbr")}
    unwrap(body, lambda element: element.tag == "abbr")
    drop(
        body, lambda element: element.tag in ("ul", "div", "p", "dl") and not words(element) and not _has_room(element)
    )
    return explained


def _has_room(element: Element) -> bool:
    """Whether something is there to be written on, or a picture."""
    return any(
        item.tag in ("img", "svg") or not {"kb-line", "kb-box"}.isdisjoint(classes(item)) for item in element.iter()
    )


def _unfold(details: Element) -> None:
    """What is folded on the screen stands open on paper; under a text its name would only repeat what follows."""
    details.tag = "div"
    summary = details.find("summary")
    if summary is not None:
        if any(item.tag == "dl" for item in details):
            details.remove(summary)
        else:
            summary.tag = "p"
            summary.set("class", "kb-summary")


def _as_list(lines: Element) -> None:
    """Names and what they say as a plain list: a screen reader says each pair as one."""
    pairs: list[tuple[str, list[Element]]] = []
    for item in [inner for child in lines for inner in (child if child.tag == "div" else [child])]:
        if item.tag == "dt":
            pairs.append((words(item), []))
        elif pairs:
            pairs[-1][1].append(item)
    css = [child.get("class", "") if child.tag == "div" else "" for child in lines if child.tag in ("div", "dt")]
    lines.tag = "ul"
    lines.set("class", f"kb-rows {lines.get('class', '')}".strip())
    lines.text = None
    for child in list(lines):
        lines.remove(child)
    for (name, values), of in zip(pairs, css, strict=True):
        row = add(lines, "li", of)
        add(row, "strong", "kb-name", f"{name}:").tail = " "
        for number, value in enumerate(values):
            value.tag = "span"
            separate(value)
            value.tail = "; " if number + 1 < len(values) else None
            row.append(value)


def _as_lines(item: Element) -> None:
    """Paragraphs of a list item as lines of its text: the layout tags that as the item's body, paragraphs it does not."""
    paragraphs = item.findall("p")
    for paragraph in paragraphs[1:]:
        item.insert(list(item).index(paragraph), make("br"))
    unwrap_children(item, paragraphs)


def separate(value: Element) -> None:
    """Words that the screen's style sheet sets apart get commas as text, for those who hear or copy it."""
    inner = list(value)
    if len(inner) > 1 and all(item.tag == "span" and item.get("class", "kb-reach") == "kb-reach" for item in inner):
        for item in inner[:-1]:
            item.tail = "; " if item.get("class") else ", "
        inner[-1].tail = None


def lower_headings(body: Element, by: int) -> None:
    """Set all headings lower by so many levels."""
    for element in body.iter():
        found = _HEADING.fullmatch(str(element.tag))
        if found:
            element.tag = f"h{min(6, int(found[1]) + by)}"


def single_ids(body: Element, taken: set[str]) -> dict[str, str]:
    """Make the ids of a page unique in the document; what the renamed ones are called now.

    A section keeps its id, since others cite it: the sub-heading that has the same one gives way.
    """
    renamed: dict[str, str] = {}
    sections = {element.get("id") for element in body.iter() if "kb-section" in classes(element)}
    for element in body.iter():
        ident = element.get("id")
        if ident is None:
            continue
        if ident in taken or (ident in sections and "kb-section" not in classes(element)):
            free = next(name for n in range(1, 1000) if (name := f"{ident}-here-{n}") not in taken)
            renamed.setdefault(ident, free)
            element.set("id", free)
            ident = free
        taken.add(ident)
    return {old: new for old, new in renamed.items() if old not in sections}


def headings(body: Element, most: int) -> list[tuple[int, Element]]:
    """The headings down to a level, in order."""
    found = [(int(match[1]), item) for item in body.iter() if (match := _HEADING.fullmatch(str(item.tag)))]
    return [(level, item) for level, item in found if level <= most]


def contents(body: Element, title: str, shown: range) -> Element:
    """A list of contents with room for page numbers: the headings at the first of these levels, and those under them
    that people cite."""
    nav = make("nav", "contents")
    add(nav, "h2", text=title, id="contents")
    top = add(nav, "ol")
    branch: list[tuple[int, Element]] = [(shown.start - 1, top)]
    for level, heading in headings(body, shown.stop - 1):
        cited = next(with_class(heading, "kb-id"), None) is not None
        if level not in shown or not heading.get("id") or not (cited or level == shown.start):
            continue
        while branch[-1][0] >= level:
            branch.pop()
        parent = branch[-1][1]
        if parent.tag == "li":
            lists = parent.findall("ol")
            parent = lists[0] if lists else add(parent, "ol")
        item = add(parent, "li")
        _entry(item, heading)
        branch.append((level, item))
    return nav


def _entry(item: Element, heading: Element) -> None:
    entry = add(item, "p", "entry")
    target = f"#{heading.get('id')}"
    link = add(entry, "a", href=target)
    add(entry, "span", "page", to=target)
    mark = next(with_class(heading, "kb-id"), None)
    whole = words(heading)
    if mark is not None:
        ident = words(mark)
        add(link, "span", "kb-id", ident).tail = f" {whole.removeprefix(ident).strip()}"
    else:
        link.text = whole


def page_numbers(body: Element) -> None:
    """Where the route map leads to a step of the edition, the number of its page follows."""
    for step in with_class(body, "kb-step"):
        for line in step.findall("p"):
            link = line.find("a")
            if link is not None and link.get("href", "").startswith("#"):
                link.tail = " "
                add(line, "span", "page", to=link.get("href", ""))
