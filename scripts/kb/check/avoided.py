"""What the glossary says to avoid, found quickly in many texts, and what may be said although it holds such words."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property

from kb.base import KnowledgeBase
from kb.inflection import pattern, stems
from kb.models.records import TermRecord

ROOM = 20
"""Characters. So many spaces and line ends more than in the official line may stand on either side of a phrase."""


class Avoided:
    """What a language's glossary says to avoid. `sample` are some texts in lower case: they tell which words are rare."""

    def __init__(self, kb: KnowledgeBase, lang: str, sample: str) -> None:
        self.lang = lang
        self.terms: dict[str, TermRecord] = {}
        """By phrase in lower case; acronyms keep their capitals."""
        for term in kb.terms.values():
            for phrase in term.record.avoid.get(lang, ()):
                plain = " ".join(phrase.split())
                self.terms.setdefault(plain if plain.isupper() else plain.lower(), term.record)
        self.terms.pop("", None)
        self.by_word: dict[str, list[str]] = {}
        """The phrases by the beginning of a word of theirs that is rare in the sample: whether it stands in a text is
        quickly seen. One serves for all phrases that hold it: `coyote` for `coyotes`."""
        self._acronyms = [phrase for phrase in self.terms if phrase.isupper()]  # they stand only in their own capitals
        words = [phrase for phrase in self.terms if not phrase.isupper()]
        rarest = {phrase: min(stems(phrase, lang), key=sample.count) for phrase in words}
        for phrase in sorted(rarest, key=lambda phrase: len(rarest[phrase])):
            held = (word for word in self.by_word if any(word in stem for stem in stems(phrase, lang)))
            self.by_word.setdefault(next(held, rarest[phrase]), []).append(phrase)
        self._kb = kb
        self._fine: dict[str, list[tuple[str, str]]] = {}

    def phrases_in(self, text: str) -> list[str]:
        """The phrases that may stand in a text, in any form."""
        lowered = text.lower()
        found = [phrase for word, phrases in self.by_word.items() if word in lowered for phrase in phrases]
        whole = [phrase for phrase in found if all(stem in lowered for stem in stems(phrase, self.lang))]
        return whole + [phrase for phrase in self._acronyms if phrase in text]

    @cached_property
    def _official(self) -> list[str]:
        return _official(self._kb, self.lang)

    def _longer(self, phrase: str) -> Iterator[tuple[str, str]]:
        """The official lines that hold a phrase and more: what stands before it, and the line from there on."""
        word = max(stems(phrase, self.lang), key=len)
        for line in self._official:
            match = pattern(phrase, self.lang).search(line) if word in line else None
            if match and match.group() != line:
                yield line[: match.start()], line[match.start() :]

    def is_fine(self, phrase: str, text: str, at: int) -> bool:
        """Whether the phrase at a place of a text is part of a longer one that is fine."""
        if phrase not in self._fine:
            self._fine[phrase] = list(self._longer(phrase))
        return any(_stands(before, after, text, at) for before, after in self._fine[phrase])


def _official(kb: KnowledgeBase, lang: str) -> list[str]:
    """The glossary's own terms and the official titles and names, a line each."""
    texts = [text for term in kb.terms.values() for text in (term.record.term.get(lang), term.record.short.get(lang))]
    for instrument in kb.library.values():
        texts += instrument.record.title.values()
        texts += (text for point in instrument.record.points.values() for text in point.values())
    for institution in kb.institutions.values():
        texts += institution.record.name.root.values()
    for toolkit in kb.toolkits.values():
        texts += toolkit.record.title.values()
    return [_plain(text) for text in texts if text]


def _stands(before: str, after: str, text: str, at: int) -> bool:
    """Whether `after` stands in a text from a place on, and `before` in front of it."""
    here = text[max(0, at - len(before) - ROOM) : at], text[at : at + len(after) + ROOM]
    return _plain(here[0]).endswith(before.rstrip()) and _plain(here[1]).startswith(after)


def _plain(text: str) -> str:
    """A text in lower case, with one space between its words."""
    return " ".join(text.lower().split())
