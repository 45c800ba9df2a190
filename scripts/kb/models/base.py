"""What every model shares: immutability, refusal of unknown keys, and marks on fields that hold words or ids."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from html import unescape
from operator import attrgetter
from typing import Annotated, Any, TypeVar, get_type_hints
from urllib.parse import unquote, urlsplit

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, WithJsonSchema
from pydantic_core import core_schema

from kb.models.annotations import marks_of, models_in
from kb.models.paths import KeyPath as KeyPath

CITABLE_ID = re.compile(r"[A-Z][A-Z0-9]*(-[0-9]+(\.[0-9a-z]+)*)?")
"""An upper-case id: a series (`RG`), or a series and a dotted number (`RG-2.3`). Its form never changes: people cite by it."""
RECORD_ID = re.compile(r"[a-z]+(-[a-z0-9]+)+")
"""A lower-case id: an institution, a source page, a term, a practice. Its form never changes either."""
RESERVED_IDS = frozenset(
    {"en", "es", "id", "assets", "copies", "data", "directory", "glossary", "library", "pdf", "rules", "search", "site"}
    | {"forms", "indicators", "matrices", "phases", "practices", "questions", "registry-card", "toolkits", "tools"}
    | {"about", "accessibility", "changes", "commitments", "compare", "contributing", "countries", "feeds", "linking"}
    | {"offline", "roles", "status"}
)
"""Ids that would collide with a language or a folder of the site, lower-cased."""

SEE = ("section", "form", "question", "indicator", "practice", "toolkit")
"""What may stand under `see`: whatever is a text or a tool of this site's own."""


class Model(BaseModel):
    """A frozen model that refuses keys it does not know. Its validator is built when the first value comes: what is
    remembered from an earlier run needs none."""

    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)


W = TypeVar("W", bound="Whole")


@dataclass(frozen=True)
class Whole:
    """What stands in a file as one value, `root`, whose type a subclass gives. pydantic's RootModel does the same, but
    costs a short check a tenth of its time before anything is read."""

    root: Any

    @classmethod
    def __get_pydantic_core_schema__(cls, _source: Any, handler: Any) -> core_schema.CoreSchema:
        value = handler(get_type_hints(cls, include_extras=True)["root"])
        written = core_schema.plain_serializer_function_ser_schema(attrgetter("root"))
        return core_schema.no_info_after_validator_function(cls, value, serialization=written)

    @classmethod
    def __get_pydantic_json_schema__(cls, schema: core_schema.CoreSchema, handler: Any) -> dict[str, Any]:
        return {**handler(schema), "title": cls.__name__, "description": cls.__doc__}

    @classmethod
    def model_validate(cls: type[W], data: Any) -> W:
        """The value of a file, checked. Raises pydantic's ValidationError."""
        from pydantic import TypeAdapter

        return TypeAdapter(cls).validate_python(data)


@dataclass(frozen=True)
class Word:
    """Marks a field that takes a word of one group of `vocabulary.yml`, or of one more."""

    group: str
    also: str = ""


@dataclass(frozen=True)
class Ref:
    """Marks a field that names other entries by id.

    `kinds` says which entries may stand there: `section`, `instrument`, `point`, `source`, `institution`, `term`,
    `form`, `question`, `indicator`, `practice`, `toolkit`.
    """

    kinds: tuple[str, ...]


@dataclass(frozen=True)
class Translated:
    """Marks a field that holds a text in every language of the site."""


@dataclass(frozen=True)
class TranslatedList:
    """Marks a field that holds a list of texts in every language, of the same length in each."""


def _partial_date(value: str) -> str:
    """Accept `2025`, `2025-03` and `2025-03-09` if such a day exists; keep the text, which says how exact it is."""
    parts = value.split("-")
    if not re.fullmatch(r"[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?", value):
        raise ValueError("date")
    try:
        date(int(parts[0]), int(parts[1]) if len(parts) > 1 else 1, int(parts[2]) if len(parts) > 2 else 1)
    except ValueError:
        raise ValueError("date") from None
    return value


_SCRIPT = re.compile(r"(?:javascript|vbscript|data):")
_BEGINNING = re.compile(r"[^:/?()\[\]<>]{0,4000}+:?")


def is_script(address: str, start: int = 0) -> bool:
    """Whether a browser, or a careless program, would take an address for a script: capitals, entities, percent signs,
    spaces and control characters do not hide it."""
    match = _BEGINNING.match(address, start)
    beginning = match.group() if match else ""
    if ":" not in beginning and "&" not in beginning and "%" not in beginning:
        return False
    plain = unquote(unescape(beginning))
    return bool(_SCRIPT.match("".join(char for char in plain if char.isprintable() and char != " ").lower()))


def _web_address(value: str) -> str:
    """Accept an http(s) address with a host and no spaces or control characters."""
    if is_script(value):
        raise ValueError("script-url")
    try:
        parts = urlsplit(value)
        port_is_number = parts.port is None or parts.port > 0
    except ValueError:
        raise ValueError("url") from None
    if parts.scheme not in ("http", "https") or not parts.hostname or "." not in parts.hostname or not port_is_number:
        raise ValueError("url")
    if re.search(r"[\s<>\"\\^`{|}]", value):
        raise ValueError("url")
    return value


def _some_text(value: str) -> str:
    """Accept a text that is not empty."""
    if not value.strip():
        raise ValueError("empty-text")
    return value


def _one_text_for_all(value: Any) -> Any:
    """A plain string stands for every language (an acronym that is the same everywhere)."""
    return {"*": value} if isinstance(value, str) else value


PartialDate = Annotated[
    str, AfterValidator(_partial_date), WithJsonSchema({"type": "string", "pattern": "^[0-9]{4}(-[0-9]{2}){0,2}$"})
]
WebAddress = Annotated[str, AfterValidator(_web_address), WithJsonSchema({"type": "string", "format": "uri"})]
SomeText = dict[str, Annotated[str, AfterValidator(_some_text)]]
"""What people read, by language, where not every language has or needs it: a term's abbreviation."""
LangText = Annotated[SomeText, Translated()]
"""What people read, by language: `{es: …, en: …}`."""
LangList = Annotated[
    dict[str, Annotated[tuple[Annotated[str, AfterValidator(_some_text)], ...], Field(min_length=1)]], TranslatedList()
]
"""Lists that people read, by language: `{es: [sexo, edad], en: [sex, age]}`."""
SharedText = Annotated[
    SomeText,
    BeforeValidator(_one_text_for_all),
    WithJsonSchema({"anyOf": [{"type": "string"}, {"type": "object", "additionalProperties": {"type": "string"}}]}),
]
"""A text that may be the same in every language: `COMAR`, or `{es: OIM, en: IOM}`."""


def _iso_day(value: Any) -> Any:
    """Accept a day only as `2026-12-01`: a date type by itself would take a bare number for one, too."""
    if not isinstance(value, date) and not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", str(value)):
        raise ValueError("date")
    return value


Day = Annotated[date, BeforeValidator(_iso_day)]


def in_language(texts: Mapping[str, str], lang: str) -> str:
    """The text in `lang`, or the text for all languages, or any text at all; empty if there is none."""
    return texts.get(lang) or texts.get("*") or next(iter(texts.values()), "")


@cache
def _marks(model: type[BaseModel]) -> tuple[tuple[str, Any, tuple[Word | Ref, ...]], ...]:
    """Each field's name, annotation and marks, inner marks of `list[Annotated[…]]` included."""
    found = []
    for name, field in model.model_fields.items():
        marks = tuple(mark for mark in marks_of(field) if isinstance(mark, Word | Ref))
        if marks or models_in(field):
            found.append((name, models_in(field), marks))
    return tuple(found)


def marked(model: BaseModel, at: KeyPath = ()) -> Iterator[tuple[KeyPath, Word | Ref, str]]:
    """Every marked string that somebody wrote into a model or the models inside it: where it stands, its mark, the
    string. Defaults are left out."""
    for name, inner, marks in _marks(type(model)):
        value = getattr(model, name)
        if not value or name not in model.model_fields_set:
            continue
        if isinstance(value, str):
            yield from [((*at, name), mark, value) for mark in marks]
        elif isinstance(value, tuple) and marks and not inner:
            yield from [((*at, name, n), mark, item) for n, item in enumerate(value) for mark in marks]
        elif isinstance(value, tuple):
            for number, item in enumerate(value):
                yield from marked(item, (*at, name, number))
        elif isinstance(value, BaseModel):
            yield from marked(value, (*at, name))


@cache
def _text_fields(model: type[BaseModel]) -> tuple[tuple[str, str], ...]:
    """Each field that holds texts by language or models that may: its name, and `text`, `texts` (by key) or `inner`."""
    found = []
    for name, field in model.model_fields.items():
        if any(isinstance(mark, Translated) for mark in field.metadata):
            found.append((name, "text"))
        elif any(isinstance(mark, Translated) for mark in marks_of(field)):
            found.append((name, "texts"))
        elif models_in(field):
            found.append((name, "inner"))
    return tuple(found)


def translated(model: BaseModel, at: KeyPath = ()) -> Iterator[tuple[KeyPath, Mapping[str, str]]]:
    """Every text by language of a model and the models inside it: where it stands, the text in each language."""
    for name, form in _text_fields(type(model)):
        value = getattr(model, name)
        if not value:
            continue
        if form == "text":
            yield (*at, name), value
        elif form == "texts":
            yield from (((*at, name, key), texts) for key, texts in value.items())
        elif isinstance(value, BaseModel):
            yield from translated(value, (*at, name))
        else:
            for index, item in enumerate(value):
                yield from translated(item, (*at, name, index))


def lists_by_language(model: BaseModel) -> Iterator[tuple[str, Mapping[str, tuple[str, ...]]]]:
    """Every list of texts by language of a model: its field's name, the list in each language."""
    for name, field in type(model).model_fields.items():
        if any(isinstance(mark, TranslatedList) for mark in field.metadata):
            yield name, getattr(model, name)
