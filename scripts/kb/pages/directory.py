"""The protection directory: a page a country with one card an institution, and a page that leads to them."""

from __future__ import annotations

from collections.abc import Iterator

from markupsafe import Markup

from kb.exports.catalogue import INSTITUTION_VCARD, ROOT
from kb.models.base import in_language
from kb.models.institution import REGIONAL, Institution
from kb.pages.contacts import hours, line, telephone
from kb.pages.page import Page, block, html, join
from kb.pages.writer import Context, Writer


def directory_pages(context: Context) -> Iterator[Page]:
    """The directory's front page, and one page a country and for the region."""
    yield _front_page(context)
    for folder in folders_of(context):
        yield folder_page(context, folder)


def folders_of(context: Context) -> list[str]:
    """The directory's folders that hold something: the countries by their names, then the region."""
    known = [code.lower() for code in context.countries] + [REGIONAL]
    return [folder for folder in known if folder in context.kb.folders]


def folder_name(writer: Writer, folder: str) -> str:
    """What a folder of the directory is called: the country, or the region."""
    return writer.label("regional") if folder == REGIONAL else writer.word("countries", folder.upper())


def _front_page(context: Context) -> Page:
    writer = Writer(context, "directory/")
    rows = [
        html(
            '<li><a href="{}">{}</a> <span class="kb-count">{}</span></li>',
            writer.to(f"directory/{folder}/"),
            folder_name(writer, folder),
            writer.label("institutions_count", number=len(context.kb.folders[folder])),
        )
        for folder in folders_of(context)
    ]
    parts = [f"# {writer.label('directory')}", writer.label("directory_intro"), block(_ways_in(writer))]
    parts += [
        f"## {writer.label('by_country')} {{#by-country}}",
        block(html('<ul class="kb-list">{}</ul>', join(rows))),
    ]
    parts += [f"## {writer.label('by_kind')} {{#by-kind}}"]
    for kind in context.kb.vocabulary.words("kinds"):
        found = [i for folder in folders_of(context) for i in context.kb.folders[folder] if i.record.kind == kind]
        if found:
            parts += [f"### {writer.word('kinds', kind)} {{#kind-{kind}}}", block(_by_country(writer, found))]
    return Page(writer.path, writer.label("directory"), "\n\n".join(parts) + "\n", layout="wide")


def _ways_in(writer: Writer) -> Markup:
    ways = (
        ("browse", "directory/browse/"),
        ("emergency_list", "directory/emergency/"),
        ("focal_points", "directory/focal-points/"),
    )
    items = [html('<li><a href="{}">{}</a></li>', writer.to(path), writer.label(key)) for key, path in ways]
    return html('<ul class="kb-list">{}</ul>', join(items))


def _by_country(writer: Writer, found: list[Institution]) -> Markup:
    items = [
        html("<li>{}: {}</li>", folder_name(writer, folder), writer.links(i.id for i in found if i.folder == folder))
        for folder in dict.fromkeys(i.folder for i in found)
    ]
    return html("<ul>{}</ul>", join(items))


def folder_page(context: Context, folder: str) -> Page:
    """The page of a country's institutions, or of the region's."""
    writer = Writer(context, f"directory/{folder}/")
    kb = context.kb
    name = folder_name(writer, folder)
    title = writer.label("directory_of", country=name)
    institutions = kb.folders[folder]
    parts = [f"# {title}", block(html('<p class="kb-working">{}</p>', writer.label("directory_warning")))]
    if folder.upper() in kb.series:
        parts.append(block(html('<p><a href="{}">{}</a></p>', writer.to(f"{folder}/"), writer.label("to_protocol"))))
    for kind in kb.vocabulary.words("kinds"):
        group = [i for i in institutions if i.record.kind == kind]
        if group:
            parts.append(f"## {writer.word('kinds', kind)} {{#{kind}}}")
            parts += [card_markdown(writer, institution) for institution in group]
    return Page(
        writer.path,
        title,
        "\n\n".join(parts) + "\n",
        ids=tuple(i.id for i in institutions),
        sources=tuple(i.path for i in institutions),
        nav_title=name,
    )


def card_markdown(writer: Writer, institution: Institution) -> str:
    """An institution's card, under a heading with its id as anchor."""
    name = " ".join(institution.name(writer.lang).split())
    shown = name.replace("[", "\\[").replace("*", "\\*").replace("_", "\\_").replace("<", "&lt;")
    lang = institution.spoken_in(writer.lang)
    other = f" lang={lang}" if lang else ""
    return f"### {shown} {{#{institution.id} .kb-card-title{other}}}\n{block(card(writer, institution))}"


def card(writer: Writer, institution: Institution) -> Markup:
    """What the directory knows of an institution: what it does, for whom, where, how to reach it, how sure that is."""
    record = institution.record
    lang = writer.lang
    acronym = in_language(record.acronym, lang)
    official = record.name.official
    mark = html(' lang="{}"', record.official_in) if record.official_in not in (None, lang) else ""
    spoken = {acronym: html("{}", acronym), official: html("<span{}>{}</span>", mark, official) if mark else official}
    alias = [html("{}", shown) for text, shown in spoken.items() if text and text != institution.name(lang)]
    parts = [
        html('<p class="kb-alias">{}</p>', join(alias, " · ")) if alias else Markup(""),
        html('<p class="kb-role">{}</p>', in_language(record.role, lang)),
        _contacts(writer, institution),
        _facts(writer, institution),
        html('<p class="kb-note">{}</p>', in_language(record.note, lang)) if record.note else Markup(""),
        html('<p class="kb-low">{}</p>', writer.word("confidence", "low"))
        if record.confidence == "low"
        else Markup(""),
        html(
            '<p class="kb-tools"><a class="kb-permalink" href="{}">{}</a> {} {}</p>',
            writer.permanent(institution.id),
            writer.label("permanent_link"),
            _vcard(writer, institution),
            html(
                "{} {}", writer.edit_link(institution.path, institution.name(lang)), writer.report_link(institution.id)
            ),
        ),
    ]
    return html('<div class="kb-card">{}</div>', join(parts))


def _vcard(writer: Writer, institution: Institution) -> Markup:
    href = writer.file(ROOT + INSTITUTION_VCARD.path.format(id=institution.id))
    name = writer.label("vcard_named", name=institution.short_name(writer.lang))
    return html('<a class="kb-vcard" href="{}" aria-label="{}">{}</a>', href, name, writer.label("vcard"))


def _contacts(writer: Writer, institution: Institution) -> Markup:
    record = institution.record
    lines = [
        line(writer, phone, _phone(writer, institution, number), hours(writer, phone))
        for number, phone in enumerate(record.phones)
    ]
    lines += [line(writer, email, html('<a href="mailto:{0}">{0}</a>', email.address)) for email in record.emails]
    lines += [
        line(writer, place, html("<span>{}</span>", place.printed), hours(writer, place)) for place in record.addresses
    ]
    lines += [line(writer, opening, hours(writer, opening)) for opening in record.opening]
    if record.website:
        lines.append(html('<li><a href="{0}" rel="external">{0}</a></li>', record.website))
    if not lines:
        lines.append(html('<li class="kb-none">{}</li>', writer.label("no_contact_known")))
    return html('<ul class="kb-contacts">{}</ul>', join(lines))


def _phone(writer: Writer, institution: Institution, number: int) -> Markup:
    phone = institution.record.phones[number]
    shown = telephone(writer, phone, institution.short_name(writer.lang))
    others = [word for word in phone.channels if word != "voice"]
    words = join([html(' <span class="kb-channel">{}</span>', writer.word("channels", word)) for word in others])
    return html("{}{}", shown, words)


def _facts(writer: Writer, institution: Institution) -> Markup:
    record = institution.record
    rows: list[tuple[str, Markup]] = [
        ("services", join([html("<span>{}</span>", writer.word("services", word)) for word in record.services], " ")),
        ("coverage", html("{}", in_language(record.coverage.text, writer.lang))),
    ]
    spoken = ", ".join(writer.word("languages", word) for word in record.languages)
    note = in_language(record.languages_note, writer.lang)
    if spoken or note:
        rows.append(("languages", html("{}", "; ".join(part for part in (spoken, note) if part))))
    if record.part_of:
        rows.append(("part_of", writer.link(record.part_of)))
    rows.append(("sources", writer.links(record.sources)))
    if record.rechecked:
        rows.append(("rechecked", html("{}", writer.day(record.rechecked))))
    cited = writer.kb.cited_by.get(institution.id, ())
    if cited:
        rows.append(("cited_by", writer.links(cited)))
    return html(
        '<dl class="kb-facts">{}</dl>',
        join(
            [
                html('<div class="kb-{}"><dt>{}</dt><dd>{}</dd></div>', key, writer.label(key), shown)
                for key, shown in rows
            ]
        ),
    )
