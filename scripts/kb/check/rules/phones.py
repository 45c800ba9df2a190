"""Rules on telephone numbers: can they be called, and do they stand in their source?"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import accumulate, islice
from typing import TYPE_CHECKING

from kb.base import KnowledgeBase
from kb.check.engine import Finding, _, document_rule, tree_rule
from kb.models.base import KeyPath
from kb.models.institution import Institution, Phone
from kb.read.document import Document
from kb.read.tree import Tree, phone_lines_of

if TYPE_CHECKING:  # what knows all numbering plans is read only where there is a number
    import phonenumbers

SHORT_CODES = {
    ("CR", "1147"): "line of the child-protection authority (PANI)",
    ("CR", "1311"): "appointments and information of the migration authority",
    ("DO", "*211"): "child-protection line, announced in November 2025",
    ("DO", "*212"): "emergency line of the Ministry of Women",
    ("GT", "911"): "emergencies, answered beside 110 and 120",
    ("HN", "110"): "reports on children's rights",
    ("HN", "145"): "reports on trafficking in persons",
    ("HN", "911"): "emergencies",
    ("NI", "133"): "line of the Ministry of the Family",
    ("SV", "119"): "child-protection line (CONAPINA)",
}
"""Short codes that answer although `phonenumbers` does not know them. Source: the pages cited in the directory."""

_EXTENSION = re.compile(r"\b(?:exts?|extensi[oó]n|extensiones|extensions?|x)(?![^\W\d_]).*", re.I | re.S)
_LETTERS = re.compile(r"(?<![a-z])[A-Z]+(?![a-z])")
_KEYS = str.maketrans("ABCDEFGHIJKLMNOPQRSTUVWXYZ", "22233344455566677778889999")


def _answering(document: Document) -> Iterator[tuple[KeyPath, Institution, Phone]]:
    for place, entry in zip(document.places, document.entries, strict=True):
        if isinstance(entry, Institution):
            for index, phone in enumerate(entry.record.phones):
                yield (*place, "phones", index), entry, phone


def _phones(document: Document) -> Iterator[tuple[KeyPath, Phone]]:
    yield from ((at, phone) for at, _entry, phone in _answering(document))


@cache
def _parsed(number: str) -> phonenumbers.PhoneNumber | None:
    import phonenumbers

    try:
        return phonenumbers.parse(number)
    except phonenumbers.NumberParseException:
        return None


def _possible(number: str) -> bool:
    import phonenumbers

    parsed = _parsed(number)
    return parsed is not None and bool(phonenumbers.is_possible_number(parsed))


def _valid(parsed: phonenumbers.PhoneNumber) -> bool:
    import phonenumbers

    return bool(phonenumbers.is_valid_number(parsed))


def _dialled(parsed: phonenumbers.PhoneNumber) -> str:
    """What one dials inside the country."""
    import phonenumbers

    return str(phonenumbers.national_significant_number(parsed))


def _known_short(short: str, country: str) -> bool:
    import phonenumbers
    from phonenumbers import shortnumberinfo

    if (country, short) in SHORT_CODES:
        return True
    if not short.isdigit():
        return False
    parsed = phonenumbers.PhoneNumber(
        country_code=phonenumbers.country_code_for_region(country),
        national_number=int(short),
        italian_leading_zero=short.startswith("0") or None,
    )
    return bool(shortnumberinfo.is_valid_short_number_for_region(parsed, country))


@document_rule()
def phone_number(document: Document) -> Iterator[Finding]:
    """A telephone number has too many or too few digits, or a country code that does not exist: nobody can be reached.

    Bad:
        number: "+52551234567"
    Good:
        number: "+525512345678"
    Fix:
        Compare with the source, and write +, the country's code and all digits under `number`.
    """
    for at, phone in _phones(document):
        if phone.number and not _possible(phone.number):
            known = _parsed(phone.number)
            yield Finding(
                (*at, "number"),
                _("{number} has too many or too few digits for its country")
                if known
                else _("{number} begins with a country code that does not exist"),
                _("copy the digits from the source: +, the country code, the number without a leading 0"),
                {"number": phone.number},
            )


@document_rule("warning")
def phone_doubtful(document: Document) -> Iterator[Finding]:
    """A telephone number is not in its country's numbering plan: it may be new, mistyped or out of use.

    Bad:
        number: "+523012345678"
    Good:
        number: "+525512345678"
    Fix:
        Compare with the source; if it truly prints this number, say in `note` that it may not work.
    """
    for at, phone in _phones(document):
        if phone.number and _possible(phone.number):
            parsed = _parsed(phone.number)
            if parsed is not None and not phone.note and not _valid(parsed):
                message = _("{number} is not in its country's numbering plan")
                hint = _("compare it with the source, digit by digit; if it is printed so, say in its note that it is")
                yield Finding((*at, "number"), message, hint, {"number": phone.number})
        elif phone.short and phone.country and not _known_short(phone.short, phone.country):
            yield Finding(
                (*at, "short"),
                _("{short} is not a known short number in {country}"),
                _("compare it with the source; if it is right, ask for it to be added to the list of short numbers"),
                {"short": phone.short, "country": phone.country},
            )


@document_rule()
def phone_mismatch(document: Document) -> Iterator[Finding]:
    """The number that is dialled is not the one that the source prints, so that the call reaches somebody else.

    Bad:
        {printed: 55 1234 5678, number: "+525512345679"}
    Good:
        {printed: 55 1234 5678, number: "+525512345678"}
    Fix:
        Compare both with the source, digit by digit; `printed` is what it prints, `number` the same to dial.
    """
    for at, phone in _phones(document):
        parsed = _parsed(phone.number) if phone.number else None
        if parsed is not None and _possible(phone.number or ""):
            dialled = _dialled(parsed)
            field, value = "number", phone.number
        elif phone.short:
            dialled, field, value = phone.short.strip("*#"), "short", phone.short
        else:
            continue
        if not is_printed(dialled, phone.printed):
            yield Finding(
                (*at, field),
                _("{number} is not the number that is printed: {printed}"),
                _("copy the digits of printed; if it lacks an area code, leave {field} out and say so in a note"),
                {"number": value, "printed": phone.printed[:60], "field": field},
            )


def is_printed(dialled: str, printed: str) -> bool:
    """Whether a source that prints `printed` gives the national number `dialled`.

    What stands before it (a trunk prefix, a country code) and after it (an extension, a second number) does not matter:
    `(00502) 2410-0000 ext. 8620`, `2230-2563, 2564 y 2565` gives 22302564 too, `1-866-KID-TIPS` gives 8665438477.
    """
    plain = _LETTERS.sub(lambda match: match.group().translate(_KEYS), _EXTENSION.sub("", printed[:200]))
    groups = re.findall(r"[0-9]+", plain)
    return any(
        (end[: -len(group)] + group).endswith(dialled)
        for number, end in enumerate(accumulate(groups))
        for group in groups[number:]  # with the first of them it is the end itself, with the others what a list means
    )


@document_rule()
def number_without_dial(document: Document) -> Iterator[Finding]:
    """A telephone cannot be dialled as it stands, and nothing tells the reader why.

    Bad:
        {printed: 53 45 50 67, source: src-mx-page, as_of: 2025}
    Good:
        {printed: 53 45 50 67, note: {es: La fuente no imprime el prefijo., en: The source prints no area code.}, …}
    Fix:
        Write `number` or `short`; if the source leaves something out, say so in `note`.
    """
    for at, phone in _phones(document):
        if phone.dial is None and not phone.note:
            yield Finding(
                at,
                _("{printed} has neither number nor short, so that nobody can dial it"),
                _("add number (+, country code, digits) or short; if the source leaves something out, say so in note"),
                {"printed": phone.printed[:60]},
            )


@tree_rule(sees="outlines", compares={"phones"})
def shared_number(tree: Tree) -> Iterator[Finding]:
    """Two institutions have the same number and one does not say so: either it is copied wrongly, or readers must know.

    Bad:
        the same number in two files
    Good:
        shared_with: [mx-dif]        (and shared_with: [mx-comar] in the other file)
    Fix:
        Compare with both sources; if both truly answer there, name the other one under `shared_with`.
    """
    users: dict[str, set[str]] = {}
    phones = []
    for document in _on_the_same_lines(tree):
        for at, entry, phone in _answering(document):
            if phone.line:
                users.setdefault(phone.line, set()).add(entry.id)
                phones.append((document, at, entry, phone, phone.line))
    tops: dict[str, str] = {}
    in_order = {line: sorted(idents) for line, idents in users.items()}
    for document, at, entry, phone, line in phones:
        declared = {entry.id, *phone.shared_with}
        family = _top(tree.kb, entry.id, tops)
        undeclared = (
            ident for ident in in_order[line] if ident not in declared and _top(tree.kb, ident, tops) != family
        )
        others = ", ".join(islice(undeclared, 5))
        if others:
            yield Finding(
                (*at, "number" if phone.number else "short"),
                _("{number} is also the number of {others}"),
                _("compare both with their sources; if it is the same line, add shared_with: [{others}]"),
                {"number": phone.dial, "others": others},
                document.path,
            )


def _on_the_same_lines(tree: Tree) -> list[Document]:
    """The files that one wants to know about, and those of the institutions that answer on the same lines."""
    asked = {document.path: document for document in tree.checked if document.kind == "institution"}
    lines = {line for document in asked.values() for line in phone_lines_of(document)}
    paths = {path for line in lines for path in tree.phone_lines.get(line, ())}
    return [*asked.values(), *(tree.documents[path] for path in sorted(paths.difference(asked)))]


def _top(kb: KnowledgeBase, ident: str, known: dict[str, str]) -> str:
    """The institution that an institution is, in the end, a part of."""
    if ident not in known:
        seen = [ident]
        while True:
            institution = kb.institutions.get(seen[-1])
            above = institution.record.part_of if institution else None
            if above is None or above in seen:
                break
            seen.append(above)
        known.update(dict.fromkeys(seen, seen[-1]))
    return known[ident]
