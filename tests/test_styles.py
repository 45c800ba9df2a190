"""The site's one style sheet holds what its pages use, and nothing that none of them does."""

from __future__ import annotations

from pathlib import Path

import pytest

from kb.delivery.styles import join_styles, prune, used_in

PAGE = '<html data-md-color-scheme="slate"><p class="kb-id md-typeset" id="top">Text</p><ul><li>1</li></ul></html>'
USED = used_in([PAGE], ["on('md-search__open'); css('--md-from-script'); 'md-annotation'; 'tabbed'"])


@pytest.mark.parametrize(
    "rule",
    [
        "p{color:red}",
        ".kb-id{color:red}",
        "#top .md-typeset>p:hover::after{color:red}",
        "ul li:not(.other):nth-child(2n+1){color:red}",
        ".md-search__open{color:red}",
        "[data-md-color-scheme=slate]{color:red}",
        "[href]{color:red}",
        "mark{color:red}",
        "@media print{p{color:red}}",
        "@supports (display:grid){@media print{p{color:red!important}}}",
        "@keyframes turn{0%{top:0}to{top:1px}}",
    ],
)
def test_a_rule_that_a_page_or_script_can_meet_stays(rule: str) -> None:
    assert prune(rule, USED) == rule


@pytest.mark.parametrize(
    "rule",
    [
        ".tabbed{color:red}",
        ".md-typeset .admonition{color:red}",
        "p.md-annotation{color:red}",
        "video{color:red}",
        "ul kbd{color:red}",
        "[dir=rtl] p{color:red}",
        '[data-md-color-scheme="default"]{color:red}',
        "@media print{video{color:red}}",
        "@charset 'utf-8';",
        "/* a remark */",
        "p{}",
    ],
)
def test_a_rule_that_none_can_meet_goes(rule: str) -> None:
    assert prune(rule, USED) == ""


def test_of_several_selectors_those_stay_that_are_met() -> None:
    assert prune("p,video,.kb-id,.tabbed{color:red}", USED) == "p,.kb-id{color:red}"


def test_a_custom_property_goes_that_no_rule_and_no_script_uses() -> None:
    css = "p{--a:1;--b:var(--c);--c:2;--md-from-script:3;--used:4;top:var(--used)}"
    assert prune(css, USED) == "p{--md-from-script:3;--used:4;top:var(--used)}"


def test_the_sheets_are_joined_in_their_order_under_a_name_that_changes_with_them(tmp_path: Path) -> None:
    (tmp_path / "assets/stylesheets").mkdir(parents=True)
    (tmp_path / "assets/stylesheets/main.0.min.css").write_text("p{top:1px}.tabbed{top:1px}", encoding="utf-8")
    (tmp_path / "assets/kb.css").write_text("p{top:2px}", encoding="utf-8")
    (tmp_path / "index.html").write_text('<link href="assets/site.css"><p>', encoding="utf-8")
    (tmp_path / "es").mkdir()
    (tmp_path / "es/index.html").write_text('<link href="../assets/site.css"><p>', encoding="utf-8")
    name = join_styles(tmp_path)
    assert (tmp_path / name).read_text(encoding="utf-8") == "p{top:1px}p{top:2px}"
    assert (tmp_path / "index.html").read_text(encoding="utf-8") == f'<link href="{name}"><p>'
    assert (tmp_path / "es/index.html").read_text(encoding="utf-8") == f'<link href="../{name}"><p>'
    assert [path.name for path in tmp_path.rglob("*.css")] == [Path(name).name]
    (tmp_path / "assets/kb.css").write_text("p{top:3px}", encoding="utf-8")
    (tmp_path / "index.html").write_text('<link href="assets/site.css"><p>', encoding="utf-8")
    assert join_styles(tmp_path) != name
