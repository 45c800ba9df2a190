"""How far the content can be relied on: what is verified, what has expired, what has no date, what awaits validation."""

from __future__ import annotations

from collections import Counter
from datetime import date

from markupsafe import Markup

from kb.models.institution import Contact, Institution, contacts_of
from kb.pages.contacts import is_verified
from kb.pages.directory import folder_name, folders_of
from kb.pages.page import Page, block, html, join, table
from kb.pages.translations import translations
from kb.pages.writer import Context, Writer

STATES = ("verified", "expired", "never")
"""A contact was verified recently enough, too long ago, or never."""


def state_of(contact: Contact, today: date) -> str:
    """Which of `STATES` a contact is in."""
    if contact.verified is None:
        return "never"
    return "verified" if is_verified(contact, today) else "expired"


def status_page(context: Context) -> Page:
    """Contacts by country and state, those whose verification expired, and sections by status."""
    writer = Writer(context, "status/")
    parts = [f"# {writer.label('status_page')}", writer.label("status_intro")]
    parts += [f"## {writer.label('status_contacts')} {{#contacts}}", block(_contacts_table(writer))]
    parts += [f"## {writer.label('status_expired')} {{#expired}}", block(_expired(writer))]
    parts += [f"## {writer.label('status_sections')} {{#sections}}", block(_sections_table(writer))]
    parts += translations(writer)
    return Page(writer.path, writer.label("status_page"), "\n\n".join(parts) + "\n", layout="wide")


def _contacts(institutions: list[Institution]) -> list[Contact]:
    return [contact for item in institutions for _key, _index, contact in contacts_of(item.record)]


def _contacts_table(writer: Writer) -> Markup:
    today = writer.context.today
    rows = []
    for folder in folders_of(writer.context):
        institutions = writer.kb.folders[folder]
        contacts = _contacts(institutions)
        states = Counter(state_of(contact, today) for contact in contacts)
        silent = sum(not contacts_of(item.record) for item in institutions)
        undated = sum(contact.as_of is None for contact in contacts)
        numbers = [len(institutions), silent, len(contacts), *(states[state] for state in STATES), undated]
        cells = join([html("<td>{}</td>", number) for number in numbers])
        link = html('<a href="{}">{}</a>', writer.to(f"directory/{folder}/"), folder_name(writer, folder))
        rows.append(html('<tr><th scope="row">{}</th>{}</tr>', link, cells))
    keys = (
        "country",
        "institutions",
        "without_contact",
        "contacts_number",
        *(f"state_{state}" for state in STATES),
        "undated",
    )
    return table(writer.label("status_contacts"), [writer.label(key) for key in keys], join(rows))


def _expired(writer: Writer) -> Markup:
    today = writer.context.today
    found = [
        item
        for item in writer.kb.institutions.values()
        if any(state_of(contact, today) == "expired" for contact in _contacts([item]))
    ]
    if not found:
        return html("<p>{}</p>", writer.label("none_expired"))
    return html('<ul class="kb-list">{}</ul>', join([html("<li>{}</li>", writer.link(item.id)) for item in found]))


def _sections_table(writer: Writer) -> Markup:
    statuses = writer.kb.vocabulary.words("statuses")
    rows = []
    for series, sections in writer.kb.series.items():
        counts = Counter(section.front.status for section in sections)
        cells = join([html("<td>{}</td>", counts[status]) for status in statuses])
        rows.append(html('<tr><th scope="row">{}</th>{}</tr>', writer.link(series), cells))
    heads = [writer.label("publication"), *(writer.word("statuses", status) for status in statuses)]
    return table(writer.label("status_sections"), heads, join(rows))
