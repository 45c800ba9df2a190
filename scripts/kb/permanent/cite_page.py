"""`/id/RG-2.3/cite/`: the permanent link, the dated one, the citation in each language, the formats of reference managers."""

from __future__ import annotations

from collections.abc import Iterator

from kb.pages.page import html, join
from kb.permanent.citation import FORMATS, Citation, citations
from kb.permanent.plain import Plain


def cite_files(plain: Plain, ident: str) -> Iterator[tuple[str, str]]:
    """The page and, of what has a wording, a file in each format: paths under the site's root, and what they hold."""
    found = citations(plain, ident)
    here = f"id/{ident}/cite/"
    files = ident in plain.kb.sections
    yield here, cite_page(plain, here, found, files=files)
    if files:
        for _name, ending, write in FORMATS:
            yield f"{here}{ident}.{ending}", write(found)


def cite_page(plain: Plain, here: str, found: list[Citation], *, files: bool) -> str:
    """The page. What can be copied stands in boxes that a script gives a button."""
    first = found[0]
    parts = [html("<h1>{}</h1>", plain.said("cite_title", id=first.ident))]
    parts += [
        html(
            '<h2>{}</h2><p><a href="../" data-copy="{}">{}</a></p>', plain.said("cite_permanent"), first.url, first.url
        )
    ]
    if first.released:
        days = {lang: writer.day(first.day) for lang, writer in plain.writers.items()}
        heading = plain.each({lang: plain.kb.label("cite_dated", lang, day=day) for lang, day in days.items()})
        link = html('<a href="../{}/" data-copy="{}">{}</a>', first.day, first.dated_url, first.dated_url)
        parts += [html("<h2>{}</h2><p>{}</p>", heading, link)]
    elif files:
        parts += [html("<p>{}</p>", plain.said("cite_undated"))]
    parts += [html("<h2>{}</h2>", plain.said("cite_as_text"))]
    parts += [html('<p lang="{}" data-copy="">{}</p>', citation.lang, citation.text) for citation in found]
    for name, ending, write in FORMATS if files else ():
        download = html(' <a href="{}.{}" download>.{}</a>', first.ident, ending, ending)
        text = write(found).replace("\r\n", "\n")
        label = html('aria-label="{}"', name)
        parts += [
            html('<h2>{}{}</h2><pre tabindex="0" role="region" {} data-copy="">{}</pre>', name, download, label, text)
        ]
    words = "|".join(
        " / ".join(dict.fromkeys(plain.kb.label(key, lang) for lang in plain.kb.languages))
        for key in ("copy", "copied")
    )
    body = html('<div data-kb-copy="{}">{}</div>', words, join(parts))
    return plain.page(here, f"{first.ident}: {first.title}", body, script="kb-copy.js")
