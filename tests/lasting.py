"""A small site that has been released, to move its pages and look whether every address still arrives."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from urllib.error import HTTPError, URLError
from urllib.request import urlopen

from kb.build import build
from kb.ledger.release import release
from kb.read.tree import read_tree
from tests.conftest import BASE, ROOT

RELEASED = date(2026, 12, 1)
OWN = "guidelines/regional/RG.md"
CHAPTER = "guidelines/regional/1-principles"
SECTION = "guidelines/regional/1-principles/RG-1.1.md"
NGINX = """daemon off;
{user}
error_log stderr;
pid {folder}/nginx.pid;
events {{}}
http {{
    access_log off;
    map_hash_bucket_size 128;
    client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy; fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi; scgi_temp_path {folder}/scgi;
    types {{ text/html html; text/css css; text/javascript js; application/json json; image/svg+xml svg; }}
    include {site}/_nginx/maps.conf;
    server {{
        listen 127.0.0.1:{port};
        root {site};
        include {site}/_nginx/server.conf;
    }}
}}
"""


def tree(folder: Path) -> Path:
    """The small valid tree with the real site's settings, words and theme, and a heading inside a section."""
    root = Path(shutil.copytree(BASE, folder))
    settings = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
    (root / "mkdocs.yml").write_text(
        settings.replace("custom_dir: scripts", f"custom_dir: {ROOT}/scripts"), encoding="utf-8"
    )
    shutil.copyfile(ROOT / "guidelines/labels.yml", root / "guidelines/labels.yml")
    for lang, title in (("es", "Inicio"), ("en", "Home")):
        (root / "docs" / lang / "index.md").write_text(f"# {title}\n\nText {lang}.\n", encoding="utf-8")
    change(root, SECTION, "avisa a [mx-dif].\n", "avisa a [mx-dif].\n\n## Qué hacer\n\nAvisar.\n")
    change(root, SECTION, "tells [mx-dif].\n", "tells [mx-dif].\n\n## What to do\n\nTell.\n")
    return root


def change(root: Path, path: str, before: str, after: str) -> None:
    """Replace a text that must be there."""
    text = (root / path).read_text(encoding="utf-8")
    assert before in text, before
    (root / path).write_text(text.replace(before, after), encoding="utf-8")


def on_one_page(root: Path) -> None:
    """Put the publication on one page: its chapter's page is no more."""
    change(root, OWN, "layout: chapters", "layout: single")
    for path in (root / CHAPTER).glob("*.md"):
        path.rename(path.parent.parent / path.name)


def in_chapters(root: Path) -> None:
    """Cut the publication into chapters again."""
    change(root, OWN, "layout: single", "layout: chapters")
    for path in (root / CHAPTER).parent.glob("RG-1*.md"):
        path.rename(root / CHAPTER / path.name)


def publish(root: Path, day: date = RELEASED) -> None:
    """Release what the tree holds."""
    assert release(read_tree(root), day).refused == ""


def built(root: Path, site: Path, site_url: str = "http://127.0.0.1/") -> Path:
    """The site of a tree."""
    build(root, read_tree(root).kb, site, site_url=site_url)
    return site


@contextmanager
def nginx(site: Path, folder: Path) -> Iterator[str]:
    """Debian's nginx serving a site with the configuration that the build wrote; the address of its root.

    A missing nginx is an error that says what to install, never a skip.
    """
    program = shutil.which("nginx", path=f"{os.environ['PATH']}:/usr/sbin")
    assert program, "no nginx: run scripts/install-nginx, or install nginx so that `nginx` is on the PATH"
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    folder.mkdir(parents=True, exist_ok=True)
    user = "user root root;" if os.getuid() == 0 else ""  # the test's folders are closed to others
    (folder / "nginx.conf").write_text(NGINX.format(folder=folder, site=site, port=port, user=user), encoding="utf-8")
    command = [program, "-p", str(folder), "-e", "stderr", "-c", str(folder / "nginx.conf")]
    process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
    address = f"http://127.0.0.1:{port}/"
    try:
        while True:
            assert process.poll() is None, process.stderr.read() if process.stderr else ""
            try:
                urlopen(address, timeout=10).close()
                break
            except HTTPError:
                raise
            except URLError:
                time.sleep(0.05)
        yield address
    finally:
        process.send_signal(signal.SIGTERM)
        process.communicate()
