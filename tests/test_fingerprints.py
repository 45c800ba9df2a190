"""A fingerprint changes when what is said changes, and with nothing else."""

from __future__ import annotations

import re

import pytest

from kb.in_step import LENGTH, fingerprint
from kb.models.section import Body
from kb.read.tree import Tree


def body(text: str, title: str = "Un título") -> Body:
    return Body("es", title, text, 0, 0)


SAME = "La autoridad dice “sí” según [RG-1.2], y avisa…"


@pytest.mark.parametrize(
    "text",
    [
        "La autoridad dice\n“sí” según\n[RG-1.2], y avisa…",
        "La  autoridad dice “sí” \t según [RG-1.2], y avisa…\n\n",
        "La\u00a0autoridad dice «sí» según [RG-1.2], y avisa...",
        'La autoridad dice "sí" según [RG-1.2][], y avisa…',
        "La autoridad dice « sí » según [rg-1.2], y avisa…",
        "La autoridad dice “si\u0301” según [RG-1.2], y avisa…",
        "La autoridad dice “sí” según [RG-1.2] , y avisa…",
    ],
    ids=["wrapped", "spaces", "no-break", "brackets", "case", "combining-accent", "space-before-comma"],
)
def test_what_does_not_change_what_is_said_does_not_change_a_fingerprint(text: str) -> None:
    assert fingerprint(body(text)) == fingerprint(body(SAME))


@pytest.mark.parametrize(
    "text",
    [
        SAME.replace("sí", "no"),
        SAME.replace("1.2", "1.3"),
        SAME.replace("autoridad", "Autoridad"),
        SAME + " 24 horas.",
        SAME.replace(" según", ", según"),
    ],
)
def test_what_changes_a_word_a_number_or_a_sign_changes_the_fingerprint(text: str) -> None:
    assert fingerprint(body(text)) != fingerprint(body(SAME))


def test_a_new_title_is_a_change() -> None:
    assert fingerprint(body(SAME, "Otro título")) != fingerprint(body(SAME))


def test_every_fingerprint_is_text_for_every_reader_of_yaml(content: Tree) -> None:
    for section in content.kb.sections.values():
        for text in section.bodies.values():
            assert re.fullmatch(rf"[a-f][0-9a-f]{{{LENGTH - 1}}}", fingerprint(text))
