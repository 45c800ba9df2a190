"""Rules on what else stands in the directory: hours, e-mail addresses, dates, areas."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kb.check.engine import Finding, _, document_rule, tree_rule
from kb.models.areas import SUBDIVISIONS, is_area
from kb.models.base import KeyPath
from kb.models.institution import Contact, Hours, Institution, contacts_of
from kb.read.document import Document
from kb.read.tree import Tree

MAX_HOURS = 300
"""Characters. The longest rule that anybody needs has about eighty."""

FREE_MAIL = frozenset(
    {
        "aol.com", "gmail.com", "gmx.com", "googlemail.com", "hotmail.com", "hotmail.es", "icloud.com", "live.com",
        "live.com.mx", "mail.com", "me.com", "msn.com", "outlook.com", "outlook.es", "proton.me", "protonmail.com",
        "yahoo.com", "yahoo.com.mx", "yahoo.es", "ymail.com",
    }
)  # fmt: skip
"""Hosts where anybody can open a mailbox."""

_OFFICE_WORDS = frozenset(
    {
        "adolescencia", "alerta", "asistencia", "asylum", "atencion", "ayuda", "casos", "child", "children",
        "ciudadana", "ciudadano", "comunicacion", "consulado", "consular", "contact", "contacto", "correo", "defensa",
        "delegacion", "denuncia", "denuncias", "derechos", "desk", "direccion", "emergencia", "emergencias", "familia",
        "general", "help", "helpdesk", "hotline", "info", "informacion", "information", "legal", "linea", "mail",
        "media", "mesa", "migracion", "migrant", "migrants", "migrante", "migrantes", "nacional", "ninez", "oficina",
        "office", "orientacion", "prensa", "press", "procuraduria", "proteccion", "protection", "quejas", "recepcion",
        "refugiados", "refugio", "regional", "secretaria", "servicio", "servicios", "social", "support", "trabajo",
        "trata", "unidad", "unit", "usuarios", "ventanilla", "victimas", "web",
    }
)  # fmt: skip
"""Words that an office has in its address; a person's name has none of them."""
_NAME = re.compile(r"([a-z]{1,20})[._-]([a-z]{3,20})(?:[._-]([a-z]{3,20}))?\d{0,4}")


def _contacts(document: Document) -> Iterator[tuple[KeyPath, Contact]]:
    for place, entry in zip(document.places, document.entries, strict=True):
        if isinstance(entry, Institution):
            for key, index, contact in contacts_of(entry.record):
                yield (*place, key, index), contact


@document_rule()
def hours_syntax(document: Document) -> Iterator[Finding]:
    """Opening hours cannot be read by a program, so that no reader would be told whether somebody answers now.

    Bad:
        hours: L-V 9 a 18
    Good:
        hours: Mo-Fr 09:00-18:00
    Fix:
        Write days as Mo Tu We Th Fr Sa Su and hours as 09:00-18:00, or keep the printed words under
        `hours_printed`.
    """
    for at, contact in _contacts(document):
        hours = contact.hours if isinstance(contact, Hours) else None
        if hours is None:
            continue
        right = _normal_hours(hours)
        if right != hours:
            yield Finding(
                (*at, "hours"),
                _("the hours “{hours}” are not written as programs read them"),
                _("write {right}")
                if right
                else _("write them like Mo-Fr 09:00-18:00; if they cannot be told so, copy them under hours_printed"),
                {"hours": hours[:80], "right": right},
            )


def _normal_hours(hours: str) -> str:
    """The hours if they can be read; as they should be written if the parser has reservations; empty if it cannot."""
    from opening_hours import OpeningHours, validate

    if len(hours) > MAX_HOURS or not validate(hours):
        return ""
    read = OpeningHours(hours)
    return str(read) if read.warnings else hours


@tree_rule("warning", sees="outline")
def contact_date_unknown(tree: Tree) -> Iterator[Finding]:
    """A contact does not say how old it is: readers are told that its date is unknown, and trust it less.

    Nothing is left to look for where the source's own record says `published: null`: that it bears no date.

    Bad:
        as_of: null
    Good:
        as_of: 2025-03
    Fix:
        Look for the date in the source and write it under `as_of`; or verify the contact and write who did,
        when and how.
    """
    for document in tree.checked:
        for at, contact in _contacts(document):
            if contact.as_of is None and not _is_undated(tree, contact.source):
                yield Finding(
                    (*at, "as_of"),
                    _("nobody knows how old this contact is"),
                    _(
                        "look for a date in the source; if it bears none, write “published: null” in the record of the"
                        " source"
                    ),
                    path=document.path,
                )


def _is_undated(tree: Tree, source: str) -> bool:
    """Whether nothing is left to look for in a source, as far as can be known."""
    found = tree.kb.library.get(source)
    return found is None or found.record.is_undated  # that there is no such source is told by itself


@document_rule("warning")
def personal_contact(document: Document) -> Iterator[Finding]:
    """An e-mail address looks like a person's, or is kept at a free provider: it goes with the person.

    Bad:
        address: ana.lopez@example.gob.mx
    Good:
        address: atencion@example.gob.mx
    Fix:
        Write the office's own address, with its source; if there is none, leave the address out and say so in
        `note`.
    """
    for place, entry in zip(document.places, document.entries, strict=True):
        for index, email in enumerate(entry.record.emails) if isinstance(entry, Institution) else ():
            local, _at, host = email.address.lower().rpartition("@")
            name = _NAME.fullmatch(local)
            at = (*place, "emails", index, "address")
            if name and not _OFFICE_WORDS.intersection(name.groups()) and host not in FREE_MAIL:
                message = _("{address} looks like the address of a person")
                yield Finding(at, message, _("publish the address of the office instead"), {"address": email.address})
            elif host in FREE_MAIL and not email.note:
                message = _("{address} is a mailbox that anybody can open")
                hint = _(
                    "look for one at the institution's own site; if there is none, say in its note what you know of it"
                )
                yield Finding(at, message, hint, {"address": email.address})


@document_rule()
def coverage_code(document: Document) -> Iterator[Finding]:
    """A code of a country or a region does not exist, so that the institution is missing on that place's page.

    Bad:
        areas: [MX-DIF]
    Good:
        areas: [MX-CMX]
    Fix:
        Write the ISO 3166 code: MX for a country, MX-CHP for one of its states.
    """
    for place, entry in zip(document.places, document.entries, strict=True):
        for index, code in enumerate(entry.record.coverage.areas) if isinstance(entry, Institution) else ():
            if is_area(code):
                continue
            parts = sorted(SUBDIVISIONS.get(code.upper().partition("-")[0], ()))
            yield Finding(
                (*place, "coverage", "areas", index),
                _("{code} is no code of a country or of a part of a member country"),
                _("the codes there are {known}")
                if parts
                else _("write two capital letters, such as MX, or the code of a part, such as MX-CHP (ISO 3166)"),
                {"code": code[:40], "known": ", ".join(f"{code[:2].upper()}-{part}" for part in parts)},
            )
