"""Where the pages of a language begin, and what the plain pages that stand beside them may load."""

from __future__ import annotations

from kb.base import KnowledgeBase

POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; base-uri 'none'; form-action 'none'"


def prefix_of(kb: KnowledgeBase, lang: str) -> str:
    """The folder of a language: none for the one at the root."""
    return "" if lang == kb.languages[0] else f"{lang}/"
