"""The columns of the two tables, and the place of each in a record of the directory."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from kb.imports import _
from kb.messages import language_name, translate
from kb.models.base import KeyPath

Form = Literal["text", "printed", "hours", "id", "ids", "areas", "word", "words", "month", "day", "dial", "reference"]
"""What a cell holds. `month` is a date as far as it is known, `day` a whole one; `printed` and `dial` are telephones."""
TableName = Literal["institutions", "contacts"]

CONTACT_KEYS = {"phone": "phones", "email": "emails", "address": "addresses", "opening": "opening"}
"""The words of the column `type`, and the key of a record under which such contacts stand."""
_ALL = frozenset(CONTACT_KEYS)
_PHONE = frozenset({"phone"})


@dataclass(frozen=True)
class Column:
    """A column. `path` is the place in an institution or, in the table of contacts, in a contact; empty for columns
    that only say to what a row belongs."""

    key: str
    path: KeyPath
    form: Form
    title: str
    help: str
    lang: str = ""
    group: str = ""
    """The words that may stand there: a group of the vocabulary, or one of `kb.imports.words`."""
    required: bool = False
    types: frozenset[str] = _ALL
    """The types of contact that have it."""

    def heading(self, lang: str) -> str:
        """What stands above the column in a language."""
        title = translate(self.title, lang)
        return f"{title} ({language_name(self.lang, lang)})" if self.lang else title

    def path_in(self, kind: str) -> KeyPath:
        """The place in a contact of a type: what is printed of an e-mail is its address."""
        return ("address",) if self.key == "printed" and kind == "email" else self.path


def _texts(
    field: KeyPath, title: str, explanation: str, languages: Iterable[str], required: bool = False
) -> list[Column]:
    """A column for each language of a text; its key begins with the first part of the field's path."""
    return [
        Column(f"{field[0]}_{lang}", (*field, lang), "text", title, explanation, lang=lang, required=required)
        for lang in languages
    ]


def _own(
    key: str, form: Form, title: str, explanation: str, *,
    group: str = "", required: bool = False, types: frozenset[str] = _ALL,
) -> Column:  # fmt: skip
    """A column of the name of the key under which its values stand."""
    return Column(key, (key,), form, title, explanation, group=group, required=required, types=types)


_SEVERAL = _("words of the list, with a semicolon between them")
_NOTE = _("note"), _("what readers must know: what is missing, what sources disagree on")
REFERENCE = Column(
    "reference",
    (),
    "reference",
    _("reference (leave as it is)"),
    _("tells the program which entry the row came from; empty in a new row"),
)


def institution_columns(languages: tuple[str, ...]) -> list[Column]:
    """The columns of the table of institutions, for a site in these languages."""
    shared = _("only if the acronym differs between languages; then the column for all languages stays empty")
    return [
        _own(
            "id",
            "id",
            _("id"),
            _("the country, a hyphen and a short name, in lower case without accents: mx-comar; it never changes"),
            required=True,
        ),
        Column(
            "name_official",
            ("name", "official"),
            "text",
            _("official name"),
            _("as the institution itself writes it"),
            required=True,
        ),
        *_texts(("name",), _("name"), _("as readers of that language know it"), languages),
        Column("acronym", ("acronym", "*"), "text", _("acronym"), _("the same in every language")),
        *_texts(("acronym",), _("acronym"), shared, languages),
        _own("kind", "word", _("kind"), _("what kind of institution it is"), group="kinds", required=True),
        _own("status", "word", _("status"), _("empty in a new row: it is a proposal"), group="statuses"),
        _own("replaced_by", "ids", _("replaced by"), _("ids of institutions that took its place")),
        _own("part_of", "id", _("part of"), _("the id of the institution that it is an office of")),
        *_texts(("role",), _("what it does"), _("one or two sentences for an official"), languages, required=True),
        _own("services", "words", _("services"), _SEVERAL, group="services", required=True),
        Column(
            "areas",
            ("coverage", "areas"),
            "areas",
            _("areas"),
            _("codes of ISO 3166, with a semicolon between them: MX for the whole country, MX-CHP for Chiapas"),
            required=True,
        ),
        *[
            Column(
                f"coverage_{column.lang}", column.path, "text", column.title, column.help, column.lang, required=True
            )
            for column in _texts(("coverage", "text"), _("where it works"), _("the same areas in words"), languages)
        ],
        _own("languages", "words", _("languages of service"), _SEVERAL, group="languages"),
        *_texts(("languages_note",), _("on the languages"), _("such as: interpreters by telephone"), languages),
        _own("website", "text", _("website"), _("the whole address, beginning with https://")),
        *_texts(("note",), *_NOTE, languages),
        _own(
            "confidence", "word", _("confidence"), _("how sure the source makes it"), group="confidence", required=True
        ),
        _own("rechecked", "month", _("rechecked"), _("when somebody last compared it: 2026-11")),
        _own(
            "sources",
            "ids",
            _("sources"),
            _("ids of pages of the library (src-…), with a semicolon between them"),
            required=True,
        ),
        Column(
            "official_in",
            ("official_in",),
            "word",
            _("language of the official name"),
            _("empty where it is in two languages, or in none, as an acronym"),
            group="languages",
        ),
        REFERENCE,
    ]


def contact_columns(languages: tuple[str, ...]) -> list[Column]:
    """The columns of the table of contacts, in the order in which a record holds them."""
    attended = _ALL - {"email"}
    return [
        Column("institution", (), "id", _("institution"), _("its id, as in the first table"), required=True),
        Column("type", (), "word", _("type"), _("what kind of contact it is"), group="types", required=True),
        _own(
            "printed",
            "printed",
            _("as printed"),
            _("the number, e-mail address or postal address exactly as the source prints it"),
            required=True,
            types=_ALL - {"opening"},
        ),
        _own(
            "number",
            "dial",
            _("number"),
            _("what is dialled: +, country code, number: +525512345678; empty if the source does not print all of it"),
            types=_PHONE,
        ),
        _own(
            "short",
            "dial",
            _("short code"),
            _("a code that works only in one country, such as 911; then the number stays empty"),
            types=_PHONE,
        ),
        _own("country", "word", _("country"), _("where the short code works"), group="countries", types=_PHONE),
        _own(
            "channels",
            "words",
            _("channels"),
            _("words of the list, with a semicolon between them; empty in a new row: calls only"),
            group="channels",
            types=_PHONE,
        ),
        *_texts(("label",), _("label"), _("what the contact is for, in a few words"), languages),
        _own("hours", "hours", _("hours"), _("as programs read them: Mo-Fr 09:00-18:00, or 24/7"), types=attended),
        _own(
            "hours_printed",
            "hours",
            _("hours as printed"),
            _("only if they cannot be written for programs"),
            types=attended,
        ),
        *_texts(("note",), *_NOTE, languages),
        _own(
            "source", "id", _("source"), _("the id of the page of the library where it was read (src-…)"), required=True
        ),
        _own(
            "as_of",
            "month",
            _("as of"),
            _("the date that the source gives: 2026-03-09, 2026-03 or 2026; empty if it gives none"),
        ),
        Column("verified_date", ("verified", "date"), "day", _("verified on"), _("the day: 2026-03-09")),
        Column(
            "verified_by", ("verified", "by"), "text", _("verified by"), _("the office or role, never a person's name")
        ),
        Column("verified_how", ("verified", "how"), "word", _("verified how"), _("by what means"), group="how"),
        _own(
            "shared_with",
            "ids",
            _("shared with"),
            _("ids of other institutions that answer on the same line"),
            types=_PHONE,
        ),
        REFERENCE,
    ]


def columns_of(table: TableName, languages: tuple[str, ...]) -> list[Column]:
    """The columns of a table."""
    return institution_columns(languages) if table == "institutions" else contact_columns(languages)


TITLES: dict[TableName, str] = {"institutions": _("Institutions"), "contacts": _("Contacts")}
"""What the tables are called."""
HELP_TITLE, LISTS_TITLE = _("Help"), _("Lists")
"""The other sheets of a workbook."""


def sheet_title(text: str, languages: tuple[str, ...]) -> str:
    """A sheet's title in every language; a spreadsheet program takes 31 characters."""
    return " · ".join(dict.fromkeys(translate(text, lang) for lang in languages))[:31]
