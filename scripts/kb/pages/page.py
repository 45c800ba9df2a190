"""A page: what every page function returns, and how pages point at each other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from markupsafe import Markup, escape


@dataclass(frozen=True)
class Page:
    """One page in one language. `path` is its address under the language's root: `rg/2/`; empty for the home page.

    `source` is the file that an editor would change, relative to the root; `ids` are those of what stands on it.
    """

    path: str
    title: str
    markdown: str
    source: str | None = None
    description: str = ""
    layout: str = "text"
    """`home`, `text` or `wide`: what the theme shows around the text."""
    ids: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    """The other files that the page is made from: problems in them are shown on it in the preview."""
    nav_title: str = ""
    scripts: tuple[str, ...] = ()
    """Scripts that this page alone needs, by file name in the theme's assets."""

    @property
    def uri(self) -> str:
        """The path of its Markdown file under the language's folder: `rg/2/index.md`."""
        return f"{self.path}index.md"


@dataclass(frozen=True)
class NavItem:
    """An entry of the navigation: a page, or a heading with entries under it."""

    title: str
    path: str | None = None
    children: tuple[NavItem, ...] = field(default=())


@lru_cache(maxsize=100_000)
def relative(here: str, there: str, anchor: str = "") -> str:
    """The relative address from the page `here` to the page `there`; both are paths such as `rg/2/`."""
    fragment = f"#{anchor}" if anchor else ""
    if here == there:
        return fragment or "./"
    here_parts = [part for part in here.split("/") if part]
    there_parts = [part for part in there.split("/") if part]
    common = 0
    while common < min(len(here_parts), len(there_parts)) and here_parts[common] == there_parts[common]:
        common += 1
    up = "../" * (len(here_parts) - common)
    down = "".join(f"{part}/" for part in there_parts[common:])
    return f"{up}{down}{fragment}" or "./"


def html(template: str, *values: object, **named: object) -> Markup:
    """HTML from a template whose places are filled with escaped text; `Markup` values stay as they are."""
    safe = [value if type(value) is Markup else escape(value) for value in values]
    return Markup(template.format(*safe, **{name: escape(value) for name, value in named.items()}))  # noqa: S704  (templates are constants of this package)


def join(parts: list[Markup], between: str = "") -> Markup:
    """Pieces of HTML put together."""
    return Markup(between).join(parts)  # noqa: S704


def with_code(text: str) -> Markup:
    """A text in which what stands between backticks is code, as HTML."""
    parts = text.split("`")
    return join([html("<code>{}</code>" if number % 2 else "{}", part) for number, part in enumerate(parts)])


def block(markup: Markup) -> str:
    """HTML as a block of its own in Markdown: one line, so that every Markdown reader takes it as it is."""
    return "\n" + " ".join(str(markup).split("\n")) + "\n"


STACKED = "kb-matrix kb-stack"
"""A table whose cells stand one under another on a telephone. It says its roles again: some screen readers forget what a
table is once it is laid out otherwise."""


def table(caption: str, heads: Sequence[str], rows: Markup, css: str = "kb-matrix") -> Markup:
    """A table with a caption and scoped headings, in a box that scrolls sideways and can be reached by keyboard."""
    roles = dict.fromkeys(("table", "rowgroup", "row", "columnheader"), Markup(""))
    if css == STACKED:
        roles = {role: html(' role="{}"', role) for role in roles}
    head = join([html('<th scope="col"{}>{}</th>', roles["columnheader"], text) for text in heads])
    return html(
        '<div class="kb-scroll" role="region" aria-label="{0}" tabindex="0"><table class="{1}"{4}><caption>{0}</caption>'
        "<thead{5}><tr{6}>{2}</tr></thead><tbody{5}>{3}</tbody></table></div>",
        caption,
        css,
        head,
        rows,
        roles["table"],
        roles["rowgroup"],
        roles["row"],
    )


def stacked_row(head: Markup | str, *cells: Markup | str) -> Markup:
    """A row of a stacked table."""
    shown = join([html('<td role="cell">{}</td>', cell) for cell in cells])
    return html('<tr role="row"><th scope="row" role="rowheader">{}</th>{}</tr>', head, shown)
