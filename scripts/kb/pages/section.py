"""One section as it stands on a page: heading, labels, text, and where it rests."""

from __future__ import annotations

from markupsafe import Markup

from kb.models.section import Deadline, Section
from kb.pages.page import block, html, join
from kb.pages.text import body_markdown
from kb.pages.translations import notice
from kb.pages.writer import Writer


def section_markdown(writer: Writer, section: Section, level: int = 2, *, at_home: bool = True) -> str:
    """A section as Markdown, under a heading of `level`. Where it is not at home its text stands a second time:
    without its own anchors, and without what it rests on, to which its id leads."""
    anchor = section.anchor if at_home else f"here-{section.anchor}"
    heading = f"{'#' * level} {writer.code(section.id)} {section.title(writer.lang)} {{#{anchor} .kb-section}}"
    text = body_markdown(writer, section, level, anchor)
    parts = [heading, block(labels(writer, section)) + notice(writer, section), text]
    if at_home:
        parts += ["", block(foundations(writer, section))]
    return "\n".join(parts)


def deadline_words(writer: Writer, deadline: Deadline) -> str:
    """A deadline in words: `24 hours`, `at once`."""
    if deadline.unit == "immediately":
        return writer.label("immediately")
    number = deadline.value
    return writer.label(f"{deadline.unit}_one" if number == 1 else f"{deadline.unit}_many", number=number)


def labels(writer: Writer, section: Section) -> Markup:
    """The line under a heading: step, deadline, who acts, in which phases, status; in brief, who acts and by when."""
    front = section.front
    items: list[Markup] = []
    if front.status != "proposed":
        items.append(_label(writer, "status", "kb-of-status", [writer.word("statuses", front.status)]))
    if front.deadline:
        items.append(_label(writer, "deadline", "kb-of-deadline", [deadline_words(writer, front.deadline)]))
    if front.actors:
        items.append(_label(writer, "who_acts", "kb-of-actors", [writer.word("actors", word) for word in front.actors]))
    if front.step:
        items.append(_label(writer, "step", "kb-of-step", [writer.word("steps", front.step)]))
    elif front.phases and not writer.brief:
        items.append(_label(writer, "phases", "kb-of-phases", [writer.word("phases", word) for word in front.phases]))
    return html('<dl class="kb-labels">{}</dl>', join(items)) if items else Markup("")


def _label(writer: Writer, key: str, css: str, words: list[str]) -> Markup:
    shown = join([html("<span>{}</span>", word) for word in words], " ")
    return html('<div class="{}"><dt>{}</dt><dd>{}</dd></div>', css, writer.label(key), shown)


def foundations(writer: Writer, section: Section) -> Markup:
    """What stands under a text: whom to call, what it rests on; folded, where it was read, what it leads to, who cites it."""
    front = section.front
    kb = writer.kb
    cited_by = tuple(ident for ident in kb.cited_by.get(section.id, ()) if ident not in front.see)
    forms = tuple(ident for ident in (*front.see, *cited_by) if ident in kb.forms)
    asked = tuple(ident for ident in (*front.see, *cited_by) if ident in kb.questions)
    cited_by = tuple(ident for ident in cited_by if ident not in (*forms, *asked))
    shown = _rows(
        writer,
        ("replaced_by", front.replaced_by),
        ("contacts", front.contacts),
        ("forms", forms),
        ("questions", asked),
        ("basis", front.basis),
    )
    more = _rows(writer, ("sources", front.sources), ("see_also", front.see), ("cited_by", cited_by))
    edit = writer.edit_link(section.path, section.id)
    folded = html(
        '<details class="kb-more"><summary>{}</summary><dl>{}</dl>{}{}</details>',
        writer.label("more"),
        more,
        ways_to_cite(writer, section),
        edit,
    )
    first = html("<dl>{}</dl>", shown) if shown else Markup("")
    return html('<div class="kb-foundations">{}{}</div>', first, folded)


def ways_to_cite(writer: Writer, section: Section) -> Markup:
    """The permanent link, which a script lets one copy; how to cite; both languages side by side, if both are there."""
    there = writer.permanent(section.id)
    links = [html('<a class="kb-permanent" href="{}">{}</a>', there, writer.label("permanent_link"))]
    links += [html('<a href="{}cite/">{}</a>', there, writer.label("cite"))]
    if set(writer.kb.languages) <= set(section.bodies):
        links += [html('<a href="{}side-by-side/">{}</a>', there, writer.label("side_by_side"))]
    return html('<p class="kb-cite">{}</p>', join(links, " "))


def _rows(writer: Writer, *rows: tuple[str, tuple[str, ...]]) -> Markup:
    return join(
        [
            html("<div><dt>{}</dt><dd>{}</dd></div>", writer.label(key), writer.links(idents))
            for key, idents in rows
            if idents
        ]
    )
