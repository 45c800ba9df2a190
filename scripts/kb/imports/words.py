"""The words that cells hold: the vocabulary's, and those of contacts, shown by their labels and read in any form."""

from __future__ import annotations

import difflib
import unicodedata
from functools import cached_property

from kb.imports import _
from kb.messages import translate
from kb.models.records import Vocabulary

OWN = {
    "types": {
        "phone": _("telephone"),
        "email": _("e-mail"),
        "address": _("address"),
        "opening": _("opening hours"),
    },
    "how": {
        "phone": _("by telephone"),
        "email": _("by e-mail"),
        "visit": _("by a visit"),
        "letter": _("by letter"),
        "page": _("on its page"),
    },
}
"""Words that are no entries of the vocabulary, since the models list them."""


def fold(text: str) -> str:
    """A text without what people type differently: capitals, accents, spaces."""
    plain = "".join(char for char in unicodedata.normalize("NFKD", text) if not unicodedata.combining(char))
    return " ".join(plain.casefold().split())


class Words:
    """The words of a knowledge base's vocabulary, in the site's languages."""

    def __init__(self, vocabulary: Vocabulary, languages: tuple[str, ...]) -> None:
        self.vocabulary = vocabulary
        self.languages = languages

    def all(self, group: str) -> list[str]:
        """The words of a group."""
        return list(OWN[group]) if group in OWN else self.vocabulary.words(group)

    def label(self, group: str, word: str, lang: str) -> str:
        """A word's label in a language."""
        own = OWN.get(group, {}).get(word)
        return translate(own, lang) if own else self.vocabulary.label(group, word, lang)

    def show(self, group: str, word: str) -> str:
        """A word as cells show it: its labels, the site's first language first. The word itself if it is unknown."""
        return " / ".join(dict.fromkeys(self.label(group, word, lang) for lang in self.languages))

    def read(self, group: str, text: str) -> str | None:
        """The word that somebody means: the word, its label in a language, or all its labels as `show` joins them."""
        return self._forms(group).get(fold(text))

    def near(self, group: str, text: str, lang: str) -> list[str]:
        """Labels of words that are spelled alike, or of all the group's words if none is."""
        forms = self._forms(group)
        close = difflib.get_close_matches(fold(text)[:60], forms, n=6, cutoff=0.6)
        words = dict.fromkeys(forms[form] for form in close) or dict.fromkeys(self.all(group))
        return [self.label(group, word, lang) for word in words]

    @cached_property
    def _known(self) -> dict[str, dict[str, str]]:
        return {}

    def _forms(self, group: str) -> dict[str, str]:
        """Every form of every word of a group, folded. A word itself comes before another word's label."""
        if group not in self._known:
            words = self.all(group)
            labels = {fold(self.label(group, word, lang)): word for word in words for lang in self.languages}
            joined = {fold(self.show(group, word)): word for word in words}
            self._known[group] = {**labels, **joined, **{fold(word): word for word in words}}
        return self._known[group]
