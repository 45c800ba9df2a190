"""Editions meet what PDF/UA-1 (ISO 14289-1) asks of the file itself.

veraPDF, the usual validator, is neither on PyPI nor on npm nor in Debian, so that a bare machine cannot install it: these
tests look at the structure with pikepdf instead. They name the checkpoints of the Matterhorn Protocol 1.1.
"""

from __future__ import annotations

import re
from itertools import pairwise
from xml.etree.ElementTree import Element as Html

import pytest

from kb.paper.tree import parse
from tests.paper.made import BOOKS, LANGUAGES, SHEETS, tagged, written
from tests.paper.structure import Element

pytestmark = pytest.mark.xdist_group("paper")
EVERY = [*BOOKS, *SHEETS]
STANDARD = {
    "Root", "Document", "Part", "Sect", "Div", "BlockQuote", "Caption", "NonStruct", "P", "Span", "Link", "Figure",
    "H1", "H2", "H3", "H4", "H5", "H6", "L", "LI", "Lbl", "LBody", "Table", "THead", "TBody", "TR", "TH", "TD",
}  # fmt: skip
"""Standard structure types. Source: ISO 32000-1, 14.8.4."""
HOLDS = {
    "L": {"LI", "L", "Caption"},
    "LI": {"Lbl", "LBody", "L"},
    "Table": {"TR", "THead", "TBody", "Caption"},
    "THead": {"TR"},
    "TBody": {"TR"},
    "TR": {"TH", "TD"},
}


@pytest.mark.parametrize(("name", "lang"), EVERY)
def test_the_file_says_that_it_is_tagged_and_in_which_language_and_shows_its_title(name: str, lang: str) -> None:
    """Checkpoints 06, 07, 11."""
    file = tagged(name, lang)
    assert bool(file.root.MarkInfo.Marked)
    assert str(file.root.Lang) == lang
    assert bool(file.root.ViewerPreferences.DisplayDocTitle)
    assert str(file.pdf.docinfo["/Title"]) == written(name, lang).title
    assert re.search(r"<pdfuaid:part>1</pdfuaid:part>|pdfuaid:part=.1.", file.metadata)
    assert written(name, lang).title in file.metadata


@pytest.mark.parametrize(("name", "lang"), EVERY)
def test_all_text_is_in_the_structure_or_an_artifact_and_every_mark_is_claimed(name: str, lang: str) -> None:
    """Checkpoint 01."""
    file = tagged(name, lang)
    assert "".join(page.unmarked for page in file.pages) == ""
    claimed = "".join(file.structure.text.split())
    marked = "".join("".join(text for page in file.pages for text in page.marked.values()).split())
    assert len(claimed) == len(marked)


@pytest.mark.parametrize(("name", "lang"), EVERY)
def test_elements_are_of_standard_types_and_lists_and_tables_hold_what_they_may(name: str, lang: str) -> None:
    """Checkpoints 02, 09, 15, 16."""
    for element in tagged(name, lang).structure.walk():
        assert element.tag in STANDARD
        assert {kid.tag for kid in element.elements} <= HOLDS.get(element.tag, STANDARD), element.text
        if element.tag in ("L", "LI", "TR"):
            assert element.elements


@pytest.mark.parametrize(("name", "lang"), EVERY)
def test_headings_begin_at_the_first_level_and_skip_none(name: str, lang: str) -> None:
    """Checkpoint 14."""
    levels = [int(item.tag[1]) for item in tagged(name, lang).structure.walk() if re.fullmatch("H[1-6]", item.tag)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))


@pytest.mark.parametrize(("name", "lang"), SHEETS)
def test_every_picture_has_an_alternative_that_says_what_it_is_for(name: str, lang: str) -> None:
    """Checkpoint 13; only cards have one: the code that leads to their page."""
    pictures = [item for item in tagged(name, lang).structure.walk() if item.tag == "Figure"]
    assert len(pictures) == (0 if name.startswith("form") else 1)
    assert all(str(item.source.Alt).endswith(f"/id/{written(name, lang).edition.ident}/") for item in pictures)


@pytest.mark.parametrize(("name", "lang"), EVERY)
def test_links_say_where_they_lead_and_lead_to_something(name: str, lang: str) -> None:
    """Checkpoint 28: a description of every annotation; every target inside the file is there."""
    file = tagged(name, lang)
    targets = {str(key) for key in file.root.get("/Names", {}).get("/Dests", {}).get("/Names", [])[::2]}
    for link in file.links:
        assert str(link.Contents).strip()
        assert not str(link.Contents).startswith("#")
        if "/Dest" in link:
            assert str(link.Dest) in targets
        else:
            assert re.match("https?://|tel:|mailto:", str(link.A.URI))
    described = {str(link.Contents) for link in file.links}
    assert len(described) > 1


@pytest.mark.parametrize("lang", LANGUAGES)
def test_header_cells_are_tied_to_the_cells_under_them(lang: str) -> None:
    """Checkpoint 15."""
    cells = [item for item in tagged("ad", lang).structure.walk() if item.tag in ("TH", "TD")]
    heads = {str(item.source.ID) for item in cells if item.tag == "TH"}
    assert heads
    assert all({str(head) for head in item.source.A.Headers} <= heads for item in cells if item.tag == "TD")
    assert all(len(item.source.A.Headers) for item in cells if item.tag == "TD")


@pytest.mark.parametrize(("name", "lang"), EVERY)
def test_a_screen_reader_reads_the_text_in_the_documents_order_and_all_of_it(name: str, lang: str) -> None:
    """What is added are only page numbers, the numbers of steps and list items, and heads of tables over a new page."""
    wanted = "".join(_words(parse(written(name, lang).html.partition("</head>")[2])))
    left = iter(_letters(tagged(name, lang).structure))
    missing = next((at for at, letter in enumerate(wanted) if letter not in left), None)
    assert missing is None, wanted[max(0, missing - 60) : missing + 20]


def _letters(element: Element) -> str:
    return "".join(element.text.split())


def _words(body: Html) -> list[str]:
    return "".join(body.itertext()).split()


@pytest.mark.parametrize(("name", "lang"), EVERY)
def test_fonts_are_the_declared_ones_embedded_and_every_sign_has_a_shape(name: str, lang: str) -> None:
    """Checkpoints 10 and 31. A sign that no declared font has would bring in another font, or the empty shape 0."""
    file = tagged(name, lang)
    assert {font.partition("-")[0] for font in file.fonts} <= {"Lato", "DejaVuSans", "DejaVuSansMono", "DejaVu"}
    for font in file.fonts.values():
        descriptor = font.DescendantFonts[0].FontDescriptor
        assert {"/FontFile", "/FontFile2", "/FontFile3"} & set(descriptor.keys())
    assert "\0" not in file.structure.text
    assert "\ufffd" not in file.structure.text
