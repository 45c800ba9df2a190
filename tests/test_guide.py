"""The guide for editors: its pages, what it says of each field, its pictures."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from PIL import Image
from pydantic import BaseModel

from kb.delivery.stick import _files as stick_files
from kb.messages import LANGUAGES, catalogue
from kb.models.annotations import models_in
from kb.models.base import Model
from kb.models.described import descriptions
from kb.models.section import SectionFront
from kb.pages.by_hand import GUIDE, guide_in_order
from kb.pages.fields import FOLDERS
from kb.pages.page import Page
from kb.pages.site_map import all_pages, navigation
from kb.read.kinds import HELD
from kb.read.pictures import LIST, listed, sizes
from kb.read.tree import Tree, read_tree
from kb.schema import schemas
from tests import pictures
from tests.conftest import ROOT
from tests.test_pages import context, page_of

MODELS = [SectionFront, *(held.model for held in HELD.values())]
OTHER_LANGUAGES = [lang for lang in LANGUAGES if lang != "en"]
RUN = f"run: {pictures.COMMAND}"


def inside(model: type[BaseModel]) -> list[type[BaseModel]]:
    """A model, and the models in its fields."""
    found = [model]
    for field in model.model_fields.values():
        for inner in models_in(field):
            found += inside(inner) if issubclass(inner, Model) else []
    return found


ALL = list(dict.fromkeys(inner for model in MODELS for inner in inside(model)))
TEXTS = {text for model in ALL for text in descriptions(model).values()}


Pages = dict[str, list[Page]]


@pytest.fixture(scope="module")
def pages(content: Tree) -> Pages:
    """The pages of the real content by language, made once."""
    return {lang: all_pages(context(content, lang)) for lang in content.kb.languages}


def markdown(pages: Pages, path: str, lang: str) -> str:
    return next(page.markdown for page in pages[lang] if page.path == path)


# What each field means


@pytest.mark.parametrize("model", ALL, ids=lambda model: model.__name__)
def test_every_field_says_what_it_means(model: type[BaseModel]) -> None:
    assert sorted(descriptions(model)) == sorted(model.model_fields)


@pytest.mark.parametrize("lang", OTHER_LANGUAGES)
def test_every_meaning_is_translated_and_no_translation_is_left_over(lang: str) -> None:
    known, where = set(catalogue(lang, "fields")), f"scripts/kb/locale/{lang}/LC_MESSAGES/fields.po"
    assert sorted(TEXTS - known) == [], f"add to {where}"
    assert sorted(known - TEXTS) == [], f"remove from {where}"
    for text, translated in catalogue(lang, "fields").items():
        assert re.findall(r"`[^`]*`", translated) == re.findall(r"`[^`]*`", text), text


def test_editors_show_what_a_field_means_in_both_languages(content: Tree) -> None:
    schema = schemas(content.kb)
    assert schema["section"]["properties"]["actors"]["description"] == "Quién actúa.\n\nWho acts."
    phone = schema["institution"]["$defs"]["Phone"]["properties"]["printed"]["description"]
    assert phone.endswith("The number as its source prints it.")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_page_of_fields_has_every_key_of_every_kind_of_file(content: Tree, pages: Pages, lang: str) -> None:
    parts = re.split(r"^## [^\n]*\{#([a-z]+)\}$", markdown(pages, f"{GUIDE}fields/", lang), flags=re.M)
    found = dict(zip(parts[1::2], parts[2::2], strict=True))
    assert list(found) == list(FOLDERS) == ["section", *HELD]
    for kind, model in zip(FOLDERS, MODELS, strict=True):
        keys = re.findall(r"<dt><code>([a-z_]+)</code>", found[kind])
        assert keys == _keys(model)
    assert "<code>police</code> " + content.kb.vocabulary.label("actors", "police", lang) in found["section"]


def _keys(model: type[BaseModel]) -> list[str]:
    found = []
    for name, field in model.model_fields.items():
        inner = [one for one in models_in(field) if issubclass(one, Model)]
        found += [name, *(key for one in inner for key in _keys(one))]
    return found


def test_a_required_key_is_marked_and_another_is_not(content: Tree, pages: Pages) -> None:
    page = markdown(pages, f"{GUIDE}fields/", "en").split("{#institution}")[0]
    required = content.kb.label("field_required", "en")
    assert f'<dt><code>id</code> <span class="kb-count">{required}</span></dt>' in page
    assert "<dt><code>deadline</code></dt>" in page


# Its pages


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_guide_is_reached_from_the_navigation_in_the_order_in_which_one_reads_it(
    content: Tree, pages: Pages, lang: str
) -> None:
    items = navigation(context(content, lang), pages[lang])
    (guide,) = [item for item in items if item.title == content.kb.label("editors_guide", lang)]
    paths = [item.path for item in guide.children]
    assert paths[:3] == [GUIDE, f"{GUIDE}change/", f"{GUIDE}cite/"]
    assert set(paths) == {page.path for page in pages[lang] if page.path.startswith(GUIDE)} | {"rules/"}


def test_a_page_that_nobody_put_in_order_comes_last() -> None:
    assert guide_in_order(["x/", f"{GUIDE}new/", f"{GUIDE}cite/", GUIDE]) == [GUIDE, f"{GUIDE}cite/", f"{GUIDE}new/"]


def test_links_between_pages_written_by_hand_lead_to_the_pages_of_the_site(pages: Pages) -> None:
    page = markdown(pages, GUIDE, "en")
    assert "[Changing a paragraph](change/)" in page
    assert ".md)" not in page
    assert "[what it rests on](../cite/)" in markdown(pages, f"{GUIDE}change/", "en")
    assert 'href="../rules/"' in page


def test_a_picture_keeps_its_room_and_comes_when_it_is_needed(pages: Pages) -> None:
    (image,) = re.findall(r"<img [^>]*>", markdown(pages, f"{GUIDE}change/", "es"))
    width, height = sizes(ROOT)["guide/es/edit.webp"]
    assert image.startswith('<img src="../../assets/guide/es/edit.webp" alt="')
    assert image.endswith(f' loading="lazy" width="{width}" height="{height}">')


# Its pictures


def test_each_picture_shows_the_words_that_the_site_says_today(content: Tree) -> None:
    """What is compared: the fingerprint of the labels, messages and explanations that a picture is there to show."""
    kept = {name: about["shows"] for name, about in listed(ROOT).items()}
    assert kept == pictures.expected(content), RUN


def test_the_list_of_pictures_and_the_files_are_the_same() -> None:
    found = {path.relative_to(pictures.TARGET).as_posix() for path in pictures.TARGET.rglob("*.webp")}
    assert found == set(listed(ROOT)), RUN


@pytest.mark.parametrize("name", sorted(listed(ROOT)))
def test_a_picture_is_as_large_as_the_list_says_and_light(name: str) -> None:
    path, about = pictures.TARGET / name, listed(ROOT)[name]
    with Image.open(path) as image:
        width, height = (side / pictures.SHARPNESS for side in image.size)
    assert abs(width - about["width"]) <= 1
    assert abs(height - about["height"]) <= 1
    assert path.stat().st_size <= pictures.HEAVIEST


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_picture_of_a_language_is_shown_in_it_with_words_in_its_place(lang: str) -> None:
    texts = [path.read_text(encoding="utf-8") for path in (ROOT / "docs" / lang / "contributing").glob("*.md")]
    shown = re.findall(r"!\[([^\]]+)\]\(\.\./\.\./assets/guide/([^)]+)\)", "\n".join(texts))
    assert sorted(name for _words, name in shown) == [
        name for name in sorted(listed(ROOT)) if name.startswith(f"{lang}/")
    ]
    assert all(len(words) > 40 for words, _name in shown)


def test_a_list_of_pictures_that_cannot_be_read_tells_nothing(small: Path) -> None:
    path = small / LIST
    path.parent.mkdir(parents=True)
    for text in ("{", "[" * 100_000, "[]", '{"es/a.webp": 3}', '{"es/a.webp": {"width": "3", "height": 2}}'):
        path.write_text(text, encoding="utf-8")
        assert sizes(small) == {}


def test_pictures_go_along_on_a_usb_stick() -> None:
    endings = {path.suffix for path in pictures.TARGET.rglob("*") if path.is_file()} - {Path(LIST).suffix}
    page = '<p><img src="../../assets/guide/es/edit.webp" alt="x"></p>'
    assert endings == {".webp"}
    assert list(stick_files("contributing/change/", page)) == ["assets/guide/es/edit.webp"]


def test_whatever_a_page_written_by_hand_links_to_is_led_to_or_left_as_it_is(small: Path) -> None:
    for name in ("index", "a/b", "about"):
        path = small / "docs/es" / f"{name}.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("# Título\n\nTexto.\n", encoding="utf-8")
    (small / "docs/es/a/b.md").write_text(
        "# B\n\n[uno](../about.md#x), [dos](../index.md), [tres](../../assets/t.csv), [web](https://example.org/y.md), "
        "[otro](../../en/about.md), `[no](../about.md)`.\n\n![Un mapa](../../assets/m.png)\n",
        encoding="utf-8",
    )
    page = page_of(read_tree(small), "a/b/")
    assert "[uno](../../about/#x), [dos](../../), [tres](../../assets/t.csv), [web](https://example.org/y.md)" in page
    assert "[otro](../../en/about.md), `[no](../about.md)`" in page
    assert '<a href="../../assets/m.png"><img src="../../assets/m.png" alt="Un mapa" loading="lazy"></a>' in page
