"""`kb release`: one file with what is new and the wording of what changed since the releases before it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from kb.ledger.files import ATTRIBUTES, FOLDER, write
from kb.ledger.history import History
from kb.ledger.moves import lost_pages
from kb.ledger.state import whole_state
from kb.pages.site_map import all_pages
from kb.read.tree import Tree
from kb.settings import Settings, context_of


@dataclass
class Released:
    """What a release wrote. `refused`: a word for why nothing was written, with what it speaks of."""

    path: str = ""
    refused: str = ""
    about: str = ""
    counts: Counter[str] = field(default_factory=Counter)
    """How many ids are new, changed and withdrawn."""


def release(tree: Tree, day: date) -> Released:
    """Write the release of a day. A file that exists is never written again, and no release stands before another."""
    history = History.of(tree.root)
    path = f"{FOLDER}/{day.isoformat()}.jsonl"
    if (tree.root / path).exists():
        return Released(refused="exists", about=path)
    later = [known for known in history.days if known > day.isoformat()]
    if later:
        return Released(refused="later", about=later[-1])
    pages = all_pages(context_of(tree, tree.kb.languages[0], Settings(today=day)))
    lost = next(lost_pages(history, {page.path for page in pages}, tree.kb.moves), None)
    if lost is not None:
        return Released(refused="lost", about=lost)
    state = whole_state(tree.kb, pages)
    new = [fields for key, fields in state.items() if history.latest.get(key) != fields]
    if not new:
        return Released(refused="nothing", about=history.days[-1])
    after = {known: file.digests for known, file in history.files.items()}
    _put(tree.root, path, write(day.isoformat(), new, after))
    written = History.of(tree.root).releases[0]
    return Released(path, counts=Counter(change.what for change in written.changes))


def _put(root: Path, path: str, text: str) -> None:
    """Write a file that must not exist yet, and beside it what lets two branches merge."""
    (root / FOLDER).mkdir(parents=True, exist_ok=True)
    attributes = root / FOLDER / ".gitattributes"
    if not attributes.exists():
        attributes.write_text(ATTRIBUTES, encoding="utf-8", newline="\n")
    with (root / path).open("x", encoding="utf-8", newline="\n") as file:
        file.write(text)
