"""Defects in how a section's file is made up: its languages, their titles and texts, the front matter above them."""

from __future__ import annotations

from tests.planted.plant import Change, Place, kind
from tests.planted.texts import TRANSLATION

LANG = r"^# (.*) \{lang=(es|en)\}$"


@kind(
    "missing-language",
    "section",
    also=f"{TRANSLATION} translation-numbers translation-lists heading-level text-outside-language",
)
def language_missing(place: Place) -> Change | None:
    headings = place.lines_of(LANG)
    if len(headings) != 2:
        return None
    return Change(place.text[: headings[1].start()].rstrip() + "\n", (headings[0].start(),))


@kind("unknown-language", "section")
def language_that_is_not_there(place: Place) -> Change | None:
    match = place.one(r"^# .* \{lang=(es|en)\}$")
    return place.swap(match, "eng") if match else None


@kind("language-twice", "section")
def language_two_times(place: Place) -> Change | None:
    match = place.one(r"^# .* \{lang=(en)\}$")
    return place.swap(match, "es") if match else None


@kind("missing-title", "section")
def title_missing(place: Place) -> Change | None:
    match = place.one(r"^# (.* )\{lang=(?:es|en)\}$")
    return place.swap(match, "") if match else None


@kind("empty-body", "section")
def text_missing(place: Place) -> Change | None:
    headings = place.lines_of(LANG)
    return Change(place.text[: headings[1].end()] + "\n", (headings[1].start(),)) if len(headings) == 2 else None


@kind("same-body", "section", also="translation-deadlines")
def not_translated(place: Place) -> Change | None:
    if len(place.document.regions) != 2:
        return None
    first, second = place.document.regions
    body = place.text[first.start : first.end]
    return place.put(second.start, second.end, body)


@kind("text-outside-language", "section")
def text_before_the_first_language(place: Place) -> Change | None:
    match = place.one(r"\A(?:.*\n)+?---\n\n?(?=# )")
    return place.put(match.end(), match.end(), "Texto suelto.\n\n") if match else None


@kind("front-matter", "section")
def front_matter_that_does_not_end(place: Place) -> Change:
    return Change(place.text.replace("\n---\n", "\n", 1), (0,))
