"""One style sheet for the whole site: the theme's and ours, joined, without what no page of the site uses.

The theme brings rules for many things that this site has not (tabs, annotations, code, right-to-left scripts). A rule
stays if the site's pages hold everything that its selector names; what only the theme's script adds later, by names that
begin with `md-` or `kb-`, counts as held.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import reduce
from operator import or_
from pathlib import Path

import tinycss2
from tinycss2.ast import AtRule, Node, QualifiedRule

from kb.processes import SHARE, in_processes

SHEETS = (
    "assets/stylesheets/main.*.min.css",
    "assets/stylesheets/palette.*.min.css",
    "assets/kb.css",
    "assets/kb-forms.css",
    "assets/kb-search.css",
)
"""In the order in which they count."""
NAME = "assets/site.css"
"""What the pages call the joined sheet until its name has its fingerprint."""

_CLASSES = re.compile(r' (?:class|id)="([^"]*)"')
_TAGS = re.compile(r"<([a-z][a-z0-9]*)")
_COLOURS = re.compile(r' (data-md-color-[a-z]+)="([^"]*)"')
_WORDS = re.compile(r"(?:md|kb)-[\w-]+")
_UNUSED_FEATURES = re.compile(
    r"md-(?:annotation|banner|clipboard|code|consent|feedback|source|tag|tooltip|version)(?![a-z])"
)
"""Features of the theme that its script knows and that this site has not switched on."""
_MADE_BY_SCRIPT = frozenset({"mark", "small", "b", "em", "code"})
"""Elements that scripts put into pages: in the results of a search."""
_NAMED = re.compile(r"[.#]((?:[\w-]|\\.)+)")
_COLOUR = re.compile(r"\[(data-md-color-[a-z]+)=\"?([a-z-]+)\"?\]")
_ATTRIBUTE = re.compile(r"\[[^\]]*\]")
_FUNCTION = re.compile(r":(?:not|is|where|has)\([^()]*\)")
_PSEUDO = re.compile(r"::?[\w-]+(?:\([^()]*\))?")
_ELEMENT = re.compile(r"(?<![\w-])[a-z][a-z0-9]*")
_PROPERTY = re.compile(r"--[\w-]+")
_NESTED = ("layer", "media", "supports")


@dataclass(frozen=True, slots=True)
class Used:
    """What the pages hold: classes and ids, elements, and the values of the theme's colour attributes."""

    names: frozenset[str]
    elements: frozenset[str]
    colours: frozenset[tuple[str, str]]
    properties: frozenset[str] = frozenset()
    """Custom properties that scripts name."""

    def __or__(self, other: Used) -> Used:
        return Used(
            self.names | other.names,
            self.elements | other.elements,
            self.colours | other.colours,
            self.properties | other.properties,
        )


def used_in(pages: Iterable[str], scripts: Iterable[str] = ()) -> Used:
    """What the pages hold, and what the scripts may add to them."""
    names: set[str] = set()
    elements = set(_MADE_BY_SCRIPT)
    colours: set[tuple[str, str]] = set()
    for page in pages:
        for words in set(_CLASSES.findall(page)):
            names.update(words.split())
        elements.update(_TAGS.findall(page))
        colours.update(_COLOURS.findall(page))
    properties: set[str] = set()
    for script in scripts:
        names.update(word for word in _WORDS.findall(script) if not _UNUSED_FEATURES.match(word))
        properties.update(_PROPERTY.findall(script))
    return Used(frozenset(names), frozenset(elements), frozenset(colours), frozenset(properties))


def prune(css: str, used: Used) -> str:
    """The style sheet without rules that match nothing on the pages, and without custom properties that none uses."""
    kept = "".join(_rules(tinycss2.parse_stylesheet(css, skip_comments=True, skip_whitespace=True), used))
    while True:
        needed = set(re.findall(r"var\(\s*(--[\w-]+)", kept)) | used.properties
        unneeded = set(re.findall(r"[{;](--[\w-]+):", kept)) - needed
        if not unneeded:
            return kept
        rules = tinycss2.parse_stylesheet(kept)
        kept = "".join(_without(rules, frozenset(unneeded)))


def _rules(rules: list[Node], used: Used) -> Iterator[str]:
    for rule in rules:
        if isinstance(rule, QualifiedRule):
            selectors = [text for text in _selectors(rule) if _matches(text, used)]
            body = _declarations(rule, frozenset())
            if selectors and body:
                yield f"{','.join(selectors)}{{{body}}}"
        elif isinstance(rule, AtRule):
            yield from _at_rule(rule, _rules(_inner(rule), used))


def _without(rules: list[Node], unneeded: frozenset[str]) -> Iterator[str]:
    for rule in rules:
        if isinstance(rule, QualifiedRule):
            body = _declarations(rule, unneeded)
            if body:
                yield f"{tinycss2.serialize(rule.prelude)}{{{body}}}"
        elif isinstance(rule, AtRule):
            yield from _at_rule(rule, _without(_inner(rule), unneeded))


def _inner(rule: AtRule) -> list[Node]:
    nested = rule.content is not None and rule.at_keyword in _NESTED
    return tinycss2.parse_rule_list(rule.content, skip_comments=True, skip_whitespace=True) if nested else []


def _at_rule(rule: AtRule, inner: Iterator[str]) -> Iterator[str]:
    """Conditions keep what is left inside them; fonts, key frames and the like stay as they are."""
    if rule.content is None or rule.at_keyword not in _NESTED:
        if rule.at_keyword != "charset":
            yield rule.serialize()
        return
    body = "".join(inner)
    if body:
        yield f"@{rule.at_keyword} {tinycss2.serialize(rule.prelude).strip()}{{{body}}}"


def _selectors(rule: QualifiedRule) -> list[str]:
    """The selectors of a rule: those that commas outside brackets part."""
    found = [""]
    for token in rule.prelude:
        if token.type == "literal" and token.value == ",":
            found.append("")
        else:
            found[-1] += token.serialize().replace("/**/", "")
    return [" ".join(text.split()) for text in found]


def _matches(selector: str, used: Used) -> bool:
    plain = _FUNCTION.sub("", selector)
    if "[dir=rtl]" in plain or any(pair not in used.colours for pair in _COLOUR.findall(plain)):
        return False
    plain = _ATTRIBUTE.sub("", plain)
    if any(name.replace("\\", "") not in used.names for name in _NAMED.findall(plain)):
        return False
    bare = _PSEUDO.sub(" ", _NAMED.sub(" ", plain))
    return all(element in used.elements for element in _ELEMENT.findall(bare))


def _declarations(rule: QualifiedRule, unneeded: frozenset[str]) -> str:
    found = []
    for item in tinycss2.parse_blocks_contents(rule.content, skip_comments=True, skip_whitespace=True):
        if item.type != "declaration":
            found.append(item.serialize())
        elif item.name not in unneeded:
            important = "!important" if item.important else ""
            found.append(f"{item.name}:{tinycss2.serialize(item.value).strip()}{important}")
    return ";".join(found)


def join_styles(site_dir: Path) -> str:
    """Join the site's style sheets into one, and have every page ask for that; its address, which changes with what it
    holds, so that browsers may keep it for ever."""
    paths = list(site_dir.rglob("*.html"))

    def look(number: int) -> tuple[Used, list[Path]]:
        """What a share of the pages holds, and which of them ask for the sheet."""
        texts = {path: path.read_text(encoding="utf-8") for path in paths[number * SHARE : (number + 1) * SHARE]}
        return used_in(texts.values()), [path for path, text in texts.items() if NAME in text]

    found = in_processes(look, -(-len(paths) // SHARE))
    scripts = used_in((), [path.read_text(encoding="utf-8") for path in (site_dir / "assets").rglob("*.js")])
    sheets = [path for pattern in SHEETS for path in site_dir.glob(pattern)]
    used = reduce(or_, (used for used, _asking in found), scripts)
    css = prune("".join(path.read_text(encoding="utf-8") for path in sheets), used)
    name = f"assets/site.{hashlib.sha256(css.encode()).hexdigest()[:8]}.css"
    (site_dir / name).write_text(css, encoding="utf-8")
    for path in sheets:
        path.unlink()
    for path in (path for _used, asking in found for path in asking):
        path.write_text(path.read_text(encoding="utf-8").replace(NAME, name), encoding="utf-8")
    return name
