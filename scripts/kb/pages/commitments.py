"""From a ministers' sentence to the officer's step: each commitment, and the sections that carry it out."""

from __future__ import annotations

from markupsafe import Markup

from kb.base import KnowledgeBase
from kb.models.base import in_language
from kb.models.records import Instrument
from kb.pages.page import STACKED, Page, block, html, join, stacked_row, table
from kb.pages.writer import Context, Writer


def carried_out(kb: KnowledgeBase, point: str) -> tuple[str, ...]:
    """The sections that rest on a point, in order: those that name it as their basis."""
    return tuple(ident for ident, section in kb.sections.items() if point in section.front.basis)


def commitments_page(context: Context) -> Page:
    """Every founding document, point by point."""
    writer = Writer(context, "commitments/")
    parts = [f"# {writer.label('commitments')}", writer.label("commitments_intro")]
    found = [item for item in context.kb.library.values() if item.record.commitments]
    for item in found:
        rows = join([_row(writer, item, key) for key in item.record.points])
        standing = in_language(item.record.standing, writer.lang)
        parts.append(f"## {in_language(item.record.title, writer.lang)} {{#of-{item.id.lower()}}}")
        parts.append(block(html("<p>{} {}</p>", writer.link(item.id), standing)))
        heads = [writer.label(key) for key in ("point", "commitment", "carried_out_by")]
        parts.append(block(table(in_language(item.record.title, writer.lang), heads, rows, STACKED)))
    return Page(
        writer.path,
        writer.label("commitments"),
        "\n\n".join(parts) + "\n",
        layout="wide",
        sources=tuple(dict.fromkeys(item.path for item in found)),
    )


def _row(writer: Writer, item: Instrument, key: str) -> Markup:
    ident = f"{item.id}-{key}"
    reason = in_language(item.record.out_of_scope.get(key, {}), writer.lang)
    sections = carried_out(writer.kb, ident)
    if sections:
        shown = join(
            [html("{} {}", writer.link(s), writer.kb.sections[s].title(writer.lang)) for s in sections], "<br>"
        )
    else:
        shown = html(
            '<span class="kb-unknown">{}</span>',
            f"{writer.label('out_of_scope')}: {reason}" if reason else writer.label("not_yet"),
        )
    text = in_language(item.record.points[key], writer.lang)
    return stacked_row(writer.link(ident), text, shown)
