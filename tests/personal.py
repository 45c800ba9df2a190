"""Looks through a built site for e-mail addresses and telephone numbers that no record of the directory holds.

Every kind of file is read as what it is (text of pages and addresses of their links, strings of JSON, unfolded vCards,
cells of workbooks, text of PDF, the files of packs for telephones and of archives). Whether digits are a telephone number
is for `phonenumbers` to say, for each country.
"""

from __future__ import annotations

import io
import json
import re
import zipfile
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import phonenumbers
import pypdfium2
from selectolax.lexbor import LexborHTMLParser

from kb.delivery.pack import unpack
from kb.read.tree import Tree

MAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
DIGITS = re.compile(r"(?<![\w.-])\+?\(?\d[\d\u00a0  ().\-–/]{5,22}\d(?![\w-])")
_NOT_READ = (
    "_headers",
    "_redirects",
    "_nginx/",
    "_caddy/",
    "_s3/",
    "manifest.sha256",
    "sbom.cdx.json",
    "offline/packs.json",
)
"""Configuration and sums, which are digits; what built the site (`name@version`)."""
_CODE = {".css", ".js", ".map", ".png", ".webp", ".svg", ".gz", ".br", ".inv", ".zim", ".webmanifest"}
"""What holds no text of the content. A file for Kiwix holds byte for byte what the archive for sticks holds (test_zim.py)."""
_SEARCH = re.compile(r"(?:[a-z]{2}/)?search/[a-z]{2}(?:-text)?\.json")
"""Search's index: the words and texts of the pages again, without what stood between them."""
_RESERVED = re.compile(r"(?:^|[@.])example\.", re.I)
"""Domains for examples (RFC 2606), in the explanations of rules."""
_ADDRESS = re.compile(r"https?://[^\s<>\"')\]]+")
"""A page elsewhere: the digits in it are no telephone number."""
_DATE = re.compile(r"\(?(?:19|20)\d\d(?:([-–/.]?)(?:0[1-9]|1[0-2])\1[0-3]\d|[-–/](?:19|20)\d\d)")
"""A date, or years from and to."""
_CITED = re.compile(r"\d{3,4}-(?:19|20)\d\d|(?:19|20)\d\d-\d{3,6}|(\d{3})\.\d{4}-\1\.\d{4}")
"""The number of a law, decree or ruling with its year, or sections of a code: if a record of the library holds it."""
ALLOWED = {
    "+525512345678": "the example of a rule",
    "+525512345679": "the example of a rule",
    "55 1234 5678": "the example of a rule",
    "55 1234 5687": "the example of a rule",
    "+525550000000": "the example of the guide for editors",
    "(55) 5000 0000": "the example of the guide for editors",
    "5 000 000": "bytes, in the explanation of a rule",
}
"""What looks like a number to call and is none."""


@dataclass(frozen=True)
class Found:
    """Something that no record holds: what, on which pages, and in which sources it is written."""

    text: str
    pages: tuple[str, ...]
    sources: tuple[str, ...]

    def __str__(self) -> str:
        where = f"{self.pages[0]} and {len(self.pages) - 1} more" if len(self.pages) > 1 else self.pages[0]
        return f"{self.text}: on {where}; from {', '.join(self.sources) or 'no source file: the program writes it'}"


def texts(site: Path) -> Iterator[tuple[str, str]]:
    """The path and the text of each file of a site."""
    for path in sorted(site.rglob("*")):
        name = path.relative_to(site).as_posix()
        if path.is_file() and _is_read(name):
            yield name, text_of(path.suffix, path.read_bytes())


def _is_read(name: str) -> bool:
    return not (name.startswith(_NOT_READ) or Path(name).suffix in _CODE or _SEARCH.fullmatch(name))


def text_of(kind: str, data: bytes) -> str:
    """What people and programs read in a file."""
    if kind in (".xlsx", ".zip"):
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            held = {name: archive.read(name) for name in archive.namelist()}
        return "\n".join(text_of(Path(name).suffix, part) for name, part in held.items() if _is_read(name))
    if kind == ".pack":
        pages = {name if Path(name).suffix else f"{name}index.html": text for name, text in unpack(data).items()}
        return "\n".join(text_of(Path(name).suffix, text.encode()) for name, text in pages.items() if _is_read(name))
    if kind == ".pdf":
        return "\n".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(data))
    text = data.decode("utf-8", errors="replace")
    if kind in (".html", ".xml", ".atom", ".tbx"):
        tree = LexborHTMLParser(text)
        links = [node.attributes["href"] or "" for node in tree.css('[href^="tel:"], [href^="mailto:"]')]
        tree.strip_tags(["script", "style"])
        return "\n".join([tree.root.text(separator="\n") if tree.root else "", *links])
    if kind in (".json", ".jsonl"):
        lines = text.splitlines() if kind == ".jsonl" else [text]
        return "\n".join(part for line in lines if line for part in _strings(json.loads(line)))
    if kind == ".vcf":
        return re.sub(r"\r?\n[ \t]", "", text).replace("\\n", "\n").replace("\\,", ",")
    return text


def _strings(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for part in [*value, *value.values()] if isinstance(value, dict) else value:
            yield from _strings(part)


def scan(site: Path, tree: Tree) -> list[Found]:
    """What no record of the directory holds, and no reason allows."""
    mails: dict[str, list[str]] = defaultdict(list)
    numbers: dict[str, list[str]] = defaultdict(list)
    for name, text in texts(site):
        for mail in set(MAIL.findall(text)):
            mails[mail].append(name)
        for number in set(DIGITS.findall(_ADDRESS.sub("", text))):
            numbers[number].append(name)
    records = "\n".join(one.record.model_dump_json() for one in tree.kb.institutions.values())
    ours = {mail.lower() for mail in MAIL.findall(records)}
    known = {_digits(number) for number in re.findall(r"\+?\d[\d ().\-–/]{5,}\d", records)}
    countries = list(tree.kb.vocabulary.words("countries"))
    strange = {mail: found for mail, found in mails.items() if mail.lower() not in ours and not _RESERVED.search(mail)}
    strange |= {
        number: found
        for number, found in numbers.items()
        if not (number in ALLOWED or _DATE.fullmatch(number) or is_known(number, known) or is_cited(number, tree))
        if not is_row(number, tree)
        if any(not is_known(one, known) for one in dialled(number, countries))
    }
    return [
        Found(text, tuple(found), tuple(path for path, document in tree.documents.items() if text in document.text))
        for text, found in sorted(strange.items())
    ]


def is_known(number: str, known: Iterable[str]) -> bool:
    """Whether a record holds the number, with or without a country's code."""
    digits = _digits(number)
    return any(
        one == digits or (min(len(one), len(digits)) >= 7 and (one.endswith(digits) or digits.endswith(one)))
        for one in known
    )


def is_cited(number: str, tree: Tree) -> bool:
    """Whether it is how an instrument in the library is numbered."""
    library = (document.text for path, document in tree.documents.items() if path.startswith("guidelines/library/"))
    return bool(_CITED.fullmatch(number)) and any(number in text for text in library)


def is_row(number: str, tree: Tree) -> bool:
    """Whether it is what stands in cells of a table, which paper shows beside each other: a year and a count."""
    cells = " | ".join(number.split())
    return cells != number and any(cells in document.text for document in tree.documents.values())


def dialled(text: str, countries: Iterable[str]) -> set[str]:
    """The parts of a text that one could dial in one of the countries."""
    valid = phonenumbers.Leniency.VALID
    return {one.raw_string for code in countries for one in phonenumbers.PhoneNumberMatcher(text, code, valid)}


def _digits(text: str) -> str:
    return re.sub(r"\D", "", text)
