"""The knowledge base: what everything else takes. It knows ids, back-references and languages."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from heapq import nlargest
from itertools import takewhile
from operator import eq
from typing import Any, get_args

from kb.models.base import Ref, marked
from kb.models.collections import Indicator, Practice, Question, Record, Toolkit
from kb.models.forms import Form
from kb.models.institution import Institution
from kb.models.records import Instrument, Term, Vocabulary
from kb.models.section import Section, sort_key

MOST_ALIKE = 150
"""How many ids an unknown one is compared with letter by letter."""

Entry = Section | Institution | Instrument | Term | Form | Question | Indicator | Practice | Toolkit


@dataclass(frozen=True)
class Point:
    """A numbered point of an instrument: `CRC-3`."""

    id: str
    instrument: Instrument
    key: str

    def title(self, lang: str) -> str:
        """What it says, in short: in `lang` if that is known, else in any language."""
        texts = self.instrument.record.points[self.key]
        return texts.get(lang) or next(iter(texts.values()), self.id)


@dataclass(frozen=True)
class KnowledgeBase:
    """All entries by id. Where two entries claim one id, the first in order of path keeps it."""

    languages: tuple[str, ...]
    """The site's languages, the one at the root first."""
    vocabulary: Vocabulary
    labels: dict[str, dict[str, str]]
    sections: Mapping[str, Section] = field(default_factory=dict)
    """In the order in which people count: `RG`, `RG-1`, `RG-1.1` …"""
    institutions: Mapping[str, Institution] = field(default_factory=dict)
    library: Mapping[str, Instrument] = field(default_factory=dict)
    terms: Mapping[str, Term] = field(default_factory=dict)
    forms: Mapping[str, Form] = field(default_factory=dict)
    questions: Mapping[str, Question] = field(default_factory=dict)
    indicators: Mapping[str, Indicator] = field(default_factory=dict)
    practices: Mapping[str, Practice] = field(default_factory=dict)
    toolkits: Mapping[str, Toolkit] = field(default_factory=dict)
    moves: dict[str, str] = field(default_factory=dict)
    """Pages that moved: the address before and the one now, without the language's folder."""

    @classmethod
    def of(
        cls,
        entries: Iterable[Entry],
        *,
        languages: tuple[str, ...],
        vocabulary: Vocabulary | None = None,
        labels: dict[str, dict[str, str]] | None = None,
        moves: dict[str, str] | None = None,
    ) -> KnowledgeBase:
        """A knowledge base of these entries."""
        kinds: dict[type, dict[str, Any]] = {kind: {} for kind in get_args(Entry)}
        for entry in entries:
            kinds[type(entry)].setdefault(entry.id, entry)
        sections = sorted(kinds[Section].items(), key=lambda item: sort_key(item[0]))
        return cls(
            languages,
            vocabulary or Vocabulary({}),
            labels or {},
            dict(sections),
            dict(sorted(kinds[Institution].items())),
            kinds[Instrument],
            dict(sorted(kinds[Term].items())),
            dict(sorted(kinds[Form].items())),
            kinds[Question],
            dict(sorted(kinds[Indicator].items(), key=lambda item: sort_key(item[0]))),
            kinds[Practice],
            kinds[Toolkit],
            moves or {},
        )

    def label(self, key: str, lang: str, **values: object) -> str:
        """A word of the site's own, in the reader's language, with its places filled."""
        text = self.labels.get(key, {}).get(lang) or key
        return text.format(**values) if values else text

    @cached_property
    def points(self) -> Mapping[str, Point]:
        """Every numbered point of every instrument, by id."""
        return {
            f"{ident}-{key}": Point(f"{ident}-{key}", instrument, key)
            for ident, instrument in self.library.items()
            for key in instrument.record.points
        }

    @cached_property
    def _group_of(self) -> dict[str, Mapping[str, Entry | Point]]:
        return {ident: group for group in reversed(self._groups) for ident in group}

    @property
    def _groups(self) -> tuple[Mapping[str, Entry | Point], ...]:
        """Everything that has an id, by kind; where two kinds claim one id, the first keeps it."""
        return (
            self.sections, self.institutions, self.points, self.library, self.terms,
            self.forms, self.questions, self.indicators, self.practices, self.toolkits,
        )  # fmt: skip

    def find(self, ident: str) -> Entry | Point | None:
        """Whatever has this id."""
        group = self._group_of.get(ident)
        return None if group is None else group[ident]

    @cached_property
    def by_lower(self) -> dict[str, str]:
        """Every id by its lower-cased form: ids are one space that knows no case."""
        return {ident.lower(): ident for ident in self.ids()}

    def ids(self) -> Iterator[str]:
        """Every id, points included."""
        for group in self._groups:
            yield from group

    def nearest(self, ident: str, count: int = 3) -> list[str]:
        """The existing ids that are most like one that does not exist."""
        if ident not in self._guesses:
            close = difflib.get_close_matches(ident.lower()[:80], self._candidates(ident), n=12, cutoff=0.6)
            self._guesses[ident] = [self.by_lower[name] for name in close]
        return self._guesses[ident][:count]

    @cached_property
    def _guesses(self) -> dict[str, list[str]]:
        return {}

    @cached_property
    def _lower_by_form(self) -> dict[bool, list[str]]:
        """Ids in lower case: those that are written in capitals, and those that are not."""
        return {
            form: [low for low, ident in self.by_lower.items() if ident[0].isupper() == form] for form in (True, False)
        }

    def _candidates(self, ident: str) -> list[str]:
        """Ids of the same form with the same beginning if there are any, else those of about the same length; of many,
        those that begin most alike: guessing must stay quick."""
        lower = ident.lower()[:80]
        head = lower.partition("-")[0]
        alike = self._lower_by_form[ident[:1].isupper()]
        same = [name for name in alike if name.partition("-")[0] == head]
        same = same or [name for name in alike if abs(len(name) - len(lower)) <= 2]
        return nlargest(MOST_ALIKE, same, key=lambda name: sum(takewhile(bool, map(eq, name, lower))))

    @cached_property
    def cited_by(self) -> dict[str, tuple[str, ...]]:
        """For each id, the ids of the entries that cite it: sections, then records. Citing a point cites its instrument too."""
        found: dict[str, list[str]] = {}
        for citing, targets in self._citations():
            for target in targets:
                point = self.points.get(target)
                for cited in (target, point.instrument.id) if point else (target,):
                    if cited != citing:
                        found.setdefault(cited, []).append(citing)
        return {cited: tuple(dict.fromkeys(citing)) for cited, citing in found.items()}

    def _citations(self) -> Iterator[tuple[str, Iterable[str]]]:
        for ident, section in self.sections.items():
            yield ident, cited_in(section)
        for ident, institution in self.institutions.items():
            yield ident, institution.record.sources
        for ident, term in self.terms.items():
            yield ident, (*term.record.basis, *term.record.sources)
        for tools in (self.forms, self.questions, self.indicators, self.practices, self.toolkits):
            yield from ((ident, cited_in_record(tool)) for ident, tool in tools.items())

    @cached_property
    def series(self) -> dict[str, list[Section]]:
        """Each publication's sections, in order: the publications in the vocabulary's order, then the others by id."""
        listed = [series for series in self.vocabulary.words("publications") if series in self._series_by_id]
        return {series: self._series_by_id[series] for series in (*listed, *self._series_by_id)}

    @cached_property
    def _series_by_id(self) -> dict[str, list[Section]]:
        found: dict[str, list[Section]] = {}
        for section in self.sections.values():
            found.setdefault(section.series, []).append(section)
        return found

    def chapters(self, series: str) -> dict[str, list[Section]]:
        """A publication's chapters: number, then its sections in order, the chapter's introduction first."""
        found: dict[str, list[Section]] = {}
        for section in self.series.get(series, []):
            if section.chapter:
                found.setdefault(section.chapter, []).append(section)
        return found

    @cached_property
    def countries(self) -> list[str]:
        """The member countries' codes that have a protocol or a directory, in the vocabulary's order."""
        return [
            code for code in self.vocabulary.words("countries") if code in self.series or code.lower() in self.folders
        ]

    @cached_property
    def folders(self) -> dict[str, list[Institution]]:
        """The directory by folder: `mx`, `regional`."""
        found: dict[str, list[Institution]] = {}
        for institution in self.institutions.values():
            found.setdefault(institution.folder, []).append(institution)
        return found


def record_of(entry: Entry) -> Any:
    """What an entry says of itself beside its texts."""
    return entry.front if isinstance(entry, Section) else entry.record


def cited_in(section: Section) -> tuple[str, ...]:
    """Every id that a section names, in its metadata or in any language's text."""
    front = section.front
    texts = (ref.target for body in section.bodies.values() for ref in body.references)
    return tuple(dict.fromkeys((*front.basis, *front.sources, *front.see, *front.contacts, *front.replaced_by, *texts)))


def cited_in_record(entry: Record[Any]) -> tuple[str, ...]:
    """Every id that a form, question, indicator, practice or toolkit names, in its fields or in any text."""
    fields = [target for _at, mark, target in marked(entry.record) if isinstance(mark, Ref)]
    return tuple(dict.fromkeys((*fields, *(reference.target for _at, reference in entry.references))))
