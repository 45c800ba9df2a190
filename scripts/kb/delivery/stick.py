"""A folder for a language that works from a USB stick: every page, the search, the files that people open; no server.

A browser that opens a file (`file://`) answers a folder's address with a list of its files, lets no page fetch and starts no
worker. So links name files, and what the search needs comes as scripts (stick.js). What is not on the stick (the other
languages, data for programs, permanent addresses) is linked where the public site has it. Kiwix readers get the same files.
"""

from __future__ import annotations

import json
import posixpath
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from kb.base import KnowledgeBase
from kb.delivery.headers import PAGE_POLICY
from kb.delivery.stick_links import INDEX, Stick, relinked
from kb.pages.addresses import address_of
from kb.pages.offline import PATH as KEEPING
from kb.pages.page import html
from kb.pages.writer import Context, Writer
from kb.roots import prefix_of
from kb.search.write import index_names
from kb.settings import Settings

FOLDER = "usb"
_SCRIPT = "assets/stick.js"
_KEPT = {".css", ".png", ".svg", ".csv", ".pdf", ".vcf", ".xlsx"}
"""Endings of the files, besides pictures and scripts, that pages need or people open; what only programs read stays away."""
_LINKED = re.compile(r'\s(href|src)="([^":?#]+)')
_HEAD = re.compile(r'<script src="[^"]*assets/kb-head\.js"')
_ARTICLE = '<article class="md-content__inner md-typeset">'
_POLICY = re.compile(r'(http-equiv="Content-Security-Policy" content=")[^"]*')
_FIRST = (1980, 1, 1, 0, 0, 0)
"""The time of everything in an archive: the earliest that the format knows, so that archives are the same to the byte."""


def policy() -> str:
    """What a page on the stick may do: less than on a server. `'self'` means nothing where there is no host: the scheme is
    named. Source: W3C Content Security Policy Level 3, 6.7.2.8 (`zim:` is what Kiwix readers use)."""
    parts = (part.strip() for part in PAGE_POLICY.split(";"))
    kept = [part for part in parts if part.split()[0] not in {"connect-src", "worker-src", "manifest-src"}]
    return "; ".join(kept).replace("'self'", "'self' file: zim:")


def write_stick(
    kb: KnowledgeBase, lang: str, site_dir: Path, folder: Path, paths: list[str], settings: Settings
) -> None:
    """Write a language of a finished site into a folder, which is replaced, and beside it the same as an archive.

    `paths` are the pages' addresses under the language's root; each page says that it is a copy, of the settings' day.
    """
    shutil.rmtree(folder, ignore_errors=True)
    _write(kb, lang, site_dir, folder, [path for path in paths if path != KEEPING], settings)
    _archive(folder)


def _write(kb: KnowledgeBase, lang: str, site_dir: Path, folder: Path, paths: list[str], settings: Settings) -> None:
    prefix = prefix_of(kb, lang)
    texts = {prefix + path: (site_dir / prefix / path / INDEX).read_text(encoding="utf-8") for path in paths}
    search = index_names(kb, lang)
    linked = {name for address, text in texts.items() for name in _files(address, text)}
    files = {name for name in linked if (site_dir / name).is_file()} | set(search.values())
    places = ((ident, address_of(kb, ident)) for ident in kb.ids())
    cited = {ident: f"{prefix}{place[0]}" + f"#{place[1]}" * bool(place[1]) for ident, place in places if place}
    stick = Stick(prefix, texts.keys(), files, cited, settings.site_url)
    writer = Writer(Context(kb, lang, settings.today), "")
    for address, text in texts.items():
        _put(folder / stick.name(address), _page(text, address, stick, _note(writer, address, stick)))
    for name in sorted(files - set(search.values())):
        _copy(site_dir / name, folder / stick.name(name))
    for name, text in _search(site_dir, search, lang):
        _put(folder / stick.name(name), text)
    _put(folder / _SCRIPT, Path(__file__).with_name("stick.js").read_text(encoding="utf-8"))


def _page(text: str, address: str, stick: Stick, note: str) -> str:
    up = "../" * stick.name(address).count("/")
    own = relinked(_POLICY.sub(rf"\g<1>{policy()}", text, count=1), address, stick)
    own = own.replace(_ARTICLE, _ARTICLE + note, 1)
    return _HEAD.sub(lambda match: f'<script src="{up}{_SCRIPT}"></script>{match.group()}', own, count=1)


def _note(writer: Writer, address: str, stick: Stick) -> str:
    """What every page says first: that it is a copy, how old it is, and where today's page stands."""
    said = writer.label("stick_reading", day=writer.day(writer.context.today))
    link = html(' <a href="{}">{}</a>', stick.site_url + address, writer.label("stick_public"))
    return html('<p class="kb-kept">{}{}</p>', said, link if stick.site_url else "")


def _files(address: str, text: str) -> Iterator[str]:
    """Where the files of the site stand, if they exist, that a page needs or that its readers open."""
    for attribute, link in set(_LINKED.findall(text)):
        if attribute == "src" or posixpath.splitext(link)[1] in _KEPT:
            path = posixpath.normpath(posixpath.join(address, link))
            if not path.startswith(("../", "/")):
                yield path


def _search(site_dir: Path, names: dict[str, str], lang: str) -> Iterator[tuple[str, str]]:
    """What the search needs, as scripts; and the empty index that Material's script asks for under `file://`."""
    for key, name in names.items():
        text = (site_dir / name).read_text(encoding="utf-8")
        if key == "worker":
            yield name, f"kbStick.worker(function (self) {{\n{text}\n}});\n"
        else:
            given = (json.dumps(part, ensure_ascii=False) for part in (name.rpartition("/")[2], text))
            yield f"{name}.js", f"kbStick.text({', '.join(given)});\n"
    folder = names["worker"].rpartition("/")[0]
    index = {"config": {"lang": [lang], "separator": r"[\s\-]+"}, "docs": []}
    yield f"{folder}/search_index.js", f"var __index = {json.dumps(index)};\n"


def _put(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def _copy(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(source, target)


def _archive(folder: Path) -> None:
    """The folder as one file, to send or to download: `es.zip` beside `es/`, with that folder in it."""
    with ZipFile(folder.with_suffix(".zip"), "w", ZIP_DEFLATED) as archive:
        for path in sorted(path for path in folder.rglob("*") if path.is_file()):
            info = ZipInfo(path.relative_to(folder.parent).as_posix(), _FIRST)
            info.compress_type, info.external_attr = ZIP_DEFLATED, 0o644 << 16
            archive.writestr(info, path.read_bytes())
