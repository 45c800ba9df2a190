"""A country's protocol on one page: the first hour, the route map, then each step in full."""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Iterable, Iterator

from markupsafe import Markup

from kb.models.institution import Institution
from kb.models.section import CONTACT_KIND, Section
from kb.pages.contacts import first_numbers, numbers_with_age
from kb.pages.offline import keep_link
from kb.pages.page import Page, block, html, join
from kb.pages.publication import finish, opening
from kb.pages.section import deadline_words, foundations, section_markdown
from kb.pages.text import body_markdown
from kb.pages.writer import Context, Writer


def first_hour_path(series: str) -> str:
    """Where the first hour of a country stands alone."""
    return f"{series.lower()}/first-hour/"


def first_hour_page(context: Context, series: str) -> Page:
    """The first hour of a country alone: it prints on one page."""
    writer = Writer(context, first_hour_path(series))
    home, *steps = context.kb.series[series]
    title = writer.label("first_hour_of", country=writer.word("countries", series))
    printed = writer.label("printed_on", date=writer.day(context.today), address=f"/id/{series}/")
    parts = [
        f"# {title}",
        _at_once(writer, body_markdown(writer, home, 1, f"here-{home.anchor}"))[0],
        block(first_hour(writer, home, steps, 2)),
        block(html('<p class="kb-printed">{}</p>', printed)),
    ]
    parts += [block(html('<p><a href="{}">{}</a></p>', writer.to(f"{series.lower()}/"), writer.label("to_protocol")))]
    return Page(writer.path, title, finish(writer, parts), home.path, layout="wide")


def country_page(context: Context, series: str) -> Page:
    """The page of a publication with `layout: single`; a country's begins with the first hour and the route map."""
    kb = context.kb
    writer = Writer(context, f"{series.lower()}/")
    home, *steps = kb.series[series]
    is_country = series in kb.vocabulary.words("countries")
    head, *introduction, text = opening(writer, home, 2 if is_country else 1)
    parts = [head]
    if is_country:
        at_once, text = _at_once(writer, text)
        parts += [f"## {writer.label('first_hour')} {{#first-hour}}", at_once, block(first_hour(writer, home, steps))]
        parts += [writer.way(first_hour_path(series), "print_first_hour"), block(keep_link(writer, series))]
        parts += [f"## {writer.label('route_map')} {{#route-map}}", block(_route_map(writer, steps))]
        parts += [writer.way(f"directory/{series.lower()}/", "to_directory")]
        parts += [f"## {writer.label('about_protocol')} {{#about}}"]
    parts += [*introduction, text, block(foundations(writer, home))]
    parts += [section_markdown(writer, section) for section in steps]
    sections = [home, *steps]
    return Page(
        writer.path,
        home.title(context.lang),
        finish(writer, parts),
        home.path,
        ids=tuple(section.id for section in sections),
        sources=tuple(section.path for section in sections),
    )


def _at_once(writer: Writer, text: str) -> tuple[str, str]:
    """A country's own text in two: what to do in the first hour, under its heading, and the rest. Where no heading says
    so, all of it is the rest."""
    found = re.search(
        rf"^#+ {re.escape(writer.label('in_first_hour'))} \{{.*?(?=^#|\Z)", text, re.MULTILINE | re.DOTALL
    )
    return (found.group(), text[: found.start()] + text[found.end() :]) if found else ("", text)


def first_hour(writer: Writer, home: Section, steps: list[Section], level: int = 3) -> Markup:
    """Under headings of `level`: whom to call, whom to notify, by when: what an official needs before reading anything else.
    Who stands under both has what a number is for, and its age, under the first."""
    notify = next((section for section in steps if section.front.step == "notify"), None)
    deadline = notify.front.deadline if notify else None
    when = deadline_words(writer, deadline) if deadline else writer.label("not_stated")
    told = _people(writer, notify.front.contacts, known=home.front.contacts) if notify else Markup("")
    more = html('<p><a href="{}">{}</a></p>', writer.href(notify.id), notify.title(writer.lang)) if notify else ""
    return html(
        '<div class="kb-first-hour"><section><h{0}>{1}</h{0}><ul>{2}</ul></section>'
        '<section><h{0}>{3}</h{0}><p class="kb-when">{4}</p>{5}<ul>{6}</ul></section></div>',
        level,
        writer.label("call"),
        _people(writer, home.front.contacts) or _nobody(writer),
        writer.label("notify"),
        when,
        more,
        told or _nobody(writer),
    )


def _nobody(writer: Writer) -> Markup:
    return html("<li>{}</li>", writer.label("no_contact_known"))


def _people(writer: Writer, contacts: Iterable[str], known: Container[str] = ()) -> Markup:
    def numbers(writer: Writer, institution: Institution) -> Markup:
        return (first_numbers if institution.id in known else numbers_with_age)(writer, institution)

    return join([html("<li>{}</li>", reached) for reached in reached(writer, contacts, numbers)])


def reached(
    writer: Writer, contacts: Iterable[str], numbers_of: Callable[[Writer, Institution], Markup] = first_numbers
) -> Iterator[Markup]:
    """Each contact with its numbers, or that none is known."""
    for ident in contacts:
        institution = writer.kb.institutions.get(ident)
        if institution is not None:
            numbers = numbers_of(writer, institution)
            name = writer.link(ident, institution.name(writer.lang))
            yield html('{} <span class="kb-numbers">{}</span>', name, numbers or writer.label("no_number"))
        elif ident.startswith(CONTACT_KIND):
            yield writer.link(ident)


def reached_lines(writer: Writer, contacts: Iterable[str]) -> Markup:
    """Each contact with its numbers on a line of its own."""
    return join([html('<span class="kb-reach">{}</span>', line) for line in reached(writer, contacts)])


def _route_map(writer: Writer, steps: list[Section]) -> Markup:
    """The steps as an ordered path: who acts, by when, whom to contact."""
    order = writer.kb.vocabulary.words("steps")
    ordered = sorted((s for s in steps if s.front.step in order), key=lambda s: order.index(str(s.front.step)))
    items = []
    for section in ordered:
        front = section.front
        actors = ", ".join(writer.word("actors", actor) for actor in front.actors)
        rows = [html("<dt>{}</dt><dd>{}</dd>", writer.label("who_acts"), actors)] if actors else []
        if front.deadline:
            when = deadline_words(writer, front.deadline)
            rows.append(html('<dt>{}</dt><dd class="kb-when">{}</dd>', writer.label("deadline"), when))
        contacts = reached_lines(writer, front.contacts)
        if contacts:
            rows.append(html("<dt>{}</dt><dd>{}</dd>", writer.label("contacts"), contacts))
        items.append(
            html(
                '<li class="kb-step"><p class="kb-step__name">{}</p><p><a href="#{}">{}</a></p><dl>{}</dl></li>',
                writer.word("steps", str(front.step)),
                section.anchor,
                section.title(writer.lang),
                join(rows),
            )
        )
    return html('<ol class="kb-route">{}</ol>', join(items))
