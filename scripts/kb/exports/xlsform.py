"""A form as XLSForm, which KoboToolbox, ODK and others load as it is.

Source: XLSForm specification (xlsform.org), as pyxform reads it: the sheets survey, choices and settings; texts in several
languages as `label::Español (es)`. Why a field is asked stands in the guidance hint, which enumerators can open.
"""

from __future__ import annotations

from datetime import UTC, datetime, time
from io import BytesIO

from babel import Locale
from xlsxwriter import Workbook

from kb.exports.export import Export
from kb.exports.tables import Row
from kb.models.forms import Form, FormField

_TYPES = {
    "text": "text",
    "long_text": "text",
    "integer": "integer",
    "decimal": "decimal",
    "date": "date",
    "date_time": "dateTime",
    "place": "text",
    "signature": "image",
    "instruction": "note",
}
_APPEARANCES = {"long_text": "multiline", "signature": "signature"}
YES_NO = "yes_no"
_TEXTS = ("label", "hint", "guidance_hint")
_SURVEY = ("type", "name", "required", "appearance", "parameters")
_WIDTHS = {"type": 24, "name": 28, "required": 10, "appearance": 12, "parameters": 18}
_PIXELS = "max-pixels=1000"
"""A signature need not be large, and the connection is bad."""


def language_heading(lang: str) -> str:
    """A language as XLSForm names it: `Español (es)`."""
    return f"{str(Locale.parse(lang).get_display_name(lang)).capitalize()} ({lang})"


def survey_rows(export: Export, form: Form) -> list[Row]:
    """The sheet `survey`: the purpose, then each group with its fields."""
    purpose = {"type": "note", "name": "purpose_of_this_form", **_texts(export, "label", form.record.purpose)}
    rows = [purpose]
    for group in form.record.groups:
        rows.append({"type": "begin group", "name": group.name, **_texts(export, "label", group.title)})
        if group.note:
            rows.append({"type": "note", "name": f"{group.name}_note", **_texts(export, "label", group.note)})
        rows += [_field_row(export, form, field) for field in group.fields]
        rows.append({"type": "end group"})
    return rows


def _field_row(export: Export, form: Form, field: FormField) -> Row:
    row = {"type": _type(form, field), "name": field.name, "appearance": _APPEARANCES.get(field.type, "")}
    if field.type == "signature":
        row["parameters"] = _PIXELS
    if field.required and field.type != "instruction":
        row["required"] = "yes"
    for key, texts in (("label", field.label), ("hint", field.hint), ("guidance_hint", field.why)):
        row |= _texts(export, key, texts)
    return row


def _type(form: Form, field: FormField) -> str:
    """XLSForm's type. What a checklist tells people to do is ticked; elsewhere it is only read."""
    if field.type == "yes_no":
        return f"select_one {YES_NO}"
    if field.values:
        return f"{'select_one' if field.type == 'one_of' else 'select_multiple'} {field.name}"
    if field.type == "instruction" and form.kind == "checklist":
        return "acknowledge"
    return _TYPES[field.type]


def choice_rows(export: Export, form: Form) -> list[Row]:
    """The sheet `choices`: a list a field."""
    kb = export.kb
    rows = []
    if any(field.type == "yes_no" for field in form.fields):
        for name in ("yes", "no"):
            labels = {lang: kb.label(name, lang) for lang in kb.languages}
            rows.append({"list_name": YES_NO, "name": name, **_texts(export, "label", labels)})
    for field in form.fields:
        rows += [
            {"list_name": field.name, "name": value.name, **_texts(export, "label", value.label)}
            for value in field.values
        ]
    return rows


def _texts(export: Export, key: str, texts: dict[str, str]) -> Row:
    return {f"{key}::{language_heading(lang)}": texts[lang] for lang in export.kb.languages if lang in texts}


def xlsform(export: Export, form: Form) -> bytes:
    """The workbook. The same content gives the same bytes; every cell is text."""
    languages = [language_heading(lang) for lang in export.kb.languages]
    out = BytesIO()
    book = Workbook(out, {"in_memory": True})
    day = datetime.combine(export.settings.today, time(), UTC)
    book.set_properties({"title": form.title.get(export.kb.languages[0], form.id), "created": day.replace(tzinfo=None)})
    survey = survey_rows(export, form)
    texts = [f"{key}::{lang}" for key in _TEXTS for lang in languages]
    used = [key for key in texts if any(row.get(key) for row in survey)]
    _sheet(book, "survey", [*_SURVEY[:2], *used, *_SURVEY[2:]], survey)
    _sheet(book, "choices", ["list_name", "name", *(f"label::{lang}" for lang in languages)], choice_rows(export, form))
    settings = {
        "form_title": form.title.get(export.kb.languages[0], form.id),
        "form_id": form.id.replace("-", "_"),
        "version": export.settings.today.strftime("%Y%m%d"),
        "default_language": languages[0],
    }
    _sheet(book, "settings", list(settings), [settings])
    book.close()
    return out.getvalue()


def _sheet(book: Workbook, name: str, heads: list[str], rows: list[Row]) -> None:
    sheet = book.add_worksheet(name)
    wrapped = book.add_format({"text_wrap": True, "valign": "top", "num_format": "@"})
    bold = book.add_format({"bold": True})
    for number, head in enumerate(heads):
        sheet.set_column(number, number, _WIDTHS.get(head, 40), wrapped)
        sheet.write_string(0, number, head, bold)
        for line, row in enumerate(rows, start=1):
            if row.get(head):
                sheet.write_string(line, number, row[head])
    sheet.freeze_panes(1, 0)
