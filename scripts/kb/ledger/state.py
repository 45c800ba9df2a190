"""What the site says now, in the words of a release: every id with its address, and the wording of what has one.

Nothing here knows the kinds of entries: whatever has an id is published under the name of its class, with its title and
address; what has texts in several languages (`bodies`) with its wording, anything else with a fingerprint of its record.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from hashlib import sha256
from typing import Any

from kb.base import KnowledgeBase
from kb.ledger.files import Fields, key_of
from kb.pages.addresses import address_of, title_of
from kb.pages.page import Page

_NOT_WORDING = {"id", "status", "layout", "in_step", "revised", "replaced_by"}
"""What a section says of itself beside its texts that is either kept apart or no matter of what it says."""


def kind_of(entry: object) -> str:
    """The kind of an entry: `section`, `institution`, `instrument`, `point`, `term` …"""
    return type(entry).__name__.lower()


def state_of(kb: KnowledgeBase, ident: str) -> Fields:
    """What a release says of an id."""
    entry: Any = kb.find(ident)
    path, anchor = address_of(kb, ident) or ("", "")
    titles = {lang: title_of(kb, ident, lang) for lang in kb.languages}
    fields: Fields = {"id": ident, "kind": kind_of(entry), "at": f"{path}#{anchor}", "title": titles}
    own = getattr(entry, "front", None) or getattr(entry, "record", None)
    if own is None:  # a point of an instrument, which is its title
        return fields
    fields["status"] = own.status
    if own.replaced_by:
        fields["replaced_by"] = list(own.replaced_by)
    said = own.model_dump(mode="json", exclude_defaults=True)
    bodies = getattr(entry, "bodies", None)
    if bodies is None:
        fields["print"] = sha256(json.dumps(said, ensure_ascii=False, sort_keys=True).encode()).hexdigest()[:16]
        return fields
    fields["front"] = {key: value for key, value in said.items() if key not in _NOT_WORDING}
    fields["text"] = {lang: body.text.strip() for lang, body in bodies.items()}
    return fields


def page_state(page: Page) -> Fields:
    """What a release says of a page: its path under the language's root, and whether it was written by hand."""
    by_hand = bool(page.source and page.source.startswith("docs/"))
    return {"page": page.path, "made": "hand" if by_hand else "program"}


def whole_state(kb: KnowledgeBase, pages: Iterable[Page]) -> dict[str, Fields]:
    """Everything that a release says, by id or page."""
    found = [state_of(kb, ident) for ident in kb.ids()] + [page_state(page) for page in pages]
    return {key_of(fields): fields for fields in found}
