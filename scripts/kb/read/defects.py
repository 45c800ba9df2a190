"""What reading finds wrong. The rules of `kb.check` give each defect its words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from kb.models.paths import KeyPath


@dataclass(frozen=True, slots=True)
class Defect:
    """One thing that is wrong in a file.

    `kind` is the name of the rule that reports it; `at` a character offset in the file, or a key path in its YAML,
    whose position is worked out only if the defect is reported; `args` fill the rule's message.
    """

    kind: str
    at: int | KeyPath = 0
    args: Mapping[str, str] = field(default_factory=dict)
