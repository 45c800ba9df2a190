"""What the tests of data exports share: the real content written once, and a small institution that has everything."""

from __future__ import annotations

import csv
import json
from datetime import date
from io import StringIO
from pathlib import Path
from typing import Any

from kb.base import KnowledgeBase
from kb.exports.catalogue import FILES
from kb.exports.catalogue import ROOT as DATA
from kb.exports.export import Export
from kb.models.institution import Institution, InstitutionRecord
from kb.models.records import Vocabulary
from kb.read.tree import Tree
from kb.settings import Settings

CARD = Path(__file__).parent.parent / "guidelines/registry-card/card.yml"
OFFERED = [file for file in FILES if CARD.exists() or not file.path.startswith("registry-card/")]
"""The files that the real content fills: those of the registry card where there is one."""
SITE = "https://example.org/"
TODAY = date(2026, 11, 21)
SETTINGS = Settings(SITE, today=TODAY)

CONTACT = {"source": "src-mx-page", "as_of": "2025-03"}
RECORD: dict[str, Any] = {
    "id": "mx-office",
    "name": {"official": "Oficina; de prueba, A. C.", "es": "Oficina", "en": "Office"},
    "acronym": "OP",
    "kind": "protection-authority",
    "part_of": "mx-whole",
    "role": {"es": "Protege.", "en": "Protects."},
    "services": ["shelter"],
    "coverage": {"areas": ["MX-CHP", "MX-TAB"], "text": {"es": "Sureste", "en": "South-east"}},
    "languages": ["es"],
    "languages_note": {"es": "Con intérprete", "en": "With an interpreter"},
    "website": "https://example.com/oficina",
    "phones": [
        {
            **CONTACT,
            "printed": "55 1234 5678",
            "number": "+525512345678",
            "channels": ["voice", "whatsapp"],
            "label": {"es": "Guardia", "en": "On call"},
            "verified": {"date": "2026-10-01", "by": "Consulado, turno A", "how": "phone"},
        },
        {**CONTACT, "printed": "089", "short": "089", "country": "MX", "hours": "24/7", "shared_with": ["mx-whole"]},
        {**CONTACT, "printed": "5678", "note": {"es": "Falta la clave.", "en": "The area code is missing."}},
        {**CONTACT, "printed": "55 1234 5678 bis", "number": "+525512345678", "as_of": None, "channels": ["sms"]},
    ],
    "emails": [{**CONTACT, "address": "oficina@example.com", "label": {"es": "General", "en": "General"}}],
    "addresses": [{**CONTACT, "printed": "Calle 1; local 2, Tapachula", "hours": "Mo-Fr 08:00-16:00"}],
    "opening": [{**CONTACT, "hours": "Mo-Fr 08:00-16:00; Sa 09:00-12:00; PH off"}],
    "note": {"es": "Dos fuentes difieren.", "en": "Two sources differ."},
    "confidence": "low",
    "rechecked": "2026-11",
    "sources": ["src-mx-page"],
}


def institution(ident: str = "mx-office", folder: str = "mx", **changes: Any) -> Institution:
    """An institution like the one above, with changes."""
    record = InstitutionRecord.model_validate({**RECORD, "id": ident, **changes})
    return Institution(record, f"directory/{folder}/{ident}.yml")


def export_of(*institutions: Institution, settings: Settings = SETTINGS, **more: Any) -> Export:
    """A knowledge base of these institutions and the whole that the first is part of."""
    whole = institution("mx-whole", part_of=None, phones=[], emails=[], addresses=[], opening=[], website=None)
    words = {"kinds": {"protection-authority": {"es": "Autoridad", "en": "Authority"}}}
    kb = KnowledgeBase.of([*institutions, whole], languages=("es", "en"), vocabulary=Vocabulary(words), **more)
    return Export(kb, settings)


def export_of_tree(tree: Tree) -> Export:
    """What a tree holds, to export."""
    return Export(tree.kb, SETTINGS)


def data(folder: Path, path: str) -> Any:
    """What a JSON file of a written folder holds."""
    return json.loads((folder / DATA / path).read_text(encoding="utf-8"))


def rows(text: str) -> list[dict[str, str]]:
    """The rows of a CSV text."""
    return list(csv.DictReader(StringIO(text)))


def table(folder: Path, path: str) -> list[dict[str, str]]:
    """The rows of a CSV file of a written folder."""
    return rows((folder / DATA / path).read_text(encoding="utf-8"))
