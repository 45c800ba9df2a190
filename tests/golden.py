"""The pages of the small tree as they are meant to be. `python -m tests.golden` writes them anew: read the difference."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

from kb.pages.fields import PATH as FIELDS_PATH
from kb.pages.rules import PATH as RULES_PATH
from kb.pages.site_map import all_pages
from kb.read.tree import read_tree
from kb.settings import Settings, context_of

FOLDER = Path(__file__).parent / "golden"
SMALL = Path(__file__).parent / "rules" / "_base"
SETTINGS = Settings(
    "https://example.org/",
    "https://code.example.org/edit/",
    "https://code.example.org/new?template=x",
    date(2026, 1, 1),
)
COMMAND = "python -m tests.golden"


def pages() -> dict[str, str]:
    """The Markdown of every page that is made from the small tree, by file name; the pages of rules and of fields are made
    from code."""
    tree = read_tree(SMALL)
    return {
        f"{lang}/{page.uri}": page.markdown
        for lang in tree.kb.languages
        for page in all_pages(context_of(tree, lang, SETTINGS))
        if page.path not in (RULES_PATH, FIELDS_PATH)
    }


def write() -> None:
    """Write the golden files."""
    shutil.rmtree(FOLDER, ignore_errors=True)
    for name, text in pages().items():
        path = FOLDER / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    write()
