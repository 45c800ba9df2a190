"""How soon the preview shows an edit, at the size of the real content: seconds until the page with the edited text is there
in every language. What else repeats the text follows when the editor rests, and the search in the background."""

from __future__ import annotations

import re
import shutil
import tempfile
import time
from pathlib import Path

from kb.site.preview import Preview
from tests.bench.generate import ROOT
from tests.bench.timing import Cost, middle

CONTENT = ("guidelines", "directory", "docs", "schemas")
EDITS = {
    "a section's text": "guidelines/regional/2-identification/RG-2.3.md",
    "a contact": "directory/mx/911.yml",
    "a page of docs/": "docs/es/about.md",
}
ROUNDS = 3


def _copy(folder: Path) -> Path:
    for name in CONTENT:
        shutil.copytree(ROOT / name, folder / name)
    settings = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
    (folder / "mkdocs.yml").write_text(settings.replace("custom_dir: ", f"custom_dir: {ROOT}/"), encoding="utf-8")
    return folder


def _shown(preview: Preview) -> Cost:
    wall, cpu = time.perf_counter(), time.process_time()
    preview.build()
    return Cost(time.perf_counter() - wall, time.process_time() - cpu)


def _edit(path: Path, number: int) -> None:
    """Another word at the end of a text; in a record, another day of its first contact."""
    text = path.read_text(encoding="utf-8")
    day = re.sub(r"as_of: .*", f"as_of: '2025-0{number + 1}'", text, count=1)
    changed = day if path.suffix == ".yml" else f"{text.rstrip()} Otra.\n"
    assert changed != text
    path.write_text(changed, encoding="utf-8")


def report() -> str:
    """A line for each kind of edit: the middle of several."""
    lines = []
    with tempfile.TemporaryDirectory(prefix="kb-preview-") as name:
        root = _copy(Path(name))
        preview = Preview(root, Path(name) / "site", "http://127.0.0.1:8000/")
        lines.append(f"preview, every page once: {_shown(preview)}")
        for what, path in EDITS.items():
            first, rest = [], []
            for number in range(ROUNDS):
                _edit(root / path, number)
                first.append(_shown(preview))
                rest.append(_shown(preview))
                preview.search.wait(60)
            lines.append(
                f"preview, an edit of {what} is there after {middle(first)}; where it is repeated {middle(rest)}"
            )
        preview.search.stop()
    return "\n".join(lines)


if __name__ == "__main__":
    print(report())
