"""The program says everything in every language it claims to speak."""

from __future__ import annotations

import re
import string
from pathlib import Path

import pytest
from babel.messages.extract import extract_from_dir

from kb.messages import LANGUAGES, catalogue

SOURCE = Path(__file__).parent.parent / "scripts" / "kb"
MESSAGES = sorted(
    {text for _, _, text, _, _ in extract_from_dir(SOURCE, method_map=[("**.py", "python")]) if isinstance(text, str)}
)
OTHER_LANGUAGES = [lang for lang in LANGUAGES if lang != "en"]


def places(text: str) -> set[str]:
    return {field for _, field, _, _ in string.Formatter().parse(text) if field}


@pytest.mark.parametrize("lang", OTHER_LANGUAGES)
def test_every_message_is_translated(lang: str) -> None:
    missing = [text for text in MESSAGES if text not in catalogue(lang)]
    assert not missing, f"add to scripts/kb/locale/{lang}/LC_MESSAGES/kb.po: {missing}"


@pytest.mark.parametrize("lang", OTHER_LANGUAGES)
def test_a_translation_fills_the_same_places(lang: str) -> None:
    for text, translated in catalogue(lang).items():
        assert places(text) == places(translated), text


@pytest.mark.parametrize("lang", OTHER_LANGUAGES)
def test_no_translation_is_left_over(lang: str) -> None:
    extra = [text for text in catalogue(lang) if text not in MESSAGES]
    assert not extra, f"remove from scripts/kb/locale/{lang}/LC_MESSAGES/kb.po: {extra}"


def test_messages_end_without_a_full_stop_so_that_a_hint_can_follow() -> None:
    assert [text for text in MESSAGES if re.search(r"\.$", text) and len(text) < 30] == []
