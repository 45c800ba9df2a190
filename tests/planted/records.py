"""Defects in the library, the glossary, forms, indicators, questions, practices, toolkits, and the site's words."""

from __future__ import annotations

import re

from kb.models.base import KeyPath
from kb.models.forms import REGISTRY_CARD
from tests.planted.plant import Change, Place, Scalar, kind, scalars, value

TOOLS = ("form", "indicators", "questions", "practice", "toolkits")


def _own(path: KeyPath, key: str) -> bool:
    """Whether a path is that of a key of a record itself."""
    return len(path) <= 2 and path[-1] == key


def _own_value(place: Place, key: str, new: str) -> Change | None:
    found = scalars(place, lambda path: _own(path, key))
    if not found:
        return None
    chosen = place.chance.choice(found)
    return place.put(chosen.start, chosen.end, new)


@kind("script-url", "library", "toolkits")
def address_that_is_a_script(place: Place) -> Change | None:
    script = place.chance.choice(("javascript:alert(1)", "'data:text/html,x'", "vbscript:x", "JAVASCRIPT:x"))
    return value(place, place.chance.choice(("url", "archived")), script)


@kind("wrong-value", "library", "toolkits")
def address_of_a_page_that_cannot_work(place: Place) -> Change | None:
    return value(place, "url", place.chance.choice(("www.example.org", "https://ejemplo", "ftp://example.org/a")))


@kind("date", "library")
def published_on_no_day(place: Place) -> Change | None:
    return value(place, place.chance.choice(("date", "published")), "2025-02-30")


@kind("future-date", "library", "toolkits")
def published_in_the_future(place: Place) -> Change | None:
    return value(place, place.chance.choice(("date", "published", "year")), "2205-04-03")


@kind("unknown-word", "library", also="missing-translation")
def kind_of_source_that_does_not_exist(place: Place) -> Change | None:
    return _own_value(place, "kind", "documento")


@kind("missing-translation", "library")
def point_in_one_language(place: Place) -> Change | None:
    match = place.one(r'^    ("[0-9.a-z]+"):\n      es: .*\n(      en: .*\n)(?=    "|- |\Z)')
    return Change(place.text[: match.start(2)] + place.text[match.end(2) :], (match.start(1),)) if match else None


@kind("translation-numbers", "library", "glossary", *TOOLS, also="translation-phones")
def number_in_one_language_of_a_record(place: Place) -> Change | None:
    def plain(path: KeyPath) -> bool:
        return path[-1] == "en" and path[-2] in ("standing", "text", "definition", "why", "hint", "purpose")

    found = [s for s in scalars(place, plain) if re.search(r" of ", place.text[s.start : s.end])]
    if not found:
        return None
    chosen = place.chance.choice(found)
    at = place.text.index(" of ", chosen.start) + 4
    first = place.document.offset((*chosen.path[:-1], "es"))
    return Change(place.text[:at] + "773 " + place.text[at:], (chosen.start, first))


@kind("commitment-not-carried-out", "library")
def commitment_that_nobody_carries_out(place: Place) -> Change | None:
    match = place.one(r"^  commitments: true\n(?:  .*\n)*?  points:\n")
    new = '    "97":\n      es: Algo más.\n      en: Something more.\n'
    return place.put(match.end(), match.end(), new) if match else None


@kind("duplicate-id", "library", "glossary", "indicators", "questions", "toolkits")
def record_pasted_twice(place: Place) -> Change | None:
    found = scalars(place, lambda path: _own(path, "id"))
    if len(found) < 2:
        return None
    first, second = sorted(place.chance.sample(range(len(found)), 2))
    cited = place.is_cited(found[second].value) or found[second].value.isupper()
    return None if cited else place.put(found[second].start, found[second].end, found[first].value)


@kind("missing-translation", "glossary")
def term_in_one_language(place: Place) -> Change | None:
    match = place.one(r'^  (term): \{es: [^,}"]+(, en: [^,}"]+)\}')
    return Change(place.text[: match.start(2)] + place.text[match.end(2) :], (match.start(1),)) if match else None


@kind("unknown-reference", *TOOLS, "glossary")
def record_that_rests_on_nothing_there(place: Place) -> Change | None:
    match = place.one(r"^ *(?:sources|see): \[([^,\]\n]+)")
    return place.swap(match, "src-esta-no") if match else None


@kind("missing-key", *TOOLS)
def record_without_status(place: Place) -> Change | None:
    match = place.one(r"^ *status: .*\n")
    if match is None:
        return None
    at = place.text.rfind("id: ", 0, match.start())
    line = place.text.rfind("\n", 0, at) + 1
    return Change(place.put(match.start(), match.end(), "").text, (line,))


@kind("unknown-word", *TOOLS)
def record_with_another_status(place: Place) -> Change | None:
    return _own_value(place, "status", "borrador")


@kind("withdrawn-without-trace", *TOOLS)
def record_withdrawn_without_a_word(place: Place) -> Change | None:
    idents = {s.path[:-1]: s.value for s in scalars(place, lambda path: _own(path, "id"))}
    found = [
        s
        for s in scalars(place, lambda path: _own(path, "status"))
        if not place.is_cited(idents[s.path[:-1]])
        and not any(n.path == (*s.path[:-1], "note", "es") for n in _notes(place))
    ]
    chosen = place.chance.choice(found) if found else None
    return place.put(chosen.start, chosen.end, "withdrawn") if chosen else None


def _notes(place: Place) -> list[Scalar]:
    return scalars(place, lambda path: path[-1] == "es" and path[-2] == "note")


@kind("unknown-key", *TOOLS)
def record_with_an_unknown_key(place: Place) -> Change | None:
    match = place.one(r"^( *)status: .*\n")
    return place.put(match.end(), match.end(), f"{match.group(1)}nota: x\n") if match else None


@kind("raw-html", *TOOLS, "glossary", "library", "institution")
def html_in_a_record(place: Place) -> Change | None:
    found = scalars(
        place, lambda path: path[-1] in ("es", "en") and path[-2] in ("text", "why", "note", "role", "label")
    )
    plain = [s for s in found if place.text[s.start] not in "'\""]
    chosen = place.chance.choice(plain) if plain else None
    change = place.put(chosen.end, chosen.end, " <script>x</script>") if chosen else None
    if change is None or place.text[chosen.end - 1] == "\n":
        return None
    return Change(change.text, (chosen.start,))


@kind("field-name", "form")
def field_with_a_name_of_two_words(place: Place) -> Change | None:
    match = place.one(r"^  - name: (.*)$")
    return place.swap(match, "Fecha de nacimiento")


@kind("field-twice", "form")
def field_pasted_twice(place: Place) -> Change | None:
    found = place.lines_of(r"^  - name: (.*)$")
    if len(found) < 2:
        return None
    first, second = sorted(place.chance.sample(range(len(found)), 2))
    return place.swap(found[second], found[first].group(1))


@kind("field-values", "form", also="field-without-why registry-access wrong-type")
def choice_without_values(place: Place) -> Change | None:
    match = place.one(r"^    type: (text|instruction|yes_no|date)$")
    return place.swap(match, "one_of")


@kind("wrong-value", "form")
def type_that_does_not_exist(place: Place) -> Change | None:
    match = place.one(r"^    type: (.*)$")
    return place.swap(match, "texto")


@kind("field-without-why", "form", also="registry-access")
def question_without_reason(place: Place) -> Change | None:
    if not place.document.entries[0].id.startswith("form-") or "registry" in place.document.entries[0].id:
        return None
    match = place.one(r"^  - name: .*\n(?=    label: )")
    new = "  - name: nuevo_campo\n    label: {es: Algo, en: Something}\n    type: text\n"
    return place.put(match.start(), match.start(), new) if match else None


@kind("registry-access", "form")
def field_of_the_registry_card_that_all_may_see(place: Place) -> Change | None:
    match = place.one(r"^    access: \[([a-z_]+)")
    return place.swap(match, "todos") if match else None


@kind("registry-access", "form")
def field_that_is_kept_for_ever(place: Place) -> Change | None:
    if "registry" in place.document.entries[0].id:
        return None
    match = place.one(r"^    type: (?:text|yes_no|date)\n")
    return place.put(match.end(), match.end(), "    access: [child]\n") if match else None


@kind("forbidden-field", "form")
def question_that_must_not_be_asked(place: Place) -> Change | None:
    forbidden = [item.name for item in place.document.entries[0].record.forbidden]
    match = place.one(r"^  - name: (.*)$")
    return place.swap(match, place.chance.choice(forbidden)) if match and forbidden else None


@kind("translation-lists", "indicators")
def list_shorter_in_one_language(place: Place) -> Change | None:
    match = place.one(r"^    en: \[[^,\]\n]+(, [^,\]\n]+)\]?")
    return place.swap(match, "") if match else None


@kind("indicator-without-subject", "indicators")
def indicator_of_no_subject(place: Place) -> Change | None:
    found = [s for s in scalars(place, lambda path: _own(path, "id")) if not place.is_cited(s.value)]
    chosen = place.chance.choice(found) if found else None
    return place.put(chosen.start, chosen.end, "IN-77.1") if chosen else None


@kind("id-pattern", "questions", "toolkits")
def id_without_beginning(place: Place) -> Change | None:
    found = [s for s in scalars(place, lambda path: _own(path, "id")) if not place.is_cited(s.value)]
    chosen = place.chance.choice(found) if found else None
    return place.put(chosen.start, chosen.end, "pregunta-nueva") if chosen else None


@kind("file-name", "practice", "form")
def id_of_another_file(place: Place) -> Change | None:
    if place.document.entries[0].id == REGISTRY_CARD:
        return None  # every rule on the card would speak up, and rightly
    match = place.one(r"^id: (.*)$")
    return place.swap(match, match.group(1) + "-dos") if match else None


@kind("missing-label", "vocabulary", "labels")
def word_without_label(place: Place) -> Change | None:
    match = place.one(r"^ *([a-z_-]+): \{es: [^,{}\"']+(, en: [^,{}\"']+)\}$")
    return Change(place.text[: match.start(2)] + place.text[match.end(2) :], (match.start(1),)) if match else None


@kind("label-places", "labels")
def place_that_only_one_language_fills(place: Place) -> Change | None:
    match = place.one(r"^([a-z_0-9]+): \{.*\{[a-z]+\}.*\}$")
    spot = re.compile(r"\{[a-z]+\}").search(place.text, match.end(1) + 3, match.end()) if match else None
    return Change(place.put(spot.start(), spot.end(), "{nada}").text, (match.start(),)) if match and spot else None


@kind("yaml-feature", "configuration", also="yaml-syntax")
def tag_in_the_settings(place: Place) -> Change | None:
    match = place.one(r"^site_name: (.*)$")
    return place.swap(match, "!!python/object/apply:os.system [id]")
