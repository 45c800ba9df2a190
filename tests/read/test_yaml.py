"""YAML is read as text: only null, true and false have a meaning of their own; anchors, aliases and tags are refused."""

from __future__ import annotations

import pytest

from kb.read import yaml_text


def load(text: str) -> object:
    value, defects = yaml_text.load(text)
    assert defects == []
    return value


@pytest.mark.parametrize(
    "written",
    ["on", "no", "yes", "off", "Y", "066", "18:00", "10.10", "1e3", "0x1F", "12345678901234567890", "2025-02-30"],
)
def test_what_yaml_would_reinterpret_stays_the_text_that_stands_there(written: str) -> None:
    assert load(f"key: {written}") == {"key": written}


def test_a_very_long_integer_stays_text() -> None:
    assert load("key: " + "9" * 5000) == {"key": "9" * 5000}


def test_only_null_true_and_false_have_a_meaning_of_their_own() -> None:
    assert load("[null, ~, true, false, True, NULL, 'null', \"true\"]") == [
        None, None, True, False, "True", "NULL", "null", "true",
    ]  # fmt: skip


def test_a_key_without_a_value_has_none() -> None:
    assert load("a:\nb: ''\nc: [1, ]") == {"a": None, "b": "", "c": ["1"]}


def test_an_empty_text_has_no_value_and_no_defect() -> None:
    assert load("") is None
    assert load("# only a comment\n") is None


def test_keys_stay_text() -> None:
    assert load("3: a\ntrue: b\nnull: c\n1.10: d") == {"3": "a", "true": "b", "null": "c", "1.10": "d"}


def test_a_key_that_stands_twice_is_told_at_its_second_place_and_the_rest_is_read() -> None:
    text = "a: 1\nb: 2\na: 3\n"
    value, defects = yaml_text.load(text)
    assert value == {"a": "3", "b": "2"}
    assert [(defect.kind, defect.at) for defect in defects] == [("duplicate-key", text.rindex("a"))]


@pytest.mark.parametrize(
    ("text", "what"),
    [("a: &x 1", "anchor"), ("a: *x", "alias"), ("a: !!python/name:os.system ''", "tag"), ("a: !x 1", "tag")],
)
def test_anchors_aliases_and_tags_are_refused(text: str, what: str) -> None:
    value, defects = yaml_text.load(text)
    assert value is None
    assert [(defect.kind, defect.args["what"], defect.at) for defect in defects] == [("yaml-feature", what, 3)]


def test_a_second_document_is_refused() -> None:
    assert yaml_text.load("a: 1\n---\nb: 2\n")[1][0].kind == "yaml-syntax"


def test_half_a_character_is_refused() -> None:
    assert [defect.kind for defect in yaml_text.load("a: \ud800")[1]] == ["yaml-syntax"]


def test_a_control_character_is_told_at_its_place_among_characters() -> None:
    assert [defect.at for defect in yaml_text.load("título: ñandú \x01")[1]] == [14]


def test_a_list_used_as_a_key_is_refused() -> None:
    assert yaml_text.load("[a, b]: 1")[1][0].kind == "yaml-syntax"
