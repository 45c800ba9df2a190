"""The other versions of Python on this machine that the program supports, each with what it takes to build the site."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from tests.conftest import ROOT

OWN = f"3.{sys.version_info.minor}"
SUPPORTED = range(11, 14)
"""Minor versions of Python 3 for which everything that is locked comes ready to run."""
LOCK = ROOT / "requirements/site.txt"
ASK = "import sys; print(sys.version_info.minor, sys.implementation.name)"


@cache
def pythons() -> dict[str, str]:
    """The program of each other supported version that starts, by its version: those on the PATH, and pyenv's."""
    found = {}
    for path in _candidates():
        done = subprocess.run([path, "-c", ASK], capture_output=True, text=True, check=False)
        minor, _, name = done.stdout.strip().partition(" ")
        if done.returncode == 0 and name == "cpython" and int(minor) in SUPPORTED and f"3.{minor}" != OWN:
            found.setdefault(f"3.{minor}", path)
    return found


def _candidates() -> Iterator[str]:
    names = [f"python3.{minor}" for minor in SUPPORTED]
    yield from filter(None, map(shutil.which, names))
    if shutil.which("pyenv"):
        done = subprocess.run(["pyenv", "root"], capture_output=True, text=True, check=False)
        kept = Path(done.stdout.strip()) / "versions"
        yield from (str(path) for name in names for path in sorted(kept.glob(f"*/bin/{name}")))


def equipped(python: str) -> str:
    """The program of an environment with the locked requirements, made beside the tests' own; kept until they change."""
    sum_of_lock = hashlib.sha256(LOCK.read_bytes()).hexdigest()[:12]
    folder = Path(sys.prefix) / "others" / f"{Path(python).name}-{sum_of_lock}"
    own, done = folder / "bin/python", folder / "done"
    if not done.exists():
        shutil.rmtree(folder, ignore_errors=True)
        subprocess.run([python, "-m", "venv", str(folder)], check=True)
        install = [str(own), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
        subprocess.run([*install, "--require-hashes", "--requirement", str(LOCK)], check=True)
        subprocess.run([*install, "--no-build-isolation", "--no-deps", "--editable", str(ROOT)], check=True, env=_env())
        done.touch()
    return str(own)


def _env() -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
