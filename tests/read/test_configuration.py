"""The site's languages stand in its settings, whatever else stands there."""

from __future__ import annotations

from pathlib import Path

import pytest

from kb.read.configuration import DEFAULT_LANGUAGES, languages_of


def configured(root: Path, text: str) -> tuple[str, ...]:
    (root / "mkdocs.yml").write_text(text, encoding="utf-8")
    return languages_of(root)


LANGUAGES = "plugins:\n  - i18n:\n      languages:\n        - {locale: en}\n        - {locale: es, default: true}\n"


def test_the_default_language_comes_first(tmp_path: Path) -> None:
    assert configured(tmp_path, LANGUAGES) == ("es", "en")
    assert configured(tmp_path, LANGUAGES + "        - {locale: fr}\n") == ("es", "en", "fr")


def test_a_slip_further_down_in_the_settings_leaves_the_languages_as_they_are(tmp_path: Path) -> None:
    assert configured(tmp_path, LANGUAGES + "        - {locale: ht}\nextra: *x\n") == ("es", "en", "ht")


def test_a_language_is_a_code_and_nothing_else(tmp_path: Path) -> None:
    assert configured(tmp_path, LANGUAGES + "        - {locale: ../../x}\n        - {locale: pt-BR}\n") == (
        "es",
        "en",
        "pt-BR",
    )


@pytest.mark.parametrize(
    "text", ["", "plugins: x", "plugins: [x]", "plugins: [{i18n: x}]", "plugins: [{i18n: {languages: [x]}}]"]
)
def test_settings_without_languages_stand_for_spanish_and_english(text: str, tmp_path: Path) -> None:
    assert configured(tmp_path, text) == DEFAULT_LANGUAGES
