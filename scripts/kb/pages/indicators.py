"""Indicators: what to measure, how, and which provisions each one watches."""

from __future__ import annotations

from kb.exports.catalogue import INDICATORS_CSV, ROOT
from kb.models.collections import Indicator
from kb.pages.addresses import OWN_PAGES
from kb.pages.page import Page, block, html
from kb.pages.publication import finish, opening
from kb.pages.section import foundations, section_markdown
from kb.pages.tools import Row, card, heading, record_page, rows_of, said, working_note
from kb.pages.writer import Context, Writer

SERIES = "IN"


def indicators_page(context: Context) -> Page:
    """The introduction, if it is written, with what it rests on, then every indicator by subject."""
    writer = Writer(context, OWN_PAGES[SERIES])
    indicators = list(context.kb.indicators.values())
    home, *sections = context.kb.series[SERIES] if SERIES in context.kb.sections else [None]
    title = home.title(context.lang) if home else writer.label("indicators")
    parts = opening(writer, home) if home else [f"# {title}", working_note(writer, indicators)]
    href = writer.file(ROOT + INDICATORS_CSV.path)
    parts.append(block(html('<p><a href="{}">{}</a></p>', href, writer.label("indicators_csv"))))
    parts += [section_markdown(writer, section) for section in sections if section]
    parts.append(block(foundations(writer, home)) if home else "")
    for subject, label in dict.fromkeys((indicator.subject, indicator.subject_label) for indicator in indicators):
        parts.append(f"## {subject}. {writer.label(label)} {{#subject-{subject}}}")
        for indicator in indicators:
            if indicator.subject == subject:
                parts += [
                    heading(writer, indicator, coded=True),
                    card(writer, indicator, _rows(writer, indicator)),
                ]
    texts = [section for section in (home, *sections) if section]
    text = finish(writer, parts).rstrip()
    return record_page(writer, title, [text], [*indicators, *texts], source=home.path if home else None)


def _rows(writer: Writer, indicator: Indicator) -> list[Row]:
    record = indicator.record
    return [
        ("definition", said(writer, record.definition)),
        ("computation", said(writer, record.computation)),
        ("disaggregation", html("{}", "; ".join(record.disaggregation.get(writer.lang, ())))),
        ("data_source", said(writer, record.data_source)),
        ("note", said(writer, record.note)),
        ("watches", writer.links(record.watches)),
        *rows_of(writer, indicator),
    ]
