"""Rules on links that lead to files and places of the site itself: is there such a file, such a heading?"""

from __future__ import annotations

import difflib
import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import unquote, urlsplit

from kb.base import KnowledgeBase
from kb.check.engine import Finding, _, tree_rule
from kb.read.anchors import anchors
from kb.read.document import Document
from kb.read.links import Link, scheme_of
from kb.read.tree import CONFIGURATION, Tree

_SITE_URL = re.compile(r"^site_url:[ \t]*[\"']?(https?://[^\s\"']{1,300})", re.M)
SUGGESTIONS = 60
"""How many links to missing files get a list of similar names: looking for them is slow."""


@dataclass
class _Files:
    """The files that a page can link to, and the names most like one that is missing."""

    paths: set[str]
    by_lower: dict[str, str]
    asked: int = field(default=0)

    @classmethod
    def of(cls, tree: Tree) -> _Files:
        paths = {path for path in tree.documents if path.startswith("docs/")}
        return cls(paths, {path.lower(): path for path in sorted(paths)})

    def nearest(self, path: str) -> str | None:
        for ending in (".md", "/index.md"):
            if path + ending in self.paths:
                return path + ending
        self.asked += 1
        near = difflib.get_close_matches(path, self.paths, 1, 0.75) if self.asked <= SUGGESTIONS else []
        return near[0] if near else None


def _file_links(tree: Tree) -> Iterator[tuple[Document, Link, str]]:
    """Every link that names a file inside the tree, with the file's path."""
    for document in tree.checked:
        for link, path in document.file_links:
            if link.address.strip()[0] not in "/~#?" and not path.startswith(".."):
                yield document, link, path


def _relative(path: str, document: Document) -> str:
    return posixpath.relpath(path, posixpath.dirname(document.path))


@tree_rule()
def broken_link(tree: Tree) -> Iterator[Finding]:
    """A link or an image names a file that does not exist, or one that the link's readers do not have.

    Bad:
        [how we work](abuot.md)
    Good:
        [how we work](about.md)
    Fix:
        Correct the file's name; to lead to content, cite its id: [RG-2.3].
    """
    files = _Files.of(tree)
    for document, link, path in _file_links(tree):
        if path in files.paths:
            if _other_language(tree.kb, document.path, path):
                message = _("the link leads to a page in another language, {target}")
                hint = _("link to the page in the same language; the site offers the other languages by itself")
                yield Finding(link.address_start, message, hint, {"target": link.address.strip()}, document.path)
        elif path.lower() not in files.by_lower:
            ident = posixpath.basename(path).removesuffix(".md")
            exists = tree.kb.find(ident) is not None
            near = None if exists else files.nearest(path)
            hint = _("did you mean {nearest}?") if near else _("correct the name, or put the file there")
            yield Finding(
                link.address_start,
                _("there is no file {target} for the link to lead to"),
                _("to lead to {id}, write [{words}][{id}]") if exists else hint,
                {
                    "target": link.address.strip()[:80],
                    "nearest": _relative(near, document) if near else "",
                    "id": ident,
                    "words": link.words[:60],
                },
                document.path,
            )


def _other_language(kb: KnowledgeBase, source: str, target: str) -> bool:
    """Whether a page in one language's folder leads to a page in another's, which the site generator cannot follow."""
    here, there = source.split("/")[1], target.split("/")[1]
    pages = source.startswith("docs/") and target.endswith(".md")
    return pages and here in kb.languages and there in kb.languages and here != there


@tree_rule()
def link_case(tree: Tree) -> Iterator[Finding]:
    """A link writes a file's name with other capitals: it works on some machines and not on the site.

    Bad:
        [how we work](About.md)
    Good:
        [how we work](about.md)
    Fix:
        Write the name exactly as the file has it.
    """
    files = _Files.of(tree)
    for document, link, path in _file_links(tree):
        right = files.by_lower.get(path.lower())
        if right and path not in files.paths:
            yield Finding(
                link.address_start,
                _("the file {target} is written with other capitals"),
                _("write {right}"),
                {"target": link.address.strip()[:80], "right": _relative(right, document)},
                document.path,
            )


@tree_rule()
def broken_fragment(tree: Tree) -> Iterator[Finding]:
    """A link leads to a heading that its page does not have, so that readers land at the top and search by themselves.

    Bad:
        [contributing](about.md#how-to-contibute)
    Good:
        [contributing](about.md#how-to-contribute)
    Fix:
        Write one of the anchors that the page has; to lead to a section, cite its id.
    """
    known: dict[str, set[str]] = {}
    asked = 0
    for document in tree.checked:
        for link, path in document.file_links:
            fragment = unquote(link.address.strip().partition("#")[2])
            target = tree.documents.get(path) if fragment else None
            on_a_page = path == document.path or path.startswith("docs/")
            if target is None or not target.regions or not on_a_page:
                continue
            if path not in known:
                known[path] = set(anchors(target))
            if fragment in known[path]:
                continue
            ident = tree.kb.by_lower.get(fragment.lower()) if document.kind == "section" else None
            asked += 1
            there = sorted(known[path])[:200] if asked <= SUGGESTIONS else []
            near = difflib.get_close_matches(fragment[:80], there, 1, 0.6)
            hint = (
                _("did you mean #{nearest}?") if near else _("write the heading's own address, or leave out the # part")
            )
            yield Finding(
                link.address_start + link.address.find("#"),
                _("there is no heading #{fragment} on that page"),
                _("to lead to {id}, write [{words}][{id}]") if ident else hint,
                {"fragment": fragment[:80], "nearest": "".join(near), "id": ident or "", "words": link.words[:60]},
                document.path,
            )


@tree_rule()
def own_site_url(tree: Tree) -> Iterator[Finding]:
    """A link to this site is written with the site's whole address: it breaks in previews and when the site moves.

    Bad:
        [first contact](https://example.org/rg/2/#rg-2.3)
    Good:
        [first contact][RG-2.3]
    Fix:
        Cite the id, or write the path to the file.
    """
    settings = tree.documents.get(CONFIGURATION)
    match = _SITE_URL.search(settings.text) if settings else None
    if match is None:
        return
    home = _place(match.group(1))
    for document in tree.checked:
        for link in document.links:
            if scheme_of(link.address) in ("http", "https") and (_place(link.address) + "/").startswith(home + "/"):
                ident = _id_in(tree.kb, link.address)
                yield Finding(
                    link.address_start,
                    _("the address {address} is this site's own"),
                    _("write [{words}][{id}]") if ident else _("name a section by its id, link to a page by its file"),
                    {"address": link.address[:80], "words": link.words[:60], "id": ident or ""},
                    document.path,
                )


def _place(address: str) -> str:
    """Host and path of an address, for comparing."""
    try:
        parts = urlsplit(address.strip())
        return (parts.netloc.lower().removeprefix("www.") + parts.path).rstrip("/")
    except ValueError:
        return ""


def _id_in(kb: KnowledgeBase, address: str) -> str | None:
    """The id that an address of the site names: in its fragment, or after `/id/`."""
    rest, _hash, fragment = address.strip().partition("#")
    return kb.by_lower.get(fragment.lower()) or kb.by_lower.get(rest.rstrip("/").rpartition("/")[2].lower())
