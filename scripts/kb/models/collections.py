"""Records that stand in lists of their own: open questions, indicators, good practices, toolkits."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Generic, TypeVar

from pydantic import Field

from kb.models.base import SEE, KeyPath, LangList, LangText, Model, PartialDate, Ref, WebAddress, Word
from kb.models.section import Reference

R = TypeVar("R", bound=Model)
_Basis = tuple[Annotated[str, Ref(("instrument", "point"))], ...]
_Sources = tuple[Annotated[str, Ref(("source", "instrument", "point"))], ...]
_See = tuple[Annotated[str, Ref(SEE)], ...]


class QuestionRecord(Model):
    """What nobody has decided yet, what depends on it, and what to do meanwhile."""

    id: str
    status: Annotated[str, Word("statuses")]
    replaced_by: tuple[Annotated[str, Ref(("question",))], ...] = ()
    question: LangText
    """The question, in one sentence."""
    why: LangText
    """What depends on it."""
    meanwhile: LangText
    """What to do until it is decided."""
    decides: LangText
    """Who decides it."""
    see: _See = ()
    basis: _Basis = ()
    sources: _Sources = ()
    answered_by: tuple[Annotated[str, Ref(("section",))], ...] = ()
    """The sections that answer it, once it is decided."""


class IndicatorRecord(Model):
    """What to measure, and how."""

    id: str
    status: Annotated[str, Word("statuses")]
    replaced_by: tuple[Annotated[str, Ref(("indicator",))], ...] = ()
    name: LangText
    """What it is called."""
    definition: LangText
    """What is measured."""
    computation: LangText
    """How it is computed."""
    disaggregation: LangList
    """By what it is broken down; a list in each language."""
    data_source: LangText
    """Where the numbers come from."""
    note: LangText = Field(default_factory=dict)
    """What must be known in order to read it rightly."""
    watches: tuple[Annotated[str, Ref(("section",))], ...] = ()
    """The provisions whose practice it shows."""
    see: _See = ()
    basis: _Basis = ()
    sources: _Sources = ()


class PracticeRecord(Model):
    """Something that worked somewhere and that another country can take up."""

    id: str
    status: Annotated[str, Word("statuses")]
    replaced_by: tuple[Annotated[str, Ref(("practice",))], ...] = ()
    title: LangText
    """What it is called."""
    subject: Annotated[str, Word("subjects")]
    """What it is about."""
    countries: tuple[Annotated[str, Word("regions", "countries")], ...]
    """In which countries."""
    body: LangText
    """Who ran it."""
    period: LangText = Field(default_factory=dict)
    """When."""
    text: LangText
    """What was done."""
    results: LangText = Field(default_factory=dict)
    """What is known of its results."""
    reuse: LangText
    """How another country can take it up."""
    see: _See = ()
    basis: _Basis = ()
    sources: _Sources = ()


class ToolkitRecord(Model):
    """A course, guide or kit that somebody else publishes. Its title stands as its publisher writes it."""

    id: str
    status: Annotated[str, Word("statuses")]
    replaced_by: tuple[Annotated[str, Ref(("toolkit",))], ...] = ()
    title: dict[str, str] = Field(min_length=1)
    """Its title as its publisher writes it, in each language in which it exists."""
    publisher: str
    """Who publishes it."""
    year: PartialDate | None = None
    """When it was published."""
    languages: tuple[Annotated[str, Word("languages")], ...] = Field(min_length=1)
    """In which languages it exists."""
    kind: Annotated[str, Word("toolkit-kinds")]
    """A course, a guide, a kit …"""
    audience: tuple[Annotated[str, Word("audience", "actors")], ...] = Field(min_length=1)
    """For whom it is."""
    subject: tuple[Annotated[str, Word("subjects")], ...] = Field(min_length=1)
    """What it is about."""
    text: LangText
    """What is in it, and what it is good for."""
    url: WebAddress | None = None
    """Its address on the web."""
    see: _See = ()
    sources: _Sources = ()


@dataclass(frozen=True)
class Record(Generic[R]):
    """A record of this site's own, the file it stands in (path relative to the root), and what its texts cite."""

    record: R
    path: str
    references: tuple[tuple[KeyPath, Reference], ...] = ()
    """The reference links in its texts, each with the text's place in the record."""

    @property
    def id(self) -> str:
        return str(self.record.id)  # type: ignore[attr-defined]

    @property
    def title(self) -> Mapping[str, str]:
        """What people call it, by language: its title, its name, or the question itself."""
        names = ("title", "name", "question")
        return next(getattr(self.record, name) for name in names if hasattr(self.record, name))


class Question(Record[QuestionRecord]):
    """An open question and the file it stands in."""


class Indicator(Record[IndicatorRecord]):
    """An indicator and the file it stands in."""

    @property
    def subject(self) -> str:
        """The first number: `1` of `IN-1.2`."""
        return self.id.partition("-")[2].partition(".")[0]

    @property
    def subject_label(self) -> str:
        """The key of the subject's name among the site's labels."""
        return f"indicator_subject_{self.subject}"


class Practice(Record[PracticeRecord]):
    """A good practice and the file it stands in."""


class Toolkit(Record[ToolkitRecord]):
    """A toolkit and the file it stands in."""
