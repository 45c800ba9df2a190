"""SARIF's official schema and validator: Microsoft's SARIF Multitool, which its makers publish on npm.

`make test` fetches it (`python -m tests.sarif`), in a pinned version and with the sum that npm gives for it, into the virtual
environment. That it is missing is an error that says what to do, never a skip.
"""

from __future__ import annotations

import base64
import hashlib
import json
import os
import shutil
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from tests.bench.search_tools import install_npm

NAME, VERSION = "@microsoft/sarif-multitool-linux", "5.7.0"
SHA512 = "NxUbpq6ISCWoTQ/NfOYEwEDKq1Heka/rMoJ5R5LMydcAZQX/X7g5mWHcgxDub+0M07LC96tZ5LZHvF1Qy3gjTA=="
"""As npm publishes it for this version."""
FOLDER = Path(sys.prefix) / f"sarif-multitool-{VERSION}"
SCHEMA, VALIDATOR = "sarif-2.1.0.json", "Sarif.Multitool"


def fetch() -> None:
    """Fetch what is not there yet. Raises OSError, CalledProcessError or ValueError where it cannot be had."""
    if FOLDER.exists():
        return
    if shutil.which("npm") is None:
        install_npm()
    with tempfile.TemporaryDirectory(dir=sys.prefix) as name:
        folder = Path(name)
        pack = ["npm", "pack", "--silent", f"{NAME}@{VERSION}"]
        subprocess.run(pack, cwd=folder, check=True, stdout=subprocess.DEVNULL)
        (package,) = folder.glob("*.tgz")
        if base64.b64encode(hashlib.sha512(package.read_bytes()).digest()).decode() != SHA512:
            raise ValueError(f"{NAME} {VERSION} is not what was published under this version")
        unpacked = folder / "unpacked"
        unpacked.mkdir()
        with tarfile.open(package) as archive:
            for wanted in (SCHEMA, VALIDATOR):
                member = archive.extractfile(f"package/{wanted}")
                assert member is not None
                with (unpacked / wanted).open("wb") as out:
                    shutil.copyfileobj(member, out)
        (unpacked / VALIDATOR).chmod(0o755)
        unpacked.rename(FOLDER)


def _there(name: str) -> Path:
    if not FOLDER.exists():
        raise RuntimeError(
            f"{NAME} is missing: run `.venv/bin/python -m tests.sarif`, which needs npm, and see what it says"
        )
    return FOLDER / name


def schema() -> Any:
    """The official schema of SARIF 2.1.0."""
    return json.loads(_there(SCHEMA).read_text(encoding="utf-8-sig"))


def complaints(logs: Iterable[Path], folder: Path) -> list[str]:
    """The errors and warnings of the official validator about some logs. Its report is written into a folder."""
    report = folder / "validated.sarif"
    command = [_there(VALIDATOR), "validate", *logs, "--log", "ForceOverwrite", "--output", report]
    invariant = {**os.environ, "DOTNET_SYSTEM_GLOBALIZATION_INVARIANT": "1"}  # it needs no library of languages
    done = subprocess.run(command, env=invariant, capture_output=True, text=True, check=False)
    assert report.exists(), done.stdout + done.stderr
    (run,) = json.loads(report.read_text(encoding="utf-8-sig"))["runs"]
    assert all(invocation["executionSuccessful"] for invocation in run["invocations"]), done.stdout + done.stderr
    return [f"{result['ruleId']} {result['message'].get('arguments')}" for result in run.get("results", [])]


if __name__ == "__main__":
    try:
        fetch()
    except (OSError, subprocess.CalledProcessError, ValueError) as error:
        raise SystemExit(f"the tests of SARIF need npm's {NAME} {VERSION}, which cannot be had: {error}") from error
