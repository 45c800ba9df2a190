"""Values are written into YAML files so that every reader sees the same strings, and nothing else in them changes."""

from __future__ import annotations

import copy
import difflib
from collections.abc import Iterator
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from kb.imports import yaml_emit
from kb.imports.yaml_edit import CannotEdit, rewrite
from kb.read import yaml_text
from kb.read.tree import Tree
from tests.imports.imported import COMAR

DANGEROUS = [
    "066", "10.10", "18:00", "on", "no", "y", "null", "~", "2026", "2026-03-01", "24/7", "+525512345678", "*211", "#31",
    "1e3", "0x1F", "0o14", ".inf", "- a", "? b", "a: b", "a #b", "#a", "a, b", "[a]", "{a}", "'a'", '"a"', "a'b", 'a"b',
    "@a", "`a`", "%a", "&a", "!a", "|", ">", "a:", "http://a.example/?b=c", " a", "a ", "a  b", "niño", "¿Qué?", "\t",
    "a\tb", "a\nb", "a\\b", "\u00a0a", "\U0001f600", "\x07", "20 calle 6-57, zona 1", "3 5", "=1+1", "",
    "x" * 400, "palabra " * 60 + "fin",
]  # fmt: skip
TEXTS = st.text(st.characters(codec="utf-8", exclude_categories=("Cs",)), max_size=40) | st.sampled_from(DANGEROUS)
KEYS = st.sampled_from(["es", "en", "printed", "number", "note", "on", "a b"])
RECORDS = st.dictionaries(KEYS, TEXTS | st.none(), min_size=1, max_size=4)
DATA = st.dictionaries(
    st.sampled_from(["id", "name", "services", "phones", "role", "sources", "note"]),
    TEXTS | st.none() | RECORDS | st.lists(TEXTS, min_size=1, max_size=4) | st.lists(RECORDS, min_size=1, max_size=3),
    min_size=1,
)


def both(text: str) -> Any:
    """What our reader reads, after making sure that a YAML 1.1 reader reads the same."""
    ours, defects = yaml_text.load(text)
    assert not defects, (text, defects)
    assert yaml.safe_load(text) == ours
    return ours


@given(TEXTS)
def test_a_text_survives_both_readers_in_a_block_and_between_braces(text: str) -> None:
    assert both(f"key: {yaml_emit.scalar(text, flow=False)}\n") == {"key": text}
    assert both(f"key: {{a: {yaml_emit.scalar(text, flow=True)}, b: c}}\n") == {"key": {"a": text, "b": "c"}}


@pytest.mark.parametrize("text", DANGEROUS)
def test_a_text_that_some_reader_takes_for_something_else_survives(text: str) -> None:
    assert both("\n".join(yaml_emit.pair("key", text, 0))) == {"key": text}


@given(DATA)
def test_a_whole_record_survives_both_readers(data: dict[str, Any]) -> None:
    assert both("\n".join(yaml_emit.block(data, 0))) == data


def test_what_needs_no_quotation_marks_has_none() -> None:
    data = {
        "hours": "Mo-Fr 09:00-18:00",
        "printed": "20 calle 6-57, zona 1",
        "name": {"es": "Niñas: sí", "en": "Girls"},
    }
    assert yaml_emit.block(data, 0) == [
        "hours: Mo-Fr 09:00-18:00",
        "printed: 20 calle 6-57, zona 1",
        "name: {es: 'Niñas: sí', en: Girls}",
    ]


def test_long_lines_are_broken_where_readers_put_a_space() -> None:
    lines = yaml_emit.block({"role": {"es": "palabra " * 40 + "fin"}, "sources": [f"src-{n}" for n in range(40)]}, 0)
    assert max(map(len, lines)) <= yaml_emit.WIDTH
    assert both("\n".join(lines)) == {
        "role": {"es": "palabra " * 40 + "fin"},
        "sources": [f"src-{n}" for n in range(40)],
    }


@given(DATA, DATA)
def test_any_record_becomes_any_other_that_has_a_key_in_common(old: dict[str, Any], new: dict[str, Any]) -> None:
    text = "# first\n" + "\n".join(yaml_emit.block(old, 0)) + "\n# last\n"
    if set(old).isdisjoint(new):
        with pytest.raises(CannotEdit):
            rewrite(text, new)
        return
    changed = rewrite(text, new)
    assert both(changed) == new
    assert changed.startswith("# first\n")
    assert changed.endswith("# last\n")


def difference(old: str, new: str) -> list[str]:
    return [line for line in difflib.ndiff(old.split("\n"), new.split("\n")) if line[:2] in ("- ", "+ ")]


def changed(text: str, *path: str | int, to: Any) -> str:
    data = yaml_text.load(text)[0]
    here = data
    for part in path[:-1]:
        here = here[part]
    if to is None:
        del here[path[-1]]
    else:
        here[path[-1]] = to
    return rewrite(text, data)


def test_a_changed_digit_is_one_line_and_its_comment_stays() -> None:
    new = changed(COMAR, "phones", 0, "printed", to="55 5209 8809")
    assert difference(COMAR, new) == [
        '-   - printed: "55 5209 8800"   # from the photograph',
        '+   - printed: "55 5209 8809"   # from the photograph',
    ]


def test_a_changed_word_leaves_the_other_lines_of_its_text() -> None:
    role = yaml_text.load(COMAR)[0]["role"]["es"]
    new = changed(COMAR, "role", "es", to=role.replace("adolescentes", "jóvenes"))
    assert difference(COMAR, new) == [
        "-     y adolescentes que viajan sin compañía.",
        "+     y jóvenes que viajan sin compañía.",
    ]


def test_a_text_that_grows_beyond_its_line_is_laid_anew() -> None:
    new = changed(COMAR, "role", "en", to="word " * 80 + "end")
    assert max(map(len, new.split("\n"))) <= yaml_emit.WIDTH
    assert yaml_text.load(new)[0]["role"]["en"] == "word " * 80 + "end"


def test_a_text_whose_words_cannot_be_matched_is_laid_anew() -> None:
    new = changed(COMAR, "role", "es", to="dos  espacios: y # nada más")
    assert both(new)["role"]["es"] == "dos  espacios: y # nada más"


@pytest.mark.parametrize(
    ("path", "value", "expected"),
    [
        (("services",), ["asylum", "health"], "services: [asylum, health]"),
        (("services",), ["health", "asylum", "information"], "services: [health, asylum, information]"),
        (("services",), ["information"], "services: [information]"),
        (("services",), ["asylum"], "services: [asylum]"),
        (("name", "en"), "Commission, test", "name: {official: Comisión de prueba, en: 'Commission, test'}   # in use since 2013"),
        (("name", "en"), None, "name: {official: Comisión de prueba}   # in use since 2013"),
        (("name", "official"), None, "name: {en: Test commission}   # in use since 2013"),
        (("acronym",), {"es": "C", "en": "D"}, "acronym: {es: C, en: D}"),
        (("phones", 1, "as_of"), "2026", '    as_of: "2026"'),
        (("addresses", 0, "printed"), "Calle 11, 'B'", "  - printed: 'Calle 11, ''B'''"),
        (("addresses", 0, "printed"), "a\tb, c", '  - printed: "a\\tb, c"'),
    ],
)  # fmt: skip
def test_a_change_stays_on_its_line(path: tuple[str | int, ...], value: Any, expected: str) -> None:
    lines = difference(COMAR, changed(COMAR, *path, to=value))
    assert [line[2:] for line in lines if line[0] == "+"] == [expected]
    assert len(lines) == 2


def test_a_key_that_goes_takes_its_lines_with_it() -> None:
    assert difference(COMAR, changed(COMAR, "phones", 1, "note", to=None)) == [
        "-     note: {es: 'Lunes: cerrado', en: 'Monday: closed'}"
    ]
    assert [line[0] for line in difference(COMAR, changed(COMAR, "role", to=None))] == ["-"] * 4


def test_the_first_key_of_a_record_in_a_list_can_go() -> None:
    new = changed(COMAR, "opening", 0, "hours", to=None)
    assert "opening:\n  - source: src-mx-page\n    as_of" in new


def test_a_new_key_stands_where_it_is_asked_for() -> None:
    data = yaml_text.load(COMAR)[0]
    data["phones"][0] = {"country": "MX", **data["phones"][0]}
    data = {"id": data.pop("id"), "status": "validated", **data}
    new = rewrite(COMAR, data)
    assert "id: mx-comar\nstatus: validated\nname:" in new
    assert '  - country: MX\n    printed: "55 5209 8800"   # from the photograph' in new


def test_a_new_first_key_stands_before_the_first() -> None:
    data = {"status": "validated", **yaml_text.load(COMAR)[0], "name": {"es": "Uno", "official": "Comisión de prueba"}}
    new = rewrite(COMAR, data)
    assert (
        "changing this one.\nstatus: validated\nid: mx-comar\nname: {es: Uno, official: Comisión de prueba}   #" in new
    )


def test_a_new_contact_comes_after_the_others_and_their_comments_stay() -> None:
    data = yaml_text.load(COMAR)[0]
    data["phones"].append({"printed": "066", "short": "066", "country": "MX", "source": "src-mx-page", "as_of": None})
    lines = difference(COMAR, rewrite(COMAR, data))
    assert lines == [
        '+   - printed: "066"',
        '+     short: "066"',
        "+     country: MX",
        "+     source: src-mx-page",
        "+     as_of: null",
    ]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("a:\n  - x   # one\n  - y\nb: c\n", {"a": ["w", "x", "z"], "b": "c"}),
        ("a:\n  - x\n  - y\n  - z\nb: c\n", {"a": ["z"], "b": "c"}),
        ("a:\n- x\n- y", {"a": ["x", "y", "z"]}),
        ("a: [x, y, z]", {"a": ["y"]}),
        ("a: []\nb: c", {"a": ["x"], "b": "c"}),
        ("a: [x]\nb: c", {"a": [], "b": "c"}),
        ("a:\nb: c", {"a": "x", "b": "c"}),
        ("a: |\n  one\n  two\n\nb: c", {"a": "three", "n": "new", "b": "c"}),
        ("a: >-\n  one\n  two\n# still here\nb: c", {"a": "one two", "n": "new", "b": "c"}),
        ("a: [{x: y}]", {"a": [{"x": "y"}, {"x": "z"}]}),
        ('a: "one\n  t\\too"', {"a": "one t\tooo"}),
        ("{a: b, c: d, e: f}", {"c": "d", "g": "h"}),
        ("{a: b}", {"z": "y", "a": "b"}),
        ("a: {x: y}", {"a": {"z": "y"}}),
        ("a: x\nb:\n  c: d\n  e: f", {"a": "x", "b": "scalar"}),
        ("a:\n  - {x: y}\n  - {x: z}\n", {"a": [{"x": "y"}]}),
        ("a:\n  - {x: y}\n", {"a": [{"z": "y"}]}),
        ("a:\n  - x\n", {"a": [{"z": "y"}]}),
    ],
)
def test_other_ways_of_writing_are_kept_to(text: str, wanted: dict[str, Any]) -> None:
    new = rewrite(text, wanted)
    assert both(new) == wanted
    for comment in ("# one", "# still here"):
        assert (comment in new) == (comment in text)


@pytest.mark.parametrize("text", ["", "- a", "a: b\na: c", "{}", "a: [", "text"])
def test_what_is_no_record_is_not_changed(text: str) -> None:
    with pytest.raises(CannotEdit):
        rewrite(text, {"a": "d"})


def test_a_change_that_would_not_read_as_wanted_is_not_made(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(yaml_emit, "scalar", lambda value, *, flow: value)
    with pytest.raises(CannotEdit):
        rewrite("a: b", {"a": "c: d"})


def leaves(data: Any, at: tuple[str | int, ...] = ()) -> Iterator[tuple[tuple[str | int, ...], str]]:
    items = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    for key, value in items:
        yield from leaves(value, (*at, key))
    if isinstance(data, str):
        yield at, data


def test_every_text_of_the_real_directory_can_change_by_one_line(content: Tree) -> None:
    """The last character of each value becomes another."""
    for institution in content.kb.institutions.values():
        text = content.documents[institution.path].text
        data = yaml_text.load(text)[0]
        assert rewrite(text, data) == text
        for path, value in leaves(data):
            wanted = copy.deepcopy(data)
            here = wanted
            for part in path[:-1]:
                here = here[part]
            here[path[-1]] = value[:-1] + ("8" if value[-1] != "8" else "9")
            old, new = text.split("\n"), rewrite(text, wanted).split("\n")
            assert len(old) == len(new)
            assert sum(a != b for a, b in zip(old, new, strict=True)) == 1, (institution.path, path)
