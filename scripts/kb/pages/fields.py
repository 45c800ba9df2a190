"""What each key of each kind of file means: made from the models, so that it says what the program understands."""

from __future__ import annotations

from collections.abc import Iterator

from markupsafe import Markup
from pydantic import BaseModel
from pydantic.fields import FieldInfo

from kb.messages import translate_field
from kb.models.annotations import marks_of, models_in
from kb.models.base import Model, Ref, Translated, TranslatedList, Word
from kb.models.described import descriptions
from kb.models.section import SectionFront
from kb.pages.page import Page, block, html, join, with_code
from kb.pages.writer import Context, Writer
from kb.read.kinds import HELD

PATH = "contributing/fields/"
FOLDERS = {
    "section": "guidelines/…/RG-2.3.md",
    "institution": "directory/mx/911.yml",
    "library": "guidelines/library/un.yml",
    "glossary": "guidelines/glossary.yml",
    "form": "guidelines/forms/form-….yml",
    "questions": "guidelines/questions/….yml",
    "indicators": "guidelines/indicators/….yml",
    "practice": "guidelines/practices/….yml",
    "toolkits": "guidelines/toolkits/….yml",
}
"""By kind of file, where such a file stands, as an example."""


def fields_page(context: Context) -> Page:
    """Every kind of file with its keys: what each means, what it takes, whether it must be there."""
    writer = Writer(context, PATH)
    models: dict[str, type[BaseModel]] = {"section": SectionFront, **{kind: held.model for kind, held in HELD.items()}}
    parts = [f"# {writer.label('file_fields')}", writer.label("file_fields_intro")]
    for kind, path in FOLDERS.items():
        parts += [f"## {writer.label(f'file_{kind}')} {{#{kind}}}", f"`{path}`", block(_keys(writer, models[kind]))]
    return Page(PATH, writer.label("file_fields"), "\n\n".join(parts) + "\n", layout="wide")


def _keys(writer: Writer, model: type[BaseModel]) -> Markup:
    """The keys of a model, those of the models inside it under their own."""
    said = descriptions(model)
    items = [_key(writer, name, field, said[name]) for name, field in model.model_fields.items()]
    return html('<dl class="kb-fields">{}</dl>', join(items))


def _key(writer: Writer, name: str, field: FieldInfo, said: str) -> Markup:
    needed = html(' <span class="kb-count">{}</span>', writer.label("field_required")) if field.is_required() else ""
    text = html("<p>{} {}</p>", with_code(translate_field(said, writer.lang)), " ".join(_takes(writer, field)))
    inside = [_keys(writer, inner) for inner in models_in(field) if issubclass(inner, Model)]
    words = [_words(writer, mark) for mark in marks_of(field) if isinstance(mark, Word)]
    return html("<div><dt><code>{}</code>{}</dt><dd>{}</dd></div>", name, needed, join([text, *words, *inside]))


def _takes(writer: Writer, field: FieldInfo) -> Iterator[str]:
    """What may stand there, in words, as far as its description does not say it."""
    marks = marks_of(field)
    chosen = [part for part in marks if isinstance(part, str)]  # the words of a `Literal`
    if any(isinstance(mark, Translated) for mark in marks):
        yield writer.label("takes_texts")
    if any(isinstance(mark, TranslatedList) for mark in marks):
        yield writer.label("takes_lists")
    if chosen:
        yield writer.label("takes_one_of", words=", ".join(chosen))
    kinds = dict.fromkeys(kind for mark in marks if isinstance(mark, Ref) for kind in mark.kinds)
    if kinds:
        yield writer.label("takes_ids", kinds=", ".join(writer.label(f"ref_{kind}") for kind in kinds))


def _words(writer: Writer, mark: Word) -> Markup:
    """The words of the vocabulary that a key takes, each with what readers see, folded."""
    groups = [group for group in (mark.group, mark.also) if group]
    known = [(word, writer.word(group, word)) for group in groups for word in writer.kb.vocabulary.words(group)]
    items = join([html("<li><code>{}</code> {}</li>", word, label) for word, label in known])
    return html("<details><summary>{}</summary><ul>{}</ul></details>", writer.label("takes_words"), items)
