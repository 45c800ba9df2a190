"""The site's configuration for nginx: `maps.conf` for the http block, `server.conf` for the server block.

Sources: nginx's documentation of `map`, `add_header` (inherited only where a block has none of its own, so that all
stand in the server block), `gzip_static`, `try_files`.
"""

from __future__ import annotations

from collections.abc import Iterator

from kb.delivery.headers import COMPRESSIBLE, HEADERS, OPEN_HEADER, PRIVATE, TYPES, values
from kb.delivery.language import first

FOLDER = "_nginx/"
_MAPS = """# For nginx: include this file in the http block, and server.conf in the server block.
map $uri $kb_moved {{
    default "";
{moved}}}
map $kb_key $kb_id {{
    default "";
{ids}}}
map $uri $kb_cache {{
    default "{for_now}";
    "~^{base}{fingerprinted}$" "{for_ever}";
}}
map $uri $kb_open {{
    default "";
    "~^{base}{open_data}" "{open_value}";
}}
map $uri $kb_vary {{
    default "";
    {base} "{vary}";
    {base}index.html "{vary}";
}}
map $http_accept_language $kb_wanted {{
    default "";
{wanted}}}
map "$http_sec_fetch_mode$http_referer" $kb_language {{
    default "";
    "" $kb_wanted;
}}
"""
_SERVER = """# For nginx: include this file in the server block of the site, beside `root`; it needs maps.conf in the http block.
index index.html;
absolute_redirect off;
server_tokens off;
charset utf-8;
charset_types text/css text/csv text/javascript text/markdown text/plain text/vcard text/x-bibtex application/atom+xml
    application/json application/jsonl application/manifest+json application/x-research-info-systems application/xml
    image/svg+xml;
default_type application/octet-stream;
types {{
{types}}}
gzip on;
gzip_static on;
gzip_vary on;
gzip_proxied any;
gzip_types {packed};
{headers}
error_page 403 404 {base}404.html;
if ($kb_moved) {{ return 301 $kb_moved$is_args$args; }}
location ~ ^{base}(?:{private}) {{ return 404; }}
location = {base} {{
    if ($kb_language) {{ return 302 {base}$kb_language; }}
}}
location ~ ^{base}id/(?<kb_key>[^/]+)(?<kb_rest>/.*)?$ {{ try_files $uri $uri/ @kb_id; }}
location @kb_id {{
    if ($kb_id = "") {{ return 404; }}
    if ($kb_id = $kb_key) {{ return 404; }}
    return 301 {base}id/$kb_id$kb_rest$is_args$args;
}}
"""


def nginx_files(
    base: str, languages: dict[str, str], moved: list[tuple[str, str]], ids: list[str]
) -> Iterator[tuple[str, str]]:
    """Both files: paths under the site's root, and what they hold.

    `base` is the path that the site stands under, `languages` the folder of each language under it, `moved` addresses
    with the slash at their end and where they lead, `ids` every id in its own case. nginx's maps do not tell capitals:
    an id arrives however it is typed.
    """
    yield f"{FOLDER}maps.conf", _maps(base, languages, moved, ids)
    yield f"{FOLDER}server.conf", _server(base)


def _maps(base: str, languages: dict[str, str], moved: list[tuple[str, str]], ids: list[str]) -> str:
    both = "".join(f"    {form} {new};\n" for old, new in moved for form in dict.fromkeys((old, old.rstrip("/"))))
    wanted = "".join(
        f'    "~*{first(lang, tuple(languages))}" {folder};\n' for lang, folder in languages.items() if folder
    )
    return _MAPS.format(
        **values(base),
        moved=both,
        ids="".join(f"    {ident.lower()} {ident};\n" for ident in ids),
        wanted=wanted,
    )


def _server(base: str) -> str:
    sent = [*((name, f'"{value}"') for name, value in HEADERS.items()), ("Cache-Control", "$kb_cache")]
    sent += [(OPEN_HEADER[0], "$kb_open"), ("Vary", "$kb_vary")]
    packed = dict.fromkeys(TYPES[ending] for ending in COMPRESSIBLE if ending != "html")
    return _SERVER.format(
        base=base,
        types="".join(f"    {media} {ending};\n" for ending, media in TYPES.items()),
        packed=" ".join(packed),
        headers="\n".join(f"add_header {name} {value} always;" for name, value in sent),
        private="|".join(PRIVATE),
    )
