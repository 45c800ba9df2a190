"""Who is met at the root in which language, where the host chooses.

The page at the root has a script that chooses, once, and remembers what a reader chose instead; a host cannot know of
that. It chooses only for programs that do not send `Sec-Fetch-Mode`, as every browser of today does over HTTPS, and that
come from no page (`Referer`): text browsers, and proxies that run no scripts. Without `Accept-Language` nobody is sent on.
Preferences count in the order in which they stand, as programs write them.
"""

from __future__ import annotations

VARY = "Accept-Language, Sec-Fetch-Mode, Referer"
"""What the answer at the root depends on."""


def first(lang: str, languages: tuple[str, ...]) -> str:
    """A pattern for values of `Accept-Language` that name this language before any other of the site's; for PCRE."""
    others = "|".join(languages)
    return rf"^(?:(?!\s*(?:{others})\b)[^,]*,)*\s*{lang}\b"


def named(lang: str) -> str:
    """A pattern for values that name a language; for RE2, which knows no look-ahead."""
    return rf"(?i)(?:^|,)\s*{lang}\b"


def behind(lang: str, languages: tuple[str, ...]) -> str:
    """A pattern for values that name another of the site's languages before this one; for RE2."""
    others = "|".join(other for other in languages if other != lang)
    return rf"(?i)(?:^|,)\s*(?:{others})\b.*,\s*{lang}\b"
