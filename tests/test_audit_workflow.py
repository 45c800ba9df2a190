"""The weekly audit of dependencies: it may do little, blocks nobody, and looks at every lock."""

from __future__ import annotations

import re
import subprocess
from typing import Any

import yaml

from tests.conftest import ROOT

TEXT = (ROOT / ".github/workflows/audit.yml").read_text(encoding="utf-8")
WORKFLOW: dict[Any, Any] = yaml.safe_load(TEXT)


def test_it_runs_by_the_calendar_and_may_only_read() -> None:
    assert set(WORKFLOW[True]) == {"schedule", "workflow_dispatch"}  # YAML 1.1 takes the key `on` for true
    assert WORKFLOW["permissions"] == {}
    assert [job["permissions"] for job in WORKFLOW["jobs"].values()] == [{"contents": "read"}]


def test_every_action_is_pinned_by_the_hash_of_a_commit() -> None:
    used = re.findall(r"uses: (\S+)", TEXT)
    assert used
    assert all(re.fullmatch(r"actions/[a-z-]+@[0-9a-f]{40}", one) for one in used)


def test_it_runs_the_makefiles_audit_which_names_every_lock() -> None:
    assert "run: make audit\n" in TEXT
    told = subprocess.run(["make", "--dry-run", "audit"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    locks = sorted(path.relative_to(ROOT).as_posix() for path in (ROOT / "requirements").glob("*.txt"))
    assert len(locks) >= 4
    assert sorted(re.findall(r"--requirement (requirements/\S+)", told.rpartition("pip-audit")[2])) == locks
    assert "--require-hashes" in told.rpartition("pip-audit")[2]
