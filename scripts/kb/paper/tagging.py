"""What the layout leaves to be said in a tagged PDF: where links lead in words, and what only stands around the text.

Sources: ISO 14289-1 (PDF/UA-1), 7.1 on artifacts and 7.18.5 on links; ISO 32000-1, 14.7.4.4 on the parent tree and
14.8.2.2 on artifacts.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import Any

import pydyf

_NOTHING = b"null"


def finish(file: pydyf.PDF, names: Mapping[str, str]) -> None:
    """Say of every link where it leads; mark headers and footers as what they are. `names` are the links' targets."""
    for item in file.objects:
        if isinstance(item, pydyf.Dictionary) and item.get("Subtype") == "/Link":
            name = names.get(_target(item))
            if name:
                item["Contents"] = pydyf.String(name)
    _mark_artifacts(file)


def _target(link: Any) -> str:
    if "Dest" in link:
        return f"#{link['Dest'].string}"
    return str(link["A"]["URI"].string)


def _mark_artifacts(file: pydyf.PDF) -> None:
    """What stands in the pages' margins has marks that no element of the structure claims: it becomes an artifact."""
    root = _object(file, file.catalog["StructTreeRoot"])
    claimed = set(_elements(file, root))
    parents = _object(file, root["ParentTree"])["Nums"]
    for item in file.objects:
        if isinstance(item, pydyf.Dictionary) and item.get("Type") == "/StructElem" and item.reference not in claimed:
            item["K"] = pydyf.Array()
    by_page = {number: parent for number, parent in list(pairwise(parents))[::2] if isinstance(parent, list)}
    for number, page in enumerate(file.page_references):
        marks = by_page[number]
        unclaimed = {mark for mark, parent in enumerate(marks) if parent not in claimed}
        for mark in unclaimed:
            marks[mark] = _NOTHING
        stream = _object(file, _object(file, page)["Contents"])
        for place, item in enumerate(stream.stream):
            if isinstance(item, pydyf.Dictionary) and item.get("MCID") in unclaimed:
                stream.stream[place - 1 : place + 1] = [b"/Artifact", pydyf.Dictionary({"Type": "/Pagination"})]


def _object(file: pydyf.PDF, reference: bytes) -> Any:
    return file.objects[int(reference.split()[0])]


def _elements(file: pydyf.PDF, element: Any) -> Iterator[bytes]:
    """The references of all elements below one."""
    for kid in element["K"]:
        if isinstance(kid, bytes):
            below = _object(file, kid)
            if below.get("Type") == "/StructElem":
                yield kid
                yield from _elements(file, below)
