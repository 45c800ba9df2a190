"""What the checker lets pass, the site's own Markdown makes harmless: no foreign tag, no handler, no script.

The checker never renders. So its idea of what is code, a link or an attribute is compared here with the renderer's, on
texts put together from the pieces with which one would try to get past it.
"""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path

import markdown
import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

import kb.check.run  # noqa: F401  (registers the rules)
from kb.check.engine import RULES
from kb.read.document import parse

GUARDS = [RULES[name] for name in ("raw-html", "script-url", "attribute-list", "template-syntax", "unclosed-code")]
SETTINGS = yaml.safe_load((Path(__file__).parent.parent / "mkdocs.yml").read_text(encoding="utf-8"))
EXTENSIONS = [name if isinstance(name, str) else next(iter(name)) for name in SETTINGS["markdown_extensions"]]

TAGS = re.compile("a|abbr|blockquote|br|code|div|em|h[1-6]|hr|img|li|ol|p|pre|strong|sup|table|tbody|td|th|thead|tr|ul")
ATTRIBUTES = {"align", "alt", "class", "href", "id", "src", "start", "title"}
CLASSES = re.compile(r"footnote(-ref|-backref)?|language-[\w#.+-]*")
SCRIPT = re.compile(r"[\x00-\x20]*(javascript|vbscript|data):", re.I)

PIECES = [
    *"<>`(){}[]|\\*_!\"' aé&\t\n",
    "<script>", "</script>", "<b onclick=x>", "<img src=x onerror=y>", "<i>", "</i>", "<!--", "-->", "<a:b onx=y>", "<?x",
    "?>", "<![CDATA[", "]]>", "<div\n", "</", "/>", "``", "```", "\n```\n", "\n~~~\n", "\n```js\n", "\n``` {.x}\n",
    "\n```{.x onclick=y}\n", "\n~~~ {: a=b }\n", "\n\n", "\n- ", "\n    ", "\n> ", "\n1. ", "\n# ", "\n## a ", "===\n", "---\n",
    "\n| a | b |\n| - | - |\n| ", "[a]", "](javascript:x)", "[b](javascript:x)", "[a](", "[x]: javascript:z\n",
    "\n[x]: javascript:z\n", "[x]", "<javascript:x>", "<javascript://x>", "&#106;avascript:", "data:x", "[c](<javascript:x>)",
    "java\nscript:", "{: onclick=x }", "{onclick=x}", "{ .a onclick=x }", "{: #a}", "{{", "**", "![", "[^1]", "\n[^1]: ",
    "*[a]: ", "`a`", "`a", "a`", "\\`", "\\<", "<https://a.b>", "<a@b.c>", "&lt;", "(<", "(<a", ">)", "~~~",
]  # fmt: skip


class Harm(HTMLParser):
    """Collects what should not be in a page."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[object] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if not TAGS.fullmatch(tag):
            self.found.append(tag)
        for name, value in attrs:
            known = name in ATTRIBUTES and (name != "class" or CLASSES.fullmatch(value or ""))
            if not known or (name in ("href", "src") and SCRIPT.match(re.sub(r"[\t\n\r]", "", value or ""))):
                self.found.append((tag, name, value))

    handle_startendtag = handle_starttag

    def handle_comment(self, data: str) -> None:
        self.found.append(data)

    handle_decl = handle_pi = unknown_decl = handle_comment


def harm_in(text: str, path: str) -> list[object] | None:
    """What a text does to its page; None if the checker refuses it."""
    start = "" if path.startswith("docs/") else "---\nid: RG-1.2\nstatus: proposed\n---\n\n# T {lang=es}\n\n"
    document = parse(path, start + text + "\n")
    if any(True for rule in GUARDS for _ in rule.run(document)):
        return None
    shown = "\n\n".join(document.text[region.start : region.end] for region in document.regions)
    harm = Harm()
    harm.feed(markdown.markdown(shown, extensions=[*EXTENSIONS, "fenced_code"]))
    harm.close()
    return harm.found


PATHS = ["guidelines/regional/1-principles/RG-1.2.md", "docs/es/otra.md"]


@settings(max_examples=1500, deadline=None, derandomize=True)
@given(path=st.sampled_from(PATHS), text=st.lists(st.sampled_from(PIECES), max_size=16).map("".join))
def test_what_passes_does_no_harm(path: str, text: str) -> None:
    assert not harm_in(text, path)


ATTEMPTS = [
    "`a\n<script>alert(1)</script>\nb`",
    "uno ` dos\n`tres` <script>` cuatro",
    "- a ` b\n- <b onclick=x>` c",
    "```\n<script>alert(1)</script>",
    "````\na\n```\n<script>x</script>\n```\n",
    "``` a b\n\n<script>x</script>\n\n```",
    "```{.x onclick=alert(1)}\na\n```",
    "```\n```\t\n~~~\n<b onclick=x>\n```\n",
    "<a:b onclick=x>",
    "[a](<img src=x onerror=alert(1)>",
    "- [x\n- y](<img src=x onerror=alert(1)>)",
    "\\<script>x</script>",
    "[x]\n\n- [x]: javascript:z",
    "[x]\n\n> [x]: javascript:z",
    "[x]\n[^1]: [x]: javascript:z\n",
    "[a](java\nscript:x)",
    "[a](\tjavascript:x)",
    "[a](&#x6A;avascript:x)",
    "<javascript://%0aalert(1)>",
    "*[HTML]: <b onclick=x>\n\nHTML",
    "| a {: onclick=x } |\n| --- |\n| b |",
    "`a`{onclick=x}",
    "## a {{: onclick=x}",
    "\n===\n<b\nonclick=x>",
]
"""Texts that did get past an earlier checker, or past another one."""


@pytest.mark.parametrize("text", ATTEMPTS)
@pytest.mark.parametrize("path", PATHS, ids=["section", "page"])
def test_an_attempt_is_refused_or_harmless(text: str, path: str) -> None:
    assert not harm_in(text, path)


@pytest.mark.parametrize("path", PATHS, ids=["section", "page"])
def test_ordinary_text_is_not_refused(path: str) -> None:
    text = "Si 1 < 2, `<b>` y [RG-1.1]: vea <https://example.org/a> & más.\n\n```\n<script>\n```\n"
    assert harm_in(text, path) == []
