"""The one module that knows MkDocs: it hands the pages over as virtual files and builds or previews the site."""

from __future__ import annotations

import logging
import shutil
from pathlib import Path
from typing import Any, Literal

from mkdocs.commands.build import build as mkdocs_build
from mkdocs.config import load_config
from mkdocs.config.base import Config
from mkdocs.config.config_options import Type
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import BasePlugin, event_priority
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page as SitePage

from kb.check.engine import Problem
from kb.check.run import check
from kb.extras import split_search_index, write_extras
from kb.messages import translate
from kb.pages.page import NavItem, Page, relative
from kb.pages.site_map import all_pages, navigation
from kb.pages.writer import Context
from kb.read.tree import CONFIGURATION, Tree
from kb.resolver import prefix_of
from kb.settings import Settings, build_date, context_of

log = logging.getLogger("mkdocs.plugins.kb")


class KnowledgeBaseConfig(Config):
    """The plugin's options in `mkdocs.yml`."""

    only = Type(str, default="")
    """Build this language alone (set by `kb build`, which runs a process a language)."""


class KnowledgeBasePlugin(BasePlugin[KnowledgeBaseConfig]):
    """Adds every page of the knowledge base to a MkDocs site."""

    def __init__(self) -> None:
        self.serving = False
        self.tree: Tree | None = None
        self.problems: list[Problem] = []
        self.pages: dict[str, Page] = {}
        self.context: Context | None = None
        self.settings = Settings()

    def on_startup(self, *, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
        self.serving = command == "serve"

    @event_priority(50)
    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Read the content, once a build; then set what differs from language to language."""
        i18n: Any = config.plugins["i18n"]
        if self.config.only:
            i18n.current_language = self.config.only
            for language in i18n.config.languages:
                language.build = language.locale == self.config.only
        lang = i18n.current_language or i18n.default_language
        if self.tree is None or not i18n.building:
            root = Path(config.config_file_path).parent
            self.tree, self.problems = check(root)
            self.settings = Settings(config.site_url or "", config.extra.get("edit_base", ""), build_date(root))
        self.context = context_of(self.tree, lang, self.settings)
        pages = all_pages(self.context)
        self.pages = {f"{lang}/{page.uri}": page for page in pages}
        config.nav = [_nav(item) for item in navigation(self.context, pages)]
        config.site_name = self.context.kb.label("site_name", lang)
        config.theme["language"] = lang
        return config

    @event_priority(50)
    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Put the generated pages in place of what stands in the languages' folders."""
        assert self.context is not None
        folders = tuple(f"{lang}/" for lang in self.context.kb.languages)
        for file in list(files):
            if file.src_uri.startswith(folders) and file.is_documentation_page():
                files.remove(file)
        for uri in self.pages:
            files.append(File(uri, config.docs_dir, config.site_dir, config.use_directory_urls))
        return files

    def on_page_read_source(self, *, page: SitePage, config: MkDocsConfig) -> str | None:
        ours = self.pages.get(page.file.src_uri)
        if ours is None:
            return None
        page.title = ours.title
        page.edit_url = self.settings.edit_base + ours.source if ours.source and self.settings.edit_base else None
        return ours.markdown

    @event_priority(0)
    def on_page_context(self, context: Any, *, page: SitePage, config: MkDocsConfig, nav: Any) -> Any:
        """Tell the theme what it needs: the page's other languages, its problems in the preview."""
        assert self.context is not None
        ours = self.pages.get(page.file.src_uri)
        context["kb"] = theme_values(self.context, ours.path if ours else "")
        context["kb"]["layout"] = ours.layout if ours else "text"
        context["kb"]["problems"] = self._problems_of(ours) if self.serving and ours else []
        return context

    def _problems_of(self, page: Page) -> list[str]:
        assert self.context is not None
        lang, files = self.context.lang, {*page.sources, page.source}
        return [
            f"{p.path}:{p.line}:{p.column} [{p.rule}] "
            f"{translate(p.message, lang, **dict(p.args))}; {translate(p.hint, lang, **dict(p.args))}"
            for p in self.problems
            if p.path in files
        ]

    @event_priority(-200)
    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Once all languages are built, write what stands beside the pages."""
        i18n: Any = config.plugins["i18n"]
        if i18n.building or self.config.only or self.context is None:
            return
        finish_site(self.context, self.settings, Path(config.site_dir), [page.path for page in self.pages.values()])

    def on_serve(self, server: LiveReloadServer, *, config: MkDocsConfig, builder: Any) -> LiveReloadServer:
        root = Path(config.config_file_path).parent
        for folder in ("guidelines", "directory"):
            server.watch(str(root / folder))
        return server


def _nav(item: NavItem) -> dict[str, Any]:
    if item.children:
        return {item.title: [_nav(child) for child in item.children]}
    return {item.title: f"{item.path}index.md"}


def theme_values(context: Context, path: str) -> dict[str, Any]:
    """What the theme's templates know of a page: its address in each language and the site's own words."""
    kb, lang = context.kb, context.lang
    here = prefix_of(kb, lang) + path
    return {
        "lang": lang,
        "t": {key: texts.get(lang, key) for key, texts in kb.labels.items()},
        "languages": [
            {
                "code": other,
                "name": kb.label("language_name", other),
                "label": kb.label("language_switch", other),
                "href": relative(here, prefix_of(kb, other) + path),
                "path": prefix_of(kb, other) + path,
                "current": other == lang,
            }
            for other in kb.languages
        ],
        "default_path": path,
        "lang_root": relative(here, prefix_of(kb, lang)),
        "root": relative(here, ""),
    }


def finish_site(context: Context, settings: Settings, site_dir: Path, paths: list[str]) -> None:
    """What is written once, after the pages of all languages."""
    split_search_index(context.kb, site_dir)
    write_extras(context.kb, site_dir, settings, paths)


def build_language(root: Path, lang: str, site_dir: Path, **options: Any) -> list[str]:
    """Build the pages of one language into a folder; their addresses under the language's root."""
    config = load_config(str(root / CONFIGURATION), site_dir=str(site_dir), **options)
    plugin = config.plugins["kb"]
    assert isinstance(plugin, KnowledgeBasePlugin)
    plugin.config.only = lang
    config.plugins.on_startup(command="build", dirty=False)
    mkdocs_build(config)
    return [page.path for page in plugin.pages.values()]


def site_settings(root: Path, **options: Any) -> Settings:
    """The settings in `mkdocs.yml`, with the options given on the command line."""
    config = load_config(str(root / CONFIGURATION), **options)
    return Settings(config.site_url or "", config.extra.get("edit_base", ""), build_date(root))


def merge_language(kb_lang_prefix: str, built: Path, site_dir: Path) -> None:
    """Move what was built for one language to its place in the whole site."""
    for part in (kb_lang_prefix.rstrip("/"),) if kb_lang_prefix else tuple(p.name for p in built.iterdir()):
        if (built / part).exists():
            shutil.move(built / part, site_dir / part)
