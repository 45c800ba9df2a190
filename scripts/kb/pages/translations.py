"""Whether languages say the same: the notice on a section that is out of step, and the numbers on the status page."""

from __future__ import annotations

from markupsafe import Markup

from kb.in_step import STATES, Standing, standing_of
from kb.messages import language_name
from kb.models.section import Section
from kb.pages.addresses import section_page
from kb.pages.page import block, html, join, table
from kb.pages.writer import Writer
from kb.permanent.difference import difference
from kb.roots import prefix_of
from kb.translations import Progress, progress, to_compare


def notice(writer: Writer, section: Section) -> str:
    """What a section says of itself when one language went ahead of another: who is ahead, and where to read it."""
    standing = standing_of(section)
    if standing.state != "behind":
        return ""
    key = "behind_here" if writer.lang in standing.behind else "ahead_here"
    text = writer.label(key, ahead=_names(writer, standing.ahead), behind=_names(writer, standing.behind))
    others = standing.ahead if writer.lang in standing.behind else standing.behind
    links = join([_other(writer, section, lang) for lang in others], " · ")
    changed = join([_changed(writer, section, lang) for lang in standing.ahead])
    return block(html('<div class="kb-working kb-drift" role="note"><p>{} {}</p>{}</div>', text, links, changed))


def _changed(writer: Writer, section: Section, lang: str) -> Markup:
    """What a language that went ahead says now and said before, folded; nothing if nobody knows what it said."""
    before, now = writer.context.confirmed.get((section.id, lang)), section.bodies[lang]
    if before is None:
        return Markup("")
    told = join([difference(before.title, now.title), difference(before.text, now.text)])
    summary = writer.label("what_changed_in", language=language_name(lang, writer.lang))
    legend = writer.label("what_changed_legend")
    return html(
        '<details class="kb-changed"><summary>{}</summary><p>{}</p><div lang="{}">{}</div></details>',
        summary,
        legend,
        lang,
        told,
    )


def _names(writer: Writer, langs: tuple[str, ...]) -> str:
    return ", ".join(language_name(lang, writer.lang) for lang in langs)


def _other(writer: Writer, section: Section, lang: str) -> Markup:
    """A link to the same section in another language, in that language's own words."""
    page = f"{prefix_of(writer.kb, lang)}{section_page(writer.kb, section)}"
    href = f"{writer.file(page)}#{section.anchor}"
    name = writer.kb.label("language_switch", lang)
    return html('<a href="{}" lang="{}" hreflang="{}">{}</a>', href, lang, lang, name)


def translations(writer: Writer) -> list[str]:
    """The status page's part on translations: a picture in each row of a table, then what waits to be compared."""
    found = progress(writer.kb)
    return [
        f"## {writer.label('status_translations')} {{#translations}}",
        writer.label("status_translations_intro"),
        block(_table(writer, found)),
        f"### {writer.label('status_to_compare')} {{#to-compare}}",
        block(_to_compare(writer)),
    ]


def _table(writer: Writer, found: list[Progress]) -> Markup:
    rows = []
    for item in found:
        numbers = [*(item.counts[state] for state in STATES), *item.behind.values()]
        cells = join([html("<td>{}</td>", number) for number in numbers])
        row = html('<tr><th scope="row">{}</th><td>{}</td>{}</tr>', writer.link(item.series), _bar(writer, item), cells)
        rows.append(row)
    heads = [
        writer.label("publication"),
        writer.label("picture"),
        *(html("{} {}", _key(state), writer.label(f"translation_{state}")) for state in STATES),
        *(writer.label("language_behind", language=language_name(lang, writer.lang)) for lang in writer.kb.languages),
    ]
    return table(writer.label("status_translations"), heads, join(rows))


def _key(state: str) -> Markup:
    """The colour that a state has in the picture, beside its name."""
    square = '<svg class="kb-bar kb-key" viewBox="0 0 10 10" aria-hidden="true"><rect class="kb-{}" width="10" height="10"/></svg>'
    return html(square, state)


def _bar(writer: Writer, item: Progress) -> Markup:
    """A bar of 100 units, a stretch a state. The policy forbids style attributes; widths in SVG are no styles."""
    parts, start = [], 0.0
    for state in STATES:
        width = 100 * item.counts[state] / item.total
        if width:
            rect = '<rect class="kb-{}" x="{}" width="{}" height="10"/>'
            parts.append(html(rect, state, f"{start:.2f}", f"{width:.2f}"))
        start += width
    said = ", ".join(f"{writer.label(f'translation_{state}')}: {item.counts[state]}" for state in STATES)
    return html(
        '<svg class="kb-bar" viewBox="0 0 100 10" preserveAspectRatio="none" role="img" aria-label="{}">{}</svg>',
        said,
        join(parts),
    )


def _to_compare(writer: Writer) -> Markup:
    items = [
        html(
            '<li><a href="{}"><span class="kb-id">{}</span> {}</a> <span class="kb-count">{}</span></li>',
            writer.href(section.id),
            section.id,
            section.title(writer.lang),
            _said(writer, standing, section.front.revised),
        )
        for section, standing in to_compare(writer.kb)
    ]
    if not items:
        return html("<p>{}</p>", writer.label("nothing_to_compare"))
    return html('<ul class="kb-list">{}</ul>', join(items))


def _said(writer: Writer, standing: Standing, revised: str | None) -> str:
    """What is known of a section that changed: in which languages, and when it was revised."""
    key = "changed_in" if standing.state == "behind" else "changed_in_all"
    said = writer.label(key, languages=_names(writer, standing.ahead))
    return f"{said} · {writer.day(revised)}" if revised else said
