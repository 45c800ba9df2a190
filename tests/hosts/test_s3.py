"""The upload to S3-compatible storage, tried with a stand-in for the AWS CLI, and what CloudFront is told."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser

from kb.delivery.finish import files_of
from kb.delivery.headers import FOR_EVER, FOR_NOW, HEADERS, PRIVATE, fingerprinted, media_type

pytestmark = pytest.mark.xdist_group("hosts")
AWS = '''#!{python}
"""`aws s3 sync . s3://…` as its manual describes it: filters in order, the last that fits counts."""
import fnmatch, json, sys
from pathlib import Path
options, filters = {{}}, []
given = iter(sys.argv[5:])
for name in given:
    if name in ("--include", "--exclude"):
        filters.append((name == "--include", next(given)))
    else:
        options[name] = True if name in ("--delete", "--size-only") else next(given)
paths = [path.as_posix() for path in sorted(Path(".").rglob("*")) if path.is_file()]
def wanted(path):
    fits = [include for include, pattern in filters if fnmatch.fnmatchcase(path, pattern)]
    return fits[-1] if fits else True
call = {{"to": sys.argv[4], "options": options, "paths": [path for path in paths if wanted(path)]}}
with open("{log}", "a") as log:
    log.write(json.dumps(call) + "\\n")
'''


@pytest.fixture(scope="module")
def calls(packed: Path, tmp_path_factory: pytest.TempPathFactory) -> list[dict[str, Any]]:
    """What the upload asked of the AWS CLI, in order."""
    folder = tmp_path_factory.mktemp("aws")
    (folder / "aws").write_text(AWS.format(python=sys.executable, log=folder / "log"), encoding="utf-8")
    (folder / "aws").chmod(0o755)
    env = {**os.environ, "PATH": f"{folder}:{os.environ['PATH']}"}
    command = ["sh", str(packed / "_s3/publish.sh"), "bucket", "--endpoint-url", "https://s3.example.org"]
    subprocess.run(command, env=env, check=True)
    return [json.loads(line) for line in (folder / "log").read_text(encoding="utf-8").splitlines()]


def test_every_served_file_is_uploaded_once_with_its_type_and_its_time(
    packed: Path, calls: list[dict[str, Any]]
) -> None:
    served = [path for path in files_of(packed) if not path.startswith(PRIVATE)] + ["manifest.sha256"]
    fixed = set(fingerprinted(served))
    found: dict[str, tuple[str, str]] = {}
    for call in calls[:-1]:
        options, paths = call["options"], call["paths"]
        assert call["to"] == "s3://bucket/"
        assert options["--endpoint-url"] == "https://s3.example.org"
        for path in paths:
            assert path not in found, path
            found[path] = options["--content-type"], options["--cache-control"]
    assert fixed
    assert found == {
        path: (media_type(path.rpartition(".")[2]), FOR_EVER if path in fixed else FOR_NOW) for path in served
    }


def test_what_never_changes_comes_first_pages_last_and_then_what_is_gone_goes(calls: list[dict[str, Any]]) -> None:
    kinds = [(call["options"], call["paths"]) for call in calls]
    assert "immutable" in str(kinds[0][0])
    assert all(str(path).endswith(".html") for path in kinds[-2][1])
    options, paths = kinds[-1]
    assert options == {"--delete": True, "--size-only": True, "--endpoint-url": "https://s3.example.org"}
    assert set(paths) <= {path for _, earlier in kinds[:-1] for path in earlier}
    assert not [path for path in paths if path.startswith("assets/")]


def test_cloudfront_is_told_every_header_once(packed: Path) -> None:
    policy = json.loads((packed / "_s3/headers.json").read_text(encoding="utf-8"))
    own, custom = policy["SecurityHeadersConfig"], policy["CustomHeadersConfig"]
    told = {item["Header"]: item["Value"] for item in custom["Items"]}
    assert custom["Quantity"] == len(custom["Items"]) == len(told)
    told["Content-Security-Policy"] = own["ContentSecurityPolicy"]["ContentSecurityPolicy"]
    told["Referrer-Policy"] = own["ReferrerPolicy"]["ReferrerPolicy"]
    told["Strict-Transport-Security"] = f"max-age={own['StrictTransportSecurity']['AccessControlMaxAgeSec']}"
    told["X-Content-Type-Options"] = "nosniff"  # what ContentTypeOptions stands for
    assert told == HEADERS
    data = json.loads((packed / "_s3/headers-data.json").read_text(encoding="utf-8"))
    assert data["CorsConfig"]["AccessControlAllowOrigins"] == {"Quantity": 1, "Items": ["*"]}
    assert data["SecurityHeadersConfig"] == own


@pytest.mark.parametrize(
    ("asked", "answered"),
    [
        ("/", "/index.html"),
        ("/en/rg/", "/en/rg/index.html"),
        ("/id/RG-1.1/", "/id/RG-1.1/index.html"),
        ("/assets/kb.js", "/assets/kb.js"),
        ("/en/rg", 301),
        ("/id/RG-1.1", 301),
    ],
)
def test_cloudfronts_function_finds_the_file_of_an_address(
    packed: Path, browser: Browser, asked: str, answered: str | int
) -> None:
    function = (packed / "_s3/function.js").read_text(encoding="utf-8")
    page = browser.new_page()
    told = page.evaluate(f"async uri => {{ {function}; return handler({{request: {{uri}}}}); }}", asked)
    page.close()
    if answered == 301:
        assert (told["statusCode"], told["headers"]["location"]["value"]) == (301, f"{asked}/")
    else:
        assert told == {"uri": answered}
