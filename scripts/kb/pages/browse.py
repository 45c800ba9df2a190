"""All institutions in one list that can be narrowed: plain lists by country, which a script filters where there is one."""

from __future__ import annotations

from collections.abc import Iterable

from markupsafe import Markup

from kb.models.base import in_language
from kb.models.institution import REGIONAL, Institution
from kb.pages.contacts import first_numbers
from kb.pages.page import Page, block, html, join
from kb.pages.writer import Context, Writer

FACETS = ("country", "service", "kind", "coverage", "language")
"""What the list can be narrowed by; also the names of the address's parameters."""


def values_of(institution: Institution) -> dict[str, tuple[str, ...]]:
    """What an institution answers to in each facet."""
    record = institution.record
    return {
        "country": (institution.folder,),
        "service": record.services,
        "kind": (record.kind,),
        "coverage": record.coverage.areas,
        "language": record.languages,
    }


def browse_page(context: Context) -> Page:
    """The list of all institutions, with a form that narrows it."""
    writer = Writer(context, "directory/browse/")
    kb = context.kb
    parts = [
        f"# {writer.label('browse')}",
        writer.label("browse_intro"),
        block(_form(writer, kb.institutions.values())),
    ]
    for folder in [*(code.lower() for code in context.countries), REGIONAL]:
        found = kb.folders.get(folder, [])
        if found:
            name = _shown(writer, "country", folder)
            items = join([_item(writer, institution) for institution in found])
            rows = html('<ul class="kb-browse" data-kb-list="{}">{}</ul>', folder, items)
            parts += [f"## {name} {{#{folder} .kb-browse-country}}", block(rows)]
    return Page(
        writer.path,
        writer.label("browse"),
        "\n\n".join(parts) + "\n",
        layout="wide",
        scripts=("kb-browse.js",),
    )


def _shown(writer: Writer, facet: str, value: str) -> str:
    """A facet's value in the reader's language. Areas within a country are shown by their code."""
    if facet == "country":
        return writer.label("regional") if value == REGIONAL else writer.word("countries", value.upper())
    if facet == "coverage":
        return writer.word("countries", value)
    return writer.word({"service": "services", "kind": "kinds", "language": "languages"}[facet], value)


def _form(writer: Writer, institutions: Iterable[Institution]) -> Markup:
    """The form is hidden until the script that makes it work takes it over."""
    present: dict[str, dict[str, None]] = {facet: {} for facet in FACETS}
    for institution in institutions:
        for facet, values in values_of(institution).items():
            present[facet].update(dict.fromkeys(values))
    fields = []
    for facet in FACETS:
        named = sorted((_shown(writer, facet, value), value) for value in present[facet])
        options = join(
            [html('<option value="{}" data-name="{}">{}</option>', value, name, name) for name, value in named]
        )
        fields.append(
            html(
                '<p><label for="kb-by-{0}">{1}</label><select id="kb-by-{0}" name="{0}"><option value="">{2}</option>{3}</select></p>',
                facet,
                writer.label(f"by_{facet}"),
                writer.label("any"),
                options,
            )
        )
    return html(
        '<form class="kb-filter" hidden data-one="{}" data-many="{}" data-none="{}">{}<p><button type="reset">{}</button></p>'
        '<p class="kb-filter__count" role="status"></p></form>',
        writer.label("found_one"),
        writer.label("found_many"),
        writer.label("found_none"),
        join(fields),
        writer.label("show_all"),
    )


def _item(writer: Writer, institution: Institution) -> Markup:
    record = institution.record
    data = join([html(' data-{}="{}"', facet, " ".join(values)) for facet, values in values_of(institution).items()])
    services = ", ".join(writer.word("services", word) for word in record.services)
    return html(
        '<li{}>{} <span class="kb-count">{} · {}</span><span class="kb-count">{}</span><span class="kb-numbers">{}</span></li>',
        data,
        writer.link(institution.id, institution.name(writer.lang)),
        writer.word("kinds", record.kind),
        in_language(record.coverage.text, writer.lang),
        services,
        first_numbers(writer, institution),
    )
