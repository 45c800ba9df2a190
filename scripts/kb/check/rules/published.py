"""Rules on what has been published: nothing that partners cite is lost, and no release file is ever changed."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from posixpath import basename

from kb.check.engine import Finding, _, tree_rule
from kb.ledger.files import FOLDER, Damage, Fields, ReleaseFile
from kb.ledger.history import History
from kb.ledger.moves import pages_of_ids
from kb.ledger.state import kind_of, state_of
from kb.pages.addresses import address_of
from kb.read.document import Document
from kb.read.tree import Tree


def releases(tree: Tree) -> dict[str, tuple[Document, ReleaseFile]]:
    """The release files by day, oldest first."""
    inside = [tree.documents[path] for path in sorted(tree.documents) if path.startswith(f"{FOLDER}/")]
    found = [document for document in inside if document.kind == "release" and document.usable]
    return {basename(document.path).removesuffix(".jsonl"): (document, document.data) for document in found}


_RESTORE = _("bring the file back as it was released; what has changed since belongs in a new release (kb release)")


@tree_rule(sees="outlines")
def release_altered(tree: Tree) -> Iterator[Finding]:
    """A release file is not what was released: the wording that somebody cited with its date could no longer be shown.

    Bad:
        a correction made in guidelines/published/2026-12-01.jsonl, or that file deleted
    Good:
        the correction made in guidelines/regional/2-identification/RG-2.3.md; the next release tells of it
    Fix:
        Put the file back as it was released, from an earlier version; make the correction in the section's own
        file.
    """
    found = releases(tree)
    for day, (document, file) in found.items():
        for damage in file.damage:
            yield _damaged(document, damage)
        for head in file.heads:
            if head.fields["release"] != day:
                message = _("this file was released on {day}: its name has been changed")
                hint = _("give it back its name: {day}.jsonl")
                yield Finding(head.number, message, hint, {"day": head.fields["release"]}, document.path)
            for earlier, digests in head.fields["after"].items():
                if earlier not in found:
                    message = _("the release of {day}, which was there when this one was made, is missing")
                    hint = _("bring back {folder}/{day}.jsonl as it was released")
                    yield Finding(head.number, message, hint, {"day": earlier, "folder": FOLDER}, document.path)
                elif not found[earlier][1].damage and not set(digests) <= set(found[earlier][1].digests):
                    other = found[earlier][0]
                    message = _("this file is another one than when the release of {day} was made")
                    yield Finding(0, message, _RESTORE, {"day": day}, other.path)


def _damaged(document: Document, damage: Damage) -> Finding:
    messages = {
        "line": _("this line is not what was released"),
        "lines": _("of {expected} lines that were released there are {found}, or one of them is another"),
        "headless": _("the first line of the release is missing"),
    }
    return Finding(damage.number, messages[damage.kind], _RESTORE, damage.args, document.path)


@tree_rule(sees="texts")
def published_id_gone(tree: Tree) -> Iterator[Finding]:
    """An id that has been published is gone or was renamed: every manual and every program that cites it would lead nowhere.

    Bad:
        RG-2.9.md deleted, or renamed to RG-2.10.md
    Good:
        RG-2.9.md with “status: withdrawn” and “replaced_by: [RG-2.10]”
    Fix:
        Put the file back under its id, with `status: withdrawn` and, under `replaced_by`, what holds now.
    """
    told: set[str] = set()
    for day, (document, file) in releases(tree).items():
        for line in file.lines:
            ident = str(line.fields.get("id", ""))
            entry = tree.kb.find(ident)
            if not ident or ident in told or (entry is None and ident.lower() in tree.claimed):
                continue
            at = partial(Finding, line.number, path=document.path)
            args = {"id": ident, "day": day, "kind": str(line.fields.get("kind"))}
            if entry is None:
                told.add(ident)
                new = _renamed(tree, ident)
                if new:
                    message = _("{id}, published on {day}, is gone: was it renamed to {new}?")
                    hint = _("an id stays: name it {id} again, or bring {id} back as withdrawn, replaced by {new}")
                else:
                    message = _("{id}, published on {day}, is gone")
                    hint = _("bring it back with “status: withdrawn” and under replaced_by what takes its place")
                yield at(message=message, hint=hint, args={**args, "new": new})
            elif kind_of(entry) != line.fields.get("kind"):
                told.add(ident)
                message = _("{id} was published on {day} as something else ({kind})")
                hint = _("give what is new an id of its own, and bring back what had this one")
                yield at(message=message, hint=hint, args=args)


def _renamed(tree: Tree, ident: str) -> str:
    """The id under which the same title or wording stands now, if it has not been published itself."""
    history = History.of(tree.root)
    before = history.latest.get(ident, {})
    for other in tree.kb.ids():
        if other not in history.latest and kind_of(tree.kb.find(other)) == before.get("kind"):
            now = state_of(tree.kb, other)
            texts = before.get("text")
            if now["title"] == before.get("title") or (texts and set(texts.values()) & set(now["text"].values())):
                return other
    return ""


@tree_rule(sees="outlines")
def published_address_lost(tree: Tree) -> Iterator[Finding]:
    """A page that has been published is no longer there, and nothing leads from its old address to where its text is now.

    Bad:
        docs/es/linking.md and docs/en/linking.md renamed to reuse.md
    Good:
        the same, and in guidelines/moved.yml: - {old: linking/, new: reuse/}
    Fix:
        Add a line to guidelines/moved.yml that leads from the old address to the new one.
    """
    found = releases(tree)
    if not found:
        return
    there = {*pages_of_ids(tree.kb), *_by_hand(tree)}
    told: set[str] = set()
    for day, (document, file) in found.items():
        for line in file.lines:
            page, ident = _page_of(line.fields)
            if page is None or page in there or page in tree.kb.moves or page in told:
                continue
            if ident and tree.kb.find(ident) is None:
                continue  # that it is gone is told by itself
            told.add(page)
            new, _anchor = address_of(tree.kb, ident) or ("", "")
            message = _(
                "the page /{page}, published on {day}, is gone, and nothing leads from there to where it is now"
            )
            hint = _("add a line to guidelines/moved.yml: - {{old: {page}, new: {new}}}")
            args = {"page": page, "day": day, "new": new or "…/"}
            yield Finding(line.number, message, hint, args, document.path)


def _page_of(fields: Fields) -> tuple[str | None, str]:
    """The page that a line speaks of, with the id that stood on it. Pages that list what stands elsewhere are looked at
    when the site is built, since only then it is known which there are."""
    if "id" in fields:
        return fields["at"].partition("#")[0], fields["id"]
    return (str(fields["page"]), "") if fields.get("made") == "hand" else (None, "")


def _by_hand(tree: Tree) -> frozenset[str]:
    """The pages written by hand, in the language at the root, and the home page, which is always there."""
    prefix = f"docs/{tree.kb.languages[0]}/"
    names = [path.removeprefix(prefix) for path in tree.documents if path.startswith(prefix) and path.endswith(".md")]
    return frozenset({"", *(f"{name.removesuffix('.md')}/" for name in names)})
