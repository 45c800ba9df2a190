"""Forms, the registry card, questions, indicators, practices and toolkits: as records, and as pages."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from kb.check.formats import as_text
from kb.check.run import check
from kb.pages.addresses import address_of, name_of, title_of
from kb.pages.page import Page
from kb.pages.site_map import all_pages, navigation
from kb.read.kinds import kind_of
from kb.read.tree import Tree, read_tree
from kb.settings import context_of
from tests.exported import SETTINGS

IDS = {
    "form-registry-card": ("registry-card/card/", "form-registry-card"),
    "form-everything": ("forms/form-everything/", "form-everything"),
    "question-panel-quorum": ("questions/", "question-panel-quorum"),
    "IN-1.2": ("indicators/", "in-1.2"),
    "practice-example": ("practices/", "practice-example"),
    "toolkit-one": ("toolkits/", "toolkit-one"),
    "RC-1": ("registry-card/", "rc-1"),
    "IN": ("indicators/", "in"),
}


def pages_of(tree: Tree, lang: str = "es") -> dict[str, Page]:
    return {page.path: page for page in all_pages(context_of(tree, lang, SETTINGS))}


def plain(page: Page) -> str:
    """What a reader sees of a page's HTML."""
    return " ".join(re.sub(r"<[^>]+>", " ", page.markdown).split())


# Records


def test_the_tree_of_these_tests_has_no_problem(equipped: Tree) -> None:
    assert as_text(check(equipped.root)[1], "en") == ""


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("guidelines/forms/form-x.yml", "form"),
        ("guidelines/forms/more/form-x.yml", "other"),
        ("guidelines/registry-card/card.yml", "form"),
        ("guidelines/registry-card/other.yml", "other"),
        ("guidelines/registry-card/RC-1.md", "section"),
        ("guidelines/questions/bi.yml", "questions"),
        ("guidelines/indicators/indicators.yml", "indicators"),
        ("guidelines/practices/x.yml", "practice"),
        ("guidelines/toolkits/x.yml", "toolkits"),
    ],
)
def test_a_files_place_says_which_records_it_holds(path: str, kind: str) -> None:
    assert kind_of(path) == kind


@pytest.mark.parametrize("ident", IDS)
def test_every_record_has_an_id_that_leads_to_its_place(equipped: Tree, ident: str) -> None:
    assert ident in set(equipped.kb.ids())
    assert address_of(equipped.kb, ident) == IDS[ident]


@pytest.mark.parametrize("lang", ["es", "en"])
@pytest.mark.parametrize("ident", IDS)
def test_the_place_that_an_id_leads_to_exists(equipped: Tree, ident: str, lang: str) -> None:
    path, anchor = IDS[ident]
    assert f"{{#{anchor}" in pages_of(equipped, lang)[path].markdown


def test_indicators_stand_in_the_order_in_which_people_count(equipped: Tree) -> None:
    assert list(equipped.kb.indicators) == ["IN-1.1", "IN-1.2"]


def test_a_record_is_shown_by_its_title_and_an_indicator_by_its_id(equipped: Tree) -> None:
    assert name_of(equipped.kb, "form-registry-card", "en") == "Registry card"
    assert name_of(equipped.kb, "IN-1.2", "en") == "IN-1.2"
    assert title_of(equipped.kb, "IN-1.2", "en") == "Notices"
    assert name_of(equipped.kb, "toolkit-one", "es") == "A handbook"


def test_what_a_record_cites_in_fields_and_texts_knows_that_it_is_cited(equipped: Tree) -> None:
    cited_by = equipped.kb.cited_by
    assert {"form-registry-card", "card-rights", "form-everything"} <= set(cited_by["RG-1.1"])
    assert {"question-panel-quorum", "IN-1.2"} <= set(cited_by["RG-1.1"])
    assert "question-elsewhere" in cited_by["RG-1"]
    assert "practice-example" in cited_by["src-mx-page"]


def test_a_record_that_does_not_exist_has_near_ones(equipped: Tree) -> None:
    assert "question-panel-quorum" in equipped.kb.nearest("question-panel-quorom")


# Pages


@pytest.mark.parametrize("lang", ["es", "en"])
def test_every_page_of_tools_is_reached_by_the_navigation(equipped: Tree, lang: str) -> None:
    context = context_of(equipped, lang, SETTINGS)
    pages = all_pages(context)
    stack, reached = navigation(context, pages), set()
    while stack:
        item = stack.pop()
        reached.add(item.path)
        stack += item.children
    assert {path for path, _anchor in IDS.values()} | {"tools/", "forms/", "registry-card/fields/"} <= reached


def test_a_group_of_the_navigation_begins_with_the_page_that_leads_to_the_others(equipped: Tree) -> None:
    context = context_of(equipped, "en", SETTINGS)
    groups = [item for item in navigation(context, all_pages(context)) if item.children]
    assert [item.title for item in groups if any(child.children for child in item.children)] == []
    firsts = [item.children[0].path for item in groups]
    assert [path for path in ("tools/", "forms/", "registry-card/") if path not in firsts] == []
    page = pages_of(equipped, "en")["tools/"].markdown
    for path in ("forms/", "registry-card/", "indicators/", "questions/", "practices/", "toolkits/"):
        assert f'href="../{path}"' in page


def test_each_record_stands_on_exactly_one_page(equipped: Tree) -> None:
    ids = [ident for page in pages_of(equipped).values() for ident in page.ids]
    kb = equipped.kb
    records = [*kb.forms, *kb.questions, *kb.indicators, *kb.practices, *kb.toolkits, "RC", "RC-1", "IN"]
    assert [ident for ident in records if ids.count(ident) != (2 if ident == "form-registry-card" else 1)] == []


def test_a_form_has_room_for_every_answer_and_says_why_it_asks(equipped: Tree) -> None:
    page = pages_of(equipped, "en")["forms/form-everything/"]
    assert page.markdown.count('class="kb-line"') == 10, "one line a field, three for a long text, none for a choice"
    assert page.markdown.count('class="kb-box"') == 2, "yes and no"
    assert plain(page).count("Why it is asked: One.") == 8
    assert 'Read <a href="../../rg/1/#rg-1.1"' in page.markdown


def test_what_a_checklist_tells_to_do_is_ticked_and_what_a_card_says_is_not(content: Tree, equipped: Tree) -> None:
    checklist = pages_of(content)["forms/checklist-first-questions/"].markdown
    assert re.search(r'kb-field--instruction"><span class="kb-box"', checklist)
    assert "kb-box" not in pages_of(equipped)["forms/card-rights/"].markdown


def test_the_registry_card_alone_is_set_close_for_paper(equipped: Tree) -> None:
    pages = pages_of(equipped)
    assert 'kb-fields--compact"' in pages["registry-card/card/"].markdown
    assert "kb-fields--compact" not in pages["forms/form-everything/"].markdown


def test_a_printed_form_says_its_date_and_its_permanent_address(equipped: Tree) -> None:
    assert "21 November 2026. Permanent link: /id/form-everything/" in plain(
        pages_of(equipped, "en")["forms/form-everything/"]
    )


def test_a_section_leads_to_its_forms_and_open_questions_without_being_told(equipped: Tree) -> None:
    chapter = pages_of(equipped)["rg/1/"].markdown
    shown = chapter[chapter.index("{#rg-1.1 ") :].split("<details")[0]
    assert 'href="../../forms/card-rights/#card-rights"' in shown
    assert 'href="../../questions/#question-panel-quorum"' in shown


def test_a_publication_leads_to_its_forms_and_counts_its_open_questions(equipped: Tree) -> None:
    front = pages_of(equipped, "en")["rg/"].markdown
    assert 'href="../forms/card-rights/#card-rights"' in front
    assert '<a href="../questions/#of-rg">Open questions</a>: 1' in front


def test_open_questions_stand_by_publication_with_what_to_do_meanwhile(equipped: Tree) -> None:
    page = pages_of(equipped, "en")["questions/"].markdown
    first, other = page.index("{#of-rg}"), page.index("{#of-other}")
    assert first < page.index("{#question-panel-quorum}") < other < page.index("{#question-elsewhere}")
    assert 'Three people decide (<a href="../rg/1/#rg-1.1"' in page
    assert "Answered by" in page


def test_the_registry_card_says_who_may_see_each_field_and_what_is_never_recorded(equipped: Tree) -> None:
    page = plain(pages_of(equipped, "en")["registry-card/fields/"])
    assert "Who may see it Case worker; Statistics" in page
    assert "How long it is kept Until it is closed." in page
    assert "family_migration_status Migration status of the family . It could be used against them." in page
    assert "read_aloud" not in page


def test_the_registry_cards_page_leads_to_the_card_its_fields_and_its_files(equipped: Tree) -> None:
    page = pages_of(equipped)["registry-card/"].markdown
    for href in (
        "card/",
        "fields/",
        "../data/v1/registry-card/schema.json",
        "../data/v1/forms/form-registry-card.xlsx",
    ):
        assert f'href="{href}"' in page


def test_indicators_say_what_they_watch(equipped: Tree) -> None:
    page = pages_of(equipped, "en")["indicators/"].markdown
    assert page.index("What is measured.") < page.index("{#in-1.1}") < page.index("{#in-1.2}")
    assert '<dt>Provisions that it watches</dt><dd><a href="../rg/1/#rg-1.1"' in page
    assert "<dd>sex; age</dd>" in page


def test_indicators_have_a_page_before_their_introduction_is_written(equipped: Tree) -> None:
    equipped.kb.sections.pop("IN")
    equipped.kb.__dict__.pop("series", None)
    assert "{#in-1.1}" in pages_of(equipped)["indicators/"].markdown


def test_a_toolkit_stands_under_its_first_subject_and_is_named_under_the_others(equipped: Tree) -> None:
    page = pages_of(equipped)["toolkits/"].markdown
    assert page.count("{#toolkit-one") == 1
    assert page.index("{#return}") < page.index("{#participation}") < page.index("{#toolkit-one")
    assert 'href="#toolkit-one"' in page[page.index("{#return}") : page.index("{#participation}")]


def test_toolkits_are_listed_by_audience_whether_an_actor_or_not(equipped: Tree) -> None:
    page = plain(pages_of(equipped, "en")["toolkits/"])
    assert "Police and border guard (1)" in page
    assert "Case workers and social workers (2)" in page


def test_a_title_in_another_language_says_so(equipped: Tree) -> None:
    assert "A handbook {#toolkit-one lang=en}" in pages_of(equipped)["toolkits/"].markdown


def test_a_practice_says_where_and_what_another_country_can_take(equipped: Tree) -> None:
    page = plain(pages_of(equipped, "en")["practices/"])
    assert "Where Guatemala, Regional" in page
    assert "What another country can take from it It can be repeated." in page


def test_pages_of_tools_appear_only_where_there_are_any(small: Path) -> None:
    paths = {path.partition("/")[0] for path in pages_of(read_tree(small))}
    assert not paths & {"tools", "forms", "registry-card", "questions", "indicators", "practices", "toolkits"}


def test_validated_tools_are_not_called_working_texts(equipped: Tree) -> None:
    assert "kb-working" not in pages_of(equipped)["forms/form-everything/"].markdown
    assert "kb-working" in pages_of(equipped)["forms/card-rights/"].markdown
