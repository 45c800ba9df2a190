"""The rules, by what they look at. Importing this package registers them all."""

from kb.check.rules import files, references

__all__ = ["files", "references"]
