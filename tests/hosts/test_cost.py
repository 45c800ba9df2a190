"""The arithmetic of `hosting/cost.md`: what is measured, what a month costs, and that the page names the prices used."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import brotli
import pytest

from kb.delivery.headers import HEADERS
from tests.bench.cost import PRICES, Kind, Price, dollars, header_bytes, kinds, monthly_gb, table
from tests.conftest import ROOT

PAGE = (ROOT / "hosting/cost.md").read_text(encoding="utf-8")
TIERED = Price("x", ((10.0, 0.0), (100.0, 2.0), (200.0, 1.0)), 0.5, "", date(2026, 1, 1))


@pytest.mark.parametrize(
    ("gigabytes", "requests", "cost"),
    [(5, 0, 0), (10, 2e6, 1), (60, 0, 100), (150, 0, 180 + 50), (200, 0, 280), (201, 0, None)],
)
def test_each_part_of_the_traffic_costs_what_its_tier_says(
    gigabytes: float, requests: float, cost: float | None
) -> None:
    assert dollars(TIERED, gigabytes, requests) == cost


def test_a_visit_weighs_what_is_sent(tmp_path: Path) -> None:
    (tmp_path / "a.css").write_text("a{color:red}" * 50, encoding="utf-8")
    (tmp_path / "b.js").write_text("1;" * 90, encoding="utf-8")
    (tmp_path / "index.html").write_text(
        '<link rel="stylesheet" href="a.css"><script src="b.js"></script>', encoding="utf-8"
    )
    bodies = [
        min(len(data), len(brotli.compress(data, quality=11)))
        for data in (path.read_bytes() for path in (tmp_path / "index.html", tmp_path / "a.css", tmp_path / "b.js"))
    ]
    first, three, changed, same = kinds(tmp_path)
    assert header_bytes() > sum(len(name) + len(value) for name, value in HEADERS.items())
    assert (first.bytes, first.requests) == (sum(bodies) + 3 * header_bytes(), 3)
    assert three.bytes == first.bytes + 2 * changed.bytes
    assert changed.bytes == bodies[0] + header_bytes()
    assert same.bytes == header_bytes()


def test_a_month_is_thirty_days() -> None:
    assert monthly_gb(Kind("", 1000, 1), visits=1_000_000) == 30


def test_the_page_names_every_price_with_its_source() -> None:
    for price in PRICES:
        assert f"| {price.name}, US$ a month |" in PAGE
        assert price.source in PAGE
        for _, each in price.per_gb:
            assert not each or any(form in PAGE for form in (f"{each:.3f}", str(each))), price
        if price.per_million is None:
            assert "not found" in PAGE


def test_the_pages_table_follows_from_the_bytes_that_it_names() -> None:
    cells = [line.strip("| ").split(" | ") for line in PAGE.splitlines() if line.startswith("| ")]
    names, measured = cells[0][1:], cells[2][1:]
    numbers = [[int(part.replace(",", "")) for part in one.rsplit(", ", 1)] for one in measured]
    found = [Kind(name, weight, requests) for name, (weight, requests) in zip(names, numbers, strict=True)]
    assert table(found) in PAGE
