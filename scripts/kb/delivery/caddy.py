"""The site's configuration for Caddy: `site.caddy`, to be imported in the site's block beside `root`.

Source: Caddy's documentation of the Caddyfile: matchers, `map`, `header`, `handle_errors`, `file_server`.
"""

from __future__ import annotations

from kb.delivery.headers import HEADERS, PRIVATE, TYPES, media_type, values
from kb.delivery.language import behind, named

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
route @kb_id {{
    map {{http.regexp.kb.1}} {{kb_id}} {{
{ids}        default ""
    }}
    @kb_known not vars {{kb_id}} ""
    redir @kb_known {base}id/{{kb_id}}{{http.regexp.kb.2}}{{kb_query}} 301
}}
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


def caddy_file(base: str, languages: dict[str, str], moved: list[tuple[str, str]], ids: list[str]) -> tuple[str, str]:
    """The file's path under the site's root, and what it holds; what goes in as for `nginx_files`.

    An id arrives in its own case and in lower case; the 404 page's script knows the rest.
    """
    headers = "".join(f'    {name} "{value}"\n' for name, value in HEADERS.items())
    return f"{FOLDER}site.caddy", _SITE.format(
        **values(base),
        headers=headers,
        types="\n".join(_type(ending) for ending in TYPES),
        moved="".join(
            f"    {form} {new}\n" for old, new in moved for form in dict.fromkeys((old, old.rstrip("/") or old))
        ),
        ids="".join(f"        {ident.lower()} {ident}\n" for ident in ids if ident != ident.lower()),
        language="\n".join(_language(base, lang, languages) for lang, folder in languages.items() if folder),
        private=" ".join(f"{base}{path}*" if path.endswith("/") else f"{base}{path}" for path in PRIVATE),
    )


def _type(ending: str) -> str:
    """Two lines that give a kind of file its type. A page's address ends in a slash."""
    paths = "*.html */" if ending == "html" else f"*.{ending}"
    return f'@kb_type_{ending} path {paths}\nheader @kb_type_{ending} Content-Type "{media_type(ending)}"'


def _language(base: str, lang: str, languages: dict[str, str]) -> str:
    return _LANGUAGE.format(
        base=base, lang=lang, folder=languages[lang], named=named(lang), behind=behind(lang, tuple(languages))
    )
