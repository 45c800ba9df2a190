"""The numbers, telephone numbers and deadlines of a text, so that two languages can be compared.

What differs only in how a language writes it is the same: `1.500` and `1,500`, `18:00` and `6 p.m.`, `3` and `tres`.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import NamedTuple

from kb.check.number_words import LANGUAGES, roman
from kb.read.markdown import list_items

_NOISE = re.compile(
    r"\]\[[^\]\n]{0,200}\]"  # the target of [words][RG-2.3]
    r"|\]\([^)\n]{0,2000}\)"  # the address of [words](…)
    r"|\[(?:\^[^\]\n]{0,80}|[A-Za-z][A-Za-z0-9]{0,40}(?:-[A-Za-z0-9.]{1,80}){0,9})\]"  # [RG-2.3], [^1]
    r"|&#?\w{1,10};"
    r"|\{[^}\n]{0,200}\}"  # attributes, and the language of a heading
)
_DEFINITION = re.compile(r"^ {0,3}\[(?!\^)[^\]\n]{1,120}\]:[^\n]*", re.M)
"""Where a label leads. What stands under the mark of a footnote is text."""
_ADDRESS = re.compile(r"(?:https?://|www\.)\S{1,2000}")
_TIME = r"(?P<hour>[01]?\d|2[0-4]):(?P<minute>[0-5]\d)(?:[ \u00a0]?(?P<half>[ap])\.?[ \u00a0]?m\b)?"
_HOUR = r"(?P<hour12>1[0-2]|[1-9])[ \u00a0]?(?P<half12>[ap])\.?[ \u00a0]?m\b"
_PHONE = r"(?P<phone>\+\d[\d .()-]{5,18}\d|\(\d{1,4}\)[ -]?\d[\d -]{4,14}\d|\d{2,4}(?:[ -]\d{2,4}){1,4})(?!\d|[-/.,]\d)"
_NUMBER = r"(?P<number>\d{1,3}(?:[.,\u00a0\u202f ]\d{3})+(?:[.,]\d{1,2})?(?!\d)|\d+(?:[.,]\d+)*)"
_FIGURE = re.compile(rf"(?<![\d/])(?:{_TIME}|{_HOUR}|{_PHONE}|{_NUMBER})", re.I)
_PART = re.compile(_NUMBER)
_START = re.compile(r"[0-9+(]")
_DIGIT = re.compile(r"[0-9]")
_DATE = re.compile(r"(?:19|20)\d\d[ -]\d\d?[ -]\d\d?|\d\d?-\d\d?-(?:19|20)\d\d|(?:19|20)\d\d[ -](?:19|20)?\d\d")
_GROUPED = re.compile(r"(\d{1,3}(?:[.,\s]\d{3})+)(?:[.,](\d{1,2}))?")


class Figure(NamedTuple):
    """A number or telephone number: its value in one way of writing, its place, and how it stands there."""

    value: str
    start: int
    text: str
    phone: bool = False


@dataclass(frozen=True, slots=True)
class Span:
    """A length of time: `24 horas`, `three working days`."""

    count: int
    unit: str
    start: int
    text: str
    digits: bool


def figures(text: str) -> Iterator[Figure]:
    """The numbers of a text whose code is blanked out, those in references, addresses and list markers aside."""
    if not _DIGIT.search(text):
        return
    written, text = text, _without_noise(text)
    items: set[int] | None = None
    done = 0
    for start in _START.finditer(text):
        match = _FIGURE.match(text, start.start()) if start.start() >= done else None
        if match is None:
            continue
        done = match.end()
        line = _line_of_marker(text, match)
        if line is not None:
            items = set(list_items(written)) if items is None else items
            if line in items:
                continue
        phone = match["phone"]
        if phone and not _is_phone(phone):
            for part in _PART.finditer(phone):
                yield Figure(_value(part.group()), match.start() + part.start(), part.group())
        elif phone:
            yield Figure(re.sub(r"\D", "", phone).lstrip("0"), match.start(), phone, phone=True)
        else:
            value = _time(match) if match["minute"] or match["half12"] else _value(match.group())
            yield Figure(value, match.start(), match.group().strip())


def _without_noise(text: str) -> str:
    if "]:" in text:
        text = _DEFINITION.sub(_blank, text)
    text = _NOISE.sub(_blank, text)
    if "://" in text or "www." in text:
        text = _ADDRESS.sub(_blank, text)
    return text


def _line_of_marker(text: str, match: re.Match[str]) -> int | None:
    """Where the line begins, if a number could be the marker of its list item."""
    if text[match.end() : match.end() + 1] not in (".", ")"):
        return None
    line = text.rfind("\n", 0, match.start()) + 1
    return None if text[line : match.start()].strip(" ") else line


def _blank(match: re.Match[str]) -> str:
    return " " * len(match[0])


def _is_phone(written: str) -> bool:
    digits = sum(char.isdigit() for char in written)
    return 7 <= digits <= 15 and not _DATE.fullmatch(written) and not _GROUPED.fullmatch(written)


def _time(match: re.Match[str]) -> str:
    """A time of day as on a clock with 24 hours; a full hour is its number, as in “de 9 a 18 horas”."""
    hour = int(match["hour"] or match["hour12"])
    half = (match["half"] or match["half12"] or "").lower()
    if half:
        hour = hour % 12 + (12 if half == "p" else 0)
    minute = match["minute"] or "00"
    return str(hour) if minute == "00" else f"{hour}:{minute}"


def _value(written: str) -> str:
    grouped = _GROUPED.fullmatch(written)
    if grouped:
        whole = re.sub(r"\D", "", grouped.group(1))
        return f"{whole}.{grouped.group(2)}" if grouped.group(2) else whole
    return written.replace(",", ".").lstrip("0") or "0"


def spans(text: str, lang: str) -> Iterator[Span]:
    """The lengths of time of a text, if the language's words for them are known."""
    words = LANGUAGES.get(lang)
    if words is None or not words.may_have_units(text):
        return
    for match in words.units.finditer(text):
        begin = match.start() + 1  # the pattern begins with the space before the unit
        before = _BEFORE.search(text, begin - 40, begin)
        found = before and _count(before.group(1), words.numbers)
        if before and found:
            working = "working" if match["working"] else ""
            unit = words.unit(match["unit"])
            written = text[before.start() : match.end()]
            digits = before.group(1).isdecimal()
            yield Span(found, f"{working}_{unit}".strip("_"), before.start(), " ".join(written.split()), digits)


_BEFORE = re.compile(r"(?<![\w.,])(\d{1,4}|[^\W\d_]{1,20}(?:(?: y |-)[^\W\d_]{2,12})?)\)?[\s\u00a0-]{1,3}$")


def _count(written: str, numbers: dict[str, int]) -> int | None:
    if written.isdecimal():
        return int(written)
    low = written.lower()
    return numbers.get(low) or numbers.get(re.split(r" |-", low)[-1])


def at_once(text: str, lang: str) -> bool:
    """Whether a text says that something is done at once."""
    words = LANGUAGES.get(lang)
    return bool(words and words.at_once.search(text))


class Alone(NamedTuple):
    """What stands in one of two texts and has no counterpart in the other."""

    figures: tuple[Figure, ...]
    spans: tuple[Span, ...]


@lru_cache(maxsize=1024)
def compare(text: str, other: str, lang: str, lang_other: str) -> tuple[Alone, Alone]:
    """What stands in a text and not in its translation, and the other way round. The last comparisons are kept:
    several rules ask for the same ones."""
    here, there = list(figures(text)), list(figures(other))
    spans_here, spans_there = list(spans(text, lang)), list(spans(other, lang_other))
    return (
        Alone(_alone(here, there, other, lang_other), _alone_spans(spans_here, spans_there)),
        Alone(_alone(there, here, text, lang), _alone_spans(spans_there, spans_here)),
    )


def _alone(here: list[Figure], there: list[Figure], other: str, lang_other: str) -> tuple[Figure, ...]:
    if [figure.value for figure in here] == [figure.value for figure in there]:
        return ()  # as nearly always, and told faster than by counting
    counts = Counter(figure.value for figure in there)
    in_words: dict[str, bool] = {}
    found = []
    for figure in here:
        if counts[figure.value]:
            counts[figure.value] -= 1
            continue
        if figure.value not in in_words:
            in_words[figure.value] = _in_words(figure, other, lang_other)
        if not in_words[figure.value]:
            found.append(figure)
    return tuple(found)


def _alone_spans(here: list[Span], there: list[Span]) -> tuple[Span, ...]:
    counts = Counter((span.count, span.unit) for span in there)
    found = []
    for span in here:
        if counts[span.count, span.unit]:
            counts[span.count, span.unit] -= 1
        else:
            found.append(span)
    return tuple(found)


_IN_WORDS = frozenset(map(str, range(1, 101)))


def _in_words(figure: Figure, other: str, lang_other: str) -> bool:
    """Whether a number stands in the other text as a word (`tres`, `mayo`) or in Roman numerals."""
    if figure.phone or figure.value not in _IN_WORDS:
        return False
    pattern = _words_for(int(figure.value), lang_other)
    return bool(pattern.search(other))


@cache
def _words_for(number: int, lang: str) -> re.Pattern[str]:
    words = LANGUAGES.get(lang)
    forms = [roman(number)]
    for form, value in (*words.numbers.items(), *words.others.items()) if words else ():
        if value == number:
            forms.append(f"(?i:{form})" if form.islower() else form)
    return re.compile(rf"\b(?:{'|'.join(forms)})\b")
