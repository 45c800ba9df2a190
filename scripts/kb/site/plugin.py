"""The MkDocs plugin: it hands the pages of the knowledge base over as virtual files."""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import Any

from mkdocs.config.base import Config
from mkdocs.config.config_options import Type
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import BasePlugin, event_priority
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page as SitePage

from kb.check.engine import Problem
from kb.check.run import check
from kb.description import describe
from kb.exports.json_ld import json_ld
from kb.extras import write_extras
from kb.ledger.history import History
from kb.machines.llms import FILE as LLMS
from kb.machines.llms import llms_txt
from kb.machines.markdown import write_markdown
from kb.messages import translate
from kb.pages.names import Names
from kb.pages.page import NavItem, Page
from kb.pages.site_map import all_pages, navigation
from kb.pages.writer import Context
from kb.paper.editions import address_from
from kb.read.tree import Tree, read_tree
from kb.roots import prefix_of
from kb.search.learnt import take_over
from kb.search.write import write_search
from kb.settings import Settings, build_date, context_of
from kb.stages import stage
from kb.theme_values import theme_values

_HIDDEN = {"home": ["toc"], "wide": ["toc"]}
"""What the theme leaves out beside the text, by layout."""
_MARK = "\ue000"
_OUR_HTML = re.compile(r"^<(?:div|dl|form|ol|p|ul)\b[^\n]*$", re.M)
"""The blocks that `kb.pages.page.block` writes: one line each. Content itself holds no HTML."""
_KEPT = re.compile(f"<p>{_MARK}([0-9]+){_MARK}</p>")
SEARCH = "search: index"
"""The stage within a language's pages that stock MkDocs has, too, but that is no page."""
TABLES = "kb.tables"
"""Our own Markdown extension: whoever edits `mkdocs.yml` cannot forget it."""
SOURCES = ("guidelines", "directory", "docs")
"""The folders that editors change."""


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
        self.given: Tree | None = None
        """The content, if it has been read already."""
        self.learnt: Path | None = None
        """Where another process hands over what it learns of the words, if one does."""
        self.tree: Tree | None = None
        self.problems: list[Problem] = []
        self.pages: dict[str, Page] = {}
        self.context: Context | None = None
        self.names: Names | None = None
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
            self.take(*(check(root) if self.serving else (self.given or read_tree(root), [])), config)
        assert self.tree is not None
        self.context = context_of(self.tree, lang, self.settings)
        self.pages = {f"{lang}/{page.uri}": page for page in all_pages(self.context)}
        config.nav = [_nav(item) for item in navigation(self.context, list(self.pages.values()))]
        config.site_name = self.context.kb.label("site_name", lang)
        config.theme["language"] = lang
        if TABLES not in config.markdown_extensions:
            config.markdown_extensions.append(TABLES)
        config.theme.static_templates -= {"404.html", "sitemap.xml"}  # ours are written at the end, for all languages
        return config

    def take(self, tree: Tree, problems: list[Problem], config: MkDocsConfig) -> None:
        """Work with this content."""
        self.tree, self.problems, self.names = tree, problems, Names(tree.kb)
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
        with stage(SEARCH):
            learnt = take_over(self.learnt, self.context.lang) if self.learnt else None
            write_search(self.context, Path(config.site_dir), learnt)
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

    def on_post_page(self, output: str, *, page: SitePage, config: MkDocsConfig) -> str:
        """Names in another language than the page's say in which, in the navigation too."""
        assert self.context is not None
        return self.names.marked(output, self.context.lang) if self.names else output

    @event_priority(0)
    def on_page_context(self, context: Any, *, page: SitePage, config: MkDocsConfig, nav: Any) -> Any:
        """Tell the theme what it needs: the page's other languages, its problems in the preview."""
        assert self.context is not None
        if self.built and self.built[0] is None:
            self.built = (nav, *self.built[1:])
        ours = self.pages.get(page.file.src_uri)
        context["kb"] = theme_values(self.context, ours.path if ours else "")
        context["kb"]["title"] = ours.title if ours else page.title
        about = f"{page.title}. {self.context.kb.label('llms_intro', self.context.lang)}"
        context["kb"]["description"] = describe(page.content or "", about)
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
        for folder in SOURCES:
            server.watch(str(Path(config.config_file_path).parent / folder))
        return server


def _nav(item: NavItem) -> dict[str, Any]:
    if item.children:
        return {item.title: [_nav(child) for child in item.children]}
    return {item.title: f"{item.path}index.md"}
