"""Rules at their edges: one more, one fewer, the other kind of file, the same thing twice."""

from __future__ import annotations

from pathlib import Path

import pytest

from kb.check.rules.link_targets import SUGGESTIONS
from kb.check.run import check
from tests.test_rules_special import SECTION, problems_in, section, text_of

INTRODUCTION = "guidelines/regional/1-principles/RG-1.1.md"


def put(root: Path, path: str, text: str) -> None:
    (root / path).parent.mkdir(parents=True, exist_ok=True)
    (root / path).write_text(text, encoding="utf-8")


def pages(root: Path, es: str, en: str = "Text.", name: str = "otra.md") -> None:
    put(root, f"docs/es/{name}", f"# Uno\n\n{es}\n")
    put(root, f"docs/en/{name}", f"# One\n\n{en}\n")


def told(root: Path) -> list[str]:
    """The problems of a tree: path, line and rule of each."""
    return [f"{problem.path}:{problem.line} {problem.rule}" for problem in check(root)[1]]


def rules_in(text: str, path: str = SECTION) -> list[str]:
    """The rules that tell something of a text by itself."""
    return [line.partition("[")[2].partition("]")[0] for line in problems_in(text, path).splitlines()]


# Languages and headings


def test_a_heading_without_a_space_that_names_a_language_is_told_once() -> None:
    text = section("Texto.", "Text.\n\n#Other {lang=en}\n\nMore.")
    assert problems_in(text).count("\n") == 1
    assert "this looks like the heading of a language" in problems_in(text)


def test_braces_in_the_text_do_not_make_a_slip_of_the_headings() -> None:
    assert rules_in(section("Texto `{x}`.", "Text `{x}`.")) == []
    assert rules_in(section("Texto.\n\n```\n{lang=fr}\n```", "Text.\n\n```\n{lang=fr}\n```")) == []


def test_a_heading_too_many_is_offered_the_last_language() -> None:
    said = problems_in(section("Texto.", "Text.\n\n# More\n\nText."))
    assert "write # … {lang=en} if another language begins here" in said


@pytest.mark.parametrize(
    ("es", "en", "rules"),
    [
        ("Texto.\n\n## Dos\n\n### Tres\n\n## Dos", "Text.\n\n## Two\n\n### Three\n\n## Two", []),
        ("## Dos\n\n#### Cuatro", "## Two\n\n#### Four", ["heading-level", "heading-level"]),
        ("Texto\n---", "Text\n---", ["heading-level", "heading-level"]),
        ("Texto\n\n---\n\nTexto", "Text\n\n---\n\nText", []),
        ("#Texto", "#Text", ["heading-level", "heading-level"]),
    ],
)
def test_no_level_of_headings_may_be_left_out(es: str, en: str, rules: list[str]) -> None:
    assert rules_in(section(es, en)) == rules


def test_texts_without_words_may_be_the_same() -> None:
    assert rules_in(section("[CRC-3]", "[CRC-3]")) == []
    assert rules_in(section("[CRC-3] ab", "[CRC-3] ab")) == ["same-body"]
    assert rules_in(section("5 a", "5 a")) == []


# Labels of links and footnotes


@pytest.mark.parametrize(
    ("between", "joined"), [("", True), (" ", True), ("\n", True), ("\n\n", False), (", ", False), (" y ", False)]
)
def test_references_with_nothing_between_them_are_read_as_one(between: str, joined: bool) -> None:
    text = section(f"Vea [CRC-3]{between}[RG-1.1].", "See [CRC-3], [RG-1.1].")
    assert ("adjacent-references" in rules_in(text)) is joined


def test_references_far_apart_are_not_joined_by_others_that_are() -> None:
    text = section(f"Vea [CRC-3] [RG-1.1]. [RG-1]{' ' * 81}[CRC-12]", "See [CRC-3], [RG-1.1], [RG-1], [CRC-12].")
    assert rules_in(text).count("adjacent-references") == 1


def test_words_and_an_image_beside_a_reference_are_no_reference() -> None:
    for piece in ("[sic] ![RG-1.1]", "![a] [RG-1.1]", "[^1] [RG-1.1]\n\n[^1]: Uno.", "[CRC-3](a.md) [RG-1.1]"):
        assert "adjacent-references" not in rules_in(section(f"Texto {piece}", "Text [RG-1.1]"))
    assert "adjacent-references" in rules_in(section("Texto [sic] [RG-1.1]", "Text [RG-1.1]"))
    assert "adjacent-references" not in rules_in(section("Texto [CRC-3][crc-3]", "Text [CRC-3]"))


def test_a_label_is_defined_in_its_own_language_only_and_knows_no_capitals() -> None:
    es = "Vea [aquí][La Página], [la página][] y [la  página][].\n\n[la página]: https://example.org/a"
    assert rules_in(section(es, "See it.")) == []
    assert "undefined-label" in rules_in(section(es, "See [here][la página]."))


def test_a_footnote_needs_its_mark_and_a_mark_its_footnote() -> None:
    assert rules_in(section("Uno.[^1]\n\n[^1]: Nota.", "One.[^1]\n\n[^1]: Note.")) == []
    assert rules_in(section("Uno.[^1]", "One.")) == ["undefined-label"]
    assert rules_in(section("Uno.\n\n[^1]: Nota.", "One.")) == ["undefined-label"]
    assert rules_in(section("Uno.[^1]\n\n[^2]: Nota.", "One.")) == ["undefined-label", "undefined-label"]


# Attributes, templates, HTML


@pytest.mark.parametrize(
    ("line", "column"),
    [
        ("ab{: onclick=x }", 3), ("abc{: onclick=x }", 4), ("abcd {#x }", 6), ("{wide}", 1), ("palabra {wide}", 0),
        ("## Título {wide}", 11), ("## Título {wide} más", 0), ("**a**{b}", 6), ("a {x=y} b", 3), ("a {b", 0), ("{ b", 0),
        ("a } b { c", 0), ("a {.x} b", 3), ("a {: x", 0),
    ],
)  # fmt: skip
def test_attributes_are_told_where_their_brace_stands(line: str, column: int) -> None:
    said = problems_in(section(f"Texto.\n\n{line}", "Text."))
    assert [part.split(":")[1:3] for part in said.splitlines() if "[attribute-list]" in part] == (
        [["11", str(column)]] if column else []
    )


def test_the_headings_of_a_section_are_not_taken_for_attributes_and_those_of_a_page_may_have_an_anchor() -> None:
    assert rules_in("# Uno {lang=es}\n\nTexto.\n", "docs/es/x.md") == ["attribute-list"]
    assert rules_in("# Uno {#uno}\n\nTexto.\n", "docs/es/x.md") == []
    assert rules_in(section("## Uno {#uno}", "## One")) == ["attribute-list"]


def test_a_closing_tag_is_told_only_without_its_opening_tag() -> None:
    assert rules_in(section("Uno <b>dos</b>.", "One.")) == ["raw-html"]
    assert rules_in(section("Uno dos</b>.", "One.")) == ["raw-html"]
    assert rules_in(section("Uno <b>dos</i>.", "One.")) == ["raw-html", "raw-html"]


def test_only_the_first_block_of_code_that_does_not_end_is_told() -> None:
    assert rules_in(section("```\nuno", "One.")).count("unclosed-code") == 1
    assert "unclosed-code" not in rules_in(section("```\nuno\n```", "One."))


# Files and pages


def test_only_pages_in_a_languages_folder_need_a_translation(small: Path) -> None:
    put(small, "docs/es/form.pdf", "%PDF")
    put(small, "docs/assets/notes.md", "# Uno\n")
    assert "page-without-translation" not in " ".join(told(small))
    put(small, "docs/es/sola.md", "# Uno\n")
    assert "docs/es/sola.md:1 page-without-translation" in told(small)


def test_a_page_that_is_not_text_is_not_missed_in_the_other_language(small: Path) -> None:
    (small / "docs/es").mkdir(exist_ok=True)
    (small / "docs/es/lejos.md").symlink_to("/etc/hostname")
    assert told(small) == ["docs/es/lejos.md:1 symlink"]


def test_a_drawing_that_cannot_be_read_is_refused_in_its_first_line(small: Path) -> None:
    put(small, "docs/assets/a.svg", "<svg xmlns='http://www.w3.org/2000/svg'>" + "<g/>" * 300_000 + "</svg>")
    assert "more than a drawing, in its line 1: too-large" in text_of(small)


@pytest.mark.parametrize(
    ("name", "refused"),
    [
        ("CNAME", False),
        ("ANAME", True),
        ("DNAME", True),
        ("a.PNG", False),
        ("a.html", True),
        ("a.svgz", True),
        ("a.csv", False),
    ],
)
def test_files_beside_the_pages_are_of_harmless_kinds(small: Path, name: str, refused: bool) -> None:
    put(small, f"docs/{name}", "x")
    assert (f"docs/{name}:1 unsafe-file" in told(small)) is refused


def test_a_folder_with_a_bad_name_is_told_once_and_each_of_them(small: Path) -> None:
    for path in (
        "docs/es/Mala Uno/a/x.md",
        "docs/es/Mala Uno/b/y.md",
        "docs/es/Mala Dos/x.md",
        "docs/es/a/Otra Mala/Y Peor/x.md",
    ):
        put(small, path, "# Uno\n")
        put(small, path.replace("docs/es", "docs/en"), "# One\n")
    said = [line.partition("the folder name “")[2].partition("”")[0] for line in text_of(small).splitlines()]
    assert sorted(name for name in said if name) == ["Mala Dos"] * 2 + ["Mala Uno"] * 2 + ["Otra Mala"] * 2


# Links


def test_names_like_a_missing_file_are_looked_for_so_many_times_and_no_more(small: Path) -> None:
    links = [f"[a](otra{number}.md)" for number in range(SUGGESTIONS + 1)]
    pages(small, "\n\n".join(links))
    said = [line for line in text_of(small).splitlines() if "[broken-link]" in line]
    assert len(said) == SUGGESTIONS + 1
    assert [("did you mean otra.md?" in line) for line in said] == [True] * SUGGESTIONS + [False]


def test_anchors_like_a_missing_one_are_looked_for_so_many_times_and_no_more(small: Path) -> None:
    pages(small, "## Cómo\n\n" + "\n\n".join(["[a](#com)"] * (SUGGESTIONS + 1)))
    said = [line for line in text_of(small).splitlines() if "[broken-fragment]" in line]
    assert [("did you mean #como?" in line) for line in said] == [True] * SUGGESTIONS + [False]


def test_the_place_of_a_missing_anchor_is_that_of_its_sign(small: Path) -> None:
    pages(small, "[a](otra.md#nada)")
    assert "docs/es/otra.md:3:12: error [broken-fragment] there is no heading #nada on that page;" in text_of(small)


@pytest.mark.parametrize(
    "path", [SECTION, "guidelines/regional/1-principles/RG-1.md", "guidelines/regional/1-principles/RG-1.3.md"]
)
def test_the_headings_of_another_section_are_not_looked_at_for_it_has_no_page_of_its_own(
    small: Path, path: str
) -> None:
    put(small, INTRODUCTION, (small / INTRODUCTION).read_text(encoding="utf-8").replace(". \n", ""))
    text = (small / INTRODUCTION).read_text(encoding="utf-8")
    put(small, INTRODUCTION, text.replace("según", f"según [esto]({Path(path).name}#nada) y"))
    if not (small / path).exists():
        put(small, path, section("Texto.", "Text.").replace("RG-1.2", Path(path).stem))
    assert "broken-fragment" not in " ".join(told(small))


@pytest.mark.parametrize(
    ("heading", "anchor"),
    [
        ("## Uno y dos", "uno-y-dos"), ("## Uno *y* `dos`", "uno-y-dos"), ("## [Uno](a.md) y", "uno-y"), ("## Uno {#x}", "x"),
        ("Uno y\n---", "uno-y"), ("## A_b _c_", "a_b-c"), ("## Uno &amp; dos", "uno-dos"), ("## Uno\n\n## Uno", "uno_1"),
        ("## Uno\n\n## Uno\n\n## Uno", "uno_2"),
    ],
)  # fmt: skip
def test_a_link_may_lead_to_the_anchor_that_the_page_will_have(small: Path, heading: str, anchor: str) -> None:
    pages(small, f"[a](#{anchor})\n\n{heading}", name="a.md")
    put(
        small,
        "docs/es/a.md",
        (small / "docs/es/a.md").read_text(encoding="utf-8").replace("# Uno\n\n[", "# Título\n\n[", 1),
    )
    assert "broken-fragment" not in " ".join(told(small))
    pages(small, f"[a](#{anchor}-x)\n\n{heading}", name="a.md")
    assert "broken-fragment" in " ".join(told(small))


@pytest.mark.parametrize(
    ("address", "own"),
    [
        ("https://example.org/", True), ("http://www.EXAMPLE.org/rg/", True), ("https://example.org/base/x", True),
        ("https://example.organ/", False), ("https://other.org/example.org/", False), ("https://[x/", False),
    ],
)  # fmt: skip
def test_an_address_is_the_sites_own_by_its_host(small: Path, address: str, own: bool) -> None:
    settings = (small / "mkdocs.yml").read_text(encoding="utf-8")
    put(small, "mkdocs.yml", f"site_url: https://www.example.org/\n{settings}")
    pages(small, f"[a]({address})")
    assert ("docs/es/otra.md:3 own-site-url" in told(small)) is own


@pytest.mark.parametrize(
    ("address", "fault"),
    [
        ("https://example.org/a b", "has a space"), ("//example.org", "does not begin with https://"),
        ("https:\\\\example.org", "has a backslash"), ("ftp://example.org", "no reader can follow"),
        ("htp://example.org", "write https://"), ("https://example.org:0/", "a port that cannot exist"),
        ("https://example.org:99999/", "a port that cannot exist"), ("https://localhost/", "has no host"),
        ("https:example.org", "has no host"), ("https://.org./", "has no host"), ("https://example.org/%zz", "has signs"),
        ("https://example.org/%20", ""), ("mailto:a@example.org", ""), ("tel:119", ""), ("https://example.org:80/", ""),
        ("https://a.b", ""),
    ],
)  # fmt: skip
def test_an_address_works_as_it_is_written(address: str, fault: str) -> None:
    said = [
        line for line in problems_in(f"# Uno\n\n[a]({address})\n", "docs/es/x.md").splitlines() if "malformed" in line
    ]
    assert [fault in line for line in said] == ([True] if fault else [])


# Contacts


def test_hours_may_be_long_but_not_without_end(small: Path) -> None:
    dif = (small / "directory/mx/dif.yml").read_text(encoding="utf-8")
    for length, wrong in ((300, False), (301, True)):
        hours = f'Mo-Fr 09:00-18:00 "{"x" * (length - 20)}"'
        assert len(hours) == length
        put(small, "directory/mx/dif.yml", dif.replace("as_of: 2025-03}", f"as_of: 2025-03, hours: '{hours}'}}"))
        assert ("hours-syntax" in " ".join(told(small))) is wrong


# Words to avoid


@pytest.mark.parametrize(("spaces", "wrong"), [(20, False), (21, True)])
def test_an_official_title_may_go_over_lines_and_be_indented(small: Path, spaces: int, wrong: bool) -> None:
    law = "- id: LEY\n  kind: law\n  title: {es: De los menores de edad, en: Act}\n"
    put(small, "guidelines/library/mx.yml", law)
    between = f"\n{' ' * spaces}"  # where the title has one space
    for text in (f"La ley\nDe los{between}menores de edad.", f"La ley\nDe los menores{between}de edad."):
        put(small, SECTION, section(text, "The Act."))
        assert ("term-to-avoid" in " ".join(told(small))) is wrong, text


def test_a_word_to_avoid_may_stand_in_the_title_of_an_instrument_and_nowhere_else(small: Path) -> None:
    glossary = (small / "guidelines/glossary.yml").read_text(encoding="utf-8")
    put(small, "guidelines/glossary.yml", glossary.replace("[menores]", "[menor]").replace("persona menor", "persona"))
    for text, wrong in (
        ("El menor espera.", True), ("Vea [el menor][CRC-3].", False), ("Vea [menor][CRC-3].", False), ("Vea [el menor][RG-1.1].", True),
        ("Vea [el menor][CRC-3] y el menor.", True), ("Dice «el menor».", False), ("Los menores esperan.", True),
    ):  # fmt: skip
        put(small, SECTION, section(text, "See [CRC-3] [x][RG-1.1]" if "RG" in text else "See [CRC-3]."))
        assert ("term-to-avoid" in " ".join(told(small))) is wrong, text
