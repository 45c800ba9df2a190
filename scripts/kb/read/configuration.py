"""What the site's settings say of the content: its languages."""

from __future__ import annotations

import re
from pathlib import Path

from kb.read import yaml_text
from kb.read.files import CONFIGURATION, read_text

DEFAULT_LANGUAGES = ("es", "en")
_LOCALE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z]{2,4})?")


def languages_of(root: Path) -> tuple[str, ...]:
    """The site's languages as configured for mkdocs-static-i18n, the default one first.

    What can be read counts even where something else in the file is wrong: one slip there must not make every section
    look wrong.
    """
    data = yaml_text.readable_part(read_text(root, CONFIGURATION).text)
    plugins = data.get("plugins") if isinstance(data, dict) else None
    found: list[tuple[bool, str]] = []
    for plugin in plugins if isinstance(plugins, list) else []:
        settings = plugin.get("i18n") if isinstance(plugin, dict) else None
        listed = settings.get("languages") if isinstance(settings, dict) else None
        found += [
            (language.get("default") is not True, language["locale"])
            for language in (listed if isinstance(listed, list) else [])
            if isinstance(language, dict) and _LOCALE.fullmatch(str(language.get("locale")))
        ]
    ordered = (locale for _, locale in sorted(found, key=lambda item: item[0]))
    return tuple(dict.fromkeys(ordered)) or DEFAULT_LANGUAGES


def markdown_extensions(root: Path) -> dict[str, dict[str, object]]:
    """The Markdown extensions of the site and their options, as configured, after those that MkDocs adds by itself."""
    data = yaml_text.readable_part(read_text(root, CONFIGURATION).text)
    listed = data.get("markdown_extensions") if isinstance(data, dict) else None
    found: dict[str, dict[str, object]] = {"toc": {}, "tables": {}, "fenced_code": {}}
    for item in listed if isinstance(listed, list) else []:
        for name, options in item.items() if isinstance(item, dict) else [(str(item), None)]:
            found[name] = dict(options) if isinstance(options, dict) else {}
    return found
