"""The search page and the list of everything, as a reader without any script gets them."""

from __future__ import annotations

import json
import re
from html import unescape

import pytest

from kb.pages.a_to_z import GROUPS, a_to_z_pages
from kb.pages.search import facets, search_page
from kb.pages.writer import Writer
from kb.read.tree import Tree
from kb.settings import Settings, context_of
from kb.theme_values import theme_values

LINK = re.compile(r'<a href="[^"#]*#([^"]+)"(?: lang="[a-z]+")?>([^<]*)</a>')
LANGUAGES = ["es", "en"]


def whole_list(content: Tree, lang: str) -> str:
    """The pages of all letters, one after another."""
    return "".join(page.markdown for page in a_to_z_pages(context_of(content, lang, Settings())))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_everything_that_has_a_name_stands_in_the_list(content: Tree, lang: str) -> None:
    listed = {anchor for anchor, _name in LINK.findall(whole_list(content, lang))}
    kb = content.kb
    assert {ident.lower() for ident in (*kb.sections, *kb.institutions, *kb.terms)} <= listed
    assert {"crc", "managua"} <= listed


def test_what_has_several_names_stands_under_each(content: Tree) -> None:
    entries = LINK.findall(whole_list(content, "es"))
    names = {unescape(name) for anchor, name in entries if anchor == "mx-comar"}
    assert {"COMAR"} < names


def test_the_alphabet_knows_no_accents_and_no_case(content: Tree) -> None:
    text = whole_list(content, "es")
    letters = re.findall(r"^## (.+) \{#letter-", text, re.M)
    assert letters == sorted(letters)
    assert not set(letters) & set("ÁÉÍÓÚ¿¡«")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_page_of_the_list_leads_to_every_letter(content: Tree, lang: str) -> None:
    front, *groups = a_to_z_pages(context_of(content, lang, Settings()))
    assert [page.path for page in groups] == [f"search/a-z/{group}/" for group in GROUPS]
    letters = dict(re.findall(r'<a id="letter-\w" href="([^"]*)">(.)</a>', front.markdown))
    assert letters
    assert all(f'id="letter-{letter.lower()}"' in front.markdown for letter in letters.values())
    for page in groups:
        for letter in re.findall(r"^## (.) \{#letter-", page.markdown, re.M):
            assert letters[f"{page.path.split('/')[2]}/#letter-{letter.lower()}"] == letter
        links = re.search(r'<p class="kb-letters">.*?</p>', page.markdown)
        assert links is not None
        assert re.findall(">([A-Z])<", links.group()) == list(letters.values())


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
