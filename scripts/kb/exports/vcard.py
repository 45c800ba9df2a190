"""Institutions as vCards: one each in all languages, and all of them in one file a language.

Source: RFC 6350 (vCard 4.0): content lines end in CR LF and are folded at 75 octets; a comma, semicolon, backslash and
line break in a text are escaped; a parameter's value with a colon, semicolon or comma is quoted. RFC 3966 for `tel:`.
What can be dialled is a TEL; a number that its source prints incompletely stands in the NOTE. A label of a number is
the X-ABLabel that address books show.
"""

from __future__ import annotations

from collections.abc import Iterator

from kb.exports.catalogue import DIRECTORY_VCARDS, INSTITUTION_VCARD
from kb.exports.export import Export
from kb.exports.institutions import organization_uuid
from kb.models.base import in_language
from kb.models.institution import Contact, Hours, Institution, Phone
from kb.pages.contacts import age, hours_words, is_verified
from kb.pages.writer import Writer

FOLD = 75
"""Octets in a line, its end left out. Source: RFC 6350, section 3.2."""
TEL_TYPES = {"voice": "voice", "sms": "text", "whatsapp": "text"}
"""Our channels as TEL types. Source: RFC 6350, section 6.4.1."""


def institution_vcard(export: Export, source: Institution) -> str:
    """The card of one institution, with its name and notes in every language."""
    address = export.file(INSTITUTION_VCARD, id=source.id)
    return _Card(export, export.kb.languages, address).text(source)


def directory_vcards(export: Export, lang: str) -> str:
    """All institutions' cards in one language."""
    card = _Card(export, (lang,), export.file(DIRECTORY_VCARDS, lang=lang))
    return "".join(card.text(item) for item in export.kb.institutions.values())


def escaped(text: str) -> str:
    """A text as a property's value."""
    for char, safe in (("\\", "\\\\"), (";", "\\;"), (",", "\\,"), ("\r\n", "\\n"), ("\n", "\\n"), ("\r", "\\n")):
        text = text.replace(char, safe)
    return text


def folded(line: str) -> str:
    """A content line with its end, continued on lines that begin with a space; no character is cut."""
    rest, parts = line.encode(), []
    room = FOLD
    while len(rest) > room:
        end = room
        while rest[end] & 0xC0 == 0x80:  # inside a character of several octets
            end -= 1
        parts.append(rest[:end])
        rest, room = rest[end:], FOLD - 1
    return b"\r\n ".join([*parts, rest]).decode() + "\r\n"


class _Card:
    """Writes cards in some languages; `address` is where they are kept up to date."""

    def __init__(self, export: Export, languages: tuple[str, ...], address: str) -> None:
        self.export, self.languages, self.address = export, languages, address

    def text(self, source: Institution) -> str:
        """One card."""
        return "".join(folded(line) for line in self.lines(source))

    def lines(self, source: Institution) -> Iterator[str]:
        """The content lines of a card."""
        record = source.record
        yield from ("BEGIN:VCARD", "VERSION:4.0", "KIND:org", f"UID:urn:uuid:{organization_uuid(source)}")
        yield from self._by_language("FN", 1, {lang: source.name(lang) for lang in self.languages})
        yield f"ORG:{escaped(record.name.official)}"
        acronyms = {lang: in_language(record.acronym, lang) for lang in self.languages}
        yield from self._by_language("NICKNAME", 2, acronyms)
        for number, phone in enumerate((phone for phone in record.phones if phone.dial), start=1):
            yield from self._grouped(f"tel{number}", _tel(phone, first=number == 1), phone)
        for number, email in enumerate(record.emails, start=1):
            yield from self._grouped(f"email{number}", f"EMAIL;TYPE=work:{escaped(email.address)}", email)
        for number, place in enumerate(record.addresses, start=1):
            yield from self._grouped(f"adr{number}", f"ADR;TYPE=work:;;{escaped(place.printed)};;;;", place)
        if record.website:
            yield f"URL:{record.website}"
        yield f"URL;TYPE=x-record:{self.export.permanent(source.id)}"
        yield from (f"LANG:{word}" for word in record.languages)
        yield from self._by_language("NOTE", 3, {lang: self.note(source, lang) for lang in self.languages})
        yield f"CATEGORIES:{','.join(escaped(word) for word in (record.kind, *record.services))}"
        yield f"SOURCE:{self.address}"
        yield f"REV:{self.export.settings.today:%Y%m%d}T000000Z"
        yield "END:VCARD"

    def _by_language(self, name: str, group: int, texts: dict[str, str]) -> Iterator[str]:
        """A property in every language, as alternatives of one another; once if all say the same; never empty."""
        said = {lang: text for lang, text in texts.items() if text}
        if len(set(said.values())) == 1:
            yield f"{name}:{escaped(next(iter(said.values())))}"
            return
        for number, (lang, text) in enumerate(said.items(), start=1):
            yield f"{name};ALTID={group};LANGUAGE={lang};PREF={number}:{escaped(text)}"

    def _grouped(self, group: str, line: str, contact: Contact) -> Iterator[str]:
        """A way of contact with its label."""
        labels = dict.fromkeys(in_language(contact.label, lang) for lang in self.languages)
        label = " / ".join(text for text in labels if text)
        yield f"{group}.{line}" if label else line
        if label:
            yield f"{group}.X-ABLabel:{escaped(label)}"

    def note(self, source: Institution, lang: str) -> str:
        """What an institution does, what to know of it, and where each contact comes from and how old it is."""
        record, writer = source.record, self.export.writer(lang)
        parts = [in_language(record.role, lang), in_language(record.note, lang)]
        if record.confidence == "low":
            parts.append(writer.word("confidence", "low"))
        for phone in record.phones:
            number = phone.printed if phone.dial else f"{phone.printed} ({writer.label('not_dialable')})"
            parts.append(_origin(self.export, writer, _with_hours(writer, number, phone), phone))
        parts += [_origin(self.export, writer, email.address, email) for email in record.emails]
        for place in record.addresses:
            parts.append(_origin(self.export, writer, _with_hours(writer, place.printed, place), place))
        for opening in record.opening:
            parts.append(_origin(self.export, writer, hours_words(writer, opening), opening))
        return "\n".join(part for part in parts if part)


def _with_hours(writer: Writer, shown: str, item: Hours) -> str:
    hours = hours_words(writer, item)
    return f"{shown}, {hours}" if hours else shown


def _origin(export: Export, writer: Writer, shown: str, contact: Contact) -> str:
    """`911: as of March 2025; not verified. Source: …`, and its own note."""
    verified = contact.verified
    if verified is None:
        checked = writer.label("not_verified")
    else:
        key = "verified" if is_verified(contact, export.settings.today) else "not_verified_since"
        checked = writer.label(key, date=writer.day(verified.date), by=verified.by)
    source = f"{writer.label('source')}: {export.permanent(contact.source)}"
    note = in_language(contact.note, writer.lang)
    return f"{shown}: {age(writer, contact)}; {checked}. {source}" + (f". {note}" if note else "")


def _tel(phone: Phone, *, first: bool) -> str:
    """A number that can be dialled: an address if it is international, a text if it is a short code."""
    types = dict.fromkeys(TEL_TYPES[word] for word in phone.channels if word in TEL_TYPES)
    shown = f'"{",".join(types)}"' if len(types) > 1 else ",".join(types) or "voice"
    preferred = ";PREF=1" if first else ""
    if phone.number:
        return f"TEL;VALUE=uri;TYPE={shown}{preferred}:tel:{phone.number}"
    return f"TEL;VALUE=text;TYPE={shown}{preferred}:{escaped(phone.short or '')}"
