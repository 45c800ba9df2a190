"""Rules on the vocabulary and the site's labels: are the words known, and has each a label in every language?"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import get_args

from kb.check.engine import Finding, _, document_rule, tree_rule
from kb.check.identity import OWN
from kb.models.base import KeyPath, Word
from kb.models.records import Group, Vocabulary
from kb.read.document import Document
from kb.read.tree import Tree

VOCABULARY = "guidelines/vocabulary.yml"


@tree_rule(sees="outline")
def unknown_word(tree: Tree) -> Iterator[Finding]:
    """A word is not in the vocabulary, so that filters and other people's software would not find the entry.

    Bad:
        phases: [identificacion]
    Good:
        phases: [identification]
    Fix:
        Write one of the words that the message suggests; a new word is first added to
        guidelines/vocabulary.yml.
    """
    known = {group: frozenset(words) for group, words in tree.kb.vocabulary.root.items()}
    near: dict[tuple[str, str], str] = {}
    for document, _entry, at, mark, word in tree.marks:
        if not isinstance(mark, Word) or mark.group not in known or word in known[mark.group]:
            continue
        if word in tree.kb.vocabulary.words(mark.also):
            continue
        words = [*tree.kb.vocabulary.words(mark.group), *tree.kb.vocabulary.words(mark.also)]
        if (mark.group, word) not in near:
            close = difflib.get_close_matches(word[:60].lower(), words, n=3, cutoff=0.6) if len(near) < 200 else []
            near[mark.group, word] = ", ".join(close)
        args = {"word": word, "group": mark.group, "near": near[mark.group, word], "words": ", ".join(words)}
        hint = _("did you mean {near}?") if args["near"] else _("words that may stand here: {words}")
        message = _("“{word}” is not one of the {group} of the vocabulary")
        yield Finding(at, message, hint, args, document.path)


@tree_rule(sees="outlines", compares=OWN)
def missing_vocabulary(tree: Tree) -> Iterator[Finding]:
    """There is no vocabulary, or a whole group of it is missing: no word of any entry could be checked or shown.

    Bad:
        no file guidelines/vocabulary.yml
    Good:
        guidelines/vocabulary.yml with phases, actors, statuses …
    Fix:
        Put the file or the group back; the versions of the last release have it.
    """
    vocabulary = tree.documents.get(VOCABULARY)
    if vocabulary and not isinstance(vocabulary.data, Vocabulary):
        return  # it is there and has a problem of its own
    missing: set[str] = set(get_args(Group)).difference(tree.kb.vocabulary.root)
    for document, _entry, at, mark, _word in replace(tree, focus=None).marks if missing else ():
        if not isinstance(mark, Word) or mark.group not in missing:
            continue
        args = {"group": mark.group, "file": VOCABULARY}
        if vocabulary is None:
            hint = _("bring back the file {file} from an earlier version")
            yield Finding(at, _("there is no vocabulary that could hold this word"), hint, args, document.path)
            return
        missing.remove(mark.group)
        hint = _("add “{group}:” and its words, or bring the group back from an earlier version")
        yield Finding(0, _("the vocabulary has no group “{group}”, whose words are in use"), hint, args, VOCABULARY)


@document_rule()
def missing_label(document: Document) -> Iterator[Finding]:
    """A word or label has no text in one of the site's languages: readers of that language would see an English code.

    Bad:
        police: {es: Policía}
    Good:
        police: {es: Policía, en: Police}
    Fix:
        Add the text in the language that the message names.
    """
    for at, texts in _labels(document):
        for lang in document.languages:
            text = texts.get(lang)
            if not isinstance(text, str) or not text.strip():
                message = _("“{word}” has no label in {language}")
                args = {"word": at[-1], "language": lang, "lang": lang}
                yield Finding(at, message, _("add “{lang}: …”"), args, on_key=True)


_PLACE = re.compile(r"\{[^{}]*\}")


@document_rule()
def label_places(document: Document) -> Iterator[Finding]:
    """A label of the site has a place for a number or a name in one language and not in the other: the number would be
    missing, or the site could not be built.

    Bad:
        results: {es: "{count} resultados", en: "{number} results"}
    Good:
        results: {es: "{count} resultados", en: "{count} results"}
    Fix:
        Write the same names between braces in every language; only the words around them change.
    """
    for at, texts in _labels(document):
        places = {lang: sorted(set(_PLACE.findall(text))) for lang, text in texts.items() if isinstance(text, str)}
        first = next(iter(places.values()), [])
        for lang in [lang for lang in places if places[lang] != first][:1]:
            message = _("“{word}” has the places {places} in {language}, and {others} in another language")
            args = {"word": at[-1], "language": lang, "places": _listed(places[lang]), "others": _listed(first)}
            yield Finding(at, message, _("write the same words between braces in every language"), args, on_key=True)


def _listed(places: list[str]) -> str:
    return ", ".join(places) or "–"


def _labels(document: Document) -> Iterator[tuple[KeyPath, Mapping[str, object]]]:
    if isinstance(document.data, Vocabulary):
        for group, words in document.data.root.items():
            yield from (((group, word), texts) for word, texts in words.items())
    elif document.kind == "labels" and isinstance(document.data, dict):
        yield from (((key,), texts) for key, texts in document.data.items())
