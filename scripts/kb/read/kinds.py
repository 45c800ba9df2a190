"""What a file's place promises: how it is read, and which records it holds."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Literal

from kb.ledger.files import PATH as RELEASE_PATH
from kb.models.base import KeyPath, Model, translated
from kb.models.collections import (
    Indicator,
    IndicatorRecord,
    Practice,
    PracticeRecord,
    Question,
    QuestionRecord,
    Record,
    Toolkit,
    ToolkitRecord,
)
from kb.models.forms import Form, FormRecord
from kb.models.institution import Institution, InstitutionRecord
from kb.models.records import Instrument, LibraryRecord, Term, TermRecord
from kb.models.section import Reference, SectionFront
from kb.read.files import CONFIGURATION
from kb.read.markdown import references

Kind = Literal[
    "section", "institution", "library", "glossary", "form", "questions", "indicators", "practice", "toolkits",
    "vocabulary", "labels", "moves", "release", "page", "configuration", "other",
]  # fmt: skip

_PLACES: tuple[tuple[Kind, re.Pattern[str]], ...] = tuple(
    (kind, re.compile(pattern, re.S))  # type: ignore[misc]
    for kind, pattern in (
        ("section", r"guidelines/.*\.md"),
        ("vocabulary", r"guidelines/vocabulary\.yml"),
        ("labels", r"guidelines/labels\.yml"),
        ("moves", r"guidelines/moved\.yml"),
        ("release", RELEASE_PATH.pattern),
        ("glossary", r"guidelines/glossary\.yml"),
        ("library", r"guidelines/library/.*\.yml"),
        ("form", r"guidelines/(forms/[^/]+|registry-card/card)\.yml"),
        ("questions", r"guidelines/questions/[^/]+\.yml"),
        ("indicators", r"guidelines/indicators/[^/]+\.yml"),
        ("practice", r"guidelines/practices/[^/]+\.yml"),
        ("toolkits", r"guidelines/toolkits/[^/]+\.yml"),
        ("institution", r"directory/[^/]+/[^/]+\.yml"),
        ("page", r"docs/.*\.md"),
        ("configuration", re.escape(CONFIGURATION)),
    )
)


@lru_cache(maxsize=10_000)
def kind_of(path: str) -> Kind:
    """Where a file stands and how it ends decide how it is read."""
    return next((kind for kind, place in _PLACES if place.fullmatch(path)), "other")


@dataclass(frozen=True)
class Held:
    """What a file of records holds: each record's model, what becomes of it, and whether there are many in the file."""

    model: type[Model]
    entry: type[Any]
    many: bool

    def of(self, record: Model, path: str) -> Any:
        """What a record of the file at `path` becomes."""
        if issubclass(self.entry, Record):
            return self.entry(record, path, tuple(_references_in(record)))
        return self.entry(record, path)


def _references_in(record: Model) -> Iterator[tuple[KeyPath, Reference]]:
    """The reference links in a record's texts, each with its text's place."""
    for at, texts in translated(record):
        for lang, text in texts.items():
            if "[" in text:
                yield from (((*at, lang), reference) for reference in references(text))


HELD: dict[str, Held] = {
    "institution": Held(InstitutionRecord, Institution, False),
    "library": Held(LibraryRecord, Instrument, True),
    "glossary": Held(TermRecord, Term, True),
    "form": Held(FormRecord, Form, False),
    "questions": Held(QuestionRecord, Question, True),
    "indicators": Held(IndicatorRecord, Indicator, True),
    "practice": Held(PracticeRecord, Practice, False),
    "toolkits": Held(ToolkitRecord, Toolkit, True),
}
"""By kind of file."""


def build_models() -> None:
    """Build the validators of all that is read from files now, instead of each when its first value comes."""
    models: list[type[Model]] = [SectionFront, *(held.model for held in HELD.values())]
    for model in models:
        model.model_rebuild()
