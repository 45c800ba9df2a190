"""vCards are what RFC 6350 says, and address books find in them what the directory knows."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.exports.catalogue import ROOT as DATA
from kb.exports.vcard import directory_vcards, escaped, folded, institution_vcard
from kb.read.tree import Tree
from tests.exported import SITE, export_of, institution

LINE = re.compile(
    r"(?:[A-Za-z0-9-]+\.)?([A-Za-z0-9-]+)((?:;[A-Za-z0-9-]+=(?:\"[^\"]*\"|[^\";:,]*)(?:,[^\";:,]*)*)*):(.*)", re.S
)
"""A content line. Source: RFC 6350, section 3.3."""


def unfolded(text: str) -> list[str]:
    """The content lines of a text; every physical line ends in CR LF and has at most 75 octets."""
    assert text.endswith("\r\n")
    assert [line for line in text.split("\r\n") if len(line.encode()) > 75] == []
    return re.sub("\r\n ", "", text)[:-2].split("\r\n")


def cards(text: str) -> list[list[tuple[str, str, str]]]:
    """The cards of a file, each as properties: name, parameters, value."""
    found: list[list[tuple[str, str, str]]] = []
    for line in unfolded(text):
        match = LINE.fullmatch(line)
        assert match, line
        if match.group(1) == "BEGIN":
            found.append([])
        found[-1].append((match.group(1), match.group(2), match.group(3)))
    return found


def unescaped(value: str) -> str:
    return re.sub(r"\\(.)", lambda match: "\n" if match.group(1) in "nN" else match.group(1), value)


def office(**changes: object) -> list[tuple[str, str, str]]:
    export = export_of(institution(**changes))
    return cards(institution_vcard(export, export.kb.institutions["mx-office"]))[0]


def values(properties: list[tuple[str, str, str]], name: str) -> list[str]:
    return [unescaped(value) for found, _, value in properties if found == name]


@given(st.text(st.characters(exclude_characters="\r\n", exclude_categories=["Cs"]), max_size=400))
def test_folding_loses_nothing_and_cuts_no_character(line: str) -> None:
    assert unfolded(folded(line)) == [line]


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=200))
def test_a_text_survives_escaping(text: str) -> None:
    value = escaped(text)
    assert "\n" not in value
    assert not re.search(r"(?<!\\)(?:\\\\)*[,;]", value)
    assert unescaped(value) == text.replace("\r\n", "\n").replace("\r", "\n")


def test_every_card_of_the_directory_is_well_formed(content: Tree, written: Path) -> None:
    files = sorted((written / DATA / "directory").glob("*.vcf")) + sorted(
        (written / DATA / "directory/vcard").iterdir()
    )
    for path in files:
        for card in cards(path.read_bytes().decode()):
            names = [name for name, _, _ in card]
            assert names[:3] == ["BEGIN", "VERSION", "KIND"]
            assert names[-1] == "END"
            assert names.count("UID") == names.count("REV") == names.count("SOURCE") == 1
            assert values(card, "VERSION") == ["4.0"]
            assert values(card, "KIND") == ["org"]
            assert all(values(card, "FN"))
            assert {"N", "BDAY", "GENDER"} & set(names) == set(), "never a person"


def test_both_files_hold_every_institution(content: Tree, written: Path) -> None:
    for lang in content.kb.languages:
        found = cards((written / DATA / f"directory/{lang}.vcf").read_bytes().decode())
        assert len(found) == len(content.kb.institutions)
        assert len({values(card, "UID")[0] for card in found}) == len(found)


def test_an_international_number_is_an_address_and_a_short_code_a_text() -> None:
    lines = [(params, value) for name, params, value in office() if name == "TEL"]
    assert lines[0] == (';VALUE=uri;TYPE="voice,text";PREF=1', "tel:+525512345678")
    assert lines[1] == (";VALUE=text;TYPE=voice", "089")
    assert lines[2] == (";VALUE=uri;TYPE=text", "tel:+525512345678")


def test_a_number_that_cannot_be_dialled_stands_in_the_note_alone() -> None:
    card = office()
    assert not any(value == "5678" for value in values(card, "TEL"))
    assert "5678 (not_dialable)" in values(card, "NOTE")[0]


def test_names_and_notes_are_alternatives_in_each_language() -> None:
    lines = [(params, value) for name, params, value in office() if name == "FN"]
    assert lines == [(";ALTID=1;LANGUAGE=es;PREF=1", "Oficina"), (";ALTID=1;LANGUAGE=en;PREF=2", "Office")]
    assert values(office(), "NICKNAME") == ["OP"]
    assert values(office(acronym={}), "NICKNAME") == []


def test_a_card_of_one_language_says_everything_once() -> None:
    export = export_of(institution())
    card = cards(directory_vcards(export, "en"))[0]
    assert values(card, "FN") == ["Office"]
    assert len(values(card, "NOTE")) == 1
    assert values(card, "SOURCE") == [f"{SITE}data/v1/directory/en.vcf"]


def test_the_note_says_where_each_contact_comes_from_and_how_old_it_is() -> None:
    note = values(office(), "NOTE")[0]
    assert note.startswith("Protege.\nDos fuentes difieren.")
    assert f"5678 (not_dialable): as_of; not_verified. source: {SITE}id/src-mx-page/. Falta la clave." in note
    assert "55 1234 5678: as_of; verified. " in note
    assert "089, always_open: as_of; " in note
    assert "55 1234 5678 bis: date_unknown; " in note


@pytest.mark.parametrize(("day", "said"), [("2026-10-01", "; verified. "), ("2026-01-01", "; not_verified_since. ")])
def test_a_verification_expires_in_the_note(day: str, said: str) -> None:
    phone = {"printed": "089", "short": "089", "country": "MX", "source": "src-mx-page", "as_of": "2025"}
    card = office(phones=[{**phone, "verified": {"date": day, "by": "Consulado", "how": "phone"}}])
    assert said in values(card, "NOTE")[0]


def test_commas_and_semicolons_of_names_and_places_stay() -> None:
    card = office()
    assert values(card, "ORG") == ["Oficina; de prueba, A. C."]
    street = next(value for name, _, value in card if name == "ADR")
    assert re.split(r"(?<!\\);", street) == ["", "", "Calle 1\\; local 2\\, Tapachula", "", "", "", ""]
    assert values(card, "URL")[0] == "https://example.com/oficina"


def test_labels_of_numbers_stand_where_address_books_look() -> None:
    assert values(office(), "X-ABLabel") == ["Guardia / On call", "General"]
    assert values(office(confidence="high"), "REV") == ["20261121T000000Z"]
