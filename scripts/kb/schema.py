"""JSON Schemas for YAML files and front matter, with the vocabulary's words filled in, for editors that complete and
check while one types. Source: JSON Schema 2020-12, as pydantic writes it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pydantic import BaseModel, TypeAdapter

from kb.base import KnowledgeBase
from kb.messages import LANGUAGES, translate_field
from kb.models.annotations import marks_of, models_in
from kb.models.base import Word
from kb.models.described import descriptions
from kb.models.moves import Move
from kb.models.records import Vocabulary
from kb.models.section import SectionFront
from kb.read.kinds import HELD

_NOTE = "Written by `kb schema` from the models and the vocabulary: do not edit."


def write_schemas(kb: KnowledgeBase, folder: Path) -> Iterator[Path]:
    """Write a schema a kind of file; the paths written."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, schema in schemas(kb).items():
        path = folder / f"{name}.json"
        path.write_text(json.dumps(schema, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
        yield path


def schemas(kb: KnowledgeBase) -> dict[str, dict[str, Any]]:
    """The schemas by name."""
    labels = {"type": "object", "additionalProperties": {"type": "object", "additionalProperties": {"type": "string"}}}
    return {
        "section": _schema(kb, SectionFront),
        **{
            name: _list_of(_schema(kb, held.model)) if held.many else _schema(kb, held.model)
            for name, held in HELD.items()
        },
        "vocabulary": {"$comment": _NOTE, **_all_words(TypeAdapter(Vocabulary).json_schema())},
        "labels": {"$comment": _NOTE, **labels},
        "moved": _list_of(_schema(kb, Move)),
    }


def _list_of(schema: dict[str, Any]) -> dict[str, Any]:
    definitions = schema.pop("$defs", {})
    return {"$comment": schema.pop("$comment"), "type": "array", "items": schema, "$defs": definitions}


def _all_words(schema: dict[str, Any]) -> dict[str, Any]:
    """Beside its labels a word may say that it stands for every other."""
    text = json.dumps(schema).replace('"additionalProperties": {"type": "string"}', '"additionalProperties": {}')
    found: dict[str, Any] = json.loads(text)
    return found


def _schema(kb: KnowledgeBase, model: type[BaseModel]) -> dict[str, Any]:
    schema = model.model_json_schema()
    for title, properties in _objects(schema):
        owner = _model_named(model, title)
        for name, text in descriptions(owner).items() if owner else ():
            properties[name]["description"] = _in_all_languages(text)
        for name, mark in _words(owner) if owner else ():
            words = [*kb.vocabulary.words(mark.group), *kb.vocabulary.words(mark.also)]
            _restrict(properties[name], words)
    return {"$comment": _NOTE, **schema}


def _in_all_languages(text: str) -> str:
    """What a key means, as an editor shows it: an editor knows one language of a schema only."""
    return "\n\n".join(dict.fromkeys(translate_field(text, lang) for lang in reversed(LANGUAGES)))


def _objects(schema: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    yield schema["title"], schema.get("properties", {})
    for name, inner in schema.get("$defs", {}).items():
        yield name, inner.get("properties", {})


def _model_named(model: type[BaseModel], name: str) -> type[BaseModel] | None:
    found = {model.__name__: model}
    stack = [model]
    while stack:
        for field in stack.pop().model_fields.values():
            for inner in models_in(field):
                if inner.__name__ not in found:
                    found[inner.__name__] = inner
                    stack.append(inner)
    return found.get(name)


def _words(model: type[BaseModel]) -> Iterator[tuple[str, Word]]:
    """The fields of a model that take words of the vocabulary: name and mark."""
    for name, field in model.model_fields.items():
        yield from ((name, mark) for mark in marks_of(field) if isinstance(mark, Word))


def _restrict(prop: dict[str, Any], words: list[str]) -> None:
    """Let the strings of a property be these words only."""
    for place in (prop, prop.get("items"), *prop.get("anyOf", ())):
        if isinstance(place, dict) and place.get("type") == "string":
            place["enum"] = words
