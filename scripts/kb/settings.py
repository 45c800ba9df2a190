"""The site's few settings, and what pages are made from them."""

from __future__ import annotations

import os
import subprocess
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from kb.ledger.confirmed import confirmed_texts
from kb.ledger.history import History
from kb.pages.writer import Context
from kb.read.files import read_text
from kb.read.markdown import split_front_matter
from kb.read.pictures import sizes
from kb.read.tree import CONFIGURATION, Tree, languages_of
from kb.read.yaml_text import readable_part


@dataclass(frozen=True)
class Settings:
    """What a build is told: where the site will stand, where its sources are edited, and what day it is."""

    site_url: str = ""
    edit_base: str = ""
    report_base: str = ""
    today: date = date(1970, 1, 1)


def site_url_of(root: Path) -> str:
    """The address at which the site will stand, as configured for MkDocs; it ends in a slash, or is empty."""
    url = _configured(root, "site_url")
    return f"{url.rstrip('/')}/" if url else ""


def settings_of(root: Path) -> Settings:
    """What is configured for MkDocs, for pages that another generator will build."""
    edit, report = _configured(root, "extra", "edit_base"), _configured(root, "extra", "report_base")
    return Settings(site_url_of(root), edit, report, build_date(root))


def _configured(root: Path, *keys: str) -> str:
    """A text of the configuration; empty where there is none, or something else."""
    value = readable_part(read_text(root, CONFIGURATION).text)
    for key in keys:
        value = value.get(key) if isinstance(value, dict) else None
    return value if isinstance(value, str) else ""


def rules_address(root: Path, lang: str) -> str:
    """The address of the page that explains the rules, in a language that the site has; empty if none is configured."""
    base, languages = site_url_of(root), languages_of(root)
    prefix = f"{lang}/" if lang in languages[1:] else ""
    return f"{base}{prefix}rules/" if base else ""


def build_date(root: Path) -> date:
    """The day that a build speaks of: SOURCE_DATE_EPOCH, else the last commit's, else today. Two builds of one commit
    are the same to the byte."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    if not epoch.isdigit():
        git = subprocess.run(  # noqa: S603
            ["git", "-C", str(root), "log", "-1", "--format=%ct"],  # noqa: S607
            capture_output=True, text=True, check=False,
        )  # fmt: skip
        epoch = git.stdout.strip()
    return datetime.fromtimestamp(int(epoch), UTC).date() if epoch.isdigit() else datetime.now(UTC).date()


def context_of(tree: Tree, lang: str, settings: Settings) -> Context:
    """What the pages of one language are made for."""
    by_hand = {}
    prefix = f"docs/{lang}/"
    for path, document in tree.documents.items():
        if document.kind == "page" and path.startswith(prefix):
            split = split_front_matter(document.text)
            by_hand[path.removeprefix(prefix).removesuffix(".md")] = document.text[split[2] if split else 0 :]
    history = History.of(tree.root)
    return Context(
        tree.kb,
        lang,
        settings.today,
        settings.edit_base,
        settings.report_base,
        by_hand,
        sizes(tree.root),
        history.releases,
        confirmed_texts(tree.root, tree.kb, history),
    )
