"""Copies of a finished site that are carried to where no line is: a folder for USB sticks and a file for Kiwix, a language each."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from kb.base import KnowledgeBase
from kb.delivery.stick import FOLDER as STICKS
from kb.delivery.stick import write_stick
from kb.delivery.zim import FOLDER as ZIMS
from kb.delivery.zim import about, can_be_made, write_zim
from kb.processes import alongside
from kb.settings import Settings
from kb.stages import stage


def write_copies(
    kb: KnowledgeBase,
    site_dir: Path,
    target: Path,
    paths: list[str],
    settings: Settings,
    meanwhile: Callable[[], None] = lambda: None,
) -> None:
    """Write the copies of a site into a folder. `paths` are the pages' addresses under each language's root; `meanwhile` is
    what this process does while others write: it leaves the pages as they are, and what they are made with.

    Where libzim is not installed, there is no file for Kiwix.
    """

    def write(number: int) -> None:
        lang = kb.languages[number]
        stick = target / STICKS / lang
        with stage("copies for USB sticks"):
            write_stick(kb, lang, site_dir, stick, paths, settings)
        if can_be_made():
            with stage("copies for Kiwix"):
                write_zim(stick, target / ZIMS / f"{lang}.zim", about(kb, lang, settings.site_url, settings.today))

    alongside(write, len(kb.languages), meanwhile)
