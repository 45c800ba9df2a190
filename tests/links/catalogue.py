"""The faults and look-alikes of `catalogue.yml`."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

SITE = "https://kb.example.org/"


@dataclass(frozen=True)
class Planted:
    """A page with a fault (`rule`: which one) or a look-alike, as the catalogue explains."""

    name: str
    rule: str = ""
    body: str = ""
    head: str = ""
    canonical: str | None = None
    files: dict[str, str] = field(default_factory=dict)


_CATALOGUE: dict[str, list[dict[str, Any]]] = yaml.safe_load(
    (Path(__file__).parent / "catalogue.yml").read_text(encoding="utf-8")
)
FAULTS = tuple(Planted(**entry) for entry in _CATALOGUE["faults"])
ALIKE = tuple(Planted(**entry) for entry in _CATALOGUE["alike"])
