"""Writes the data: every file of the catalogue, for the content as it is. The same content gives the same bytes."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from kb.base import KnowledgeBase
from kb.exports import catalogue, hsds, tools
from kb.exports.catalogue import LICENSE, OPENAPI, ROOT, DataFile, offered
from kb.exports.csl import library
from kb.exports.export import Export
from kb.exports.glossary import glossary
from kb.exports.glossary_tables import glossary_csv, glossary_tbx
from kb.exports.institutions import directory
from kb.exports.openapi import VERSION, openapi
from kb.exports.registry import card_dictionary, card_schema, card_template
from kb.exports.sections import publications, sections
from kb.exports.shapes import Ids, Index
from kb.exports.tables import as_csv, as_xlsx
from kb.exports.vcard import directory_vcards, institution_vcard
from kb.exports.xlsform import xlsform
from kb.ledger.state import kind_of
from kb.models.forms import REGISTRY_CARD
from kb.settings import Settings

Written = tuple[DataFile, dict[str, str], str | bytes]
"""A file, what fills the places of its path, and what it holds."""


def write_data(kb: KnowledgeBase, site_dir: Path, settings: Settings) -> list[str]:
    """Write every data file under `data/v1/` of a folder; the paths written, under that folder."""
    paths = []
    for file, places, content in files(Export(kb, settings)):
        path = ROOT + file.path.format(**places)
        target = site_dir / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content.encode() if isinstance(content, str) else content)
        paths.append(path)
    return paths


def files(export: Export) -> Iterator[Written]:
    """Every file with its content."""
    for lang in export.kb.languages:
        yield from _directory(export, lang)
    for ident, institution in export.kb.institutions.items():
        yield catalogue.INSTITUTION_VCARD, {"id": ident}, institution_vcard(export, institution)
    yield from _sections(export)
    yield catalogue.LIBRARY, {}, as_json(library(export))
    yield catalogue.GLOSSARY, {}, as_json(glossary(export))
    yield catalogue.GLOSSARY_TBX, {}, glossary_tbx(export)
    yield catalogue.GLOSSARY_CSV, {}, glossary_csv(export)
    yield from _tools(export)
    yield catalogue.IDS, {}, as_json(ids(export))
    yield OPENAPI, {}, as_json(openapi(export))
    yield catalogue.INDEX, {}, as_json(index(export))


def _directory(export: Export, lang: str) -> Iterator[Written]:
    places = {"lang": lang}
    plain = directory(export, lang)
    yield catalogue.DIRECTORY, places, as_json(plain)
    yield catalogue.DIRECTORY_CSV, places, as_csv(plain)
    yield catalogue.DIRECTORY_XLSX, places, as_xlsx(export, plain)
    yield catalogue.DIRECTORY_VCARDS, places, directory_vcards(export, lang)
    records = hsds.Records(export, lang)
    yield catalogue.HSDS, places, as_json(hsds.root(export, lang))
    yield catalogue.HSDS_SERVICES, places, as_json(hsds.page(records.services()))
    yield catalogue.HSDS_ORGANIZATIONS, places, as_json(hsds.page(records.organizations()))
    yield catalogue.HSDS_TAXONOMIES, places, as_json(hsds.page(records.taxonomies()))
    yield catalogue.HSDS_TERMS, places, as_json(hsds.page(records.terms()))


def _sections(export: Export) -> Iterator[Written]:
    found = list(sections(export))
    for section in found:
        yield catalogue.SECTION, {"id": section["id"]}, as_json(section)
    yield catalogue.SECTIONS, {}, "".join(as_json(section) for section in found)
    for publication in publications(export, found):
        yield catalogue.PUBLICATION, {"series": publication["id"]}, as_json(publication)


def _tools(export: Export) -> Iterator[Written]:
    """Forms, the registry card, indicators, questions, practices and toolkits."""
    for form in export.kb.forms.values():
        yield catalogue.XLSFORM, {"form": form.id}, xlsform(export, form)
    card = export.kb.forms.get(REGISTRY_CARD)
    if card:
        yield catalogue.CARD_SCHEMA, {}, as_json(card_schema(export, card))
        yield catalogue.CARD_TEMPLATE, {}, card_template(card)
        yield catalogue.CARD_DICTIONARY, {}, card_dictionary(export, card)
    yield catalogue.FORMS, {}, as_json(tools.all_forms(export))
    yield catalogue.INDICATORS, {}, as_json(tools.all_indicators(export))
    yield catalogue.INDICATORS_CSV, {}, tools.indicators_csv(export)
    yield catalogue.QUESTIONS, {}, as_json(tools.all_questions(export))
    yield catalogue.PRACTICES, {}, as_json(tools.all_practices(export))
    yield catalogue.TOOLKITS, {}, as_json(tools.all_toolkits(export))


def index(export: Export) -> Index:
    """Where to begin: what there is, and where."""
    kb = export.kb
    return {
        "version": VERSION,
        "built": export.settings.today.isoformat(),
        "license": LICENSE,
        "languages": list(kb.languages),
        "openapi": export.file(OPENAPI),
        "files": [
            {
                "url": f"{export.base}{ROOT}{file.path}",
                "media_type": file.media_type,
                "about": {lang: kb.label(file.key, lang) for lang in kb.languages},
            }
            for file in offered(kb)
        ],
        "publications": export.references(series for series in kb.series if series in kb.sections),
    }


def ids(export: Export) -> Ids:
    """Every id with its addresses."""
    kb = export.kb
    return {
        ident: {"kind": kind_of(kb.find(ident)), "url": export.permanent(ident), "pages": export.pages(ident)}
        for ident in kb.ids()
    }


def as_json(value: Any) -> str:
    """JSON in one line, in UTF-8."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")) + "\n"
