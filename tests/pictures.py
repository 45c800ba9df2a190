"""The pictures in the guide for editors, taken of real screens. `python -m tests.pictures` (`make pictures`) takes them anew.

A copy of the content gets a reference that leads nowhere and two texts that only one language changed; the preview builds
it, and a browser takes the pictures. Pixels differ from machine to machine. So beside each picture stands the
fingerprint of the words that it is there to show, which are compared with what the site says today; the pictures are
never compared themselves.
"""

from __future__ import annotations

import hashlib
import io
import json
import re
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from html import escape
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page

import kb.check.rules  # noqa: F401  (registers the rules)
from kb.check.engine import RULES, check_tree
from kb.check.explained import explain
from kb.cli import main as kb_main
from kb.messages import language_name, translate, translate_rule
from kb.read.document import parse
from kb.read.pictures import FOLDER, LIST
from kb.read.tree import Tree, assemble, read_tree
from kb.site import Preview
from tests.browser.server import serving
from tests.chromium import chromium

ROOT = Path(__file__).parent.parent
COMMAND = "python -m tests.pictures"
TARGET = ROOT / "docs" / "assets" / FOLDER
WIDTH, SHARPNESS = 480, 1.5
"""The window's width in CSS pixels, and how many pixels of a picture stand for one."""
WIDEST = {"status": 900}
"""Windows that must be wider."""
HEAVIEST = 60_000
"""Bytes of a picture."""

WRONG = "RG-3.1"
"""The section that gets a reference that leads nowhere."""
RULE = "unknown-reference"
DRIFTED = {"es": ("RG-2.4", "en", "They write down the time"), "en": ("RG-2.5", "es", "Anota la hora")}
"""By the language of the picture: the section that is out of step in it, the language that is ahead, and its new words."""


def broken(text: str) -> str:
    """A section's file with the same unknown id in both languages."""
    first, second = re.split(r"\n(?=# [^\n]+\{lang=en\})", text)
    return f"{first.rstrip()} ([RG-2.33])\n\n{second.rstrip()} ([RG-2.33])\n"


def drifted(text: str, lang: str, words: str) -> str:
    """A section's file in which one language has another sentence at the end."""
    parts = re.split(r"\n(?=# [^\n]+\{lang=en\})", text)
    number = ("es", "en").index(lang)
    parts[number] = f"{parts[number].rstrip()} {words}."
    return "\n\n".join(part.strip() for part in parts) + "\n"


def planted(tree: Tree) -> dict[str, str]:
    """The files that differ from the content's own, and what stands in them."""
    wrong = tree.kb.sections[WRONG].path
    changed = {wrong: broken(tree.documents[wrong].text)}
    for ident, lang, words in DRIFTED.values():
        path = tree.kb.sections[ident].path
        changed[path] = drifted(tree.documents[path].text, lang, words)
    return changed


@dataclass(frozen=True)
class Picture:
    """A picture of the guide: of which page, of which part, and the words that it is there to show."""

    name: str
    path: Callable[[str], str]
    """The page's address under its language's root, by language."""
    part: str
    """A script that prepares the page and returns the elements that the picture holds."""
    shows: Callable[[Tree, str], list[str]]


def _labels(*keys: str) -> Callable[[Tree, str], list[str]]:
    return lambda tree, lang: [tree.kb.label(key, lang) for key in keys]


def _problem(tree: Tree, lang: str) -> list[str]:
    """What the check says of the unknown reference, without the id that it names and the ids that it offers."""
    wrong = tree.kb.sections[WRONG].path
    document = parse(wrong, broken(tree.documents[wrong].text), languages=tree.kb.languages)
    whole = assemble(tree.root, (tree.documents | {wrong: document}).values())
    problem = next(p for p in check_tree(whole, [RULES[RULE]]) if p.path == wrong)
    return [translate(text, lang, **dict(problem.args)) for text in (problem.message, problem.hint)]


def _drift(tree: Tree, lang: str) -> list[str]:
    kb, name = tree.kb, language_name(DRIFTED[lang][1], lang)
    told = kb.label("behind_here", lang, ahead=name, behind=language_name(lang, lang))
    return [told, kb.label("what_changed_in", lang, language=name), DRIFTED[lang][2]]


def _rule(_tree: Tree, lang: str) -> list[str]:
    explanation = explain(RULES[RULE])
    return [RULE, *(translate_rule(text, lang).replace("`", "") for text in explanation.texts)]


EDIT = """() => {
  const heading = document.getElementById('rg-2.3'), more = [...document.querySelectorAll('.kb-foundations')].find(
    (one) => heading.compareDocumentPosition(one) & Node.DOCUMENT_POSITION_FOLLOWING)
  more.querySelector('details').open = true
  more.querySelector('.kb-edit').style.outline = '3px solid #c62828'
  more.querySelector('.kb-edit').style.outlineOffset = '4px'
  return [more.previousElementSibling, more]
}"""
DRIFT = """() => {
  const heading = document.getElementById('%s'), note = [...document.querySelectorAll('.kb-drift')].find(
    (one) => heading.compareDocumentPosition(one) & Node.DOCUMENT_POSITION_FOLLOWING)
  note.querySelector('details').open = true
  return [heading, note]
}"""
PROBLEM = "() => [document.querySelector('.kb-problems'), document.querySelector('h1')]"
STATUS = """() => [document.getElementById('translations'), [...document.querySelectorAll('.kb-scroll')].find(
    (one) => one.querySelector('.kb-bar'))]"""
RULE_PART = "() => [document.getElementById('%s'), document.getElementById('%s').nextElementSibling]"
TERMINAL = "() => [document.querySelector('pre')]"

PICTURES = [
    Picture("edit", lambda _lang: "rg/2/", EDIT, _labels("more", "edit")),
    Picture("out-of-step", lambda _lang: "rg/2/", DRIFT, _drift),
    Picture(
        "status",
        lambda _lang: "status/",
        STATUS,
        _labels("status_translations", "translation_in-step", "translation_behind", "translation_never"),
    ),
    Picture(
        "preview-problem",
        lambda _lang: "rg/3/",
        PROBLEM,
        lambda tree, lang: [tree.kb.label("problems_here", lang), *_problem(tree, lang)],
    ),
    Picture("rule", lambda _lang: "rules/", RULE_PART % (RULE, RULE), _rule),
    Picture("terminal", lambda lang: f"../terminal-{lang}.html", TERMINAL, _problem),
]


def fingerprint(shown: list[str]) -> str:
    """What is compared: the words that a picture shows."""
    return hashlib.sha256("\n".join(shown).encode()).hexdigest()[:16]


def expected(tree: Tree) -> dict[str, str]:
    """The fingerprint that each picture must have today, by its path under the guide's folder."""
    return {
        f"{lang}/{picture.name}.webp": fingerprint(picture.shows(tree, lang))
        for lang in tree.kb.languages
        for picture in PICTURES
    }


# Taking them


def _copy(tree: Tree, folder: Path) -> Path:
    """A copy of the content with a history of its own, in which the planted changes are the last."""
    root = folder / "copy"
    for name in ("guidelines", "directory", "docs"):
        shutil.copytree(ROOT / name, root / name)
    settings = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
    settings = settings.replace("custom_dir: scripts", f"custom_dir: {ROOT}/scripts")
    (root / "mkdocs.yml").write_text(settings, encoding="utf-8")
    identity = ("-c", "user.name=pictures", "-c", "user.email=pictures@example.org", "-c", "commit.gpgsign=false")
    for command in (["init", "-q"], ["add", "."], [*identity, "commit", "-q", "-m", "As it is"]):
        subprocess.run(["git", "-C", str(root), *command], check=True)
    for path, text in planted(tree).items():
        (root / path).write_text(text, encoding="utf-8")
    return root


def _terminal(root: Path, lang: str) -> str:
    """What a terminal shows of `kb check`, as a page."""
    out, said = io.StringIO(), io.StringIO()
    with redirect_stdout(out), redirect_stderr(said):
        kb_main(["check", "--root", str(root), str(root / read_tree(root).kb.sections[WRONG].path), "--lang", lang])
    lines = f"$ .venv/bin/kb check --lang {lang}\n{out.getvalue()}{said.getvalue()}"
    style = "background:#16191d;color:#e8e8e8;font:14px/1.5 monospace;padding:12px;margin:0;white-space:pre-wrap;overflow-wrap:anywhere"
    return f'<!doctype html><meta charset="utf-8"><body style="margin:0"><pre style="{style}">{escape(lines)}</pre>'


def _take(page: Page, picture: Picture, lang: str, tree: Tree) -> tuple[bytes, int, int]:
    """One picture as WebP, with its width and height in CSS pixels."""
    script = picture.part % DRIFTED[lang][0].lower() if picture.name == "out-of-step" else picture.part
    held = page.evaluate_handle(script)
    words = " ".join(str(page.evaluate("all => all.map((one) => one.innerText).join(' ')", held)).split())
    missing = [text for text in picture.shows(tree, lang) if " ".join(text.split()).lower() not in words.lower()]
    if missing:
        raise RuntimeError(f"the picture {lang}/{picture.name} does not show {missing}; it shows: {words}")
    box = page.evaluate(
        """all => {
          const boxes = all.map((one) => one.getBoundingClientRect())
          const top = Math.min(...boxes.map((box) => box.top)) + scrollY - 8
          const bottom = Math.max(...boxes.map((box) => box.bottom)) + scrollY + 8
          return {x: 0, y: Math.max(0, Math.floor(top)), width: innerWidth, height: Math.ceil(bottom - Math.max(0, top))}
        }""",
        held,
    )
    picture_file = io.BytesIO()
    taken = Image.open(io.BytesIO(page.screenshot(full_page=True, clip=box))).convert("RGB")
    taken.save(picture_file, "WEBP", quality=60, method=6)
    return picture_file.getvalue(), round(taken.width / SHARPNESS), round(taken.height / SHARPNESS)


def _all(browser: Browser, site: Path, tree: Tree) -> Iterator[tuple[str, bytes, int, int]]:
    with serving(site) as address:
        for lang in tree.kb.languages:
            root = address if lang == tree.kb.languages[0] else f"{address}{lang}/"
            for picture in PICTURES:
                width = WIDEST.get(picture.name, WIDTH)
                context = browser.new_context(
                    viewport={"width": width, "height": 900},
                    device_scale_factor=SHARPNESS,
                    color_scheme="light",
                    locale=lang,
                    bypass_csp=True,  # the terminal's page has its colours in itself
                )
                page = context.new_page()
                path = picture.path(lang)
                page.goto(address + path.removeprefix("../") if path.startswith("../") else root + path)
                yield f"{lang}/{picture.name}.webp", *_take(page, picture, lang, tree)
                context.close()


def write() -> None:
    """Take every picture, and write them with the list of what they are."""
    tree = read_tree(ROOT)
    fingerprints = expected(tree)
    about: dict[str, dict[str, object]] = {}
    with tempfile.TemporaryDirectory() as folder, chromium() as browser:
        root, site = _copy(tree, Path(folder)), Path(folder) / "site"
        Preview(root, site, "http://127.0.0.1:8000/").build()
        for lang in tree.kb.languages:
            (site / f"terminal-{lang}.html").write_text(_terminal(root, lang), encoding="utf-8")
        shutil.rmtree(TARGET, ignore_errors=True)
        for name, data, width, height in _all(browser, site, tree):
            path = TARGET / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
            about[name] = {"width": width, "height": height, "shows": fingerprints[name]}
            print(f"{path.relative_to(ROOT)}: {len(data)} bytes, {width} × {height}")
    (ROOT / LIST).write_text(json.dumps(about, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    write()
