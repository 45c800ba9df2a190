"""The search page, and what the search dialog of every page needs to know. The answers come from a script and a worker."""

from __future__ import annotations

import json
from collections.abc import Iterable
from urllib.parse import quote

from markupsafe import Markup

from kb.pages.page import Page, block, html, join
from kb.pages.writer import Context, Writer

PATH = "search/"
A_TO_Z = "search/a-z/"
KINDS = (
    "section", "chapter", "institution", "form", "term", "question", "indicator", "practice", "toolkit", "instrument", "point",
    "page",
)  # fmt: skip
"""The kinds of results, in the order in which a reader chooses among them."""
OTHERS = {"directory": "directory", "library": "library", "glossary": "glossary", "tools": "tools", "site": "about"}
"""The publications that are no series, with their labels' keys."""
EXAMPLES = {
    "es": ("entrevista", "refugio", "RG-2.3", "DIF", "911"),
    "en": ("interview", "asylum", "RG-2.3", "DIF", "911"),
}
WORDS = (
    "start", "loading", "failed", "retry", "one", "many", "none", "corrected", "did_you_mean", "all", "all_of", "more",
    "other_has", "other_maybe", "other_look", "remove", "clear", "chosen", "without_filters", "ask", "urgent", "tell", "results",
)  # fmt: skip
"""The words that the scripts fill in: labels whose keys begin with `find_`."""


def search_page(context: Context) -> Page:
    """A box, facets that can be combined, and a place for results. Without a script it leads to the list of everything."""
    writer = Writer(context, PATH)
    body = html(
        '<div class="kb-find__body"><details class="kb-find__facets" hidden><summary>{}</summary>{}</details>'
        '<div class="kb-find__found"><ul class="kb-find__chosen" aria-label="{}" hidden></ul>'
        '<p class="kb-find__count"></p><p class="kb-sr" role="status"></p>'
        '<div class="kb-find__results"></div><div class="kb-find__more"></div>{}</div></div>',
        writer.label("find_filter"),
        join([_facet(writer, name, values) for name, values in facets(writer).items() if values]),
        writer.label("find_chosen"),
        _start(writer),
    )
    whole = html('<div class="kb-find">{}{}{}</div>', _form(writer), _without_script(writer), body)
    parts = [f"# {writer.label('search')}", block(whole)]
    return Page(
        PATH,
        writer.label("search"),
        "\n\n".join(parts) + "\n",
        layout="wide",
        searched=False,
        scripts=("kb-search-page.js",),
    )


def search_values(context: Context, path: str, files: dict[str, str]) -> dict[str, object]:
    """What the theme's templates need for the dialog on the page at `path`: addresses, and words in the page's language.
    `files` are what a search fetches, from the site's root."""
    writer = Writer(context, path)
    return {
        "search_files": {name: writer.file(file) for name, file in files.items()},
        "search_page": writer.to(PATH),
        "search_words": words(writer),
        "is_search": path == PATH,
    }


def words(writer: Writer) -> dict[str, object]:
    """The words and addresses that the scripts put into what they show."""
    kb, lang = writer.kb, writer.lang
    report = writer.context.report_base
    return {
        **{key: writer.label(f"find_{key}") for key in WORDS},
        "languages": {
            other: {
                "name": kb.vocabulary.label("languages", other, lang),
                "page": writer.file(_page_of(writer, other)),
            }
            for other in kb.languages
            if other != lang
        },
        "labels": {name: dict(values) for name, values in facets(writer).items() if name in ("publication", "country")},
        "call": writer.label("call_named"),
        "page": writer.to(PATH),
        "root": writer.to(""),
        "places": {
            "ask": writer.to("directory/focal-points/"),
            "urgent": writer.to("", "urgent"),
            **({"tell": f"{report}&title={quote(writer.label('find_missing'))}"} if report else {}),
        },
    }


def _page_of(writer: Writer, lang: str) -> str:
    """The search page of another language, from the site's root."""
    return PATH if lang == writer.context.root_lang else f"{lang}/{PATH}"


def facets(writer: Writer) -> dict[str, list[tuple[str, str]]]:
    """What results can be narrowed by: facet, then its values with their labels."""
    kb = writer.kb
    vocabulary = kb.vocabulary

    def labelled(group: str) -> list[tuple[str, str]]:
        chosen = [word for word in vocabulary.words(group) if not vocabulary.root[group][word].get("every")]  # type: ignore[index]
        return [(word, writer.word(group, word)) for word in chosen]

    return {
        "kind": [(kind, writer.label(f"kind_{kind}")) for kind in KINDS],
        "country": [(code, writer.word("countries", code)) for code in writer.context.countries],
        "publication": [
            *((series, kb.sections[series].title(writer.lang)) for series in kb.series if series in kb.sections),
            *((name, writer.label(key)) for name, key in OTHERS.items()),
        ],
        "services": labelled("services"),
        "phases": labelled("phases"),
        "actors": labelled("actors"),
    }


def _form(writer: Writer) -> Markup:
    return html(
        '<form class="kb-search" id="kb-find" role="search" action="./" method="get" data-words="{}">'
        '<label for="kb-find-q">{}</label><div><input id="kb-find-q" name="q" type="search" role="combobox" aria-autocomplete="list" '
        'aria-controls="kb-find-options" aria-expanded="false" autocomplete="off" autocapitalize="off" spellcheck="false" '
        'enterkeyhint="search" placeholder="{}"><button type="submit">{}</button></div>'
        '<ul id="kb-find-options" class="kb-find__options" role="listbox" aria-label="{}" hidden></ul></form>',
        json.dumps(words(writer), ensure_ascii=False),
        writer.label("search_label"),
        writer.label("search_placeholder"),
        writer.label("search"),
        writer.label("find_options"),
    )


def _facet(writer: Writer, name: str, values: Iterable[tuple[str, str]]) -> Markup:
    boxes = [
        html(
            '<label><input type="checkbox" form="kb-find" name="{}" value="{}"> <span>{}</span> <span class="kb-count"></span></label>',
            name,
            value,
            shown,
        )
        for value, shown in values
    ]
    return html(
        '<fieldset data-facet="{}"><legend>{}</legend>{}</fieldset>', name, writer.label(f"facet_{name}"), join(boxes)
    )


def _start(writer: Writer) -> Markup:
    """What stands there before anything was typed: examples, and other ways to find something."""
    examples = EXAMPLES.get(writer.lang, EXAMPLES["es"])
    ways = (
        (writer.to("", "urgent"), "urgent"),
        (writer.to("directory/browse/"), "browse"),
        (writer.to(A_TO_Z), "a_to_z"),
    )
    return html(
        '<div class="kb-find__start"><p>{} {}</p><ul>{}</ul></div>',
        writer.label("find_try"),
        join([html('<a href="./?q={}">{}</a>', quote(example), example) for example in examples], " · "),
        join([html('<li><a href="{}">{}</a></li>', href, writer.label(key)) for href, key in ways]),
    )


def _without_script(writer: Writer) -> Markup:
    return html(
        '<noscript><p class="kb-working">{} <a href="{}">{}</a></p></noscript>',
        writer.label("find_without_script"),
        writer.to(A_TO_Z),
        writer.label("a_to_z"),
    )
