"""The other search engines, in pinned versions: fetched by the benchmark itself into a cache folder, never committed."""

from __future__ import annotations

import base64
import hashlib
import os
import shutil
import subprocess
import sys
import tarfile
from dataclasses import dataclass
from pathlib import Path

from tests.bench.generate import ROOT

MINISEARCH = "7.2.0"
MINISEARCH_SHA512 = "dqT2XBYUOZOiC5t2HRnwADjhNS2cecp9u+TJRiJ1Qp/f5qjkeT5APcGPjHw+bz89Ms8Jp+cG4AlE+QZ/QnDglg=="
"""As npm publishes it for this version."""
SCRIPT = "package/dist/umd/index.js"
FROM_PYPI = ROOT / "requirements/bench.txt"


@dataclass(frozen=True)
class Tools:
    """What could be fetched, and what is missing and why."""

    python_path: Path
    """A folder with the Python packages `pagefind_bin` and `brotli`."""
    minisearch: Path | None
    """MiniSearch's script for browsers."""
    missing: tuple[str, ...]


def fetch_tools() -> Tools:
    """Fetch what is not in the cache folder yet. Raises CalledProcessError where pip cannot fetch: nothing works then."""
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "kb-bench"
    cache.mkdir(parents=True, exist_ok=True)
    packages = _from_pypi(cache)
    try:
        return Tools(packages, _minisearch(cache), ())
    except (OSError, subprocess.CalledProcessError, ValueError) as error:
        return Tools(packages, None, (f"MiniSearch is left out: {error}",))


def _from_pypi(cache: Path) -> Path:
    key = hashlib.sha256(FROM_PYPI.read_bytes()).hexdigest()[:12]
    folder = cache / f"python-{key}"
    if not folder.exists():
        part = folder.with_suffix(".part")
        shutil.rmtree(part, ignore_errors=True)
        pip = [sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--require-hashes"]
        subprocess.run([*pip, "--target", str(part), "--requirement", str(FROM_PYPI)], check=True)
        part.rename(folder)
    sys.path.append(str(folder))
    return folder


def _minisearch(cache: Path) -> Path:
    script = cache / f"minisearch-{MINISEARCH}.js"
    if script.exists():
        return script
    if shutil.which("npm") is None:
        install_npm()
    subprocess.run(
        ["npm", "pack", "--silent", f"minisearch@{MINISEARCH}"], cwd=cache, check=True, stdout=subprocess.DEVNULL
    )
    package = cache / f"minisearch-{MINISEARCH}.tgz"
    if base64.b64encode(hashlib.sha512(package.read_bytes()).digest()).decode() != MINISEARCH_SHA512:
        package.unlink()
        raise ValueError(f"minisearch {MINISEARCH} is not what was published under this version")
    with tarfile.open(package) as archive:
        member = archive.extractfile(SCRIPT)
        assert member is not None
        script.write_bytes(member.read())
    return script


def install_npm() -> None:
    """Debian's npm through apt, as `scripts/install-browser` does. Raises OSError that says what to install."""
    if shutil.which("apt-get") is None or os.geteuid() != 0:
        raise OSError("npm is missing; on Debian or Ubuntu: sudo apt-get install npm")
    print("Installing Debian's npm …", flush=True)
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    subprocess.run(["apt-get", "update", "-qq"], check=True, env=quiet)
    command = ["apt-get", "install", "-y", "-qq", "--no-install-recommends", "npm"]
    subprocess.run(command, check=True, env=quiet, stdout=subprocess.DEVNULL)
