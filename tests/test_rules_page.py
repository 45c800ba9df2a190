"""Every rule is explained on the site, in every language, where a problem's message leads."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from kb.check.engine import RULES
from kb.check.explained import explain
from kb.messages import LANGUAGES, catalogue
from kb.read.tree import Tree
from kb.settings import rules_address
from tests.conftest import ROOT
from tests.test_pages import page_of

TEXTS = {text for rule in RULES.values() for text in explain(rule).texts}
OTHER_LANGUAGES = [lang for lang in LANGUAGES if lang != "en"]


@pytest.mark.parametrize("lang", OTHER_LANGUAGES)
def test_every_explanation_is_translated_and_no_translation_is_left_over(lang: str) -> None:
    known = set(catalogue(lang, "rules"))
    where = f"scripts/kb/locale/{lang}/LC_MESSAGES/rules.po"
    assert sorted(TEXTS - known) == [], f"add to {where}"
    assert sorted(known - TEXTS) == [], f"remove from {where}"


@pytest.mark.parametrize("lang", OTHER_LANGUAGES)
def test_a_translation_names_the_same_code(lang: str) -> None:
    for text, translated in catalogue(lang, "rules").items():
        code = re.findall(r"`[^`]*`", text)
        if text != "Write what is meant as text; put braces that are shown as they are into `code`.":
            assert sorted(re.findall(r"`[^`]*`", translated)) == sorted(code), text


@pytest.mark.parametrize("rule", sorted(RULES))
def test_every_part_of_an_explanation_is_there(rule: str) -> None:
    explanation = explain(RULES[rule])
    assert all((explanation.why, explanation.bad, explanation.good, explanation.fix))


def test_every_rule_has_an_anchor_in_every_language(content: Tree) -> None:
    for lang in content.kb.languages:
        page = page_of(content, "rules/", lang)
        assert re.findall(r"^## \S+ \{#(\S+)\}$", page, re.M) == sorted(RULES)


def test_the_spanish_page_speaks_spanish_and_shows_the_same_examples(content: Tree) -> None:
    spanish, english = (page_of(content, "rules/", lang) for lang in ("es", "en"))
    assert "Un archivo no está en UTF-8" in spanish
    assert "A file is not UTF-8" in english
    examples = re.compile(r"<pre.*?</pre>")
    assert examples.findall(spanish) == examples.findall(english)


def test_an_example_is_text_and_never_markup(content: Tree) -> None:
    page = page_of(content, "rules/", "en").split("{#raw-html}")[1].split("\n## ")[0]
    assert "<code>Call &lt;b&gt;at once&lt;/b&gt;.</code>" in page
    assert page.strip().count("\n") == 0


@pytest.mark.parametrize(("lang", "prefix"), [("es", ""), ("en", "en/"), ("fr", "")])
def test_the_address_of_the_rules_is_that_of_the_readers_language(lang: str, prefix: str) -> None:
    assert rules_address(ROOT, lang).endswith(f"/{prefix}rules/")


def test_a_tree_without_an_address_leads_nowhere(small: Path) -> None:
    (small / "directory/mx/dif.yml").unlink()
    command = [sys.executable, "-m", "kb", "check", "--root", str(small), "--format", "sarif"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert all("helpUri" not in rule for rule in json.loads(done.stdout)["runs"][0]["tool"]["driver"]["rules"])
