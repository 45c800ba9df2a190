"""How to cite anything that has an id: as text, and for reference managers.

Sources: BibTeX (btxdoc), `@misc` with the fields that every style knows; RIS (Research Information Systems' format
description); CSL-JSON (Citation Style Language 1.0.2, csl-data.json).
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from kb.ledger.history import same_wording
from kb.ledger.state import state_of
from kb.pages.addresses import address_of, title_of
from kb.permanent.plain import Plain
from kb.permanent.resolver import said_of_itself


@dataclass(frozen=True)
class Citation:
    """What is cited, in one language."""

    ident: str
    lang: str
    title: str
    container: str
    """The publication, or the part of the site, that it stands in."""
    site: str
    status: str
    """The status in words: that a text is proposed belongs into every citation of it."""
    day: date
    """The day of the release that this wording comes from; of what has not been released, the day of the build."""
    released: bool
    url: str
    text: str = ""

    @property
    def key(self) -> str:
        """What a reference manager calls it: one a language."""
        return f"{self.ident.lower()}-{self.lang}"

    @property
    def dated_url(self) -> str:
        """The address of exactly this wording, if it has been released."""
        return f"{self.url}{self.day.isoformat()}/" if self.released else ""


def citations(plain: Plain, ident: str) -> list[Citation]:
    """How to cite an id, in each language."""
    wordings = plain.history.wordings(ident)
    released = bool(wordings) and same_wording(wordings[-1].fields, state_of(plain.kb, ident))
    day = date.fromisoformat(wordings[-1].day) if released else plain.settings.today
    return [_citation(plain, ident, lang, day, released) for lang in plain.kb.languages]


def _citation(plain: Plain, ident: str, lang: str, day: date, released: bool) -> Citation:
    kb = plain.kb
    site, title = kb.label("site_name", lang), title_of(kb, ident, lang)
    status = kb.vocabulary.label("statuses", said_of_itself(kb, ident).status, lang)
    container, url = container_of(plain, ident, lang), plain.export.permanent(ident)
    found = Citation(ident, lang, title, container, site, status, day, released, url)
    text = kb.label(
        "cite_text",
        lang,
        title=title,
        id=ident,
        container=container,
        site=site,
        status=status.lower(),
        day=plain.writers[lang].day(day),
        url=found.dated_url or url,
    )
    return Citation(**{**found.__dict__, "text": text})


def container_of(plain: Plain, ident: str, lang: str) -> str:
    """What something stands in: its publication, else the part of the site that its address begins with."""
    folder = (address_of(plain.kb, ident) or ("", ""))[0].partition("/")[0]
    series = folder.upper()
    if series in plain.kb.sections:
        return title_of(plain.kb, series, lang)
    return plain.kb.label(folder, lang)


_TEX = {"\\": r"\textbackslash{}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}"}
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


def _tex(text: str) -> str:
    return re.sub(r"[\\~^&%$#_{}]", lambda match: _TEX.get(match.group(), f"\\{match.group()}"), text)


def bibtex(found: list[Citation]) -> str:
    """An entry a language. Titles in double braces keep their capitals."""
    return "\n".join(_bibtex(citation) for citation in found)


def _bibtex(cited: Citation) -> str:
    return (
        f"@misc{{{cited.key},\n"
        f"  author = {{{{{_tex(cited.site)}}}}},\n"
        f"  title = {{{{{_tex(cited.title)} ({cited.ident})}}}},\n"
        f"  howpublished = {{{_tex(cited.container)}}},\n"
        f"  year = {{{cited.day.year}}},\n"
        f"  month = {_MONTHS[cited.day.month - 1]},\n"
        f"  note = {{{_tex(cited.status)}}},\n"
        f"  language = {{{cited.lang}}},\n"
        f"  url = {{{cited.dated_url or cited.url}}}\n"
        "}\n"
    )


def ris(found: list[Citation]) -> str:
    """A record a language. Lines end as the format asks."""
    return "".join(f"{tag}  - {value}\r\n" for citation in found for tag, value in _ris(citation))


def _ris(cited: Citation) -> Iterator[tuple[str, str]]:
    yield "TY", "ELEC"
    yield "ID", cited.key
    yield "AU", f"{cited.site},"  # a comma at the end: a body, no person
    yield "TI", f"{cited.title} ({cited.ident})"
    yield "T2", cited.container
    yield "PY", str(cited.day.year)
    yield "DA", cited.day.strftime("%Y/%m/%d")
    yield "N1", cited.status
    yield "LA", cited.lang
    yield "UR", cited.dated_url or cited.url
    yield "ER", ""


def csl_json(found: list[Citation]) -> str:
    """An item a language."""
    items = [
        {
            "id": cited.key,
            "type": "webpage",
            "title": f"{cited.title} ({cited.ident})",
            "container-title": cited.container,
            "author": [{"literal": cited.site}],
            "issued": {"date-parts": [[cited.day.year, cited.day.month, cited.day.day]]},
            "status": cited.status,
            "language": cited.lang,
            "URL": cited.dated_url or cited.url,
        }
        for cited in found
    ]
    return json.dumps(items, ensure_ascii=False, indent=1) + "\n"


FORMATS = (("BibTeX", "bib", bibtex), ("RIS", "ris", ris), ("CSL-JSON", "json", csl_json))
"""Each format's name, how its files end, and what writes it."""
