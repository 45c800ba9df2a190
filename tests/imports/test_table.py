"""The tables: export and import are each other's opposite, and headings are found however people arrange them."""

from __future__ import annotations

import re
from functools import cache
from typing import Any, get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kb.base import KnowledgeBase
from kb.imports.cases import cases
from kb.imports.cells import Erase, same
from kb.imports.columns import CONTACT_KEYS, TITLES, columns_of
from kb.imports.csv_in import read_csv
from kb.imports.csv_out import csv_tables
from kb.imports.lines import understand
from kb.imports.proposal import propose
from kb.imports.table import Records, Sheet, records, reference, rows, value_of
from kb.imports.words import Words
from kb.imports.xlsx_in import read_workbook
from kb.imports.xlsx_out import workbook
from kb.models.institution import Address, Email, Institution, InstitutionRecord, Opening, Phone, contacts_of
from kb.read.document import read_document
from kb.read.tree import Tree
from tests.conftest import ROOT
from tests.imports.imported import LANGUAGES, made

HEADINGS = {table: [column.key for column in columns_of(table, LANGUAGES)] for table in TITLES}


def read(data: list[list[Any]], change: Any = None) -> Records:
    return records(made(data, change), LANGUAGES)


# There and back


def both_formats(institutions: list[Institution], words: Words) -> list[Records]:
    xlsx = read_workbook(workbook(rows(institutions, LANGUAGES, words.show), words))
    csv = [read_csv(data, f"{n}.csv") for n, data in enumerate(csv_tables(rows(institutions, LANGUAGES), LANGUAGES))]
    return [records(sheets, LANGUAGES) for sheets in (xlsx, csv)]


def changes(found: Records, tree: Tree, country: str) -> list[Any]:
    """What an import of these records would change, reject or miss, without the rules of `kb check`."""
    lines = understand(found.rows, tree.kb, country, "en")
    known, misplaced = cases(lines.lines, tree.kb)
    proposals = [propose(case, "", {}, (), (), LANGUAGES) for case in known]
    changed = [change for one in proposals for entity in one.entities for change in entity.changes]
    new = [entity for one in proposals for entity in one.entities if entity.is_new or entity.changed_since]
    return [*lines.rejections, *misplaced, *changed, *new, *(one for case in known for one in case.missing)]


@pytest.mark.parametrize("country", ["bz", "ca", "cr", "do", "gt", "hn", "mx", "ni", "pa", "sv", "us", "regional"])
def test_the_real_directory_comes_back_unchanged(content: Tree, country: str) -> None:
    words = Words(content.kb.vocabulary, content.kb.languages)
    institutions = content.kb.folders[country]
    for found in both_formats(institutions, words):
        assert len([row for row in found.rows if row.table == "institutions"]) == len(institutions)
        assert (found.refusals, found.notices) == ([], [])
        assert changes(found, content, country) == []


TEXT = st.one_of(
    st.text(st.characters(codec="utf-8", exclude_categories=("C", "Zl", "Zp", "Zs")), min_size=1, max_size=20),
    st.sampled_from(["=1+1", "+52 55", "-1", "@a", "'a", "'=1", "066", "24/7", "2026-03", "5E9", "a; b", "_x0041_", '"']),
)  # fmt: skip
PRINTED = TEXT.filter(lambda text: not re.fullmatch(r"[0-9.,]+([eE]\+[0-9]+)?", text))
"""No quantity, for which a telephone number may have been taken."""
TEXTS = st.fixed_dictionaries({"es": TEXT, "en": TEXT})
SOURCE = st.sampled_from(["src-mx-a", "CRC-3"])
MONTH = st.sampled_from(["2025", "2025-03", "2025-03-01", "2025-03-09"])
VERIFIED = st.none() | st.fixed_dictionaries(
    {"date": st.just("2026-03-01"), "by": TEXT, "how": st.sampled_from(["phone", "email", "visit", "letter", "page"])}
)
CONTACT = {"source": SOURCE, "as_of": MONTH | st.none()}
MORE = {"label": TEXTS, "note": TEXTS, "verified": VERIFIED}
HOURS = {"hours": TEXT, "hours_printed": TEXT}
PHONES = st.fixed_dictionaries(
    {**CONTACT, "printed": st.text("0123456789 +-()", min_size=1).filter(lambda text: any(map(str.isdigit, text)))},
    optional={
        **MORE,
        **HOURS,
        "number": st.sampled_from(["+525512345678", "+50224100000"]),
        "channels": st.lists(st.sampled_from(["voice", "sms", "whatsapp"]), min_size=1, max_size=3),
        "shared_with": st.lists(st.sampled_from(["mx-dif", "mx-inm"]), max_size=2),
    },
)
SHORTS = st.fixed_dictionaries(
    {**CONTACT, "printed": st.just("066"), "short": st.sampled_from(["066", "911", "*211"]), "country": st.just("MX")},
    optional=MORE,
)
RECORDS = st.fixed_dictionaries(
    {
        "id": st.just("mx-new"),
        "name": st.fixed_dictionaries({"official": TEXT}, optional={"es": TEXT, "en": TEXT}),
        "kind": st.sampled_from(["shelter", "hotline"]),
        "role": TEXTS,
        "services": st.lists(st.sampled_from(["shelter", "health", "legal-aid"]), min_size=1, max_size=3),
        "coverage": st.fixed_dictionaries({"areas": st.just(["MX", "MX-CHP"]), "text": TEXTS}),
        "confidence": st.sampled_from(["high", "low"]),
        "sources": st.lists(SOURCE, min_size=1, max_size=3),
        "phones": st.lists(PHONES | SHORTS, max_size=3),
        "emails": st.lists(st.fixed_dictionaries({**CONTACT, "address": st.just("a@b.example")}, optional=MORE), max_size=2),
        "addresses": st.lists(st.fixed_dictionaries({**CONTACT, "printed": PRINTED}, optional={**MORE, **HOURS}), max_size=2),
        "opening": st.lists(st.fixed_dictionaries({**CONTACT, "hours": TEXT}, optional=MORE), max_size=2),
    },
    optional={
        "acronym": TEXT | TEXTS,
        "status": st.sampled_from(["validated", "withdrawn"]),
        "replaced_by": st.just(["mx-dif"]),
        "part_of": st.just("mx-inm"),
        "languages": st.lists(st.sampled_from(["es", "en", "prs"]), max_size=3),
        "languages_note": TEXTS,
        "website": st.just("https://a.example/?b=c"),
        "note": TEXTS,
        "rechecked": MONTH,
    },
)  # fmt: skip


@cache
def vocabulary_alone() -> KnowledgeBase:
    """A knowledge base of the real words and nothing else."""
    words = read_document(ROOT, "guidelines/vocabulary.yml").data
    return KnowledgeBase.of([], languages=LANGUAGES, vocabulary=words)


@settings(deadline=None)
@given(data=RECORDS)
def test_any_record_comes_back_unchanged(data: dict[str, Any]) -> None:
    record = InstitutionRecord.model_validate(data)
    kb = vocabulary_alone()
    for found in both_formats([Institution(record, "directory/mx/new.yml")], Words(kb.vocabulary, LANGUAGES)):
        lines = understand(found.rows, kb, "mx", "en")
        assert lines.rejections == []
        assert len(lines.lines) == 1 + len(contacts_of(record))
        for line in lines.lines:
            owner: Any = record
            if line.kind:
                contacts = getattr(record, CONTACT_KEYS[line.kind])
                owner = next(one for one in contacts if reference(one) == line.text("reference"))
            for key, said in line.entries.items():
                if line.columns[key].path:
                    assert not isinstance(said, Erase)
                    assert same(value_of(owner, line.columns[key], line.kind), said), key


def test_every_field_of_a_record_has_a_column() -> None:
    """What the tables could not show would be forgotten by those who read only them."""
    ours = {column.path[0] for column in columns_of("institutions", LANGUAGES) if column.path}
    assert ours | set(CONTACT_KEYS.values()) == set(InstitutionRecord.model_fields)
    for kind, model in {"phone": Phone, "email": Email, "address": Address, "opening": Opening}.items():
        columns = [column for column in columns_of("contacts", LANGUAGES) if column.path and kind in column.types]
        assert {column.path_in(kind)[0] for column in columns} == set(model.model_fields), kind


def test_every_word_of_a_field_that_the_models_list_can_be_chosen(content: Tree) -> None:
    words = Words(content.kb.vocabulary, content.kb.languages)
    annotation = Phone.model_fields["verified"].annotation
    how = next(part for part in get_args(annotation) if part is not type(None)).model_fields["how"].annotation
    assert words.all("how") == list(get_args(how))
    assert words.all("types") == list(CONTACT_KEYS)


def test_a_third_language_is_more_columns_and_a_row_of_headings() -> None:
    keys = [column.key for column in columns_of("institutions", ("es", "en", "fr"))]
    assert [key for key in keys if key.startswith("role")] == ["role_es", "role_en", "role_fr"]


# Headings


def test_headings_are_found_below_a_title_in_any_order_and_form() -> None:
    found = read(
        [
            ["Directorio de México"],
            [],
            ["NOTA (ESPAÑOL)", None, "Identificador *", " kind "],
            ["note (Spanish)", None, "id", "kind"],
            ["Una nota", None, "mx-a", "shelter"],
        ]
    )
    (row,) = found.rows
    assert (row.table, row.sheet, row.number) == ("institutions", "Sheet", 5)
    assert row.cells == {"note_es": "Una nota", "id": "mx-a", "kind": "shelter"}
    assert (row.letter("id"), row.letter("kind"), row.letter("website")) == ("C", "D", "")


def test_a_table_of_contacts_is_told_from_one_of_institutions() -> None:
    assert read([["institution", "type", "note_es"], ["mx-a", "phone", "x"]]).rows[0].table == "contacts"
    assert read([HEADINGS["contacts"], ["mx-a"]]).tables == {"contacts"}


def test_an_empty_table_is_a_table() -> None:
    found = read([HEADINGS["institutions"]])
    assert (found.tables, found.rows) == ({"institutions"}, [])


def test_empty_rows_and_examples_are_left_out() -> None:
    data = [
        ["id", "kind"],
        ["EJEMPLO / EXAMPLE: mx-a", "x"],
        ["ejemplo", "y"],
        [" ", ""],
        [None, "shelter"],
        ["mx-a", "z"],
    ]
    assert [row.number for row in read(data).rows] == [5, 6]


def test_what_is_not_ours_is_passed_over_with_a_notice() -> None:
    found = read([["id", "kind", "Observaciones internas"], ["mx-a", "shelter", "secreto"]])
    assert found.rows[0].cells == {"id": "mx-a", "kind": "shelter"}
    ((message, values),) = found.notices
    assert message.format(**values) == "column C of “Sheet” is not known and is passed over: Observaciones internas"
    ((message, values),) = read([["nombre", "edad"], ["x", 5]]).notices
    assert message.format(**values) == "the sheet “Sheet” has no headings of ours and is passed over"
    assert records([Sheet("Vacía", {})], LANGUAGES) == Records()


def test_two_columns_with_one_heading_are_refused() -> None:
    ((title, refusal),) = read([["id", "kind", "clase"], ["mx-a", "x", "y"]]).refusals
    assert title == "Sheet"
    assert refusal.message.format(**refusal.values) == "columns B and C have the same heading: clase"


def test_a_cell_that_is_merged_with_another_above_is_told() -> None:
    data = [["id", "kind"], ["mx-a", "shelter"], ["mx-b", None], ["mx-c", "hotline"]]
    found = read(data, lambda sheet: sheet.merge_cells("B2:C3"))
    assert [sorted(row.merged) for row in found.rows] == [[], ["kind"], []]


def test_merging_without_end_is_refused() -> None:
    cells = {number: {1: "mx-a", 2: "shelter"} for number in range(2, 1_000)}
    sheet = Sheet("S", {1: {1: "id", 2: "kind"}, **cells}, ((1, 1, 1_048_576, 16_384),) * 40)
    ((_title, refusal),) = records([sheet], LANGUAGES).refusals
    assert refusal.message == "too many cells are merged"
