"""Rules on forms, checklists, cards and the registry card, and on the subjects of indicators."""

from __future__ import annotations

from collections.abc import Iterator

from kb.check.engine import Finding, _, document_rule, tree_rule
from kb.models.base import KeyPath
from kb.models.collections import Indicator
from kb.models.forms import CHOSEN, FIELD_NAME, REGISTRY_CARD, Form, FormField
from kb.read.document import Document
from kb.read.tree import Tree

_CARD_ONLY = ("access", "keep")


def _forms(document: Document) -> Iterator[Form]:
    return (entry for entry in document.entries if isinstance(entry, Form))


def fields_of(form: Form) -> Iterator[tuple[KeyPath, FormField]]:
    """Every field of a form and where it stands."""
    for number, group in enumerate(form.record.groups):
        for index, field in enumerate(group.fields):
            yield ("groups", number, "fields", index), field


def _names(form: Form) -> Iterator[tuple[KeyPath, str]]:
    """The names of groups and fields, which share one space, in order."""
    for number, group in enumerate(form.record.groups):
        yield ("groups", number, "name"), group.name
        yield from (
            (("groups", number, "fields", index, "name"), field.name) for index, field in enumerate(group.fields)
        )


def _other_names(form: Form) -> Iterator[tuple[KeyPath, str]]:
    """The names of values, access levels and what is forbidden."""
    for at, field in fields_of(form):
        yield from (((*at, "values", index, "name"), value.name) for index, value in enumerate(field.values))
    for key in ("access_levels", "forbidden"):
        yield from (((key, index, "name"), item.name) for index, item in enumerate(getattr(form.record, key)))


@document_rule()
def field_name(document: Document) -> Iterator[Finding]:
    """A name in a form has a form that XLSForm, JSON or CSV cannot take: no tablet could load the form.

    Bad:
        name: Fecha de nacimiento
    Good:
        name: birth_date
    Fix:
        Write a name of small letters, digits and underscores that begins with a letter; people read the label,
        not the name.
    """
    for form in _forms(document):
        for at, name in (*_names(form), *_other_names(form)):
            if not FIELD_NAME.fullmatch(name):
                hint = _("write lower-case letters without accents, digits and _ between words: birth_date")
                yield Finding(at, _("“{name}” does not have the form of a field's name"), hint, {"name": name})


@document_rule()
def field_twice(document: Document) -> Iterator[Finding]:
    """Two groups or fields of a form, or two values of a field, have one name: one answer would overwrite the other.

    Bad:
        - name: language
        - name: language
    Good:
        - name: language
        - name: other_languages
    Fix:
        Give one of the two another name.
    """
    for form in _forms(document):
        values = [
            [((*at, "values", index, "name"), value.name) for index, value in enumerate(field.values)]
            for at, field in fields_of(form)
        ]
        for names in (list(_names(form)), *values):
            seen: set[str] = set()
            for at, name in names:
                if name in seen:
                    yield Finding(at, _("the name “{name}” stands twice"), _("choose another name"), {"name": name})
                seen.add(name)


@document_rule()
def field_values(document: Document) -> Iterator[Finding]:
    """A field to choose from has nothing to choose, or a field of another type has values that nobody would see.

    Bad:
        type: one_of
    Good:
        type: one_of
        values:
        - {name: girl, label: {es: Niña, en: Girl}}
        - {name: boy, label: {es: Niño, en: Boy}}
    Fix:
        Give at least two values to a field to choose from; take them away from any other field, or change its
        type.
    """
    for form in _forms(document):
        for at, field in fields_of(form):
            args = {"name": field.name, "type": field.type}
            if field.type in CHOSEN and len(field.values) < 2:
                message = _("“{name}” is of the type {type} but has fewer than two values")
                yield Finding((*at, "type"), message, _("add “values:” with a name and a label each"), args)
            elif field.values and field.type not in CHOSEN:
                message = _("“{name}” has values, which the type {type} does not take")
                yield Finding((*at, "type"), message, _("write type: one_of or any_of, or delete the values"), args)


@document_rule()
def field_without_why(document: Document) -> Iterator[Finding]:
    """A form asks something and does not say why. Who has to answer has a right to know, and what has no reason is not
    asked.

    Bad:
        - name: religion
          label: {es: Religión, en: Religion}
    Good:
        - name: religion
          label: {es: Religión, en: Religion}
          why: {es: Para que el albergue respete sus prácticas., en: So that the shelter respects their practices.}
    Fix:
        Say in one sentence what the answer is needed for; if nobody can, remove the field.
    """
    for form in _forms(document):
        for at, field in fields_of(form) if form.kind == "form" else ():
            if not field.why and field.type not in ("instruction", "signature"):
                message = _("“{name}” does not say why it is asked")
                yield Finding((*at, "name"), message, _("add “why: {example}”"), {"name": field.name, **_TEXTS})


_TEXTS = {"example": "{es: …, en: …}"}


@document_rule()
def registry_access(document: Document) -> Iterator[Finding]:
    """A field of the registry card does not say who may see it or how long it is kept, names a level that the card does
    not have, or another form says so: nobody could keep the card to the need to know.

    Bad:
        access: [everybody]
    Good:
        access: [caseworker]
        keep: {es: Hasta el cierre del caso., en: Until the case is closed.}
    Fix:
        Write under `access` the levels that the card has, and under `keep` until when the answer is kept.
    """
    for form in _forms(document):
        levels = [level.name for level in form.record.access_levels]
        for at, field in fields_of(form):
            asked = field.type != "instruction" and form.id == REGISTRY_CARD
            for key in _CARD_ONLY:
                there, args = bool(getattr(field, key)), {"name": field.name, "key": key}
                if asked and not there:
                    message = _("“{name}” has no key “{key}”, which every field of the registry card has")
                    yield Finding((*at, "name"), message, _("add a line “{key}: …”"), args)
                elif there and form.id != REGISTRY_CARD:
                    message = _("the key “{key}” belongs only in the registry card")
                    yield Finding((*at, key), message, _("delete the line"), args, on_key=True)
            for index, name in enumerate(field.access) if form.id == REGISTRY_CARD else ():
                if name not in levels:
                    message = _("there is no access level “{name}”")
                    hint = _("write one of these: {known}")
                    yield Finding((*at, "access", index), message, hint, {"name": name, "known": ", ".join(levels)})


@document_rule()
def forbidden_field(document: Document) -> Iterator[Finding]:
    """A form asks for what must not be recorded: it could be used against the child or the family.

    Bad:
        fields: [{name: family_immigration_status, …}]
        forbidden: [{name: family_immigration_status, …}]
    Good:
        forbidden: [{name: family_immigration_status, …}]
    Fix:
        Remove the field. If a decision truly needs it, ask the Network first: the list is in the registry card.
    """
    for form in _forms(document):
        forbidden = {item.name for item in form.record.forbidden}
        for at, name in _names(form):
            if name in forbidden:
                message = _("“{name}” is on the list of what must not be recorded")
                yield Finding(at, message, _("take the field out of the form"), {"name": name})


@tree_rule(sees="outlines")
def indicator_without_subject(tree: Tree) -> Iterator[Finding]:
    """An indicator's subject has no name, so that its heading on the page would be a code.

    Bad:
        id: IN-9.1, and no label indicator_subject_9
    Good:
        indicator_subject_9: {es: Retorno, en: Return}   in guidelines/labels.yml
    Fix:
        Add the label that the message names to guidelines/labels.yml, in every language.
    """
    for document, place, entry in tree.entries("indicators"):
        if isinstance(entry, Indicator):
            key = entry.subject_label
            if key not in tree.kb.labels:
                message = _("the subject {number} of {id} has no name")
                args = {"number": entry.subject, "id": entry.id, "key": key, **_TEXTS}
                hint = _("add “{key}: {example}” to guidelines/labels.yml, or correct the id")
                yield Finding((*place, "id"), message, hint, args, document.path)
