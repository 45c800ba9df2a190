"""Rules on YAML as such: can it be read, and is it plain? With libyaml's reasons in plain words."""

from __future__ import annotations

from collections.abc import Iterator

from kb.check.engine import Finding, _, document_rule, found
from kb.read.defects import Defect
from kb.read.document import Document

_QUOTE_IT = _("put the whole value between quotation marks: key: 'value'")
_BRACKETS = _("close the bracket, and put a comma between one entry and the next")
_INDENT = _("give all keys of one level the same number of spaces at the start of the line")
_SPACES = _("put spaces in place of the tab")

_SYNTAX: dict[str, tuple[str, str]] = {
    "found unexpected end of stream": (
        _("this quotation mark is never closed"),
        _("write the same quotation mark at the end of the value"),
    ),
    "found unexpected document indicator": (
        _("this quotation mark is not closed before the line ---"),
        _("write the same quotation mark at the end of the value"),
    ),
    "could not find expected ':'": (
        _("this line is neither a key with its value nor the continuation of a text"),
        _("write it as “key: value”, with a colon and a space, or indent it if it belongs to the line above"),
    ),
    "did not find expected ',' or ']'": (_("the list in square brackets is not closed here"), _BRACKETS),
    "did not find expected ',' or '}'": (_("the entries in braces are not closed here"), _BRACKETS),
    "did not find expected '-' indicator": (
        _("this line stands among the entries of a list but does not begin with a hyphen"),
        _("begin it with “- ” if it is an entry of the list, else indent it like the key that it belongs with"),
    ),
    "block sequence entries are not allowed in this context": (
        _("a list cannot begin on the same line as its key"),
        _("write the list in square brackets, or begin each entry on a line of its own"),
    ),
    "did not find expected <document start>": (
        _("this line is indented less than the lines above it"),
        _INDENT,
    ),
    "found unknown escape character": (
        _("a backslash has a special meaning between double quotation marks"),
        _("use single quotation marks: 'value'"),
    ),
    "did not find expected comment or line break": (
        _("after | or > nothing else may stand on the line"),
        _("begin the text on the next line, indented by two spaces"),
    ),
    "did not find expected alphabetic or numeric character": (
        _("a value cannot begin with & or *"),
        _QUOTE_IT,
    ),
    "did not find expected node content": (
        _("a value is missing, or begins with a sign that no value begins with"),
        _QUOTE_IT,
    ),
    "found a tab character that violates indentation": (_("a tab stands at the start of the line"), _SPACES),
    "found a tab character where an indentation space is expected": (
        _("a tab stands at the start of the line"),
        _SPACES,
    ),
    "found undefined tag handle": (_("a value cannot begin with an exclamation mark"), _QUOTE_IT),
    "found unknown directive name": (_("a line cannot begin with a percent sign"), _QUOTE_IT),
    "control characters are not allowed": (
        _("an invisible character stands here"),
        _("delete the line and type it again"),
    ),
    "second document": (_("a line with only --- or ... divides the file in two"), _("delete that line")),
    "a list or mapping used as a key": (
        _("a bracket stands where a key was expected"),
        _("put text that begins with a bracket between quotation marks"),
    ),
}
"""libyaml's problem, then ours and what to do. Source: libyaml's scanner.c and parser.c."""


@document_rule()
def yaml_syntax(document: Document) -> Iterator[Finding]:
    """The keys and values at the start of a section, or in a record, cannot be read: a sign is missing or misplaced.

    Bad:
        title: Guide: part two
        actors: [police, consular
    Good:
        title: 'Guide: part two'
        actors: [police, consular]
    Fix:
        Look at the line and the one above it: a colon is followed by a space, quotation marks and brackets are
        closed, lines of one list begin in one column.
    """
    told = any(defect.kind == "control-character" for defect in document.defects)
    for defect in document.defects:
        if defect.kind == "yaml-syntax" and not (told and defect.args["why"] == "control characters are not allowed"):
            message, hint = _syntax(document, defect)
            yield Finding(defect.at, message, hint, {**defect.args, "sign": _sign(document, defect)})


def _sign(document: Document, defect: Defect) -> str:
    at = document.offset(defect.at)
    return document.text[at : at + 1]


def _syntax(document: Document, defect: Defect) -> tuple[str, str]:
    why = defect.args["why"]
    at = document.offset(defect.at)
    before = document.text[:at].rpartition("\n")[2]
    if why == "found character that cannot start any token":
        if _sign(document, defect) == "\t":
            return _("a tab stands at the start of the line"), _SPACES
        return _("a value cannot begin with “{sign}”"), _QUOTE_IT
    if why == "mapping values are not allowed in this context":
        if ": " in before:
            return _("a value cannot hold a colon and a space"), _QUOTE_IT
        hint = _("check that the line above ends its key with a colon and a space, and that both lines begin alike")
        return _("this key does not fit after the line above it"), hint
    if why == "did not find expected key":
        return _after_a_value(_sign(document, defect), before.rstrip())
    return _SYNTAX.get(why, (_("this cannot be read as YAML: {why}"), _("compare it with a file that works")))


def _after_a_value(sign: str, before: str) -> tuple[str, str]:
    """What is wrong where libyaml expected a new key: a value that went on, or a line that is badly indented."""
    if sign and sign in "]}" and before:
        return _("there is a bracket too many"), _("delete it, or put the whole value between quotation marks")
    if before.endswith(("'", '"')):
        hint = _("write quotation marks inside the value twice, or use the other kind around it")
        return _("the value ends at the quotation mark before this place"), hint
    if before.endswith(("]", "}")):
        return _("text stands after the closing bracket"), _QUOTE_IT
    return _("the indentation of this line does not fit the lines above it"), _INDENT


_FEATURES = {
    "alias": _("a value that begins with * is a reference to another value, which is not used here: {text}"),
    "anchor": _("a value that begins with & is a name for the value, which is not used here: {text}"),
    "tag": _("a value that begins with ! is a command, which is not allowed here: {text}"),
}


@document_rule()
def yaml_feature(document: Document) -> Iterator[Finding]:
    """A value begins with `*`, `&` or `!`, which YAML takes for a reference, a name or a command. None is used here.

    Bad:
        note: *confirm before use*
        emoji: !!python/name:os.system
    Good:
        note: "*confirm before use*"
    Fix:
        Put the value between quotation marks.
    """
    for defect in document.defects:
        if defect.kind == "yaml-feature":
            yield Finding(defect.at, _FEATURES[defect.args["what"]], _QUOTE_IT, defect.args)


@document_rule()
def too_deep(document: Document) -> Iterator[Finding]:
    """Lists and keys are nested without end: no record has so many levels, and reading it could stop the site.

    Bad:
        services: [[[[[[[[[[[[[[[[[[[[[[[[[shelter]]]]]]]]]]]]]]]]]]]]]]]]]
    Good:
        services: [shelter]
    Fix:
        Write the lists and keys as a neighbouring file of the same kind has them.
    """
    yield from found(
        document,
        "too-deep",
        _("the entries are nested in more than {limit} levels"),
        _("take out the brackets or spaces that are too many"),
    )


@document_rule()
def duplicate_key(document: Document) -> Iterator[Finding]:
    """A key stands twice in the same place: only the last value would count, and the other would be lost unseen.

    Bad:
        actors: [police]
        actors: [consular]
    Good:
        actors: [police, consular]
    Fix:
        Join the two values under one key, or remove the one that is wrong.
    """
    yield from found(
        document,
        "duplicate-key",
        _("the key “{key}” stands twice here"),
        _("put both values under one key, or delete one of the two lines"),
    )


@document_rule()
def front_matter(document: Document) -> Iterator[Finding]:
    """A section does not begin with its front matter: without id and status it has no address and is not shown.

    Bad:
        # A title {lang=es}
    Good:
        ---
        id: RG-2.3
        status: proposed
        ---

        # A title {lang=es}
    Fix:
        Begin the file with a line ---, the keys, and another line ---.
    """
    for defect in document.defects:
        if defect.kind == "front-matter" and defect.args["why"] == "unclosed":
            message = _("the front matter that begins here has no end")
            yield Finding(defect.at, message, _("put a line with only --- after its last key"))
        elif defect.kind == "front-matter":
            message = _("the section does not begin with its front matter")
            hint = _("let the first line be only ---, then the keys (id, status …), then a line with only ---")
            yield Finding(defect.at, message, hint)
