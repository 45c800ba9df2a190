"""What a page is about, in one sentence or two: for lists of search engines and previews of links."""

from __future__ import annotations

import re
from html import unescape

LONGEST = 160
"""Characters that lists of search engines show."""
_PARAGRAPH = re.compile(r"<p>(.*?)</p>", re.S)
_TAG = re.compile(r"<[^>]*>")
_SENTENCE = re.compile(r".{40,}[.:?]$", re.S)


def describe(content: str, otherwise: str) -> str:
    """The first paragraph of a page's HTML that is a sentence, cut at a word; `otherwise` if there is none."""
    texts = (" ".join(unescape(_TAG.sub("", paragraph)).split()) for paragraph in _PARAGRAPH.findall(content))
    text = next((text for text in texts if _SENTENCE.match(text)), otherwise)
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1].rpartition(' ')[0]}…"
