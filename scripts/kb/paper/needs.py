"""What the machine must have for editions: WeasyPrint and the system's libraries under it, and the fonts."""

from __future__ import annotations

import shutil
import subprocess

PACKAGES = "libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 fonts-lato fonts-dejavu-core"
"""Debian's packages, as `scripts/install-paper` installs them."""
FONTS = ("Lato", "DejaVu Sans", "DejaVu Sans Mono")
"""The fonts of the style sheets. With others the text would be set differently, and signs might be missing."""


def missing() -> str:
    """What is missing, as a name; nothing if editions can be made."""
    try:
        import weasyprint  # noqa: F401  (loads the system's libraries)
    except ImportError:
        return "WeasyPrint"
    except OSError:
        return "Pango"
    for font in FONTS:
        if family_of(font) != font:
            return font
    return ""


def family_of(font: str) -> str:
    """The family that the system gives for a font: the font itself where it is installed."""
    tool = shutil.which("fc-match")
    if tool is None:
        return ""
    asked = subprocess.run([tool, "--format=%{family}", font], capture_output=True, text=True, check=False)  # noqa: S603
    return asked.stdout.partition(",")[0]
