"""HSDS records are valid against Open Referral's own schemas, and lose nothing that the directory knows."""

from __future__ import annotations

import json
import warnings
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

import pytest
from jsonschema import Draft202012Validator, FormatChecker
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT202012

from kb.exports.hsds import Records
from kb.exports.schedules import DAYS, Slot, slots
from kb.read.tree import Tree
from tests.conftest import ROOT
from tests.exported import SITE, data, export_of, institution

SCHEMAS = ROOT.parent / "shared" / "hsds" / "schema"
LANGUAGES = ("es", "en")
FORMATS = FormatChecker()


@FORMATS.checks("uri")
def is_uri(value: object) -> bool:
    return not isinstance(value, str) or bool(urlsplit(value).scheme and urlsplit(value).netloc)


@cache
def schemas() -> dict[str, Any]:
    """HSDS' schemas by file name; none, after saying so, where they are not at hand."""
    found = {path.name: json.loads(path.read_text(encoding="utf-8")) for path in sorted(SCHEMAS.glob("*.json"))}
    if not found:
        warnings.warn("HSDS schemas not found: ../shared/hsds/schema; HSDS was not validated", stacklevel=2)
    return found


def errors(name: str, records: list[Any]) -> list[str]:
    """What is wrong with records of a kind, by the schema file of that name."""
    if not schemas():
        return []
    registry: Registry[Any] = Registry().with_resources(
        [(file, Resource.from_contents(schema, DRAFT202012)) for file, schema in schemas().items()]
    )
    validator = Draft202012Validator(schemas()[name], registry=registry, format_checker=FORMATS)
    return [f"{error.json_path}: {error.message}" for record in records for error in validator.iter_errors(record)]


def contents(written: Path, lang: str, name: str) -> list[Any]:
    found: list[Any] = data(written, f"directory/{lang}/hsds/{name}.json")["contents"]
    return found


def office(lang: str = "es", **changes: object) -> Any:
    records = Records(export_of(institution(**changes)), lang)
    return next(item for item in records.services() if "mx-office" in item["organization"]["uri"])


def attributes(record: Any) -> dict[str, str]:
    return {item["link_type"]: item["value"] for item in record["attributes"]}


# Valid


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize(
    ("name", "schema"),
    [
        ("services", "service.json"),
        ("organizations", "organization.json"),
        ("taxonomies", "taxonomy.json"),
        ("taxonomy_terms", "taxonomy_term.json"),
    ],
)
def test_every_record_is_valid(written: Path, lang: str, name: str, schema: str) -> None:
    records = contents(written, lang, name)
    assert records
    assert errors(schema, records) == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_service_is_valid_against_the_compiled_schema(written: Path, lang: str) -> None:
    path = SCHEMAS / "compiled" / "service_with_definitions.json"
    if schemas():
        validator = Draft202012Validator(json.loads(path.read_text(encoding="utf-8")), format_checker=FORMATS)
        assert [
            error.message for item in contents(written, lang, "services") for error in validator.iter_errors(item)
        ] == []


def test_the_validation_would_find_an_error() -> None:
    if schemas():
        assert errors("service.json", [{**office(), "id": "mx-office"}]) != []
        assert errors("service.json", [{**office(), "phones": [{"number": "911"}]}]) != []
        assert errors("service.json", [{**office(), "url": "nowhere"}]) != []


def test_an_institution_that_has_everything_is_valid() -> None:
    records = Records(export_of(institution()), "en")
    assert errors("service.json", records.services()) == []
    assert errors("organization.json", records.organizations()) == []


def objects(record: Any, schema: str) -> Iterator[tuple[str, Any]]:
    """Every object inside a record with the schema that it follows."""
    yield schema, record
    for key, value in record.items():
        prop = schemas()[schema]["properties"].get(key, {})
        reference = prop.get("$ref") or prop.get("items", {}).get("$ref")
        for item in (value if isinstance(value, list) else [value]) if reference else []:
            yield from objects(item, reference)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_property_is_used_that_hsds_does_not_know(written: Path, lang: str) -> None:
    if schemas():
        for record in contents(written, lang, "services"):
            for schema, item in objects(record, "service.json"):
                assert set(item) <= set(schemas()[schema]["properties"]), schema


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_uuid_stands_for_one_thing(written: Path, lang: str) -> None:
    seen: dict[str, str] = {}
    for name, schema in (("services", "service.json"), ("organizations", "organization.json")):
        for record in contents(written, lang, name):
            for kind, item in objects(record, schema) if schemas() else [(schema, record)]:
                assert UUID(item["id"]).version == 5
                assert seen.setdefault(item["id"], kind) == kind


def test_ids_are_the_same_in_both_languages_and_stay_when_others_are_added() -> None:
    before, other = office(), office("en")
    assert [phone["id"] for phone in before["phones"]] == [phone["id"] for phone in other["phones"]]
    phones = institution().record.model_dump(mode="json")["phones"]
    after = office(
        phones=[{"printed": "066", "short": "066", "country": "MX", "source": "src-x", "as_of": None}, *phones]
    )
    assert [phone["id"] for phone in after["phones"]][1:] == [phone["id"] for phone in before["phones"]]


def test_one_number_printed_twice_is_two_entries() -> None:
    phones = office()["phones"]
    assert phones[0]["number"] == phones[3]["number"]
    assert len({phone["id"] for phone in phones}) == 4


# What it says


def test_the_root_says_which_standard_and_where_it_is_described(written: Path) -> None:
    root = data(written, "directory/en/hsds/index.json")
    assert root["version"] == "3.1"
    assert root["openapi_url"] == f"{SITE}data/v1/openapi.json"
    assert root["profile"] == f"{SITE}en/data/#data-hsds"


def test_a_list_is_one_page_that_holds_all(content: Tree, written: Path) -> None:
    page = data(written, "directory/es/hsds/services.json")
    assert page["total_items"] == page["size"] == len(page["contents"]) == len(content.kb.institutions)
    assert (page["total_pages"], page["first_page"], page["last_page"], page["empty"]) == (1, True, True, False)


def test_source_date_and_confidence_travel_along() -> None:
    service = office()
    assert attributes(service) | {"service": "shelter"} == attributes(service)
    assert attributes(service)["confidence"] == "low"
    assert attributes(service)["rechecked"] == "2026-11"
    assert attributes(service["phones"][0])["source"] == f"{SITE}id/src-mx-page/"
    assert [attributes(phone)["as_of"] for phone in service["phones"]] == ["2025-03", "2025-03", "2025-03", "unknown"]
    for part in (service["contacts"][0], service["service_at_locations"][0]["location"], service["schedules"][0]):
        assert attributes(part)["as_of"] == "2025-03"


def test_a_verification_is_metadata_and_the_day_of_assurance() -> None:
    service = office()
    assert service["assured_date"] == "2026-10-01"
    entry = service["phones"][0]["metadata"][0]
    assert (entry["last_action_type"], entry["last_action_date"]) == ("verify", "2026-10-01")
    assert entry["updated_by"] == "Consulado, turno A"
    assert attributes(service["phones"][0])["verified_until"] == "2027-03-30"
    assert "metadata" not in service["phones"][1]
    assert "assured_date" not in office(phones=[])


def test_a_number_that_cannot_be_dialled_says_so() -> None:
    phone = office()["phones"][2]
    assert phone["number"] == "5678"
    assert attributes(phone)["dialable"] == "false"
    assert phone["description"].startswith("not_dialable")


def test_channels_become_the_type_of_a_number() -> None:
    assert [phone["type"] for phone in office()["phones"]] == ["voice", "voice", "voice", "text"]


def test_an_address_stays_whole_and_its_gaps_stay_gaps() -> None:
    address = office()["service_at_locations"][0]["location"]["addresses"][0]
    assert address["address_1"] == "Calle 1; local 2, Tapachula"
    assert (address["city"], address["postal_code"], address["country"]) == ("", "", "MX")
    abroad = office(coverage={"areas": ["MX", "GT"], "text": {"es": "x", "en": "x"}})
    assert abroad["service_at_locations"][0]["location"]["addresses"][0]["country"] == ""


def test_a_part_is_tied_to_the_whole() -> None:
    records = Records(export_of(institution()), "es")
    by_name = {item["organization_identifiers"][0]["identifier"]: item for item in records.organizations()}
    assert by_name["mx-office"]["parent_organization_id"] == by_name["mx-whole"]["id"]
    assert "parent_organization_id" not in by_name["mx-whole"]


def test_what_is_withdrawn_is_inactive() -> None:
    assert (office()["status"], office(status="withdrawn")["status"]) == ("active", "inactive")


def test_low_confidence_is_an_alert() -> None:
    assert office()["alert"] == "low"
    assert "alert" not in office(confidence="high")


# Hours


def test_hours_have_the_zone_of_a_country_that_keeps_one() -> None:
    opening = [{"hours": "Mo-Fr 08:00-16:00", "source": "src-x", "as_of": None}]
    guatemala = office(coverage={"areas": ["GT-01"], "text": {"es": "x", "en": "x"}}, opening=opening)["schedules"][0]
    assert (guatemala["byday"], guatemala["opens_at"], guatemala["timezone"]) == ("MO,TU,WE,TH,FR", "08:00-06:00", -6)
    mexico = office(opening=opening)["schedules"][0]
    assert (mexico["opens_at"], "timezone" in mexico) == ("08:00", False)


def test_the_hours_of_a_telephone_say_that_they_are_a_telephones() -> None:
    schedule = office()["schedules"][-1]
    assert (schedule["opens_at"], schedule["closes_at"]) == ("00:00", "23:59")
    assert schedule["attending_type"] == "call: 089"


def test_hours_that_programs_cannot_read_stay_words() -> None:
    opening = [{"hours_printed": "de nueve a cuatro", "source": "src-x", "as_of": None}]
    schedule = office(opening=opening, phones=[])["schedules"][0]
    assert schedule["description"] == "de nueve a cuatro"
    assert "freq" not in schedule


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        ("24/7", [Slot(DAYS, "00:00", "23:59")]),
        ("Mo-Fr 08:00-16:00", [Slot(DAYS[:5], "08:00", "16:00")]),
        ("Mo,We-Th 08:00-16:00", [Slot(("Mo", "We", "Th"), "08:00", "16:00")]),
        ("Sa-Mo 08:00-12:00", [Slot(("Mo", "Sa", "Su"), "08:00", "12:00")]),
        ("08:00-24:00", [Slot(DAYS, "08:00", "23:59")]),
        ("Mo 08:00-12:00,13:00-17:00", [Slot(("Mo",), "08:00", "12:00"), Slot(("Mo",), "13:00", "17:00")]),
        ("Mo-Tu 08:00-16:00; Tu 09:00-10:00", [Slot(("Mo",), "08:00", "16:00"), Slot(("Tu",), "09:00", "10:00")]),
        ("Mo-Tu 08:00-16:00; Tu off; PH off", [Slot(("Mo",), "08:00", "16:00")]),
        ("Mo-Fr 08:00-16:00; Jan 1 off", []),
        ("Mo sunrise-sunset", []),
        ("Mo 8-12", []),
    ],
)
def test_hours_by_day(rule: str, expected: list[Slot]) -> None:
    assert slots(rule) == expected


def test_every_rule_of_the_directory_is_read(content: Tree) -> None:
    records = [item.record for item in content.kb.institutions.values()]
    rules = {part.hours for r in records for part in (*r.phones, *r.addresses, *r.opening) if part.hours}
    assert rules
    assert [rule for rule in rules if not slots(rule)] == []
