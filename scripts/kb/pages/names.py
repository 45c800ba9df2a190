"""Proper names in another language than the text around them, marked in a page's HTML, so that a screen reader pronounces
them and a translator leaves them alone. Source: WCAG 2.2, 3.1.2, Language of Parts."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from html import escape

from kb.base import KnowledgeBase
from kb.pages.addresses import PAGE_RECORDS

_ATTRIBUTES = r"(?:[^\"'>]|\"[^\"]*\"|'[^']*')*"
_TAG = re.compile(rf"<(?:/?[a-zA-Z][a-zA-Z0-9-]*{_ATTRIBUTES}|!--.*?--)>", re.S)
_LANG = re.compile(r"\slang=[\"']?([a-zA-Z-]*)")
_CAPITAL = re.compile(r"[A-ZÁÉÍÓÚÜÑÀÂÇÈÊÎÔŒ](?<!\w.)\w*")
"""A word that begins with a capital letter. Looking back only after it makes the search three times as fast."""
_VOID = frozenset(
    ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"]
)
_AS_IT_IS = frozenset(["code", "option", "pre", "script", "style", "svg", "textarea", "title"])
"""What holds no text, or none in which an element may stand."""
_MATTERS = re.compile(
    rf"<!--.*?-->|<({'|'.join(sorted(_AS_IT_IS))})(?![\w-]){_ATTRIBUTES}>"
    r"|<([a-zA-Z][a-zA-Z0-9-]*)(?=\s)(?:[^\"'>]|\"[^\"]*\"|'[^']*')*?\slang="
    rf"{_ATTRIBUTES}>",
    re.S | re.I,
)
"""The beginnings of what changes how a name is to be read: comments, what stays as it is, what says its language."""
_TOKEN = re.compile(r"\s*([^\s<]+)")
_GOES_ON = re.compile(r"\w")
FEWEST_WORDS, FEWEST_WORDS_OF_A_PAGE = 2, 4
"""A single word, and what is in capitals alone, is mostly an acronym or a brand, of no one language. Short titles of pages
may be anybody's words."""


class Names:
    """The names that the knowledge base knows the language of."""

    def __init__(self, kb: KnowledgeBase) -> None:
        self.kb = kb

    @cached_property
    def languages(self) -> dict[str, frozenset[str]]:
        """Every name with the languages that it is in."""
        found: dict[str, set[str]] = {}
        for lang, name, fewest in _named(self.kb):
            words = name.split()
            if lang and len(words) >= fewest and any(char.islower() for char in name):
                found.setdefault(" ".join(words), set()).add(lang)
        return {name: frozenset(languages) for name, languages in found.items()}

    def marked(self, html: str, lang: str) -> str:
        """HTML in `lang`, each name that stands in it in another language inside `<span lang="…">`."""
        found = [(at, match) for at in self._capitals(html) if (match := self._match(html, at))]
        around = _Surroundings(html, lang) if found else None
        out: list[str] = []
        done = 0
        for at, (end, languages) in found:
            spoken = around.language(at) if around and at >= done else None
            if spoken is not None:
                # what is part of a name in the language around it is not foreign
                shown = html[at:end] if spoken in languages else f'<span lang="{min(languages)}">{html[at:end]}</span>'
                out += [html[done:at], shown]
                done = end
        return "".join([*out, html[done:]])

    def _capitals(self, html: str) -> Iterator[int]:
        """Where a word stands that some name begins with."""
        known = self._by_capital
        return (word.start() for word in _CAPITAL.finditer(html) if word.group() in known)

    def _match(self, html: str, at: int) -> tuple[int, frozenset[str]] | None:
        """The longest name that begins here: its end and its languages."""
        here: _Node | None = self._tree
        longest = None
        while here and (token := _TOKEN.match(html, at)):
            text, start = token.group(1), token.start(1)
            ends = [word for word in here.ends if text.startswith(word) and not _GOES_ON.match(text, len(word))]
            if ends:
                word = max(ends, key=len)
                longest = start + len(word), here.ends[word]
            here, at = here.nodes.get(text), token.end()
        return longest

    @cached_property
    def _tree(self) -> _Node:
        """The names word by word, as HTML may write them."""
        root = _Node()
        for name, languages in self.languages.items():
            if _CAPITAL.match(name):
                *words, last = name.split()
                nodes = [root]
                for word in words:
                    nodes = [node.nodes.setdefault(form, _Node()) for node in nodes for form in _written(word)]
                for node in nodes:
                    node.ends.update(dict.fromkeys(_written(last), languages))
        return root

    @cached_property
    def _by_capital(self) -> frozenset[str]:
        """The first words of the names, as far as they are letters."""
        return frozenset(word.group() for form in self._tree.nodes if (word := _CAPITAL.match(form)))


class _Node:
    """What may follow some words of names: further words, and last ones with the languages of the name that they end."""

    def __init__(self) -> None:
        self.nodes: dict[str, _Node] = {}
        self.ends: dict[str, frozenset[str]] = {}


def _written(word: str) -> Iterable[str]:
    """A word as it stands in HTML: with quotation marks and ampersands as they are, or as entities."""
    forms = dict.fromkeys((word, escape(word, quote=False), escape(word), escape(word).replace("&quot;", "&#34;")))
    forms.update(dict.fromkeys(form.replace("&#x27;", "&#39;") for form in tuple(forms)))
    return forms


class _Surroundings:
    """What surrounds the places of a page: whether it is text, and in which language. Asked from the front to the end."""

    def __init__(self, html: str, lang: str) -> None:
        self.html = html
        self.openings = _MATTERS.finditer(html)
        self.next = next(self.openings, None)
        self.inside: list[tuple[int, str | None]] = [(len(html), lang)]
        """The elements around a place that matter: their end, and the language; None if what they hold stays as it is."""

    def language(self, at: int) -> str | None:
        """The language of a text; None where names stay as they are."""
        while self.next and self.next.start() < at:
            self._enter(self.next)
            self.next = next(self.openings, None)
        self._leave(at)
        tag = _TAG.match(self.html, max(self.html.rfind("<", 0, at), 0))
        return None if tag and tag.end() > at else self.inside[-1][1]

    def _enter(self, tag: re.Match[str]) -> None:
        """Go into an element, or a comment."""
        name = (tag.group(1) or tag.group(2) or "").lower()
        if name in _VOID or tag.group().endswith("/>"):
            return
        self._leave(tag.start())
        spoken = self.inside[-1][1]
        said = _LANG.search(tag.group())
        if spoken is not None:
            spoken = None if not name or name in _AS_IT_IS else said.group(1) if said else spoken
        self.inside.append((self._end(name, tag) if name else tag.end(), spoken))

    def _leave(self, at: int) -> None:
        while len(self.inside) > 1 and self.inside[-1][0] <= at:
            self.inside.pop()

    def _end(self, name: str, opening: re.Match[str]) -> int:
        """Where an element ends: at its end tag, or with the page."""
        depth = 1
        for tag in re.compile(rf"<(/?){name}(?![\w-])", re.I).finditer(self.html, opening.end()):
            depth += -1 if tag.group(1) else 1
            if not depth:
                return tag.start()
        return len(self.html)


def _named(kb: KnowledgeBase) -> Iterator[tuple[str, str, int]]:
    """The languages, where they are known, and names of institutions, instruments, pages and toolkits, with the fewest words
    that such a name must have."""
    for institution in kb.institutions.values():
        record = institution.record
        for lang, name in record.name.root.items():
            if lang == "official":
                yield from _shorter(record.official_in or "", name)
            elif record.official_in == lang or not name.startswith(record.name.official):
                yield from _shorter(lang, name)  # and not the official name with an explanation
    for instrument in kb.library.values():
        told = instrument.record
        fewest = FEWEST_WORDS_OF_A_PAGE if told.kind == PAGE_RECORDS else FEWEST_WORDS
        yield from ((lang, name, fewest) for lang, name in _titled(told.title, told.language))
    for toolkit in kb.toolkits.values():
        yield from ((lang, name, FEWEST_WORDS_OF_A_PAGE) for lang, name in _titled(toolkit.title, None))


def _shorter(lang: str, name: str) -> Iterator[tuple[str, str, int]]:
    """A name as it stands, and without what is added in brackets at its end."""
    yield lang, name, FEWEST_WORDS
    plain = re.sub(r"\s+\([^()]*\)$", "", name)
    if plain != name:
        yield lang, plain, FEWEST_WORDS + 1


def _titled(title: Mapping[str, str], language: str | None) -> Iterable[tuple[str, str]]:
    """A single title is in the language of the document, where that is said."""
    alone = len(title) == 1
    told = [(language or lang if alone else lang, name) for lang, name in title.items()]
    return [(lang, name) for lang, name in told if lang != "*"]
