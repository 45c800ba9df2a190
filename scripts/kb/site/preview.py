"""The live preview: MkDocs makes every page once, then those again that an edit changes."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from threading import Timer

from mkdocs import utils
from mkdocs.commands.build import _build_page, _populate_page
from mkdocs.commands.build import build as mkdocs_build
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.livereload import LiveReloadServer

from kb.check.engine import Problem
from kb.check.memory import Memory
from kb.check.run import check
from kb.pages.site_map import all_pages, pages_with
from kb.read.tree import CONFIGURATION, Tree, languages_of
from kb.settings import context_of
from kb.site.make import configuration
from kb.site.plugin import SOURCES, KnowledgeBasePlugin
from kb.site.renewal import SearchRenewal


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
    stand, so that the editor soon sees them, then the others that it changes, and last the search, in the background."""

    def __init__(self, root: Path, site_dir: Path, site_url: str) -> None:
        self.root, self.site_dir, self.site_url = root, site_dir, site_url
        self.languages: list[tuple[MkDocsConfig, KnowledgeBasePlugin]] = []
        self.look: dict[str, float] = {}
        self.texts: dict[str, str] = {}
        self.memory = Memory()
        self.search = SearchRenewal(root, site_dir)
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
        elif not self.behind:
            self.search.ask()
        self.look = look

    def _refresh_all(self, tree: Tree, problems: list[Problem], edited: set[str] | None) -> bool:
        """Make pages again in all languages; False if that is not enough: pages came or went, changed their titles or, of
        edited texts, no language has any."""
        self.behind = edited is not None
        made = [self._refresh(*language, tree, problems, edited) for language in self.languages]
        return None not in made and (edited is None or any(made))

    def _build_all(self) -> None:
        self.languages, self.behind = [], False
        with _kept_directory():
            for lang in languages_of(self.root):
                config, plugin = configuration(self.root, lang, self.site_dir, site_url=self.site_url)
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
    ) -> int | None:
        """Make the pages of one language again that changed: all, or those that hold the edited texts; how many hold
        them. None if that is not enough: pages came or went, or changed their titles."""
        assert plugin.built is not None
        assert plugin.context is not None
        nav, files, env = plugin.built
        before, told = plugin.pages, {uri: plugin.problems_of(page) for uri, page in plugin.pages.items()}
        plugin.take(tree, problems, config)
        plugin.context = context = context_of(tree, plugin.context.lang, plugin.settings)
        made = all_pages(context) if edited is None else pages_with(context, edited)
        pages = {f"{context.lang}/{page.uri}": page for page in made}
        kept = before.keys() if edited is None else pages.keys()
        if {uri: page.title for uri, page in pages.items()} != {uri: before[uri].title for uri in kept & before.keys()}:
            return None
        plugin.pages = before | pages
        changed = [uri for uri, page in pages.items() if page != before[uri] or plugin.problems_of(page) != told[uri]]
        documents = files.documentation_pages()
        for uri in changed:
            file = files.src_uris[uri]
            assert file.page is not None
            _populate_page(file.page, config, files)
            _build_page(file.page, config, documents, nav, env)
        return len(pages)


REST_AFTER = 2.0
"""Seconds without an edit after which the preview makes the pages that an edit changes elsewhere."""


def serve(root: Path, host: str, port: int) -> None:
    """Show a live preview until interrupted."""
    with tempfile.TemporaryDirectory(prefix="kb-preview-") as folder:
        preview = Preview(root, Path(folder), f"http://{host}:{port}/")
        preview.build()
        server = LiveReloadServer(builder=lambda: _take_turns(preview, server), host=host, port=port, root=folder)
        for source in (*SOURCES, CONFIGURATION):
            server.watch(str(root / source))
        try:
            server.serve()  # type: ignore[no-untyped-call]
        except KeyboardInterrupt:
            server.shutdown()
        finally:
            preview.search.stop()


def _take_turns(preview: Preview, server: LiveReloadServer) -> None:
    """Build, and ask for another turn if that leaves something for later."""

    def ask() -> None:
        with server._rebuild_cond:
            server._want_rebuild = True
            server._rebuild_cond.notify_all()

    preview.build()
    if preview.behind:
        Timer(REST_AFTER, ask).start()
