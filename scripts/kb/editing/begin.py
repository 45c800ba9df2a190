"""What every kind of new file needs: an id that is free, a text that names its schema, a place at the end of a list."""

from __future__ import annotations

import unicodedata
from pathlib import Path
from typing import Any

from kb.editing import _
from kb.editing.ask import Unanswered
from kb.imports import yaml_emit
from kb.read.tree import Tree

File = tuple[str, str]
"""A path from the root, and what is to stand there."""


def record_file(schema: str, folder: str, record: dict[str, Any]) -> str:
    """The text of a file that holds one record; keys without an answer that may be left out are left out."""
    up = "../" * len(folder.split("/"))
    head = f"# yaml-language-server: $schema={up}schemas/{schema}.json"
    return "\n".join([head, *yaml_emit.block(record, 0)]) + "\n"


def file_named(tree: Tree, kind: str, where: str) -> str:
    """The path of a list of this kind by its file's name, or of the only one that there is."""
    files = {Path(path).stem: path for path, document in tree.documents.items() if document.kind == kind}
    if where not in files and (where or len(files) != 1):
        raise Unanswered(_("say where: one of {known}"), known=", ".join(files))
    return files[where] if where else next(iter(files.values()))


def appended(tree: Tree, path: str, record: dict[str, Any]) -> File:
    """A file with a record at the end of its list, set apart by an empty line where the others are."""
    before = tree.documents[path].text.rstrip()
    between = "\n\n" if "\n\n- " in before else "\n"
    return path, f"{before}{between}" + "\n".join(yaml_emit.item(record, 0)) + "\n"


def free(tree: Tree, prefix: str, words: str) -> tuple[str, str]:
    """An id that is free, made of a few words, and the name of its file."""
    plain = unicodedata.normalize("NFD", words.lower()).encode("ascii", "ignore").decode()
    parts = [part for part in "".join(char if char.isalnum() else " " for char in plain).split() if part]
    name = "-".join(parts[:4])
    if not name:
        raise Unanswered(_("it needs a name to make an id of"))
    number, found = 1, name
    while f"{prefix}-{found}" in tree.claimed | tree.kb.by_lower.keys():
        number += 1
        found = f"{name}-{number}"
    return f"{prefix}-{found}", found
