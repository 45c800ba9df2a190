"""The shapes of forms, indicators, questions, practices and toolkits as JSON, like those in `kb.exports.shapes`."""

from __future__ import annotations

from typing_extensions import TypedDict

from kb.exports.shapes import Reference, Texts, closed


@closed
class Tool(TypedDict):
    """What every record says of itself."""

    id: str
    url: str
    """Its permanent address, which answers in the reader's language."""
    status: str
    replaced_by: list[Reference]
    see: list[Reference]
    basis: list[Reference]
    sources: list[Reference]
    cited_by: list[Reference]


@closed
class FormValue(TypedDict):
    """A value to choose."""

    name: str
    label: Texts


@closed
class FormField(TypedDict):
    """A thing to ask, to do or to say."""

    name: str
    """The same in XLSForm, in the registry card's JSON Schema and in CSV."""
    label: Texts
    type: str
    """`text`, `long_text`, `integer`, `decimal`, `date`, `date_time`, `yes_no`, `one_of`, `any_of`, `place`, `signature` or
    `instruction`."""
    values: list[FormValue]
    required: bool
    why: Texts
    """Why it is asked."""
    hint: Texts
    access: list[str]
    """Registry card: the access levels that may see it."""
    keep: Texts
    """Registry card: how long it is kept."""
    basis: list[Reference]
    sources: list[Reference]
    see: list[Reference]


@closed
class FormGroup(TypedDict):
    """Fields under one heading."""

    name: str
    title: Texts
    note: Texts
    fields: list[FormField]


@closed
class AccessLevel(TypedDict):
    """Who may see a field."""

    name: str
    label: Texts
    note: Texts


@closed
class Forbidden(TypedDict):
    """What must not be recorded."""

    name: str
    label: Texts
    why: Texts


@closed
class Form(Tool):
    """A form, a checklist or a card: the beginning of its id says which."""

    title: Texts
    purpose: Texts
    phases: list[str]
    actors: list[str]
    groups: list[FormGroup]
    access_levels: list[AccessLevel]
    forbidden: list[Forbidden]
    xlsform: str
    """Where the same form is as XLSForm."""


@closed
class Indicator(Tool):
    """What to measure, and how."""

    subject: Texts
    name: Texts
    definition: Texts
    computation: Texts
    disaggregation: dict[str, list[str]]
    """By language, in the same order in each."""
    data_source: Texts
    note: Texts
    watches: list[Reference]
    """The provisions whose practice it shows."""


@closed
class Question(Tool):
    """What nobody has decided yet."""

    question: Texts
    why: Texts
    """What depends on it, and what is known."""
    meanwhile: Texts
    """What to do until it is decided."""
    decides: Texts
    """Who has to decide."""
    answered_by: list[Reference]


@closed
class Practice(Tool):
    """Something that worked somewhere and that another country can take up."""

    title: Texts
    subject: str
    countries: list[str]
    """Member countries' codes, or `regional`."""
    body: Texts
    period: Texts
    text: Texts
    results: Texts
    reuse: Texts


@closed
class Toolkit(Tool):
    """A course, guide or kit that somebody else publishes."""

    title: Texts
    """As its publisher writes it: not in every language."""
    publisher: str
    year: str | None
    languages: list[str]
    kind: str
    audience: list[str]
    subject: list[str]
    text: Texts
    link: str | None
    """Where its publisher offers it."""


@closed
class Forms(TypedDict):
    """All forms, checklists and cards."""

    license: str
    built: str
    forms: list[Form]


@closed
class Indicators(TypedDict):
    """All indicators, in order."""

    license: str
    built: str
    indicators: list[Indicator]


@closed
class Questions(TypedDict):
    """All open questions."""

    license: str
    built: str
    questions: list[Question]


@closed
class Practices(TypedDict):
    """All good practices."""

    license: str
    built: str
    practices: list[Practice]


@closed
class Toolkits(TypedDict):
    """All toolkits."""

    license: str
    built: str
    toolkits: list[Toolkit]
