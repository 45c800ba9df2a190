"""What a rule is, what a problem is, and how all rules are run over a tree.

A rule is one decorated generator function. Its name is the rule's name, its docstring says why it matters and shows
Bad and Good. A document rule looks at one file by itself and may run in another process; a tree rule sees everything.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Literal

from kb.check.problem import Problem as Problem
from kb.check.problem import Severity
from kb.messages import _ as _
from kb.models.base import KeyPath
from kb.read.document import Document
from kb.read.files import printable
from kb.read.tree import Tree

MOST = 100
"""Problems of one rule that are told one by one for one file."""


@dataclass(frozen=True, slots=True)
class Finding:
    """What a rule yields: where, what is wrong, what to do. Texts are English; `args` fill their places; those whose
    name begins with `language` hold a language's code and are shown by its name.

    `path` is needed from tree rules only. `at` is a character offset in the file or a key path in its YAML;
    `on_key` points at the key instead of its value.
    """

    at: int | KeyPath
    message: str
    hint: str
    args: Mapping[str, object] = field(default_factory=dict)
    path: str = ""
    on_key: bool = False


@dataclass(frozen=True)
class Rule:
    """A rule and what it says of itself."""

    name: str
    severity: Severity
    run: Callable[..., Iterator[Finding]]
    scope: Literal["document", "tree"]
    sees: Sees = "text"
    """What a tree rule looks at."""
    compares: frozenset[str] = frozenset()
    """Own fields of entries that it looks at in all files."""

    @property
    def doc(self) -> str:
        return self.run.__doc__ or ""


Sees = Literal["outline", "outlines", "text", "texts"]
"""`outline`: of the file that it finds fault with all but a section's texts, of others what makes them what they are (see
`kb.check.identity`); `outlines`: that of all files at once, and of entries' own fields those that it `compares`; `text`:
like `outline`, with the texts of the file that it finds fault with; `texts`: those of others, too, once it finds something."""

RULES: dict[str, Rule] = {}
"""Every rule by name. Filled by importing `kb.check.rules`."""

DocumentCheck = Callable[[Document], Iterator[Finding]]
TreeCheck = Callable[[Tree], Iterator[Finding]]


def document_rule(severity: Severity = "error") -> Callable[[DocumentCheck], DocumentCheck]:
    """Register a rule that looks at one document at a time."""

    def register(check: DocumentCheck) -> DocumentCheck:
        _register(Rule(_name(check), severity, check, "document"))
        return check

    return register


def tree_rule(
    severity: Severity = "error", *, sees: Sees = "text", compares: Iterable[str] = ()
) -> Callable[[TreeCheck], TreeCheck]:
    """Register a rule that looks at the whole tree. `sees` and `compares` say what it looks at, so that after a change no
    more is done than must be."""

    def register(check: TreeCheck) -> TreeCheck:
        _register(Rule(_name(check), severity, check, "tree", sees, frozenset(compares)))
        return check

    return register


def _name(check: Callable[..., object]) -> str:
    return check.__name__.replace("_", "-")


def _register(rule: Rule) -> None:
    RULES[rule.name] = rule


SEVERITIES = (_("error"), _("warning"))
"""Every severity, as problems name it."""


def found(
    document: Document, kind: str, message: str, hint: str, *, on_key: bool = False, **more: object
) -> Iterator[Finding]:
    """A finding for each defect of a kind that reading noted in a document."""
    for defect in document.defects:
        if defect.kind == kind:
            yield Finding(defect.at, message, hint, {**defect.args, **more}, on_key=on_key)


def _problem(rule: Rule, document: Document, finding: Finding) -> Problem:
    line, column = document.line_and_column(document.offset(finding.at, on_value=not finding.on_key))
    args = tuple((name, _one_line(str(value))) for name, value in finding.args.items())
    return Problem(
        printable(document.path), line, column, rule.name, rule.severity, finding.message, finding.hint, args
    )


def _one_line(text: str) -> str:
    """Keep what a file holds from breaking a message into lines or hiding part of it."""
    return "".join(char if char.isprintable() else "�" for char in " ".join(text.split()))


@dataclass(slots=True)
class _Told:
    """Collects problems: of one rule in one file no more than `MOST`, for more would bury the rest and take for ever."""

    problems: list[Problem] = field(default_factory=list)
    counts: Counter[tuple[str, str]] = field(default_factory=Counter)

    def add(self, rule: Rule, document: Document, finding: Finding) -> bool:
        """Keep a problem. False if more of this rule in this file are not wanted."""
        here = (rule.name, document.path)
        self.counts[here] += 1
        if self.counts[here] > MOST + 1:
            return False
        if self.counts[here] > MOST:
            message = _("from here on, more of the same in this file")
            hint = _("put the first ones right, then check again")
            finding = replace(finding, message=message, hint=hint, args={})
        self.problems.append(_problem(rule, document, finding))
        return self.counts[here] <= MOST


def check_document(document: Document) -> list[Problem]:
    """The problems that every document rule finds in one document."""
    told = _Told()
    for rule in RULES.values():
        if rule.scope == "document":
            for finding in rule.run(document):
                if not told.add(rule, document, finding):
                    break
    return told.problems


def check_tree(tree: Tree, rules: Iterable[Rule]) -> list[Problem]:
    """The problems that these tree rules find."""
    told = _Told()
    for rule in rules:
        for finding in rule.run(tree):
            told.add(rule, tree.documents[finding.path], finding)
    return told.problems
