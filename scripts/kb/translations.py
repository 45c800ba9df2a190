"""How far the translations of each publication are in step: the numbers behind the status page and `kb status`."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from kb.base import KnowledgeBase
from kb.in_step import STATES, Standing, State, oldest_first, standing_of
from kb.models.section import Section


@dataclass(frozen=True)
class Progress:
    """How far one publication's translations are in step."""

    series: str
    counts: dict[State, int]
    """Sections by state; every state is a key."""
    behind: dict[str, int]
    """By language: sections in which it is behind another."""

    @property
    def total(self) -> int:
        """The sections that have more than one language."""
        return sum(self.counts.values())


def standings(kb: KnowledgeBase) -> dict[str, Standing]:
    """How the languages of each section stand to each other, by the section's id. A section that holds no longer, or
    has one language only, is left out: there is nothing to bring into step."""
    return {
        ident: standing_of(section)
        for ident, section in kb.sections.items()
        if len(section.bodies) > 1 and section.front.status != "withdrawn"
    }


def progress(kb: KnowledgeBase) -> list[Progress]:
    """The publications in their order, each with its numbers."""
    known = standings(kb)
    found = []
    for series, sections in kb.series.items():
        stand = [known[section.id] for section in sections if section.id in known]
        counts = Counter(item.state for item in stand)
        behind = Counter(lang for item in stand for lang in item.behind)
        found.append(
            Progress(series, {state: counts[state] for state in STATES}, {lang: behind[lang] for lang in kb.languages})
        )
    return [item for item in found if item.total]


def to_compare(kb: KnowledgeBase) -> list[tuple[Section, Standing]]:
    """The sections that changed since they were confirmed: first those with a language behind, each time oldest first."""
    known = standings(kb)
    found = [(section, known[section.id]) for section in oldest_first(kb.sections.values()) if section.id in known]
    return [item for state in ("behind", "changed") for item in found if item[1].state == state]
