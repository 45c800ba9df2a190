"""The page for those who build on the data: each file, what it holds, and where it is."""

from __future__ import annotations

import re

from markupsafe import Markup

from kb.exports.catalogue import ROOT, DataFile, offered
from kb.pages.page import Page, block, html, join, with_code
from kb.pages.writer import Context, Writer

PATH = "data/"


def data_page(context: Context) -> Page:
    """Every data file by group, with a link to it, or to an example where there are many."""
    writer = Writer(context, PATH)
    parts = [f"# {writer.label('data')}", writer.label("data_intro")]
    parts += [writer.label(key) for key in ("data_promise", "data_care")]
    there = offered(context.kb)
    for group in dict.fromkeys(file.group for file in there):
        files = join([_file(writer, file) for file in there if file.group == group])
        parts += [
            f"## {writer.label(group)} {{#{anchor(group)}}}",
            writer.label(f"{group}_text"),
            block(html('<ul class="kb-data">{}</ul>', files)),
        ]
    return Page(writer.path, writer.label("data"), "\n\n".join(parts) + "\n", "guidelines/labels.yml")


def anchor(group: str) -> str:
    """The anchor of a group of files on the page."""
    return group.replace("_", "-")


def _file(writer: Writer, file: DataFile) -> Markup:
    links = join([html('<a href="{}">{}</a>', writer.file(ROOT + path), path) for path in _paths(writer, file)], " · ")
    place = html("<code>/{}{}</code>", ROOT, file.path)
    example = html("{}: ", writer.label("data_example")) if re.search("{(id|series|form)}", file.path) else ""
    return html("<li>{}<br>{} {}{}</li>", place, with_code(writer.label(file.key)), example, links)


def _paths(writer: Writer, file: DataFile) -> list[str]:
    """The path of a file in each language, or of the first of many; none where there is none yet."""
    kb = writer.kb
    ids = list(kb.institutions if file.path.endswith(".vcf") else kb.sections)
    found = [file.path.replace("{lang}", lang) for lang in kb.languages] if "{lang}" in file.path else [file.path]
    for place, values in (("{id}", ids), ("{series}", list(kb.series)), ("{form}", list(kb.forms))):
        if place in file.path:
            found = [file.path.replace(place, value) for value in values[:1]]
    return found
