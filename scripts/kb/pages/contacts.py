"""Telephone numbers, e-mail addresses and places, as cards and lines show them."""

from __future__ import annotations

from datetime import date, timedelta

from markupsafe import Markup

from kb.models.base import in_language
from kb.models.institution import Contact, Hours, Institution, Phone
from kb.pages.page import html, join
from kb.pages.writer import Writer

VERIFIED_FOR = timedelta(days=180)
"""How long a verification counts: `kb status` and the status page call an older one expired."""


def is_verified(contact: Contact, today: date) -> bool:
    """Whether somebody verified a contact, recently enough."""
    return contact.verified is not None and today - contact.verified.date <= VERIFIED_FOR


def telephone(writer: Writer, phone: Phone, owner: str = "") -> Markup:
    """A number as its source prints it: a telephone link where it can be dialled."""
    if phone.dial is None:
        return html('<span class="kb-tel kb-tel--no">{}</span>', phone.printed)
    href = "tel:" + phone.dial.replace("#", "%23")
    if not owner:
        return html('<a class="kb-tel" href="{}">{}</a>', href, phone.printed)
    name = writer.label("call_named", name=owner, number=phone.printed)
    return html('<a class="kb-tel" href="{}" aria-label="{}">{}</a>', href, name, phone.printed)


def first_numbers(writer: Writer, institution: Institution, most: int = 2) -> Markup:
    """The numbers of an institution that can be dialled, for one line."""
    phones = [phone for phone in institution.record.phones if phone.dial][:most]
    if not phones:
        return Markup("")
    owner = institution.short_name(writer.lang)
    return join([telephone(writer, phone, owner) for phone in phones], " · ")


def numbers_with_age(writer: Writer, institution: Institution, most: int = 4) -> Markup:
    """The numbers of an institution that can be dialled, each with what it is for and how old it is."""
    owner = institution.short_name(writer.lang)
    return join(
        [
            html(
                '<span class="kb-number">{} <span class="kb-label">{}</span> <span class="kb-age">({})</span></span>',
                telephone(writer, phone, owner),
                in_language(phone.label, writer.lang),
                age(writer, phone),
            )
            for phone in [phone for phone in institution.record.phones if phone.dial][:most]
        ]
    )


def hours(writer: Writer, item: Hours) -> Markup:
    """When somebody answers; nothing if the source does not say."""
    words = hours_words(writer, item)
    return html('<span class="kb-hours">{}</span>', words) if words else Markup("")


def hours_words(writer: Writer, item: Hours) -> str:
    """Hours as people read them: the printed form if the source has one."""
    if item.hours_printed or not item.hours:
        return item.hours_printed or ""
    return writer.label("always_open") if item.hours == "24/7" else opening_words(writer, item.hours)


def opening_words(writer: Writer, rule: str) -> str:
    """`Mo-Fr 09:00-18:00` with the days' names in the reader's language; times stay as they are."""
    days = dict(zip(["Mo", "Tu", "We", "Th", "Fr", "Sa", "Su"], writer.label("weekdays").split(), strict=False))
    days["PH"] = writer.label("public_holidays")
    for short, name in days.items():
        rule = rule.replace(short, name)
    return rule.replace(" off", f" {writer.label('closed')}")


def origin(writer: Writer, contact: Contact) -> Markup:
    """Where a contact was read, how old it is, and whether anybody verified it since."""
    source = html('<a href="{}">{}</a>', writer.href(contact.source) or "", writer.label("source"))
    parts = [source, html("{}", age(writer, contact))]
    verified = contact.verified
    if verified is None:
        parts.append(html('<span class="kb-unverified">{}</span>', writer.label("not_verified")))
    else:
        key = "verified" if is_verified(contact, writer.context.today) else "not_verified_since"
        words = writer.label(key, date=writer.day(verified.date), by=verified.by)
        parts.append(html('<span class="{}">{}</span>', f"kb-{key.replace('_', '-')}", words))
    return html('<span class="kb-origin">{}</span>', join(parts, " · "))


def age(writer: Writer, contact: Contact) -> str:
    """The day that a contact's source gives, in words, or that it gives none."""
    return writer.label("as_of", date=writer.day(contact.as_of)) if contact.as_of else writer.label("date_unknown")


def line(writer: Writer, contact: Contact, main: Markup, extra: Markup | str = "") -> Markup:
    """One contact of a card: the thing itself, what it is for, and where it comes from."""
    label = in_language(contact.label, writer.lang)
    note = in_language(contact.note, writer.lang)
    return html(
        "<li>{}{}{}{}{}</li>",
        main,
        html(' <span class="kb-label">{}</span>', label) if label else "",
        html(" {}", extra) if extra else "",
        html('<span class="kb-note">{}</span>', note) if note else "",
        origin(writer, contact),
    )
