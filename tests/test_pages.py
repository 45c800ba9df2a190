"""Pages are what the golden files say, and what readers rely on."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from kb.base import KnowledgeBase
from kb.models.institution import Institution, Verified
from kb.models.section import Deadline
from kb.pages.a_to_z import GROUPS
from kb.pages.contacts import is_verified, opening_words, origin, telephone
from kb.pages.page import relative
from kb.pages.section import deadline_words
from kb.pages.site_map import all_pages, navigation
from kb.pages.status import status_page
from kb.pages.writer import Context, Writer
from kb.read.document import parse
from kb.read.tree import Tree, assemble, read_tree
from kb.settings import Settings, context_of
from tests import golden

TODAY = date(2026, 11, 21)


def context(tree: Tree, lang: str = "es") -> Context:
    return context_of(tree, lang, Settings(edit_base="https://code.example.org/edit/", today=TODAY))


def page_of(tree: Tree, path: str, lang: str = "es") -> str:
    return next(page.markdown for page in all_pages(context(tree, lang)) if page.path == path)


@pytest.mark.parametrize("name", sorted(golden.pages()))
def test_a_page_is_what_its_golden_file_says(name: str) -> None:
    path = golden.FOLDER / name
    assert path.exists(), f"run: {golden.COMMAND}"
    assert golden.pages()[name] == path.read_text(encoding="utf-8"), f"if the change is meant, run: {golden.COMMAND}"


def test_no_golden_file_is_left_over() -> None:
    found = {path.relative_to(golden.FOLDER).as_posix() for path in golden.FOLDER.rglob("*.md")}
    assert found == set(golden.pages()), f"run: {golden.COMMAND}"


@pytest.mark.parametrize(
    ("here", "there", "anchor", "address"),
    [
        ("", "", "", "./"),
        ("", "mx/", "", "mx/"),
        ("rg/2/", "rg/2/", "rg-2.3", "#rg-2.3"),
        ("rg/2/", "rg/", "", "../"),
        ("rg/2/", "rg/1/", "rg-1.1", "../1/#rg-1.1"),
        ("rg/2/", "directory/mx/", "mx-comar", "../../directory/mx/#mx-comar"),
        ("en/mx/", "mx/", "", "../../mx/"),
    ],
)
def test_an_address_between_pages_is_relative(here: str, there: str, anchor: str, address: str) -> None:
    assert relative(here, there, anchor) == address


def test_every_section_stands_on_exactly_one_page_in_each_language(content: Tree) -> None:
    for lang in content.kb.languages:
        ids = [ident for page in all_pages(context(content, lang)) for ident in page.ids]
        assert [ident for ident in content.kb.sections if ids.count(ident) != 1] == []


def test_both_languages_have_the_same_pages(content: Tree) -> None:
    pages = [{page.path for page in all_pages(context(content, lang))} for lang in content.kb.languages]
    assert pages[0] == pages[1]


def test_every_page_is_reached_by_the_navigation(content: Tree) -> None:
    pages = all_pages(context(content))
    stack = navigation(context(content), pages)
    reached = set()
    while stack:
        item = stack.pop()
        reached |= {item.path} - {None}
        stack += item.children
    below = {page.path for page in pages if page.path.endswith("/first-hour/")}  # reached from the country's own page
    below |= {page.path for page in pages if re.match(r"roles/.+/.+/", page.path)}  # reached from the role's own page
    below |= {page.path for page in pages if re.match(r"search/a-z/.+/", page.path)}  # reached from the list of letters
    assert reached == {page.path for page in pages} - below


def test_the_navigation_names_every_country_under_a_page_that_leads_to_them_all(content: Tree) -> None:
    items = navigation(context(content), all_pages(context(content)))
    group = next(item for item in items if item.children and item.children[0].path == "countries/")
    assert [item.title for item in group.children[1:]] == [
        "Belice", "Canadá", "Costa Rica", "El Salvador", "Estados Unidos", "Guatemala", "Honduras", "México", "Nicaragua", "Panamá",
        "República Dominicana",
    ]  # fmt: skip
    page = next(page for page in all_pages(context(content)) if page.path == "countries/").markdown
    for code in content.kb.countries:
        assert f'href="../{code.lower()}/"' in page
        assert f'href="../{code.lower()}/first-hour/"' in page


@pytest.mark.parametrize("lang", ["es", "en"])
def test_titles_of_toolkits_and_pages_in_another_language_say_so_wherever_they_are_links(
    content: Tree, lang: str
) -> None:
    kb, other = content.kb, {"es": "en", "en": "es"}[lang]
    pages = {page.path: page.markdown for page in all_pages(context_of(content, lang, Settings(today=TODAY)))}
    toolkit = next(item for item in kb.toolkits.values() if set(item.record.title) == {other})
    source = next(
        item for item in kb.library.values() if item.record.language == other and set(item.record.title) == {other}
        and any(ident in kb.institutions for ident in kb.cited_by.get(item.id, ()))
    )  # fmt: skip
    citing = next(ident for ident in kb.cited_by[source.id] if ident in kb.institutions)
    card = pages[f"directory/{kb.institutions[citing].folder}/"]
    assert re.search(rf'href="[^"]*#{source.id}" lang="{other}"', card)
    assert re.search(rf'href="[^"]*#{toolkit.id}" lang="{other}"', pages["toolkits/"])
    french = next(item for item in kb.library.values() if item.record.language == "fr" and len(item.record.title) == 1)
    assert f'<cite lang="fr">{french.record.title.get("en", "").split("&")[0][:9]}' in pages["library/pages/ca/"]


def test_a_cited_id_is_marked_so_that_no_line_breaks_it(content: Tree) -> None:
    page = next(page for page in all_pages(context(content)) if page.path == "rg/2/").markdown
    assert "[RG-2.1][RG-2.1]{.kb-ref}" in page


def test_a_role_with_many_provisions_leads_to_a_page_a_phase(content: Tree) -> None:
    pages = {page.path: page for page in all_pages(context(content))}
    below = [path for path in pages if re.match(r"roles/.+/.+/", path)]
    assert below
    for path in below:
        role, phase = path.rstrip("/").rpartition("/")[::2]
        assert f'href="{phase}/"' in pages[f"{role}/"].markdown


def test_a_record_is_cited_by_its_name_and_a_section_by_its_id(small: Path) -> None:
    text = page_of(read_tree(small), "rg/1/")
    assert "avisa a [DIF][mx-dif]" in text
    assert "decide según [CRC-3]" in text
    assert re.search(r"^\[mx-dif\]: \.\./\.\./directory/mx/#mx-dif ", text, re.M)


def test_what_a_section_cites_says_who_cites_it(small: Path) -> None:
    tree = read_tree(small)
    assert tree.kb.cited_by["CRC-3"] == ("RG-1", "RG-1.1")
    assert "RG-1.1" in page_of(tree, "library/").split('id="crc-3"')[1].split("</li>")[0]
    assert "RG-1.1" in page_of(tree, "directory/mx/")


def test_headings_inside_a_section_have_the_same_anchors_in_both_languages(small: Path) -> None:
    path = small / "guidelines/regional/1-principles/RG-1.1.md"
    text = path.read_text(encoding="utf-8")
    text = text.replace("[mx-dif].\n\n#", "[mx-dif].\n\n## Qué hacer\n\nAvisar.\n\n#") + "\n## What to do\n\nTell.\n"
    path.write_text(text, encoding="utf-8")
    tree = read_tree(small)
    assert "### Qué hacer {#rg-1.1-1}" in page_of(tree, "rg/1/")
    assert "### What to do {#rg-1.1-1}" in page_of(tree, "rg/1/", "en")


def test_a_series_own_headings_leave_the_anchors_of_its_sections_free(small: Path) -> None:
    path = small / "guidelines/regional/RG.md"
    path.write_text(path.read_text(encoding="utf-8") + "\n## One\n\nText.\n", encoding="utf-8")
    page = page_of(read_tree(small), "rg/", "en")
    assert "{#rg-h1}" in page
    assert "{#rg-1}" not in page


def test_a_heading_in_code_is_not_a_heading() -> None:
    text = "---\nid: RG-9\nstatus: proposed\n---\n\n# Uno {lang=es}\n\n```\n# Dos {lang=en}\n```\n\n# Three {lang=en}\n\nText.\n"
    section = parse("guidelines/regional/RG-9.md", text).entries[0]
    assert section.bodies["en"].title == "Three"  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("deadline", "spanish", "english"),
    [
        ({"immediately": True}, "De inmediato", "At once"),
        ({"hours": 24}, "24 horas", "24 hours"),
        ({"hours": 1}, "1 hora", "1 hour"),
        ({"working_days": 5}, "5 días hábiles", "5 working days"),
        ({"months": 3}, "3 meses", "3 months"),
    ],
)
def test_a_deadline_is_said_in_words(content: Tree, deadline: dict[str, object], spanish: str, english: str) -> None:
    for lang, words in (("es", spanish), ("en", english)):
        assert deadline_words(Writer(context(content, lang), ""), Deadline.model_validate(deadline)) == words


def test_a_verification_expires_after_180_days(content: Tree) -> None:
    phone = content.kb.institutions["mx-911"].record.phones[0]
    fresh = phone.model_copy(update={"verified": Verified(date=date(2026, 6, 1), by="Consulado", how="phone")})
    old = phone.model_copy(update={"verified": Verified(date=date(2026, 5, 1), by="Consulado", how="phone")})
    writer = Writer(context(content), "directory/mx/")
    assert is_verified(fresh, TODAY)
    assert not is_verified(old, TODAY)
    assert not is_verified(phone, TODAY)
    assert "verificado el 1 de junio de 2026 (Consulado)" in origin(writer, fresh)
    assert "no verificado desde el 1 de mayo de 2026" in origin(writer, old)
    assert "no verificado<" in origin(writer, phone)


def test_a_number_that_cannot_be_dialled_is_no_link(content: Tree) -> None:
    phone = content.kb.institutions["mx-911"].record.phones[0]
    writer = Writer(context(content), "")
    assert 'href="tel:911"' in telephone(writer, phone)
    assert "href" not in telephone(writer, phone.model_copy(update={"short": None, "number": None}))


@pytest.mark.parametrize(
    ("rule", "spanish"),
    [
        ("Mo-Fr 09:00-18:00", "lun-vie 09:00-18:00"),
        ("Mo-Sa 08:00-12:00; PH off", "lun-sáb 08:00-12:00; feriados cerrado"),
    ],
)
def test_opening_hours_are_read_in_the_readers_language(content: Tree, rule: str, spanish: str) -> None:
    assert opening_words(Writer(context(content), ""), rule) == spanish


@pytest.mark.parametrize(
    ("day", "spanish", "english"),
    [
        ("2025", "2025", "2025"),
        ("2025-03", "marzo de 2025", "March 2025"),
        ("2025-03-09", "9 de marzo de 2025", "9 March 2025"),
    ],
)
def test_a_date_stays_as_inexact_as_its_source(content: Tree, day: str, spanish: str, english: str) -> None:
    assert Writer(context(content, "es"), "").day(day) == spanish
    assert Writer(context(content, "en"), "").day(day) == english


def test_text_from_records_is_never_markup(small: Path) -> None:
    path = small / "directory/mx/dif.yml"
    text = path.read_text(encoding="utf-8").replace("Protege a niñas y niños.", '"<script>alert(1)</script> & [x](y)"')
    path.write_text(text, encoding="utf-8")
    page = page_of(read_tree(small), "directory/mx/")
    assert "<script>" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp; [x](y)" in page


def test_a_section_without_a_language_says_so_instead_of_failing(small: Path) -> None:
    path = small / "guidelines/regional/1-principles/RG-1.1.md"
    path.write_text(path.read_text(encoding="utf-8").split("# Best interests")[0], encoding="utf-8")
    tree = read_tree(small)
    assert "*not_in_this_language*" in page_of(tree, "rg/1/", "en")
    assert "El interés superior primero" in page_of(tree, "rg/1/")


def test_an_empty_knowledge_base_still_has_its_pages(tmp_path: Path) -> None:
    paths = {page.path for page in all_pages(context(assemble(tmp_path, [])))}
    lists = {"directory/browse/", "directory/emergency/", "directory/focal-points/"}
    own = {
        "",
        "changes/",
        "commitments/",
        "contributing/fields/",
        "data/",
        "directory/",
        "library/",
        "glossary/",
        "rules/",
        "offline/",
        "search/",
        "search/a-z/",
        *(f"search/a-z/{group}/" for group in GROUPS),
        "status/",
    }
    assert paths == own | lists


def test_a_country_without_a_known_emergency_number_says_so(content: Tree) -> None:
    text = page_of(content, "directory/emergency/").split("{#bz}")[1].split("##")[0]
    none = any("emergency" in item.record.services for item in content.kb.folders["bz"])
    assert ("No conocemos ningún contacto con fuente." in text) is not none


def test_the_status_page_counts_and_lists_what_has_expired(content: Tree) -> None:
    record = content.kb.institutions["mx-911"].record
    old = Verified(date=date(2026, 1, 1), by="Consulado", how="phone")
    phones = tuple(phone.model_copy(update={"verified": old}) for phone in record.phones)
    expired = Institution(record.model_copy(update={"phones": phones}), "directory/mx/911.yml")
    kb = KnowledgeBase.of([expired], languages=("es", "en"), vocabulary=content.kb.vocabulary, labels=content.kb.labels)
    page = status_page(Context(kb, "es", TODAY)).markdown
    assert 'href="../directory/mx/#mx-911"' in page.split("{#expired}")[1]
    counted = re.findall(r"<td>(\d+)</td>", page.split("{#expired}")[0])
    assert counted == ["1", "0", str(len(phones)), "0", str(len(phones)), "0", "0"]
