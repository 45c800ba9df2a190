"""The bill of materials of the program that builds the site, in CycloneDX 1.6, from the locked requirements.

Sources: CycloneDX 1.6 (ECMA-424), JSON; the package-url specification (`pkg:pypi/name@version`); pip's requirements file
format. It names what is locked for any platform, not what one machine happened to install, and holds neither clock nor
chance: two builds of one commit are the same.
"""

from __future__ import annotations

import json
import re
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

NAME = "sbom.cdx.json"
LOCK = "requirements/site.txt"
WANTED = "requirements/site.in"
_OWN = "kb"
_PIN = re.compile(r"^([A-Za-z0-9][A-Za-z0-9._-]*)(?:\[[^\]]*\])?==([^\s;\\]+)\s*(?:;\s*([^\\\n]+?))?\s*\\?$")
_HASH = re.compile(r"--hash=sha256:([0-9a-f]{64})")
_WANTED = re.compile(r"^([A-Za-z0-9][A-Za-z0-9._-]*)", re.M)


@dataclass(frozen=True, slots=True)
class Pin:
    """A locked package: its name and version, the condition under which it is installed, the sums of its files."""

    name: str
    version: str
    condition: str
    hashes: tuple[str, ...]

    @property
    def purl(self) -> str:
        """Its package URL, which is also its reference within the bill."""
        return f"pkg:pypi/{_canonical(self.name)}@{self.version}"


def pins(lock: str) -> Iterator[Pin]:
    """The packages that a lock names. Source: pip's requirements file format, as uv writes it."""
    for block in re.split(r"\n(?=[A-Za-z0-9])", lock):
        match = _PIN.match(block.partition("\n")[0])
        if match:
            yield Pin(match[1], match[2], match[3] or "", tuple(sorted(_HASH.findall(block))))


def sbom(lock: str, wanted: str, day: date) -> dict[str, Any]:
    """The bill for a lock, the list of packages that it was made from, and the day that the build speaks of."""
    found = sorted(pins(lock), key=lambda pin: pin.purl)
    direct = {_canonical(name) for name in _WANTED.findall(wanted)}
    bill = {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {
            "timestamp": f"{day.isoformat()}T00:00:00Z",
            "component": {"type": "application", "bom-ref": _OWN, "name": "kb"},
        },
        "components": [_component(pin) for pin in found],
        "dependencies": [{"ref": _OWN, "dependsOn": [pin.purl for pin in found if _canonical(pin.name) in direct]}],
        "compositions": [{"aggregate": "incomplete", "dependencies": [_OWN]}],
    }
    number = uuid.uuid5(uuid.NAMESPACE_URL, json.dumps(bill, sort_keys=True))
    return {"serialNumber": f"urn:uuid:{number}", **bill}


def write_sbom(root: Path, site_dir: Path, day: date) -> None:
    """Write the bill into a site, if the knowledge base brings the lock of the program that builds it."""
    lock, wanted = root / LOCK, root / WANTED
    if lock.is_file() and wanted.is_file():
        bill = sbom(lock.read_text(encoding="utf-8"), wanted.read_text(encoding="utf-8"), day)
        text = json.dumps(bill, ensure_ascii=False, indent=1)
        (site_dir / NAME).write_text(f"{text}\n", encoding="utf-8")


def _canonical(name: str) -> str:
    """A package's name as an index compares it. Source: PEP 503."""
    return re.sub(r"[-_.]+", "-", name).lower()


def _component(pin: Pin) -> dict[str, Any]:
    """A package. The sums are of the files it may be installed from: which one it is depends on the machine."""
    hashes = [{"alg": "SHA-256", "content": one} for one in pin.hashes]
    return {
        "type": "library",
        "bom-ref": pin.purl,
        "name": pin.name,
        "version": pin.version,
        "scope": "optional" if pin.condition else "required",
        "purl": pin.purl,
        "externalReferences": [{"type": "distribution", "url": pin.purl, "hashes": hashes}],
    }
