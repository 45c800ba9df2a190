"""A permanent address says where a thing is, what became of it, and what else stands under its id."""

from __future__ import annotations

import json
import time
from pathlib import Path

from kb.base import KnowledgeBase
from kb.ledger.history import History
from kb.ledger.release import release
from kb.models.institution import Institution
from kb.models.section import Section
from kb.permanent.plain import Plain
from kb.permanent.resolver import resolver_json, resolver_page
from kb.permanent.write import write_addresses
from kb.read.document import parse
from kb.read.tree import read_tree
from tests import lasting
from tests.permanent.made import FIRST, SETTINGS


def test_a_withdrawn_record_says_what_replaces_it_and_does_not_send_on(root: Path) -> None:
    path = root / "directory/mx/dif.yml"
    text = path.read_text(encoding="utf-8")
    (path.parent / "sipinna.yml").write_text(text.replace("mx-dif", "mx-sipinna"), encoding="utf-8")
    path.write_text(f"{text}status: withdrawn\nreplaced_by: [mx-sipinna]\n", encoding="utf-8")
    kb = read_tree(root).kb
    shown = resolver_page(kb, "mx-dif")
    assert "<main data-stay>" in shown
    assert 'Se retiró. Lo reemplaza: <a href="../mx-sipinna/">mx-sipinna</a> Sistema DIF de prueba' in shown
    assert 'Withdrawn. It is replaced by: <a href="../mx-sipinna/">mx-sipinna</a> Test DIF system' in shown
    assert json.loads(resolver_json(kb, "mx-dif", "/", History({})))["replaced_by"] == ["/id/mx-sipinna/"]


def test_a_point_of_a_withdrawn_instrument_says_so_too(root: Path) -> None:
    lasting.change(
        root,
        "guidelines/library/un.yml",
        "  kind: treaty\n",
        "  kind: treaty\n  status: withdrawn\n  replaced_by: []\n",
    )
    assert "Withdrawn. Nothing replaces it." in resolver_page(read_tree(root).kb, "CRC-3")


def test_programs_are_told_where_everything_is(root: Path) -> None:
    release(read_tree(root), FIRST)
    kb = read_tree(root).kb
    data = json.loads(resolver_json(kb, "RG-1.1", "https://example.org/", History.of(root), both=True))
    assert data["pages"] == {"es": "https://example.org/rg/1/#rg-1.1", "en": "https://example.org/en/rg/1/#rg-1.1"}
    assert data["versions"] == {"2026-12-01": "https://example.org/id/RG-1.1/2026-12-01/"}
    assert data["side_by_side"] == "https://example.org/id/RG-1.1/side-by-side/"


def test_ten_thousand_ids_grow_in_step_with_their_number(root: Path, tmp_path: Path) -> None:
    """Ten times as many ids take about ten times as long: nothing is looked for again for each of them."""
    model = read_tree(root).kb
    record = model.institutions["mx-dif"]

    def seconds(count: int) -> float:
        many = [
            Institution(record.record.model_copy(update={"id": f"mx-office-{n}"}), record.path) for n in range(count)
        ]
        kb = KnowledgeBase.of([*many, *model.library.values()], languages=model.languages, labels=model.labels)
        start = time.process_time()
        assert write_addresses(Plain(kb, SETTINGS), tmp_path / str(count)) == count + 4
        return time.process_time() - start

    assert seconds(2000) < 40 * seconds(200)


def test_a_new_publication_needs_no_code(root: Path) -> None:
    text = (root / lasting.SECTION).read_text(encoding="utf-8").replace("RG-1.1", "FORM-1")
    entry = parse("guidelines/forms/FORM-1.md", text).entries[0]
    assert isinstance(entry, Section)
    kb = KnowledgeBase.of([entry], languages=("es", "en"))
    assert 'href="../../form/1/#form-1"' in resolver_page(kb, "FORM-1")
