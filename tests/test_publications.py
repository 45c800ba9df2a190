"""Publications stand in one order wherever they are listed, the vocabulary's, then by id, and take no other page's address."""

from __future__ import annotations

from pathlib import Path

import pytest

from kb.base import KnowledgeBase
from kb.delivery.carry import PUBLISHED
from kb.delivery.offline import FOLDER as KEPT
from kb.exports.catalogue import ROOT as DATA
from kb.machines.feeds import feeds
from kb.machines.llms import llms_txt
from kb.models.base import RESERVED_IDS
from kb.models.records import Vocabulary
from kb.pages.search import facets
from kb.pages.site_map import all_pages, navigation
from kb.pages.status import status_page
from kb.pages.writer import Writer
from kb.paper.editions import FOLDER as PAPER
from kb.paper.editions import editions
from kb.read.tree import Tree, read_tree
from kb.settings import context_of
from kb.translations import progress
from tests.exported import SETTINGS, data


def test_a_reader_meets_the_guidelines_first_then_best_interests_then_what_is_for_families(content: Tree) -> None:
    assert list(content.kb.series)[:3] == ["RG", "BI", "AD"]


@pytest.mark.parametrize("lang", ["es", "en"])
def test_every_list_of_publications_has_this_order(content: Tree, written: Path, lang: str) -> None:
    kb, context = content.kb, context_of(content, lang, SETTINGS)
    pages = all_pages(context)
    menu = navigation(context, pages)
    titles = {kb.sections[series].title(lang): series for series in kb.series}
    status = status_page(context).markdown
    lists = {
        "menu": [titles[item.title] for item in menu if item.title in titles],
        "search": [value for value, _label in facets(Writer(context, ""))["publication"] if value in kb.series],
        "paper": [item.ident for item in editions(kb) if item.kind == "publication"],
        "data": [item["id"] for item in data(written, "index.json")["publications"]],
        "kb status": [item.series for item in progress(kb)],
        "status page": sorted(kb.series, key=lambda series: status.index(f">{series}</a></th>")),
    }
    lines = llms_txt(context, pages, menu).splitlines()
    lists["llms.txt"] = [titles[line[3:]] for line in lines if line.startswith("## ") and line[3:] in titles]
    assert {name: found for name, found in lists.items() if found != [s for s in kb.series if s in found]} == {}
    assert all({"RG", "BI", "AD"} <= set(found) for found in lists.values())


def test_publications_that_the_vocabulary_does_not_name_follow_by_id(small: Path, content: Tree) -> None:
    def order(*named: str) -> list[str]:
        words = Vocabulary({"publications": {name: {} for name in named}})
        return list(KnowledgeBase.of(content.kb.sections.values(), languages=("es",), vocabulary=words).series)

    assert order() == sorted(content.kb.series)
    assert order("RC", "ZZ") == ["RC", *(series for series in sorted(content.kb.series) if series != "RC")]
    assert list(read_tree(small).kb.series) == ["RG"]


def test_no_publication_can_take_the_address_of_anything_else(content: Tree) -> None:
    pages = {page.path for page in all_pages(context_of(content, "es", SETTINGS))}
    beside = {f"{folder}/" for folder in ("assets", "id", DATA, KEPT, PAPER, PUBLISHED)}
    changes = {path for path, _text in feeds(content.kb, SETTINGS, []) if not path.startswith("en/")}
    folders = {path.partition("/")[0] for path in pages | beside | changes} - {""}
    assert {"offline", "roles", "feeds", "copies", "rg"} <= folders
    assert folders - {series.lower() for series in content.kb.series} <= RESERVED_IDS
