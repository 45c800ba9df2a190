"""`llms.txt`: where language models and other programs that read text begin. Source: llmstxt.org."""

from __future__ import annotations

from collections.abc import Iterable

from kb.machines.markdown import NAME
from kb.pages.page import NavItem, Page
from kb.pages.writer import Context

FILE = "llms.txt"


def llms_txt(context: Context, pages: Iterable[Page], navigation: list[NavItem]) -> str:
    """The list of all pages of a language as Markdown files, in the order of the navigation, then the data."""

    def label(key: str) -> str:
        return context.kb.label(key, context.lang)

    titles = {page.path: page.title for page in pages}
    parts = [f"# {label('site_name')}", f"> {label('llms_intro')}", label("working_text"), label("llms_links")]
    for item in navigation:
        children = item.children or (item,)
        lines = [f"- [{titles.get(str(child.path), child.title)}]({child.path}{NAME})" for child in children]
        parts.append(f"## {item.title}\n\n" + "\n".join(lines))
    up = "" if context.lang == context.root_lang else "../"
    parts.append(f"## {label('data')}\n\n- [index.json]({up}data/v1/index.json)\n- [ids.json]({up}data/v1/ids.json)")
    return "\n\n".join(parts) + "\n"
