"""`objects.inv`: every id with its address in one language, for those who write with Sphinx or MkDocs.

Source: Sphinx inventory, version 2 (sphinx.util.inventory). Ids are labels: Sphinx looks labels up in lower case,
mkdocs-autorefs as they are written; so an id with capitals stands there in both forms, with one address.
"""

from __future__ import annotations

import zlib

from kb.base import KnowledgeBase
from kb.pages.addresses import address_of, title_of
from kb.settings import Settings

NAME = "objects.inv"
_HEAD = (
    "# Sphinx inventory version 2\n# Project: {project}\n# Version: {version}\n"
    "# The remainder of this file is compressed using zlib.\n"
)
_HIDDEN = -1
"""The priority of labels: intersphinx links to them, Sphinx's own search does not list them."""


def inventory(kb: KnowledgeBase, lang: str, settings: Settings) -> bytes:
    """The inventory of one language. Addresses are relative to the language's root, where the file stands."""
    lines = []
    for ident in kb.ids():
        path, anchor = address_of(kb, ident) or ("", "")
        title = " ".join(title_of(kb, ident, lang).split()) or "-"
        lines += [
            f"{name} std:label {_HIDDEN} {path}#{anchor} {title}\n" for name in dict.fromkeys((ident, ident.lower()))
        ]
    project = kb.label("site_name", lang)
    head = _HEAD.format(project=project, version=settings.today.isoformat())
    return head.encode() + zlib.compress("".join(lines).encode(), 9)
