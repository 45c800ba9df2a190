"""Rules on the keys and values of front matter and records: are they known, are any missing, can they be right?"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator

from kb.check.engine import Finding, _, document_rule, found
from kb.check.rules.ids import well_formed
from kb.models.section import Section
from kb.read.defects import Defect
from kb.read.document import Document

_KEY = re.compile(r"[\w.-]*|\*")
_CUT_OFF = (
    _("“{key}” is taken for a key: between braces, a comma ends a text"),
    _("put the whole text between quotation marks"),
)


@document_rule()
def unknown_key(document: Document) -> Iterator[Finding]:
    """A key that nothing reads, mostly a slip of the pen: what stands under it would be lost without a word.

    Bad:
        phase: [identification]
    Good:
        phases: [identification]
    Fix:
        Write one of the keys that the message lists.
    """
    for defect in document.defects:
        if defect.kind == "unknown-key":
            known = defect.args["known"].split()
            near = difflib.get_close_matches(defect.args["key"], known, n=3, cutoff=0.6)
            hint = _("did you mean {near}?") if near else _("known keys: {known}")
            args = {"key": defect.args["key"], "near": ", ".join(near), "known": ", ".join(known)}
            message = _("the key “{key}” is not known here")
            if not _KEY.fullmatch(args["key"]):
                message, hint = _CUT_OFF
            yield Finding(defect.at, message, hint, args, on_key=True)
    for section in _sections(document):
        if section.number and section.front.layout and well_formed(section):
            message = _("the key “{key}” belongs only in a publication's own file, such as {series}.md")
            args = {"key": "layout", "series": section.series}
            yield Finding(("layout",), message, _("delete the line"), args, on_key=True)


@document_rule()
def missing_key(document: Document) -> Iterator[Finding]:
    """A key without which the entry cannot be shown or trusted is not there.

    Bad:
        id: RG-2.3
        phases: [identification]
    Good:
        id: RG-2.3
        status: proposed
        phases: [identification]
    Fix:
        Add the key and its value.
    """
    hint = _("add a line “{key}: …”")
    yield from found(document, "missing-key", _("the key “{key}” is missing"), hint)
    for section in _sections(document):
        if not section.number and not section.front.layout and well_formed(section):
            message = _("the key “{key}” is missing, which says whether each chapter has a page of its own")
            yield Finding(("id",), message, _("add a line “{key}: chapters” or “{key}: single”"), {"key": "layout"})


def _sections(document: Document) -> Iterator[Section]:
    return (entry for entry in document.entries if isinstance(entry, Section))


_TYPES: dict[str, tuple[str, str]] = {
    "something": (_("“{key}” has no value"), _("write a value after the colon, or delete the line")),
    "text": (_("“{key}” takes a text"), _("write one text after the colon, between quotation marks if need be")),
    "list": (_("“{key}” takes a list"), _("put its entries in square brackets: {key}: [{given}]")),
    "mapping": (_("“{key}” takes keys and values"), _("compare it with another record that has “{key}”")),
    "lang-texts": (
        _("“{key}” takes a text for each language"),
        _("write one text for each language: {example}"),
    ),
    "number": (_("“{key}” takes a whole number from 1 to 999"), _("write the number in digits")),
    "yes-no": (_("“{key}” takes true or false"), _("write true or false, without quotation marks")),
    "not-empty": (_("the list “{key}” is empty"), _("write at least one entry in it, such as the id of a source page")),
    "other": (_("“{key}” has a value of the wrong kind"), _("compare it with another record that has “{key}”")),
}
_EXAMPLES = {
    "deadline": "{hours: 24}",
    "verified": "{date: 2026-12-01, by: …, how: phone}",
    "coverage": "{areas: [MX], text: {es: …, en: …}}",
    "name": "{official: …}",
}
"""What keys that take keys and values look like."""
_WHOLE: dict[str, tuple[str, str]] = {
    "mapping": (_("keys and values were expected here"), _("write each on a line of its own as “key: value”")),
    "list": (_("a list of records was expected here"), _("begin each record with “- id: …”")),
    "something": (_("a record was expected after the hyphen"), _("write the record, or delete the line")),
}


@document_rule()
def wrong_type(document: Document) -> Iterator[Finding]:
    """A value has the wrong form: a text where a list belongs, nothing where there must be something.

    Bad:
        phases: identification
    Good:
        phases: [identification]
    Fix:
        Write the form that the message names: a list stands between brackets, texts in braces by language.
    """
    for defect in document.defects:
        if defect.kind == "wrong-type":
            whole = _WHOLE.get(defect.args["expected"]) if not defect.args["key"] else None
            message, hint = whole or _TYPES.get(defect.args["expected"], _TYPES["other"])
            cut_off = defect.args["expected"] == "something" and not _KEY.fullmatch(defect.args["key"])
            if cut_off:
                message, hint = _CUT_OFF
            example = _EXAMPLES.get(defect.args["key"])
            if example and (message, hint) == _TYPES["mapping"]:
                hint = _("write it so: {key}: {example}")
            args = {**defect.args, "given": defect.args.get("given") or "…", "example": example or "{es: …, en: …}"}
            yield Finding(defect.at, message, hint, args, on_key=cut_off)


_REASONS: dict[str, tuple[str, str]] = {
    "one-key": (
        _("a deadline has exactly one unit"),
        _("keep one of immediately, minutes, hours, days, working_days, months, years: {example}"),
    ),
    "url": (
        _("“{given}” is not a web address"),
        _("copy the whole address from the browser; it begins with https:// and has no spaces"),
    ),
    "page-path": (
        _("“{given}” is not the address of a page"),
        _("write it without the language and without a slash at the beginning, with one at the end: rg/2/"),
    ),
    "empty-text": (_("the text of “{key}” is empty"), _("write the text, or delete the key")),
    "number-and-short": (
        _("a telephone has either a number or a short code, not both"),
        _("keep “number” for a full number, “short” for a code of two to six digits"),
    ),
    "short-without-country": (
        _("a short code works in one country only, and none is given"),
        _("add the country's code, for instance “country: MX”"),
    ),
    "no-official-name": (
        _("the official name is missing"),
        _("add “official: …” with the name as the institution itself writes it"),
    ),
    "one-of": (_("“{given}” cannot stand under “{key}”"), _("write one of these: {allowed}")),
    "pattern": (
        _("“{given}” does not have the form that “{key}” takes"),
        _("compare it with another record that works"),
    ),
}
_FORMS = {
    "number": _('write +, country code and number without spaces or hyphens, between quotation marks: "+525512345678"'),
    "short": _('write two to six digits between quotation marks, with * or # before them if they are dialled: "911"'),
    "address": _("write one e-mail address, without a name, spaces or mailto:"),
}


@document_rule()
def wrong_value(document: Document) -> Iterator[Finding]:
    """A value has the right form but cannot be true: a number that nobody can dial, an address that leads nowhere.

    Bad:
        deadline: {hours: 24, days: 1}
        website: www.example.org
    Good:
        deadline: {hours: 24}
        website: https://www.example.org/
    Fix:
        Compare with the source and write what it says, in the form that the message names.
    """
    for defect in document.defects:
        if defect.kind == "wrong-value":
            message, hint = _reason(defect)
            yield Finding(defect.at, message, hint, {**defect.args, "example": "{hours: 24}"})


def _reason(defect: Defect) -> tuple[str, str]:
    message, hint = _REASONS.get(defect.args["why"], _REASONS["pattern"])
    return message, _FORMS.get(defect.args["key"], hint)


@document_rule()
def date(document: Document) -> Iterator[Finding]:
    """A date is not written year-month-day, or there is no such day: 03/04/2025 is two days, depending on the country.

    Bad:
        as_of: 03/04/2025
        as_of: 2025-02-30
    Good:
        as_of: 2025-04-03
        as_of: 2025-04
    Fix:
        Write year-month-day, 2025-04-03; where the day or the month is not known, 2025-04 or 2025.
    """
    yield from found(
        document,
        "date",
        _("“{given}” is not a date that exists"),
        _("write year, month and day with hyphens, such as 2025-04-03, or as much as is known: 2025-04, 2025"),
    )
