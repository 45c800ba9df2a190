"""A page of every kind: what tests of behaviour look at, where looking at every page would take too long."""

from __future__ import annotations

KINDS = (
    "", "ad/", "rg/", "rg/2/", "bi/8/", "mx/", "mx/first-hour/", "countries/", "directory/", "directory/mx/", "directory/browse/",
    "directory/emergency/", "directory/focal-points/", "roles/migration/", "phases/identification/", "matrices/protection/",
    "compare/", "compare/identify/", "compare/mx-gt/", "commitments/", "library/rcm/", "library/pages/mx/", "glossary/", "forms/",
    "forms/form-determination/", "registry-card/card/", "registry-card/fields/", "indicators/", "practices/", "toolkits/",
    "questions/", "status/", "changes/", "rules/", "search/", "search/a-z/", "search/a-z/a-c/", "offline/", "data/",
    "accessibility/",
)  # fmt: skip
PLAIN_KINDS = ("404.html", "id/mx-comar/cite/", "rg/2/side-by-side/")
"""Pages of both languages at once."""
ALL_KINDS = (*KINDS, *(f"en/{path}" for path in KINDS), *PLAIN_KINDS)
