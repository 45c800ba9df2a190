"""The forms in which a word of the glossary stands in running text: plural, and in Spanish gender.

A handful of endings for each of the two languages, not a grammar: a form that no word has does no harm, since nobody
writes it. Of a word in the plural the singular is no form: “los menores” is to be avoided, “un plazo menor” is not.
In other languages a word has only the form that the glossary gives, with an s or without.
"""

from __future__ import annotations

import re
from functools import cache

_UNCHANGED = 3
"""Words of so few letters are articles, prepositions and the like."""
_FUNCTION_WORDS = frozenset(["como", "entre", "para", "sobre", "from", "into", "than", "with"])
_IRREGULAR = {
    "en": {"child": ("child", "(?:ren)?"), "person": ("pe", "(?:rsons?|ople)"), "man": ("m", "[ae]n")},
    "es": {},
}
_WITHOUT_ACCENT = str.maketrans("áéíóú", "aeiou")


@cache
def form(word: str, lang: str, *, alone: bool = False) -> tuple[str, str]:
    """What every form of a word in lower case begins with, and a pattern of how they end. `alone`: the word is a whole
    phrase, so that a participle may stand in any form of its verb."""
    if len(word) <= _UNCHANGED or word in _FUNCTION_WORDS:
        return word, ""
    if word in _IRREGULAR.get(lang, {}):
        return _IRREGULAR[lang][word]
    if lang == "es":
        return _spanish(word)
    if lang == "en":
        return _english(word, alone)
    return word, "s?"


def _spanish(word: str) -> tuple[str, str]:
    if re.search("[áéíóú][ns]$", word):
        return word[:-2], f"(?:{word[-2:]}|{word[-2:].translate(_WITHOUT_ACCENT)}es)"
    if re.search("[oa]s$", word):
        return word[:-2], "[oa]s"
    if re.search("[oa]$", word):
        return word[:-1], "[oa]s?"
    if word.endswith("z"):
        return word[:-1], "(?:z|ces)"
    if word.endswith("s"):
        return word, ""
    return word, "s?" if re.search("[eiuáéíóú]$", word) else "(?:es)?"


def _english(word: str, alone: bool) -> tuple[str, str]:
    if alone and word.endswith("ed"):
        return word[:-2], "(?:s|ed|ing)?"
    if re.search("[^aeiou]y$", word):
        return word[:-1], "(?:y|ies)"
    if re.search("(?:[sx]|[cs]h)$", word):
        return word, "(?:es)?"
    return word, "(?:s|ed|ing)?" if alone else "s?"


@cache
def stems(phrase: str, lang: str) -> tuple[str, ...]:
    """For each word of a phrase what all of its forms begin with, in lower case: a text that lacks one lacks the phrase."""
    words = phrase.lower().split()
    return tuple(form(word, lang, alone=len(words) == 1)[0] for word in words)


@cache
def pattern(phrase: str, lang: str, between: str = r"\s{1,20}") -> re.Pattern[str]:
    """Finds a phrase as whole words in any of its forms and capitals, an acronym (`MENA`) only in its own; `between` is
    what may stand between its words."""
    if phrase.isupper():
        return re.compile(rf"(?<!\w){re.escape(phrase)}[sS]?(?!\w)")
    words = phrase.lower().split()
    parts = [form(word, lang, alone=len(words) == 1) for word in words]
    whole = between.join(re.escape(stem) + endings for stem, endings in parts)
    return re.compile(rf"(?<!\w){whole}(?!\w)", re.I)
