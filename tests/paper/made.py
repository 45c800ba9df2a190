"""Editions that several tests look at, each made once."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from kb.paper.document import Document, document
from kb.paper.editions import editions
from kb.paper.layout import pdf
from kb.paper.links import Addresses
from kb.read.configuration import markdown_extensions
from kb.read.tree import Tree, read_tree
from kb.settings import Settings, build_date, context_of
from tests.paper.structure import Tagged

ROOT = Path(__file__).parent.parent.parent
SITE = "https://example.org/proteccion/"
LANGUAGES = ("es", "en")
BOOKS = [(name, lang) for name in ("ad", "sv", "role-labour") for lang in LANGUAGES]
"""A publication, a country's protocol and a role; all the others are made the same way, by `make pdf`."""
SHEETS = [
    (name, lang) for name in ("form-follow-up", "checklist-first-questions", "ca-first-hour") for lang in LANGUAGES
]


@cache
def tree() -> Tree:
    return read_tree(ROOT)


@cache
def written(name: str, lang: str) -> Document:
    """The document of an edition."""
    edition = next(edition for edition in editions(tree().kb) if edition.name == name)
    context = context_of(tree(), lang, Settings(today=build_date(ROOT)))
    return document(context, Addresses(tree().kb, lang, SITE), markdown_extensions(ROOT), edition)


@cache
def data(name: str, lang: str) -> bytes:
    """The PDF of an edition."""
    return pdf(written(name, lang))


@cache
def tagged(name: str, lang: str) -> Tagged:
    return Tagged(data(name, lang))
