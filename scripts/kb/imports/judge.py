"""Would the directory still pass its checks with what the rows want? What would not is led back to its cell.

A row is rejected if it brings an error with it that was not there before. The other rows are then tried without it,
until what is left brings none.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

import kb.check.rules  # noqa: F401  (registers the rules)
from kb.check.engine import RULES, Finding, Rule
from kb.imports.cases import Case, cases, homeless
from kb.imports.columns import CONTACT_KEYS
from kb.imports.lines import Line, Lines, Rejection, prefix
from kb.imports.proposal import Proposal, propose
from kb.imports.yaml_edit import CannotEdit, rewrite
from kb.imports.yaml_emit import block
from kb.read import yaml_text
from kb.read.document import Document, parse
from kb.read.tree import Tree, assemble

MAX_ROUNDS = 10
SCHEMA_LINE = "# yaml-language-server: $schema=../../schemas/institution.json"
"""How a file of the directory begins."""

_Key = tuple[str, str, str, tuple[tuple[str, str], ...]]


def _(text: str) -> str:
    """Marks a text for the catalogues."""
    return text


@dataclass
class Verdict:
    """What would become of the directory."""

    cases: list[Case] = field(default_factory=list)
    proposals: list[Proposal] = field(default_factory=list)
    """Of the rows that are not rejected."""
    texts: dict[str, str] = field(default_factory=dict)
    """The files that would be written, by path."""
    rejections: list[Rejection] = field(default_factory=list)
    warnings: list[Rejection] = field(default_factory=list)
    elsewhere: list[tuple[str, Finding]] = field(default_factory=list)
    """Errors that would appear in files of which no row speaks."""


def judge(tree: Tree, country: str, lines: Lines) -> Verdict:
    """Try what the rows want for a folder of the directory, and say which of them must be rejected, and why."""
    found, misplaced = cases(lines.lines, tree.kb)
    trial = _Trial(tree, country)
    verdict = Verdict(found, rejections=[*lines.rejections, *misplaced])
    for _round in range(MAX_ROUNDS):
        rejected = {rejection.row for rejection in verdict.rejections}
        left_out = {line for line in lines.lines if line.row in rejected}
        again = trial.run(found, left_out)
        verdict.proposals, verdict.texts = again.proposals, again.texts
        verdict.warnings, verdict.elsewhere = again.warnings, again.elsewhere
        verdict.rejections += again.rejections
        if not again.rejections:
            break
    return verdict


class _Trial:
    """Tries proposals on a copy of the directory in memory."""

    def __init__(self, tree: Tree, country: str) -> None:
        self._tree = tree
        self._country = country
        self._before = Counter(_key(*found) for found in _in_tree(tree, {}))
        self._told: set[_Key] = set()

    def run(self, found: list[Case], left_out: set[Line]) -> Verdict:
        """What comes of the rows that are not `left_out`."""
        verdict = Verdict(found)
        for case in found:
            verdict.rejections += homeless(case, left_out, self._tree.kb)
            document = self._tree.documents.get(self._path(case))
            data = yaml_text.load(document.text)[0] if case.before and document else {}
            proposal = propose(case, data, left_out, self._tree.kb.languages)
            verdict.proposals.append(proposal)
            verdict.rejections += proposal.rejections
            if proposal.changes:
                self._write(proposal, document, verdict)
        by_path = {self._path(proposal.case): proposal for proposal in verdict.proposals}
        for rule, finding in self._new(verdict.texts):
            self._report(rule, finding, by_path.get(finding.path), verdict)
        self._told |= {_key(*found) for found in self._new(verdict.texts)}
        return verdict

    def _path(self, case: Case) -> str:
        name = case.id.removeprefix(prefix(self._country))
        return case.before.path if case.before else f"directory/{self._country}/{name}.yml"

    def _write(self, proposal: Proposal, document: Document | None, verdict: Verdict) -> None:
        """Add the text of the institution's file to the verdict, or reject its rows."""
        path = self._path(proposal.case)
        if proposal.case.before is None and document is None:
            verdict.texts[path] = "\n".join([SCHEMA_LINE, *block(proposal.data, 0), ""])
            return
        message, hint = _BROKEN
        if proposal.case.before and document and not document.defects:
            try:
                verdict.texts[path] = rewrite(document.text, proposal.data)
                return
            except CannotEdit:
                message, hint = _UNUSUAL
        for entity in proposal.entities:
            if entity.is_new or entity.changes:
                verdict.rejections.append(Rejection(entity.line.row, "", message, hint, {"path": path}))
