"""The rule on deadlines: every language states the deadline of the front matter, and the same lengths of time."""

from __future__ import annotations

from collections.abc import Iterator

from kb.check.engine import Finding, _, document_rule
from kb.check.figures import Alone, Span, at_once, compare, spans
from kb.check.number_words import LANGUAGES
from kb.check.rules.translation import sections_sides, sides
from kb.models.section import Deadline, Section
from kb.read.document import Document


@document_rule()
def translation_deadlines(document: Document) -> Iterator[Finding]:
    """A deadline differs between languages, or a text does not state the one of its front matter: somebody is late.

    Bad:
        deadline: {hours: 24}
        …en tres días hábiles. / …within three days.
    Good:
        deadline: {working_days: 3}
        …en tres días hábiles. / …within three working days.
    Fix:
        Look up the deadline in the source, then write the same one in every language and under `deadline`.
    """
    unstated = list(_unstated(document))
    yield from unstated
    for here, there in sides(document):
        alone, alone_there = compare(here.text, there.text, here.lang, there.lang)
        pair = _contradiction(alone, alone_there)
        if pair and not unstated:
            span, other = pair
            args = {
                "language": here.lang, "span": span.text, "language_other": there.lang, "other": other.text,
            }  # fmt: skip
            message = _("“{span}” in {language} is not the same as “{other}” in {language_other}")
            hint = _("look up the deadline in the source and state it alike in every language")
            yield Finding(here.offset(span.start), message, hint, args)


def _contradiction(alone: Alone, alone_there: Alone) -> tuple[Span, Span] | None:
    """The same number with another unit, or another number with the same unit. A length of time that one language
    leaves out is no contradiction, and a number in digits that stands alone is told by the rule on numbers."""
    told = {figure.start for figure in alone.figures}
    told_there = {figure.start for figure in alone_there.figures}
    for span in alone.spans:
        for other in alone_there.spans:
            same = span.count == other.count or span.unit == other.unit
            if same and span.start not in told and other.start not in told_there:
                return span, other
    return None


def _unstated(document: Document) -> Iterator[Finding]:
    """The languages whose text does not state the deadline of the front matter."""
    for entry in document.entries:
        deadline = entry.front.deadline if isinstance(entry, Section) else None
        if not isinstance(entry, Section) or deadline is None or _is_told(document, str(deadline.value)):
            continue
        for body in entry.bodies.values():
            text = document.exposed[body.title_start : body.start + len(body.text)]
            if body.text and body.lang in LANGUAGES and not _states(text, body.lang, deadline):
                args = {"language": body.lang, "deadline": f"{deadline.unit}: {str(deadline.value).lower()}"}
                message = _("the text in {language} does not state the deadline of the front matter, “{deadline}”")
                hint = _("state it in the text, or correct the front matter")
                yield Finding(body.title_start, message, hint, args)


def _is_told(document: Document, number: str) -> bool:
    """Whether the rule on numbers tells that a number stands in one language and not in another."""
    return number in (
        figure.value
        for here, there in sections_sides(document)
        for side in compare(here.text, there.text, here.lang, there.lang)
        for figure in side.figures
    )


def _states(text: str, lang: str, deadline: Deadline) -> bool:
    if deadline.unit == "immediately":
        return at_once(text, lang)
    return any(span.count == deadline.value and span.unit == deadline.unit for span in spans(text, lang))
