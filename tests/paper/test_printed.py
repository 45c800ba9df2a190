"""What people find on paper: one sheet, all of the text, the id, the day, how far it is agreed."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pypdfium2
import pytest
import zxingcpp
from fontTools.ttLib import TTFont

from kb.pages.site_map import all_pages
from kb.paper.document import Document
from kb.paper.editions import by_page, chosen, editions, file_name
from kb.paper.layout import CARD_TYPE, FORM_TYPE, SIZES, laid_out, render
from kb.paper.needs import FONTS
from kb.settings import Settings, context_of
from tests.paper.made import BOOKS, LANGUAGES, ROOT, SHEETS, SITE, data, tagged, tree, written
from tests.personal import scan, texts

pytestmark = pytest.mark.xdist_group("paper")
MILLIMETRE = 72 / 25.4
CARDS = [edition.name for edition in editions(tree().kb) if edition.is_card]


def smallest(made: Document, size: str) -> int:
    """How many sheets a card takes in the smallest type."""
    return len(laid_out(made, size, CARD_TYPE[0]).pages)


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("size", ["a4", "letter"])
def test_every_card_is_one_sheet(size: str, lang: str) -> None:
    too_long = {name: count for name in CARDS if (count := smallest(written(name, lang), size)) != 1}
    assert too_long == {}


def test_a_card_that_is_too_long_would_be_found() -> None:
    card = written("checklist-first-questions", "es")
    assert (
        smallest(replace(card, html=card.html.replace("</main>", "<p>Una línea más.</p>" * 90 + "</main>")), "a4") > 1
    )


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_form_takes_as_few_sheets_as_it_can(lang: str) -> None:
    form = written("form-follow-up", lang)
    assert len(render(form).pages) == len(laid_out(form, "both", FORM_TYPE[0]).pages) == 2


@pytest.mark.parametrize("size", SIZES)
def test_a_card_is_set_as_large_as_one_sheet_takes(size: str) -> None:
    card = written("ca-first-hour", "es")
    chosen_pages = render(card, size).pages
    assert len(chosen_pages) == 1
    short = written("bz-first-hour", "es")
    assert len(laid_out(short, size, CARD_TYPE[-1]).pages) == 1


def test_one_file_prints_on_both_sizes_of_paper() -> None:
    width, height = (float(side) / MILLIMETRE for side in tagged("ca-first-hour", "es").pdf.pages[0].mediabox[2:])
    assert (round(width), round(height)) == (210, 279)


@pytest.mark.parametrize(("name", "lang"), [*BOOKS, *SHEETS])
def test_no_text_is_cut_off_or_runs_into_the_margin(name: str, lang: str) -> None:
    file = pypdfium2.PdfDocument(data(name, lang))
    for number, page in enumerate(file, start=1):
        text, (width, height) = page.get_textpage(), page.get_size()
        for index in range(text.count_rects()):
            left, bottom, right, top = text.get_rect(index)
            edge = 5 * MILLIMETRE
            inside = left >= edge and right <= width - edge and bottom >= edge and top <= height - edge
            assert inside, (number, text.get_text_bounded(left, bottom, right, top))


@pytest.mark.parametrize(("name", "lang"), BOOKS)
def test_every_section_is_in_the_text_and_in_the_bookmarks(name: str, lang: str) -> None:
    """Its id too, as a link to its permanent address."""
    kb, file = tree().kb, tagged(name, lang)
    series = {"ad": "AD", "sv": "SV"}.get(name)
    expected = [
        section
        for section in kb.sections.values()
        if (
            section.series == series
            if series
            else section.series == "RG" and "." in section.number and "labour" in section.front.actors
        )
    ]
    assert expected
    headings = {"".join(item.text.split()) for item in file.structure.walk() if re.fullmatch("H[1-6]", item.tag)}
    addresses = {str(link.A.URI) for link in file.links if "/A" in link}
    for section in expected:
        shown = f"{section.id} {' '.join(section.title(lang).split())}"
        assert shown.replace(" ", "") in headings
        assert shown in file.bookmarks
        assert f"{SITE}id/{section.id}/" in addresses


@pytest.mark.parametrize(("name", "lang"), [*BOOKS, *SHEETS])
def test_every_page_says_how_far_the_text_is_agreed_and_of_what_day_it_is(name: str, lang: str) -> None:
    file, made = tagged(name, lang), written(name, lang)
    assert made.status == {"es": "Texto de trabajo, no adoptado", "en": "Working text, not adopted"}[lang]
    for number, page in enumerate(file.pages, start=1):
        assert f"{made.status} · {made.day}" in page.artifacts
        if not made.edition.is_card:
            assert {"es": f"Página {number} de ", "en": f"Page {number} of "}[lang] + str(
                len(file.pages)
            ) in page.artifacts


def test_the_head_of_a_page_names_the_section_that_begins_on_it() -> None:
    file = tagged("sv", "es")
    heads = [re.findall(r"SV-\d+", page.artifacts) for page in file.pages]
    assert {"SV-1", "SV-2"} <= {head for found in heads for head in found}


@pytest.mark.parametrize(("name", "lang"), [pair for pair in SHEETS if not pair[0].startswith("form")])
def test_a_telephone_reads_the_code_of_a_card(name: str, lang: str) -> None:
    picture = pypdfium2.PdfDocument(data(name, lang))[0].render(scale=2).to_pil()
    ident = written(name, lang).edition.ident
    assert [code.text for code in zxingcpp.read_barcodes(picture)] == [f"{SITE}id/{ident}/"]


def test_every_sign_of_the_content_is_in_a_declared_font() -> None:
    """The whole content, not only the editions that these tests make."""
    known: set[int] = set()
    for font in FONTS:
        path = subprocess.run(["fc-match", "--format=%{file}", font], capture_output=True, text=True, check=True).stdout
        known |= set(TTFont(path).getBestCmap())
    signs = {sign for document in tree().documents.values() for sign in document.text if not sign.isspace()}
    assert {sign for sign in signs if ord(sign) not in known} == set()


def test_two_runs_write_the_same_bytes_whatever_the_machine_is_set_to(tmp_path: Path) -> None:
    settings = (
        {"TZ": "America/Tijuana", "PYTHONHASHSEED": "1"},
        {"TZ": "Asia/Tokyo", "PYTHONHASHSEED": "2", "LC_ALL": "C"},
    )
    made = []
    for number, more in enumerate(settings):
        folder = tmp_path / str(number)
        command = [sys.executable, "-m", "kb", "pdf", folder, "--only", "card-rights,gt-first-hour", "--root", ROOT]
        environment = {**os.environ, "SOURCE_DATE_EPOCH": "1790000000", **more}
        subprocess.run(command, check=True, capture_output=True, env=environment)
        made.append({path.name: path.read_bytes() for path in folder.iterdir()})
    assert made[0].keys() == {file_name(n, lang) for n in ("card-rights", "gt-first-hour") for lang in LANGUAGES}
    assert made[0] == made[1]


@pytest.mark.parametrize(("name", "lang"), BOOKS)
def test_nothing_on_paper_only_serves_to_go_somewhere_on_the_site(name: str, lang: str) -> None:
    kb, read = tree().kb, tagged(name, lang).structure.text
    for key in (
        "cite",
        "side_by_side",
        "cited_by",
        "edit",
        "report",
        "print_first_hour",
        "offline_keep_country",
        "to_directory",
        "more",
    ):
        said = {item.text.strip() for item in tagged(name, lang).structure.walk() if item.tag in ("Link", "P", "Span")}
        assert kb.label(key, lang) not in said
    assert kb.label("basis", lang) in read or name.startswith("role")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_edition_has_a_page_of_its_own_that_leads_to_it(lang: str) -> None:
    kb = tree().kb
    paths = {page.path for page in all_pages(context_of(tree(), lang, Settings()))}
    assert len(by_page(kb)) == len(editions(kb)) == len({edition.name for edition in editions(kb)})
    assert by_page(kb).keys() <= paths


def test_there_is_an_edition_of_everything_that_people_print() -> None:
    kb = tree().kb
    names = {edition.name for edition in editions(kb)}
    assert {"rg", "bi", "ad", "rc", "in", "card-rights", "checklist-first-questions"} <= names
    assert {
        f"{code.lower()}{what}" for code in kb.vocabulary.words("countries") for what in ("", "-first-hour")
    } <= names
    assert {f"role-{actor}" for actor in kb.vocabulary.expand("actors", ("all",))} <= names


def test_names_and_groups_choose_editions() -> None:
    kb = tree().kb
    found, unknown = chosen(kb, ["MX", "cards", "atlantis"])
    assert {edition.kind for edition in found} == {"country", "card"}
    assert [edition.name for edition in found if not edition.is_card] == ["mx"]
    assert unknown == ["atlantis"]
    assert chosen(kb, []) == (editions(kb), [])


def test_no_edition_holds_an_address_or_a_number_that_no_record_holds(tmp_path: Path) -> None:
    for name, lang in (*BOOKS, *SHEETS):
        (tmp_path / file_name(name, lang)).write_bytes(data(name, lang))
    assert sum(len(text) for _, text in texts(tmp_path)) > 100_000
    assert "\n".join(str(found) for found in scan(tmp_path, tree())) == ""
