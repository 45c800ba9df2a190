"""Rules on languages: is every language of the site there, under a heading of its own, with text of its own?"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from kb.check.engine import Finding, _, document_rule
from kb.models.base import KeyPath, lists_by_language, translated
from kb.models.collections import Record
from kb.models.records import Instrument
from kb.models.section import Section
from kb.read.document import Document, Region
from kb.read.markdown import headings, language_headings

_WITHOUT_SPACE = re.compile(r"\n#{1,6}[^#\s]")
_UNDERLINE = re.compile(r"\n(?:=+|-+) *$", re.M)
_LANGUAGE_SLIP = re.compile(r"^[^\n{]*\{[ :]{0,9}lang\b[^\n]*$", re.M)
_BRACKETS = re.compile(r"\[[^\[\]]*\]")
_WORD = re.compile(r"[^\W\d_]{2}")


def _sections(document: Document) -> Iterator[Section]:
    return (entry for entry in document.entries if isinstance(entry, Section))


def _heading(lang: str) -> str:
    return f"# … {{lang={lang}}}"


@document_rule()
def missing_language(document: Document) -> Iterator[Finding]:
    """A section has no text in one of the site's languages: readers of that language would find an empty place.

    Bad:
        # Preguntar primero {lang=es}
        …
    Good:
        # Preguntar primero {lang=es}
        …
        # Ask first {lang=en}
        …
    Fix:
        Add the language's heading with its title, and the text below it.
    """
    for section in _sections(document):
        missing = [lang for lang in document.languages if lang not in section.bodies]
        if missing and not _under_another_heading(document, section):
            first = next(iter(section.bodies.values()), None)
            for lang in missing:
                args = {"language": lang, "heading": _heading(lang)}
                hint = _("add the heading {heading} and the text below it")
                at = first.title_start if first else document.body_start
                yield Finding(at, _("the text in {language} is missing"), hint, args)


def _under_another_heading(document: Document, section: Section) -> bool:
    """Whether a text that seems missing stands there under a heading that another rule finds fault with."""
    return (
        any(defect.kind in ("language-twice", "text-outside-language") for defect in document.defects)
        or any(lang not in document.languages for lang in section.bodies)
        or any(level == 1 for region in document.regions for level, _words, _at in _headings(document, region))
        or bool(language_slips(document))
    )


def _headings(document: Document, region: Region) -> list[tuple[int, str, int]]:
    """The headings inside a language's text: level, words, offset in the file."""
    found = headings(document.masked[region.start : region.end])
    return [(level, words, region.start + at) for level, words, at in found]


@document_rule()
def unknown_language(document: Document) -> Iterator[Finding]:
    """A heading names a language that the site does not have: the text below it would not be shown.

    Bad:
        # Ask first {lang=eng}
    Good:
        # Ask first {lang=en}
    Fix:
        Write one of the site's languages: es or en.
    """
    for region in document.regions if document.kind == "section" else ():
        if region.lang not in document.languages:
            sign = document.text.find("=", document.text.rfind("{", 0, region.start))
            message = _("the site has no language “{lang}”")
            args = {"lang": region.lang, "known": ", ".join(document.languages)}
            yield Finding(document.text.find(region.lang, sign), message, _("write one of these: {known}"), args)


@document_rule()
def language_twice(document: Document) -> Iterator[Finding]:
    """Two headings of a section name the same language: only the text below the first one would be shown.

    Bad:
        # Preguntar primero {lang=es}
        # Ask first {lang=es}
    Good:
        # Preguntar primero {lang=es}
        # Ask first {lang=en}
    Fix:
        Correct the language of one of the two headings, or join the two texts under one.
    """
    for defect in document.defects:
        if defect.kind == "language-twice":
            args = {"language": defect.args["lang"]}
            hint = _("name the language of the text below, or join the two texts under one heading")
            yield Finding(defect.at, _("a second text in {language} begins here"), hint, args)


@document_rule()
def text_outside_language(document: Document) -> Iterator[Finding]:
    """Text stands before the first language's heading: it belongs to no language and would not be shown.

    Bad:
        # Preguntar primero
    Good:
        # Preguntar primero {lang=es}
    Fix:
        Move the text below the heading of its language.
    """
    for defect in document.defects:
        if defect.kind == "text-outside-language":
            args = {**defect.args, "heading": _heading(document.languages[0])}
            hint = _("begin each language with a heading such as {heading}")
            yield Finding(defect.at, _("“{text}” stands before any heading that names a language"), hint, args)


@document_rule()
def missing_title(document: Document) -> Iterator[Finding]:
    """A language's heading has no words: menus, search results and links would show nothing to click on.

    Bad:
        # {lang=es}
    Good:
        # Preguntar primero {lang=es}
    Fix:
        Write the title between the # and the braces.
    """
    for section in _sections(document):
        for body in section.bodies.values():
            if not body.title:
                hint = _("write the title between # and the brace")
                yield Finding(body.title_start, _("the title in {language} is empty"), hint, {"language": body.lang})


@document_rule()
def empty_body(document: Document) -> Iterator[Finding]:
    """A language has a title but no text: readers of that language would not be told what to do.

    Bad:
        # Ask first {lang=en}
    Good:
        # Ask first {lang=en}

        The officer asks first about the child.
    Fix:
        Write the text of this language below its title; both languages are published together.
    """
    for section in _sections(document):
        for body in section.bodies.values():
            if not body.text:
                hint = _("write the text below the heading")
                message = _("there is no text in {language}")
                yield Finding(body.title_start, message, hint, {"language": body.lang})


@document_rule()
def same_body(document: Document) -> Iterator[Finding]:
    """Two languages have word for word the same text: one of them has not been translated yet.

    Bad:
        # Plazo {lang=es}
        La autoridad responde en tres días.
        # Deadline {lang=en}
        La autoridad responde en tres días.
    Good:
        # Deadline {lang=en}
        The authority answers within three days.
    Fix:
        Translate one of the two texts.
    """
    for section in _sections(document):
        seen: dict[str, str] = {}
        for body in section.bodies.values():
            if body.text in seen and _WORD.search(_BRACKETS.sub("", body.text)):
                args = {"language": body.lang, "language_before": seen[body.text]}
                message = _("the text in {language} is the same as the text in {language_before}")
                yield Finding(body.start, message, _("translate it"), args)
            seen.setdefault(body.text, body.lang)


@document_rule()
def heading_level(document: Document) -> Iterator[Finding]:
    """A heading has a level that does not fit: one # belongs to titles with a language, and no level may be left out.

    People who listen to a page go from heading to heading; a missing level sounds like a missing part.

    Bad:
        # A heading inside the text
        #### Three levels further down
    Good:
        ## A heading inside the text
        ### One level further down
    Fix:
        Begin headings inside a text with ##, and those below them with ###.
    """
    if document.kind != "section":
        return
    slips = language_slips(document)
    for region in document.regions:
        for at in sorted(at for at in slips if region.start <= at < region.end):
            message = _("this looks like the heading of a language, but is not written like one")
            yield Finding(at, message, _("write it as {heading}"), {"heading": _heading(_next(document))})
        before = 1
        for level, _words, at in _headings(document, region):
            if level == 1 and at not in slips:
                message = _("a heading with one # but without a language stands inside a text")
                hint = _("write {heading} if another language begins here, else ##")
                yield Finding(at, message, hint, {"heading": _heading(_next(document))})
            elif level > before + 1:
                args = {"given": "#" * level, "right": "#" * (before + 1)}
                message = _("a heading with {given} cannot follow here: a level is left out")
                yield Finding(at, message, _("write {right}"), args)
            before = level
        for start, message, hint in _not_quite_headings(document.masked[region.start : region.end]):
            if region.start + start not in slips:
                yield Finding(region.start + start, message, hint)


def language_slips(document: Document) -> set[int]:
    """Where lines of a section begin that name a language but are not written like a language's heading."""
    if document.kind != "section" or document.text.count("{", document.body_start) == len(document.regions):
        return set()
    right = {start for _title, _lang, start, _end in language_headings(document.masked, document.body_start)}
    return {match.start() for match in _LANGUAGE_SLIP.finditer(document.masked, document.body_start)} - right


def _next(document: Document) -> str:
    """The language whose text most likely begins where a heading without a language stands."""
    there = {region.lang for region in document.regions}
    return next((lang for lang in document.languages if lang not in there), document.languages[-1])


def _not_quite_headings(text: str) -> Iterator[tuple[int, str, str]]:
    for match in _WITHOUT_SPACE.finditer("\n" + text):
        hint = _("write a space after # if it is one, else a word before it")
        yield match.start(), _("a line that begins with # becomes a heading"), hint
    for match in _UNDERLINE.finditer(text):
        start = text.rfind("\n", 0, match.start()) + 1
        if text[start : match.start()].strip():
            hint = _("write ## before the words if it is one; for a dividing line leave an empty line above it")
            yield start, _("a line of --- or === right below a text makes a heading of it"), hint


@document_rule()
def missing_translation(document: Document) -> Iterator[Finding]:
    """A text of a record has been written in one language and is missing in another.

    Bad:
        role: {es: Protege a niñas y niños.}
    Good:
        role: {es: Protege a niñas y niños., en: Protects children.}
    Fix:
        Add the text in the language that the message names.
    """
    for at, texts in (*record_texts(document), *record_lists(document)):
        for lang in document.languages:
            if lang not in texts:
                args = {"key": next(str(part) for part in reversed(at)), "language": lang, "lang": lang}
                message = _("“{key}” has no text in {language}")
                yield Finding(at, message, _("add “{lang}: …” with the translation"), args, on_key=True)


def record_texts(document: Document) -> Iterator[tuple[KeyPath, Mapping[str, str]]]:
    """The texts by language of a document's records which must stand in every language, and where.

    The title of a page where something was read stands in the page's own language.
    """
    for place, entry in zip(document.places, document.entries, strict=True):
        if not isinstance(entry, Section):
            page = isinstance(entry, Instrument) and entry.record.kind == "page"
            for at, texts in translated(entry.record, place):
                if "*" not in texts and not (page and at[len(place) :] == ("title",)):
                    yield at, texts


def record_lists(document: Document) -> Iterator[tuple[KeyPath, Mapping[str, tuple[str, ...]]]]:
    """The lists by language of a document's records, and where."""
    for place, entry in zip(document.places, document.entries, strict=True):
        if isinstance(entry, Record):
            yield from (((*place, name), lists) for name, lists in lists_by_language(entry.record))
