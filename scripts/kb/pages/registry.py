"""The registry card: what is said of it, its fields one by one, and the card to print (a form like others)."""

from __future__ import annotations

from collections.abc import Iterator

from markupsafe import Markup

from kb.exports import catalogue
from kb.models.forms import REGISTRY_CARD, Form, FormField
from kb.pages.addresses import OWN_PAGES
from kb.pages.forms import xlsform_link
from kb.pages.page import NavItem, Page, block, html, join
from kb.pages.publication import finish, opening
from kb.pages.section import foundations, section_markdown
from kb.pages.tools import facts, plain, record_page, said, working_note
from kb.pages.writer import Context, Writer

SERIES = "RC"
PATH = OWN_PAGES[SERIES]
_DATA = (
    (catalogue.CARD_SCHEMA, "JSON Schema"),
    (catalogue.CARD_TEMPLATE, "CSV"),
    (catalogue.CARD_DICTIONARY, ""),
)


def registry_pages(context: Context) -> Iterator[Page]:
    """The front page where there is a text, and the data dictionary where there is a card."""
    card = context.kb.forms.get(REGISTRY_CARD)
    if SERIES in context.kb.sections:
        yield _front_page(context, card)
    if card:
        yield fields_page(context, card)


def registry_navigation(pages: list[Page]) -> tuple[NavItem, ...]:
    """Its pages, the front page first."""
    found = sorted((page.path, page.title) for page in pages if page.path.startswith(PATH))
    return tuple(NavItem(title, path) for path, title in found)


def _front_page(context: Context, card: Form | None) -> Page:
    writer = Writer(context, PATH)
    home, *sections = context.kb.series[SERIES]
    parts = opening(writer, home)
    if card:
        parts.append(block(_ways(writer, card)))
    parts += [block(foundations(writer, home)), *(section_markdown(writer, section) for section in sections)]
    return Page(
        PATH,
        home.title(context.lang),
        finish(writer, parts),
        home.path,
        ids=tuple(section.id for section in (home, *sections)),
        sources=tuple(section.path for section in (home, *sections)),
    )


def _ways(writer: Writer, card: Form) -> Markup:
    """To the card on paper, its fields, and the files for other people's software."""
    pages = [("registry_print", f"{PATH}card/"), ("registry_fields", f"{PATH}fields/")]
    items = [html('<li><a href="{}">{}</a></li>', writer.to(path), writer.label(key)) for key, path in pages]
    files = [
        html(
            '<a href="{}">{}</a>', writer.file(catalogue.ROOT + file.path), name or writer.label("registry_dictionary")
        )
        for file, name in _DATA
    ]
    items.append(html("<li>{}: {}</li>", writer.label("data"), join([xlsform_link(writer, card), *files], " · ")))
    return html('<ul class="kb-list">{}</ul>', join(items))


def fields_page(context: Context, form: Form) -> Page:
    """The data dictionary of the registry card: every field with who may see it and for how long it is kept, and what
    must not be recorded."""
    writer = Writer(context, f"{PATH}fields/")
    record = form.record
    title = writer.label("registry_fields")
    parts = [f"# {title}", working_note(writer, [form]), writer.label("registry_fields_intro")]
    if record.access_levels:
        levels = [
            html(
                "<li><code>{}</code> <strong>{}</strong>. {}</li>",
                level.name,
                said(writer, level.label),
                said(writer, level.note),
            )
            for level in record.access_levels
        ]
        parts += [f"## {writer.label('access')} {{#access}}", block(html("<ul>{}</ul>", join(levels)))]
    for group in record.groups:
        parts.append(f"## {plain(group.title.get(context.lang, group.name))} {{#{group.name}}}")
        for field in group.fields:
            if field.type != "instruction":
                parts.append(f"### {plain(field.label.get(context.lang, field.name))} {{#{_anchor(field.name)}}}")
                parts.append(block(_explained(writer, form, field)))
    if record.forbidden:
        items = [
            html(
                '<li id="{}"><code>{}</code> <strong>{}</strong>. {} {}</li>',
                _anchor(item.name),
                item.name,
                said(writer, item.label),
                said(writer, item.why),
                writer.links((*item.basis, *item.sources)),
            )
            for item in record.forbidden
        ]
        parts += [f"## {writer.label('not_recorded')} {{#not-recorded}}", writer.label("not_recorded_intro")]
        parts.append(block(html("<ul>{}</ul>", join(items))))
    return record_page(writer, title, parts, [form], source=form.path)


def _anchor(name: str) -> str:
    return f"field-{name.replace('_', '-')}"


def _explained(writer: Writer, form: Form, field: FormField) -> Markup:
    levels = {level.name: said(writer, level.label) for level in form.record.access_levels}
    values = join([html("{} (<code>{}</code>)", said(writer, value.label), value.name) for value in field.values], ", ")
    rows = [
        ("field_code", html("<code>{}</code>", field.name)),
        ("field_type", html("{}", writer.label(f"type_{field.type}"))),
        ("field_values", values),
        ("field_required", html("{}", writer.label("yes")) if field.required else Markup("")),
        ("why_asked", said(writer, field.why)),
        ("hint", said(writer, field.hint)),
        ("access", join([levels.get(name, html("{}", name)) for name in field.access], "; ")),
        ("keep", said(writer, field.keep)),
        ("see_also", writer.links(field.see)),
        ("basis", writer.links(field.basis)),
        ("sources", writer.links(field.sources)),
    ]
    return html('<div class="kb-record">{}</div>', facts(writer, rows))
