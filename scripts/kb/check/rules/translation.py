"""Rules that compare a section's languages: the same references, numbers, deadlines, list items and headings must stand
in each. Each language is compared with the site's first language that the section has."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from kb.check.engine import Finding, _, document_rule, tree_rule
from kb.check.figures import Figure, compare
from kb.check.rules.languages import record_lists, record_texts
from kb.models.base import KeyPath
from kb.models.section import Body, Section
from kb.read.document import Document
from kb.read.kinds import HELD
from kb.read.markdown import headings, list_items, references
from kb.read.tree import Tree

SHOWN = 5
"""Things that a message names."""


class Side(NamedTuple):
    """A text in one language without what is surely code, and its place: an offset, or in a record a key path."""

    lang: str
    text: str
    at: int | KeyPath

    def offset(self, start: int) -> int | KeyPath:
        """The place in the file of a place in the text; in a record that of the text, as quotes and folds move it."""
        return self.at + start if isinstance(self.at, int) else self.at


@lru_cache(maxsize=1)
def sections_sides(document: Document) -> list[tuple[Side, Side]]:
    """Each section's title and text in its first language beside each other language. Those of the last document are kept:
    several rules ask for the same ones."""
    return [
        (_side(document, first), _side(document, other))
        for entry in document.entries
        if isinstance(entry, Section)
        for first, other in _pairs(entry, document.languages)
    ]


def _pairs(section: Section, languages: tuple[str, ...]) -> Iterator[tuple[Body, Body]]:
    """The first language's text beside each other one. Texts that are the same, or without a text or a title, are
    another rule's."""
    bodies = [section.bodies[lang] for lang in languages if lang in section.bodies]
    for other in bodies[1:]:
        whole = all((bodies[0].text, other.text, bodies[0].title, other.title))
        if whole and bodies[0].text != other.text:
            yield bodies[0], other


def _side(document: Document, body: Body) -> Side:
    return Side(body.lang, document.exposed[body.title_start : body.start + len(body.text)], body.title_start)


@lru_cache(maxsize=1)
def sides(document: Document) -> list[tuple[Side, Side]]:
    """Every text of a document in its first language beside each other language: sections and records."""
    found = list(sections_sides(document))
    for at, texts in record_texts(document):
        first, *others = [lang for lang in document.languages if lang in texts] or [""]
        found += [
            (Side(first, texts[first], (*at, first)), Side(other, texts[other], (*at, other))) for other in others
        ]
    return found


def _difference(
    here: Side, there: Side, alone: Sequence[tuple[str, int]], alone_there: Sequence[tuple[str, int]], hint: str
) -> Iterator[Finding]:
    """What stands on one side only, as one finding at the first such thing. Each thing: its words and its place."""
    if not alone and not alone_there:
        return
    if not alone:
        here, there, alone, alone_there = there, here, alone_there, alone
    args = {
        "language": here.lang,
        "things": _listed(alone),
        "language_other": there.lang,
        "others": _listed(alone_there),
    }
    if alone_there:
        message = _("only the text in {language} has {things}, only the text in {language_other} has {others}")
    else:
        message = _("only the text in {language} has {things}, the text in {language_other} has not")
    yield Finding(here.offset(alone[0][1]), message, hint, args)


def _listed(things: Sequence[tuple[str, int]]) -> str:
    words = [words for words, _start in things]
    return ", ".join(words[:SHOWN]) + (" …" if len(words) > SHOWN else "")


@tree_rule()
def translation_references(tree: Tree) -> Iterator[Finding]:
    """One language cites what another does not: readers of the two would be sent to different places.

    Bad:
        Se decide según [CRC-3]. / We decide by [CRC-12].
    Good:
        Se decide según [CRC-3]. / We decide by [CRC-3].
    Fix:
        Cite the same ids in every language.
    """
    for document in tree.checked:
        for entry in document.entries:
            if isinstance(entry, Section):
                yield from _section_references(tree, document, entry)
        if "[" in document.text and document.kind in HELD:
            for here, there in sides(document):
                if "[" in here.text or "[" in there.text:
                    cited = [(ref.target, ref.start) for ref in references(here.text)]
                    cited_there = [(ref.target, ref.start) for ref in references(there.text)]
                    for finding in _cited(tree, here, there, cited, cited_there):
                        yield _in(finding, document)


def _section_references(tree: Tree, document: Document, section: Section) -> Iterator[Finding]:
    for first, other in _pairs(section, tree.kb.languages):
        cited = [(ref.target, ref.start) for ref in first.references]
        cited_there = [(ref.target, ref.start) for ref in other.references]
        for finding in _cited(tree, Side(first.lang, "", 0), Side(other.lang, "", 0), cited, cited_there):
            yield _in(finding, document)


def _in(finding: Finding, document: Document) -> Finding:
    return Finding(finding.at, finding.message, finding.hint, finding.args, document.path)


def _cited(
    tree: Tree, here: Side, there: Side, cited: list[tuple[str, int]], cited_there: list[tuple[str, int]]
) -> Iterator[Finding]:
    targets, targets_there = [target for target, _at in cited], [target for target, _at in cited_there]
    if targets == targets_there or sorted(map(str.lower, targets)) == sorted(map(str.lower, targets_there)):
        return
    alone, unknown = _known(tree, _surplus(cited, cited_there))
    alone_there, unknown_there = _known(tree, _surplus(cited_there, cited))
    hint = _("cite the same in every language")
    yield from _difference(here, there, alone[unknown_there:], alone_there[unknown:], hint)


def _surplus(cited: list[tuple[str, int]], other: list[tuple[str, int]]) -> list[tuple[str, int]]:
    counts = Counter(target.lower() for target, _at in other)
    found = []
    for target, at in cited:
        if counts[target.lower()]:
            counts[target.lower()] -= 1
        else:
            found.append((target, at))
    return found


def _known(tree: Tree, cited: list[tuple[str, int]]) -> tuple[list[tuple[str, int]], int]:
    """The references that lead somewhere, and how many do not: those are another rule's, and so is what they miss."""
    known = [(target, at) for target, at in cited if tree.kb.by_lower.get(target.lower())]
    return known, len(cited) - len(known)


@document_rule()
def translation_numbers(document: Document) -> Iterator[Finding]:
    """One language has a number that another has not: an age, an article or a date would differ by language.

    Numbers in words, Roman numerals and other ways to write the same number or time count as the same.

    Bad:
        …si tiene menos de 18 años. / …if they are under 16.
    Good:
        …si tiene menos de 18 años. / …if they are under eighteen.
    Fix:
        Look up the number in the source and write the same one in every language.
    """
    hint = _("write the same numbers in every language")
    for here, there in sides(document):
        alone, alone_there = compare(here.text, there.text, here.lang, there.lang)
        yield from _difference(
            here, there, _figures(alone.figures, phone=False), _figures(alone_there.figures, phone=False), hint
        )


@document_rule()
def translation_phones(document: Document) -> Iterator[Finding]:
    """One language has a telephone number that another has not: somebody would call the wrong place, or nobody.

    Bad:
        Llame al 55 1234 5678. / Call 55 1234 5687.
    Good:
        Llame al 55 1234 5678. / Call 55 1234 5678.
    Fix:
        Compare the number with its source, digit by digit, and write it alike in every language.
    """
    hint = _("compare the number with its source and write it alike in every language")
    for here, there in sides(document):
        alone, alone_there = compare(here.text, there.text, here.lang, there.lang)
        yield from _difference(
            here, there, _figures(alone.figures, phone=True), _figures(alone_there.figures, phone=True), hint
        )


def _figures(found: Sequence[Figure], *, phone: bool) -> list[tuple[str, int]]:
    return [(figure.text, figure.start) for figure in found if figure.phone is phone]


@document_rule()
def translation_lists(document: Document) -> Iterator[Finding]:
    """One language has more list items than another: a step or a condition would be missing for its readers.

    Bad:
        # Avisar {lang=es}
        - Se avisa al consulado.
        - Se espera la respuesta.
        # Give notice {lang=en}
        - The consulate is told.
    Good:
        # Give notice {lang=en}
        - The consulate is told.
        - Its answer is awaited.
    Fix:
        Give every language the same items, with an empty line above each list.
    """
    for here, there in sections_sides(document):
        items, items_there = list_items(here.text), list_items(there.text)
        if len(items) != len(items_there):
            args: dict[str, object] = {"language": here.lang, "language_other": there.lang}
            args |= {"count": len(items), "count_other": len(items_there)}
            more, longer = (here, items) if len(items) > len(items_there) else (there, items_there)
            at = longer[min(len(items), len(items_there))]
            message = _("list items: {count} in {language}, {count_other} in {language_other}")
            hint = _("give every language the same items, with an empty line above each list")
            yield Finding(more.offset(at), message, hint, args)
    for at_key, lists in record_lists(document):
        first, *others = [lang for lang in document.languages if lang in lists] or [""]
        for other in others:
            if len(lists[first]) != len(lists[other]):
                args = {"language": first, "language_other": other}
                args |= {"count": len(lists[first]), "count_other": len(lists[other])}
                message = _("list items: {count} in {language}, {count_other} in {language_other}")
                yield Finding((*at_key, other), message, _("give every language the same items"), args)


@document_rule()
def translation_headings(document: Document) -> Iterator[Finding]:
    """The headings inside the text differ between languages: links to a part of the section would lead elsewhere.

    Bad:
        # Avisar {lang=es}
        ## Qué hacer
        # Give notice {lang=en}
    Good:
        # Avisar {lang=es}
        ## Qué hacer
        # Give notice {lang=en}
        ## What to do
    Fix:
        Give every language the same headings in the same order.
    """
    for here, there in sections_sides(document):
        if "\n##" not in here.text and "\n##" not in there.text:
            continue
        inner = [(level, at) for level, _words, at in headings(here.text) if level > 1]
        inner_there = [(level, at) for level, _words, at in headings(there.text) if level > 1]
        levels, levels_there = [level for level, _at in inner], [level for level, _at in inner_there]
        if levels != levels_there:
            same = next(
                (n for n, (a, b) in enumerate(zip(levels, levels_there, strict=False)) if a != b),
                min(len(levels), len(levels_there)),
            )
            place = here.offset(inner[same][1]) if same < len(inner) else there.offset(inner_there[same][1])
            args = {
                "language": here.lang, "levels": _signs(levels),
                "language_other": there.lang, "levels_other": _signs(levels_there),
            }  # fmt: skip
            message = _("headings inside the text: {levels} in {language}, {levels_other} in {language_other}")
            yield Finding(place, message, _("give every language the same headings in the same order"), args)


def _signs(levels: list[int]) -> str:
    return " ".join("#" * level for level in levels) or "–"
