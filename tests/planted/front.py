"""Defects in the front matter of sections."""

from __future__ import annotations

import re

from tests.planted.plant import Change, Place, kind


def _line(place: Place, key: str) -> re.Match[str] | None:
    """The line of a key whose list is in square brackets."""
    return re.compile(rf"^{key}: \[([^\]\n]+)\]$", re.M).search(place.text, 0, place.front_end)


def _list(place: Place, key: str, new: str) -> Change | None:
    match = _line(place, key)
    return place.swap(match, new) if match else None


def _more(place: Place, key: str, new: str) -> Change | None:
    match = _line(place, key)
    return place.put(match.end(1), match.end(1), f", {new}") if match else None


def _add(place: Place, line: str) -> Change | None:
    match = re.compile(r"^status: .*\n", re.M).search(place.text, 0, place.front_end)
    return place.put(match.end(), match.end(), line + "\n") if match else None


@kind("unknown-key", "section", also="no-basis missing-key")
def key_misspelt(place: Place) -> Change | None:
    match = place.one(r"^(phases|actors|sources|basis|see):", 0, place.front_end)
    return place.swap(match, match.group(1)[:-1] + "z") if match else None


@kind("missing-key", "section")
def status_missing(place: Place) -> Change | None:
    match = place.one(r"^status: .*\n", 0, place.front_end)
    return place.put(match.start(), match.end(), "", place.document.yaml_start) if match else None


@kind("duplicate-key", "section")
def key_twice(place: Place) -> Change | None:
    match = place.one(r"^(see|basis|sources): .*\n(?! )", 0, place.front_end)
    return place.put(match.end(), match.end(), match.group()) if match else None


@kind("wrong-type", "section")
def list_without_brackets(place: Place) -> Change | None:
    match = _line(place, "phases")
    return place.put(match.start(1) - 1, match.end(), "return") if match else None


@kind("unknown-word", "section")
def word_that_is_not_in_the_vocabulary(place: Place) -> Change | None:
    return _list(place, place.chance.choice(("phases", "actors")), "identificacion")


@kind("unknown-word", "section")
def status_that_does_not_exist(place: Place) -> Change | None:
    match = place.one(r"^status: (.*)$", 0, place.front_end)
    return place.swap(match, "final") if match else None


@kind("date", "section")
def day_that_does_not_exist(place: Place) -> Change | None:
    return _add(place, "revised: " + place.chance.choice(("2025-02-30", "03/04/2025", "2025-13", "marzo")))


@kind("future-date", "section")
def revised_in_the_future(place: Place) -> Change | None:
    return _add(place, "revised: 2205-04-03")


@kind("wrong-value", "section", also="translation-deadlines")
def deadline_with_two_units(place: Place) -> Change | None:
    return None if "\ndeadline:" in place.text else _add(place, "deadline: {hours: 24, days: 1}")


@kind("translation-deadlines", "section", also="translation-numbers")
def deadline_that_the_text_does_not_state(place: Place) -> Change | None:
    headings = [m.start() for m in re.finditer(r"^# ", place.text, re.M)]
    if "\ndeadline:" in place.text or re.search(r"\b37\b", place.text):
        return None
    change = _add(place, "deadline: {working_days: 37}")
    return Change(change.text, tuple(at + len(change.text) - len(place.text) for at in headings)) if change else None


@kind("wrong-kind", "section")
def section_as_basis(place: Place) -> Change | None:
    return None if place.document.path.endswith("/RG-2.3.md") else _more(place, "basis", "RG-2.3")


@kind("wrong-kind", "section")
def institution_under_see(place: Place) -> Change | None:
    return _more(place, "see", "mx-911")


@kind("unknown-reference", "section")
def see_what_does_not_exist(place: Place) -> Change | None:
    return _more(place, "see", place.chance.choice(("RG-2.777", "practice-nothing", "IN-1.777")))


@kind("unknown-reference", "section")
def source_that_does_not_exist(place: Place) -> Change | None:
    return _more(place, "sources", "src-esta-no")


@kind("wrong-kind", "section")
def kind_of_institution_that_does_not_exist(place: Place) -> Change | None:
    return _list(place, "contacts", '"kind:autoridad"')


@kind("wrong-case", "section")
def basis_in_small_letters(place: Place) -> Change | None:
    return _more(place, "basis", "gc14-46")


@kind("unknown-point", "section")
def basis_without_such_a_point(place: Place) -> Change | None:
    return _more(place, "basis", "CRC-777")


@kind("self-reference", "section")
def see_itself(place: Place) -> Change | None:
    return _more(place, "see", place.document.entries[0].id)


@kind("listed-twice", "section")
def entry_listed_twice(place: Place) -> Change | None:
    match = place.one(r"^(?:basis|sources|see|phases|actors|contacts): \[([^,\]\n]+)[^\]\n]*\]$", 0, place.front_end)
    return place.put(match.end() - 1, match.end() - 1, f", {match.group(1)}") if match else None


@kind("yaml-syntax", "section")
def bracket_that_is_not_closed(place: Place) -> Change | None:
    match = place.one(r"^(?:phases|actors|sources|basis|see): \[.*(\])$", 0, place.front_end)
    if match is None:
        return None
    change = place.swap(match, "")
    return Change(change.text, (match.start(1), match.start(1) + 1)) if change else None


@kind("yaml-syntax", "section")
def tab_before_a_key(place: Place) -> Change | None:
    match = place.one(r"^(?=see:|sources:)", 0, place.front_end)
    change = place.swap(match, "\t") if match else None
    return Change(change.text, (change.at[0], change.at[0] - 1)) if change else None


@kind("yaml-feature", "section")
def yaml_tag(place: Place) -> Change | None:
    match = place.one(r"^status: (.*)$", 0, place.front_end)
    return place.swap(match, place.chance.choice(("!!python/object/apply:os.system [x]", "&a proposed", "!x y")))


@kind("no-basis", "section")
def nothing_that_it_rests_on(place: Place) -> Change | None:
    if "-" not in place.document.entries[0].id or place.document.entries[0].id in _carriers(place):
        return None
    text = re.sub(r"^(?:basis|sources):.*\n(?:[ -].*\n)*", "", place.text[: place.front_end], flags=re.M)
    rest = place.text[place.front_end :]
    return Change(text + rest, (text.index("id:"),)) if len(text) < place.front_end else None


def _carriers(place: Place) -> set[str]:
    """The sections that carry out commitments: without them the library would be blamed, and rightly."""
    kb = place.tree.kb
    points = [p for p, point in kb.points.items() if point.instrument.record.commitments]
    return {ident for point in points for ident in kb.cited_by.get(point, ())}


@kind("file-name", "section", also="wrong-folder self-reference unknown-reference")
def id_that_is_not_the_files_name(place: Place) -> Change | None:
    match = place.one(r"^id: ([A-Z]+-[0-9]+\.[0-9]+)$", 0, place.front_end)
    return place.swap(match, match.group(1) + "99") if match else None


@kind("id-pattern", "section", also="wrong-folder")
def id_without_form(place: Place) -> Change | None:
    match = place.one(r"^id: ([A-Z]+-[0-9]+\.[0-9]+)$", 0, place.front_end)
    return place.swap(match, match.group(1).replace("-", "_").lower()) if match else None


@kind("id-pattern", "section", also="wrong-folder lookalike-letter")
def id_with_a_letter_of_another_alphabet(place: Place) -> Change | None:
    match = place.one(r"^id: ([A-Z]+-[0-9]+\.[0-9]+)$", 0, place.front_end)
    return place.swap(match, match.group(1).replace("-", "‐").replace("R", "Я").replace("B", "В")) if match else None


@kind("duplicate-id", "section", also="file-name wrong-folder self-reference")
def id_of_another_section(place: Place) -> Change | None:
    match = place.one(r"^id: ([A-Z]+-[0-9]+\.[0-9]+)$", 0, place.front_end)
    others = [ident for ident in place.tree.kb.sections if ident.count(".") == 1]
    other = place.chance.choice(others)
    if {place.document.entries[0].id, other} & _carriers(place):
        return None
    return place.swap(match, other) if match and other != match.group(1) else None


@kind("unknown-key", "section")
def layout_of_a_section(place: Place) -> Change | None:
    return _add(place, "layout: single") if "-" in place.document.entries[0].id else None


@kind("file-place", "section")
def ending_that_nothing_reads(place: Place) -> Change | None:
    ident = place.document.entries[0].id
    if ident in _carriers(place) or ident.count(".") != 1:
        return None
    return Change(
        place.text, (0,), place.document.path.removesuffix(".md") + place.chance.choice((".txt", ".markdown"))
    )


@kind("unknown-reference", "section")
def replaced_by_what_does_not_exist(place: Place) -> Change | None:
    return _add(place, "replaced_by: [RG-2.777]")
