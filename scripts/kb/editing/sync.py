"""`kb sync`: somebody confirms that the texts of a section say the same in every language."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable
from pathlib import Path

from kb.check.engine import Problem
from kb.check.formats import as_text
from kb.check.run import check
from kb.editing import _
from kb.imports.save import Conflict, save
from kb.imports.yaml_edit import CannotEdit, rewrite
from kb.in_step import confirmation
from kb.messages import translate
from kb.models.section import Section
from kb.read import yaml_text
from kb.read.document import Document
from kb.read.tree import Tree

_COMPARED = ("translation-", "missing-language", "language-twice", "empty-body", "same-body", "unknown-language")
"""How the rules begin that find a section's languages different: what they tell cannot be confirmed away."""


def run(root: Path, args: argparse.Namespace) -> int:
    """Carry out `kb sync`. 0: confirmed; 1: something cannot be confirmed; 2: called wrongly."""
    if bool(args.ids) == args.all:
        return _refuse(args.lang, _("kb sync: name sections (kb sync RG-2.3), or give --all"))
    tree, problems = check(root)
    sections = []
    for given in args.ids:
        section = tree.kb.sections.get(tree.kb.by_lower.get(given.lower(), ""))
        if section is None:
            near = ", ".join(ident for ident in tree.kb.nearest(given) if ident in tree.kb.sections)
            hint = _("kb sync: there is no section {id}; did you mean {near}?")
            return _refuse(args.lang, hint if near else _("kb sync: there is no section {id}"), id=given, near=near)
        sections.append(section)
    return _confirm(root, tree, sections or list(tree.kb.sections.values()), problems, args.lang)


def _refuse(lang: str, message: str, **values: object) -> int:
    print(translate(message, lang, **values), file=sys.stderr)
    return 2


def _confirm(root: Path, tree: Tree, sections: Iterable[Section], problems: list[Problem], lang: str) -> int:
    different: dict[str, list[Problem]] = {}
    for problem in problems:
        if problem.rule.startswith(_COMPARED):
            different.setdefault(problem.path, []).append(problem)
    texts: dict[str, str] = {}
    refused = 0
    for section in sections:
        if section.path in different:
            sys.stdout.write(as_text(different[section.path], lang))
        elif (text := confirmed(tree.documents[section.path], section)) is not None:
            if text != tree.documents[section.path].text:
                texts[section.path] = text
            continue
        else:
            told = _("{id}: its front matter is written in a way in which in_step cannot be put into it")
            print(translate(told, lang, id=section.id))
        refused += 1
    try:
        save(root, texts, tree.documents)
    except Conflict as conflict:
        told = _("kb sync: nothing was written, because {path} has changed in the meantime; run it again")
        return _refuse(lang, told, path=conflict.args[0])
    print(translate(_("{count} sections confirmed, {refused} not"), lang, count=len(texts), refused=refused))
    return 1 if refused else 0


def confirmed(document: Document, section: Section) -> str | None:
    """A section's file with the fingerprints of its texts as they are now; None if they cannot be put into it."""
    start, end = document.yaml_start, document.yaml_end
    front = document.text[start:end]
    data, defects = yaml_text.load(front)
    if defects:
        return None
    wanted = {key: value for key, value in data.items() if key not in ("in_step", "revised")}
    wanted["in_step"] = confirmation(section)
    wanted |= {"revised": data["revised"]} if "revised" in data else {}
    if wanted == data:
        return document.text
    try:
        return document.text[:start] + rewrite(front, wanted) + document.text[end or start :]
    except CannotEdit:
        return None
