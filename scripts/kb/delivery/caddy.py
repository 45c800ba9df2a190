"""The site's configuration for Caddy: `site.caddy`, to be imported in the site's block beside `root`.

Source: Caddy's documentation of the Caddyfile: matchers, `map`, `header`, `handle_errors`, `file_server`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from kb.delivery.headers import (
    COMPRESSIBLE,
    FINGERPRINTED,
    FOR_EVER,
    FOR_NOW,
    HEADERS,
    OPEN_DATA,
    OPEN_HEADER,
    PRIVATE,
    TYPES,
    media_type,
)
from kb.delivery.language import VARY, behind, named

FOLDER = "_caddy/"
_SITE = """# For Caddy: import this file in the block of the site, beside `root`.
header {{
{headers}}}
@kb_for_ever path_regexp ^{base}{fingerprinted}$
header @kb_for_ever Cache-Control "{for_ever}"
@kb_for_now not path_regexp ^{base}{fingerprinted}$
header @kb_for_now Cache-Control "{for_now}"
@kb_open path {base}{open_data}*
header @kb_open {open_name} "{open_value}"
@kb_root path {base} {base}index.html
header @kb_root +Vary "{vary}"
{types}
map {{query}} {{kb_query}} {{
    "" ""
    default "?{{query}}"
}}
map {{path}} {{kb_moved}} {{
{moved}    default ""
}}
@kb_moved not vars {{kb_moved}} ""
redir @kb_moved {{kb_moved}}{{kb_query}} 301
@kb_id path_regexp kb ^{base}id/([a-z][a-z0-9.-]*)(/.*)?$
map {{http.regexp.kb.1}} {{kb_id}} {{
{ids}    default ""
}}
@kb_typed {{
    path_regexp kb_typed ^{base}id/[a-z][a-z0-9.-]*(/.*)?$
    not vars {{kb_id}} ""
}}
redir @kb_typed {base}id/{{kb_id}}{{http.regexp.kb_typed.1}}{{kb_query}} 301
{language}
@kb_private path {private}
error @kb_private 404
encode gzip {{
    match {{
        header Content-Type text/*
        header Content-Type application/*json*
        header Content-Type *xml*
    }}
}}
file_server {{
    precompressed br gzip
}}
handle_errors {{
    header {{
{headers}        Cache-Control "{for_now}"
    }}
    rewrite * {base}404.html
    header Content-Type "{page}"
    file_server {{
        status {{http.error.status_code}}
        precompressed br gzip
    }}
}}
"""
_LANGUAGE = """@kb_language_{lang} {{
    path {base}
    not header Sec-Fetch-Mode *
    not header Referer *
    header_regexp Accept-Language "{named}"
    not header_regexp Accept-Language "{behind}"
}}
redir @kb_language_{lang} {base}{folder} 302"""
