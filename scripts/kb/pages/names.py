"""Proper names in another language than the text around them, marked in a page's HTML, so that a screen reader pronounces
them and a translator leaves them alone. Source: WCAG 2.2, 3.1.2, Language of Parts."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from html import escape

from kb.base import KnowledgeBase
from kb.pages.addresses import PAGE_RECORDS

_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9-]*)((?:[^\"'>]|\"[^\"]*\"|'[^']*')*)>|<!--.*?-->", re.S)
_LANG = re.compile(r"\slang=[\"']?([a-zA-Z-]*)")
_CAPITAL = re.compile(r"(?<!\w)[A-ZÁÉÍÓÚÜÑÀÂÇÈÊÎÔŒ]\w*")
_VOID = frozenset(
    ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"]
)
_AS_IT_IS = frozenset(["code", "option", "pre", "script", "style", "svg", "textarea", "title"])
"""What holds no text, or none in which an element may stand."""
FEWEST_WORDS, FEWEST_WORDS_OF_A_PAGE = 2, 4
"""A single word, and what is in capitals alone, is mostly an acronym or a brand, of no one language. Short titles of pages
may be anybody's words."""
_Names = dict[str, list[tuple[re.Pattern[str], str]]]


class Names:
    """The names that the knowledge base knows the language of."""

    def __init__(self, kb: KnowledgeBase) -> None:
        self.kb = kb
        self._by_lang: dict[str, _Names] = {}

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
        out: list[str] = []
        inside: list[tuple[str, str, bool]] = [("", lang, False)]
        at = 0
        for tag in _TAG.finditer(html):
            out.append(self._text(html[at : tag.start()], *inside[-1][1:]))
            out.append(tag.group())
            at = tag.end()
            name = (tag.group(2) or "").lower()
            if tag.group(1):
                depth = next((n for n in range(len(inside) - 1, 0, -1) if inside[n][0] == name), len(inside))
                del inside[depth:]
            elif name and name not in _VOID and not tag.group(3).endswith("/"):
                said = _LANG.search(tag.group(3))
                _outer, spoken, as_it_is = inside[-1]
                inside.append((name, said.group(1) if said else spoken, as_it_is or name in _AS_IT_IS))
        out.append(self._text(html[at:], *inside[-1][1:]))
        return "".join(out)

    def _text(self, text: str, lang: str, as_it_is: bool) -> str:
        if as_it_is or not text.strip():
            return text
        names = self._for(lang)
        out: list[str] = []
        at = 0
        for capital in _CAPITAL.finditer(text):
            if capital.start() < at or capital.group() not in names:
                continue
            for pattern, other in names[capital.group()]:
                match = pattern.match(text, capital.start())
                if match:
                    shown = f'<span lang="{other}">{match.group()}</span>' if other else match.group()
                    out += [text[at : match.start()], shown]
                    at = match.end()
                    break
        return "".join([*out, text[at:]])

    def _for(self, lang: str) -> _Names:
        """By their first word, the longest first, what stands out in a text in `lang`. Names of that language are among them,
        without a mark: what is part of such a name is not foreign."""
        if lang not in self._by_lang:
            found: _Names = {}
            for name, languages in sorted(self.languages.items(), key=lambda item: (-len(item[0]), item[0])):
                other = "" if lang in languages else min(languages)
                first = _CAPITAL.match(name)
                if first:
                    words = r"\s+".join(map(_written, name.split()))
                    found.setdefault(first.group(), []).append((re.compile(rf"{words}(?!\w)"), other))
            self._by_lang[lang] = found
        return self._by_lang[lang]


def _written(word: str) -> str:
    """A pattern of a word as it stands in HTML: with quotation marks and ampersands as they are, or as entities."""
    forms = dict.fromkeys((word, escape(word, quote=False), escape(word), escape(word).replace("&quot;", "&#34;")))
    forms.update(dict.fromkeys(form.replace("&#x27;", "&#39;") for form in tuple(forms)))
    return f"(?:{'|'.join(map(re.escape, forms))})" if len(forms) > 1 else re.escape(word)


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
