"""What ten million visits a day cost: bytes measured in a built site, prices as inputs. `python -m tests.bench.cost site`

What is counted: bodies packed with Brotli, and the headers that we ask for, in full with every answer (HTTP/2 sends
repeated ones shorter). What is not: TLS, and what a host adds of its own.
"""

from __future__ import annotations

import argparse
import statistics
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import brotli
from selectolax.lexbor import LexborHTMLParser

from kb.delivery.headers import FOR_NOW, HEADERS, media_type
from tests.browser.test_budgets import loaded

DAYS = 30
GB = 10**9
VISITS = 10_000_000
"""A day."""
Tiers = tuple[tuple[float, float], ...]
"""Up to so many gigabytes a month in all, so many dollars each."""


@dataclass(frozen=True)
class Price:
    """What a provider takes, in US dollars, by its own public page."""

    name: str
    per_gb: Tiers
    per_million: float | None
    """Requests; None where the price was not found: it is then added by hand."""
    source: str
    day: date


_READ = date(2026, 11, 22)
_PAGES = "developers.cloudflare.com/pages/functions/pricing"
_R2 = "developers.cloudflare.com/r2/pricing"
_BUNNY = "docs.bunny.net/cdn/pricing"
_CLOUDFRONT = "aws.amazon.com/cloudfront/pricing"
_UP_TO = (1_000, 10_000, 50_000, 150_000, 500_000, 1_024_000, 5_000_000, float("inf"))
"""CloudFront's tiers; the first is free."""
_NORTH = (0.0, 0.085, 0.08, 0.06, 0.04, 0.03, 0.025, 0.02)
_SOUTH = (0.0, 0.11, 0.105, 0.09, 0.08, 0.06, 0.05, 0.04)
_VOLUME = ((500_000, 0.005), (1_000_000, 0.004), (2_000_000, 0.003))
PRICES = (
    Price("Cloudflare Pages", (), 0.0, _PAGES, _READ),
    Price("Cloudflare R2, every request at the bucket", (), 0.36, _R2, _READ),
    Price("Bunny, volume network", _VOLUME, 0.0, _BUNNY, _READ),
    Price("Bunny, all in Europe and North America", ((float("inf"), 0.01),), 0.0, _BUNNY, _READ),
    Price("Bunny, all in South America", ((float("inf"), 0.045),), 0.0, _BUNNY, _READ),
    Price(
        "CloudFront, all in the United States, Mexico and Canada",
        tuple(zip(_UP_TO, _NORTH, strict=True)),
        None,
        _CLOUDFRONT,
        _READ,
    ),
    Price("CloudFront, all in South America", tuple(zip(_UP_TO, _SOUTH, strict=True)), None, _CLOUDFRONT, _READ),
)


@dataclass(frozen=True)
class Kind:
    """A kind of visit: bytes and requests."""

    name: str
    bytes: int
    requests: int


def packed(path: Path) -> int:
    """The bytes of a file as a host sends it: packed, unless that makes it longer."""
    data = path.read_bytes()
    return min(len(data), len(brotli.compress(data, quality=11)))


def header_bytes() -> int:
    """The bytes of the headers that we ask for, in a page's answer."""
    sent = {**HEADERS, "Cache-Control": FOR_NOW, "Content-Type": media_type("html"), "Content-Encoding": "br"}
    return sum(len(f"{name}: {value}\r\n") for name, value in sent.items())


def kinds(site: Path) -> list[Kind]:
    """The kinds of visits, each to the middle one of the pages, by size."""
    pages = [path for path in site.rglob("index.html") if path.relative_to(site).parts[0] != "id"]
    sizes = {path: packed(path) for path in pages}
    size = statistics.median_low(sizes.values())
    page = next(path for path, found in sizes.items() if found == size)
    beside = [path for part in loaded(site, page, LexborHTMLParser(page.read_text(encoding="utf-8"))) for path in part]
    head, weight = header_bytes(), sum(map(packed, beside))
    requests = 1 + len(beside)
    largest = max((path.stat().st_size for path in site.glob("offline/*.pack")), default=0)
    first = Kind("first visit, one page", size + weight + requests * head, requests)
    found = [
        first,
        Kind("first visit, three pages", first.bytes + 2 * (size + head), requests + 2),
        Kind("return visit, one page that has changed, the rest kept", size + head, 1),
        Kind("return visit, nothing has changed", head, 1),
    ]
    if largest:
        found.append(Kind("largest offline pack, once", largest + head, 1))
    return found


def monthly_gb(kind: Kind, visits: int = VISITS) -> float:
    return kind.bytes * visits * DAYS / GB


def dollars(price: Price, gigabytes: float, requests: float) -> float | None:
    """What a month costs; None above what the provider has a public price for. Requests only where their price is known."""
    total, start = requests / 1e6 * (price.per_million or 0.0), 0.0
    for end, each in price.per_gb:
        total += max(0.0, min(gigabytes, end) - start) * each
        start = end
    return None if price.per_gb and gigabytes > price.per_gb[-1][0] else total


def table(found: Iterable[Kind], visits: int = VISITS) -> str:
    """Markdown: what a month costs if all visits were of one kind."""
    several = list(found)
    lines = [f"| if all {visits:,} visits a day were a … | {' | '.join(kind.name for kind in several)} |"]
    lines += [f"| --- |{' --- |' * len(several)}"]
    lines += [f"| bytes, requests a visit | {' | '.join(f'{kind.bytes:,}, {kind.requests}' for kind in several)} |"]
    lines += [f"| TB a month | {' | '.join(f'{monthly_gb(kind, visits) / 1000:,.1f}' for kind in several)} |"]
    lines += [
        f"| million requests a month | {' | '.join(f'{kind.requests * visits * DAYS / 1e6:,.0f}' for kind in several)} |"
    ]
    for price in PRICES:
        cells = []
        for kind in several:
            cost = dollars(price, monthly_gb(kind, visits), kind.requests * visits * DAYS)
            known = "ask" if cost is None else f"{cost:,.0f}"
            cells.append(known if price.per_million is not None else f"{known} + requests")
        lines.append(f"| {price.name}, US$ a month | {' | '.join(cells)} |")
    return "\n".join(lines)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("site", type=Path)
    parser.add_argument("--visits", type=int, default=VISITS, help="a day")
    args = parser.parse_args()
    print(table(kinds(args.site), args.visits))


if __name__ == "__main__":
    main()
