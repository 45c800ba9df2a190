"""What S3-compatible storage behind a CDN needs: a script that uploads each file with its type and how long it keeps,
the headers as CloudFront takes them, and a function that finds the page of an address.

Sources: AWS CLI, `s3 sync` (a later filter counts more than an earlier one); CloudFront's API, ResponseHeadersPolicyConfig
(what has a field of its own may not stand among the custom headers), and its JavaScript runtime 2.0.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator

from kb.delivery.headers import (
    FOR_EVER,
    FOR_NOW,
    HEADERS,
    OPEN_HEADER,
    PRIVATE,
    TYPES,
    fingerprinted,
    media_type,
)

FOLDER = "_s3/"
_SCRIPT = """#!/bin/sh
# Uploads the folder of the site: sh _s3/publish.sh BUCKET [options of the AWS CLI, such as --endpoint-url URL]
# What never changes comes first and pages last, so that nobody is sent to what is not there yet; then what is no longer
# in the site goes, but for assets/, which pages that are still open may ask for.
set -eu
cd "$(dirname "$0")/.."
bucket=$1
shift
put() {{
    type=$1 cache=$2
    shift 2
    aws s3 sync . "s3://$bucket{base}" --content-type "$type" --cache-control "$cache" --exclude "*" "$@"
}}
{puts}
aws s3 sync . "s3://$bucket{base}" --delete --size-only --exclude "assets/*" --exclude "*.gz" --exclude "*.br" {private} "$@"
"""
_FUNCTION = """// CloudFront, viewer request, JavaScript runtime 2.0: the file of an address. Storage knows files only, no folders.
async function handler(event) {{
    const request = event.request;
    const name = request.uri.slice(request.uri.lastIndexOf('/') + 1);
    if (name === '') {{
        request.uri += 'index.html';
    }} else if (name.indexOf('.') < 0 || request.uri === '{base}id/' + name) {{
        return {{ statusCode: 301, statusDescription: 'Moved Permanently', headers: {{ location: {{ value: request.uri + '/' }} }} }};
    }}
    return request;
}}
"""
_HSTS = "Strict-Transport-Security"
_OWN_FIELDS = (_HSTS, "Content-Security-Policy", "Referrer-Policy", "X-Content-Type-Options")


def s3_files(base: str, paths: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Paths under the site's root, and what they hold, for a site that holds these files and stands under `base`."""
    private = _filters("exclude", (f"{path}*" if path.endswith("/") else path for path in PRIVATE))
    puts = "\n".join(_puts(list(fingerprinted(paths)), private))
    yield f"{FOLDER}publish.sh", _SCRIPT.format(base=base, puts=puts, private=private)
    yield f"{FOLDER}headers.json", _json(_policy("kb"))
    yield f"{FOLDER}headers-data.json", _json(_policy("kb-data") | {"CorsConfig": _cors()})
    yield f"{FOLDER}function.js", _FUNCTION.format(base=base)


def _puts(fixed: list[str], private: str) -> Iterator[str]:
    """A line a kind of file: those that never change, then the others, pages last."""
    for ending in TYPES:
        own = [path for path in fixed if path.endswith(f".{ending}")]
        if own:
            yield _put(ending, FOR_EVER, _filters("include", own))
    for ending in sorted(TYPES, key=lambda ending: ending == "html"):
        kept = _filters("exclude", [path for path in fixed if path.endswith(f".{ending}")])
        yield _put(ending, FOR_NOW, " ".join(filter(None, (f'--include "*.{ending}"', kept, private))))


def _put(ending: str, cache: str, filters: str) -> str:
    return f'put "{media_type(ending)}" "{cache}" {filters} "$@"'


def _filters(kind: str, patterns: Iterable[str]) -> str:
    return " ".join(f'--{kind} "{pattern}"' for pattern in patterns)


def _policy(name: str) -> dict[str, object]:
    """A response headers policy: each header in the field that CloudFront has for it, the others as they are."""
    age = HEADERS[_HSTS].removeprefix("max-age=")
    security = {
        "ContentSecurityPolicy": {"ContentSecurityPolicy": HEADERS["Content-Security-Policy"], "Override": True},
        "ContentTypeOptions": {"Override": True},
        "ReferrerPolicy": {"ReferrerPolicy": HEADERS["Referrer-Policy"], "Override": True},
        "StrictTransportSecurity": {"AccessControlMaxAgeSec": int(age), "Override": True},
    }
    custom = [
        {"Header": header, "Value": value, "Override": True}
        for header, value in HEADERS.items()
        if header not in _OWN_FIELDS
    ]
    return {
        "Name": name,
        "SecurityHeadersConfig": security,
        "CustomHeadersConfig": {"Quantity": len(custom), "Items": custom},
    }


def _cors() -> dict[str, object]:
    """Who may read the open data from pages of other sites: everybody."""
    lists = {"Origins": [OPEN_HEADER[1]], "Methods": ["GET", "HEAD"], "Headers": ["*"]}
    allowed = {f"AccessControlAllow{name}": {"Quantity": len(of), "Items": of} for name, of in lists.items()}
    return {**allowed, "AccessControlAllowCredentials": False, "OriginOverride": True}


def _json(data: dict[str, object]) -> str:
    return f"{json.dumps(data, indent=2)}\n"
