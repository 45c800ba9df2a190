"""The library as CSL-JSON, in one file for all languages.

Source: Citation Style Language 1.0.2, csl-data.json; of its variables those that our records fill. What it has no place
for (titles in each language, numbered points) stands in `custom`, the place that it offers for that.
"""

from __future__ import annotations

from typing import NotRequired

from typing_extensions import TypedDict

from kb.exports.export import Export
from kb.exports.shapes import Texts, closed
from kb.models.base import in_language
from kb.models.records import Instrument

CSL_TYPES = {
    "treaty": "treaty",
    "law": "legislation",
    "regulation": "regulation",
    "judgment": "legal_case",
    "advisory-opinion": "legal_case",
    "general-comment": "report",
    "report": "report",
    "page": "webpage",
}
"""CSL's types for our kinds; everything else is a `document`."""


@closed
class CslPoint(TypedDict):
    """A numbered point of an instrument."""

    id: str
    url: str
    title: Texts
    out_of_scope: Texts
    """Why this knowledge base does not carry it out, where it does not."""
    cited_by: list[str]


@closed
class CslCustom(TypedDict):
    """What we know of an instrument beyond CSL's variables."""

    permanent: str
    kind: str
    status: str
    titles: Texts
    standing: Texts
    note: Texts
    archived: str | None
    points: list[CslPoint]
    sources: list[str]
    cited_by: list[str]


@closed
class CslName(TypedDict):
    """The name of a body."""

    literal: str


CslDate = TypedDict("CslDate", {"date-parts": list[list[int]]})
_Hyphenated = TypedDict(
    "_Hyphenated",
    {"publisher-place": NotRequired[str], "container-title": NotRequired[str]},
)


@closed
class CslItem(_Hyphenated):
    """An instrument or a page."""

    id: str
    type: str
    title: str
    genre: str
    custom: CslCustom
    language: NotRequired[str]
    author: NotRequired[list[CslName]]
    publisher: NotRequired[str]
    number: NotRequired[str]
    issued: NotRequired[CslDate]
    URL: NotRequired[str]


Library = list[CslItem]


def library(export: Export) -> list[CslItem]:
    """Every instrument and page, in order of id."""
    return [item(export, export.kb.library[ident]) for ident in sorted(export.kb.library)]


def item(export: Export, source: Instrument) -> CslItem:
    """One instrument. Its title is the one in its own language if it is known, else in the site's first."""
    record = source.record
    lang = record.language or export.kb.languages[0]
    found: CslItem = {
        "id": source.id,
        "type": CSL_TYPES.get(record.kind, "document"),
        "title": in_language(record.title, lang),
        "genre": export.kb.vocabulary.label("instruments", record.kind, lang),
        "custom": {
            "permanent": export.permanent(source.id),
            "kind": record.kind,
            "status": record.status,
            "titles": dict(record.title),
            "standing": dict(record.standing),
            "note": dict(record.note),
            "archived": record.archived,
            "points": [_point(export, source, key) for key in record.points],
            "sources": list(record.sources),
            "cited_by": list(export.kb.cited_by.get(source.id, ())),
        },
    }
    author, place = in_language(record.body, lang), in_language(record.place, lang)
    issued = record.date or record.published
    if record.language:
        found["language"] = record.language
    if author:
        found["author"] = [{"literal": author}]
    if record.publisher:
        found["publisher"] = record.publisher
        if record.kind == "page":
            found["container-title"] = record.publisher
    if place:
        found["publisher-place"] = place
    if record.symbol:
        found["number"] = record.symbol
    if issued:
        found["issued"] = {"date-parts": [[int(part) for part in issued.split("-")]]}
    if record.url:
        found["URL"] = record.url
    return found


def _point(export: Export, source: Instrument, key: str) -> CslPoint:
    ident = f"{source.id}-{key}"
    return {
        "id": ident,
        "url": export.permanent(ident),
        "title": dict(source.record.points[key]),
        "out_of_scope": dict(source.record.out_of_scope.get(key, {})),
        "cited_by": list(export.kb.cited_by.get(ident, ())),
    }
