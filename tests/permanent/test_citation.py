"""Citations say what a text is and of which day, in the form of each reference manager."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path

from kb.ledger.release import release
from kb.permanent.citation import bibtex, citations, csl_json, ris
from kb.read.tree import read_tree
from tests import lasting
from tests.permanent.made import FIRST, SETTINGS, plain, written


def test_a_citation_says_that_a_text_is_proposed_and_from_which_day_it_is(root: Path) -> None:
    release(read_tree(root), FIRST)
    spanish, english = citations(plain(root), "RG-1.1")
    assert spanish.text == (
        "«El interés superior primero» (RG-1.1). En: Lineamientos. Protección de la niñez migrante; "
        "propuesta, 1 de diciembre de 2026. https://example.org/id/RG-1.1/2026-12-01/"
    )
    assert english.text == (
        "“Best interests first” (RG-1.1). In: Guidelines. Protection of migrant children; "
        "proposed, 1 December 2026. https://example.org/id/RG-1.1/2026-12-01/"
    )


def test_a_wording_that_was_not_released_is_cited_by_its_permanent_address_alone(root: Path) -> None:
    release(read_tree(root), FIRST)
    lasting.change(root, lasting.SECTION, "decides under", "must decide under")
    cited = citations(plain(root), "RG-1.1")[0]
    assert (cited.released, cited.dated_url, cited.day) == (False, "", SETTINGS.today)
    assert cited.text.endswith("https://example.org/id/RG-1.1/")


def test_what_is_no_section_is_cited_with_the_part_of_the_site_it_stands_in(root: Path) -> None:
    assert [cited.container for cited in citations(plain(root), "mx-dif")] == [
        "Directorio de protección",
        "Protection directory",
    ]
    assert citations(plain(root), "CRC-3")[1].container == "Library"


def test_bibtex_escapes_what_tex_would_take_for_commands(root: Path) -> None:
    cited = replace(citations(plain(root), "RG-1.1")[1], title=r"50 % & more_#{x} \ ~^ $")
    entry = bibtex([cited])
    assert r"50 \% \& more\_\#\{x\} \textbackslash{} \textasciitilde{}\textasciicircum{} \$ (RG-1.1)" in entry
    assert entry.startswith("@misc{rg-1.1-en,\n")
    assert "  month = feb,\n" in entry
    plain_entry = bibtex(citations(plain(root), "RG-1.1"))
    assert plain_entry.count("{") == plain_entry.count("}")


def test_a_ris_record_has_tags_of_two_letters_and_ends(root: Path) -> None:
    text = ris(citations(plain(root), "RG-1.1"))
    lines = text.split("\r\n")[:-1]
    assert all(re.fullmatch(r"[A-Z][A-Z0-9]  - .*", line) for line in lines)
    assert [line for line in lines if line.startswith(("TY", "ER"))] == ["TY  - ELEC", "ER  - "] * 2
    assert "DA  - 2028/02/03" in lines


def test_csl_json_has_an_item_a_language(root: Path) -> None:
    items = json.loads(csl_json(citations(plain(root), "RG-1.1")))
    assert [(item["id"], item["language"]) for item in items] == [("rg-1.1-es", "es"), ("rg-1.1-en", "en")]
    assert items[0]["issued"] == {"date-parts": [[2028, 2, 3]]}


def test_a_section_offers_a_file_for_each_reference_manager(root: Path) -> None:
    folder = written(root) / "id/RG-1.1/cite"
    assert {path.name for path in folder.iterdir()} == {"index.html", "RG-1.1.bib", "RG-1.1.ris", "RG-1.1.json"}
    text = (folder / "index.html").read_text(encoding="utf-8")
    assert all(f'href="RG-1.1.{ending}" download' in text for ending in ("bib", "ris", "json"))
