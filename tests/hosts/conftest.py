"""One small site with packed copies, whose chapter moved, and the servers that it is tried on."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from kb.build import build
from kb.read.tree import read_tree
from tests import lasting
from tests.conftest import ROOT
from tests.hosts.servers import caddy, nginx

SERVERS = {"nginx": nginx, "caddy": caddy}


@pytest.fixture(scope="session")
def packed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site: released with a chapter at `rg/1/`, then moved to `rg/`; it knows the program's locked requirements."""
    folder = tmp_path_factory.mktemp("packed")
    root = lasting.tree(folder / "tree")
    lasting.publish(root)
    lasting.on_one_page(root)
    (root / "guidelines/moved.yml").write_text("- {old: rg/1/, new: rg/}\n", encoding="utf-8")
    shutil.copytree(ROOT / "requirements", root / "requirements")
    build(root, read_tree(root).kb, folder / "site", precompress=True, site_url="https://example.org/")
    return folder / "site"


@pytest.fixture(scope="session", params=SERVERS)
def address(request: pytest.FixtureRequest, packed: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the site on each server."""
    with SERVERS[request.param](packed, tmp_path_factory.mktemp(request.param)) as url:
        yield url
