"""What a screen reader is told of key pages: golden snapshots of the accessibility tree, in both languages. They are taken
of a site made from the small tree, so that a change of the content changes none of them. After a change that is wanted:

    python -m tests.spoken_names
"""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path

from playwright.sync_api import Browser

from kb.build import build
from kb.read.tree import read_tree
from tests.browser.server import serving
from tests.chromium import chromium

HERE = Path(__file__).parent
FOLDER = HERE / "golden_names"
COMMAND = "python -m tests.spoken_names"
PAGES = ("", "rg/1/", "mx/", "directory/mx/", "directory/browse/", "search/")
LANGUAGES = {"es": "", "en": "en/"}
DAY = "1767225600"
"""The day of the build: 1 January 2026, in seconds since 1970."""


COUNTRY = {
    "MX.md": """---
id: MX
status: proposed
layout: single
contacts: [mx-dif]
sources: [mx-dif]
---

# México: hoja de ruta {lang=es}

Qué hace cada institución.

# Mexico: route map {lang=en}

What each institution does.
""",
    "MX-1.md": """---
id: MX-1
status: proposed
step: notify
actors: [migration]
contacts: [mx-dif]
deadline: {immediately: true}
sources: [mx-dif]
---

# Avisar al DIF {lang=es}

Avise al DIF ([RG-1.1]).

# Notify the DIF {lang=en}

Notify the DIF ([RG-1.1]).
""",
}
"""A country, which the small tree has not."""


def make_site(folder: Path) -> Path:
    """A site from the small tree with the site's own words."""
    tree, site = folder / "tree", folder / "site"
    shutil.copytree(HERE / "rules" / "_base", tree)
    shutil.copytree(HERE / "tools", tree, dirs_exist_ok=True)
    settings = (HERE.parent / "mkdocs.yml").read_text(encoding="utf-8")
    (tree / "mkdocs.yml").write_text(
        settings.replace("custom_dir: scripts", f"custom_dir: {HERE.parent}/scripts"), "utf-8"
    )
    labels = (HERE.parent / "guidelines/labels.yml").read_text(encoding="utf-8")
    (tree / "guidelines/labels.yml").write_text(labels, encoding="utf-8")
    for lang, words in {"es": "# Protección\n\nQué hacer.\n", "en": "# Protection\n\nWhat to do.\n"}.items():
        (tree / "docs" / lang).mkdir(parents=True, exist_ok=True)
        (tree / "docs" / lang / "index.md").write_text(words, encoding="utf-8")
    (tree / "guidelines/countries/mx").mkdir(parents=True)
    for name, text in COUNTRY.items():
        (tree / "guidelines/countries/mx" / name).write_text(text, encoding="utf-8")
    before = os.environ.get("SOURCE_DATE_EPOCH")
    os.environ["SOURCE_DATE_EPOCH"] = DAY
    try:
        build(tree, read_tree(tree).kb, site, site_url="http://127.0.0.1/")
    finally:
        if before is None:
            del os.environ["SOURCE_DATE_EPOCH"]
        else:
            os.environ["SOURCE_DATE_EPOCH"] = before
    return site


def snapshots(browser: Browser, site: Path) -> dict[str, str]:
    """The accessibility tree of each page as text, by the name of its golden file."""
    found = {}
    with serving(site) as address:
        for lang, prefix in LANGUAGES.items():
            context = browser.new_context(viewport={"width": 360, "height": 740}, locale=lang, reduced_motion="reduce")
            page = context.new_page()
            for path in PAGES:
                page.goto(f"{address}{prefix}{path}")
                page.wait_for_selector(".kb-menu [role=button]")
                lines = page.locator("body").aria_snapshot().splitlines()
                name = f"{lang}-{path.strip('/').replace('/', '-') or 'home'}.yml"
                found[name] = "".join(f"{line}\n" for line in lines if "/url:" not in line)
            context.close()
    return found


def write() -> None:
    """Write the golden files."""
    shutil.rmtree(FOLDER, ignore_errors=True)
    FOLDER.mkdir()
    with tempfile.TemporaryDirectory() as folder, chromium() as browser:
        for name, text in snapshots(browser, make_site(Path(folder))).items():
            (FOLDER / name).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    write()
