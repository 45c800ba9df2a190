"""What somebody means by what they type. theme/assets/kb-search-question.js does the same in the browser; change both.

A question becomes slots: a word, an expression, an id, a telephone number. A slot holds options, ways of saying it; an
option holds words, all of which should be there; a word holds the terms of the index that it may be.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from kb.search.analysis import STOP_WORDS, fold, stem, tokens, without_tilde
from kb.search.index import ALIAS, LONGEST_ALIAS, NUMBER, OTHER
from kb.search.reader import Reader, normal_id
from kb.search.slips import nearest

SOFT = frozenset(
    "haces hacer hago hace haga hacemos debo debe deben debemos puedo puede pueden podemos necesito necesita quiero quiere quieren"
    " llamo llama llamar pasa pasar dice dicen dan doy tengo tener ver hay saber sabe se encuentro encontrar encuentra donde"
    " cuanto cuanta cuantos cuantas quien numero aqui ahora favor esta estoy"
    " need needs want wants get got give gives tell says say said find found happens happen go goes going make many much know there here".split()
)
"""Words of whole questions, which tell little about what is asked for."""
_QUOTED = re.compile("[\"“”„«]([^\"“”„«»]+)[\"“”»]")
_PHONE = re.compile(r"(?<![0-9A-Za-z.])[+*#(]?[0-9](?:[0-9]|[ .()/-](?=[ .()/-]?[0-9(+]))*")
_LONGEST_ID = 4
_LONGEST_EXPRESSION = 7

Terms = dict[str, float]
"""Terms of the index, each with how surely it is meant."""


@dataclass
class Option:
    """One way of saying something: all of its words should be there."""

    words: list[Terms]
    quality: float


@dataclass
class Slot:
    """One thing asked for."""

    options: list[Option]
    weight: float
    label: str = ""


@dataclass
class Question:
    """What was understood."""

    slots: list[Slot] = field(default_factory=list)
    wholes: dict[str, float] = field(default_factory=dict)
    """Terms that stand for whole names, each with how much of the question it is."""
    ids: dict[int, float] = field(default_factory=dict)
    """Documents named by their id, each with how much of the question that is."""
    phrases: list[list[str]] = field(default_factory=list)
    corrected: dict[str, str] = field(default_factory=dict)
    """Words that nothing is found for, and the term taken instead."""


@dataclass
class Asker:
    """Reads questions with the words of one index."""

    reader: Reader

    def __post_init__(self) -> None:
        reader = self.reader
        self.stop = STOP_WORDS.get(reader.lang, frozenset())
        self.other_stop = STOP_WORDS.get(reader.other, frozenset())
        self.stop_stems = {stem(word, reader.lang) for word in self.stop}
        self.expressions: dict[str, list[tuple[int, bool]]] = {}
        for number, (own, other) in enumerate(reader.groups):
            for sides, foreign in ((own, False), (other, True)):
                for words in sides:
                    name = ("~" if foreign else "") + without_tilde(" ".join(words))
                    entry = (number, foreign)
                    if entry not in self.expressions.setdefault(name, []):
                        self.expressions[name].append(entry)

    def ask(self, text: str) -> Question:
        """Understand what was typed."""
        question = Question()
        question.phrases = [found for quoted in _QUOTED.findall(text) if (found := tokens(quoted))]
        rest = text
        for match in reversed(list(_PHONE.finditer(text))):
            slot = self.telephone(match.group())
            if slot:
                question.slots.append(slot)
                rest = f"{rest[: match.start()]} {rest[match.end() :]}"
        words = tokens(rest)
        typing = bool(words) and fold(rest).endswith(words[-1]) and not question.phrases
        taken = self.take_ids(question, words)
        self.take_names(question, words)
        self.take_expressions(question, words, taken)
        self.take_words(question, words, taken, typing)
        return question

    def telephone(self, written: str) -> Slot | None:
        """The slot of a telephone number, if there is one like it; short codes are also words."""
        digits = re.sub(r"[^0-9]", "", written)
        if len(digits) < 7 and not (written.startswith("*") and len(digits) >= 3):
            return None
        found = {}
        for term in self.reader.words:
            if term.startswith(NUMBER):
                number = term[1:]
                same = number == digits or (min(len(number), len(digits)) >= 7 and (number.endswith(digits) or digits.endswith(number)))
                if same or (len(digits) >= 7 and number.startswith(digits)):
                    found[term] = 1.0
        return Slot([Option([found], 1.0)], 8.0, digits) if found else None

    def take_ids(self, question: Question, words: list[str]) -> set[int]:
        """Take the words that are ids; the places of the words taken."""
        taken: set[int] = set()
        for size in range(min(_LONGEST_ID, len(words)), 0, -1):
            for start in range(len(words) - size + 1):
                span = range(start, start + size)
                if taken.intersection(span):
                    continue
                document = self.reader.ids_in_any_writing.get(normal_id("-".join(words[start : start + size])))
                if document is not None and (size > 1 or self.is_surely_id(words[start])):
                    taken.update(span)
                    question.ids[document] = size / len(words)
                    question.slots.append(self.id_slot(document, words[start : start + size]))
        return taken

    def is_surely_id(self, word: str) -> bool:
        """A word alone is an id if it is no word of the language."""
        return word not in self.stop and word not in self.other_stop

    def id_slot(self, document: int, words: list[str]) -> Slot:
        """The slot of an id: the document itself, its children, whatever cites it; or simply its words."""
        ident = self.reader.ids[document].lower()
        children = {term: 0.5 for term in self.reader.words if term.startswith(f"{ident}.")} if "-" in ident else {}
        options = [Option([{ident: 1.0, **children}], 1.0)]
        if len(words) > 1 or words[0] in self.reader.place:
            plain = [self.terms_of(word) for word in words]
            if all(plain):
                options.append(Option(plain, 0.7))
        return Slot(options, 6.0 + len(words), ident)

    def take_names(self, question: Question, words: list[str]) -> None:
        """Note every run of words that is the whole name of something."""
        content = [(stem(word, self.reader.lang)) for word in words if word not in self.stop]
        for size in range(min(LONGEST_ALIAS, len(content)), 0, -1):
            for start in range(len(content) - size + 1):
                name = ALIAS + "_".join(content[start : start + size])
                for term in self.same(name):
                    question.wholes[term] = max(question.wholes.get(term, 0.0), size / len(content))

    def same(self, term: str) -> list[str]:
        """A term of the index as typed, and those that have `ñ` where `n` was typed."""
        found = [term] if term in self.reader.place else []
        return found + ([] if "ñ" in term else self.reader.with_tilde.get(term, []))

    def take_expressions(self, question: Question, words: list[str], taken: set[int]) -> None:
        """Take the runs of words that the glossary or the vocabulary knows, in either language."""
        own = [stem(word, self.reader.lang) for word in words]
        other = [stem(word, self.reader.other) for word in words]
        for size in range(min(_LONGEST_EXPRESSION, len(words)), 0, -1):
            for start in range(len(words) - size + 1):
                span = range(start, start + size)
                if taken.intersection(span) or all(self.says_little(words[place]) for place in span):
                    continue
                entries = self.expressions.get(without_tilde(" ".join(own[start : start + size])), [])
                foreign = self.expressions.get("~" + without_tilde(" ".join(other[start : start + size])), [])
                if entries or foreign:
                    taken.update(span)
                    question.slots.append(self.expression_slot(question, words[start : start + size], [*entries, *foreign], len(words)))

    def says_little(self, word: str) -> bool:
        return word in self.stop or word in self.other_stop or word in SOFT

    def expression_slot(self, question: Question, words: list[str], entries: list[tuple[int, bool]], total: int) -> Slot:
        """The slot of an expression: its own words, or another expression of the same meaning."""
        plain = [self.terms_of(word) or self.other_terms(word) for word in words if word not in self.stop and word not in self.other_stop]
        options = [Option(plain, 1.0)] if plain and all(plain) else []
        foreign_only = all(foreign for _, foreign in entries)
        for number, foreign in entries:
            own = self.reader.groups[number][0]
            for rank, expression in enumerate(own):
                content = [word for word in expression if word not in self.stop_stems]
                found = [{word: 1.0} for word in content if word in self.reader.place]
                if found and len(found) == len(content):
                    first = 0.95 if foreign and foreign_only else 0.5
                    options.append(Option(found, first if rank == 0 else first * 0.8))
                for term in self.same(ALIAS + "_".join(content)) if rank == 0 else ():
                    share = len(words) / total * (0.9 if foreign and foreign_only else 0.5)
                    question.wholes[term] = max(question.wholes.get(term, 0.0), share)
        return Slot(options, sum(self.weight_of(word) for word in words), " ".join(words))

    def take_words(self, question: Question, words: list[str], taken: set[int], typing: bool) -> None:
        """Take every other word that says something."""
        for place, word in enumerate(words):
            if place in taken or word in self.stop or word in self.other_stop:
                continue
            found = self.terms_of(word)
            found = found or self.other_terms(word)
            if not found and typing and place == len(words) - 1:
                found = self.begun(word)
            if not found:
                found = self.slip(question, word)
            question.slots.append(Slot([Option([found], 1.0)] if found else [], self.weight_of(word, found), word))

    def terms_of(self, word: str) -> Terms:
        """The terms that a word is."""
        own = self.same(stem(word, self.reader.lang))
        found = {term: 1.0 if number == 0 else 0.5 for number, term in enumerate(own)}
        if word.isdigit() and NUMBER + word in self.reader.place:
            found[NUMBER + word] = 1.0
        return found

    def other_terms(self, word: str) -> Terms:
        """The terms that a word is in the other language."""
        term = OTHER + stem(word, self.reader.other)
        return {term: 0.9} if term in self.reader.place else {}

    def begun(self, word: str) -> Terms:
        """The terms that a word being typed may become: those that begin so, or whose ending is being typed."""
        found = [term for term in self.reader.words if without_tilde(term).startswith(without_tilde(word))]
        if not found and len(word) > 4:
            found = [self_ for cut in (1, 2, 3) for self_ in self.same(word[: len(word) - cut]) if len(word) - cut >= 4][:1]
        found = sorted(found, key=lambda term: (-self.reader.frequency(term), term))[:12]
        return {term: 0.8 for term in found}

    def slip(self, question: Question, word: str) -> Terms:
        """The terms that a mistyped word may be."""
        found = nearest(self.reader, word)
        if found:
            question.corrected[word] = found[0]
        return {term: 0.7 for term in found}

    def weight_of(self, word: str, found: Terms | None = None) -> float:
        """How much a word tells about what is asked for."""
        if word in self.stop or word in self.other_stop:
            return 0.0
        known = self.terms_of(word) if found is None else found
        rarity = max((self.reader.rarity(term) for term in known), default=8.0)
        return rarity * (0.25 if word in SOFT else 1.0)


def spans(words: list[str], longest: int) -> Iterator[range]:
    """Every run of words, long ones first."""
    for size in range(min(longest, len(words)), 0, -1):
        for start in range(len(words) - size + 1):
            yield range(start, start + size)
