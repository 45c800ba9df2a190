"""Lists across the directory: who answers in an emergency, and each protection system's focal point."""

from __future__ import annotations

from markupsafe import Markup

from kb.models.base import in_language
from kb.models.institution import Institution
from kb.pages.contacts import numbers_with_age
from kb.pages.directory import REGIONAL, folder_name, folders_of
from kb.pages.page import STACKED, Page, block, html, join, stacked_row, table
from kb.pages.writer import Context, Writer

FOCAL_POINT = "focal-point"
"""The kind of record that stands for a protection system's focal point; `part_of` names the office designated."""


def emergency_page(context: Context) -> Page:
    """Institutions with rapid and emergency response, by country. Source: activity b of the Network's 2018 report."""
    writer = Writer(context, "directory/emergency/")
    parts = [f"# {writer.label('emergency_list')}", writer.label("emergency_list_intro")]
    for folder in folders_of(context):
        found = [item for item in context.kb.folders[folder] if "emergency" in item.record.services]
        if (
            found or folder != REGIONAL
        ):  # a country without a known number is named too: who looks for it must not guess
            known = block(_answering(writer, found)) if found else writer.label("no_contact_known")
            parts += [f"## {folder_name(writer, folder)} {{#{folder}}}", known]
    return Page(writer.path, writer.label("emergency_list"), "\n\n".join(parts) + "\n")


def _answering(writer: Writer, institutions: list[Institution]) -> Markup:
    """Those that can be dialled first."""
    ordered = sorted(institutions, key=lambda item: not any(phone.dial for phone in item.record.phones))
    items = [
        html(
            "<li>{} <span>{}</span>{}</li>",
            writer.link(item.id, item.name(writer.lang)),
            in_language(item.record.coverage.text, writer.lang),
            numbers_with_age(writer, item) or html('<span class="kb-number">{}</span>', writer.label("no_number")),
        )
        for item in ordered
    ]
    return html('<ul class="kb-briefs">{}</ul>', join(items))


def focal_points_page(context: Context) -> Page:
    """The focal point of each country's protection system, or that none is known. Source: activity j of the 2018 report."""
    writer = Writer(context, "directory/focal-points/")
    kb = context.kb
    rows = []
    for code in writer.context.countries:
        records = [item for item in kb.folders.get(code.lower(), []) if item.record.kind == FOCAL_POINT]
        office = next((item.record.part_of for item in records if item.record.part_of), None)
        shown = writer.link(office, kb.institutions[office].name(writer.lang)) if office in kb.institutions else None
        record = writer.link(records[0].id, writer.label("record")) if records else ""
        rows.append(stacked_row(writer.word("countries", code), shown or writer.label("not_designated"), record))
    heads = [writer.label(key) for key in ("country", "office", "record")]
    whole = block(table(writer.label("focal_points"), heads, join(rows), STACKED))
    parts = [f"# {writer.label('focal_points')}", writer.label("focal_points_intro"), whole]
    return Page(writer.path, writer.label("focal_points"), "\n\n".join(parts) + "\n")
