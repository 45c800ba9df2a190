"""Forms, checklists and cards: a list of them, and a page each that prints well."""

from __future__ import annotations

from collections.abc import Iterator

from markupsafe import Markup

from kb.exports.catalogue import ROOT, XLSFORM
from kb.models.forms import REGISTRY_CARD, Form, FormField
from kb.pages.addresses import form_page
from kb.pages.page import NavItem, Page, block, html, join
from kb.pages.tools import facts, linked, plain, record_page, rows_of, said, working_note
from kb.pages.writer import Context, Writer

KINDS = ("checklist", "card", "form")
"""Kinds of forms, in the order in which they are listed: what is used first stands first."""
_LINES = {"long_text": 3, "signature": 1}
_WIDE = ("text", "place", "long_text", "signature")


def forms_pages(context: Context) -> Iterator[Page]:
    """The list, and a page a form."""
    if context.kb.forms:
        yield _list_page(context)
    for form in context.kb.forms.values():
        yield _form_page(context, form)


def forms_navigation(pages: list[Page]) -> tuple[NavItem, ...]:
    """The list and the forms."""
    return tuple(NavItem(page.title, page.path) for page in pages if page.path.startswith("forms/"))


def _list_page(context: Context) -> Page:
    writer = Writer(context, "forms/")
    forms = list(context.kb.forms.values())
    parts = [f"# {writer.label('forms')}", working_note(writer, forms), writer.label("forms_intro")]
    for kind in KINDS:
        found = [form for form in forms if form.kind == kind]
        if found:
            items = html('<ul class="kb-briefs">{}</ul>', join([_brief(writer, form) for form in found]))
            parts += [f"## {writer.label(f'forms_{kind}')} {{#{kind}s}}", block(items)]
    return record_page(writer, writer.label("forms"), parts, [])


def _brief(writer: Writer, form: Form) -> Markup:
    return html(
        '<li><p>{}</p>{} <span class="kb-count">{}</span></li>',
        writer.link(form.id),
        said(writer, form.record.purpose),
        xlsform_link(writer, form),
    )


def xlsform_link(writer: Writer, form: Form) -> Markup:
    """A link to the form as others' software fills it in."""
    href = writer.file(ROOT + XLSFORM.path.format(form=form.id))
    return html('<a href="{}">{}</a>', href, writer.label("xlsform"))


def _form_page(context: Context, form: Form) -> Page:
    writer = Writer(context, form_page(form))
    record = form.record
    title = form.title.get(context.lang, form.id)
    parts = [
        f"# {plain(title)} {{#{form.id}}}",
        working_note(writer, [form]),
        block(html('<p class="kb-purpose">{}</p>', said(writer, record.purpose))),
    ]
    for group in record.groups:
        parts.append(f"## {plain(group.title.get(context.lang, group.name))} {{#{form.id}-{group.name}}}")
        parts.append(block(html('<p class="kb-field__hint">{}</p>', said(writer, group.note))) if group.note else "")
        rows = join([_field(writer, form, field) for field in group.fields])
        css = f"{form.kind} kb-fields--compact" if form.id == REGISTRY_CARD else form.kind
        parts.append(block(html('<ul class="kb-fields kb-fields--{}">{}</ul>', css, rows)))
    if any(field.required for field in form.fields):
        parts.append(block(html('<p class="kb-field__hint">* {}</p>', writer.label("required"))))
    printed = writer.label("printed_on", date=writer.day(context.today), address=f"/id/{form.id}/")
    parts += [block(html('<p class="kb-printed">{}</p>', printed)), block(_about(writer, form))]
    return record_page(writer, title, parts, [form], source=form.path)


def _about(writer: Writer, form: Form) -> Markup:
    """What stands under the form on the screen, not on paper."""
    words = [
        (key, html("{}", ", ".join(writer.word(key, word) for word in getattr(form.record, key))))
        for key in ("phases", "actors")
    ]
    rows = [("who_acts" if key == "actors" else key, text) for key, text in words]
    whole, shown = ("registry_fields", "registry-card/fields/") if form.id == REGISTRY_CARD else ("forms", "forms/")
    return html(
        '<div class="kb-foundations kb-screen">{}<p>{} · <a href="{}">{}</a> · <a href="{}">{}</a></p></div>',
        facts(writer, [*rows, *rows_of(writer, form)]),
        xlsform_link(writer, form),
        writer.to(shown),
        writer.label(whole),
        writer.permanent(form.id),
        writer.label("permanent_link"),
    )


def _field(writer: Writer, form: Form, field: FormField) -> Markup:
    tick = form.kind == "checklist" and field.type == "instruction"
    more = [said(writer, field.hint)] if field.hint else []
    if field.why:
        more.append(html('<span class="kb-why">{}: {}</span>', writer.label("why_asked"), said(writer, field.why)))
    if field.see or field.basis:
        more.append(html('<span class="kb-refs">({})</span>', writer.links((*field.see, *field.basis))))
    mark = html('<span class="kb-required" title="{}">*</span>', writer.label("required")) if field.required else ""
    return html(
        '<li id="{}-{}" class="kb-field kb-field--{}">{}<span class="kb-field__label">{}{}</span> {}{}</li>',
        form.id,
        field.name,
        field.type,
        _BOX if tick else "",
        linked(writer, field.label.get(writer.lang, field.name)),
        mark,
        _answer(writer, field),
        html('<span class="kb-field__hint">{}</span>', join(more, " ")) if more else "",
    )


_BOX = Markup('<span class="kb-box" aria-hidden="true"></span>')
_LINE = Markup('<span class="kb-line" aria-hidden="true"></span>')


def _answer(writer: Writer, field: FormField) -> Markup:
    """Room for the answer: boxes to tick, lines to write on. They are for paper: nothing is stored anywhere."""
    if field.type == "instruction":
        return Markup("")
    if field.type == "yes_no":
        return _options([writer.label("yes"), writer.label("no")])
    if field.values:
        return _options([value.label.get(writer.lang, value.name) for value in field.values])
    lines = _LINE * _LINES.get(field.type, 1)
    return html('<span class="kb-lines{}">{}</span>', "" if field.type in _WIDE else " kb-lines--short", lines)


def _options(words: list[str]) -> Markup:
    shown = [html('<span class="kb-option">{}{}</span>', _BOX, word) for word in words]
    return html('<span class="kb-options">{}</span>', join(shown, " "))
