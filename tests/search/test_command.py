"""`kb search` as a contract: what it prints, and its exit codes."""

from __future__ import annotations

import json
from pathlib import Path

from tests.test_cli import kb


def test_answers_as_json_are_ids_titles_addresses_and_scores(small: Path) -> None:
    done = kb("search", "--root", small, "--lang", "es", "--json", "--limit", 2, "RG-1.1")
    found = json.loads(done.stdout)
    assert done.returncode == 0
    assert 1 <= len(found) <= 2
    assert found[0]["id"] == "RG-1.1"
    assert list(found[0]) == ["id", "title", "url", "score"]
    assert found[0]["url"].endswith("rg/1/#rg-1.1")


def test_answers_for_people_say_where_to_look(small: Path) -> None:
    done = kb("search", "--root", small, "--lang", "en", "RG-1.1")
    assert done.returncode == 0
    assert "RG-1.1" in done.stdout
    assert "en/rg/1/#rg-1.1" in done.stdout


def test_nothing_found_ends_with_1_and_says_so_in_the_users_language(small: Path) -> None:
    done = kb("search", "--root", small, "--lang", "es", "qqqqwwww")
    assert done.returncode == 1
    assert "no se encontró nada" in done.stdout
    assert json.loads(kb("search", "--root", small, "--json", "qqqqwwww").stdout) == []


def test_without_a_knowledge_base_it_ends_with_2(tmp_path: Path) -> None:
    assert kb("search", "--root", tmp_path, "x").returncode == 2
