"""How words are read, for the index and for what people type. `theme/assets/kb-search-analysis.js` does the same; a test
compares the two on some 200,000 words.

Accents are folded away before anything else, so that `migracion` and `migración` are one word from the start; `ñ` stays,
since `año` without it is another word. Stemming is light: it takes the endings of number, gender, common verb forms and a
few derivations, and never looks at `ñ` as anything but an `n`, so that a word typed either way is cut at the same place.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from functools import cache

_MARKS = re.compile("[\u0300-\u036f]")
_POSSESSIVE = re.compile(r"['’`]s(?![a-z0-9ñ])")
_TOKEN = re.compile(
    r"[a-z][a-z0-9]*-[0-9]+(?:\.(?:[0-9]+|[a-z]{1,4})(?![a-z0-9ñ]))*(?![a-z0-9ñ])"  # an id, whole: RG-2.3
    r"|[0-9]+(?:[.,][0-9]+)+(?![a-z0-9ñ])"  # a number with its points: 2.3
    r"|[a-z0-9ñ]+"
)

_STOP = {
    "es": (
        "a al algo ante asi aun aunque cada como con contra cual cuales cuando de del desde donde dos e el ella ellas ello ellos"
        " en entre era eran es esa esas ese eso esos esta estaba estan estar estas este esto estos fue fueron ha haber hacia han"
        " hasta hay la las le les lo los mas me mi mis mientras mucho muy ni no nos nosotros o os otra otras otro otros para pero"
        " por porque pues que quien quienes se sea sean segun ser si sido sin sino sobre son su sus tal tambien tan tanto te"
        " tiene tienen toda todas todo todos tu tus u un una unas uno unos usted ustedes y ya yo"
    ),
    "en": (
        "a about after all also am an and any are as at be because been before being both but by can could d did do does each"
        " else ever for from had has have he her hers him his how i if in into is it its just ll may me might more most must my"
        " no nor not of on once only or other others our out over own re s same shall she should so some such t than that the"
        " their theirs them then there these they this those through to too under until up us ve very was we were what when"
        " where which while who whom whose why will with within would you your yours"
    ),
}
STOP_WORDS = {lang: frozenset(words.split()) for lang, words in _STOP.items()}
"""Words that stand everywhere and find nothing; folded."""


_WHOSE = {"es": "el la los las lo un una mi mis tu tus su sus", "en": "the a an my your his her its our their"}
WHOSE = {lang: frozenset(words.split()) for lang, words in _WHOSE.items()}
"""Stop words that an expression may have inside or not: `separar de mi mamá`, `separar de la mamá`."""
CONTENT = {"en": frozenset({"son"})}
"""Stop words of another language that tell something in this one."""


def fold(text: str) -> str:
    """Lower case without accents; `ñ` stays."""
    plain = unicodedata.normalize("NFD", text.lower()).replace("n\u0303", "ñ")
    return _MARKS.sub("", plain)


def tokens(text: str) -> list[str]:
    """The words of a text, folded, in order; an id is one word."""
    return _TOKEN.findall(_POSSESSIVE.sub("", fold(text)))


def without_tilde(word: str) -> str:
    """A folded word as somebody types it who has no `ñ`."""
    return word.replace("ñ", "n")


@cache
def stem(word: str, lang: str) -> str:
    """What the forms of a folded word have in common; words with a figure stay as they are."""
    rules = _STEMMERS.get(lang)
    if rules is None or len(word) < 4 or any(char in "0123456789" for char in word):
        return word
    plain = rules(without_tilde(word))
    kept = 0
    while kept < min(len(plain), len(word)) and plain[kept] in (word[kept], without_tilde(word[kept])):
        kept += 1
    return word[:kept] + plain[kept:]


def terms(text: str, lang: str) -> list[str]:
    """What the index holds for a text: the stems of its words, without stop words."""
    stop = STOP_WORDS.get(lang, frozenset())
    return [stem(word, lang) for word in tokens(text) if word not in stop]


Ending = tuple[str, str, int]
"""What a word ends in, what takes its place, and how many letters must stand before it."""


def _endings(rest: int, words: str, put: str = "") -> list[Ending]:
    return [(word, put, rest) for word in words.split()]


def _cut(word: str, endings: list[Ending]) -> str:
    """Replace the first ending in the list that the word has."""
    for ending, put, rest in endings:
        if len(word) - len(ending) >= rest and word.endswith(ending):
            return word[: len(word) - len(ending)] + put
    return word


_ES_IRREGULAR = {
    "nino": "nin", "nina": "nin", "ninos": "nin", "ninas": "nin", "hijo": "hij", "hija": "hij", "hijos": "hij", "hijas": "hij",
    "policial": "polici", "policiales": "polici", "fronterizo": "front", "fronteriza": "front", "fronterizos": "front",
    "fronterizas": "front", "frontera": "front", "fronteras": "front", "consulares": "consul", "consular": "consul",
    "interes": "interes", "intereses": "interes", "interesa": "interes", "tratamiento": "tratamient", "comar": "comar",
    "decision": "decid", "nacimiento": "nac", "pide": "ped", "piden": "ped", "pida": "ped", "pidio": "ped", "pidiendo": "ped",
    "detiene": "deten", "detienen": "deten", "cierra": "cerr", "cierran": "cerr", "cierre": "cerr", "vuelve": "volv",
    "vuelven": "volv", "vuelva": "volv", "devuelve": "devolv", "devuelven": "devolv", "devuelto": "devolv", "devuelta": "devolv",
    "resuelve": "resolv", "resuelven": "resolv", "resuelva": "resolv", "resuelto": "resolv", "resuelta": "resolv",
    "duerme": "dorm", "duermen": "dorm", "encuentra": "encontr", "encuentran": "encontr", "muere": "mor", "mueren": "mor",
}  # fmt: skip
_ES_CLITIC = re.compile(r"^(.{3,}(?:[aei]r|ando|iendo))(?:se)?(?:l[aeo]s?|se)$")
_ES_PLURAL = [
    *_endings(1, "aces", "az"), *_endings(1, "eces", "ez"), *_endings(1, "ices", "iz"), *_endings(1, "oces", "oz"),
    *_endings(1, "uces", "uz"), *_endings(2, "es"), *_endings(2, "as", "a"), *_endings(2, "os", "o"),
]  # fmt: skip
_ES_DERIVED = [
    *_endings(5, "amente"), *_endings(4, "mente"), *_endings(4, "amiento imiento"), *_endings(1, "olucion", "olv"),
    *_endings(3, "acion icion ucion"),
    *_endings(4, "pcion", "pt"), *_endings(3, "ccion", "c"), *_endings(4, "cion"), *_endings(4, "sion", "s"),
    *_endings(4, "abilidad ibilidad ividad alidad idad"), *_endings(4, "atorio atoria"), *_endings(4, "adora edora idora ador edor idor"),
    *_endings(4, "itud", "it"), *_endings(5, "ante ant"), *_endings(4, "ancia encia"), *_endings(4, "able ible abl ibl"),
]  # fmt: skip
_ES_VERB = [
    *_endings(3, "iendo ando ieron aron aban aba"), *_endings(3, "adas ados idas idos ada ado ida ido"), *_endings(3, "ar er ir"),
    *_endings(4, "an en"), *_endings(6, "ia io"),
]  # fmt: skip


def _spanish(word: str) -> str:
    if word in _ES_IRREGULAR:
        return _ES_IRREGULAR[word]
    word = _ES_CLITIC.sub(r"\1", word)
    for _ in range(2):  # twice: intereses, interes
        word = _cut(word, _ES_PLURAL) if len(word) > 3 else word
    if len(word) < 5 or word in _ES_IRREGULAR:
        return _ES_IRREGULAR.get(word, word)
    shorter = _cut(word, _ES_DERIVED)
    if shorter == word:
        shorter = _cut(word, _ES_VERB)
    if shorter == word and word[-1] in "aeo":
        shorter = word[:-1]
    if len(shorter) > 6 and shorter.endswith("i"):  # denunciar, denuncia
        return shorter[:-1]
    return shorter[:-1] if shorter.endswith(("gu", "qu")) else shorter


_EN_IRREGULAR = {
    "children": "child", "childrens": "child", "women": "woman", "men": "man", "people": "person", "persons": "person",
    "rights": "right", "news": "news", "lives": "life", "wives": "wife", "left": "leav", "fled": "flee",
    "decision": "decid", "decisions": "decid", "heard": "hear", "told": "tell", "sent": "send", "kept": "keep", "found": "find",
    "ran": "run", "took": "tak", "taken": "tak", "gave": "giv", "given": "giv", "held": "hold", "spoke": "speak",
    "spoken": "speak", "wrote": "writ", "written": "writ", "lost": "los", "met": "meet", "consular": "consul",
    "committee": "committee", "committees": "committee",
}  # fmt: skip
_EN_PLURAL = [
    *_endings(2, "sses", "ss"), *_endings(3, "ies", "y"), *_endings(2, "xes", "x"), *_endings(2, "ches", "ch"),
    *_endings(2, "shes", "sh"), *_endings(2, "ss", "ss"), *_endings(2, "us", "us"), *_endings(2, "is", "is"), *_endings(3, "s"),
]  # fmt: skip
_EN_DERIVED = [
    *_endings(1, "etention", "etain"), *_endings(4, "aint", "ain"),
    *_endings(4, "ification", "ify"), *_endings(4, "isation ization", "iz"), *_endings(4, "ation"), *_endings(4, "ition"),
    *_endings(4, "ment"), *_endings(4, "ness"), *_endings(5, "ity ance ence"), *_endings(4, "ly"), *_endings(4, "ion"),
    *_endings(3, "ying", "y"), *_endings(3, "ied", "y"), *_endings(4, "ating ated"), *_endings(4, "ise ize", "iz"),
    *_endings(3, "eed", "eed"), *_endings(4, "ee"), *_endings(3, "ing ed"),
]  # fmt: skip
_EN_VOWEL = [*_endings(4, "ate"), *_endings(3, "e"), *_endings(3, "y", "i")]


def _english(word: str) -> str:
    if word in _EN_IRREGULAR:
        return _EN_IRREGULAR[word]
    word = _cut(word, _EN_PLURAL)
    word = _cut(word, _EN_DERIVED) if len(word) > 4 else word
    word = _cut(word, _EN_VOWEL)
    doubled = len(word) > 3 and word[-1] == word[-2] and word[-1] not in "aeiou"
    return word[:-1] if doubled else word


_STEMMERS: dict[str, Callable[[str], str]] = {"es": _spanish, "en": _english}
