"""Library records, glossary terms and the vocabulary."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field

from kb.models.base import LangText, Model, PartialDate, Ref, SomeText, WebAddress, Whole, Word


class LibraryRecord(Model):
    """An instrument that is cited by point, or (`kind: page`) a page where something was read."""

    id: str
    kind: Annotated[str, Word("instruments")]
    """What kind of document it is."""
    title: LangText
    """Its title; in the language in which it was published, exactly as it stands there."""
    body: LangText = Field(default_factory=dict)
    """The body that issued it."""
    publisher: str | None = None
    """Who publishes the page."""
    symbol: str | None = None
    """Its official symbol: `A/RES/75/183`."""
    date: PartialDate | None = None
    """When it was adopted."""
    place: LangText = Field(default_factory=dict)
    """Where it was adopted."""
    published: PartialDate | None = None
    """When the page was published, or `null` if it bears no date."""
    language: Annotated[str | None, Word("languages")] = None
    """In which language it is written."""
    url: WebAddress | None = None
    """Its address on the web."""
    archived: WebAddress | None = None
    """The address of a copy in a web archive."""
    standing: LangText = Field(default_factory=dict)
    """What weight it has: treaty in force, authoritative interpretation, political commitment, draft …"""
    note: LangText = Field(default_factory=dict)
    """What a reader must know of it."""
    status: Annotated[str, Word("statuses")] = "proposed"
    replaced_by: tuple[Annotated[str, Ref(("instrument", "source"))], ...] = ()
    commitments: bool = False
    """Its points are commitments that sections are to carry out."""
    points: dict[str, LangText] = Field(default_factory=dict)
    """Its numbered points: what each says, in short and in our own words."""
    out_of_scope: dict[str, LangText] = Field(default_factory=dict)
    """Points that this knowledge base does not carry out, each with the reason."""
    sources: tuple[Annotated[str, Ref(("source",))], ...] = ()

    @property
    def is_undated(self) -> bool:
        """Whether somebody looked for a date and it bears none: `published: null`."""
        return self.published is None and "published" in self.model_fields_set


class TermRecord(Model):
    """A glossary term: what it means, what people also call it, what to avoid saying."""

    id: str
    term: LangText
    """The word or phrase."""
    short: SomeText = Field(default_factory=dict)
    """Its abbreviation."""
    also: dict[str, tuple[str, ...]] = Field(default_factory=dict)
    """What people also call it; the search finds these too."""
    avoid: dict[str, tuple[str, ...]] = Field(default_factory=dict)
    """Words to avoid; the check warns of them."""
    say: SomeText = Field(default_factory=dict)
    """What to say instead of a word to avoid, where it is not simply the term."""
    text: LangText
    """What it means."""
    status: Annotated[str, Word("statuses")] = "proposed"
    replaced_by: tuple[Annotated[str, Ref(("term",))], ...] = ()
    basis: tuple[Annotated[str, Ref(("instrument", "point"))], ...] = ()
    sources: tuple[Annotated[str, Ref(("source", "instrument", "point"))], ...] = ()


Group = Literal[
    "phases", "actors", "steps", "services", "kinds", "statuses", "instruments", "channels", "confidence", "languages",
    "countries", "publications", "regions", "subjects", "toolkit-kinds", "audience",
]  # fmt: skip


def _flags_as_text(value: Any) -> Any:
    """`every: true` is kept as the text `true` beside the labels."""
    if not isinstance(value, dict):
        return value
    return {key: "true" if text is True else text for key, text in value.items()}


Labels = Annotated[dict[str, str], BeforeValidator(_flags_as_text)]


@dataclass(frozen=True)
class Vocabulary(Whole):
    """The words that front matter and records may use: group, word, label by language."""

    root: dict[Group, dict[str, Labels]]

    def words(self, group: str) -> list[str]:
        """The words of a group in their order; empty if the group is missing."""
        return list(self.root.get(group, {}))  # type: ignore[call-overload]

    def label(self, group: str, word: str, lang: str) -> str:
        """A word's label; the word itself where a label is missing."""
        labels = self.root.get(group, {}).get(word, {})  # type: ignore[call-overload]
        return str(labels.get(lang) or word)

    def expand(self, group: str, words: tuple[str, ...]) -> tuple[str, ...]:
        """Replace a word that stands for every word (`every: true`) by all the others, in the vocabulary's order."""
        entries = self.root.get(group, {})  # type: ignore[call-overload]
        if any(entries.get(word, {}).get("every") for word in words):
            return tuple(word for word, labels in entries.items() if not labels.get("every"))
        return tuple(words)


@dataclass(frozen=True)
class Instrument:
    """A library record and the file it stands in."""

    record: LibraryRecord
    path: str

    @property
    def id(self) -> str:
        return self.record.id


@dataclass(frozen=True)
class Term:
    """A glossary term and the file it stands in."""

    record: TermRecord
    path: str

    @property
    def id(self) -> str:
        return self.record.id
