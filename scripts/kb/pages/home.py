"""The home page: search, numbers to call, ways in by task, and what the editors wrote."""

from __future__ import annotations

from collections.abc import Collection

from markupsafe import Markup

from kb.pages.contacts import first_numbers
from kb.pages.offline import keep_link
from kb.pages.page import Page, block, html, join
from kb.pages.publication import finish
from kb.pages.search import PATH
from kb.pages.writer import Context, Writer

TASKS = (
    ("task_child", "task_child_text", "rg/2/"),
    ("task_service", "task_service_text", "directory/"),
    ("task_best_interests", "task_best_interests_text", "bi/"),
    ("task_form", "task_form_text", "forms/"),
    ("task_family", "task_family_text", "ad/"),
    ("task_link", "task_link_text", "linking/"),
    ("task_change", "task_change_text", "contributing/"),
)
"""The ways in by task: label, explanation, page."""


def home_page(context: Context, there: Collection[str]) -> Page:
    """The page at the language's root. What is written by hand in `docs/LANG/index.md` stands under the ways in, which lead
    to those pages only that are `there`: a knowledge base begins small."""
    writer = Writer(context, "")
    text = context.by_hand.get("index", f"# {writer.label('site_name')}\n")
    head, _, rest = text.partition("\n")
    lead, _, body = rest.strip().partition("\n\n")
    parts = [
        head,
        lead,
        block(_search(writer)),
        f"## {writer.label('urgent')} {{#urgent}}",
        block(_numbers(writer)),
        block(keep_link(writer)),
        *_tasks(writer, there),
        body,
    ]
    title = head.removeprefix("#").strip()
    return Page("", title, finish(writer, parts), f"docs/{context.lang}/index.md", layout="home")


def _search(writer: Writer) -> Markup:
    return html(
        '<form class="kb-search" role="search" action="{}" method="get"><label for="kb-q">{}</label>'
        '<div><input id="kb-q" name="q" type="search" autocomplete="off" placeholder="{}"><button type="submit">{}</button></div></form>',
        writer.to(PATH),
        writer.label("search_label"),
        writer.label("search_placeholder"),
        writer.label("search"),
    )


def _numbers(writer: Writer) -> Markup:
    """A folded list of numbers a country: it opens without JavaScript; with it, the country chosen is remembered."""
    kb = writer.kb
    countries = []
    for code in writer.context.countries:
        home = kb.sections.get(code)
        contacts = [kb.institutions[ident] for ident in home.front.contacts if ident in kb.institutions] if home else []
        rows = [
            html(
                '<li>{} <span class="kb-numbers">{}</span></li>',
                writer.link(i.id, i.name(writer.lang)),
                numbers,
            )
            for i in contacts
            if (numbers := first_numbers(writer, i, 3))
        ]
        if not rows and home is None:
            continue
        countries.append(
            html(
                '<details class="kb-country" id="country-{}" name="kb-country"><summary>{}</summary>'
                '<ul>{}</ul><p><a href="{}">{}</a></p></details>',
                code.lower(),
                writer.word("countries", code),
                join(rows) or html("<li>{}</li>", writer.label("no_number")),
                writer.to(f"{code.lower()}/"),
                writer.label("to_protocol"),
            )
        )
    return html('<p>{}</p><div class="kb-countries">{}</div>', writer.label("urgent_intro"), join(countries))


def _tasks(writer: Writer, there: Collection[str]) -> list[str]:
    items = [
        html(
            '<li><a href="{}"><strong>{}</strong><span>{}</span></a></li>',
            writer.to(path),
            writer.label(key),
            writer.label(text),
        )
        for key, text, path in TASKS
        if path in there
    ]
    listed = block(html('<ul class="kb-tasks">{}</ul>', join(items)))
    return [f"## {writer.label('what_for')} {{#tasks}}", listed] if items else []
