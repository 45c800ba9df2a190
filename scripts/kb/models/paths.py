"""Where something stands in a YAML file. Imports nothing: whoever only asks what an earlier run found needs no models."""

from __future__ import annotations

KeyPath = tuple[str | int, ...]
"""The keys and list indexes that lead to a value: `("phones", 0, "number")`."""
