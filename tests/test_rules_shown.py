"""What a message shows of a file is cut to a length at which the message can still be read, to the character."""

from __future__ import annotations

from pathlib import Path

import pytest

from kb.check.formats import as_text
from kb.check.run import check
from tests.test_rules_special import SECTION, section, text_of

LONG = "x" * 200
PAGE = "docs/es/otra.md"
OTHER = "docs/en/otra.md"
DIF = "directory/mx/dif.yml"


def in_section(text: str) -> tuple[str, str]:
    return SECTION, section(text, "Text.")


def in_page(text: str) -> tuple[str, str]:
    return PAGE, f"# Uno\n\n{text}\n"


def in_record(before: str, after: str) -> tuple[str, str]:
    text = Path(__file__).parent.joinpath("rules/_base", DIF).read_text(encoding="utf-8")
    assert before in text
    return DIF, text.replace(before, after)


def cut(length: int, begin: str = "") -> str:
    return (begin + LONG)[:length]


CASES = {
    "undefined-label": (in_section(f"[a][{LONG} y]"), f"the label “{cut(60)}” is"),
    "undefined-label of a mark": (in_section(f"a[^{LONG}]"), f"no footnote [{cut(60, '^')}]; add"),
    "undefined-label of a note": (in_section(f"[^{LONG}]: a"), f"footnote [{cut(60, '^')}]; put"),
    "adjacent-references": (in_section(f"[RG-1.1{LONG}][RG-1.2{LONG}]"), f"[{cut(60, 'RG-1.1')}] and [{cut(60, 'RG-1.2')}] side"),
    "broken-link": (in_page(f"[{LONG}]({LONG}.md)"), f"no file {cut(80)} for"),
    "broken-link to an id": (in_page(f"[{LONG}](RG-1.1.md)"), f"write [{cut(60)}][RG-1.1]"),
    "broken-fragment": (in_page(f"[a](#{LONG})"), f"heading #{cut(80)} on"),
    "broken-fragment that is an id": (in_section(f"[{LONG}](#mx-dif)"), f"write [{cut(60)}][mx-dif]"),
    "link-case": (in_page(f"[a]({LONG[:90].upper()}.md)"), f"file {cut(80).upper()} is"),
    "phone-mismatch": (in_record("printed: 55 1234 5678", f"printed: 55 1234 {LONG}"), f"printed: {cut(60, '55 1234 ')}; copy"),
    "number-without-dial": (
        in_record('printed: 55 1234 5678, number: "+525512345678"', f"printed: 55 1234 {LONG}"),
        f"{cut(60, '55 1234 ')} has neither",
    ),
    "own-site-url": (in_page(f"[{LONG}](https://example.org/{LONG})"), f"address {cut(80, 'https://example.org/')} is"),
    "own-site-url of an id": (in_page(f"[{LONG}](https://example.org/rg/1/#rg-1.1)"), f"write [{cut(60)}][RG-1.1]"),
    "empty-link": (in_section(f"[][{LONG}]"), f"only [{cut(60)}]"),
    "remote-image": (in_page(f"![a](https://x.org/{LONG})"), f"image {cut(80, 'https://x.org/')} would"),
    "bare-mailto": (in_page(f"<{LONG[:64]}@x.org>"), f"address {cut(64)}@x.org stands"),
    "malformed-url": (in_page(f"[a](www.{LONG})"), f"address “{cut(80, 'www.')}” does"),
    "malformed-url by its scheme": (in_page(f"[a](s{LONG[:30]}://a.b)"), f"begins with {cut(30, 's')}:, which no"),
    "link-out-of-tree": (in_page(f"[a](/{LONG})"), f"link {cut(80, '/')} leads"),
    "raw-html": (in_page(f"<!--{LONG}-->"), f"“{cut(40, '<!--')}” is"),
    "attribute-list": (in_page(f"**a**{{: {LONG} }}"), f"“{cut(60, '{: ')}” sets"),
    "template-syntax": (in_page(f"{{{{ {LONG}"), f"“{cut(40, '{{ ')}” asks"),
    "template-syntax in a record": (in_record("Protects children.", f"'{{{{ {LONG}'"), f"“{cut(40, '{{ ')}” asks"),
    "coverage-code": (in_record("areas: [MX]", f"areas: [{LONG}]"), f"[coverage-code] {cut(40)} is no code"),
    "hours-syntax": (in_record("as_of: 2025-03}", f"as_of: 2025-03, hours: '{LONG}'}}"), f"hours “{cut(80)}” are"),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_a_message_shows_a_part_of_what_is_long(small: Path, name: str) -> None:
    (path, text), shown = CASES[name]
    for other in {path, OTHER} if path == PAGE else {path}:
        (small / other).write_text(text if other == path else "# One\n\nText.\n", encoding="utf-8")
    settings = (small / "mkdocs.yml").read_text(encoding="utf-8")
    (small / "mkdocs.yml").write_text(f"site_url: https://example.org/\n{settings}", encoding="utf-8")
    (small / f"docs/es/{LONG[:90]}.md").write_text("# Uno\n", encoding="utf-8")
    rule = name.partition(" ")[0]
    said = as_text([problem for problem in check(small)[1] if problem.rule == rule], "en")
    assert shown in said
    assert "x" * 91 not in said
    assert f"[{rule}]" in text_of(small)
