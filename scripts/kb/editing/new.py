"""`kb new`: begins a file with the right name, the next id and every key, in all languages, and says what is still to
be written. Nothing that would have to be true is made up."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from kb.check.formats import as_text
from kb.check.run import check
from kb.editing import _, new_records
from kb.editing.ask import Asker, Unanswered
from kb.editing.begin import File, free, record_file
from kb.editing.new_records import READ_IN, RESTS_ON
from kb.imports import yaml_emit
from kb.imports.save import Conflict, save
from kb.messages import translate
from kb.models.institution import REGIONAL
from kb.models.section import Section, sort_key
from kb.read.tree import Tree, read_tree

_IN_LISTS = ("question", "indicator", "toolkit", "source", "term")
"""Kinds that are added to a file that is there."""
_OFFICIAL_IN = _(
    "In which language is the official name? Nothing if it is in two, in none (an acronym, a brand), or if it is not known"
)


def run(root: Path, args: argparse.Namespace) -> int:
    """Carry out `kb new`. 0: the file is there, and what it still lacks is told; 2: called wrongly."""
    tree = read_tree(root)
    try:
        given = dict(_option(text) for text in args.set)
        asker = Asker(tree.kb, args.lang, given, args.quiet)
        path, text = _KINDS[args.kind](tree, asker, args.where or "")
        save(root, {path: text}, tree.documents if args.kind in _IN_LISTS else {})
    except Unanswered as refusal:
        print(f"kb new: {translate(refusal.message, args.lang, **refusal.values)}", file=sys.stderr)
        return 2
    except Conflict as conflict:
        told = _("kb new: nothing was written, because there is {path} already")
        print(translate(told, args.lang, path=conflict.args[0]), file=sys.stderr)
        return 2
    print(path)
    problems = check(root, [path])[1]
    if problems:
        print(translate(_("Still to be written:"), args.lang), file=sys.stderr)
        sys.stderr.write(as_text(problems, args.lang))
    return 0


def _option(text: str) -> tuple[str, str]:
    key, sign, value = text.partition("=")
    if not sign:
        raise Unanswered(_("--set takes KEY=VALUE, and {given} is not that"), given=text)
    return key, value


def _section(tree: Tree, ask: Asker, where: str) -> File:
    """The next section of a chapter (`RG-4`), or of a publication on one page (`MX`)."""
    kb = tree.kb
    home = kb.sections.get(kb.by_lower.get(where.lower(), ""))
    series = kb.sections.get(home.series) if home else None
    if home is None or series is None:
        known = ", ".join(series for series in kb.series)
        raise Unanswered(_("say where: a chapter (RG-4) or one of {known}"), known=known)
    single = series.front.layout == "single"
    if home.number != ("" if single else home.chapter) or bool(home.number) == single:
        chapters = ", ".join(f"{home.series}-{chapter}" for chapter in kb.chapters(home.series))
        known = home.series if single else chapters
        raise Unanswered(_("a new section goes into {known}"), known=known)
    ident = _next(tree, home)
    front: dict[str, Any] = {"id": ident, "status": "proposed"}
    titles = ask.texts("title", _("The title in {language}"))
    if home.series in kb.vocabulary.words("countries"):
        front["step"] = ask.word("step", _("Which step of the route map?"), "steps")
    else:
        front["phases"] = ask.words("phases", _("In which phases?"), "phases")
    front["actors"] = ask.words("actors", _("Who acts?"), "actors")
    front["basis"] = ask.ids("basis", RESTS_ON)
    front["sources"] = ask.ids("sources", READ_IN)
    lines = yaml_emit.block({key: value for key, value in front.items() if value}, 0)
    bodies = "\n".join(f"# {title} {{lang={lang}}}\n\n" for lang, title in titles.items())
    folder = home.path.rpartition("/")[0]
    return f"{folder}/{ident}.md", "---\n" + "\n".join(lines) + "\n---\n\n" + bodies.rstrip("\n") + "\n"


def _next(tree: Tree, home: Section) -> str:
    """The id after the last one. Withdrawn sections count, and so do files that cannot be read: an id is never used
    twice."""
    above = sort_key(home.id)[1]
    numbers = [sort_key(section.id)[1] for section in tree.kb.series[home.series]]
    inside = [parts for parts in numbers if len(parts) > len(above) and parts[: len(above)] == above]
    number = max((parts[len(above)][0] for parts in inside), default=0) + 1
    start = f"{home.id}{'.' if home.number else '-'}"
    while f"{start}{number}".lower() in tree.claimed:
        number += 1
    return f"{start}{number}"


def _institution(tree: Tree, ask: Asker, where: str) -> File:
    """An institution of a country (`GT`) or of the region (`regional`)."""
    codes = tree.kb.vocabulary.words("countries")
    folder = where.lower()
    if folder.upper() not in codes and folder != REGIONAL:
        raise Unanswered(_("say where: one of {known}"), known=", ".join([*codes, REGIONAL]))
    official = ask.text("name", _("The institution's official name"))
    spoken = ask.word("official_in", _OFFICIAL_IN, "languages")
    acronym = ask.text("acronym", _("Its acronym, if it has one"))
    ident, name = free(tree, "reg" if folder == REGIONAL else folder, acronym or official)
    record: dict[str, Any] = {"id": ident, "name": {"official": official}}
    record |= {key: value for key, value in (("official_in", spoken), ("acronym", acronym)) if value}
    record["kind"] = ask.word("kind", _("What is it?"), "kinds")
    record["role"] = ask.texts("role", _("What it does for children, in {language}"))
    record["services"] = ask.words("services", _("Which services?"), "services")
    areas = [folder.upper()] if folder.upper() in codes else []
    record["coverage"] = {"areas": areas, "text": ask.texts("coverage", _("Where it works, in {language}"))}
    record["languages"] = ask.words("languages", _("Which languages does it attend in?"), "languages")
    record["confidence"] = ask.word("confidence", _("How sure is this?"), "confidence")
    record["sources"] = ask.ids("sources", READ_IN)
    return f"directory/{folder}/{name}.yml", record_file("institution", f"directory/{folder}", record)


_KINDS: dict[str, Callable[[Tree, Asker, str], File]] = {
    "section": _section,
    "institution": _institution,
    "practice": new_records.practice,
    "form": new_records.form,
    "question": new_records.question,
    "indicator": new_records.indicator,
    "toolkit": new_records.toolkit,
    "source": new_records.source,
    "term": new_records.term,
}
