"""The glossary: what each term means, what people also call it, what to avoid saying."""

from __future__ import annotations

from markupsafe import Markup

from kb.exports.catalogue import GLOSSARY, GLOSSARY_CSV, GLOSSARY_TBX, ROOT
from kb.models.records import Term
from kb.pages.alphabet import alphabetical
from kb.pages.page import Page, block, html, join
from kb.pages.writer import Context, Writer


def glossary_page(context: Context) -> Page:
    """All terms in the reader's alphabetical order."""
    writer = Writer(context, "glossary/")
    terms = sorted(
        context.kb.terms.values(), key=lambda term: alphabetical(term.record.term.get(context.lang, term.id))
    )
    parts = [f"# {writer.label('glossary')}", writer.label("glossary_intro"), block(_downloads(writer))]
    for term in terms:
        name = term.record.term.get(context.lang, term.id)
        short = term.record.short.get(context.lang)
        shown = f"{name} ({short})" if short else name
        parts.append(f"## {shown} {{#{term.id}}}\n{block(_details(writer, term))}")
    return Page(
        writer.path,
        writer.label("glossary"),
        "\n\n".join(parts) + "\n",
        "guidelines/glossary.yml",
        ids=tuple(term.id for term in terms),
        sources=tuple(dict.fromkeys(term.path for term in terms)),
    )


def _downloads(writer: Writer) -> Markup:
    """The files for translation software and spreadsheets."""
    files = ((GLOSSARY_TBX, "TBX"), (GLOSSARY_CSV, "CSV"), (GLOSSARY, "JSON"))
    links = [html('<a href="{}">{}</a>', writer.file(ROOT + file.path), name) for file, name in files]
    return html("<p>{}: {}</p>", writer.label("glossary_downloads"), join(links, " · "))


def _details(writer: Writer, term: Term) -> Markup:
    record, lang = term.record, writer.lang
    others = [other for other in writer.kb.languages if other != lang and other in record.term]
    rows: list[tuple[str, Markup]] = [
        (
            "in_other_languages",
            join([html('<span lang="{}">{}</span>', other, record.term[other]) for other in others], ", "),
        ),
        ("also_called", html("{}", ", ".join(record.also.get(lang, ())))),
        ("avoid", html("{}", ", ".join(record.avoid.get(lang, ())))),
        ("say_instead", html("{}", record.say.get(lang, ""))),
        ("basis", writer.links(record.basis)),
        ("sources", writer.links(record.sources)),
        ("cited_by", writer.links(writer.kb.cited_by.get(term.id, ()))),
    ]
    shown = [
        html('<div class="kb-{}"><dt>{}</dt><dd>{}</dd></div>', key, writer.label(key), text)
        for key, text in rows
        if text
    ]
    return html(
        '<p>{}</p><dl class="kb-facts">{}</dl><p class="kb-tools"><a class="kb-permalink" href="{}">{}</a></p>',
        record.text.get(lang, ""),
        join(shown),
        writer.permanent(term.id),
        writer.label("permanent_link"),
    )
