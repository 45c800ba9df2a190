"""Small operations on a tree of HTML elements."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from xml.etree.ElementTree import Element, SubElement

import tinyhtml5


def parse(html: str) -> Element:
    """The body of a piece of HTML."""
    body: Element | None = tinyhtml5.parse(f"<body>{html}</body>", namespace_html_elements=False).find("body")
    assert body is not None
    return body


def classes(element: Element) -> list[str]:
    """The classes of an element."""
    return element.get("class", "").split()


def words(element: Element) -> str:
    """The text of an element and of all that it holds, on one line."""
    return " ".join("".join(element.itertext()).split())


def make(tag: str, css: str = "", text: str = "", **attributes: str) -> Element:
    """A new element."""
    element = Element(tag, {"class": css, **attributes} if css else attributes)
    element.text = text or None
    return element


def add(parent: Element, tag: str, css: str = "", text: str = "", **attributes: str) -> Element:
    """A new element at the end of another."""
    element = SubElement(parent, tag, {"class": css, **attributes} if css else attributes)
    element.text = text or None
    return element


def _append_text(parent: Element, index: int, text: str | None) -> None:
    """Put text before the child at `index`."""
    if not text:
        return
    if index == 0:
        parent.text = (parent.text or "") + text
    else:
        parent[index - 1].tail = (parent[index - 1].tail or "") + text


def drop(root: Element, unwanted: Callable[[Element], bool]) -> None:
    """Remove elements with all that they hold; the text after each stays."""
    for parent in list(root.iter()):
        for child in list(parent):
            if unwanted(child):
                index = list(parent).index(child)
                parent.remove(child)
                _append_text(parent, index, child.tail)


def unwrap(root: Element, wanted: Callable[[Element], bool]) -> None:
    """Remove elements but keep what they hold in their place."""
    for parent in list(root.iter()):
        unwrap_children(parent, [child for child in parent if wanted(child)])


def unwrap_children(parent: Element, children: Iterable[Element]) -> None:
    """Put what these children hold in their place."""
    for child in children:
        _replace(parent, child)


def _replace(parent: Element, child: Element) -> None:
    index = list(parent).index(child)
    parent.remove(child)
    _append_text(parent, index, child.text)
    inner = list(child)
    for offset, element in enumerate(inner):
        parent.insert(index + offset, element)
    _append_text(parent, index + len(inner), child.tail)


def with_class(root: Element, css: str) -> Iterator[Element]:
    """The elements that have a class."""
    return (element for element in root.iter() if css in classes(element))
