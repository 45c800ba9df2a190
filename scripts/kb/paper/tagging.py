"""What the layout leaves to be said in a tagged PDF: where links lead in words, and what stands around the text.

Sources: ISO 14289-1 (PDF/UA-1), 7.18.5 on links and 7.1 on artifacts; ISO 32000-1, 14.8.2.2 on artifacts.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pydyf


def finish(file: pydyf.PDF, names: Mapping[str, str]) -> None:
    """Say of every link where it leads, in the reader's words instead of an address."""
    for item in file.objects:
        if isinstance(item, pydyf.Dictionary) and item.get("Subtype") == "/Link":
            name = names.get(_target(item))
            if name:
                item["Contents"] = pydyf.String(name)


def _target(link: Any) -> str:
    if "Dest" in link:
        return f"#{link['Dest'].string}"
    return str(link["A"]["URI"].string)
