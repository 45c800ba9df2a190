"""The API's description is valid OpenAPI, and the served files are what it says."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterator
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any
from urllib.request import urlopen
from xml.etree import ElementTree
from zipfile import ZipFile

import pytest
from jsonschema import Draft202012Validator
from openapi_spec_validator import OpenAPIV31SpecValidator
from pydantic import TypeAdapter

from kb.exports import shapes
from kb.exports.catalogue import JSON, LINES, SCHEMA, TBX, XLSX
from kb.exports.catalogue import ROOT as DATA
from kb.exports.csl import Library
from kb.exports.directory_shapes import Directory
from kb.exports.openapi import openapi
from kb.pages.data import data_page
from kb.read.tree import Tree, read_tree
from kb.settings import context_of
from tests.browser.server import serving
from tests.conftest import BASE
from tests.exported import OFFERED, SETTINGS, data, export_of

PATHS = [f"/{DATA}{file.path}" for file in OFFERED]


@pytest.fixture(scope="module")
def served(written: Path) -> Iterator[str]:
    """The address of the served data."""
    with serving(written) as address:
        yield address


@pytest.fixture(scope="module")
def described(served: str) -> Any:
    """The description, as a program gets it."""
    return json.loads(get(f"{served}{DATA}openapi.json"))


def get(address: str) -> bytes:
    with urlopen(address) as response:
        assert response.status == 200
        body: bytes = response.read()
        return body


def calls(described: Any, path: str) -> list[str]:
    """A path with its places filled: with every value that it says there is, else with its example."""
    found = [path]
    for parameter in described["paths"][path].get("parameters", []):
        values = parameter["schema"].get("enum") or [parameter["example"]]
        found = [item.replace(f"{{{parameter['name']}}}", value) for item in found for value in values]
    return found


def errors(described: Any, schema: Any, value: Any) -> list[str]:
    validator = Draft202012Validator({**schema, "components": described["components"]})
    return [f"{error.json_path}: {error.message}"[:300] for error in validator.iter_errors(value)]


def test_the_description_is_valid_openapi(described: Any) -> None:
    assert [error.message for error in OpenAPIV31SpecValidator(described).iter_errors()] == []


def test_the_description_of_an_empty_knowledge_base_is_valid_too() -> None:
    found = openapi(export_of())
    found["paths"][f"/{DATA}sections/{{id}}.json"]["parameters"][0].pop("example", None)
    assert [error.message for error in OpenAPIV31SpecValidator(found).iter_errors()] == []


def test_it_describes_every_file(described: Any) -> None:
    assert list(described["paths"]) == PATHS


@pytest.mark.parametrize("path", PATHS)
def test_every_path_answers_with_what_it_says(described: Any, served: str, path: str) -> None:
    content = described["paths"][path]["get"]["responses"]["200"]["content"]
    media_type, schema = next((name, item["schema"]) for name, item in content.items())
    for call in calls(described, path):
        body = get(served.rstrip("/") + call)
        if media_type in (JSON, SCHEMA):
            assert errors(described, schema, json.loads(body)) == []
        elif media_type == LINES:
            shape = re.findall(r"#/components/schemas/\w+", schema["description"])[0]
            lines = [json.loads(line) for line in body.decode().splitlines()]
            assert [error for line in lines for error in errors(described, {"$ref": shape}, line)] == []
        elif media_type == TBX:
            assert ElementTree.fromstring(body).tag == "{urn:iso:std:iso:30042:ed-2}tbx"
        elif media_type == XLSX:
            assert ZipFile(BytesIO(body)).testzip() is None
        elif call.endswith(".csv"):
            assert len({len(row) for row in csv.reader(StringIO(body.decode()))}) == 1
        else:
            assert body.startswith(b"BEGIN:VCARD\r\nVERSION:4.0\r\n")
            assert body.endswith(b"END:VCARD\r\n")


def test_a_record_that_is_not_what_it_says_would_be_found(described: Any, written: Path) -> None:
    schema = {"$ref": "#/components/schemas/Section"}
    section = data(written, "sections/RG-2.3.json")
    assert errors(described, schema, section) == []
    assert errors(described, schema, {**section, "status": None}) != []
    assert errors(described, schema, {key: value for key, value in section.items() if key != "url"}) != []


def test_programs_are_told_that_new_keys_may_come(described: Any, written: Path) -> None:
    section = {**data(written, "sections/RG-2.3.json"), "new": 1}
    assert errors(described, {"$ref": "#/components/schemas/Section"}, section) == []


@pytest.mark.parametrize(
    ("path", "shape"),
    [
        ("index.json", shapes.Index),
        ("glossary.json", shapes.Glossary),
        ("publications/RG.json", shapes.Publication),
        ("directory/es.json", Directory),
        ("directory/en.json", Directory),
        ("library.json", Library),
    ],
)
def test_nothing_is_written_that_the_shapes_do_not_say(written: Path, path: str, shape: Any) -> None:
    TypeAdapter(shape).validate_python(data(written, path))


def test_every_place_of_a_path_has_an_example(described: Any) -> None:
    for path, item in described["paths"].items():
        names = [parameter["name"] for parameter in item["parameters"]]
        assert names == re.findall(r"{(\w+)}", path)
        assert all("example" in parameter for parameter in item["parameters"])


def test_every_shape_and_file_is_explained(described: Any) -> None:
    assert not any(item["get"]["summary"].startswith("data_") for item in described["paths"].values())
    assert [
        name
        for name, schema in described["components"]["schemas"].items()
        if "title" not in schema and "type" not in schema
    ] == []


# The page that explains it


@pytest.mark.parametrize("lang", ["es", "en"])
def test_the_page_explains_every_file_and_links_to_files_that_exist(content: Tree, written: Path, lang: str) -> None:
    page = data_page(context_of(content, lang, SETTINGS)).markdown
    assert [path for path in PATHS if f"<code>{path}</code>" not in page] == []
    assert "data_" not in page.replace("data-", "")
    up = "../" if lang == "es" else "../../"
    for href in re.findall(r'href="([^"]+)"', page):
        path = href.removeprefix(up).removeprefix("v1/" if lang == "es" else "data/v1/")
        assert (written / DATA / path).is_file(), href


def test_the_page_links_to_no_example_where_there_is_none(tmp_path: Path) -> None:
    tree = read_tree(BASE)
    tree.kb.institutions.clear()
    page = data_page(context_of(tree, "es", SETTINGS)).markdown
    assert "directory/vcard/{id}.vcf" in page
    assert '.vcf">directory/vcard/' not in page
