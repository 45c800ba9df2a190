"""`kb status`: how far the content can be relied on, in numbers, for people or for programs."""

from __future__ import annotations

import argparse
import json
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from kb.base import KnowledgeBase
from kb.editing import _
from kb.in_step import STATES
from kb.messages import language_name, translate
from kb.models.institution import contacts_of
from kb.pages.status import STATES as CONTACT_STATES
from kb.pages.status import state_of
from kb.read.tree import read_tree
from kb.settings import build_date
from kb.translations import progress, standings, to_compare


def run(root: Path, args: argparse.Namespace) -> int:
    """Carry out `kb status`, which always ends with 0: it tells, it does not judge."""
    kb = read_tree(root).kb
    found = status(kb, build_date(root))
    print(json.dumps(found, ensure_ascii=False, indent=1) if args.json else "\n".join(_lines(kb, found, args.lang)))
    return 0


def status(kb: KnowledgeBase, today: date) -> dict[str, Any]:
    """All numbers by publication and by folder of the directory, and the state of each section's translation."""
    known = standings(kb)
    return {
        "date": today.isoformat(),
        "translations": {item.series: {**item.counts, "behind_by_language": item.behind} for item in progress(kb)},
        "to_compare": [
            {"id": section.id, "state": standing.state, "changed": standing.ahead, "revised": section.front.revised}
            for section, standing in to_compare(kb)
        ],
        "sections": {ident: standing.state for ident, standing in known.items()},
        "statuses": {
            series: dict(Counter(section.front.status for section in sections))
            for series, sections in kb.series.items()
        },
        "contacts": {folder: _contacts(kb, folder, today) for folder in kb.folders},
    }


def _contacts(kb: KnowledgeBase, folder: str, today: date) -> dict[str, int]:
    contacts = [contact for item in kb.folders[folder] for _key, _index, contact in contacts_of(item.record)]
    states = Counter(state_of(contact, today) for contact in contacts)
    return {state: states[state] for state in CONTACT_STATES}


def _lines(kb: KnowledgeBase, found: dict[str, Any], lang: str) -> Iterable[str]:
    def say(text: str) -> str:
        return translate(text, lang)

    yield say(_("Translations: sections by publication"))
    heads = [say(_("in step")), say(_("one language behind")), say(_("all changed")), say(_("never confirmed"))]
    heads += [translate(_("behind: {language}"), lang, language=language_name(code, lang)) for code in kb.languages]
    rows = [
        [series, *(counts[state] for state in STATES), *counts["behind_by_language"].values()]
        for series, counts in found["translations"].items()
    ]
    yield from _table(["", *heads], rows)
    yield ""
    yield say(_("To be compared, oldest first"))
    for item in found["to_compare"]:
        names = ", ".join(language_name(code, lang) for code in item["changed"])
        told = _("changed only in {languages}") if item["state"] == "behind" else _("changed in {languages}")
        yield f"  {item['id']}  {translate(told, lang, languages=names)}  {item['revised'] or ''}".rstrip()
    if not found["to_compare"]:
        yield "  " + say(_("nothing"))
    yield ""
    yield say(_("Sections by status"))
    statuses = kb.vocabulary.words("statuses")
    heads = [kb.vocabulary.label("statuses", word, lang) for word in statuses]
    rows = [[series, *(counts.get(word, 0) for word in statuses)] for series, counts in found["statuses"].items()]
    yield from _table(["", *heads], rows)
    yield ""
    yield say(_("Contacts by country"))
    heads = [say(_("verified")), say(_("expired")), say(_("never verified"))]
    yield from _table(["", *heads], [[folder, *counts.values()] for folder, counts in found["contacts"].items()])


def _table(heads: Sequence[str], rows: Sequence[Sequence[object]]) -> Iterable[str]:
    """A table for a terminal: the first column to the left, numbers to the right."""
    cells = [list(heads), *([str(cell) for cell in row] for row in rows)]
    widths = [max(_width(row[column]) for row in cells) for column in range(len(heads))]
    for row in cells:
        first = row[0] + " " * (widths[0] - _width(row[0]))
        others = (" " * (width - _width(cell)) + cell for cell, width in zip(row[1:], widths[1:], strict=True))
        yield f"  {'  '.join([first, *others])}".rstrip()


def _width(text: str) -> int:
    return sum(not unicodedata.combining(char) for char in text)
