"""The protocols side by side: all steps of all countries, one page a step, and one page a return corridor."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from markupsafe import Markup

from kb.base import KnowledgeBase, cited_in
from kb.models.section import Section
from kb.pages.addresses import PAGE_RECORDS, country_of
from kb.pages.country import reached_lines
from kb.pages.page import Page, block, html, join, table
from kb.pages.section import deadline_words
from kb.pages.writer import Context, Writer

CORRIDORS = (("MX", "GT"), ("MX", "HN"), ("MX", "SV"), ("US", "MX"), ("CR", "PA"))
"""The pairs of countries between which children return that the content covers best."""
SENDING = ("hear", "best-interests", "consular", "international-protection", "return")
RECEIVING = ("receive", "reintegrate", "follow-up")


def compare_pages(context: Context) -> Iterator[Page]:
    """The comparison, the steps, the corridors; nothing where no country has a protocol."""
    protocols = [code for code in context.countries if code in context.kb.sections]
    if not protocols:
        return
    yield _table_page(context, protocols)
    for step in context.kb.vocabulary.words("steps"):
        yield _step_page(context, step, protocols)
    for first, second in CORRIDORS:
        if first in protocols and second in protocols:
            yield _corridor_page(context, first, second)


def steps_of(kb: KnowledgeBase, country: str, step: str) -> list[Section]:
    """A country's sections on a step, in order; the first is the step's own."""
    return [section for section in kb.series[country] if section.front.step == step]


def is_confirmed(section: Section) -> bool:
    """Whether a national source was read for a step. Without one the section says whom to ask."""
    return bool(section.front.sources)


def _table_page(context: Context, protocols: list[str]) -> Page:
    writer = Writer(context, "compare/")
    steps = context.kb.vocabulary.words("steps")
    rows = []
    for step in steps:
        cells = join([html("<td>{}</td>", _cell(writer, steps_of(context.kb, country, step))) for country in protocols])
        link = html('<a href="{}">{}</a>', writer.to(f"compare/{step}/"), writer.word("steps", step))
        rows.append(html('<tr><th scope="row">{}</th>{}</tr>', link, cells))
    countries = [
        html('<a href="{}">{}</a>', writer.to(f"{code.lower()}/"), writer.word("countries", code)) for code in protocols
    ]
    whole = table(writer.label("compare"), [writer.label("step"), *countries], join(rows), "kb-matrix kb-compare")
    parts = [f"# {writer.label('compare')}", writer.label("compare_intro"), block(whole)]
    parts += [f"## {writer.label('corridors')} {{#corridors}}", block(_corridor_links(writer, protocols))]
    return Page(writer.path, writer.label("compare"), "\n\n".join(parts) + "\n", layout="wide")


def _cell(writer: Writer, sections: list[Section]) -> Markup:
    """One line and a link: the step's title, its deadline, and whether a national source confirms it."""
    if not sections:
        return html('<span class="kb-unknown">{}</span>', writer.label("no_section"))
    first = sections[0]
    parts = [html('<a href="{}">{}</a>', writer.href(first.id), first.title(writer.lang))]
    if first.front.deadline:
        parts.append(html('<span class="kb-when">{}</span>', deadline_words(writer, first.front.deadline)))
    if not is_confirmed(first):
        parts.append(html('<span class="kb-unknown">{}</span>', writer.label("not_confirmed")))
    return join(parts, " ")


def _corridor_links(writer: Writer, protocols: list[str]) -> Markup:
    items = [
        html('<li><a href="{}">{}</a></li>', writer.to(_corridor_path(a, b)), _corridor_title(writer, a, b))
        for a, b in CORRIDORS
        if a in protocols and b in protocols
    ]
    return html('<ul class="kb-list">{}</ul>', join(items)) if items else html("<p>{}</p>", writer.label("no_section"))


def _step_page(context: Context, step: str, protocols: list[str]) -> Page:
    writer = Writer(context, f"compare/{step}/")
    title = writer.label("step_across", step=writer.word("steps", step))
    parts = [f"# {title}", writer.label("step_across_intro")]
    for country in protocols:
        parts.append(f"## {writer.word('countries', country)} {{#{country.lower()}}}")
        parts.append(block(_briefs(writer, steps_of(context.kb, country, step))))
    return Page(writer.path, title, "\n\n".join(parts) + "\n", nav_title=writer.word("steps", step))


def _briefs(writer: Writer, sections: Iterable[Section]) -> Markup:
    """Sections in a few lines each: title, who acts, by when, whom to contact."""
    items = []
    for section in sections:
        front = section.front
        rows = [(writer.label("who_acts"), html("{}", ", ".join(writer.word("actors", word) for word in front.actors)))]
        if front.deadline:
            rows.append(
                (
                    writer.label("deadline"),
                    html('<span class="kb-when">{}</span>', deadline_words(writer, front.deadline)),
                )
            )
        rows.append((writer.label("contacts"), reached_lines(writer, front.contacts)))
        if not is_confirmed(section):
            rows.append(
                (writer.label("status"), html('<span class="kb-unknown">{}</span>', writer.label("not_confirmed")))
            )
        shown = join([html("<div><dt>{}</dt><dd>{}</dd></div>", name, text) for name, text in rows if text])
        items.append(
            html(
                '<li><p><a href="{}"><span class="kb-id">{}</span> {}</a></p><dl class="kb-facts">{}</dl></li>',
                writer.href(section.id),
                section.id,
                section.title(writer.lang),
                shown,
            )
        )
    return (
        html('<ul class="kb-briefs">{}</ul>', join(items)) if items else html("<p>{}</p>", writer.label("no_section"))
    )


def _corridor_path(first: str, second: str) -> str:
    return f"compare/{first.lower()}-{second.lower()}/"


def _corridor_title(writer: Writer, first: str, second: str) -> str:
    return f"{writer.word('countries', first)} – {writer.word('countries', second)}"


def _corridor_page(context: Context, first: str, second: str) -> Page:
    writer = Writer(context, _corridor_path(first, second))
    kb = context.kb
    title = _corridor_title(writer, first, second)
    parts = [f"# {title}", writer.label("corridor_intro")]
    for sender, receiver in ((first, second), (second, first)):
        names = {"sender": writer.word("countries", sender), "receiver": writer.word("countries", receiver)}
        anchor = f"{sender.lower()}-{receiver.lower()}"
        sending = [s for step in SENDING for s in steps_of(kb, sender, step)]
        receiving = [s for step in RECEIVING for s in steps_of(kb, receiver, step)]
        parts += [f"## {writer.label('corridor_return', **names)} {{#{anchor}}}"]
        parts += [f"### {writer.label('corridor_sends', **names)} {{#{anchor}-sends}}", block(_briefs(writer, sending))]
        parts += [
            f"### {writer.label('corridor_receives', **names)} {{#{anchor}-receives}}",
            block(_briefs(writer, receiving)),
        ]
    parts += [f"## {writer.label('corridor_meet')} {{#meet}}", writer.label("corridor_meet_intro")]
    parts += [block(_meeting(writer, first, second))]
    return Page(writer.path, title, "\n\n".join(parts) + "\n")


def _meeting(writer: Writer, first: str, second: str) -> Markup:
    """What both sides share: instruments that both protocols cite, and steps that name the other side's institutions."""
    kb = writer.kb
    cited = {code: {ident for s in kb.series[code] for ident in cited_in(s)} for code in (first, second)}
    shared = [
        ident
        for ident in kb.library
        if kb.library[ident].record.kind != PAGE_RECORDS and all(_cites(cited[code], ident) for code in (first, second))
    ]
    national = [ident for ident in shared if country_of(kb, kb.library[ident])]
    rows = [
        html(
            "<dt>{}</dt><dd>{}</dd>",
            writer.label("shared_instruments"),
            writer.links(national) or writer.label("none_known"),
        )
    ]
    for here, there in ((first, second), (second, first)):
        naming = [s.id for s in kb.series[here] if any(i.startswith(f"{there.lower()}-") for i in cited_in(s))]
        name = writer.label(
            "names_other_side", country=writer.word("countries", here), other=writer.word("countries", there)
        )
        rows.append(html("<dt>{}</dt><dd>{}</dd>", name, writer.links(naming) or writer.label("none_known")))
    return html('<dl class="kb-meeting">{}</dl>', join(rows))


def _cites(cited: set[str], instrument: str) -> bool:
    return instrument in cited or any(ident.startswith(f"{instrument}-") for ident in cited)
