"""What was understood of a question.

A question becomes slots: a word, an expression, an id, a telephone number. A slot holds options, ways of saying it; an
option holds words, all of which should be there; a word holds the terms of the index that it may be.
"""

from __future__ import annotations

from dataclasses import dataclass, field

Terms = dict[str, float]
"""Terms of the index, each with how surely it is meant."""


@dataclass
class Word:
    """One word that was typed."""

    text: str
    own: str
    """Its stem in the reader's language; where it was mistyped, that of the word meant."""
    other: str
    """Its stem in the other language."""
    terms: Terms = field(default_factory=dict)
    says_nothing: bool = False
    weight: float = 0.0


@dataclass
class Option:
    """One way of saying something: all of its words should be there."""

    words: list[Terms]
    quality: float


@dataclass
class Slot:
    """One thing asked for."""

    options: list[Option]
    weight: float
    country: str = ""
    """The country that is named: what belongs to it answers better than what mentions it."""


@dataclass
class Question:
    """What was understood."""

    slots: list[Slot] = field(default_factory=list)
    wholes: Terms = field(default_factory=dict)
    """Terms that stand for whole names, each with how much of the question it is."""
    ids: dict[int, float] = field(default_factory=dict)
    """Documents named by their id, each with how much of the question that is."""
    articles: set[str] = field(default_factory=set)
    """Terms that stand for articles, points and chapters by their number."""
    phrases: list[list[str]] = field(default_factory=list)
    personal: bool = False
    """Whether people ask for themselves."""
    corrected: dict[str, str] = field(default_factory=dict)
    """Words that nothing is found for, and the term taken instead."""
