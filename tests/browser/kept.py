"""A host whose line can be cut, and what a reader does to keep a copy of the site from it."""

from __future__ import annotations

import hashlib
import json
import re
import time
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import BrowserContext, Locator, Page, expect

from kb.delivery.offline import as_kept
from tests.browser.server import Handler

PREFIX = "/una/carpeta/"
READ = """async paths => {
  const found = {};
  for (const path of paths) {
    const answer = await fetch(path, {cache: "no-store"}).catch(() => null);
    if (!answer || !answer.ok) { found[path] = "nothing"; continue; }
    const sum = await crypto.subtle.digest("SHA-256", await answer.arrayBuffer());
    found[path] = Array.from(new Uint8Array(sum), byte => byte.toString(16).padStart(2, "0")).join("");
  }
  return found;
}"""


@dataclass
class Host:
    """A host whose line can be cut, and the folder that it serves."""

    folder: Path
    address: str
    handler: type[CutHandler]

    def cut(self, context: BrowserContext) -> None:
        """Cut the network: the browser believes itself offline, and whoever asks all the same gets no answer."""
        context.set_offline(True)
        self.handler.is_cut = True

    def mend(self, context: BrowserContext) -> None:
        context.set_offline(False)
        self.handler.is_cut = False

    def publish(self, name: str, data: bytes, promised: bytes | None = None) -> None:
        """Publish another pack; `promised` is what the list says of it, if that is something else."""
        path = self.folder / "offline/packs.json"
        packs = json.loads(path.read_text(encoding="utf-8"))
        told = promised or data
        digest = hashlib.sha256(told).hexdigest()
        file = f"offline/{name}.{digest[:12]}.pack"
        packs[name] |= {"file": file, "sha256": digest, "bytes": len(told), "day": "2031-02-03"}
        (self.folder / file).write_bytes(data)
        path.unlink()  # it is a link to the built site's file
        path.write_text(json.dumps(packs), encoding="utf-8")


class CutHandler(Handler):
    """A host that hangs up without an answer once its line is cut, and can be out of order or out of breath."""

    is_cut = False
    is_broken = False
    rest = 0.0
    """Seconds before it answers."""

    def do_GET(self) -> None:  # noqa: N802  (the name that http.server looks for)
        if type(self).is_cut:
            self.close_connection = True
            return
        time.sleep(type(self).rest)
        if type(self).is_broken:
            self.send_error(503)
        else:
            super().do_GET()


def copy_of(page: Page, name: str) -> Locator:
    return page.locator(f"[data-pack={name}]")


def say(page: Page) -> Locator:
    return page.locator(".kb-offline [role=status]")


def keep(page: Page, host: Host, name: str = "es") -> None:
    """One visit and one tap."""
    page.goto(f"{host.address}{'en/' if name.startswith('en') else ''}offline/")
    copy_of(page, name).locator(".kb-copies__keep").click()
    expect(say(page)).to_have_text(re.compile("funciona sin conexión|works without a connection"))


def caches_of(page: Page) -> list[str]:
    """The caches that the browser holds, besides the list of copies."""
    return [name for name in page.evaluate("caches.keys()") if len(name.split()) > 2]


def sums(host: Host, paths: list[str], prefix: str = "") -> dict[str, str]:
    """What the site's own pages are in a copy, by address."""
    found = {}
    for path in paths:
        file = host.folder / prefix / path
        text = (file / "index.html" if file.is_dir() else file).read_text(encoding="utf-8")
        found[host.address + prefix + path] = hashlib.sha256(as_kept(text).encode()).hexdigest()
    return found
