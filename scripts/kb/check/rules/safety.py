"""Rules on what could carry a script, or change a page behind the writer's back."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from kb.check.engine import Finding, _, document_rule, found
from kb.check.rules.languages import language_slips
from kb.models.base import KeyPath, is_script
from kb.read import yaml_text
from kb.read.code import fences
from kb.read.document import Document

_TAG = re.compile(
    r"<(?![A-Za-z][A-Za-z0-9+.-]{0,30}://[^<>]{0,2000}>"  # not <https://…>
    r"|[^<>\s!@]{1,100}@[^<>\s@]{1,300}>)"  # not <office@host>
    r"(?:!--.*?(?:-->|\Z)|(/?)([A-Za-z][\w:-]{0,40})|[!?/][^\s<>]{0,40})",
    re.S,
)
_ADDRESS = re.compile(r"\]\(\s*+<?|\]:\s*+<?|<(?=[A-Za-z&%])")
_WORD_AND_COLON = re.compile(r"[^\s:]*+:(?=\s|$)")
"""`[RG-2.3]: data: …` is a sentence, for no address ends with its colon."""
_BRACE = re.compile(r"(?<!\{)\{(?![{%])")
_LINE_WITH_BRACE = re.compile(r"^[^{\n]*+\{[^\n]*", re.M)
_LANGUAGE = re.compile(r"# [^{}\n]*\{ {0,9}lang {0,9}= {0,9}[A-Za-z-]{2,10} {0,9}\} *")
_HEADING_ID = re.compile(r"#{1,6} [^{}\n]*\{ {0,9}#[a-z0-9][a-z0-9._-]{0,80} {0,9}\} *")
_TEMPLATE = re.compile(
    r"\{\{[^{}\n]{0,40}(?:\}\})?|\{%[^{}\n]{0,40}(?:\})?|\{#[^{}\n]{0,80}#\}|-8<-[^\n]{0,40}"  # {{ x }}, {% x %}, {# x #}
)


def _texts(document: Document) -> Iterator[tuple[KeyPath, str]]:
    """The texts of a YAML file that hold a sign with which markup could begin."""
    start, end = document.yaml_start, document.yaml_end
    yaml = document.text[start:end] if document.kind != "page" or document.body_start else ""
    signs = ("<", "{{", "{%", "{#", "\\")  # or with which a sign can be written otherwise
    if document.kind in ("other", "configuration") or not any(sign in yaml for sign in signs):
        return
    pending: list[tuple[KeyPath, Any]] = [((), yaml_text.load(yaml)[0])]
    while pending:
        place, value = pending.pop()
        if isinstance(value, str):
            yield place, value
        elif isinstance(value, dict | list):
            items = value.items() if isinstance(value, dict) else enumerate(value)
            pending += [((*place, key), inner) for key, inner in items]


def _may_hold(document: Document, *signs: str) -> bool:
    """Whether it is worth looking more closely at a document's Markdown."""
    return bool(document.regions) and any(sign in document.text for sign in signs)


@document_rule()
def raw_html(document: Document) -> Iterator[Finding]:
    """A text holds HTML. Browsers would run it or swallow the words; readers get Markdown, in every format.

    Bad:
        Call <b>at once</b>.
    Good:
        Call **at once**; `<b>` in code and 1 < 2 are fine.
    Fix:
        Write Markdown: `**strong**`, `[words](address)`, `- list items`; write `<` as `&lt;`.
    """
    opened = set()
    for match in _TAG.finditer(document.exposed, document.body_start) if _may_hold(document, "<") else ():
        closing, tag = match.group(1), (match.group(2) or "").lower()
        if not closing:
            opened.add(tag)
        if not (closing and tag in opened) and not is_script(document.exposed, match.start() + 1):
            yield _html(match.start(), match.group())
    for place, text in _texts(document):
        in_text = _TAG.search(text)
        if in_text:
            yield _html(place, in_text.group())


def _html(at: int | KeyPath, markup: str) -> Finding:
    shown = " ".join(markup.split())[:40]
    hint = _("write it in Markdown (**bold**, *italic*); for a plain < put a space after it or write &lt;")
    return Finding(at, _("“{markup}” is HTML, which texts may not hold"), hint, {"markup": shown})


@document_rule()
def script_url(document: Document) -> Iterator[Finding]:
    """A link would run a script or carry a whole file in itself, instead of leading to a page.

    Bad:
        [open the form](javascript:openForm())
    Good:
        [open the form](https://example.org/form)
    Fix:
        Link the page on the web; an address begins with https://.
    """
    message = _("the link would run a script or carry a file in itself")
    hint = _("link to a page with https://")
    yield from found(document, "script-url", message, hint)
    for match in (
        _ADDRESS.finditer(document.exposed, document.body_start) if _may_hold(document, "](", "]:", "<") else ()
    ):
        defined = match.group().startswith("]:")
        if defined and _WORD_AND_COLON.match(document.exposed, match.end()):
            continue
        if is_script(document.exposed, match.end()):
            yield Finding(match.end(), message, hint)


@document_rule()
def attribute_list(document: Document) -> Iterator[Finding]:
    """Attributes in braces could carry scripts, and ids set by hand break the links to a text.

    Bad:
        ## What to ask {#questions .wide}
    Good:
        ## What to ask
    Fix:
        Remove the braces: the site sets anchors by itself.
    """
    braces = document.text.count("{", document.body_start)
    if not document.regions or braces == (len(document.regions) if document.kind == "section" else 0):
        return  # each language of a section has a heading with braces
    for brace in fences(document.text[document.body_start :]).attributes:
        start = document.body_start + brace
        yield _attributes_set(start, document.text[start : document.text.find("\n", start)])
    slips = language_slips(document)
    for line in _LINE_WITH_BRACE.finditer(document.exposed, document.body_start):
        allowed = _HEADING_ID if document.kind == "page" else _LANGUAGE
        at = _attributes(line.group(), document.text[line.start() : line.end()], allowed)
        if at is not None and line.start() not in slips:
            yield _attributes_set(line.start() + at, line.group()[at:])


def _attributes_set(at: int, rest: str) -> Finding:
    return Finding(
        at,
        _("“{attributes}” sets attributes, which texts may not do"),
        _("remove the braces and what stands in them; the site gives every heading its address"),
        {"attributes": rest[: rest.rfind("}") + 1][:60]},
    )


def _attributes(line: str, with_code: str, allowed: re.Pattern[str]) -> int | None:
    """Where the attributes of a line begin, if a brace in it could be read as their beginning."""
    brace = _BRACE.search(line)
    if brace is None or allowed.fullmatch(line) or _TEMPLATE.match(line, brace.start()):
        return None
    at = brace.start()
    end = line.rfind("}")
    inside = line[at + 1 : end].lstrip(" ") if end > at else ""
    marked = inside.startswith((":", "#", ".")) or "=" in inside
    whole_end = line.rstrip(" ").endswith("}") and (line.startswith("#") or not line[:at].strip(" "))
    after_mark = end > at and with_code[at - 1 : at] in (*")]*_`>",)
    return at if marked or whole_end or after_mark else None


@document_rule()
def template_syntax(document: Document) -> Iterator[Finding]:
    """A text calls for another file or a program's value; what is published must stand in the text itself.

    Bad:
        {{ phone_number }} or --8<-- "other-file.md"
    Good:
        [mx-comar]
    Fix:
        Write what is meant as text; put braces that are shown as they are into `code`.
    """
    message = _("“{code}” asks a program to put something here")
    hint = _("write the words themselves, or refer to a section or a record by its id")
    if _may_hold(document, "{{", "{%", "{#", "-8<-"):
        for match in _TEMPLATE.finditer(document.exposed, document.body_start):
            yield Finding(match.start(), message, hint, {"code": match.group()[:40]})
    for place, text in _texts(document):
        in_text = _TEMPLATE.search(text)
        if in_text:
            yield Finding(place, message, hint, {"code": in_text.group()[:40]})


@document_rule()
def unclosed_code(document: Document) -> Iterator[Finding]:
    """A code block begins and does not end, so that all that follows on the page would be taken for code.

    Bad:
        a line with ```, and no second one
    Good:
        a line with ``` before the code, and one after it
    Fix:
        Close the block with a line of the same three signs, or remove the line that begins it.
    """
    for start in fences(document.text[document.body_start :]).unclosed[:1] if document.regions else ():
        yield Finding(
            document.body_start + start,
            _("a code block begins here and does not end"),
            _("put a line with the same three signs after the code, or remove this line"),
        )
