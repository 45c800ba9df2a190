"""What the program says, in the user's language. English is the source; other languages are gettext catalogues."""

from __future__ import annotations

import locale
import os
from functools import cache
from pathlib import Path

LOCALES = Path(__file__).parent / "locale"
LANGUAGES = ("en", "es")


def _(text: str) -> str:
    """Marks a text for the catalogues; it is translated when it is shown."""
    return text


@cache
def catalogue(lang: str, domain: str = "kb") -> dict[str, str]:
    """The translations into a language: English text to text. Empty for English. `domain` is the catalogue's name:
    `kb` holds what the program says, `rules` what its rules say of themselves, `fields` what the keys of files mean."""
    path = LOCALES / lang / "LC_MESSAGES" / f"{domain}.po"
    if not path.exists():
        return {}
    from babel.messages.pofile import read_po

    with path.open("rb") as file:
        return {str(entry.id): str(entry.string) for entry in read_po(file) if entry.id and entry.string}


def translate(text: str, lang: str, /, **values: object) -> str:
    """A text in a language with its places filled."""
    translated = catalogue(lang).get(text, text)
    return translated.format(**values) if values else translated


def translate_rule(text: str, lang: str) -> str:
    """What a rule says of itself, in a language."""
    return catalogue(lang, "rules").get(text, text)


def translate_field(text: str, lang: str) -> str:
    """What a key of a file means, in a language."""
    return catalogue(lang, "fields").get(text, text)


@cache
def language_name(code: str, lang: str) -> str:
    """What a language is called in another: `es` is “Spanish” in English. The code itself if nobody knows it."""
    from babel import Locale

    return str(Locale.parse(lang).languages.get(code.lower(), code))


def one_line(text: str) -> str:
    """A text that keeps to its line and hides nothing."""
    return "".join(char if char.isprintable() else "�" for char in " ".join(text.split()))


def users_language() -> str:
    """The language of the user's locale if the program speaks it, else English."""
    named = next((os.environ[key] for key in ("LC_ALL", "LC_MESSAGES", "LANG") if os.environ.get(key)), "")
    lang = (named or locale.getlocale()[0] or "en")[:2].lower()
    return lang if lang in LANGUAGES else "en"
