"""The one module that knows MkDocs: it hands the pages over as virtual files and builds or previews the site."""

from __future__ import annotations

import re
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from threading import Timer
from typing import Any

from mkdocs import utils
from mkdocs.commands.build import _build_page, _populate_page
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
from kb.check.memory import Memory
from kb.check.run import check
from kb.exports.json_ld import json_ld
from kb.extras import write_extras
from kb.ledger.history import History
from kb.machines.llms import FILE as LLMS
from kb.machines.llms import llms_txt
from kb.machines.markdown import write_markdown
from kb.messages import translate
from kb.pages.page import NavItem, Page
from kb.pages.site_map import all_pages, navigation, pages_with
from kb.pages.writer import Context
from kb.paper.editions import address_from
from kb.read.tree import CONFIGURATION, Tree, languages_of, read_tree
from kb.resolver import prefix_of
from kb.search.write import write_search
from kb.settings import Settings, build_date, context_of
from kb.theme_values import theme_values

_HIDDEN = {"home": ["toc"], "wide": ["toc"]}
"""What the theme leaves out beside the text, by layout."""
_MARK = "\ue000"
_OUR_HTML = re.compile(r"^<(?:div|dl|form|ol|p|ul)\b[^\n]*$", re.M)
"""The blocks that `kb.pages.page.block` writes: one line each. Content itself holds no HTML."""
_KEPT = re.compile(f"<p>{_MARK}([0-9]+){_MARK}</p>")
_SOURCES = ("guidelines", "directory", "docs")


class KnowledgeBaseConfig(Config):  # type: ignore[no-untyped-call]
    """The plugin's options in `mkdocs.yml`."""

    only = Type(str, default="")
    """Build this language alone (set by `kb build` and `kb serve`, which take one language at a time)."""
    paper = Type(bool, default=False)
    """Whether editions for paper will stand beside the pages, so that pages lead to them (set by `kb build --pdf`)."""


class KnowledgeBasePlugin(BasePlugin[KnowledgeBaseConfig]):  # type: ignore[no-untyped-call]
    """Adds every page of the knowledge base to a MkDocs site."""

    def __init__(self) -> None:
        self.serving = "serve" in sys.argv[1:2]  # an on_startup event would tell, but MkDocs then shares one plugin
        self.tree: Tree | None = None
        self.problems: list[Problem] = []
        self.pages: dict[str, Page] = {}
        self.context: Context | None = None
        self.settings = Settings()
        self.built: tuple[Any, Files, Any] | None = None
        """What the last build made pages with (navigation, files, templates): the preview makes single pages with it."""

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
            self.take(*(check(root) if self.serving else (read_tree(root), [])), config)
        assert self.tree is not None
        self.context = context_of(self.tree, lang, self.settings)
        self.pages = {f"{lang}/{page.uri}": page for page in all_pages(self.context)}
        config.nav = [_nav(item) for item in navigation(self.context, list(self.pages.values()))]
        config.site_name = self.context.kb.label("site_name", lang)
        config.theme["language"] = lang
        config.theme.static_templates -= {"404.html", "sitemap.xml"}  # ours are written at the end, for all languages
        return config

    def take(self, tree: Tree, problems: list[Problem], config: MkDocsConfig) -> None:
        """Work with this content."""
        self.tree, self.problems = tree, problems
        edit, report = config.extra.get("edit_base", ""), config.extra.get("report_base", "")
        self.settings = Settings(config.site_url or "", edit, report, build_date(tree.root))

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

    def on_env(self, env: Any, *, config: MkDocsConfig, files: Files) -> Any:
        """The pages of a language are about to be made, from content that is known: its search can be made too."""
        assert self.context is not None
        target = Path(config.site_dir) / prefix_of(self.context.kb, self.context.lang) / LLMS
        target.parent.mkdir(parents=True, exist_ok=True)
        pages = list(self.pages.values())
        target.write_text(llms_txt(self.context, pages, navigation(self.context, pages)), encoding="utf-8")
        self.built = (None, files, env)
        write_search(self.context, Path(config.site_dir))
        return env

    def on_page_read_source(self, *, page: SitePage, config: MkDocsConfig) -> str | None:
        ours = self.pages.get(page.file.src_uri)
        if ours is None:
            return None
        page.edit_url = self.settings.edit_base + ours.source if ours.source and self.settings.edit_base else None
        return ours.markdown

    def on_page_markdown(self, markdown: str, *, page: SitePage, config: MkDocsConfig, files: Files) -> str:
        """Set our own HTML aside: Markdown's slowest part is reading HTML that it then leaves as it is."""
        kept: list[str] = []

        def keep(match: re.Match[str]) -> str:
            kept.append(match.group())
            return f"\n{_MARK}{len(kept) - 1}{_MARK}\n"

        page.meta["kb_blocks"] = kept
        return _OUR_HTML.sub(keep, markdown) if page.file.src_uri in self.pages else markdown

    def on_page_content(self, html: str, *, page: SitePage, config: MkDocsConfig, files: Files) -> str:
        kept = page.meta.get("kb_blocks", [])
        return _KEPT.sub(lambda match: kept[int(match.group(1))], html)

    @event_priority(0)
    def on_page_context(self, context: Any, *, page: SitePage, config: MkDocsConfig, nav: Any) -> Any:
        """Tell the theme what it needs: the page's other languages, its problems in the preview."""
        assert self.context is not None
        if self.built and self.built[0] is None:
            self.built = (nav, *self.built[1:])
        ours = self.pages.get(page.file.src_uri)
        context["kb"] = theme_values(self.context, ours.path if ours else "")
        context["kb"]["title"] = ours.title if ours else page.title
        context["kb"]["scripts"] = ours.scripts if ours else ()
        context["kb"]["pdf"] = (
            self.config.paper and ours and address_from(self.context.kb, self.context.lang, ours.path)
        )
        context["kb"]["json_ld"] = json_ld(self.context.kb, self.context.lang, ours.ids, self.settings) if ours else ""
        context["kb"]["problems"] = self.problems_of(ours) if self.serving and ours else []
        context["kb"]["serving"] = self.serving
        if ours:
            write_markdown(ours, Path(page.file.abs_dest_path).parent)
        page.meta["hide"] = _HIDDEN.get(ours.layout, []) if ours else []
        return context

    def problems_of(self, page: Page) -> list[str]:
        """The problems in the files that a page is made from, one line each, in the page's language."""
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
        if i18n.building or self.context is None:
            return
        if not self.config.only:
            self.write_extras(Path(config.site_dir))

    def write_extras(self, site_dir: Path) -> None:
        """Write what stands beside the pages of all languages."""
        assert self.tree is not None
        paths = [page.path for page in self.pages.values()]
        write_extras(self.tree.kb, site_dir, self.settings, History.of(self.tree.root), paths)

    def on_serve(self, server: LiveReloadServer, *, config: MkDocsConfig, builder: Any) -> LiveReloadServer:
        for folder in _SOURCES:
            server.watch(str(Path(config.config_file_path).parent / folder))
        return server


def _nav(item: NavItem) -> dict[str, Any]:
    if item.children:
        return {item.title: [_nav(child) for child in item.children]}
    return {item.title: f"{item.path}index.md"}


def _configuration(
    root: Path, lang: str, site_dir: Path, *, paper: bool = False, **options: Any
) -> tuple[MkDocsConfig, KnowledgeBasePlugin]:
    config = load_config(str(root / CONFIGURATION), site_dir=str(site_dir), **options)
    plugin = config.plugins["kb"]
    assert isinstance(plugin, KnowledgeBasePlugin)
    plugin.config.only, plugin.config.paper = lang, paper
    return config, plugin


def build_language(root: Path, lang: str, site_dir: Path, **options: Any) -> list[str]:
    """Build the pages of one language into a folder; their addresses under the language's root."""
    config, plugin = _configuration(root, lang, site_dir, **options)
    mkdocs_build(config)
    return [page.path for page in plugin.pages.values()]


@contextmanager
def _kept_directory() -> Iterator[None]:
    """MkDocs empties the site's folder before each build; two languages that share one must not."""
    clean, utils.clean_directory = utils.clean_directory, lambda directory: None
    try:
        yield
    finally:
        utils.clean_directory = clean


def _look(root: Path) -> dict[str, float]:
    """What gives every page its look, and when it was changed: the settings, the pictures."""
    paths = [root / CONFIGURATION, *(root / "docs" / "assets").rglob("*")]
    return {str(path): path.stat().st_mtime for path in paths if path.is_file()}


class Preview:
    """A live preview: the first build makes every page. After an edit the pages come first on which the edited texts
    stand, so that the editor soon sees them, then the others that it changes."""

    def __init__(self, root: Path, site_dir: Path, site_url: str) -> None:
        self.root, self.site_dir, self.site_url = root, site_dir, site_url
        self.languages: list[tuple[MkDocsConfig, KnowledgeBasePlugin]] = []
        self.look: dict[str, float] = {}
        self.texts: dict[str, str] = {}
        self.memory = Memory()
        self.behind = False
        """Whether some pages still show what stood there before the last edit."""

    def build(self) -> None:
        """Bring the site up to date with the files; if texts were edited, at first only the pages that hold them."""
        look = _look(self.root)
        tree, problems = check(self.root, memory=self.memory)
        texts = {path: document.text for path, document in tree.documents.items()}
        edited = {path for path in texts.keys() | self.texts.keys() if texts.get(path) != self.texts.get(path)}
        self.texts = texts
        if look == self.look and not edited and not self.behind:
            return
        refresh = partial(self._refresh_all, tree, problems)
        if look != self.look or not ((edited and refresh(edited)) or refresh(None)):
            self._build_all()
        self.look = look

    def _refresh_all(self, tree: Tree, problems: list[Problem], edited: set[str] | None) -> bool:
        """Make pages again in all languages; False if that is not enough."""
        self.behind = edited is not None
        return all(self._refresh(*language, tree, problems, edited) for language in self.languages)

    def _build_all(self) -> None:
        self.languages, self.behind = [], False
        with _kept_directory():
            for lang in languages_of(self.root):
                config, plugin = _configuration(self.root, lang, self.site_dir, site_url=self.site_url)
                plugin.serving = True
                mkdocs_build(config)
                self.languages.append((config, plugin))
        plugin.write_extras(self.site_dir)

    def _refresh(
        self,
        config: MkDocsConfig,
        plugin: KnowledgeBasePlugin,
        tree: Tree,
        problems: list[Problem],
        edited: set[str] | None,
    ) -> bool:
        """Make the pages of one language again that changed: all, or those that hold the edited texts. False if that is
        not enough: pages came or went, changed their titles or, of edited texts, there are none."""
        assert plugin.built is not None
        assert plugin.context is not None
        nav, files, env = plugin.built
        before, told = plugin.pages, {uri: plugin.problems_of(page) for uri, page in plugin.pages.items()}
        plugin.take(tree, problems, config)
        plugin.context = context = context_of(tree, plugin.context.lang, plugin.settings)
        made = all_pages(context) if edited is None else pages_with(context, edited)
        pages = {f"{context.lang}/{page.uri}": page for page in made}
        kept = before.keys() if edited is None else pages.keys()
        if not pages or {uri: page.title for uri, page in pages.items()} != {
            uri: before[uri].title for uri in kept & before.keys()
        }:
            return False
        plugin.pages = before | pages
        changed = [uri for uri, page in pages.items() if page != before[uri] or plugin.problems_of(page) != told[uri]]
        documents = files.documentation_pages()
        for uri in changed:
            file = files.src_uris[uri]
            assert file.page is not None
            _populate_page(file.page, config, files)
            _build_page(file.page, config, documents, nav, env)
        return True


REST_AFTER = 2.0
"""Seconds without an edit after which the preview makes the pages that an edit changes elsewhere."""


def serve(root: Path, host: str, port: int) -> None:
    """Show a live preview until interrupted."""
    with tempfile.TemporaryDirectory(prefix="kb-preview-") as folder:
        preview = Preview(root, Path(folder), f"http://{host}:{port}/")
        preview.build()
        server = LiveReloadServer(builder=lambda: _take_turns(preview, server), host=host, port=port, root=folder)
        for source in (*_SOURCES, CONFIGURATION):
            server.watch(str(root / source))
        try:
            server.serve()  # type: ignore[no-untyped-call]
        except KeyboardInterrupt:
            server.shutdown()


def _take_turns(preview: Preview, server: LiveReloadServer) -> None:
    """Build, and ask for another turn if that leaves something for later."""

    def ask() -> None:
        with server._rebuild_cond:
            server._want_rebuild = True
            server._rebuild_cond.notify_all()

    preview.build()
    if preview.behind:
        Timer(REST_AFTER, ask).start()
