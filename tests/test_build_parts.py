"""The parts of a build: what is shared between processes, what each stage costs, a site of a knowledge base that begins."""

from __future__ import annotations

import json
from dataclasses import astuple
from pathlib import Path

import pytest
from lunr.builder import Builder

from kb.cli import main
from kb.pages.home import TASKS
from kb.pages.site_map import all_pages
from kb.read.tree import Tree, read_tree
from kb.search.documents import documents, records_of
from kb.search.index import built, fields_of
from kb.search.learnt import hand_over, take_over
from kb.search.pairs import meanings
from kb.search.tuning import TUNING
from kb.search.write import learn
from kb.settings import Settings, context_of
from kb.site.preview import Preview
from kb.stages import ASKED, stage


def test_a_knowledge_base_that_begins_small_is_built_without_a_faulty_link(
    previewable: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv(ASKED, str(tmp_path / "stages"))
    code = main(["build", "--root", str(previewable), "--site-only", "--lang", "en"])
    assert (code, capsys.readouterr().out.count("error")) == (0, 0)
    assert not (previewable / "build").exists()
    told = [json.loads(line) for line in (tmp_path / "stages").read_text(encoding="utf-8").splitlines()]
    assert {"pages and search", "data", "check of every link"} <= {name for name, _wall, _cpu in told}
    assert all(wall > 0 and cpu >= 0 for _name, wall, cpu in told)


def test_a_stage_is_written_down_only_where_that_is_asked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv(ASKED, raising=False)
    with stage("nothing"):
        pass
    assert list(tmp_path.iterdir()) == []


def test_the_home_page_leads_to_those_tasks_only_that_have_a_page(small: Path, content: Tree) -> None:
    for tree in (read_tree(small), content):
        pages = {page.path: page.markdown for page in all_pages(context_of(tree, "es", Settings()))}
        assert [path for _key, _text, path in TASKS if f'<li><a href="{path}"' in pages[""]] == [
            path for _key, _text, path in TASKS if path in pages
        ]


def test_what_is_learnt_of_words_once_is_what_each_language_learns(content: Tree) -> None:
    kb = content.kb
    texts = {lang: records_of(context_of(content, lang, Settings())) for lang in kb.languages}
    once = learn(kb, Settings().today)
    assert once["en"].foreign == meanings(texts["en"], texts["es"], "en", "es").foreign
    assert once["en"].alike == meanings(texts["en"], texts["es"], "en", "es").alike
    assert once["es"].foreign["child"]


def test_what_is_learnt_is_handed_over_as_it_is_and_nobody_waits_for_ever(content: Tree, tmp_path: Path) -> None:
    path = tmp_path / "learnt.json"
    assert take_over(path, "es", patience=0.0) is None
    once = learn(content.kb, Settings().today)
    hand_over(once, path)
    taken = take_over(path, "es")
    assert taken is not None
    assert astuple(taken) == astuple(once["es"])


def test_words_are_counted_as_lunr_counts_them(small: Path) -> None:
    found = documents(context_of(read_tree(small), "es", Settings()))
    theirs = Builder()
    theirs.ref("ref")
    for name in TUNING.fields:
        theirs.field(name)
    for number, document in enumerate(found):
        theirs.add({"ref": str(number), **fields_of(document, "es", "en")})
    ours = built(found, "es", "en")
    assert ours.inverted_index == theirs.inverted_index
    assert ours.field_term_frequencies == theirs.field_term_frequencies
    assert ours.field_lengths == theirs.field_lengths


def test_an_edit_of_a_page_of_one_language_is_shown_at_once(previewable: Path, tmp_path: Path) -> None:
    page = previewable / "docs/es/about.md"
    page.write_text("# Acerca\n\nUno.\n", encoding="utf-8")
    preview = Preview(previewable, tmp_path / "site", "http://127.0.0.1:8000/")
    preview.build()
    untouched = tmp_path / "site/en/glossary/index.html"
    untouched.write_text("left alone", encoding="utf-8")
    page.write_text("# Acerca\n\nDos.\n", encoding="utf-8")
    preview.build()
    assert "Dos." in (tmp_path / "site/about/index.html").read_text(encoding="utf-8")
    assert preview.behind
    assert untouched.read_text(encoding="utf-8") == "left alone"
