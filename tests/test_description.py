"""What a page says of itself to search engines."""

from __future__ import annotations

import pytest

from kb.description import LONGEST, describe

SENTENCE = "Who does what, with whom and by when, in the first hour after a child arrives."


@pytest.mark.parametrize(
    "content",
    [
        f"<h1>Title</h1><p>{SENTENCE}</p><p>Another sentence, which is long enough to be one too.</p>",
        f'<p><a href="x">The country’s protocol</a></p><p>{SENTENCE}</p>',
        f"<p>Who does what, <em>with\nwhom</em> and by when, in the first hour after a child arrives.</p><p>{SENTENCE}</p>",
    ],
)
def test_the_first_sentence_is_taken_without_its_markup(content: str) -> None:
    assert describe(content, "Otherwise") == SENTENCE


def test_references_to_characters_are_resolved() -> None:
    assert describe("<p>The country&#39;s protocol &amp; its directory, on one page.</p>", "").startswith(
        "The country's protocol &"
    )


def test_without_a_sentence_something_else_is_said() -> None:
    assert describe("<p>MX</p><p>On one page</p>", "Otherwise") == "Otherwise"


def test_a_long_sentence_is_cut_at_a_word() -> None:
    said = describe(f"<p>{'many words ' * 40}.</p>", "")
    assert len(said) <= LONGEST
    assert said.endswith(("words…", "many…"))
