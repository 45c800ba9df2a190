"""Copies of a finished site that are carried to where no line is: a folder for USB sticks and a file for Kiwix, a language each.

In one file each they also stand in the site, under `copies/`; the page on which readers keep a copy leads to them. The
copies do not hold that page, so that neither waits for the other.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

from markupsafe import Markup

from kb.base import KnowledgeBase
from kb.delivery.stick import FOLDER as STICKS
from kb.delivery.stick import write_stick
from kb.delivery.zim import FOLDER as ZIMS
from kb.delivery.zim import about, can_be_made, write_zim
from kb.pages.offline import PATH as KEEPING
from kb.pages.offline import no_carried
from kb.pages.page import html, join
from kb.pages.writer import Context, Writer
from kb.processes import in_processes
from kb.roots import prefix_of
from kb.settings import Settings
from kb.stages import stage

PUBLISHED = "copies/"
"""Where the copies stand under the site's root, as `es.zip` and `es.zim`: addresses that stay the same."""
INDEX = "index.html"


def write_copies(kb: KnowledgeBase, site_dir: Path, target: Path, paths: list[str], settings: Settings) -> None:
    """Write the copies of a site into a folder. `paths` are the pages' addresses under each language's root.

    Where libzim is not installed, there is no file for Kiwix, nor does one of before stay.
    """

    def write(number: int) -> None:
        lang = kb.languages[number]
        stick, zim = target / STICKS / lang, target / ZIMS / f"{lang}.zim"
        with stage("copies for USB sticks"):
            write_stick(kb, lang, site_dir, stick, paths, settings)
        zim.unlink(missing_ok=True)
        if can_be_made():
            with stage("copies for Kiwix"):
                write_zim(stick, zim, about(kb, lang, settings.site_url, settings.today))

    in_processes(write, len(kb.languages))


def publish_copies(kb: KnowledgeBase, site_dir: Path, target: Path, settings: Settings) -> None:
    """Put the copies that stand in a folder into the site, and links to them into each language's page of copies."""
    (site_dir / PUBLISHED).mkdir(exist_ok=True)
    found = {}
    for lang in kb.languages:
        files = ((STICKS, f"{lang}.zip", "carry_stick"), (ZIMS, f"{lang}.zim", "carry_kiwix"))
        found[lang] = [(name, key) for folder, name, key in files if (target / folder / name).is_file()]
        for folder, name, _key in files:
            if (target / folder / name).is_file():
                shutil.copyfile(target / folder / name, site_dir / PUBLISHED / name)
    for lang in kb.languages:
        writer = Writer(Context(kb, lang, settings.today), KEEPING)
        page = site_dir / prefix_of(kb, lang) / KEEPING / INDEX
        text = page.read_text(encoding="utf-8")
        shown = html('<ul class="kb-list">{}</ul>', join(list(_lines(writer, site_dir, found[lang]))))
        page.write_text(text.replace(no_carried(writer), shown, 1), encoding="utf-8")


def _lines(writer: Writer, site_dir: Path, files: list[tuple[str, str]]) -> Iterator[Markup]:
    """A file a line: what it is for, and how heavy it is."""
    for name, key in files:
        size = f"{(site_dir / PUBLISHED / name).stat().st_size / 1e6:.1f}".replace(".", writer.label("decimal_mark"))
        yield html(
            '<li><a href="{}" download>{}</a> <span class="kb-count">{} MB</span></li>',
            writer.file(PUBLISHED + name),
            writer.label(key),
            size,
        )
