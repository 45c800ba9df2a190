"""Defects in the directory beside its contacts: what an institution is, does and belongs to."""

from __future__ import annotations

from tests.planted.plant import Change, Place, kind, scalars, value

INSTITUTION = "institution"


@kind("script-url", INSTITUTION)
def website_that_is_a_script(place: Place) -> Change | None:
    return value(place, "website", "javascript:alert(1)")


@kind("wrong-value", INSTITUTION)
def website_without_beginning(place: Place) -> Change | None:
    return value(place, "website", place.chance.choice(("www.example.org", "https://ejemplo", "https://a b.org")))


@kind("coverage-code", INSTITUTION)
def area_that_does_not_exist(place: Place) -> Change | None:
    match = place.one(r"^  areas: \[([A-Z-]+)")
    return place.swap(match, place.chance.choice(("MX-DIF", "mx", "XX")))


@kind("missing-translation", INSTITUTION)
def role_in_one_language(place: Place) -> Change | None:
    found = scalars(place, lambda path: path == ("role", "en"))
    if not found:
        return None
    start = place.text.rfind("\n", 0, found[0].start) + 1
    role = place.text.index("\nrole:") + 1
    if not place.text[start:].startswith("  en:"):
        return None
    end = place.text.index("\n", found[0].end - 1) + 1
    return Change(place.put(start, end, "").text, (role,))


@kind("wrong-value", INSTITUTION)
def role_that_is_empty(place: Place) -> Change | None:
    found = scalars(place, lambda path: path == ("role", "en"))
    return place.put(found[0].start, found[0].end, "''") if found else None


@kind("translation-numbers", INSTITUTION, also="translation-phones")
def number_in_one_language_of_a_role(place: Place) -> Change | None:
    found = scalars(place, lambda path: path in (("role", "en"), ("role", "es")))
    match = place.one(r"\b(of|de) ", found[0].start + 3, found[0].end) if found else None
    change = place.put(match.end(), match.end(), "773 ") if match else None
    return (
        Change(change.text, tuple(place.document.offset(("role", lang)) for lang in ("es", "en"))) if change else None
    )


@kind("translation-phones", INSTITUTION, also="translation-numbers")
def telephone_in_one_language_of_a_note(place: Place) -> Change | None:
    found = scalars(place, lambda path: path in (("role", "en"), ("role", "es")))
    match = place.one(r"\b(of|de) ", found[0].start + 3, found[0].end) if found else None
    change = place.put(match.end(), match.end(), "55 1234 5678 ") if match else None
    return (
        Change(change.text, tuple(place.document.offset(("role", lang)) for lang in ("es", "en"))) if change else None
    )


@kind("unknown-word", INSTITUTION)
def service_that_does_not_exist(place: Place) -> Change | None:
    match = place.one(r"^services: \[([a-z-]+)")
    return place.swap(match, "albergue")


@kind("unknown-word", INSTITUTION)
def kind_that_does_not_exist(place: Place) -> Change | None:
    match = place.one(r"^kind: (.*)$")
    return place.swap(match, "albergue")


@kind("wrong-value", INSTITUTION)
def official_name_missing(place: Place) -> Change | None:
    match = place.one(r"^name: \{(official): ")
    return place.swap(match, "fr")


@kind("wrong-type", INSTITUTION)
def sources_that_are_empty(place: Place) -> Change | None:
    match = place.one(r"^sources: (\[[^\]\n]*\])$")
    return place.swap(match, "[]")


@kind("listed-twice", INSTITUTION)
def service_listed_twice(place: Place) -> Change | None:
    match = place.one(r"^(?:services|sources): \[([^,\]\n]+)[^\]\n]*\]$")
    return place.put(match.end() - 1, match.end() - 1, f", {match.group(1)}") if match else None


@kind("circle", INSTITUTION, also="self-reference", partner=True)
def part_of_its_own_part(place: Place) -> Change | None:
    ident = place.document.entries[0].id
    parts = [i.id for i in place.tree.kb.institutions.values() if i.record.part_of == ident]
    if not parts or "\npart_of:" in place.text:
        return None
    match = place.one(r"^kind: .*\n")
    return place.put(match.end(), match.end(), f"part_of: {parts[0]}\n") if match else None


@kind("file-name", INSTITUTION)
def id_of_another_country(place: Place) -> Change | None:
    ident = place.document.entries[0].id
    match = place.one(r"^id: (.*)$") if "shared_with:" not in place.text else None
    return place.swap(match, ("gt" if ident[:2] != "gt" else "hn") + ident[2:] + "-x")


@kind("yaml-syntax", INSTITUTION)
def colon_in_a_value(place: Place) -> Change | None:
    match = place.one(r"^name: (.*)$")
    return place.swap(match, "Oficina: primera: segunda")


@kind("file-place", INSTITUTION)
def ending_yaml(place: Place) -> Change:
    return Change(place.text, (0,), place.document.path.removesuffix(".yml") + ".yaml")
