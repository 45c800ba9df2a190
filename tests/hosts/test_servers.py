"""The configurations in `hosting/`, tried on the servers that they are for: what each kind of request is answered."""

from __future__ import annotations

from pathlib import Path

import httpx
import pytest

from kb.delivery.finish import files_of
from kb.delivery.headers import FOR_EVER, FOR_NOW, HEADERS, PRIVATE, TYPES, fingerprinted, media_type

pytestmark = pytest.mark.xdist_group("hosts")


def get(address: str, **headers: str) -> httpx.Response:
    """An answer, not followed; packed only if asked for."""
    sent = {name.replace("_", "-"): value for name, value in ({"Accept_Encoding": "identity"} | headers).items()}
    return httpx.get(address, headers=sent, follow_redirects=False, timeout=60)


def where(address: str, answer: httpx.Response) -> tuple[int, str]:
    """The status, and where an answer sends the reader, from the site's root."""
    return answer.status_code, answer.headers["location"].removeprefix(address.rstrip("/"))


def one_of_each_kind(site: Path) -> dict[str, str]:
    """A served file of each ending."""
    return {path.rpartition(".")[2]: path for path in files_of(site) if not path.startswith(PRIVATE)}


def raw(address: str, encoding: str) -> tuple[httpx.Headers, bytes]:
    """The headers of an answer and its bytes as they came."""
    with httpx.stream("GET", address, headers={"Accept-Encoding": encoding}, timeout=60) as answer:
        return answer.headers, b"".join(answer.iter_raw())


def test_every_kind_of_file_comes_whole_with_its_type_and_every_header_once(address: str, packed: Path) -> None:
    kinds = one_of_each_kind(packed)
    assert len(kinds) > 15
    for ending, path in kinds.items():
        answer = get(f"{address}{path}")
        assert answer.status_code == 200, path
        assert answer.content == (packed / path).read_bytes(), path
        assert answer.headers["content-type"] == media_type(ending), path
        for name, value in HEADERS.items():
            assert answer.headers.get_list(name) == [value], (path, name)


def test_a_page_comes_at_its_address(address: str, packed: Path) -> None:
    answer = get(f"{address}en/rg/")
    assert answer.content == (packed / "en/rg/index.html").read_bytes()
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert answer.headers["cache-control"] == FOR_NOW
    assert where(address, get(f"{address}en/rg"))[1] == "/en/rg/"


@pytest.mark.parametrize(("asked", "encoding", "ending"), [("gzip, br", "br", ".br"), ("gzip", "gzip", ".gz")])
def test_the_packed_copy_beside_a_file_is_what_is_sent(
    address: str, packed: Path, asked: str, encoding: str, ending: str
) -> None:
    style = next(path for path in fingerprinted(files_of(packed)) if path.endswith(".css"))
    for url, path in (("en/rg/", "en/rg/index.html"), (style, style), ("assets/kb.js", "assets/kb.js")):
        headers, body = raw(f"{address}{url}", asked)
        assert headers["content-encoding"] == encoding, path
        assert body == (packed / f"{path}{ending}").read_bytes(), path
        assert "accept-encoding" in ", ".join(headers.get_list("vary")).lower(), path
        assert headers["content-type"] == media_type(path.rpartition(".")[2]), path


def test_a_text_without_packed_copy_is_packed_on_the_way(address: str, packed: Path) -> None:
    text = "word " * 2000
    (packed / "unpacked.txt").write_text(text, encoding="utf-8")
    try:
        headers, body = raw(f"{address}unpacked.txt", "gzip")
    finally:
        (packed / "unpacked.txt").unlink()
    assert headers["content-encoding"] == "gzip"
    assert len(body) < len(text) / 10


def test_what_has_a_fingerprint_in_its_name_is_kept_for_ever_and_nothing_else(address: str, packed: Path) -> None:
    fixed = set(fingerprinted(files_of(packed)))
    assert any(path.endswith(".css") for path in fixed)
    assert any(path.endswith(".js") for path in fixed)
    for path in {*fixed, *one_of_each_kind(packed).values(), "assets/kb.js"}:
        assert get(f"{address}{path}").headers.get_list("cache-control") == [FOR_EVER if path in fixed else FOR_NOW], (
            path
        )


@pytest.mark.parametrize("path", ["no-such/", "id/zz-99/", "assets/site.00000000.css", "data/v1/none.json"])
def test_what_does_not_exist_is_answered_by_the_sites_own_page(address: str, packed: Path, path: str) -> None:
    answer = get(f"{address}{path}")
    assert answer.status_code == 404
    assert answer.content == (packed / "404.html").read_bytes()
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert answer.headers.get_list("cache-control") == [FOR_NOW]
    for name, value in HEADERS.items():
        assert answer.headers.get_list(name) == [value], name


@pytest.mark.parametrize("path", ["_headers", "_redirects", "_nginx/maps.conf", "_caddy/site.caddy"])
def test_configuration_is_not_served(address: str, packed: Path, path: str) -> None:
    assert (packed / path).is_file()
    assert get(f"{address}{path}").status_code == 404


@pytest.mark.parametrize("prefix", ["", "en/"])
@pytest.mark.parametrize("end", ["/", "", "/?from=manual", "?from=manual&x=%20"])
def test_pages_that_moved_lead_to_their_new_address(address: str, prefix: str, end: str) -> None:
    query = end.lstrip("/")
    assert where(address, get(f"{address}{prefix}rg/1{end}")) == (301, f"/{prefix}rg/{query}")


@pytest.mark.parametrize(
    ("typed", "right"),
    [
        ("rg-1.1/", "RG-1.1/"),
        ("rg-1.1", "RG-1.1"),
        ("rg-1.1/2026-12-01/", "RG-1.1/2026-12-01/"),
        ("crc-3/?lang=en", "CRC-3/?lang=en"),
    ],
)
def test_an_id_in_lower_case_leads_to_the_id(address: str, typed: str, right: str) -> None:
    assert where(address, get(f"{address}id/{typed}")) == (301, f"/id/{right}")
    assert get(f"{address}id/{right}").status_code in {200, 301, 308}


def test_an_id_that_is_in_lower_case_stays(address: str) -> None:
    assert get(f"{address}id/mx-dif/").status_code == 200


@pytest.mark.parametrize(
    ("wanted", "sent_on"),
    [
        ("en", True),
        ("en-US,en;q=0.9", True),
        ("fr, EN;q=0.8, es;q=0.5", True),
        ("es-MX,es;q=0.9,en;q=0.8", False),
        ("fr", False),
        ("xen, fr-en", False),
        ("", False),
    ],
)
def test_programs_that_run_no_script_are_met_at_the_root_in_their_language(
    address: str, wanted: str, sent_on: bool
) -> None:
    answer = get(address, **({"Accept_Language": wanted} if wanted else {}))
    assert answer.status_code == (302 if sent_on else 200)
    if sent_on:
        assert where(address, answer) == (302, "/en/")
    for name in ("Accept-Language", "Sec-Fetch-Mode", "Referer"):
        assert name in ", ".join(answer.headers.get_list("vary"))


@pytest.mark.parametrize("header", [{"Sec_Fetch_Mode": "navigate"}, {"Referer": "https://example.org/en/"}])
def test_the_host_leaves_the_choice_to_the_script_and_to_whoever_chose(address: str, header: dict[str, str]) -> None:
    assert get(address, Accept_Language="en", **header).status_code == 200


def test_no_other_address_depends_on_the_readers_language(address: str) -> None:
    for path in ("rg/", "en/", "id/RG-1.1/"):
        assert get(f"{address}{path}", Accept_Language="en").status_code == 200


def test_other_sites_pages_may_read_the_open_data_and_nothing_else(address: str) -> None:
    assert get(f"{address}data/v1/ids.json").headers.get_list("access-control-allow-origin") == ["*"]
    assert "access-control-allow-origin" not in get(f"{address}en/rg/").headers


def test_every_kind_of_file_that_a_build_writes_has_a_type(packed: Path) -> None:
    assert set(one_of_each_kind(packed)) <= set(TYPES)
