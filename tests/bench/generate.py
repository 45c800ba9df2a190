"""A large knowledge base made from the real one: the same texts under many ids, in one publication of its own."""

from __future__ import annotations

import random
import re
import shutil
from pathlib import Path

from kb.models.section import Section
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
    models = [s for s in read_tree(ROOT).kb.sections.values() if s.number.count(".") == 1]
    for chapter in range(1, sections // PER_CHAPTER + 1):
        folder = target / f"guidelines/texts/{chapter}-chapter"
        folder.mkdir(parents=True)
        ids = [f"TX-{chapter}", *(f"TX-{chapter}.{number}" for number in range(1, PER_CHAPTER))]
        for ident in ids:
            (folder / f"{ident}.md").write_text(_section(rng.choice(models), ident, ids), encoding="utf-8")
    text = (ROOT / "guidelines/regional/RG.md").read_text(encoding="utf-8").replace("id: RG\n", "id: TX\n")
    (target / "guidelines/texts/TX.md").write_text(_relink(text, "TX", ["TX-1", "TX-2"]), encoding="utf-8")
    _records(target / "directory/mx", records)


def _relink(text: str, ident: str, ids: list[str]) -> str:
    """Let references to sections lead to sections that exist, other than this one, and drop those to institutions."""
    others = [other for other in ids if other != ident]
    seen: dict[str, str] = {}

    def other(match: re.Match[str]) -> str:
        return seen.setdefault(match.group(), others[len(seen) % len(others)])

    series = "RG|BI|AD|MX|GT|HN|SV|CR|PA|US|CA|DO|BZ|NI"
    text = re.sub(rf"(?<=[\[ ])(?:{series})(?:-[0-9]+(?:\.[0-9]+)?)?(?=[\],])", other, text)
    text = re.sub(r"\[([^\]\n]*)\]\[[a-z]{2,4}-[a-z0-9-]+\]", r"\1", text)
    return re.sub(r"\[((?!term|src)[a-z]{2,3}-[a-z0-9-]+)\]", "911", text)


def _section(model: Section, ident: str, ids: list[str]) -> str:
    text = (ROOT / model.path).read_text(encoding="utf-8")
    text = re.sub(r"^contacts: \[[^\]]*\]\n", "", text, flags=re.M)
    return re.sub(r"^id: .*$", f"id: {ident}", _relink(text, ident, ids), count=1, flags=re.M)


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
