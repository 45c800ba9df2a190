"""The search page and the list of everything, as a reader without any script gets them."""

from __future__ import annotations

import json
import re
from html import unescape

import pytest

from kb.pages.a_to_z import a_to_z_page
from kb.pages.search import facets, search_page
from kb.pages.writer import Writer
from kb.read.tree import Tree
from kb.settings import Settings, context_of
from kb.theme_values import theme_values

LINK = re.compile(r'<a href="[^"#]*#([^"]+)">([^<]*)</a>')
LANGUAGES = ["es", "en"]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_everything_that_has_a_name_stands_in_the_list(content: Tree, lang: str) -> None:
    listed = {anchor for anchor, _name in LINK.findall(a_to_z_page(context_of(content, lang, Settings())).markdown)}
    kb = content.kb
    assert {ident.lower() for ident in (*kb.sections, *kb.institutions, *kb.terms)} <= listed
    assert {"crc", "managua"} <= listed


def test_what_has_several_names_stands_under_each(content: Tree) -> None:
    entries = LINK.findall(a_to_z_page(context_of(content, "es", Settings())).markdown)
    names = {unescape(name) for anchor, name in entries if anchor == "mx-comar"}
    assert {"COMAR"} < names


def test_the_alphabet_knows_no_accents_and_no_case(content: Tree) -> None:
    text = a_to_z_page(context_of(content, "es", Settings())).markdown
    letters = re.findall(r"^## (.+) \{#letter-", text, re.M)
    assert letters == sorted(letters)
    assert not set(letters) & set("ÁÉÍÓÚ¿¡«")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_each_facet_names_its_values_in_the_readers_language(content: Tree, lang: str) -> None:
    found = facets(Writer(context_of(content, lang, Settings()), "search/"))
    assert list(found) == ["kind", "country", "publication", "services", "phases", "actors"]
    assert dict(found["country"])["MX"] == {"es": "México", "en": "Mexico"}[lang]
    assert not any("all" in dict(values) for values in found.values()), "a word for every word narrows nothing"
    labels = {key for values in found.values() for _value, key in values}
    assert not [label for label in labels if label.startswith(("kind_", "facet_"))]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_word_that_the_scripts_show_is_written(content: Tree, lang: str) -> None:
    text = search_page(context_of(content, lang, Settings(report_base="https://example.org/new?x=1"))).markdown
    found = re.search(r'data-words="([^"]*)"', text)
    assert found is not None
    words = json.loads(unescape(found.group(1)))
    assert [key for key, value in words.items() if isinstance(value, str) and value.startswith("find_")] == []
    assert words["places"]["tell"].startswith("https://example.org/new?x=1&title=")


def test_without_a_form_for_corrections_nobody_is_sent_to_one(content: Tree) -> None:
    assert "&quot;tell&quot;: &quot;http" not in search_page(context_of(content, "es", Settings())).markdown


@pytest.mark.parametrize(
    ("lang", "path", "index", "other"),
    [
        ("es", "rg/2/", "../../search/es.json", "../../en/search/en.json"),
        ("en", "", "search/en.json", "../search/es.json"),
    ],
)
def test_a_page_knows_where_its_search_stands(content: Tree, lang: str, path: str, index: str, other: str) -> None:
    files = theme_values(context_of(content, lang, Settings()), path)["search_files"]
    assert (files["index"], files["other"]) == (index, other)
