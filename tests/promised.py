"""What programs may rely on in the data under `/data/v1/`: each file, each key of its JSON with its type, each column, each
word of the vocabulary.

`promised.txt` holds what has been promised. `python -m tests.promised` adds to it what is new and takes nothing away: a
line that no longer holds breaks programs, and what would break them goes to `/data/v2/`.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from kb.exports.catalogue import CARD_TEMPLATE, CSV
from kb.exports.catalogue import ROOT as DATA
from kb.exports.write import write_data
from kb.read.tree import read_tree
from kb.read.yaml_text import load
from tests.conftest import ROOT
from tests.exported import SETTINGS

FILE = Path(__file__).parent / "promised.txt"
COMMAND = "python -m tests.promised"


def promised() -> set[str]:
    """What has been promised, one line a promise."""
    return set(FILE.read_text(encoding="utf-8").splitlines()) if FILE.exists() else set()


def kept(folder: Path, vocabulary: Path = ROOT / "guidelines" / "vocabulary.yml") -> set[str]:
    """What the data files that were written into a folder, and the vocabulary, keep of it."""
    described = json.loads((folder / DATA / "openapi.json").read_text(encoding="utf-8"))
    groups, _defects = load(vocabulary.read_text(encoding="utf-8"))
    words = {f"vocabulary {group} {word}" for group, words in groups.items() for word in words}
    return {*_files(folder, described["paths"]), *_keys(described["components"]["schemas"]), *words}


def _files(folder: Path, paths: dict[str, Any]) -> Iterator[str]:
    """Each file's address and media type; of tables the columns, but for the card's, whose fields are content."""
    for path, item in paths.items():
        (media_type,) = item["get"]["responses"]["200"]["content"]
        yield f"{path} {media_type}"
        if media_type == CSV and not path.endswith(CARD_TEMPLATE.path):
            with (folder / path.strip("/").format(lang="es")).open(encoding="utf-8", newline="") as file:
                yield from (f"{path} column {name}" for name in next(csv.reader(file)))


def _keys(schemas: dict[str, Any]) -> Iterator[str]:
    """Each key of each shape: its type, and whether it is always there."""
    for name, schema in schemas.items():
        for key, value in schema.get("properties", {}).items():
            may_lack = "" if key in schema.get("required", ()) else ", may lack"
            yield f"{name}.{key}: {_type(value)}{may_lack}"


def _type(schema: dict[str, Any]) -> str:
    if "$ref" in schema:
        return str(schema["$ref"].rpartition("/")[2])
    if "anyOf" in schema:
        return " or ".join(_type(one) for one in schema["anyOf"])
    inner = schema.get("items") or schema.get("additionalProperties")
    return f"{schema['type']} of {_type(inner)}" if isinstance(inner, dict) else str(schema.get("type", "anything"))


def write() -> None:
    """Add what is new."""
    with TemporaryDirectory() as folder:
        write_data(read_tree(ROOT).kb, Path(folder), SETTINGS)
        lines = promised() | kept(Path(folder))
    FILE.write_text("".join(f"{line}\n" for line in sorted(lines)), encoding="utf-8")


if __name__ == "__main__":
    write()
