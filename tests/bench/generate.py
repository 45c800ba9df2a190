"""A large knowledge base made from the real one: the same texts under many ids, in one publication of its own."""

from __future__ import annotations

import random
import re
import shutil
from itertools import cycle
from pathlib import Path

from kb.base import KnowledgeBase
from kb.read.tree import read_tree

ROOT = Path(__file__).parent.parent.parent
PER_CHAPTER = 10


def generate(target: Path, sections: int, records: int, seed: int = 1) -> None:
    """Write a knowledge base of about so many sections and records, in all languages, without problems."""
    rng = random.Random(seed)
    kept = (
        "guidelines/library",
        "guidelines/vocabulary.yml",
        "guidelines/labels.yml",
        "guidelines/glossary.yml",
        "schemas",
    )
    for name in kept:
        copy = shutil.copytree if (ROOT / name).is_dir() else shutil.copyfile
        (target / name).parent.mkdir(parents=True, exist_ok=True)
        copy(ROOT / name, target / name)
    for lang in ("es", "en"):
        (target / "docs" / lang).mkdir(parents=True)
        (target / "docs" / lang / "index.md").write_text(f"# {lang}\n\nText {lang}.\n", encoding="utf-8")
    library = target / "guidelines/library/rcm.yml"
    plain = library.read_text(encoding="utf-8").replace("commitments: true", "commitments: false")
    library.write_text(plain, encoding="utf-8")
    settings = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
    (target / "mkdocs.yml").write_text(settings.replace("custom_dir: ", f"custom_dir: {ROOT}/"), encoding="utf-8")
    kb = read_tree(ROOT).kb
    kept_ids = {*kb.library, *kb.points, *kb.terms}
    models = [section for section in kb.sections.values() if section.number.count(".") == 1]
    rng.shuffle(models)
    model = cycle(models)
    for chapter in range(1, sections // PER_CHAPTER + 1):
        folder = target / f"guidelines/texts/{chapter}-chapter"
        folder.mkdir(parents=True)
        ids = [f"TX-{chapter}", *(f"TX-{chapter}.{number}" for number in range(1, PER_CHAPTER))]
        for ident in ids:
            text = (ROOT / next(model).path).read_text(encoding="utf-8")
            (folder / f"{ident}.md").write_text(_relinked(text, ident, ids, kb, kept_ids), encoding="utf-8")
    text = (ROOT / "guidelines/regional/RG.md").read_text(encoding="utf-8")
    text = _relinked(text, "TX", ["TX-1", "TX-2"], kb, kept_ids)
    (target / "guidelines/texts/TX.md").write_text(text, encoding="utf-8")
    _records(target / "directory/mx", records)


def _relinked(text: str, ident: str, ids: list[str], kb: KnowledgeBase, kept: set[str]) -> str:
    """A section's text under another id: references to sections lead to other sections that exist; those to what the
    generated tree does not have (institutions, forms, questions) are dropped."""
    others = [other for other in ids if other != ident]
    places: dict[str, str] = {}

    def instead(target: str) -> str:
        if target in kb.sections:
            return places.setdefault(target, others[len(places) % len(others)])
        return target if target in kept else ""

    def in_list(match: re.Match[str]) -> str:
        found = dict.fromkeys(instead(target.strip()) for target in match[2].split(","))
        found.pop("", None)
        return f"{match[1]}: [{', '.join(found)}]\n" if found else ""

    def in_text(match: re.Match[str]) -> str:
        words, target = match[1], match[2]
        if not kb.find(target):
            return match[0]
        new = instead(target)
        if not new:
            return (words or "[X]")[1:-1]
        return f"{words or ''}[{new}]"

    _empty, front, body = text.split("---\n", 2)
    front = re.sub(r"^id: .*$", f"id: {ident}", front, count=1, flags=re.M)
    front = re.sub(r"^(basis|sources|see|contacts|replaced_by): \[([^\]]*)\]\n", in_list, front, flags=re.M)
    body = re.sub(r"(\[[^\[\]]*\])?\[([A-Za-z][A-Za-z0-9.-]*)\](?![(\[])", in_text, body)
    return f"---\n{front}---\n{body}"


def _records(folder: Path, count: int) -> None:
    model = (ROOT / "directory/mx/ciam.yml").read_text(encoding="utf-8")
    head = re.sub(r"^part_of: .*\n", "", re.sub(r"src-[a-z0-9-]+", "src-mx-lmi-112", model), flags=re.M).split(
        "phones:"
    )[0]
    tail = "\nconfidence: high\nsources: [src-mx-lmi-112]\n"
    folder.mkdir(parents=True)
    for number in range(count):
        phone = f"55 {5200 + number // 10000:04d} {number % 10000:04d}"
        record = re.sub(r"^id: .*$", f"id: mx-office-{number}", head, flags=re.M)
        record += f'phones:\n- printed: "{phone}"\n  number: "+52{phone.replace(" ", "")}"\n'
        record += "  source: src-mx-lmi-112\n  as_of: '2025'" + tail
        (folder / f"office-{number}.yml").write_text(record, encoding="utf-8")
