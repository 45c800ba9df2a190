"""Whether the languages of a section still say the same: fingerprints of its texts, and what changed since.

A fingerprint is taken when somebody confirms that the texts say the same, and written into the front matter. What does
not change what is said does not change a fingerprint: how lines are broken, spaces, typographic quotation marks,
capitals in a reference.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from kb.models.section import Body, Section

State = Literal["in-step", "behind", "changed", "never"]
STATES: tuple[State, ...] = ("in-step", "behind", "changed", "never")
"""In step; one language changed and another did not; all changed; nobody ever confirmed it."""

LENGTH = 10
"""Characters of a fingerprint: chance does not hide a change, and a person can still compare two."""

_SIGNS = {**dict.fromkeys("“”«»„‟″", '"'), **dict.fromkeys("‘’‚‛′`´", "'"), "…": "..."}
_SPACES = {**{f" {sign}": sign for sign in '"),.;:]'}, **{f"{sign} ": sign for sign in '"(['}}
"""A space before a closing sign or after an opening one counts for nothing."""
_REFERENCE = re.compile(r"\[([A-Za-z][A-Za-z0-9]*(?:-[A-Za-z0-9.]+)+|[A-Z][A-Z0-9]+)\](?:\[\])?")
_LETTER = re.compile(r"[a-f]")


def plain(text: str) -> str:
    """A text without what does not count as change."""
    text = " ".join(unicodedata.normalize("NFC", text).split())
    for written, same in (*_SIGNS.items(), *_SPACES.items()):
        text = text.replace(written, same)
    return _REFERENCE.sub(lambda match: f"[{match.group(1).lower()}]", text)


def fingerprint(body: Body) -> str:
    """The fingerprint of a title and its text: hexadecimal digits, of which the first is a letter, so that every
    reader of YAML takes them for text."""
    return _fingerprint(body.title, body.text)


@lru_cache(maxsize=20_000)
def _fingerprint(title: str, text: str) -> str:
    """The same; several pages ask for each."""
    digest = hashlib.sha256(f"{plain(title)}\n{plain(text)}".encode()).hexdigest()
    first = _LETTER.search(digest)
    start = first.start() if first else 0
    return digest[start : start + LENGTH]


@dataclass(frozen=True)
class Standing:
    """How the languages of a section stand to each other."""

    state: State
    ahead: tuple[str, ...] = ()
    """The languages whose text changed since the last confirmation."""
    behind: tuple[str, ...] = ()
    """Those whose text did not, if another's did."""


def standing_of(section: Section) -> Standing:
    """How the languages of a section stand to each other, as far as its own file tells."""
    recorded = section.front.in_step or {}
    if not section.bodies.keys() <= recorded.keys():
        return Standing("never")
    ahead = tuple(lang for lang, body in section.bodies.items() if recorded[lang] != fingerprint(body))
    behind = tuple(lang for lang in section.bodies if lang not in ahead)
    if not ahead:
        return Standing("in-step")
    return Standing("behind", ahead, behind) if behind else Standing("changed", ahead)


def confirmation(section: Section) -> dict[str, str]:
    """What `in_step` is to say once somebody confirmed that all texts of a section say the same."""
    return {lang: fingerprint(body) for lang, body in section.bodies.items()}


def oldest_first(sections: Iterable[Section]) -> list[Section]:
    """Sections by the day of their last revision; those that do not give one come last, in the order of their ids."""
    return sorted(sections, key=lambda section: str(section.front.revised or "9999"))
