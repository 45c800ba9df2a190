"""The graded queries of `queries.yml`, for tests and benchmarks."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from kb.read.yaml_text import load

PATH = Path(__file__).parent / "queries.yml"
HELD_OUT = Path(__file__).parent / "held-out.yml"
"""Queries on which nothing was tuned: whether what was learnt on the others holds."""
CLASSES = (
    "exact",
    "accentless",
    "inflected",
    "other",
    "acronym",
    "id",
    "slip",
    "question",
    "name",
    "number",
    "phrase",
)
PAGE = "page:"
"""Before the path of a page that has no id of its own: `page:linking/`."""


@dataclass(frozen=True)
class Query:
    """What a reader of the site in `lang` types, and what should be found."""

    lang: str
    kind: str
    """The class: one of CLASSES."""
    text: str
    answers: dict[str, int]
    """Ids with a grade: 3 exactly it, 2 good, 1 helpful."""
    twin: str | None = None
    """The same with accents, for a query that was typed without."""

    @property
    def best(self) -> tuple[str, ...]:
        """The answers of the highest grade: what recall counts."""
        top = max(self.answers.values())
        return tuple(ident for ident, grade in self.answers.items() if grade == top)


def read_queries(path: Path = PATH) -> list[Query]:
    """All queries, in the order of the file; one without accents has its twin's answers.

    Raises ValueError where the file is not well formed, KeyError for a twin that does not exist.
    """
    value, defects = load(path.read_text(encoding="utf-8"))
    if defects:
        raise ValueError(str(defects[0]))
    return [query for lang, classes in value.items() for query in _of_language(lang, classes)]


def _of_language(lang: str, classes: dict[str, dict[str, dict[str, str] | str]]) -> Iterator[Query]:
    graded = {
        text: {ident: int(grade) for ident, grade in answers.items()}
        for queries in classes.values()
        for text, answers in queries.items()
        if isinstance(answers, dict)
    }
    for kind, queries in classes.items():
        for text, answers in queries.items():
            twin = answers if isinstance(answers, str) else None
            yield Query(lang, kind, text, graded[twin or text], twin)


def without_accents(text: str) -> str:
    """The text as somebody types it who leaves out accents and tildes, ñ included."""
    return "".join(letter for letter in unicodedata.normalize("NFD", text) if not unicodedata.combining(letter))
