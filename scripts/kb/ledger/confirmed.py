"""What a text said when somebody last confirmed that every language says the same: found by its fingerprint, in the
release files or, if none of them has it, in git. Where there is neither, nothing is known, and nothing is claimed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from kb.base import KnowledgeBase
from kb.in_step import fingerprint, standing_of
from kb.ledger.history import History
from kb.models.section import Body, Section
from kb.read.document import parse
from kb.read.files import MAX_BYTES, decode
from kb.read.git import git, objects

SECTIONS, VERSIONS = 100, 60
"""For how many sections git is asked, and how many versions of each file are looked at."""


class Said(NamedTuple):
    """A title and a text, in one language."""

    title: str
    text: str


def confirmed_texts(root: Path, kb: KnowledgeBase, history: History) -> dict[tuple[str, str], Said]:
    """For each section with a language behind: what the languages ahead of it said when they were last confirmed, by
    the section's id and the language."""
    found: dict[tuple[str, str], Said] = {}
    asked = 0
    for section in kb.sections.values():
        standing = standing_of(section)
        wanted = {lang: (section.front.in_step or {})[lang] for lang in standing.ahead if standing.state == "behind"}
        known = _from(_released(history, section.id), wanted)
        if wanted.keys() - known.keys() and asked < SECTIONS:
            asked += 1
            known = _from(_committed(root, section, kb.languages), wanted) | known
        found |= {(section.id, lang): said for lang, said in known.items()}
    return found


def _from(bodies: Iterator[Body], wanted: dict[str, str]) -> dict[str, Said]:
    """By language, the first of these texts that has the fingerprint which is wanted."""
    found: dict[str, Said] = {}
    if wanted:
        for body in bodies:
            if body.lang not in found and wanted.get(body.lang) == fingerprint(body):
                found[body.lang] = Said(body.title, body.text)
            if found.keys() == wanted.keys():
                break
    return found


def _released(history: History, ident: str) -> Iterator[Body]:
    for wording in reversed(history.wordings(ident)):
        titles, texts = wording.fields.get("title", {}), wording.fields.get("text", {})
        yield from (Body(lang, titles.get(lang, ""), text, 0, 0) for lang, text in texts.items())


def _committed(root: Path, section: Section, languages: tuple[str, ...]) -> Iterator[Body]:
    """The texts of a section's file in each version that git has, newest first."""
    path = section.path
    log = git(root, "log", f"--max-count={VERSIONS}", "--format=%H", "--", path) if path.isprintable() else None
    names = [f"{commit}:./{path}".encode() for commit in (log or b"").decode("ascii", "replace").split()]
    for raw in objects(root, names):
        if raw is not None and len(raw) <= MAX_BYTES:
            file = decode(raw)
            document = parse(path, file.text, file.defects, usable=file.usable, languages=languages)
            for entry in document.entries:
                if isinstance(entry, Section):
                    yield from entry.bodies.values()
