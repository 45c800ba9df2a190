"""Defects of where files stand, of what is missing beside them, and of links between pages."""

from __future__ import annotations

from posixpath import basename, dirname

from tests.planted.plant import Change, Place, kind


def _ident(place: Place) -> str:
    return place.document.entries[0].id


def _renamed(place: Place, ident: str, folder: str) -> Change:
    """A copy of a section under another id, in a folder; what is wrong stands at its id."""
    at = place.text.index("\nid: ") + 1
    end = place.text.index("\n", at)
    text = f"{place.text[:at]}id: {ident}{place.text[end:]}"
    return Change(text, (at,), f"{folder}/{ident}.md", is_copy=True)


@kind("wrong-folder", "section")
def section_in_another_chapters_folder(place: Place) -> Change | None:
    ident, kb = _ident(place), place.tree.kb
    series = ident.partition("-")[0]
    if ident.count(".") != 1 or kb.sections[series].front.layout != "chapters":
        return None
    folders = {dirname(section.path) for section in kb.series[series] if section.chapter}
    other = place.chance.choice(sorted(folders - {dirname(place.document.path)}))
    return Change(place.text, (place.text.index("\nid: ") + 1,), f"{other}/{basename(place.document.path)}")


@kind("wrong-folder", "institution")
def institution_in_the_folder_of_no_country(place: Place) -> Change | None:
    folder, _slash, name = place.document.path.removeprefix("directory/").partition("/")
    at = place.text.find(f"id: {folder}-")
    if at == -1 or place.is_cited(_ident(place)):
        return None
    text = f"{place.text[:at]}id: mexico-{place.text[at + len(folder) + 5 :]}"
    return Change(text, (at,), f"directory/mexico/{name}")


@kind("chapter-without-introduction", "section", also="translation-references")
def section_of_a_chapter_that_is_not_there(place: Place) -> Change | None:
    ident = _ident(place)
    if ident.count(".") != 1 or place.tree.kb.sections[ident.partition("-")[0]].front.layout != "chapters":
        return None
    chapter = place.chance.randint(71, 99)
    series = ident.partition("-")[0]
    home = dirname(place.tree.kb.sections[series].path)
    return _renamed(place, f"{series}-{chapter}.1", f"{home}/{chapter}-nuevo")


@kind("series-without-own-file", "section", also="chapter-without-introduction")
def section_of_a_publication_that_is_not_there(place: Place) -> Change | None:
    return _renamed(place, f"ZZ-{place.chance.randint(1, 9)}", "guidelines/nueva") if "-" in _ident(place) else None


@kind("missing-vocabulary", "vocabulary")
def group_of_the_vocabulary_missing(place: Place) -> Change | None:
    match = place.one(r"^(?:phases|actors|services|steps|statuses):\n(?:[ #].*\n)+")
    return place.put(match.start(), match.end(), "", 0) if match else None


@kind("too-deep", "section")
def lists_in_lists(place: Place) -> Change | None:
    match = place.one(r"^(?:see|sources|basis): (\[.*\])$", 0, place.front_end)
    depth = place.chance.randint(40, 60)
    return place.swap(match, "[" * depth + "RG" + "]" * depth) if match else None


@kind("unsafe-file", "page")
def web_page_beside_the_pages(place: Place) -> Change:
    name = place.chance.choice(("mapa.html", "mapa.js", "mapa.xhtml", "mapa.svgz", "mapa.htm"))
    return Change(place.text, (0,), f"{dirname(place.document.path)}/{name}", is_copy=True)


@kind("link-case", "page")
def link_in_other_capitals(place: Place) -> Change | None:
    folder = dirname(place.document.path)
    names = [basename(path) for path in place.tree.documents if dirname(path) == folder and path.endswith(".md")]
    words, name = "[esto](", place.chance.choice(sorted(names)).capitalize()
    return place.insert(f"{words}{name})", len(words))


@kind("broken-fragment", "page")
def link_to_a_heading_that_is_not_there(place: Place) -> Change | None:
    words = "[esto]("
    return place.insert(f"{words}{basename(place.document.path)}#esta-no)", len(words))


@kind("withdrawn-target", "questions", "toolkits", also="self-reference")
def record_that_leads_to_one_withdrawn(place: Place) -> Change | None:
    idents = [entry.id for entry in place.document.entries]
    free = [ident for ident in idents if not place.is_cited(ident)]
    if len(idents) < 2 or not free:
        return None
    gone = place.chance.choice(free)
    other = place.chance.choice([ident for ident in idents if ident != gone])
    at = place.text.index(f"id: {gone}\n")
    status = place.text.index("  status: ", at)
    end = place.text.index("\n", status)
    text = f"{place.text[:status]}  status: withdrawn\n  replaced_by: [{other}]{place.text[end:]}"
    start = text.index(f"id: {other}\n")
    stop = text.find("\n- id: ", start)
    line = text.find("\n  see: [", start, stop if stop != -1 else len(text))
    if line == -1:
        return None
    cited = line + len("\n  see: [")
    return Change(f"{text[:cited]}{gone}, {text[cited:]}", (cited,))
