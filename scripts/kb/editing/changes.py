"""What changed for readers between two versions of the knowledge base: as data, without a word of any language."""

from __future__ import annotations

import difflib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from kb.base import Entry, KnowledgeBase, cited_in, record_of
from kb.in_step import plain
from kb.models.institution import Contact, Institution, InstitutionRecord, contacts_of
from kb.models.section import Section

Piece = tuple[str, str]
"""`same`, `old` or `new`, and the words."""
AROUND = 6
"""Words shown before and after a change."""
EXACT, MOST = 2_000, 6_000
"""Words of a text up to which every word is compared, and up to which any is: a text of the site has some hundreds, and
what is sent in must not keep anybody's machine busy."""


@dataclass(frozen=True)
class SectionChange:
    """A section that is in both versions and differs."""

    before: Section
    after: Section
    fields: tuple[str, ...]
    """Keys of its front matter that differ, other than those that cite."""
    gained: tuple[str, ...]
    lost: tuple[str, ...]
    """References."""
    titles: tuple[str, ...]
    texts: tuple[str, ...]
    """Languages in which the title or the text differs."""


@dataclass(frozen=True)
class ContactChange:
    """A way to reach an institution that came, went or changed: the key it stands under, and what it was and is."""

    key: str
    before: Contact | None
    after: Contact | None


@dataclass(frozen=True)
class InstitutionChange:
    """An institution that is in both versions and differs."""

    before: Institution
    after: Institution
    contacts: tuple[ContactChange, ...]
    fields: tuple[str, ...]
    """Its other keys that differ."""


@dataclass(frozen=True)
class Changes:
    """Everything that differs, by id where it is the same entry."""

    added: tuple[Entry, ...]
    removed: tuple[Entry, ...]
    withdrawn: tuple[Entry, ...]
    sections: tuple[SectionChange, ...]
    institutions: tuple[InstitutionChange, ...]
    others: tuple[str, ...]
    """Ids of terms, library records, forms, questions and so on that differ."""

    def __bool__(self) -> bool:
        return any((self.added, self.removed, self.withdrawn, self.sections, self.institutions, self.others))


def changes(old: KnowledgeBase, new: KnowledgeBase) -> Changes:
    """What differs for readers. What only lies differently in the files is no change."""
    before, after = _entries(old), _entries(new)
    both = [(before[ident], after[ident]) for ident in after if ident in before]
    withdrawn = [b for a, b in both if _status(b) == "withdrawn" and _status(a) != "withdrawn"]
    sections = [_section(a, b) for a, b in both if isinstance(a, Section) and isinstance(b, Section)]
    institutions = [_institution(a, b) for a, b in both if isinstance(a, Institution) and isinstance(b, Institution)]
    others = [b.id for a, b in both if not isinstance(b, Section | Institution) and _data(a) != _data(b)]
    return Changes(
        tuple(entry for ident, entry in after.items() if ident not in before),
        tuple(entry for ident, entry in before.items() if ident not in after),
        tuple(withdrawn),
        tuple(item for item in sections if any((item.fields, item.gained, item.lost, item.titles, item.texts))),
        tuple(item for item in institutions if item.contacts or item.fields),
        tuple(others),
    )


def _entries(kb: KnowledgeBase) -> dict[str, Entry]:
    groups: Sequence[Mapping[str, Entry]] = (
        kb.sections, kb.institutions, kb.library, kb.terms,
        kb.forms, kb.questions, kb.indicators, kb.practices, kb.toolkits,
    )  # fmt: skip
    return {ident: entry for group in groups for ident, entry in group.items()}


def _status(entry: Entry) -> str:
    holder = record_of(entry)
    return str(getattr(holder, "status", ""))


def _data(entry: Entry) -> Any:
    return None if isinstance(entry, Section) else _plain(entry.record.model_dump())


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    return plain(value) if isinstance(value, str) else value


_CITING = ("basis", "sources", "see", "contacts", "replaced_by")
_SILENT = ("id", "in_step", "revised", "layout")
"""Keys of a section that its readers do not see."""


def _section(before: Section, after: Section) -> SectionChange:
    names = [name for name in type(after.front).model_fields if name not in (*_CITING, *_SILENT)]
    fields = tuple(name for name in names if getattr(before.front, name) != getattr(after.front, name))
    cited, cites = cited_in(before), cited_in(after)
    langs = [lang for lang in after.bodies if lang in before.bodies]
    pairs = {lang: (before.bodies[lang], after.bodies[lang]) for lang in langs}
    return SectionChange(
        before,
        after,
        fields,
        tuple(ident for ident in cites if ident not in cited),
        tuple(ident for ident in cited if ident not in cites),
        tuple(lang for lang, (a, b) in pairs.items() if plain(a.title) != plain(b.title)),
        tuple(lang for lang, (a, b) in pairs.items() if plain(a.text) != plain(b.text)),
    )


def _institution(before: Institution, after: Institution) -> InstitutionChange:
    contacts = {key for key, _index, _contact in (*contacts_of(before.record), *contacts_of(after.record))}
    names = [name for name in InstitutionRecord.model_fields if name not in contacts]
    old, new = before.record.model_dump(), after.record.model_dump()
    fields = tuple(name for name in names if _plain(old[name]) != _plain(new[name]))
    return InstitutionChange(before, after, tuple(_contacts(before.record, after.record)), fields)


def _contacts(before: InstitutionRecord, after: InstitutionRecord) -> list[ContactChange]:
    """Contacts of a kind that are in one version only; those that came and went stand beside each other in order."""
    found = []
    old, new = contacts_of(before), contacts_of(after)
    for key in dict.fromkeys(key for key, _index, _contact in (*old, *new)):
        was = [contact for name, _index, contact in old if name == key]
        now = [contact for name, _index, contact in new if name == key]
        gone = [contact for contact in was if contact not in now]
        come = [contact for contact in now if contact not in was]
        for number in range(max(len(gone), len(come))):
            pair = (gone[number] if number < len(gone) else None, come[number] if number < len(come) else None)
            found.append(ContactChange(key, *pair))
    return found


def words_changed(before: str, after: str) -> list[list[Piece]]:
    """The places at which two texts differ, each with a few words around it; none of texts that nobody would write."""
    old, new = before.split(), after.split()
    longest = max(len(old), len(new))
    if longest > MOST:
        return []
    places: list[list[Piece]] = []
    plain_old, plain_new = [plain(word) for word in old], [plain(word) for word in new]
    matcher = difflib.SequenceMatcher(None, plain_old, plain_new, autojunk=longest > EXACT)
    for group in matcher.get_grouped_opcodes(AROUND):
        pieces: list[Piece] = []
        for what, i1, i2, j1, j2 in group:
            if what == "equal":
                pieces.append(("same", " ".join(new[j1:j2])))
            else:
                pieces += [("old", " ".join(old[i1:i2]))] * (i2 > i1) + [("new", " ".join(new[j1:j2]))] * (j2 > j1)
        places.append(pieces)
    return places


def digits_changed(before: str, after: str) -> tuple[list[Piece], list[Piece]]:
    """Two numbers as they are printed, each cut into digits that stayed and digits that did not; spaces and hyphens
    between digits do not count."""
    old, new = re.findall(r"\d\D*|^\D+", before), re.findall(r"\d\D*|^\D+", after)
    matcher = difflib.SequenceMatcher(None, [_digit(x) for x in old], [_digit(x) for x in new], autojunk=False)
    left: list[Piece] = []
    right: list[Piece] = []
    for what, i1, i2, j1, j2 in matcher.get_opcodes():
        kind = "same" if what == "equal" else "old"
        left += [(kind, "".join(old[i1:i2]))] * (i2 > i1)
        right += [("same" if what == "equal" else "new", "".join(new[j1:j2]))] * (j2 > j1)
    return left, right


def _digit(piece: str) -> str:
    return piece[0] if piece[0].isdigit() else "+" * ("+" in piece)
