"""What somebody means by what they type. theme/assets/kb-search-question.js does the same in the browser; change both."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable

from kb.search.analysis import CONTENT, STOP_WORDS, WHOSE, fold, stem, tokens, without_tilde
from kb.search.index import ALIAS, ALSO, ARTICLE, LONGEST_ALIAS, NUMBER, OTHER
from kb.search.reader import Reader, normal_id
from kb.search.slips import nearest
from kb.search.slots import Option, Question, Slot, Terms, Word

_QUOTED = re.compile('["“”„«]([^"“”„«»]+)["“”»]')
_PHONE = re.compile(r"(?<![0-9A-Za-z.])[+*#(]?[0-9](?:[0-9]|[ .()/-](?=[ .()/-]?[0-9(+]))*")
_US = re.compile(
    r"(?<![\w.-])(?:U\.S\.|US(?![\w.-]))|(?<=\bthe )us(?![\w-])"
    r"|(?<![\w-])us(?= (?:border|custody|law|court|government|authorities|immigration|consulate|embassy)\b)",
    re.ASCII,
)
"""The country, and not the pronoun."""
OF = "of"
_LONGEST_ID = 4
_MOST_BEGUN = 8
_FEW = 2
"""Words of the same meaning are looked for beside no more terms than this."""
_LONGEST_EXPRESSION = 7


class Asker:
    """Reads questions with the words of one index."""

    def __init__(self, reader: Reader) -> None:
        self.reader = reader
        self.tuning = reader.tuning
        self.stop = STOP_WORDS.get(reader.lang, frozenset())
        self.other_stop = STOP_WORDS.get(reader.other, frozenset()) - CONTENT.get(reader.lang, frozenset())
        self.soft = reader.soft | {stem(word, reader.lang) for word in reader.soft}
        self.stop_stems = {stem(word, reader.lang) for word in self.stop}
        self.expressions: dict[str, list[int]] = {}
        self.foreign: dict[str, list[int]] = {}
        self.expressed: set[str] = set()
        """Stems that stand in some expression: they are no slips."""
        for number, meaning in enumerate(reader.groups):
            for sides, known, lang in (
                (meaning.own, self.expressions, reader.lang),
                (meaning.other, self.foreign, reader.other),
            ):
                for words in sides:
                    self.expressed.update(words)
                    entries = known.setdefault(expression(words, lang), [])
                    if number not in entries:
                        entries.append(number)

    def ask(self, text: str) -> Question:
        """Understand what was typed."""
        question = Question()
        text = _US.sub("usa", text)
        question.phrases = [found for quoted in _QUOTED.findall(text) if (found := tokens(quoted))]
        rest = text
        for match in reversed(list(_PHONE.finditer(text))):
            slot = self.telephone(match.group())
            if slot:
                question.slots.append(slot)
                rest = f"{rest[: match.start()]} {rest[match.end() :]}"
        found = tokens(rest)
        question.personal = not self.reader.personal.isdisjoint(found)
        typing = bool(found) and fold(rest).endswith(found[-1])
        words = [Word(word, stem(word, self.reader.lang), stem(word, self.reader.other)) for word in found]
        taken = self.take_ids(question, words)
        self.take_articles(question, words, taken)
        for place, word in enumerate(words):
            self.understand(question, word, typing and place == len(words) - 1, place in taken)
        self.take_names(question, words)
        self.take_expressions(question, words, taken)
        for place, word in enumerate(words):
            if place not in taken and not word.says_nothing:
                question.slots.append(Slot([Option([word.terms], 1.0)] if word.terms else [], word.weight))
        return question

    def understand(self, question: Question, word: Word, typing: bool, taken: bool) -> None:
        """Find out what a word may mean: itself, the other language's word, one that begins so, one mistyped so."""
        word.says_nothing = word.text in self.stop or word.text in self.other_stop
        if word.says_nothing:
            return
        known = self.terms_of(word.own)
        if word.text.isdigit() and NUMBER + word.text in self.reader.place:
            known = {**dict.fromkeys(known, self.tuning.number), NUMBER + word.text: 1.0}
        foreign = self.foreign_terms(word.other)
        if not known or (foreign and self.commonest(foreign) > self.commonest(known)):
            known = {**foreign, **known}
        if not known and typing:
            known = self.begun(word.text)
        if not known and not taken and not {word.own, word.other} & self.expressed:
            slips = nearest(self.reader, word.text)
            if slips:
                word.own = slips[0]
                if not word.text.startswith(slips[0]):
                    question.corrected[word.text] = slips[0]
                known = dict.fromkeys(slips, self.tuning.slip)
        word.weight = math.pow(
            max((self.reader.rarity(term) for term in known), default=self.tuning.unknown), self.tuning.rarity
        )
        word.weight *= 1.0 if any(map(self.reader.is_topic, known)) else self.tuning.topic
        word.weight *= self.tuning.soft if self.soft & {word.text, word.own} else 1.0
        word.terms = {**self.alike_terms(known), **known} if len(known) <= _FEW else known

    def terms_of(self, own: str) -> Terms:
        """The terms that a stem is: itself, and with `ñ` where `n` was typed."""
        found = self.same(own)
        if len(found) > 1 and self.commonest(found[1:]) > self.tuning.proper * self.commonest(found[:1]):
            found = found[1:]
        return {term: 1.0 if "ñ" in found[0] or term == found[0] else self.tuning.tilde for term in found}

    def same(self, term: str) -> list[str]:
        """A term of the index as typed, and those that have `ñ` where `n` was typed."""
        found = [term] if term in self.reader.place else []
        return found + ([] if "ñ" in term else self.reader.with_tilde.get(term, []))

    def foreign_terms(self, other: str) -> Terms:
        """The terms that a stem of the other language is."""
        shares = self.reader.foreign.get(without_tilde(other), {})
        most = max(shares.values(), default=1.0)
        found = {term: self.tuning.foreign * share / most for term, share in shares.items()}
        return {**found, **dict.fromkeys(self.same(OTHER + other), self.tuning.foreign)}

    def alike_terms(self, known: Terms) -> Terms:
        """Other words of the same meaning."""
        return {
            twin: self.tuning.alike * share for term in known for twin, share in self.reader.alike.get(term, {}).items()
        }

    def commonest(self, terms: Iterable[str]) -> int:
        return max(map(self.reader.frequency, terms), default=0)

    def begun(self, word: str) -> Terms:
        """The terms that a word being typed may become: those that begin so, else those of a title's word that does."""
        plain = without_tilde(word)
        found = [term for term in self.reader.words if without_tilde(term).startswith(plain)]
        if not found:
            found = list({term for spelling, term in self.reader.spellings if spelling.startswith(plain)})
        found.sort(key=lambda term: (-self.reader.frequency(term), term))
        return dict.fromkeys(found[:_MOST_BEGUN], self.tuning.begun)

    def telephone(self, written: str) -> Slot | None:
        """The slot of a telephone number, if there is one like it; short codes are also words."""
        digits = re.sub(r"[^0-9]", "", written)
        found: Terms = {}
        if len(digits) < 7 and not (written.startswith("*") and len(digits) >= 3):
            if written == digits or NUMBER + digits not in self.reader.place:
                return None
            found = {NUMBER + digits: 1.0, **({digits: self.tuning.number} if digits in self.reader.place else {})}
            return Slot([Option([found], 1.0)], self.tuning.unknown)
        for term in self.reader.words:
            if term.startswith(NUMBER):
                number = term[1:]
                ends = number.endswith(digits) or digits.endswith(number)
                if number == digits or (min(len(number), len(digits)) >= 7 and (ends or number.startswith(digits))):
                    found[term] = 1.0
        return Slot([Option([found], 1.0)], self.tuning.unknown) if found else None

    def take_ids(self, question: Question, words: list[Word]) -> set[int]:
        """Take the words that are ids; the places of the words taken."""
        taken: set[int] = set()
        for span in spans(len(words), _LONGEST_ID):
            texts = [words[place].text for place in span]
            number = self.reader.ids_in_any_writing.get(normal_id("-".join(texts)))
            if number is None or taken.intersection(span) or texts[0] in self.stop or texts[0] in self.other_stop:
                continue
            taken.update(span)
            question.ids[number] = len(span) / len(words)
            question.slots.append(self.id_slot(number, [words[place] for place in span]))
        return taken

    def id_slot(self, number: int, words: list[Word]) -> Slot:
        """The slot of an id: the document itself, its points, whatever cites it; or simply its words."""
        ident = self.reader.ids[number].lower()
        points = {term: 0.5 for term in self.reader.words if term.startswith(f"{ident}.")} if "-" in ident else {}
        options = [Option([{ident: 1.0, **points}], 1.0)]
        plain = [self.terms_of(word.own) for word in words]
        if all(plain):
            options.append(Option(plain, 0.7))
        return Slot(options, self.tuning.unknown)

    def take_articles(self, question: Question, words: list[Word], taken: set[int]) -> None:
        """Take the numbers of articles, points and chapters, with the word before them."""
        for span in spans(len(words), _LONGEST_ID):
            texts = [words[place].text for place in span]
            marked = texts[0] in self.reader.markers
            term = ARTICLE + ".".join(texts[1:] if marked else texts)
            if (marked or len(span) > 1 or "." in term) and term in self.reader.place and not taken.intersection(span):
                taken.update(span)
                question.articles.add(term)
                plain = self.terms_of(words[span[-1]].own)
                question.slots.append(Slot([Option([{**plain, term: 1.0}], 1.0)], self.tuning.unknown))

    def take_names(self, question: Question, words: list[Word]) -> None:
        """Note every run of words that is the whole name of something."""
        content = [word.own for word in words if word.text not in self.stop]
        for span in spans(len(content), LONGEST_ALIAS):
            name = "_".join(content[place] for place in span)
            for mark, worth in ((ALIAS, 1.0), (ALSO, self.tuning.also)):
                for term in self.same(mark + name):
                    question.wholes.setdefault(term, worth * len(span) / len(content))

    def take_expressions(self, question: Question, words: list[Word], taken: set[int]) -> None:
        """Take the runs of words that the glossary or the vocabulary knows, in either language."""
        for span in spans(len(words), _LONGEST_EXPRESSION):
            run = [words[place] for place in span]
            if taken.intersection(span) or (len(run) == 1 and self.tells_little(run[0])):
                continue
            own = self.expressions.get(expression([word.own for word in run], self.reader.lang), [])
            foreign = [] if own else self.foreign.get(expression([word.other for word in run], self.reader.other), [])
            if own or foreign:
                taken.update(span)
                self.take_expression(question, run, own or foreign, bool(foreign), len(words))

    def tells_little(self, word: Word) -> bool:
        """Whether a word by itself is no expression."""
        return word.says_nothing or word.text in self.reader.soft

    def take_expression(
        self, question: Question, run: list[Word], entries: list[int], foreign: bool, total: int
    ) -> None:
        """Take an expression: its own words, or another expression of the same meaning."""
        plain = [word.terms for word in run if not word.says_nothing]
        options = [Option(plain, 1.0)] if plain and all(plain) else []
        country = ""
        for number in entries:
            meaning = self.reader.groups[number]
            country = meaning.country or country
            first = self.tuning.meant if foreign or meaning.everyday else self.tuning.synonym
            for rank, expression in enumerate(meaning.own):
                content = [word for word in expression if word not in self.stop_stems]
                if content and all(word in self.reader.place for word in content):
                    quality = first if rank == 0 else self.tuning.synonym * 0.8
                    options.append(Option([{word: 1.0} for word in content], quality))
                for term in self.same(ALIAS + "_".join(content)) if rank == 0 else ():
                    share = first * len(run) / total
                    question.wholes[term] = max(question.wholes.get(term, 0.0), share)
        weight = sum(word.weight for word in run)
        if country:
            weight = max(weight, self.tuning.country)
            for option in options if len(run) < total else ():
                option.quality *= self.tuning.country_words
        question.slots.append(Slot(options, weight, country))


def expression(words: list[str], lang: str) -> str:
    """The stems of an expression in the form in which it is looked up: `assessment of the age` as `age assessment`, `separate
    from my mother` as `separate from mother`. An article at the beginning stays: `the US`."""
    whose = WHOSE.get(lang, frozenset())
    at = words.index(OF, 1) if OF in words[1:-1] else 0
    turned = [*words[at + 1 :], *words[:at]] if at > 0 else words[1:]
    kept = [word for word in turned if word not in whose]
    return without_tilde(" ".join(kept if at > 0 else [*words[:1], *kept]))


def spans(length: int, longest: int) -> list[range]:
    """Every run of places, long ones first."""
    return [
        range(start, start + size) for size in range(min(longest, length), 0, -1) for start in range(length - size + 1)
    ]
