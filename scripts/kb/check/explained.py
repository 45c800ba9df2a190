"""What a rule says of itself, taken from its docstring: why it matters, what is bad, what is good, how to mend it."""

from __future__ import annotations

import inspect
import re
from dataclasses import dataclass

from kb.check.engine import Rule

_PARTS = re.compile(r"^(Bad|Good|Fix):\n", re.M)


@dataclass(frozen=True)
class Explanation:
    """A rule in words. Texts are English; their translations stand in the catalogue `rules.po`."""

    why: tuple[str, ...]
    """Paragraphs."""
    bad: str
    good: str
    """Examples as they would stand in a file."""
    fix: str

    @property
    def texts(self) -> tuple[str, ...]:
        """What is to be translated: examples are not, for they show files."""
        return (*self.why, self.fix)


def explain(rule: Rule) -> Explanation:
    """The explanation of a rule. A part that its docstring lacks is empty."""
    why, *rest = _PARTS.split(inspect.cleandoc(rule.doc))
    parts = {name: inspect.cleandoc(text) for name, text in zip(rest[::2], rest[1::2], strict=True)}
    paragraphs = tuple(_one_line(text) for text in why.split("\n\n") if text.strip())
    return Explanation(paragraphs, parts.get("Bad", ""), parts.get("Good", ""), _one_line(parts.get("Fix", "")))


def _one_line(text: str) -> str:
    return " ".join(text.split())
