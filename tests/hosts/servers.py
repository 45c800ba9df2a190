"""Debian's nginx and Caddy, each with the configuration in `hosting/` that an operator copies, and what the build wrote."""

from __future__ import annotations

import os
import re
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from urllib.error import HTTPError, URLError
from urllib.request import urlopen

from tests.conftest import ROOT

PLACE = "/srv/proteccion/site"
"""Where the configurations in `hosting/` have the site."""
_BROTLI = Path("/usr/lib/nginx/modules/ngx_http_brotli_static_module.so")
_NGINX = """{module}
daemon off;
{user}
error_log stderr;
pid {folder}/nginx.pid;
events {{}}
http {{
    access_log off;
    sendfile on; tcp_nopush on;
    client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy; fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi; scgi_temp_path {folder}/scgi;
    {site}
}}
"""
_PLAIN = """default_type text/html;
    server {{ listen 127.0.0.1:{port}; root {site}; index index.html; }}"""
_CADDY = "{{\n\tadmin off\n\tauto_https off\n}}\n{site}"


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def nginx(site: Path, folder: Path) -> Iterator[str]:
    """nginx serving a site as `hosting/nginx/site.conf` says, but for TLS; the address of its root."""
    port = free_port()
    text = (ROOT / "hosting/nginx/site.conf").read_text(encoding="utf-8").replace(PLACE, str(site))
    text = re.sub(r"^ *(?:ssl_.*|listen \[::\].*)\n", "", text, flags=re.M)
    text = text.replace("listen 443 ssl http2;", f"listen 127.0.0.1:{port};")
    text = text.replace("listen 80;", f"listen 127.0.0.1:{free_port()};")
    with _nginx(text, port, folder) as address:
        yield address


@contextmanager
def plain_nginx(site: Path, folder: Path) -> Iterator[str]:
    """nginx serving the files of a folder and nothing more: what a configuration is measured beside."""
    port = free_port()
    with _nginx(_PLAIN.format(port=port, site=site), port, folder) as address:
        yield address


@contextmanager
def _nginx(site: str, port: int, folder: Path) -> Iterator[str]:
    """nginx with these lines in its http block. A missing nginx is an error that says what to install, never a skip."""
    program = shutil.which("nginx", path=f"{os.environ['PATH']}:/usr/sbin")
    assert program, "no nginx: run scripts/install-nginx, or install nginx so that `nginx` is on the PATH"
    folder.mkdir(parents=True, exist_ok=True)
    user = "user root root;" if os.getuid() == 0 else ""  # the test's folders are closed to others
    module = f"load_module {_BROTLI};" if _BROTLI.exists() else ""  # elsewhere it is built in
    path = folder / "nginx.conf"
    path.write_text(_NGINX.format(folder=folder, site=site, user=user, module=module), encoding="utf-8")
    command = [program, "-p", str(folder), "-e", "stderr", "-c", str(path)]
    with _running(command, f"http://127.0.0.1:{port}/", os.environ) as address:
        yield address


@contextmanager
def caddy(site: Path, folder: Path) -> Iterator[str]:
    """Caddy serving a site as `hosting/caddy/Caddyfile` says, but for TLS; the address of its root."""
    program = shutil.which("caddy")
    assert program, "no caddy: run scripts/install-caddy, or install caddy so that `caddy` is on the PATH"
    address = f"http://127.0.0.1:{free_port()}"
    folder.mkdir(parents=True, exist_ok=True)
    text = (ROOT / "hosting/caddy/Caddyfile").read_text(encoding="utf-8").replace(PLACE, str(site))
    text = text.replace("proteccion.example.org", address)
    path = folder / "Caddyfile"
    path.write_text(_CADDY.format(site=text), encoding="utf-8")
    own = {"HOME": str(folder), "XDG_DATA_HOME": str(folder / "data"), "XDG_CONFIG_HOME": str(folder / "config")}
    command = [program, "run", "--config", str(path), "--adapter", "caddyfile"]
    with _running(command, f"{address}/", {**os.environ, **own}) as url:
        yield url


@contextmanager
def _running(command: list[str], address: str, env: Mapping[str, str]) -> Iterator[str]:
    process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True, env=env)
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
