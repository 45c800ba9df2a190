"""`kb diff REV`: what changes for readers since a version, in words, as Markdown for a pull request's comment."""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from kb.base import Entry, KnowledgeBase
from kb.editing import _
from kb.editing.changes import (
    Changes,
    ContactChange,
    InstitutionChange,
    Piece,
    SectionChange,
    changes,
    digits_changed,
    words_changed,
)
from kb.editing.history import tree_at
from kb.in_step import plain
from kb.messages import language_name, translate
from kb.models.institution import Contact, Institution, Phone
from kb.models.section import Section
from kb.pages.addresses import title_of
from kb.read.tree import Tree, read_tree

_WITHOUT_ID = ("page", "labels", "vocabulary")
"""The kinds of files whose texts readers see and that hold no entries."""
MOST = 12
"""Places of one text that are shown; whoever wants more reads the files."""
_SPECIAL = re.compile(r"([\\`*_\[\]|~]|^[-+#>](?= )|(?<=^\d)[.)]|(?<=^\d\d)[.)])")


def run(root: Path, args: argparse.Namespace) -> int:
    """Carry out `kb diff`. 0: told, even if nothing changed; 2: there is no such version."""
    before = tree_at(root, args.revision)
    if before is None:
        told = _("kb diff: git knows no version {revision} here")
        print(translate(told, args.lang, revision=args.revision), file=sys.stderr)
        return 2
    now = read_tree(root)
    report = Report(before.kb, now.kb, args.lang)
    print("\n".join(report.lines(changes(before.kb, now.kb), files_changed(before, now))))
    return 0


def files_changed(before: Tree, now: Tree) -> list[str]:
    """The files without an id that readers see, and that differ: pages written by hand, labels, the vocabulary."""
    texts = [
        {path: plain(document.text) for path, document in tree.documents.items() if document.kind in _WITHOUT_ID}
        for tree in (before, now)
    ]
    return sorted(path for path in texts[0].keys() | texts[1].keys() if texts[0].get(path) != texts[1].get(path))


def safe(text: str) -> str:
    """A text of the content as Markdown shows it, letter by letter: it must not link, mention anybody or be markup."""
    text = _SPECIAL.sub(r"\\\1", " ".join(text.split()))
    text = text.replace("&", "&amp;").replace("<", "&lt;").replace("@", "&#64;").replace("://", "&#58;//")
    return "".join(char if char.isprintable() else "\ufffd" for char in text)


class Report:
    """Says changes in a reader's language."""

    def __init__(self, old: KnowledgeBase, new: KnowledgeBase, lang: str) -> None:
        self.old, self.new, self.lang = old, new, lang

    def say(self, text: str, /, **values: object) -> str:
        """A text in the reader's language with its places filled."""
        return translate(text, self.lang, **values)

    def lines(self, found: Changes, files: Sequence[str] = ()) -> Iterator[str]:
        """The whole report, line by line. `files` are those without an id that differ."""
        yield "## " + self.say(_("What changes for readers"))
        if not found and not files:
            yield from ("", self.say(_("Nothing")))
        yield from self._list(self.say(_("New")), found.added, self.new)
        withdrawn = {entry.id for entry in found.withdrawn}
        yield from self._list(self.say(_("Withdrawn")), found.withdrawn, self.new)
        yield from self._list(self.say(_("Gone: nothing leads from their addresses")), found.removed, self.old)
        contacts = [line for item in found.institutions for line in self._institution(item)]
        if contacts:
            yield from ("", "### " + self.say(_("Directory: compare every digit with its source")), *contacts)
        texts = [line for item in found.sections if item.after.id not in withdrawn for line in self._section(item)]
        if texts:
            yield from ("", "### " + self.say(_("Texts")), *texts)
        if found.others or files:
            yield from ("", "### " + self.say(_("Also changed")), "")
            yield from (f"- {self._name(self.new, ident)}" for ident in found.others)
            yield from (f"- `{safe(path)}`" for path in files)

    def _list(self, title: str, entries: Iterable[Entry], kb: KnowledgeBase) -> Iterator[str]:
        names = [self._with_numbers(kb, entry) for entry in entries]
        if names:
            yield from ("", f"### {title}", "", *names)

    def _with_numbers(self, kb: KnowledgeBase, entry: Entry) -> str:
        """An entry's name; an institution's with its numbers, for somebody has to compare them."""
        name = f"- {self._name(kb, entry.id)}"
        phones = [safe(phone.printed) for phone in entry.record.phones] if isinstance(entry, Institution) else []
        return f"{name}: {', '.join(phones)}" if phones else name

    def _name(self, kb: KnowledgeBase, ident: str) -> str:
        title = title_of(kb, ident, self.lang)
        return f"`{ident}` {safe(title)}" if title != ident else f"`{ident}`"

    def _section(self, item: SectionChange) -> Iterator[str]:
        yield from ("", f"**{self._name(self.new, item.after.id)}**", "")
        for field in item.fields:
            told = self.say(_("{key}: {before} → {after}"))
            before, after = (self._value(section, field) for section in (item.before, item.after))
            yield "- " + told.format(key=f"`{field}`", before=before, after=after)
        if item.gained:
            yield "- " + self.say(_("now cites: {ids}"), ids=self._ids(item.gained))
        if item.lost:
            yield "- " + self.say(_("no longer cites: {ids}"), ids=self._ids(item.lost))
        for lang in item.after.bodies:
            if lang in item.titles:
                before, after = item.before.bodies[lang].title, item.after.bodies[lang].title
                name = language_name(lang, self.lang)
                told = _("title in {language}: {text}")
                yield "- " + self.say(told, language=name, text=_shown(*words_changed(before, after)))
            if lang in item.texts:
                yield from self._text(item, lang)
        silent = [lang for lang in item.after.bodies if lang not in (*item.texts, *item.titles)]
        if silent and (item.texts or item.titles):
            names = ", ".join(language_name(lang, self.lang) for lang in silent)
            yield "- " + self.say(_("unchanged in {languages}: does it still say the same?"), languages=names)

    def _text(self, item: SectionChange, lang: str) -> Iterator[str]:
        places = words_changed(item.before.bodies[lang].text, item.after.bodies[lang].text)
        yield "- " + self.say(_("text in {language}:"), language=language_name(lang, self.lang))
        yield from (f"  - {_shown(place)}" for place in places[:MOST])
        if len(places) > MOST:
            yield "  - " + self.say(_("… and {count} places more"), count=len(places) - MOST)

    def _ids(self, idents: Iterable[str]) -> str:
        return ", ".join(f"`{ident}`" for ident in idents)

    def _value(self, section: Section, field: str) -> str:
        value = getattr(section.front, field)
        if field == "deadline" and value is not None:
            return safe(f"{value.value} {value.unit}")
        if isinstance(value, tuple):
            return safe(", ".join(value)) or "–"
        return safe(str(value)) if value is not None else "–"

    def _institution(self, item: InstitutionChange) -> Iterator[str]:
        yield from ("", f"**{self._name(self.new, item.after.id)}**", "")
        yield from (f"- {self._contact(change)}" for change in item.contacts)
        if item.fields:
            fields = ", ".join(f"`{field}`" for field in item.fields)
            yield "- " + self.say(_("changed: {fields}"), fields=fields)

    def _contact(self, change: ContactChange) -> str:
        before, after = change.before, change.after
        if before is None or after is None:
            told = _("new: {text}") if before is None else _("gone: {text}")
            return self.say(told, text=_bold(_printed(before or after)))
        if _printed(before) == _printed(after):
            names = [name for name in type(after).model_fields if getattr(before, name) != getattr(after, name)]
            fields = ", ".join(f"`{name}`" for name in names)
            return self.say(_("{text}: changed in {fields}"), text=_bold(_printed(after)), fields=fields)
        if isinstance(before, Phone) and isinstance(after, Phone):
            old, new = digits_changed(_printed(before), _printed(after))
            return self.say(_("{before} → {after}"), before=_shown(old, ""), after=_shown(new, ""))
        return self.say(_("{before} → {after}"), before=safe(_printed(before)), after=_bold(_printed(after)))


def _bold(text: str) -> str:
    return f"**{safe(text)}**"


def _printed(contact: Contact | None) -> str:
    """What a reader sees of a contact: the number with what is dialled if that is another, the address, the hours."""
    if isinstance(contact, Phone):
        dialled = f" ({contact.dial})" if contact.dial and contact.dial != contact.printed else ""
        return f"{contact.printed}{dialled}"
    for name in ("address", "printed", "hours_printed", "hours"):
        value = getattr(contact, name, None)
        if value:
            return str(value)
    return ""


_MARKS = {"same": ("", ""), "old": ("~~", "~~"), "new": ("**", "**")}


def _shown(*places: Iterable[Piece] | str) -> str:
    """Pieces as Markdown: what went struck through, what came in bold."""
    between = " "
    parts: list[str] = []
    for place in places:
        if isinstance(place, str):
            between = place
            continue
        for kind, text in place:
            left, right = _MARKS[kind]
            inner = text.strip() if between else text.rstrip()
            gap = "" if between else text[len(text.rstrip()) :]
            parts.append(f"{left}{safe(inner)}{right}{gap}" if inner else gap)
    return between.join(part for part in parts if part)
