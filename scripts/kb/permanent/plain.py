"""The one template of the plain pages: no navigation, no menu; a text, and where to go from there."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from markupsafe import Markup

from kb.base import KnowledgeBase
from kb.exports.export import Export
from kb.ledger.history import History
from kb.pages.names import Names
from kb.pages.page import html, join
from kb.pages.writer import Writer
from kb.roots import POLICY
from kb.settings import Settings

_PAGE = (
    '<!doctype html><html lang="{lang}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">'
    '<meta http-equiv="Content-Security-Policy" content="{policy}"><meta name="robots" content="noindex">{head}'
    '<title>{title}</title><link rel="stylesheet" href="{up}assets/kb-plain.css">{script}</head>'
    "<body{css}><main>{body}</main></body></html>\n"
)
_SCRIPT = '<script src="{}assets/{}" defer></script>'


@dataclass
class Plain:
    """What plain pages are made for: the content, its releases, the settings."""

    kb: KnowledgeBase
    settings: Settings
    history: History = field(default_factory=lambda: History({}))

    @cached_property
    def writers(self) -> dict[str, Writer]:
        """A writer of words and dates for each language."""
        export = Export(self.kb, self.settings)
        return {lang: export.writer(lang) for lang in self.kb.languages}

    @cached_property
    def export(self) -> Export:
        """What knows the addresses at which things stand."""
        return Export(self.kb, self.settings)

    @cached_property
    def names(self) -> Names:
        """What marks names in another language than the text around them."""
        return Names(self.kb)

    def said(self, key: str, **values: object) -> Markup:
        """A word of the site's own in every language, each marked as what it is: `Citar / Cite`."""
        texts = {lang: self.kb.label(key, lang, **values) for lang in self.kb.languages}
        return self.each(texts)

    def each(self, texts: dict[str, str]) -> Markup:
        """Texts in several languages, one after the other; said once where they are the same."""
        if len(set(texts.values())) == 1:
            return html("{}", next(iter(texts.values())))
        return join([html('<span lang="{}">{}</span>', lang, text) for lang, text in texts.items()], " / ")

    def page(
        self, path: str, title: str, body: Markup, *, head: Markup | None = None, script: str = "", css: str = ""
    ) -> str:
        """A plain page that stands at `path` under the site's root: `id/RG-2.3/cite/`."""
        up = "../" * path.count("/")
        whole = str(
            html(
                _PAGE,
                lang=self.kb.languages[0],
                policy=Markup(POLICY),  # noqa: S704  (a constant)
                title=title,
                up=up,
                head=head or "",
                script=html(_SCRIPT, up, script) if script else "",
                css=html(' class="{}"', css) if css else "",
                body=body,
            )
        )
        return self.names.marked(whole, self.kb.languages[0])


def put(site_dir: Path, path: str, text: str) -> None:
    """Write a file under the site's root; of a path that ends in a slash, its `index.html`."""
    target = site_dir / (f"{path}index.html" if path.endswith("/") else path)
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(text, encoding="utf-8")
