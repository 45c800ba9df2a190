"""A third language needs headings, labels and a line of configuration, and no new code."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from kb.build import build
from kb.check.formats import as_text
from kb.check.run import check
from tests.conftest import ROOT

FRENCH = {
    "RG.md": ("Lignes directrices", "Un texte d'essai sur la protection."),
    "RG-1.md": ("Principes", "Ce qui vaut en tout temps."),
    "RG-1.1.md": ("L'intérêt supérieur d'abord", "La personne décide selon [CRC-3] et prévient [mx-dif]."),
}
ENGLISH_LABEL = re.compile(r"\ben: ('(?:[^'\n]|'')*'|\"[^\"\n]*\"|[^,{}'\"\n][^,}\n]*)")


@pytest.fixture
def trilingual(small: Path) -> Path:
    """The small tree with French headings, French labels, and French in the settings."""
    settings = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
    line = "        - {locale: en, name: English, build: true}\n"
    assert line in settings
    settings = settings.replace(line, line + "        - {locale: fr, name: Français, build: true}\n")
    (small / "mkdocs.yml").write_text(settings.replace("custom_dir: ", f"custom_dir: {ROOT}/"), encoding="utf-8")
    (small / "guidelines/labels.yml").write_bytes((ROOT / "guidelines/labels.yml").read_bytes())
    for path in [*small.glob("guidelines/**/*.yml"), *small.glob("directory/*/*.yml")]:
        path.write_text(ENGLISH_LABEL.sub(r"en: \1, fr: \1", path.read_text(encoding="utf-8")), encoding="utf-8")
    for path in small.glob("guidelines/**/*.md"):
        title, text = FRENCH[path.name]
        path.write_text(f"{path.read_text(encoding='utf-8')}\n# {title} {{lang=fr}}\n\n{text}\n", encoding="utf-8")
    for lang in ("es", "en", "fr"):
        (small / "docs" / lang).mkdir(parents=True, exist_ok=True)
        (small / "docs" / lang / "index.md").write_text(f"# {lang}\n\nText {lang}.\n", encoding="utf-8")
    return small


def test_french_is_checked_like_the_others(trilingual: Path) -> None:
    assert as_text(check(trilingual)[1], "en") == ""
    path = trilingual / "guidelines/regional/1-principles/RG-1.1.md"
    path.write_text(path.read_text(encoding="utf-8").split("# L'intérêt")[0], encoding="utf-8")
    assert "[missing-language]" in as_text(check(trilingual)[1], "en")


def test_french_is_built_like_the_others(trilingual: Path, tmp_path: Path) -> None:
    site = tmp_path / "site"
    build(trilingual, check(trilingual)[0].kb, site)
    page = (site / "fr/rg/1/index.html").read_text(encoding="utf-8")
    assert '<html lang="fr"' in page
    assert "La personne décide selon" in page
    assert 'hreflang="fr"' in (site / "rg/1/index.html").read_text(encoding="utf-8")
    assert 'href="../../fr/rg/1/#rg-1.1" hreflang="fr"' in (site / "id/RG-1.1/index.html").read_text(encoding="utf-8")
