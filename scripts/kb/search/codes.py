"""Numbers as text that a browser reads fast and compression likes: one printable character for a small number.

`decode` of theme/assets/kb-search-reader.js reads it back.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

ALPHABET = "".join(chr(code) for code in range(32, 127) if chr(code) not in '"\\')
"""Printable ASCII without what JSON would escape: 93 characters."""
_BASE = len(ALPHABET)
_ONE, _TWO = 75, 92
"""Characters below `_ONE` stand for themselves; up to `_TWO` they begin a number of two; the last begins one of four."""
_LIMIT = _ONE + (_TWO - _ONE) * _BASE


def encode(numbers: Iterable[int]) -> str:
    """Whole numbers from 0 to 800,000, one after the other."""
    found = []
    for number in numbers:
        if number < _ONE:
            found.append(ALPHABET[number])
        elif number < _LIMIT:
            high, low = divmod(number - _ONE, _BASE)
            found.append(ALPHABET[_ONE + high] + ALPHABET[low])
        else:
            rest, low = divmod(number - _LIMIT, _BASE)
            high, middle = divmod(rest, _BASE)
            found.append(ALPHABET[_TWO] + ALPHABET[high] + ALPHABET[middle] + ALPHABET[low])
    return "".join(found)


def decode(text: str) -> list[int]:
    """The numbers of such a text."""
    values = [_VALUES[char] for char in text]
    found = []
    place = 0
    while place < len(values):
        first = values[place]
        if first < _ONE:
            found.append(first)
            place += 1
        elif first < _TWO:
            found.append(_ONE + (first - _ONE) * _BASE + values[place + 1])
            place += 2
        else:
            high, middle, low = values[place + 1 : place + 4]
            found.append(_LIMIT + (high * _BASE + middle) * _BASE + low)
            place += 4
    return found


_VALUES = {char: number for number, char in enumerate(ALPHABET)}


def fronted(words: Sequence[str]) -> tuple[str, str]:
    """Sorted words, each without what it has in common with the one before: how much that is, and the rest, line by line."""
    shared = []
    rests = []
    before = ""
    for word in words:
        length = 0
        while length < min(len(before), len(word), _ONE - 1) and before[length] == word[length]:
            length += 1
        shared.append(length)
        rests.append(word[length:])
        before = word
    return encode(shared), "\n".join(rests)


def unfronted(shared: str, rests: str) -> list[str]:
    """Such words again."""
    found: list[str] = []
    before = ""
    for length, rest in zip(decode(shared), rests.split("\n"), strict=True):
        before = before[:length] + rest
        found.append(before)
    return found
