"""The glossary as a table (CSV) and for translation software (TBX).

Source: RFC 4180; ISO 30042:2019, TermBase eXchange, dialect TBX-Basic in the style DCA.
"""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from kb.exports.catalogue import LICENSE
from kb.exports.export import Export
from kb.exports.glossary import glossary
from kb.exports.shapes import Term
from kb.exports.tables import columns, table_of

NAMESPACE = "urn:iso:std:iso:30042:ed-2"
_LANG = "xml:lang"
PREFERRED = "preferredTerm-admn-sts"
AVOIDED = "deprecatedTerm-admn-sts"
_SHORT = "acronym"


def glossary_csv(export: Export) -> str:
    """A row a term, a column a language; several words in a cell are set apart by `; `."""
    langs = export.kb.languages
    rows = []
    for term in glossary(export)["terms"]:
        row = {"id": term["id"], "url": term["url"], "status": term["status"]}
        for lang in langs:
            row |= {
                f"term_{lang}": term["term"].get(lang, ""),
                f"short_{lang}": term["short"].get(lang, ""),
                f"also_{lang}": "; ".join(term["also"].get(lang, ())),
                f"avoid_{lang}": "; ".join(term["avoid"].get(lang, ())),
                f"say_{lang}": term["say"].get(lang, ""),
                f"text_{lang}": term["text"].get(lang, ""),
            }
        row |= {
            "basis": "; ".join(item["id"] for item in term["basis"]),
            "sources": "; ".join(item["id"] for item in term["sources"]),
        }
        rows.append(row)
    keys = ("term", "short", "also", "avoid", "say", "text")
    return table_of(["id", "url", "status", *columns(keys, langs), "basis", "sources"], rows)


def glossary_tbx(export: Export) -> str:
    """Each term as a concept with a section a language. What people only type (`also`) has no status there: it is
    neither recommended nor to be avoided."""
    found = glossary(export)
    root = Element("tbx", {"type": "TBX-Basic", "style": "dca", _LANG: export.kb.languages[0], "xmlns": NAMESPACE})
    _header(root, export)
    body = SubElement(SubElement(root, "text"), "body")
    for term in found["terms"]:
        _concept(body, export, term)
    indent(root)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{tostring(root, encoding="unicode")}\n'


def _header(root: Element, export: Export) -> None:
    label, lang = export.kb.label, export.kb.languages[0]
    description = SubElement(SubElement(root, "tbxHeader"), "fileDesc")
    title = SubElement(SubElement(description, "titleStmt"), "title")
    title.text = f"{label('site_name', lang)}: {label('glossary', lang)}"
    SubElement(SubElement(description, "publicationStmt"), "p").text = f"{export.settings.today.isoformat()}. {LICENSE}"
    SubElement(SubElement(description, "sourceDesc"), "p").text = f"{export.base}glossary/"


def _concept(body: Element, export: Export, term: Term) -> None:
    concept = SubElement(body, "conceptEntry", {"id": term["id"]})
    reference = SubElement(concept, "xref", {"type": "externalCrossReference", "target": term["url"]})
    reference.text = term["url"]
    for lang in export.kb.languages:
        words = list(_words(term, lang))
        if not words:
            continue
        section = SubElement(concept, "langSec", {_LANG: lang})
        if term["text"].get(lang):
            group = SubElement(section, "descripGrp")
            SubElement(group, "descrip", {"type": "definition"}).text = term["text"][lang]
        for word, kind, status, note in words:
            entry = SubElement(section, "termSec")
            SubElement(entry, "term").text = word
            for name, value in (("termType", kind), ("administrativeStatus", status)):
                if value:
                    SubElement(entry, "termNote", {"type": name}).text = value
            if note:
                SubElement(entry, "note").text = note


def _words(term: Term, lang: str) -> Iterator[tuple[str, str, str, str]]:
    """A concept's words in a language, each once: word, type, status, note."""
    told: set[str] = set()
    say = term["say"].get(lang) or term["term"].get(lang, "")
    groups = (
        ([term["term"].get(lang, "")], "fullForm", PREFERRED, ""),
        ([term["short"].get(lang, "")], _SHORT, PREFERRED, ""),
        (term["avoid"].get(lang, ()), "", AVOIDED, f"→ {say}" if say else ""),
        (term["also"].get(lang, ()), "", "", ""),
    )
    for words, kind, status, note in groups:
        for word in words:
            if word and word not in told:
                told.add(word)
                yield word, kind, status, note
