"""Rules on letters and words that look right and are not: another alphabet's letters, a word written twice."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from kb.check.engine import Finding, _, document_rule
from kb.check.rules.languages import record_texts
from kb.models.base import KeyPath
from kb.read.document import Document

_OTHER = "\u0370-\u03ff\u0400-\u052f\u0530-\u058f\u0660-\u0669\u13a0-\u13ff\uff10-\uff5a\U0001d400-\U0001d7ff"
"""Greek, Cyrillic, Armenian and Cherokee letters, Arabic digits, full-width and mathematical letters."""
_HYPHENS = "\u2010-\u2015\u2212"
_ANY = re.compile(rf"[{_OTHER}]")
_ANY_DASH = re.compile(rf"\[[A-Za-z0-9]{{1,20}}[{_HYPHENS}]")
"""Apart from each other both are found much faster."""
_LOOKALIKE = re.compile(
    rf"(?:(?<=[A-Za-z0-9])|(?<=[0-9]\.))[{_OTHER}]"  # after a Latin letter or a digit
    rf"|(?<![{_OTHER}])[{_OTHER}]{{1,60}}+(?=[A-Za-z0-9])"  # before one
    rf"|(?<=://)[^\s/<>\[\]()]{{0,100}}?[{_OTHER}]"  # in the name of a host
    rf"|(?<=\[)[A-Za-z0-9]{{1,20}}[{_HYPHENS}][0-9]"  # [RG–2.3], with a dash
)


@document_rule()
def lookalike_letter(document: Document) -> Iterator[Finding]:
    """A letter of another alphabet, or a dash in an id, looks like the right one: search and links miss the word, and an
    address could lead to somebody else's site.

    Bad:
        [СRC-3], whose first letter is Cyrillic; [RG–2.3], with a dash
    Good:
        [CRC-3] and [RG-2.3]
    Fix:
        Type the letter or the hyphen anew on your own keyboard instead of pasting it.
    """
    if document.kind in ("other", "release"):
        return
    if not _has_other(document.text) and not _ANY_DASH.search(document.text):
        return
    for match in _LOOKALIKE.finditer(document.text):
        at = next(number for number in range(match.start(), match.end()) if not document.text[number].isascii())
        code = f"U+{ord(document.text[at]):04X}"
        message = _("“{sign}” ({code}) only looks like the letter or sign that belongs here")
        yield Finding(at, message, _("delete the word and type it again"), {"sign": document.text[at], "code": code})


def _has_other(text: str) -> bool:
    """Whether a letter of another alphabet stands in a text. Nearly every text can be written in Western Europe's, which is
    told faster."""
    try:
        text.encode("cp1252")
    except UnicodeEncodeError:
        return bool(_ANY.search(text))
    return False


_TWICE = {
    "es": r"al|con|de|del|el|en|la|las|los|para|por|que|se|su|sus|un|una",
    "en": r"an|and|are|by|for|from|is|of|or|the|to|with",
}
"""Words that never stand twice in a row."""
_REPEATED = {lang: re.compile(rf"\b({words})\s\1\b", re.I) for lang, words in _TWICE.items()}
_PAIRS = {lang: [f"{word} {word}" for word in words.split("|")] for lang, words in _TWICE.items()}
"""The same one by one as a plain text: that none stands in a text is quickly seen."""


@document_rule("warning")
def repeated_word(document: Document) -> Iterator[Finding]:
    """A word stands twice in a row, as happens when a sentence is changed in haste; part of it may be missing.

    Bad:
        The officer asks the the child.
    Good:
        The officer asks the child.
    Fix:
        Take one of the two words away, and read the sentence again for what may be missing.
    """
    for lang, at, text in _texts(document):
        flat = _flat(text)
        there = [pair for pair in _PAIRS.get(lang, ()) if pair in flat]
        possible = any(_whole(pair).search(flat) for pair in there)
        for match in _REPEATED[lang].finditer(text) if possible else ():
            place = at + match.start() if isinstance(at, int) else at
            message, hint = _("“{word}” stands twice in a row"), _("delete one of them, and read the sentence again")
            yield Finding(place, message, hint, {"word": match.group(1)})


def _flat(text: str) -> str:
    """A text in small letters, in which every space is an ordinary one."""
    flat = text.casefold().replace("\n", " ")
    return flat if flat.isprintable() else " ".join(flat.split())


@cache
def _whole(pair: str) -> re.Pattern[str]:
    return re.compile(rf"{pair}\b(?<=\b{pair})")


def _texts(document: Document) -> Iterator[tuple[str, int | KeyPath, str]]:
    """Every text, its language and where it stands."""
    for region in document.regions:
        yield region.lang, region.start, document.masked[region.start : region.end]
    for at, texts in record_texts(document):
        yield from ((lang, (*at, lang), text) for lang, text in texts.items())
