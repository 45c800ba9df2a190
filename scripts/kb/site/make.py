"""Building the pages of one language with MkDocs."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from mkdocs.commands.build import build as mkdocs_build
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig

from kb.read.tree import CONFIGURATION, Tree
from kb.site.plugin import KnowledgeBasePlugin


def configuration(
    root: Path, lang: str, site_dir: Path, *, paper: bool = False, **options: Any
) -> tuple[MkDocsConfig, KnowledgeBasePlugin]:
    """The site's settings for one language, and our plugin in them. `options` overrule what `mkdocs.yml` says."""
    config = load_config(str(root / CONFIGURATION), site_dir=str(site_dir), **options)
    plugin = config.plugins["kb"]
    assert isinstance(plugin, KnowledgeBasePlugin)
    plugin.config.only, plugin.config.paper = lang, paper
    return config, plugin


def build_language(
    root: Path, lang: str, site_dir: Path, tree: Tree | None = None, learnt: Path | None = None, **options: Any
) -> list[str]:
    """Build the pages of one language into a folder; their addresses under the language's root. `tree` is the content,
    if it has been read already; at `learnt` another process hands over what the search knows of the words."""
    config, plugin = configuration(root, lang, site_dir, **options)
    plugin.given, plugin.learnt = tree, learnt
    mkdocs_build(config)
    return [page.path for page in plugin.pages.values()]
