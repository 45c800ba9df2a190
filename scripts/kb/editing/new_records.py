"""The records that `kb new` begins: a practice, a form, and what stands in lists, such as a question or a page that was
read."""

from __future__ import annotations

from typing import Any

from kb.editing import _
from kb.editing.ask import Asker, Unanswered
from kb.editing.begin import File, appended, file_named, free, record_file
from kb.models.section import sort_key
from kb.read.tree import Tree

RESTS_ON = _("What does it rest on? Ids of the library, such as CRC-3")
READ_IN = _("Where were its facts read? Ids of the library, such as src-…")
_TITLE = _("The title in {language}")
_FORMS = ("form", "checklist", "card")


def practice(tree: Tree, ask: Asker, where: str) -> File:
    """A good practice."""
    title = ask.texts("title", _TITLE)
    ident, name = free(tree, "practice", where or next(reversed(title.values())))
    record: dict[str, Any] = {"id": ident, "status": "proposed", "title": title}
    record["subject"] = ask.word("subject", _("What is it about?"), "subjects")
    record["countries"] = ask.words("countries", _("In which countries?"), "regions", "countries")
    record["body"] = ask.texts("body", _("Who ran it, in {language}"))
    record["text"] = ask.texts("text", _("What was done, in {language}"))
    record["reuse"] = ask.texts("reuse", _("How another country can take it up, in {language}"))
    record["sources"] = ask.ids("sources", READ_IN)
    return f"guidelines/practices/{name}.yml", record_file("practice", "guidelines/practices", record)


def form(tree: Tree, ask: Asker, where: str) -> File:
    """A form, a checklist or a card, with one group and one field to begin with."""
    if where not in _FORMS:
        raise Unanswered(_("say what: one of {known}"), known=", ".join(_FORMS))
    title = ask.texts("title", _TITLE)
    ident, _name = free(tree, where, ask.text("name", _("Two or three words for its id: first-questions")))
    record: dict[str, Any] = {"id": ident, "status": "proposed", "title": title}
    record["purpose"] = ask.texts("purpose", _("Who uses it, when, and what happens with it afterwards, in {language}"))
    record["phases"] = ask.words("phases", _("In which phases?"), "phases")
    record["actors"] = ask.words("actors", _("Who acts?"), "actors")
    record["basis"] = ask.ids("basis", RESTS_ON)
    record["sources"] = ask.ids("sources", READ_IN)
    record = {key: value for key, value in record.items() if value}
    field: dict[str, Any] = {"name": "first_field"}
    field["label"] = ask.texts("label", _("The first thing to ask or to do, in {language}"))
    field["type"] = "text" if where == "form" else "instruction"
    if where == "form":
        field["why"] = ask.texts("why", _("Why it is asked, in {language}"))
    group = {"name": "first_part", "title": ask.texts("group", _("The heading of the first part, in {language}"))}
    record["groups"] = [{**group, "fields": [field]}]
    return f"guidelines/forms/{ident}.yml", record_file("form", "guidelines/forms", record)


def question(tree: Tree, ask: Asker, where: str) -> File:
    """An open question, at the end of a file of questions (`procedure`)."""
    path = file_named(tree, "questions", where)
    ident, _name = free(tree, "question", ask.text("name", _("Two or three words for its id: stay-pathways")))
    record: dict[str, Any] = {"id": ident, "status": "proposed"}
    record["question"] = ask.texts("question", _("The question in {language}"))
    record["why"] = ask.texts("why", _("What depends on it, in {language}"))
    record["meanwhile"] = ask.texts("meanwhile", _("What to do meanwhile, in {language}"))
    record["decides"] = ask.texts("decides", _("Who decides it, in {language}"))
    record["basis"] = ask.ids("basis", RESTS_ON)
    record["sources"] = ask.ids("sources", READ_IN)
    return appended(tree, path, record)


def indicator(tree: Tree, ask: Asker, where: str) -> File:
    """The next indicator of a subject (`1`), at the end of the file of indicators."""
    known = sorted(key.removeprefix("indicator_subject_") for key in tree.kb.labels if key.startswith("indicator_sub"))
    if where not in known:
        raise Unanswered(_("say where: one of {known}"), known=", ".join(known))
    taken = [sort_key(ident)[1] for ident in tree.kb.indicators]
    number = max((parts[1][0] for parts in taken if parts[0][0] == int(where) and len(parts) > 1), default=0) + 1
    while f"in-{where}.{number}" in tree.claimed:
        number += 1
    record: dict[str, Any] = {"id": f"IN-{where}.{number}", "status": "proposed"}
    record["name"] = ask.texts("name", _("What it is called, in {language}"))
    record["definition"] = ask.texts("definition", _("What is measured, in {language}"))
    record["computation"] = ask.texts("computation", _("How it is computed, in {language}"))
    lists = ask.texts("disaggregation", _("By what it is broken down, set apart by commas, in {language}"))
    record["disaggregation"] = {
        lang: [part.strip() for part in text.split(",") if part.strip()] for lang, text in lists.items()
    }
    record["data_source"] = ask.texts("data_source", _("Where the numbers come from, in {language}"))
    record["watches"] = ask.ids("watches", _("Which provisions does it watch? Ids such as RG-2.3"))
    record["basis"] = ask.ids("basis", RESTS_ON)
    record["sources"] = ask.ids("sources", READ_IN)
    return appended(tree, file_named(tree, "indicators", ""), {key: value for key, value in record.items() if value})


def toolkit(tree: Tree, ask: Asker, where: str) -> File:
    """A course, guide or kit of somebody else's, at the end of the file of toolkits."""
    path = file_named(tree, "toolkits", where)
    title = {
        lang: text for lang, text in ask.texts("title", _("Its title in {language}, if it exists")).items() if text
    }
    ident, _name = free(tree, "toolkit", ask.given.get("name", "") or next(iter(title.values()), ""))
    record: dict[str, Any] = {"id": ident, "status": "proposed", "title": title}
    record["publisher"] = ask.text("publisher", _("Who publishes it?"))
    record["year"] = ask.text("year", _("When was it published? 2026, or 2026-03; nothing if it is not known"))
    record["languages"] = ask.words("languages", _("In which languages does it exist?"), "languages")
    record["kind"] = ask.word("kind", _("What is it?"), "toolkit-kinds")
    record["audience"] = ask.words("audience", _("For whom is it?"), "audience", "actors")
    record["subject"] = ask.words("subject", _("What is it about?"), "subjects")
    record["text"] = ask.texts("text", _("What is in it and what it is good for, in {language}"))
    record["url"] = ask.text("url", _("Its address on the web"))
    record["sources"] = ask.ids("sources", READ_IN)
    return appended(tree, path, {key: value for key, value in record.items() if value})


def source(tree: Tree, ask: Asker, where: str) -> File:
    """A page on which something was read, at the end of a file of the library (`pages-mx`)."""
    path = file_named(tree, "library", where)
    ident, _name = free(tree, "src", ask.text("name", _("Two or three words for its id: mx-dif-contacts")))
    record: dict[str, Any] = {"id": ident, "kind": "page", "title": ask.texts("title", _TITLE)}
    record["publisher"] = ask.text("publisher", _("Who publishes it?"))
    published = ask.text("published", _("When was it published? 2026, or 2026-03; nothing if it bears no date"))
    record["published"] = published or None
    record["language"] = ask.word("language", _("In which language is it written?"), "languages")
    record["url"] = ask.text("url", _("Its address on the web"))
    return appended(tree, path, record)


def term(tree: Tree, ask: Asker, where: str) -> File:
    """A term, at the end of the glossary."""
    words = ask.texts("term", _("The term in {language}"))
    ident, _name = free(tree, "term", where or words.get("en", "") or next(iter(words.values()), ""))
    record: dict[str, Any] = {"id": ident, "term": words}
    record["text"] = ask.texts("text", _("What it means, in {language}"))
    record["basis"] = ask.ids("basis", RESTS_ON)
    record["sources"] = ask.ids("sources", READ_IN)
    return appended(tree, file_named(tree, "glossary", ""), {key: value for key, value in record.items() if value})
