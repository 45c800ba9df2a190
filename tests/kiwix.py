"""What Kiwix's own tools say of an archive."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path


def zimcheck(archive: Path) -> str:
    """All of zimcheck's complaints; empty if there are none. That it is missing is an error that says what to install."""
    program = shutil.which("zimcheck")
    if program is None:
        raise RuntimeError("no zimcheck: run scripts/install-zimcheck, or install openZIM's zim-tools")
    done = subprocess.run(
        [program, "--all", "--details", str(archive)], capture_output=True, text=True, check=False, timeout=600
    )
    passed = done.returncode == 0 and "Overall Test Status: Pass" in done.stdout
    return "" if passed else done.stdout + done.stderr
