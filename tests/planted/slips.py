"""Defects that are left behind by whoever edits in a web editor: two versions, references by ear, one language forgotten."""

from __future__ import annotations

import re

from tests.planted.plant import Change, Place, kind

TEXTS = ("section", "page")
RECORDS = ("institution", "form", "indicators", "questions", "practice", "toolkits", "glossary", "library")


def _versions(place: Place, match: re.Match[str] | None) -> Change | None:
    """A line in two versions, as a merge leaves them."""
    if match is None:
        return None
    line = match.group()
    both = f"<<<<<<< main\n{line}\n=======\n{line} \n>>>>>>> cambio-1"
    return place.put(match.start(), match.end(), both)


@kind(
    "merge-conflict",
    *TEXTS,
    also="translation-references translation-numbers translation-lists translation-headings translation-deadlines "
    "translation-phones heading-level",
)
def two_versions_of_a_paragraph(place: Place) -> Change | None:
    return _versions(place, place.one(r"^[A-ZÁÉÍÓÚ][^\n{}]*$", place.document.body_start))


@kind("merge-conflict", "section", *RECORDS, also="yaml-syntax front-matter")
def two_versions_of_a_key(place: Place) -> Change | None:
    return _versions(place, place.one(r"^ *[a-z_]+: [^\n]+$", place.document.yaml_start, place.document.yaml_end))


@kind("mistyped-reference", "section", also="translation-references translation-numbers no-basis")
def reference_typed_by_ear(place: Place) -> Change | None:
    match = place.one(r"(?<![\]!])\[([A-Z][A-Z0-9]*-[0-9]+(?:\.[0-9a-z]+)*)\](?![\[(:])", place.document.body_start)
    if match is None:
        return None
    heard = place.chance.choice((" ", " - ", "- ", " -"))
    words = match.group(1).replace("-", heard, 1)
    return place.swap(match, words.lower() if place.chance.random() < 0.3 else words, match.start())


@kind("out-of-step", "section", also="translation-references")
def word_more_in_one_language(place: Place) -> Change | None:
    headings = place.lines_of(r"^# .* \{lang=(es|en)\}$")
    spot = place.word()
    if spot is None or len(headings) != 2 or "\nin_step: " not in place.text[: place.front_end]:
        return None
    change = place.put(spot.start(), spot.start(), "siempre " if spot.start() < headings[1].start() else "always ")
    behind = headings[1].start() + 8 if spot.start() < headings[1].start() else headings[0].start()
    return Change(change.text, (behind,))


@kind("shallow-indent", "section", also="translation-lists")
def item_that_stands_too_little_in(place: Place) -> Change | None:
    match = place.one(r"^    (?:[-*]|[0-9]+\.) ", place.document.body_start)
    taken = place.chance.randint(1, 3)
    return place.put(match.start(), match.start() + taken, "", match.start() + 4 - taken) if match else None
