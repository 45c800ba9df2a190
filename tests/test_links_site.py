"""`kb links DIR`: every planted fault is found under its rule, and nothing that only looks like one is blamed."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from kb.cli import main
from kb.links import css, site
from kb.links.address import Bad, Origin, Place, base_of, read
from kb.links.inventory import Inventory
from kb.links.judge import Fault
from kb.links.parse import candidates, parse
from kb.links.report import MOST, RULES
from kb.links.site import faults_of
from tests.links.catalogue import ALIKE, FAULTS, SITE
from tests.links.planted import plant


@pytest.fixture(scope="module")
def planted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("planted") / "pages"
    plant(root, 0)
    return root


@pytest.fixture(scope="module")
def found(planted: Path) -> list[Fault]:
    return faults_of(planted, SITE)[0]


def write(root: Path, **files: str) -> Path:
    """A site of these pages: `about="…"` is about/index.html, `index` the first page."""
    for name, body in files.items():
        path = root / ("index.html" if name == "index" else f"{name}/index.html")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"<!doctype html><title>x</title>{body}", encoding="utf-8")
    return root


def rules(root: Path, site_url: str = "") -> list[str]:
    return [fault.rule for fault in faults_of(root, site_url)[0]]


# The catalogue


@pytest.mark.parametrize("name", [one.name for one in FAULTS])
def test_every_planted_fault_is_found_under_its_rule(found: list[Fault], name: str) -> None:
    rule = next(one.rule for one in FAULTS if one.name == name)
    pages = (f"f/{name}/", f"f/{name}-en/")
    assert {fault.rule for fault in found if fault.page.startswith(pages)} == {rule}


@pytest.mark.parametrize("name", [one.name for one in ALIKE])
def test_nothing_that_looks_like_a_fault_is_blamed(found: list[Fault], name: str) -> None:
    assert [fault for fault in found if fault.page.startswith((f"a/{name}/", f"a/{name}-en/"))] == []


def test_nothing_else_is_blamed(found: list[Fault]) -> None:
    assert [fault for fault in found if not fault.page.startswith(("f/", "a/"))] == []


def test_every_rule_has_a_fault_in_the_catalogue_and_words_to_tell_it() -> None:
    assert {one.rule for one in FAULTS} == set(RULES)


def test_where_the_site_stands_is_known_from_its_pages_if_nobody_says(planted: Path, found: list[Fault]) -> None:
    assert faults_of(planted)[0] == found


def test_many_processes_find_what_one_does(planted: Path, found: list[Fault], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(site, "_PARALLEL_FROM", 0)
    monkeypatch.setattr("os.cpu_count", lambda: 3)
    assert sorted(faults_of(planted, SITE)[0]) == sorted(found)


def test_a_site_built_for_another_address_than_the_usual_one_is_not_blamed_for_it(tmp_path: Path) -> None:
    head = '<link rel="canonical" href="https://staging.example.net/try/{}"><a href="/try/about/">x</a>'
    write(tmp_path, index=head.format(""), about=head.format("about/"))
    assert faults_of(tmp_path, "", "https://kb.example.org/")[0] == []
    assert "wrong-canonical" in rules(tmp_path, "https://kb.example.org/")
    write(tmp_path, index='<a href="https://kb.example.org/gone/">x</a>', about="")
    assert [fault.rule for fault in faults_of(tmp_path, "", "https://kb.example.org/")[0]] == ["missing-page"]


# What needs a site of its own


def test_under_a_path_the_site_begins_at_that_path(tmp_path: Path) -> None:
    body = '<a href="/kb/about/">x</a><a href="https://x.example.org/kb/about/">x</a><a href="/kb">x</a>'
    write(tmp_path, index=body + '<a href="https://x.example.org/other/">x</a>', about='<a href="../">x</a>')
    assert rules(tmp_path, "https://x.example.org/kb/") == []


@pytest.mark.parametrize("href", ["/about/", "/", "../about/"])
def test_under_a_path_an_address_beside_it_leads_out_of_the_site(tmp_path: Path, href: str) -> None:
    write(tmp_path, index=f'<a href="{href}">x</a>', about="")
    assert rules(tmp_path, "https://x.example.org/kb/") == ["out-of-root"]


def test_a_list_of_redirects_of_the_host_is_heeded(tmp_path: Path) -> None:
    write(tmp_path, index='<a href="old/">x</a><a href="older">x</a>', about="")
    (tmp_path / "_redirects").write_text("# moved\n/old/ /about/ 301\n/older /about/\n/x/* /about/\n", encoding="utf-8")
    faults, _pages = faults_of(tmp_path)
    assert [(fault.rule, fault.right) for fault in faults] == [("link-to-redirect", "/about/")] * 2


def test_a_page_that_sends_on_to_one_that_sends_on_is_blamed(tmp_path: Path) -> None:
    write(
        tmp_path,
        index="",
        one='<meta http-equiv="refresh" content="0;../two/">',
        two="<meta http-equiv=refresh content=\"0; URL='../'\">",
    )
    assert [(fault.rule, fault.page) for fault in faults_of(tmp_path)[0]] == [("link-to-redirect", "one/index.html")]


def test_a_page_that_only_loads_itself_again_is_no_redirect(tmp_path: Path) -> None:
    write(tmp_path, index='<a href="live/">x</a>', live='<meta http-equiv="refresh" content="30">')
    assert rules(tmp_path) == []


def test_the_sitemap_and_the_manifest_are_looked_at_too(tmp_path: Path) -> None:
    write(tmp_path, index='<link rel="manifest" href="app.webmanifest">')
    manifest = {"start_url": "./", "icons": [{"src": "icon.png"}], "shortcuts": [{"url": "gone/"}, 3], "name": "x"}
    (tmp_path / "app.webmanifest").write_text(json.dumps(manifest), encoding="utf-8")
    (tmp_path / "broken.webmanifest").write_text("{", encoding="utf-8")
    (tmp_path / "sitemap.xml").write_text(
        "<urlset><url><loc>https://x.example.org/</loc><loc>https://x.example.org/gone/?a=1&amp;b=2</loc>"
        '<xhtml:link rel="alternate" hreflang="en" href="https://x.example.org/en/"/></url></urlset>',
        encoding="utf-8",
    )
    faults, _pages = faults_of(tmp_path, "https://x.example.org/")
    assert [(fault.page, fault.address.partition("?")[0]) for fault in faults] == [
        ("app.webmanifest", "icon.png"),
        ("app.webmanifest", "gone/"),
        ("sitemap.xml", "https://x.example.org/gone/"),
        ("sitemap.xml", "https://x.example.org/en/"),
    ]


def test_a_page_in_other_bytes_than_utf_8_and_broken_html_are_read_all_the_same(tmp_path: Path) -> None:
    write(tmp_path, about="")
    (tmp_path / "index.html").write_bytes(
        b"<p id=x>ni\xf1o <a href=about/><b <a href='no-link/'></b><a href='nowhere/'>\x00"
    )
    assert rules(tmp_path) == ["missing-page"]


def test_symbolic_links_are_followed_but_not_in_circles(tmp_path: Path) -> None:
    write(tmp_path, index='<a href="latest/">x</a>', v1='<a href="../latest/">x</a>')
    (tmp_path / "latest").symlink_to("v1")
    (tmp_path / "v1" / "up").symlink_to("..")
    (tmp_path / "lost").symlink_to("nowhere")
    inventory = Inventory.of(tmp_path)
    assert sorted(inventory.files) == ["index.html", "latest/index.html", "v1/index.html"]
    assert rules(tmp_path) == []


# Parts


@pytest.mark.parametrize(
    ("address", "leads"),
    [
        ("", Bad("empty-link")),
        ("#x", Place("a/b/c.html", "x")),
        ("?q", Place("a/b/c.html")),
        ("d.html#x?y", Place("a/b/d.html", "x?y")),
        ("..", Place("a/")),
        (".", Place("a/b/")),
        ("../..", Place("")),
        ("../../..", Bad("out-of-root")),
        ("/kb", Place("")),
        ("https://x.example.org/kb", Place("")),
        ("https://u:p@X.example.org:443/kb/z", Place("z")),
        ("https://x.example.org:8443/kb/z", None),
        ("https://x.example.org/kbz/", None),
        ("https:///kb/", Bad("malformed-address")),
        ("https://", Bad("malformed-address")),
        ("C:\\guide.pdf", Bad("local-address")),
        ("http://127.0.0.1:8000/", Bad("local-address")),
        ("tel:", Bad("empty-link")),
        ("tel:911", None),
        ("%2e%2e/", Place("a/")),
    ],
)
def test_an_address_leads_where_a_browser_would_go(address: str, leads: object) -> None:
    origin = Origin.of("https://x.example.org/kb/")
    assert read(origin, base_of(origin, "a/b/c.html", ""), address) == leads


def test_on_a_page_whose_base_is_another_host_only_absolute_addresses_are_our_concern() -> None:
    origin = Origin.of(SITE)
    base = base_of(origin, "index.html", "https://cdn.example.net/")
    assert base is None
    assert read(origin, base, "nowhere/") is None
    assert read(origin, base, f"{SITE}about/") == Place("about/")


@pytest.mark.parametrize(
    ("srcset", "expected"),
    [
        ("a.png", ["a.png"]),
        ("a.png 1x,b.png 2x", ["a.png", "b.png"]),
        ("a,b.png 100w, c.png", ["a,b.png", "c.png"]),
        ("a.png, b.png", ["a.png", "b.png"]),
        (" , a.png 1x (x, y), b.png", ["a.png", "b.png"]),
        ("data:image/png;base64,AA== 1x", ["data:image/png;base64,AA=="]),
        ("", []),
    ],
)
def test_the_candidates_of_a_srcset_are_set_apart_as_browsers_do(srcset: str, expected: list[str]) -> None:
    assert list(candidates(srcset)) == expected


def test_addresses_in_a_style_sheet_are_unescaped_and_comments_and_strings_are_passed_over() -> None:
    sheet = r"""/* url(a) */ @import 'b.css'; @import "c.css"; p { background: url( "d\20 e.png" ), URL(f.png);
    content: "url(g)" 'url(h)'; mask: url('i\'.png') } /* open: url(j)"""
    assert list(css.addresses(sheet)) == ["b.css", "c.css", "d e.png", "f.png", "i'.png"]


def test_what_stands_in_templates_comments_and_scripts_is_no_link() -> None:
    facts = parse("<!-- <a href=a> --><script>'<a href=b>'</script><template><a id=c href=c></a></template>")
    assert (facts.uses, facts.ids) == ({}, set())


def test_the_nearest_page_is_offered_for_a_missing_one(tmp_path: Path) -> None:
    write(tmp_path, index='<a href="abuot/">x</a><a href="zzzzzzzz/">x</a>', about="")
    assert Inventory.of(tmp_path).nearest("abuot/") == "about/"
    assert [fault.right for fault in faults_of(tmp_path)[0]] == ["about/", ""]


# The command


def kb(capsys: pytest.CaptureFixture[str], *args: object) -> tuple[int, str, str]:
    code = main(["links", *map(str, args)])
    out, err = capsys.readouterr()
    return code, out, err


def test_a_site_without_faults_ends_with_0(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(tmp_path / "pages", index="<p>x</p>")
    assert kb(capsys, tmp_path / "pages", "--root", tmp_path, "--lang", "en") == (
        0,
        "",
        "1 pages looked at, 0 faulty links\n",
    )
    assert kb(capsys, tmp_path / "pages", "--root", tmp_path, "--format", "json")[:2] == (0, "[]\n")


def test_without_sources_the_line_in_the_page_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(tmp_path / "pages", index='\n\n<p>x</p> <a href="a&b/">x</a>\n<i id="c"></i><i id="c"></i>')
    folder = tmp_path / "pages"
    code, out, _err = kb(capsys, folder, "--root", tmp_path, "--lang", "en")
    assert code == 1
    assert out == (
        f"{folder}/index.html:3:19: error [missing-page] a&b/ leads to no page (on /); correct the address, or take the link out\n"
        f"{folder}/index.html:4:18: error [duplicate-id] two elements have the id c (on /); "
        "give one of them another; links reach only the first\n"
    )


def test_the_same_is_said_in_spanish_and_as_data(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = write(tmp_path / "pages", index='<a href="About/">x</a>', about="")
    _code, out, err = kb(capsys, folder, "--root", tmp_path, "--lang", "es")
    assert "About/ difiere en mayúsculas de lo que existe (en /); escriba about/" in out
    assert err == "2 páginas revisadas, 1 enlaces con errores\n"
    _code, out, _err = kb(capsys, folder, "--root", tmp_path, "--format", "json", "--lang", "en")
    assert [(one["rule"], one["line"], one["column"]) for one in json.loads(out)] == [("wrong-case", 1, 41)]
    _code, out, _err = kb(capsys, folder, "--root", tmp_path, "--format", "github", "--lang", "en")
    assert out.startswith("::error file=") and ",line=1,col=41,title=wrong-case::About/ differs" in out


@pytest.mark.parametrize("args", [["nowhere"], ["empty"], ["empty", "--external"]])
def test_called_wrongly_it_ends_with_2(
    small: Path, args: list[str], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    (small / "empty").mkdir()
    monkeypatch.chdir(small)
    code, out, err = kb(capsys, *args)
    assert (code, out) == (2, "")
    assert err.startswith("kb links: ")


# Sources


PAGE = """<!doctype html><html lang="{lang}"><head><link rel="canonical" href="{canonical}"></head><body>
<header><a href="../../nowhere-in-frame/">x</a></header>
<main><h1 id="rg-1">x</h1><h2 id="rg-1.1">x</h2><h2 id="rg-1.2">x</h2><h3 id="rg-1.2-1">x</h3>
<p>{body}</p></main></body></html>"""
SECTION = "guidelines/regional/1-principles/RG-1.2.md"


def page(small: Path, path: str, body: str, lang: str = "es") -> None:
    folder = small / "public" / path
    folder.mkdir(parents=True)
    canonical = f"https://proteccion.example.org/{path}/"
    (folder / "index.html").write_text(PAGE.format(lang=lang, body=body, canonical=canonical), encoding="utf-8")


def problems(small: Path, capsys: pytest.CaptureFixture[str]) -> dict[tuple[str, str], tuple[int, int]]:
    """Where each rule is broken: file and rule to line and column."""
    site_url = "https://proteccion.example.org/"
    _code, out, _err = kb(capsys, small / "public", "--root", small, "--site-url", site_url, "--format", "json")
    return {(one["path"], one["rule"]): (one["line"], one["column"]) for one in json.loads(out)}


def section(spanish: str, english: str) -> str:
    return (
        "---\nid: RG-1.2\nstatus: proposed\nbasis: [CRC-3]\n---\n\n"
        f"# Un título {{lang=es}}\n\n{spanish}\n\n# A title {{lang=en}}\n\n{english}\n"
    )


def test_the_source_file_and_line_are_named_in_the_language_of_the_page(
    small: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = section("Vea [aquí](../perdida/) eso.", "See [here](../perdida/) that.")
    (small / SECTION).write_text(text, encoding="utf-8")
    page(small, "en/rg/1", '<a href="../../perdida/">here</a>', "en")
    found = problems(small, capsys)
    assert found[SECTION, "missing-page"] == (13, 12)


def test_a_link_that_every_page_has_is_told_once_and_of_the_theme(
    small: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    theme = small / "scripts/kb/theme"
    theme.mkdir(parents=True)
    (theme / "main.html").write_text("<p>\n<a href=\"{{ 'nowhere-in-frame/' | url }}\">\n", encoding="utf-8")
    page(small, "rg/1", "x")
    page(small, "en/rg/1", "x", "en")
    assert problems(small, capsys) == {("scripts/kb/theme/main.html", "missing-page"): (2, 14)}


def test_where_no_text_is_found_the_beginning_of_the_section_is_named(
    small: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (small / SECTION).write_text(section("Uno.", "One."), encoding="utf-8")
    page(small, "rg/1", '<a href="../../qqq/www/">§</a>')
    assert (SECTION, "missing-page") in problems(small, capsys)


def test_a_permanent_address_leads_to_its_entry_and_an_asset_to_its_file(
    small: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (small / SECTION).write_text(section("Uno.", "One."), encoding="utf-8")
    (small / "docs/assets").mkdir(parents=True)
    (small / "docs/assets/x.css").write_text("p {}\np { background: url(gone.png) }", encoding="utf-8")
    (small / "public/assets").mkdir(parents=True)
    (small / "public/assets/x.css").write_text("p {}\np { background: url(gone.png) }", encoding="utf-8")
    (small / "public/id/RG-1.2").mkdir(parents=True)
    (small / "public/id/RG-1.2/index.html").write_text('<a href="../../rg/1/#rg-1.2">x</a>', encoding="utf-8")
    (small / "public/404.html").write_text('<a href="gone/">x</a>', encoding="utf-8")
    found = problems(small, capsys)
    assert (SECTION, "missing-page") in found
    assert found["docs/assets/x.css", "missing-file"] == (2, 21)
    assert found["public/404.html", "missing-page"] == (1, 10)


def test_a_fault_of_a_template_does_not_bury_the_others(small: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (small / SECTION).write_text(section("Uno.", "One."), encoding="utf-8")
    page(small, "rg/1", "".join(f'<a href="../../q{n}q/">§</a>' for n in range(MOST + 5)))
    _code, out, _err = kb(capsys, small / "public", "--root", small, "--lang", "en")
    lines = [line for line in out.splitlines() if SECTION in line]
    assert len(lines) == MOST + 1
    assert sum("from here on, more of the same" in line for line in lines) == 1


# The build


def test_a_site_with_a_faulty_link_is_built_and_refused(
    small: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def build(root: Path, kb: object, site_dir: Path, **_options: str) -> int:
        write(site_dir, index='<a href="nowhere/">x</a>')
        return 1

    monkeypatch.setattr("kb.build.build", build)
    code = main(["build", "--root", str(small), "--output", "public", "--lang", "en"])
    out, err = capsys.readouterr()
    assert code == 1
    assert "error [missing-page] nowhere/ leads to no page" in out
    assert "the site is built, but 1 of its links are faulty: do not publish it" in err


def test_in_a_file_of_many_records_the_record_is_named(small: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = small / "public" / "library"
    folder.mkdir(parents=True)
    body = '<form action=""></form><main><p id="crc">x</p><p id="crc-3">x</p><a href="">x</a></main>'
    (folder / "index.html").write_text(body, encoding="utf-8")
    records = (small / "guidelines/library/un.yml").read_text(encoding="utf-8").splitlines()
    [((path, rule), (line, _column))] = problems(small, capsys).items()
    assert (path, rule) == ("guidelines/library/un.yml", "empty-link")
    assert records[line - 1] == "- id: CRC"


def test_on_a_page_that_no_file_is_the_source_of_some_file_of_ours_is_named(
    small: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (small / "guidelines/labels.yml").write_text("home: {es: Inicio, en: Home}\n", encoding="utf-8")
    folder = small / "public" / "status"
    folder.mkdir(parents=True)
    (folder / "index.html").write_text(
        '<main><img src="x.png"></main><style>p { background: url(gone.png) }</style>', encoding="utf-8"
    )
    assert {path for path, _rule in problems(small, capsys)} <= {"mkdocs.yml", "guidelines/labels.yml"}
