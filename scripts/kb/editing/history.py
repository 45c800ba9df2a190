"""The content as it was in an earlier version, read from git without writing anything to the disk."""

from __future__ import annotations

from pathlib import Path

from kb.read.configuration import languages_of
from kb.read.document import Document, parse
from kb.read.files import CONTENT_FOLDERS, MAX_BYTES, decode
from kb.read.git import git, objects
from kb.read.tree import Tree, assemble

_FILES = (b"100644", b"100755")
"""Ordinary files; links and whole repositories are left out."""


def tree_at(root: Path, revision: str) -> Tree | None:
    """The knowledge base at a version; None if there is no such version, or no history at all."""
    found = git(root, "rev-parse", "--quiet", "--verify", "--end-of-options", f"{revision}^{{commit}}")
    commit = (found or b"").decode("ascii", "replace").strip()
    listing = git(root, "ls-tree", "-r", "-z", "-l", commit) if commit else None
    if listing is None:
        return None
    blobs: dict[str, bytes] = {}
    for line in filter(None, listing.split(b"\0")):
        about, _tab, name = line.partition(b"\t")
        mode, _kind, sha, size = about.split()
        path = name.decode("utf-8", "replace")
        wanted = path.partition("/")[0] in CONTENT_FOLDERS and "/." not in path
        if wanted and mode in _FILES and int(size) <= MAX_BYTES:
            blobs[path] = sha
    return assemble(root, _documents(root, blobs))


def _documents(root: Path, blobs: dict[str, bytes]) -> list[Document]:
    """The documents of these blobs, all fetched at once."""
    languages = languages_of(root)
    documents = []
    for path, raw in zip(blobs, objects(root, blobs.values()), strict=True):
        file = decode(raw or b"")
        documents.append(parse(path, file.text, file.defects, usable=file.usable, languages=languages))
    return documents
