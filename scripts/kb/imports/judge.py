"""Would the directory still pass its checks with what the rows want? What would not is led back to its cell.

A row is rejected if it brings an error with it that was not there before. The other rows are then tried without it,
until what is left brings none.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field, replace
from itertools import chain

import kb.check.rules  # noqa: F401  (registers the rules)
from kb.check.engine import RULES, Finding, Rule
from kb.imports import _
from kb.imports.cases import Case, cases, homeless
from kb.imports.lines import Line, Lines, Rejection, prefix
from kb.imports.proposal import Proposal, propose
from kb.imports.table import Row
from kb.imports.yaml_edit import CannotEdit, rewrite
from kb.imports.yaml_emit import block
from kb.read import yaml_text
from kb.read.document import Document, parse
from kb.read.tree import Tree, assemble

MAX_ROUNDS = 10
SCHEMA_LINE = "# yaml-language-server: $schema=../../schemas/institution.json"
"""How a file of the directory begins."""

Cells = Collection[tuple[Row, str]]
_Key = tuple[str, str, str, tuple[tuple[str, str], ...]]


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
    elsewhere: list[tuple[Rule, Finding]] = field(default_factory=list)
    """Errors that would appear in files of which no row speaks."""


def judge(tree: Tree, country: str, lines: Lines) -> Verdict:
    """Try what the rows want for a folder of the directory, and say which of them must be rejected, and why."""
    found, misplaced = cases(lines.lines, tree.kb)
    trial = _Trial(tree, country, found)
    verdict = Verdict(found, rejections=[*lines.rejections, *misplaced])
    for _round in range(MAX_ROUNDS):  # without the cells that are rejected, so that all that is wrong in a row is told
        more = trial.of_cells(lines.lines, verdict.rejections)
        verdict.rejections += more
        if not more:
            break
    for _round in range(MAX_ROUNDS):  # without the rows
        rejected = {rejection.row for rejection in verdict.rejections}
        again = trial.run({line for line in lines.lines if line.row in rejected})
        more, again.rejections = again.rejections, [*verdict.rejections, *again.rejections]
        verdict = again
        if not more:
            break
    return verdict


class _Trial:
    """Tries proposals on a copy of the directory in memory."""

    def __init__(self, tree: Tree, country: str, found: list[Case]) -> None:
        self._tree = tree
        self._country = country
        self._cases = found
        self._before = Counter(_key(*found) for found in _in_tree(tree, {}))
        self._told: set[_Key] = set()

    def of_cells(self, lines: list[Line], rejections: list[Rejection]) -> list[Rejection]:
        """What else is wrong in cells if those that are rejected already are left out, and rows only where they are
        rejected as a whole or do not say to what they belong."""
        cells = {(rejection.row, rejection.column.key) for rejection in rejections if rejection.column}
        rows = {rejection.row for rejection in rejections}
        lost = {rejection.row for rejection in rejections if not (rejection.column and rejection.column.path)}
        found = self.run({line for line in lines if line.row in lost}, cells).rejections
        return [
            one
            for one in found
            if one.row not in rows or (one.exact and one.column and (one.row, one.column.key) not in cells)
        ]

    def run(self, left_out: set[Line], cells: Cells | None = None) -> Verdict:
        """What comes of the rows that are not `left_out`, or of their cells without these. Each finding is told once."""
        verdict = Verdict(self._cases)
        for case in self._cases:
            lost = list(homeless(case, left_out, self._tree.kb))
            verdict.rejections += lost
            if not lost:
                self._propose(case, left_out, cells or (), verdict)
        new = [one for one in self._new(verdict.texts) if _key(*one) not in self._told]
        bystanders = self._report(new, verdict)
        if cells is None:
            verdict.rejections = verdict.rejections or bystanders
            self._told |= {_key(*one) for one in new if one[0].severity == "error"} - {
                _key(rule, finding) for rule, finding in verdict.elsewhere
            }
        return verdict

    def _path(self, case: Case) -> str:
        name = case.id.removeprefix(prefix(self._country))
        return case.before.path if case.before else f"directory/{self._country}/{name}.yml"

    def _propose(self, case: Case, left_out: set[Line], cells: Cells, verdict: Verdict) -> None:
        """Add what the rows of an institution want, and the text that its file would have."""
        path = self._path(case)
        document = self._tree.documents.get(path)
        data = yaml_text.load(document.text)[0] if document and case.before else {}
        proposal = propose(case, path, data, left_out, cells, self._tree.kb.languages)
        verdict.proposals.append(proposal)
        verdict.rejections += proposal.rejections
        if not proposal.changed:
            return
        problem = _BROKEN
        if document is None:
            verdict.texts[path] = "\n".join([SCHEMA_LINE, *block(proposal.data, 0), ""])
            return
        if case.before and not document.defects:
            try:
                verdict.texts[path] = rewrite(document.text, proposal.data)
                return
            except CannotEdit:
                problem = _UNUSUAL
        rows = [entity.line.row for entity in proposal.changed]
        verdict.rejections += [Rejection(row, None, *problem, {"path": path}) for row in rows]

    def _new(self, texts: dict[str, str]) -> Iterator[tuple[Rule, Finding]]:
        """What the rules find with these files that they do not find without them."""
        languages = self._tree.kb.languages
        changed = {path: parse(path, text, languages=languages) for path, text in texts.items()}
        before = Counter(self._before)
        for path in changed:
            if path in self._tree.documents:
                before.update(_key(*found) for found in _in_document(self._tree.documents[path]))
        for found in chain(*map(_in_document, changed.values()), _in_tree(self._tree, changed)):
            key = _key(*found)
            if before[key]:
                before[key] -= 1
            else:
                yield found

    def _report(self, found: list[tuple[Rule, Finding]], verdict: Verdict) -> list[Rejection]:
        """Lead findings back to rows. Returned are the rejections of rows that change nothing: they may only have
        fallen foul of another row, which is rejected anyway."""
        by_path = {proposal.path: proposal for proposal in verdict.proposals}
        changed = {entity.line for proposal in verdict.proposals for entity in proposal.changed}
        bystanders: list[Rejection] = []
        for rule, finding in found:
            proposal = by_path.get(finding.path)
            place = _place(rule, finding, proposal) if proposal else None
            if place is None:
                if rule.severity == "error":
                    verdict.elsewhere.append((rule, finding))
                continue
            line, key, exact = place
            rejection = Rejection(line.row, line.columns[key], finding.message, finding.hint, finding.args, exact)
            if rule.severity == "warning":
                verdict.warnings.append(rejection)
            else:
                (verdict.rejections if line in changed else bystanders).append(rejection)
        return bystanders


_BROKEN = (
    _("the file {path} has problems of its own, so that it cannot be changed from here"),
    _("put right first what kb check says of it"),
)
_UNUSUAL = (
    _("the file {path} is written in a way that this program cannot change without harm"),
    _("make the change in the file by hand"),
)


def _key(rule: Rule, finding: Finding) -> _Key:
    args = tuple((name, str(value)) for name, value in sorted(finding.args.items()))
    return rule.name, finding.path, finding.message, args


def _in_document(document: Document) -> Iterator[tuple[Rule, Finding]]:
    for rule in RULES.values():
        if rule.scope == "document":
            yield from ((rule, replace(finding, path=document.path)) for finding in rule.run(document))


def _in_tree(tree: Tree, changed: dict[str, Document]) -> Iterator[tuple[Rule, Finding]]:
    """What the rules on the whole find in the directory and in what it rests on, some files being changed."""
    documents = {**tree.documents, **changed}
    kb = assemble(tree.root, documents.values()).kb
    concerned = {path: one for path, one in documents.items() if one.kind in ("institution", "vocabulary", "library")}
    trial = Tree(tree.root, concerned, kb)
    for rule in RULES.values():
        if rule.scope == "tree":
            yield from ((rule, finding) for finding in rule.run(trial))


def _place(rule: Rule, finding: Finding, proposal: Proposal) -> tuple[Line, str, bool] | None:
    """The row and the column from which the value came that a rule complains about, as near as can be told, and
    whether it is that very value."""
    at = finding.at if isinstance(finding.at, tuple) else ()
    if rule.name == "missing-key":
        at = (*at, str(finding.args["key"]))
    for end in range(len(at), 0, -1):
        if at[:end] in proposal.first_inside:
            place = proposal.first_inside[at[:end]]
            line, key = proposal.places[place]
            return line, key, place == at and len(at) > 2 * bool(line.kind) and line.entries.get(key) is not None
    first = proposal.places.get((), next(iter(proposal.places.values()), None))
    return (*first, False) if first else None
