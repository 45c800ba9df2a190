"""The rules, by what they look at. Importing this package registers them all."""

from kb.check.rules import (
    contacts,
    files,
    labels,
    link_targets,
    links,
    phones,
    references,
    safety,
    statements,
    withdrawn,
)

__all__ = [
    "contacts",
    "files",
    "labels",
    "link_targets",
    "links",
    "phones",
    "references",
    "safety",
    "statements",
    "withdrawn",
]
