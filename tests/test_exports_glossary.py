"""The glossary as TBX and as a table, for translators' software."""

from __future__ import annotations

import json
from pathlib import Path
from xml.etree import ElementTree

import pytest

from kb.exports.catalogue import ROOT as DATA
from kb.exports.glossary_tables import AVOIDED, NAMESPACE, PREFERRED, glossary_csv, glossary_tbx
from kb.read.tree import Tree
from tests.exported import export_of_tree, rows

TBX = f"{{{NAMESPACE}}}"
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"

_INSIDE = {
    "tbx": ("tbxHeader", "text"),
    "tbxHeader": ("fileDesc",),
    "fileDesc": ("titleStmt", "publicationStmt", "sourceDesc"),
    "titleStmt": ("title",),
    "publicationStmt": ("p",),
    "sourceDesc": ("p",),
    "text": ("body",),
    "body": ("conceptEntry",),
    "conceptEntry": ("xref", "langSec"),
    "langSec": ("descripGrp", "termSec"),
    "descripGrp": ("descrip",),
    "termSec": ("term", "termNote", "note"),
}
"""What may stand in each element, in this order. Source: ISO 30042:2019, core structure, style DCA."""
_VALUES = {
    "xref": ("externalCrossReference",),
    "descrip": ("definition",),
    "termNote": ("termType", "administrativeStatus"),
}
"""The data categories of TBX-Basic that we use, by element."""


@pytest.fixture
def concepts(content: Tree) -> ElementTree.Element:
    """The real glossary as TBX."""
    return ElementTree.fromstring(glossary_tbx(export_of_tree(content)))


def test_the_glossary_has_the_structure_of_tbx_basic(concepts: ElementTree.Element) -> None:
    assert concepts.attrib == {"type": "TBX-Basic", "style": "dca", XML_LANG: "es"}
    for element in concepts.iter():
        name = element.tag.removeprefix(TBX)
        inside = [child.tag.removeprefix(TBX) for child in element]
        order = [_INSIDE.get(name, ()).index(child) for child in inside]
        assert order == sorted(order), name
        assert name not in _VALUES or element.get("type") in _VALUES[name]
        assert bool(inside) != bool((element.text or "").strip()), "an element holds elements or a text"


def test_every_concept_has_an_id_of_its_own_and_a_term_in_each_language(
    content: Tree, concepts: ElementTree.Element
) -> None:
    entries = list(concepts.iter(f"{TBX}conceptEntry"))
    assert [entry.get("id") for entry in entries] == list(content.kb.terms)
    for entry in entries:
        assert [section.get(XML_LANG) for section in entry.iter(f"{TBX}langSec")] == ["es", "en"]


def test_terms_to_avoid_are_marked_and_say_what_to_write(concepts: ElementTree.Element) -> None:
    found: dict[str, list[str]] = {}
    for entry in concepts.iter(f"{TBX}termSec"):
        for note in entry.findall(f"{TBX}termNote[@type='administrativeStatus']"):
            found.setdefault(note.text or "", []).append(entry.findtext(f"{TBX}term") or "")
    assert set(found) == {PREFERRED, AVOIDED}
    assert "los menores" in found[AVOIDED]
    assert "los menores" not in found[PREFERRED]


def test_the_glossary_as_a_table_holds_what_the_records_say(content: Tree) -> None:
    found = {row["id"]: row for row in rows(glossary_csv(export_of_tree(content)))}
    assert list(found) == list(content.kb.terms)
    record = content.kb.terms["term-child"].record
    row = found["term-child"]
    assert (row["term_es"], row["term_en"]) == (record.term["es"], record.term["en"])
    assert row["avoid_es"].split("; ") == list(record.avoid["es"])


def test_the_glossarys_page_leads_to_its_files(written: Path) -> None:
    for name in ("glossary.tbx", "glossary.csv", "glossary.json"):
        assert (written / DATA / name).stat().st_size > 1000
    assert json.loads((written / DATA / "glossary.json").read_text(encoding="utf-8"))["terms"]
