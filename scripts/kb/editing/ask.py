"""Questions that a command asks, or finds answered in its options."""

from __future__ import annotations

import sys
from dataclasses import dataclass, field

from kb.base import KnowledgeBase
from kb.editing import _
from kb.messages import language_name, translate


class Unanswered(Exception):  # noqa: N818  (an answer, no failure of the program)
    """A question has no answer that can be used: a message and its values."""

    def __init__(self, message: str, **values: object) -> None:
        super().__init__(message)
        self.message = message
        self.values = values


@dataclass
class Asker:
    """Asks on the error stream and reads lines from the input. `given` are the answers that were given as options, by
    key; with `quiet` what is not given stays empty."""

    kb: KnowledgeBase
    lang: str
    given: dict[str, str] = field(default_factory=dict)
    quiet: bool = False

    def text(self, key: str, question: str, **values: object) -> str:
        """An answer in one line."""
        return self._answer(key, translate(question, self.lang, **values))

    def texts(self, key: str, question: str) -> dict[str, str]:
        """An answer in every language of the site; the keys of its options are `title.es`, `title.en`."""
        return {
            code: self.text(f"{key}.{code}", question, language=language_name(code, self.lang))
            for code in self.kb.languages
        }

    def words(self, key: str, question: str, *groups: str) -> list[str]:
        """Words of the vocabulary, set apart by commas, or their labels; asked again until all are known."""
        vocabulary = self.kb.vocabulary
        labels = {
            word: vocabulary.label(group, word, self.lang) for group in groups for word in vocabulary.words(group)
        }
        known = list(labels)
        asked = "\n".join([translate(question, self.lang), *(f"  {word}: {label}" for word, label in labels.items())])
        by_lower = {label.lower(): word for word, label in labels.items()} | {word.lower(): word for word in known}
        while True:
            found = [word.strip() for word in self._answer(key, asked).split(",") if word.strip()]
            unknown = [word for word in found if word.lower() not in by_lower]
            if not unknown:
                return [by_lower[word.lower()] for word in found]
            message = _("“{word}” is none of the words: {known}")
            if key in self.given:
                raise Unanswered(message, word=unknown[0], known=", ".join(known))
            print(translate(message, self.lang, word=unknown[0], known=", ".join(known)), file=sys.stderr)

    def word(self, key: str, question: str, *groups: str) -> str:
        """One word of the vocabulary; empty if none was given."""
        found = self.words(key, question, *groups)
        return found[0] if found else ""

    def ids(self, key: str, question: str) -> list[str]:
        """Ids, set apart by commas or spaces, each as it is truly written if there is such a thing."""
        found = self.text(key, question).replace(",", " ").split()
        return [self.kb.by_lower.get(ident.lower(), ident) for ident in found]

    def _answer(self, key: str, question: str) -> str:
        if key in self.given or self.quiet:
            return self.given.get(key, "").strip()
        print(f"{question}\n> ", end="", file=sys.stderr, flush=True)
        line = sys.stdin.readline()
        if not line:
            raise Unanswered(_("the questions were not answered to the end: nothing was written"))
        return " ".join("".join(char if char.isprintable() else " " for char in line).split())
