"""Open questions: what nobody has decided yet, by publication, and what to do meanwhile."""

from __future__ import annotations

from kb.models.collections import Question
from kb.pages.page import Page
from kb.pages.tools import Row, by_publication, card, heading, plain, record_page, rows_of, said, working_note
from kb.pages.writer import Context, Writer

PATH = "questions/"


def questions_page(context: Context) -> Page:
    """Every question; those that have been answered say where."""
    writer = Writer(context, PATH)
    questions = list(context.kb.questions.values())
    title = writer.label("questions")
    parts = [f"# {title}", working_note(writer, questions), writer.label("questions_intro")]
    for series, found in by_publication(context.kb, questions).items():
        name = context.kb.sections[series].title(context.lang) if series in context.kb.sections else ""
        parts.append(
            f"## {plain(name or series or writer.label('questions_other'))} {{#of-{series.lower() or 'other'}}}"
        )
        for question in found:
            parts += [heading(writer, question), card(writer, question, _rows(writer, question))]
    return record_page(writer, title, parts, questions)


def _rows(writer: Writer, question: Question) -> list[Row]:
    record = question.record
    return [
        ("answered_by", writer.links(record.answered_by)),
        ("meanwhile", said(writer, record.meanwhile)),
        ("question_why", said(writer, record.why)),
        ("decides", said(writer, record.decides)),
        *rows_of(writer, question),
    ]
