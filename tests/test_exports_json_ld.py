"""Pages tell programs what stands on them, in words that schema.org knows and in a form that is never run."""

from __future__ import annotations

import json
from typing import Any

import pytest

from kb.exports.catalogue import LICENSE
from kb.exports.export import Export
from kb.exports.json_ld import json_ld
from kb.pages.site_map import all_pages
from kb.read.tree import Tree, read_tree
from kb.settings import context_of
from tests.conftest import BASE
from tests.exported import SETTINGS, SITE, export_of, institution


def nodes(export: Export, *ids: str, lang: str = "es") -> list[Any]:
    found = json.loads(json_ld(export.kb, lang, ids, SETTINGS))
    assert found["@context"] == "https://schema.org"
    graph: list[Any] = found["@graph"]
    return graph


def of_type(graph: list[Any], name: str) -> Any:
    return next(node for node in graph if node["@type"] == name)


def test_an_authority_is_a_government_organization_with_contact_points() -> None:
    office = of_type(nodes(export_of(institution()), "mx-office"), "GovernmentOrganization")
    assert office["@id"] == f"{SITE}id/mx-office/"
    assert office["parentOrganization"] == {"@id": f"{SITE}id/mx-whole/"}
    points = office["contactPoint"]
    assert [point.get("telephone") or point.get("email") for point in points] == [
        "+525512345678", "089", "+525512345678", "oficina@example.com",
    ]  # fmt: skip
    assert {point["@type"] for point in points} == {"ContactPoint"}
    assert points[1]["areaServed"] == "MX"
    assert points[1]["hoursAvailable"][0]["opens"] == "00:00"


def test_what_it_does_is_a_government_service() -> None:
    service = of_type(nodes(export_of(institution()), "mx-office", lang="en"), "GovernmentService")
    assert service["provider"] == {"@id": f"{SITE}id/mx-office/"}
    assert service["hoursAvailable"][0]["dayOfWeek"] == ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday"]
    assert service["availableChannel"]["availableLanguage"] == ["es"]
    assert "availableChannel" not in of_type(
        nodes(export_of(institution(languages=[])), "mx-office"), "GovernmentService"
    )


@pytest.mark.parametrize(
    ("kind", "name", "service"),
    [
        ("civil-society", "NGO", "Service"),
        ("shelter", "Organization", "Service"),
        ("consular", "GovernmentOrganization", "GovernmentService"),
    ],
)
def test_only_a_states_own_institution_is_government(kind: str, name: str, service: str) -> None:
    assert [node["@type"] for node in nodes(export_of(institution(kind=kind)), "mx-office")] == [name, service]


def test_a_section_is_a_work_that_is_part_of_its_chapter_and_cites_its_basis() -> None:
    export = Export(read_tree(BASE).kb, SETTINGS)
    series, chapter, section = nodes(export, "RG", "RG-1", "RG-1.1", lang="en")
    assert "isPartOf" not in series
    assert chapter["isPartOf"] == {"@id": f"{SITE}id/RG/"}
    assert section["isPartOf"] == {"@id": f"{SITE}id/RG-1/"}
    assert (section["@type"], section["identifier"], section["inLanguage"]) == ("CreativeWork", "RG-1.1", "en")
    assert section["license"] == LICENSE
    assert section["citation"][0] == {"@id": f"{SITE}id/CRC-3/"}
    assert section["url"] == f"{SITE}en/rg/1/#rg-1.1"


def test_other_pages_tell_nothing() -> None:
    export = Export(read_tree(BASE).kb, SETTINGS)
    assert json_ld(export.kb, "es", (), SETTINGS) == ""
    assert json_ld(export.kb, "es", ("CRC", "CRC-3", "nothing"), SETTINGS) == ""


def test_no_text_can_end_the_data_block() -> None:
    name = {"official": "</script><script>alert(1)</script><!-- & -->"}
    export = export_of(institution(name=name))
    text = json_ld(export.kb, "es", ["mx-office"], SETTINGS)
    assert not set("<>&") & set(text)
    assert of_type(json.loads(text)["@graph"], "GovernmentOrganization")["name"] == name["official"]


def test_every_section_and_institution_is_told_on_exactly_one_page(content: Tree) -> None:
    for lang in content.kb.languages:
        told: list[str] = []
        for page in all_pages(context_of(content, lang, SETTINGS)):
            text = json_ld(content.kb, lang, page.ids, SETTINGS)
            told += [node["identifier"] for node in json.loads(text)["@graph"] if "identifier" in node] if text else []
        assert sorted(told) == sorted([*content.kb.sections, *content.kb.institutions])


def test_a_pages_graph_weighs_little_beside_its_text(content: Tree) -> None:
    for page in all_pages(context_of(content, "es", SETTINGS)):
        text = json_ld(content.kb, "es", page.ids, SETTINGS)
        assert len(text) < max(4000, len(page.markdown) / 2), page.path
