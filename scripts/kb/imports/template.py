"""The workbook that a country fills in: empty tables with a few examples, which the import does not read.

The examples are invented: their number is one of those that are kept for fiction, their addresses end in `.example`.
"""

from __future__ import annotations

from collections.abc import Mapping

from kb.imports.columns import TableName, columns_of
from kb.imports.words import Words
from kb.imports.xlsx_out import workbook

MARK = "EJEMPLO / EXAMPLE: "

_EXAMPLES: dict[TableName, list[dict[str, str]]] = {
    "institutions": [
        {
            "id": "mx-linea-nueva",
            "name_official": "Línea de Ayuda a la Niñez",
            "name_es": "Línea de la niñez",
            "name_en": "Child helpline",
            "acronym": "LAN",
            "kind": "hotline",
            "role_es": "Atiende llamadas sobre niñas, niños y adolescentes migrantes y las canaliza.",
            "role_en": "Takes calls about migrant children and refers them.",
            "services": "emergency; information",
            "areas": "MX-CHP; MX-TAB",
            "coverage_es": "Chiapas y Tabasco",
            "coverage_en": "Chiapas and Tabasco",
            "languages": "es; en",
            "website": "https://linea.example",
            "confidence": "high",
            "rechecked": "2026-11",
            "sources": "src-mx-pagina",
        },
    ],
    "contacts": [
        {
            "institution": "mx-linea-nueva",
            "type": "phone",
            "printed": "+1 202 555 0123",
            "number": "+12025550123",
            "channels": "voice; whatsapp",
            "label_es": "Denuncias",
            "label_en": "Reports",
            "hours": "Mo-Fr 09:00-18:00",
            "source": "src-mx-pagina",
            "as_of": "2026-03",
            "verified_date": "2026-11-02",
            "verified_by": "Secretaría Técnica",
            "verified_how": "phone",
        },
        {
            "institution": "mx-linea-nueva",
            "type": "email",
            "printed": "atencion@linea.example",
            "source": "src-mx-pagina",
            "as_of": "2026-03-09",
        },
        {
            "institution": "mx-linea-nueva",
            "type": "opening",
            "hours": "Mo-Su 08:00-20:00",
            "source": "src-mx-pagina",
            "as_of": "2026",
        },
    ],
}


def template(words: Words) -> bytes:
    """The content of the workbook to fill in."""
    tables: dict[TableName, list[list[str]]] = {
        table: [_row(table, example, words) for example in examples] for table, examples in _EXAMPLES.items()
    }
    return workbook(tables, words, examples=True)


def _row(table: TableName, example: Mapping[str, str], words: Words) -> list[str]:
    """An example as a row, marked in its first cell."""
    row = []
    for column in columns_of(table, words.languages):
        text = example.get(column.key, "")
        if column.group and text:
            text = "; ".join(words.show(column.group, word) for word in text.split("; "))
        row.append(text)
    return [MARK + row[0], *row[1:]]
