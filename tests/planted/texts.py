"""Defects in the texts of sections and of pages written by hand."""

from __future__ import annotations

import re

from tests.planted.plant import Change, Place, kind

BOTH = ("section", "page")
ID = r"\[([A-Z]{2,8}-[0-9]+(?:\.[0-9a-z]+)*)\](?![\[(])"
TRANSLATION = "translation-references"


@kind("unknown-reference", "section")
def id_that_does_not_exist(place: Place) -> Change | None:
    match = place.one(r"\[((?:RG|BI|RC)-[0-9.]+)\](?!\[)", place.document.body_start)
    return place.swap(match, match.group(1) + "77", match.start()) if match else None


@kind("wrong-case", "section")
def id_in_small_letters(place: Place) -> Change | None:
    match = place.one(ID, place.document.body_start)
    return place.swap(match, match.group(1).lower(), match.start()) if match else None


@kind("unknown-point", "section")
def point_that_does_not_exist(place: Place) -> Change | None:
    match = place.one(r"\[(CRC-[0-9]+|GC[0-9]+-[0-9]+)\]", place.document.body_start)
    return place.swap(match, match.group(1) + "777", match.start()) if match else None


@kind(TRANSLATION, "section", also="no-basis translation-numbers")
def reference_lost_in_one_language(place: Place) -> Change | None:
    match = place.one(r" \(" + ID + r"\)", place.document.body_start)
    if match is None:
        return None
    there = [region for region in place.document.regions if not region.start <= match.start() < region.end]
    text = place.text[: match.start()] + place.text[match.end() :]
    shift = len(place.text) - len(text)
    cited = f"[{match.group(1)}]"
    found = [
        other.start() - (shift if other.start() > match.start() else 0)
        for region in there
        for other in re.finditer(re.escape(cited), place.text[: region.end])
        if other.start() >= region.start
    ]
    return Change(text, tuple(found)) if found else None


@kind(TRANSLATION, "section")
def another_reference_in_one_language(place: Place) -> Change | None:
    match = place.one(ID, place.document.body_start)
    if match is None:
        return None
    new = place.chance.choice([ident for ident in place.tree.kb.library["CRC"].record.points if ident.isdigit()])
    ident = f"CRC-{new}"
    first = place.document.regions[0]
    others = [
        m.start() for m in re.finditer(re.escape(match.group()), place.text) if first.start <= m.start() < first.end
    ]
    if f"[{ident}]" in place.text or ident == match.group(1):
        return None
    changed = place.swap(match, ident, match.start())
    return Change(changed.text, (match.start(), *others)) if changed else None


@kind("adjacent-references", "section", also=TRANSLATION)
def references_side_by_side(place: Place) -> Change | None:
    match = place.one(r"\[[A-Z]+-[0-9.]+\](,| y| and) \[[A-Z]+-[0-9.]+\]", place.document.body_start)
    return place.swap(match, "", match.start()) if match else None


@kind("translation-numbers", "section", also="translation-deadlines")
def age_that_differs(place: Place) -> Change | None:
    match = place.one(r"\b(1[0-9]|[2-9][0-9]|[3-9])\b(?= (?:años|years|meses|months))", place.document.body_start)
    if match is None:
        return None
    new = str(int(match.group()) + 3)
    if re.search(rf"\b{new}\b", place.text[place.document.body_start :]):
        return None
    same = [
        m.start() for m in re.finditer(rf"\b{match.group()}\b", place.text) if m.start() > place.document.body_start
    ]
    return Change(place.put(match.start(), match.end(), new).text, tuple(same))


@kind("translation-lists", "section", also="translation-references translation-numbers translation-deadlines")
def item_lost_in_one_language(place: Place) -> Change | None:
    region = place.chance.choice(place.document.regions) if place.document.regions else None
    match = place.one(r"^- [^\n]*\n(?=- )", region.start, region.end) if region else None
    if match is None:
        return None
    text = place.text[: match.start()] + place.text[match.end() :]
    return Change(text, tuple(m.start() for m in re.finditer(r"^ *(?:-|[0-9]+\.) ", text, re.M)))


@kind("translation-headings", "section")
def heading_in_one_language(place: Place) -> Change | None:
    match = place.one(r"\n\n(?=[A-Z][a-z]+ [a-z])", place.document.body_start)
    if match is None:
        return None
    text = place.put(match.end(), match.end(), "## Nota\n\n").text
    return Change(text, tuple(m.start() for m in re.finditer("^## ", text, re.M)))


@kind("raw-html", *BOTH)
def html_in_a_text(place: Place) -> Change | None:
    return place.insert(
        place.chance.choice(("<b>siempre</b>", "<script>x()</script>", "<img src=x onerror=y>", "<br>"))
    )


@kind("script-url", *BOTH, also="malformed-url")
def script_behind_a_link(place: Place) -> Change | None:
    address = place.chance.choice(("javascript:alert(1)", "JaVaScRiPt:x", "data:text/html,x", "&#106;avascript:x"))
    return place.insert(f"[aquí]({address})")


@kind("attribute-list", "section")
def attributes_in_braces(place: Place) -> Change | None:
    return place.insert("**siempre**{: onclick=x }")


@kind("template-syntax", *BOTH, also="translation-numbers")
def template(place: Place) -> Change | None:
    return place.insert(place.chance.choice(("{{ telefono }}", "{% include x %}", "--8<-- x")))


@kind("control-character", *BOTH)
def invisible_character(place: Place) -> Change | None:
    return place.insert("protec" + place.chance.choice("\u00ad\u200b\x07\ufeff") + "ción")


@kind("bidirectional-control", *BOTH)
def reversing_character(place: Place) -> Change | None:
    return place.insert("(" + place.chance.choice("\u202e\u2066\u200f") + "x)")


@kind("lookalike-letter", *BOTH, also="translation-numbers")
def letter_of_another_alphabet(place: Place) -> Change | None:
    return place.insert(place.chance.choice(("protесción", "[СRC-3]", "ораciones", "[RG‐2.З]", "ｃhild")))


@kind("repeated-word", *BOTH)
def word_written_twice(place: Place) -> Change | None:
    region = place.chance.choice(place.document.regions) if place.document.regions else None
    words = {"es": "la|los|el|que|para", "en": "the|of|with"}.get(region.lang if region else "")
    match = place.one(rf"(?<=[a-z] )({words}) (?=[a-z])", region.start, region.end) if region and words else None
    return place.put(match.end(), match.end(), match.group()) if match else None


@kind("long-line", *BOTH, also="translation-numbers")
def endless_line(place: Place) -> Change | None:
    change = place.insert("muy " * 1500)
    if change is None:
        return None
    return Change(change.text, (change.text.rfind("\n", 0, change.at[0]) + 1,))


@kind("bare-mailto", *BOTH)
def mail_address_in_a_text(place: Place) -> Change | None:
    return place.insert("<oficina@example.org>")


@kind("malformed-url", *BOTH)
def address_that_cannot_work(place: Place) -> Change | None:
    return place.insert(
        "[informe](" + place.chance.choice(("htp://example.org/a", "www.example.org", "https://example")) + ")"
    )


@kind("link-out-of-tree", *BOTH)
def link_out(place: Place) -> Change | None:
    return place.insert(
        "[anexo](" + place.chance.choice(("/home/ana/a.pdf", "../../../../../../a.pdf", "~/a.pdf")) + ")"
    )


@kind("broken-link", *BOTH)
def link_to_no_file(place: Place) -> Change | None:
    return place.insert("[anexo](anexo-que-no-existe.md)")


@kind("empty-link", *BOTH)
def link_to_nothing(place: Place) -> Change | None:
    return place.insert("[anexo]()")


@kind("remote-image", *BOTH)
def image_from_elsewhere(place: Place) -> Change | None:
    return place.insert("![Ruta](https://example.org/ruta.png)")


@kind("image-without-alternative", *BOTH, also="broken-link")
def image_without_words(place: Place) -> Change | None:
    return place.insert("![](ruta.png)")


@kind("undefined-label", *BOTH)
def label_that_leads_nowhere(place: Place) -> Change | None:
    return place.insert("[la primera][primera pregunta]")


@kind("undefined-label", "section")
def footnote_without_note(place: Place) -> Change | None:
    return place.insert("nota[^9]")


@kind("hand-made-definition", "section", also=TRANSLATION)
def definition_by_hand(place: Place) -> Change:
    ident = place.chance.choice(("RG-2.3", "CRC-3", "mx-911"))
    text = place.text.rstrip("\n") + "\n\n"
    return Change(f"{text}[{ident}]: https://example.org/\n", (len(text),))


@kind("own-site-url", *BOTH)
def whole_address_of_this_site(place: Place) -> Change | None:
    return place.insert("[esto](https://proteccion.example.org/rg/2/#rg-2.3)")


@kind("term-to-avoid", *BOTH, also="repeated-word")  # “los” may stand before the place already
def word_to_avoid(place: Place) -> Change | None:
    spot = place.word()
    if spot is None:
        return None
    region = next(r for r in place.document.regions if r.start <= spot.start() < r.end)
    words = {"es": "los menores", "en": "minor children"}[region.lang]
    return place.put(spot.start(), spot.start(), words + " ")


@kind("unclosed-code", *BOTH, also=f"{TRANSLATION} translation-numbers translation-lists missing-language same-body")
def code_that_does_not_end(place: Place) -> Change:
    text = place.text.rstrip("\n") + "\n\n"
    return Change(text + "```\nx\n", (len(text),))


@kind("heading-level", "section", also="translation-headings")
def level_left_out(place: Place) -> Change | None:
    match = place.one(r"\n\n(?=[A-Z][a-z]+ [a-z])", place.document.body_start)
    return place.put(match.end(), match.end(), "#### Nota\n\n") if match else None


@kind("heading-level", "section", also="translation-headings")
def title_without_language(place: Place) -> Change | None:
    match = place.one(r"\n\n(?=[A-Z][a-z]+ [a-z])", place.document.body_start)
    return place.put(match.end(), match.end(), "# Nota\n\n") if match else None


@kind("encoding", *BOTH)
def bytes_of_another_encoding(place: Place) -> Change | None:
    match = place.one("[áéíóúñ]", place.document.body_start)
    return place.put(match.start(), match.end(), "\udce9") if match else None


@kind("page-without-translation", "page")
def page_in_one_language(place: Place) -> Change | None:
    folder, _slash, name = place.document.path.rpartition("/")
    return Change(place.text, (0,), f"{folder}/{name.removesuffix('.md')}-nueva.md", is_copy=True)
