"""The description of all data files, as static paths of an API.

Source: OpenAPI Specification 3.1; the schemas are those of the shapes that the files are written by.
"""

from __future__ import annotations

from typing import Any

from pydantic import TypeAdapter

from kb.exports import hsds_shapes, shapes, tool_shapes
from kb.exports.catalogue import JSON, LANGUAGE, LICENSE, LINES, OPENAPI, ROOT, SCHEMA, XLSX, DataFile, offered
from kb.exports.csl import Library
from kb.exports.directory_shapes import Directory
from kb.exports.export import Export
from kb.exports.shapes import Json

VERSION = "1.0.0"
_SHAPES: dict[str, Any] = {
    "Index": shapes.Index,
    "Ids": shapes.Ids,
    "Section": shapes.Section,
    "Publication": shapes.Publication,
    "Glossary": shapes.Glossary,
    "Directory": Directory,
    "Library": Library,
    "Forms": tool_shapes.Forms,
    "Indicators": tool_shapes.Indicators,
    "Questions": tool_shapes.Questions,
    "Practices": tool_shapes.Practices,
    "Toolkits": tool_shapes.Toolkits,
    "HsdsRoot": hsds_shapes.HsdsRoot,
    "HsdsServices": hsds_shapes.HsdsServices,
    "HsdsOrganizations": hsds_shapes.HsdsOrganizations,
    "HsdsTaxonomies": hsds_shapes.HsdsTaxonomies,
    "HsdsTaxonomyTerms": hsds_shapes.HsdsTaxonomyTerms,
}
_REF = "#/components/schemas/{model}"
_ANY = {
    "type": "object",
    "description": "This description.",
    "required": ["openapi", "info", "paths"],
}


def openapi(export: Export) -> Json:
    """The description, with the places of paths filled with what this knowledge base holds."""
    label = export.kb.label
    files = offered(export.kb)
    groups = dict.fromkeys(file.group for file in files)
    return {
        "openapi": "3.1.1",
        "info": {
            "title": label("site_name", LANGUAGE),
            "version": VERSION,
            "description": label("data_intro", LANGUAGE),
            "license": {"name": "CC BY 4.0", "url": LICENSE},
        },
        "servers": [{"url": export.base}],
        "tags": [{"name": group, "description": label(group, LANGUAGE)} for group in groups],
        "paths": {f"/{ROOT}{file.path}": _path(export, file) for file in files},
        "components": {"schemas": _schemas()},
    }


def _path(export: Export, file: DataFile) -> Json:
    places = [place for place in _examples(export) if f"{{{place}}}" in file.path]
    operation = {
        "operationId": file.key.removeprefix("data_"),
        "tags": [file.group],
        "summary": export.kb.label(file.key, LANGUAGE),
        "responses": {"200": {"description": "OK", "content": {file.media_type: {"schema": _schema(file)}}}},
    }
    return {"parameters": [_parameter(export, file, place) for place in places], "get": operation}


def _parameter(export: Export, file: DataFile, place: str) -> Json:
    """A place of a path: every language or publication, or an example of an id."""
    values = _examples(export)[place]
    schema: Json = {"type": "string"}
    if place == "id":
        values = list(export.kb.institutions if file.media_type != JSON else export.kb.sections)
    else:
        schema["enum"] = values
    parameter: Json = {"name": place, "in": "path", "required": True, "schema": schema}
    return {**parameter, "example": values[0]} if values else parameter


def _examples(export: Export) -> dict[str, list[str]]:
    return {
        "lang": list(export.kb.languages),
        "series": list(export.kb.series),
        "form": list(export.kb.forms),
        "id": [],
    }


def _schema(file: DataFile) -> Json:
    """The schema of a response. A line of JSON Lines is described as a text whose lines hold the shape."""
    if file is OPENAPI:
        return _ANY
    if file.media_type == SCHEMA:
        return {"type": "object", "description": "A JSON Schema (2020-12).", "required": ["$schema", "properties"]}
    if file.media_type == LINES:
        reference = _REF.format(model=file.shape)
        return {"type": "string", "description": f"Each line is one JSON object of the shape {reference}."}
    if file.shape:
        return {"$ref": _REF.format(model=file.shape)}
    if file.media_type == XLSX:
        return {"contentMediaType": XLSX}
    return {"type": "string"}


def _schemas() -> Json:
    """The schemas of all shapes, by name. They allow more keys than we write today: new ones may come in version 1."""
    inputs = [(name, "serialization", TypeAdapter(shape)) for name, shape in _SHAPES.items()]
    found, whole = TypeAdapter.json_schemas(inputs, ref_template=_REF)  # type: ignore[arg-type]
    schemas: Json = dict(whole.get("$defs", {}))
    for (name, _), schema in found.items():
        schemas.setdefault(str(name), schema)
    for schema in schemas.values():
        schema.pop("additionalProperties", None)
    return dict(sorted(schemas.items()))
