"""Defects in an institution's contacts: numbers, their sources and dates, hours, mail addresses."""

from __future__ import annotations

import re

from tests.planted.plant import Change, Place, kind, value

INSTITUTION = "institution"
MISMATCH = "phone-mismatch phone-doubtful phone-number shared-number"


def _other_digit(place: Place, text: str) -> tuple[int, str]:
    """The place of a random digit (not one of the first three) and another digit."""
    at = place.chance.choice([m.start() for m in re.finditer("[0-9]", text)][3:])
    return at, str((int(text[at]) + place.chance.randint(1, 9)) % 10)


@kind("phone-mismatch", INSTITUTION, also=MISMATCH)
def digit_of_a_number(place: Place) -> Change | None:
    match = place.one(r'^ +number: "(\+[0-9]{8,})"')
    if match is None:
        return None
    at, digit = _other_digit(place, match.group(1))
    return place.put(match.start(1) + at, match.start(1) + at + 1, digit)


@kind("phone-mismatch", INSTITUTION, also=MISMATCH)
def digits_that_changed_places(place: Place) -> Change | None:
    match = place.one(r'^ +number: "(\+[0-9]{8,})"')
    digits = match.group(1) if match else ""
    turned = digits[:-2] + digits[-1:] + digits[-2:-1]
    return place.swap(match, turned) if turned != digits else None


@kind("phone-mismatch", INSTITUTION, also="number-without-dial")
def printed_digit(place: Place) -> Change | None:
    found = list(place.lines_of(r'printed: "?([+0-9() -]{9,}[0-9])"?\n +number: '))
    if not found:
        return None
    match = place.chance.choice(found)
    at = match.end(1) - 1
    change = place.put(at, at + 1, str((int(place.text[at]) + 3) % 10))
    return Change(change.text, (match.end() - 1,))


@kind("phone-number", INSTITUTION, also=MISMATCH)
def digits_too_few(place: Place) -> Change | None:
    match = place.one(r'^ +number: "(\+[0-9]{11,})"')
    return place.swap(match, match.group(1)[:-6]) if match else None


@kind("phone-doubtful", INSTITUTION, also="shared-number")
def number_of_no_range(place: Place) -> Change | None:
    match = place.one(r"(?<=\nphones:\n)(?=  - )")
    if match is None:
        return None
    digits = f"{place.chance.randrange(10_000):04}"
    line = (
        f'  - {{printed: "+504 2782-{digits}", number: "+5042782{digits}", source: src-hn-dinaf-plan, as_of: "2015"}}\n'
    )
    return place.swap(match, line)


@kind("wrong-value", INSTITUTION)
def number_with_spaces(place: Place) -> Change | None:
    match = place.one(r'^ +number: "\+[0-9]{4}()[0-9]+"')
    return place.swap(match, " ")


@kind("number-without-dial", INSTITUTION)
def number_that_nobody_can_dial(place: Place) -> Change | None:
    match = place.one(r"(?<=\nphones:\n)(?=  - )")
    return place.swap(match, "  - {printed: 53 45 50 67, source: src-hn-dinaf-plan, as_of: 2025}\n")


@kind("wrong-value", INSTITUTION)
def number_and_short_code(place: Place) -> Change | None:
    match = place.one(r'^ +number: "\+[0-9]+"\n()(?= +)')
    if match is None:
        return None
    indent = re.match(" +", place.text[match.end() :])
    spaces = indent.group() if indent else ""
    change = place.put(match.end(), match.end(), f'{spaces}short: "911"\n')
    item = place.text.rfind("- printed", 0, match.start())
    return Change(change.text, (item, match.start(), match.end())) if item > 0 else None


@kind("wrong-value", INSTITUTION)
def short_code_of_no_country(place: Place) -> Change | None:
    match = place.one(r' +short: "[0-9]+"\n( +country: [A-Z]{2}\n)')
    change = place.swap(match, "") if match else None
    return (
        Change(change.text, (place.text.rfind("- printed", 0, match.start()), match.start()))
        if change and match
        else None
    )


@kind("missing-key", INSTITUTION)
def contact_without_source(place: Place) -> Change | None:
    match = place.one(r"^    source: .*\n")
    if match is None:
        return None
    item = place.text.rfind("\n  - ", 0, match.start()) + 1
    return Change(place.put(match.start(), match.end(), "").text, (item,))


@kind("missing-key", INSTITUTION)
def contact_without_date(place: Place) -> Change | None:
    match = place.one(r"^    as_of: .*\n")
    if match is None:
        return None
    item = place.text.rfind("\n  - ", 0, match.start()) + 1
    return Change(place.put(match.start(), match.end(), "").text, (item,))


@kind("contact-date-unknown", INSTITUTION)
def contact_whose_date_nobody_knows(place: Place) -> Change | None:
    found = [
        match
        for match in place.lines_of(r"^    source: (.*)\n    as_of: (.*)$")
        if match.group(1) in place.tree.kb.library and not place.tree.kb.library[match.group(1)].record.is_undated
    ]
    match = place.chance.choice(found) if found else None
    return place.put(match.start(2), match.end(2), "null") if match else None


@kind("date", INSTITUTION)
def contact_of_no_day(place: Place) -> Change | None:
    return value(place, "as_of", place.chance.choice(("2025-02-30", "03/04/2025", "'2025-13'", "hoy")))


@kind("future-date", INSTITUTION)
def contact_of_the_future(place: Place) -> Change | None:
    return value(place, "as_of", place.chance.choice(("2205-04", "2205", "2052-04-03")))


@kind("unknown-reference", INSTITUTION)
def contact_from_no_source(place: Place) -> Change | None:
    return value(place, "source", "src-esta-no")


@kind("wrong-kind", INSTITUTION)
def contact_from_an_instrument(place: Place) -> Change | None:
    return value(place, "source", "CRC-3")


@kind("hours-syntax", INSTITUTION)
def hours_that_no_program_reads(place: Place) -> Change | None:
    return value(place, "hours", "L-V 9 a 18")


@kind("personal-contact", INSTITUTION)
def mail_address_of_a_person(place: Place) -> Change | None:
    return value(place, "address", "ana.lopez@example.org")


@kind("wrong-value", INSTITUTION)
def mail_address_with_a_space(place: Place) -> Change | None:
    return value(place, "address", "oficina @example.org")


@kind("unknown-key", INSTITUTION)
def key_of_a_phone(place: Place) -> Change | None:
    match = place.one(r"^    (number): ")
    return place.swap(match, "telefono")


@kind("shared-number", INSTITUTION, partner=True)
def number_of_another_institution(place: Place) -> Change | None:
    match = place.one(r"(?<=\nphones:\n)(?=  - )")
    phones = [
        phone
        for ident, other in place.tree.kb.institutions.items()
        if ident[:2] != place.document.entries[0].id[:2] and not other.record.part_of
        for phone in other.record.phones
        if phone.number and not phone.shared_with
    ]
    if match is None:
        return None
    number = place.chance.choice(phones).number
    line = f'  - {{printed: "{number}", number: "{number}", source: src-hn-dinaf-plan, as_of: "2015"}}\n'
    return place.swap(match, line)


@kind("wrong-value", INSTITUTION, also="wrong-type date")
def verified_on_no_way(place: Place) -> Change | None:
    match = place.one(r"^    as_of: .*\n")
    line = "    verified: {date: 2026-01-02, by: Oficina, how: fax}\n"
    return place.put(match.end(), match.end(), line) if match else None
