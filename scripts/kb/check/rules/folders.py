"""Rules on where sections and institutions stand: publication, chapter and country each have a folder."""

from __future__ import annotations

from collections.abc import Iterator
from posixpath import dirname

from kb.check.engine import Finding, _, tree_rule
from kb.check.rules.ids import well_formed
from kb.models.section import Section
from kb.read.tree import Tree

COUNTRIES = "guidelines/countries"
REGIONAL = "regional"


@tree_rule(sees="outlines")
def wrong_folder(tree: Tree) -> Iterator[Finding]:
    """A file does not stand in the folder of its publication, chapter or country, where editors look for it.

    Bad:
        guidelines/regional/RG-2.3.md
        guidelines/mexico/MX.md
        directory/mexico/comar.yml
    Good:
        guidelines/regional/2-identification/RG-2.3.md
        guidelines/countries/mx/MX.md
        directory/mx/comar.yml
    Fix:
        Move the file to the folder that the message names.
    """
    for series, sections in tree.kb.series.items():
        yield from _series(tree, series, [section for section in sections if well_formed(section)])
    countries = {code.lower() for code in tree.kb.vocabulary.words("countries")}
    for folder, institutions in tree.kb.folders.items():
        if countries and folder not in countries and folder != REGIONAL:
            first = min(institutions, key=lambda institution: institution.path)
            message = _("the folder directory/{folder} is no member country and not directory/regional")
            hint = _("move its files to the folder of the country's code in lower case: {countries}")
            args = {"folder": folder, "countries": ", ".join(sorted(countries))}
            yield Finding(("id",), message, hint, args, first.path)


def _series(tree: Tree, series: str, sections: list[Section]) -> Iterator[Finding]:
    own = tree.kb.sections.get(series)
    if own is None:
        return
    home = dirname(own.path)
    country = f"{COUNTRIES}/{series.lower()}"
    if series in tree.kb.vocabulary.words("countries") and home != country:
        yield _misplaced(own, country)
    for section in sections:
        if section is not own and own.front.layout == "single" and dirname(section.path) != home:
            yield _misplaced(section, home)
        elif section.chapter and own.front.layout == "chapters":
            yield from _in_chapter(tree, section, home)


def _in_chapter(tree: Tree, section: Section, home: str) -> Iterator[Finding]:
    introduction = tree.kb.sections.get(f"{section.series}-{section.chapter}")
    if introduction is None:
        return
    folder = dirname(introduction.path)
    above, _slash, name = folder.rpartition("/")
    number, _hyphen, words = name.partition("-")
    well_placed = above == home and number == section.chapter and bool(words)
    if section is introduction and not well_placed:
        yield _misplaced(section, f"{home}/{section.chapter}-…")
    elif well_placed and dirname(section.path) != folder:
        yield _misplaced(section, folder)


def _misplaced(section: Section, right: str) -> Finding:
    args = {"id": section.id, "folder": right}
    return Finding(
        ("id",), _("{id} belongs in the folder {folder}"), _("move the file to {folder}"), args, section.path
    )


@tree_rule(sees="outlines")
def chapter_without_introduction(tree: Tree) -> Iterator[Finding]:
    """A chapter has sections but no introduction, which carries its title: its page has no name.

    Bad:
        RG-3.1.md without RG-3.md
    Good:
        RG-3.md and RG-3.1.md
    Fix:
        Add the chapter's own file: a title and a few sentences in every language.
    """
    for series in tree.kb.series:
        for chapter, sections in tree.kb.chapters(series).items():
            ident = f"{series}-{chapter}"
            if ident not in tree.kb.sections and ident.lower() not in tree.claimed and well_formed(sections[0]):
                message = _("the chapter of {id} has no introduction {introduction}")
                hint = _("add a file {introduction}.md in the same folder, with the chapter's title and what it is for")
                args = {"id": sections[0].id, "introduction": ident}
                yield Finding(("id",), message, hint, args, sections[0].path)


@tree_rule(sees="outlines")
def series_without_own_file(tree: Tree) -> Iterator[Finding]:
    """A publication has sections but no file of its own, which carries its title and layout: it would have no page.

    Bad:
        RG-1.md without RG.md
    Good:
        RG.md and RG-1.md
    Fix:
        Add the publication's own file, named after it, with a title and `layout: chapters` or `layout: single`.
    """
    for series, sections in tree.kb.series.items():
        if series not in tree.kb.sections and series.lower() not in tree.claimed and well_formed(sections[0]):
            message = _("the publication of {id} has no file {series}.md")
            hint = _("add a file {series}.md with its title and “layout: chapters” or “layout: single”")
            yield Finding(("id",), message, hint, {"id": sections[0].id, "series": series}, sections[0].path)
