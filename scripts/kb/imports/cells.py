"""One cell: what a spreadsheet program keeps in it, what it means, and why it is refused."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from typing import Literal

from kb.imports import _
from kb.imports.columns import Column
from kb.imports.words import Words, fold
from kb.messages import LANGUAGES, translate
from kb.read.files import decode

MAX_TEXT = 4_000
"""Characters. A line of a file may have 5,000, and no text of the directory has a thousand."""


@dataclass(frozen=True, slots=True)
class Other:
    """What a cell holds that is no text. `text` shows it in a message."""

    kind: Literal["formula", "error", "number", "date", "time", "yes-no"]
    text: str


Raw = str | Other


@dataclass(frozen=True, slots=True)
class Erase:
    """The cell asks for the value to be taken out. An empty cell does not: it leaves what is there."""


Value = str | tuple[str, ...]
Entry = Value | Erase | None
"""What a cell says of its field: a value, that it is to go, or nothing."""

ERASE = _("(delete)")


@dataclass(eq=False)
class Refusal(Exception):  # noqa: N818  (an answer, no failure of the program)
    """Why something is not taken over. English texts; `values` fill their places."""

    message: str
    hint: str
    values: Mapping[str, str] = field(default_factory=dict)


def entry(column: Column, raw: Raw, words: Words, lang: str) -> Entry:
    """What a cell says. Raises Refusal; `lang` is the language in which a refusal names words."""
    text = _text(column, raw)
    if not text:
        return None
    if fold(text) in _erasing():
        return Erase()
    _refuse_characters(text)
    if column.form in _MANGLED and _MANGLED[column.form].fullmatch(text):
        raise _as_number(text)
    if column.form in ("ids", "areas"):
        items = tuple(item for item in re.split(r"[\s;,]+", text) if item)
        return tuple(item.upper() for item in items) if column.form == "areas" else items
    if column.form == "words":
        return _words(column.group, str(raw), words, lang)
    if column.form == "word":
        return _word(column.group, text, words, lang)
    return re.sub(r"[\s().]|(?<=.)-", "", text) if column.form == "dial" else text


def same(one: Value | None, other: Value | None) -> bool:
    """Whether two values say the same but for spaces and the ways of writing an accented letter."""
    if isinstance(one, str) and isinstance(other, str):
        return clean(one) == clean(other)
    return (one or None) == (other or None)


def clean(text: str) -> str:
    """A text on one line, without stray spaces, accents composed."""
    return re.sub(r"[ \t\r\n\f\v]+", " ", unicodedata.normalize("NFC", text)).strip()


def looks_like_formula(text: str) -> bool:
    """Whether a spreadsheet program that opens a text in a CSV file would run it. Telephone numbers do not count."""
    return text[:1] in ("=", "+", "-", "@") and not re.match(r"\+\s?[0-9(]", text)


@cache
def _erasing() -> frozenset[str]:
    return frozenset(fold(translate(ERASE, lang)) for lang in LANGUAGES)


_MANGLED = {
    "dial": re.compile(r"[0-9]+(?:[.,][0-9]+)?[eE]\+?[0-9]+|[0-9]{3,}[.,]0+"),
    "printed": re.compile(r"[0-9]+(?:[.,][0-9]+)?[eE]\+[0-9]+|[0-9]{7,}[.,]0+"),
}
"""How a number looks after a spreadsheet program has taken it for a quantity: 5.51235E+11, 5512345678.0. What is
printed may be a postal address, too."""


def _text(column: Column, raw: Raw) -> str:
    """The cell's text, cleaned, or the text that another kind of value surely stands for."""
    if isinstance(raw, str):
        return clean(raw)
    if column.form in ("month", "day"):
        return _date(column, raw)
    if raw.kind == "number" and column.form in ("printed", "dial"):
        raise _as_number(raw.text)
    raise Refusal(*_OTHERS[raw.kind], {"given": raw.text[:60]})


def _date(column: Column, raw: Other) -> str:
    if raw.kind == "number" and re.fullmatch(r"(?:19|20)[0-9]{2}", raw.text) and column.form == "month":
        return raw.text
    if raw.kind == "date" and column.form == "month" and date.fromisoformat(raw.text).day == 1:
        raise Refusal(
            _("the spreadsheet program holds the day {given} here, perhaps made from a month"),
            _("format the cell as text and write as much as the source says: 2026-03-01, 2026-03 or 2026"),
            {"given": raw.text},
        )
    if raw.kind == "date":
        return raw.text
    raise Refusal(*_OTHERS[raw.kind], {"given": raw.text[:60]})


_AS_TEXT = _("format the column as text, then write again what the source prints")
_OTHERS: dict[str, tuple[str, str]] = {
    "formula": (_("the cell holds a formula"), _("copy the cell and paste it as a value, without formula")),
    "error": (_("the cell holds the error {given}"), _("write the value that belongs there")),
    "number": (_("the spreadsheet program has turned the text into the number {given}"), _AS_TEXT),
    "date": (_("the spreadsheet program has turned the text into the date {given}"), _AS_TEXT),
    "time": (_("the spreadsheet program has turned the text into the time {given}"), _AS_TEXT),
    "yes-no": (_("the cell holds the logical value {given}"), _AS_TEXT),
}


def _as_number(text: str) -> Refusal:
    return Refusal(
        _("the spreadsheet program has turned the telephone number into the quantity {given}: digits may be lost"),
        _("format the column as text, then copy the number again from the source, with its + and its zeros"),
        {"given": text[:60]},
    )


def _refuse_characters(text: str) -> None:
    defects = decode(text.encode("utf-8", "surrogatepass")).defects
    if len(text) > MAX_TEXT:
        raise Refusal(
            _("the text has {length} characters; there may be {limit}"),
            _("shorten it"),
            {"length": str(len(text)), "limit": str(MAX_TEXT)},
        )
    if defects:
        raise Refusal(
            _("the text holds a character that cannot be seen: {code}"),
            _("delete the cell and type the text anew"),
            {"code": defects[0].args.get("code", "U+D800")},
        )


def _word(group: str, text: str, words: Words, lang: str) -> str:
    word = words.read(group, text)
    if word is None:
        near = words.near(group, text, lang)
        raise Refusal(
            _("“{given}” is not a word of the list"),
            _("choose one of these: {near}"),
            {"given": text[:60], "near": ", ".join(near)},
        )
    return word


def _words(group: str, text: str, words: Words, lang: str) -> tuple[str, ...]:
    """A cell with several words. A comma may separate them, too, unless it belongs to a label."""
    found: list[str] = []
    for part in filter(None, (part.strip() for part in re.split(r"[;\n]", text))):
        items = [part] if words.read(group, part) else [item.strip() for item in part.split(",")]
        found += [_word(group, item, words, lang) for item in items if item]
    return tuple(found)
