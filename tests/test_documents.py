"""The documents for maintainers and the guide for editors name only files, commands, options and targets that there are."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from functools import cache
from importlib.util import find_spec
from pathlib import Path

import pytest

from kb.cli import main
from tests.conftest import ROOT

DOCUMENTS = sorted(
    path.relative_to(ROOT).as_posix()
    for pattern in (
        "*.md", "hosting/*.md", "decisions/*.md", "tests/*.md", "tests/*/*.md", ".github/*.md",
        "docs/*/contributing.md", "docs/*/contributing/*.md",
    )
    for path in ROOT.glob(pattern)
)  # fmt: skip
NOT_OURS = {".git", ".venv", "site", "build"}
NOT_HERE = re.compile(
    r"(site|build|usb|zim|data|assets|_s3|_nginx|_caddy)/|manifest\.sha256|sbom\.cdx\.json|404\.html|llms\.txt|\.gitlab-ci\.yml"
)
"""What a build writes, what stands in the built site, and what whoever publishes it adds."""
FILE = re.compile(r"(?:[\w.-]+/)*[\w.-]+(?:/|\.(?:css|in|js|json|jsonl|md|po|py|toml|txt|xlsx|yml))")
EXAMPLE = re.compile(r"[A-Z]{4}")
"""A name in capitals stands for any: FILE.xlsx, DATE.jsonl."""


@cache
def endings() -> frozenset[str]:
    """Every file and folder, by each way of naming it from a folder above."""
    found = set()
    for folder, folders, files in os.walk(ROOT):
        if Path(folder) == ROOT:
            folders[:] = [name for name in folders if name not in NOT_OURS]
        for name in [*files, *(f"{name}/" for name in folders)]:
            parts = Path(folder).relative_to(ROOT).parts
            found.update("/".join((*parts[start:], name)) for start in range(len(parts) + 1))
    return frozenset(found)


def ends_a_name(name: str) -> bool:
    """Whether a list goes on with the last part of names only: `test_a.py`, `_b.py`."""
    return name.startswith("_") and any(known.endswith(name) for known in endings())


def code_of(document: str) -> Iterator[str]:
    """What stands as code in a document: each span, and the first column of each line of a block."""
    fenced = False
    for line in (ROOT / document).read_text(encoding="utf-8").splitlines():
        fenced ^= line.startswith("```")
        if fenced or line.startswith("    "):
            yield re.split(r"  +| # ", line.strip())[0]
        yield from re.findall(r"`([^`]+)`", line)


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_file_that_a_document_names_is_there(document: str) -> None:
    words = {word for code in code_of(document) for word in code.split() if FILE.fullmatch(word)}
    named = {word for word in words if not NOT_HERE.match(word) and not EXAMPLE.search(word)}
    assert {name for name in named - endings() if not ends_a_name(name)} == set()


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_link_of_a_document_leads_to_a_file(document: str) -> None:
    text = (ROOT / document).read_text(encoding="utf-8")
    links = [link for link in re.findall(r"\]\(([^)#]+)\)", text) if "://" not in link]
    assert [link for link in links if not (ROOT / document).parent.joinpath(link).exists()] == []


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_target_of_make_that_a_document_names_is_there(document: str) -> None:
    targets = set(re.findall(r"^([\w-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.M))
    assert {name for code in code_of(document) for name in re.findall(r"\bmake ([a-z]+)", code)} - targets == set()


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_module_that_a_document_runs_is_there(document: str) -> None:
    modules = {name for code in code_of(document) for name in re.findall(r"python -m ([\w.]+)", code)}
    assert [name for name in modules if find_spec(name) is None] == []


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_test_that_a_document_names_is_there(document: str) -> None:
    named = [re.findall(r"(tests/[\w/]+\.py)::(\w+)", code) for code in code_of(document)]
    tests = {(path, name) for found in named for path, name in found}
    assert [name for path, name in tests if f"\ndef {name}(" not in (ROOT / path).read_text(encoding="utf-8")] == []


@pytest.mark.parametrize("document", DOCUMENTS)
def test_kb_knows_every_command_and_option_that_a_document_names(
    document: str, capsys: pytest.CaptureFixture[str]
) -> None:
    for code in code_of(document):
        for commands, rest in re.findall(r"(?:^|/)kb ([a-z]+(?: \| [a-z]+)*)([^#]*)", code):
            for command in commands.split(" | "):
                with pytest.raises(SystemExit, match=r"^0$"):
                    main([command, "--help", "--lang", "en"])
                known = capsys.readouterr().out
                assert [option for option in re.findall(r"--[a-z-]+", rest) if option not in known] == [], code


def test_documents_are_found_and_name_things() -> None:
    """So that the tests above cannot pass for want of anything to look at."""
    assert {"README.md", "CONTRIBUTING.md", "hosting/README.md", "decisions/0001-way-out.md"} <= set(DOCUMENTS)
    assert "::test_" in " ".join(code_of("decisions/0002-contracts.md"))
    words = " ".join(code_of("README.md"))
    assert all(name in words for name in ("make site", "kb check", "scripts/kb/", "tests/bench/"))


def test_every_folder_of_tests_is_explained() -> None:
    explained = (ROOT / "tests/README.md").read_text(encoding="utf-8")
    folders = [path.name for path in (ROOT / "tests").iterdir() if path.is_dir() and path.name != "__pycache__"]
    assert [name for name in folders if f"`{name}/`" not in explained] == []
