"""The regional guidelines seen from where a reader stands: by role, by phase, and as the four matrices of 2014."""

from __future__ import annotations

from collections.abc import Iterator

from kb.models.section import Section
from kb.pages.page import NavItem, Page, block, html, join
from kb.pages.publication import finish
from kb.pages.section import section_markdown
from kb.pages.writer import Context, Writer

GUIDELINES = "RG"
MATRICES = {
    "prevention": ("prevention",),
    "protection": ("transit", "identification", "best-interests"),
    "reception": ("reception", "return"),
    "reintegration": ("reintegration",),
}
"""The four matrices agreed in August 2014 (prevention; protection; reception and psychosocial assistance; reintegration)
and the phases that they gather. Source: concept note of the third Ad Hoc Group, 2015."""
MANY = 65
"""Provisions of an actor whose texts still make a page that a telephone on a bad line opens at once."""


def role_pages(context: Context) -> Iterator[Page]:
    """A page an actor, a page a phase, a page a matrix; nothing before there are provisions."""
    provisions = _provisions(context)
    if not provisions:
        return
    yield _index_page(context)
    for actor in context.kb.vocabulary.expand("actors", ("all",)):
        yield from _role_pages(context, actor, MANY)
    for phase in context.kb.vocabulary.expand("phases", ("all",)):
        yield _phase_page(context, phase, [s for s in provisions if phase in _phases(context, s)])
    for matrix, phases in MATRICES.items():
        yield _matrix_page(context, matrix, [s for s in provisions if set(phases) & set(_phases(context, s))])


def role_page(context: Context, actor: str) -> Page:
    """All provisions of an actor on one page, however many: for paper."""
    return next(_role_pages(context, actor, len(_provisions(context))))


def _provisions(context: Context) -> list[Section]:
    return [section for section in context.kb.series.get(GUIDELINES, []) if "." in section.number]


def _actors(context: Context, section: Section) -> tuple[str, ...]:
    return context.kb.vocabulary.expand("actors", section.front.actors)


def _phases(context: Context, section: Section) -> tuple[str, ...]:
    return context.kb.vocabulary.expand("phases", section.front.phases)


def _is_general(context: Context, section: Section, group: str) -> bool:
    """Whether a provision is for every actor or phase: it stands once, apart, instead of under each."""
    words = section.front.actors if group == "actors" else section.front.phases
    return len(context.kb.vocabulary.expand(group, words)) > len(words)


def _index_page(context: Context) -> Page:
    writer = Writer(context, "roles/")
    parts = [f"# {writer.label('roles')}", writer.label("roles_intro")]
    for key, group, folder in (("by_role", "actors", "roles"), ("by_phase", "phases", "phases")):
        words = context.kb.vocabulary.expand(group, ("all",))
        links = [
            html('<li><a href="{}">{}</a></li>', writer.to(f"{folder}/{word}/"), writer.word(group, word))
            for word in words
        ]
        parts += [
            f"## {writer.label(key)} {{#{key.replace('_', '-')}}}",
            block(html('<ul class="kb-list">{}</ul>', join(links))),
        ]
    links = [
        html('<li><a href="{}">{}</a></li>', writer.to(f"matrices/{m}/"), writer.label(f"matrix_{m}")) for m in MATRICES
    ]
    parts += [
        f"## {writer.label('matrices')} {{#matrices}}",
        writer.label("matrices_intro"),
        block(html('<ul class="kb-list">{}</ul>', join(links))),
    ]
    return Page(writer.path, writer.label("roles"), "\n\n".join(parts) + "\n")


def _role_pages(context: Context, actor: str, most: int) -> Iterator[Page]:
    """An actor's provisions over all phases, in order; those for everybody are listed first, without their text. Where
    there are more than `most`, the page lists them and each phase has a page of its own: one page would be too heavy for a
    telephone."""
    provisions = [section for section in _provisions(context) if actor in _actors(context, section)]
    writer = Writer(context, f"roles/{actor}/", brief=True)
    role = writer.word("actors", actor)
    title = writer.label("role_title", role=role)
    general = [s for s in provisions if _is_general(context, s, "actors")]
    own = {phase: [s for s in provisions if _first_phase(s) == phase and s not in general] for phase in _order(context)}
    many = sum(map(len, own.values())) > most
    parts = [
        f"# {title}",
        _working(writer, provisions),
        writer.label("role_intro"),
        _list(writer, "for_everybody", general),
    ]
    for phase, found in own.items():
        name = writer.word("phases", phase)
        if found and many:
            rows = html('<ul class="kb-list">{}</ul>', writer.titled(found))
            link = writer.way(f"roles/{actor}/{phase}/", "read_in_full")
            parts += [f"## {name} {{#{phase}}}", block(rows), link]
        elif found:
            parts.append(f"## {name} {{#{phase}}}")
            parts += [section_markdown(writer, section, 3, at_home=False) for section in found]
    yield _page(writer, title, parts, provisions, role)
    for phase, found in own.items():
        if found and many:
            yield _role_in_phase(context, actor, phase, found)


def _first_phase(section: Section) -> str:
    return (section.front.phases or ("all",))[0]


def _order(context: Context) -> list[str]:
    return context.kb.vocabulary.words("phases")


def _role_in_phase(context: Context, actor: str, phase: str, provisions: list[Section]) -> Page:
    writer = Writer(context, f"roles/{actor}/{phase}/", brief=True)
    role, name = writer.word("actors", actor), writer.word("phases", phase)
    title = writer.label("role_in_phase", role=role, phase=name)
    parts = [f"# {title}", _working(writer, provisions), writer.way(f"roles/{actor}/", "all_phases")]
    parts += [section_markdown(writer, section, at_home=False) for section in provisions]
    return _page(writer, title, parts, provisions, name)


def _phase_page(context: Context, phase: str, provisions: list[Section]) -> Page:
    writer = Writer(context, f"phases/{phase}/", brief=True)
    title = writer.word("phases", phase)
    general = [s for s in provisions if _is_general(context, s, "phases")]
    own = [s for s in provisions if not _is_general(context, s, "phases")]
    parts = [
        f"# {title}",
        _working(writer, provisions),
        writer.label("phase_intro"),
        _list(writer, "for_every_phase", general),
    ]
    parts += [section_markdown(writer, section, at_home=False) for section in own]
    return _page(writer, title, parts, provisions, title)


def _matrix_page(context: Context, matrix: str, provisions: list[Section]) -> Page:
    """Who does what in one of the four fields: actors, and the provisions of each."""
    writer = Writer(context, f"matrices/{matrix}/")
    title = writer.label(f"matrix_{matrix}")
    parts = [f"# {title}", _working(writer, provisions), writer.label("matrix_of_2014")]
    for actor in context.kb.vocabulary.words("actors"):
        found = [s for s in provisions if actor in s.front.actors]
        if found:
            rows = html('<ul class="kb-list">{}</ul>', writer.titled(found))
            parts += [f"## {writer.word('actors', actor)} {{#{actor}}}", block(rows)]
    return _page(writer, title, parts, provisions, title)


def _working(writer: Writer, provisions: list[Section]) -> str:
    return writer.working_note(section.front.status for section in provisions)


def _list(writer: Writer, key: str, sections: list[Section]) -> str:
    if not sections:
        return ""
    rows = writer.titled(sections)
    return block(
        html(
            '<details class="kb-more"><summary>{}</summary><ul class="kb-list">{}</ul></details>',
            writer.label(key),
            rows,
        )
    )


def _page(writer: Writer, title: str, parts: list[str], provisions: list[Section], nav_title: str) -> Page:
    sources = tuple(section.path for section in provisions)
    return Page(writer.path, title, finish(writer, parts), sources=sources, nav_title=nav_title)


def role_navigation(pages: list[Page]) -> tuple[NavItem, ...]:
    """The index, then roles, phases and matrices."""
    found = [
        page for page in pages if page.path.startswith(("roles/", "phases/", "matrices/")) and page.path.count("/") < 3
    ]
    return tuple(NavItem(page.nav_title or page.title, page.path) for page in found)
