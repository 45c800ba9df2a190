"""Writes the mutants of the checker's code, one JSON object a line: `make.py kb/check/`. Cosmic Ray is installed where it runs.

Cosmic Ray's operators say what is changed. Left out are mutants that are the same program (of annotations, which are never
evaluated; what does not change the syntax tree; what another operator has made) and those that no linter lets pass: `is`
beside a literal.
"""

from __future__ import annotations

import ast
import itertools
import json
import multiprocessing
import sys
import warnings
from collections.abc import Iterator
from pathlib import Path

from cosmic_ray.ast import get_ast
from cosmic_ray.mutating import MutationVisitor
from cosmic_ray.operators.operator import Operator
from cosmic_ray.plugins import get_operator, operator_names

SOURCES = Path(__file__).parent.parent.parent / "scripts"
LEFT_OUT = {"core/NoOp", "core/VariableReplacer", "core/VariableInserter"}
"""The first changes nothing; the others want to be told which variables."""


class _Plain(ast.NodeTransformer):
    """A program without its annotations."""

    def visit_arg(self, node: ast.arg) -> ast.arg:
        node.annotation = None
        return node

    def visit_FunctionDef(self, node: ast.FunctionDef) -> ast.FunctionDef:
        node.returns = None
        self.generic_visit(node)
        return node

    def visit_AnnAssign(self, node: ast.AnnAssign) -> ast.AnnAssign:
        node.annotation = ast.Constant(None)
        self.generic_visit(node)
        return node


def _program(text: str) -> str:
    """A program's syntax tree. Python warns of an identity that was compared with a literal, and so does the linter."""
    with warnings.catch_warnings():
        warnings.simplefilter("error", SyntaxWarning)
        compile(text, "mutant", "exec")
    return ast.dump(_Plain().visit(ast.parse(text)))


def _mutated(text: str, operator: Operator) -> Iterator[str]:
    """The text with each of the operator's changes."""
    for occurrence in itertools.count():
        visitor = MutationVisitor(occurrence, operator)
        try:
            changed = visitor.walk(get_ast(text))
        except AttributeError:  # the operator on exceptions does not know those with a dot in their name
            continue
        if not visitor.mutation_applied:
            return
        yield changed.get_code()


def _same(text: str, other: str) -> int:
    """How many characters two texts have in common at their beginning."""
    return next((at for at, (a, b) in enumerate(zip(text, other, strict=False)) if a != b), min(len(text), len(other)))


def mutants(path: Path) -> list[dict[str, object]]:
    """The mutants of one module by line: the operator, the line, and the stretch of the source that is replaced by what."""
    text = path.read_text(encoding="utf-8")
    same = {_program(text)}
    found: list[dict[str, object]] = []
    for name in sorted(set(operator_names()) - LEFT_OUT):
        for changed in _mutated(text, get_operator(name)()):
            try:
                program = _program(changed)
            except SyntaxError:
                continue
            if program in same:
                continue
            same.add(program)
            start = _same(text, changed)
            end = min(_same(text[::-1], changed[::-1]), min(len(text), len(changed)) - start)
            found.append(
                {
                    "path": path.relative_to(SOURCES).as_posix(),
                    "operator": name.removeprefix("core/"),
                    "line": text.count("\n", 0, start) + 1,
                    "start": start,
                    "end": len(text) - end,
                    "new": changed[start : len(changed) - end],
                }
            )
    return sorted(found, key=lambda mutant: (mutant["line"], mutant["start"], mutant["operator"]))


if __name__ == "__main__":
    wanted = sys.argv[1]
    modules = sorted(path for path in SOURCES.rglob("*.py") if path.relative_to(SOURCES).as_posix().startswith(wanted))
    with multiprocessing.Pool() as pool:
        for mutant in itertools.chain.from_iterable(pool.imap(mutants, modules)):
            print(json.dumps(mutant))
