"""Runs the tests on mutants: each in a process of its own that is forked when everything is at hand.

First come the fixtures of the rules that stand in the mutant's module, then all others, then the tests of the module.
Of a rule that nothing else uses, only what it tells itself is looked at: the others have not changed.
"""

from __future__ import annotations

import builtins
import importlib.machinery
import importlib.util
import json
import os
import re
import resource
import signal
import sys
import tempfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from importlib.abc import Loader, MetaPathFinder
from pathlib import Path
from types import ModuleType

import pytest

import kb.check.run  # noqa: F401  (registers the rules)
from kb.check.engine import RULES
from kb.check.problem import Problem
from kb.read.configuration import CONFIGURATION, languages_of
from kb.read.document import read_document
from kb.read.files import find
from kb.read.tree import Tree, assemble
from tests.fixtures import BASE, Expected, cases, expectations, name, tree_of

ROOT = Path(__file__).parent.parent.parent
SOURCES = ROOT / "scripts"
FIXTURES_SECONDS = 6
SECONDS = 120
"""Of processor time, for the fixtures and for everything: a mutant that takes longer runs for ever. Both are several
times what the code needs as it is."""
MEMORY = 2_000_000_000
SPECIAL = (
    "test_rules_special.py",
    "test_rules_numbers.py",
    "test_rules_number_words.py",
    "test_rules_exact.py",
    "test_rules_shown.py",
    "test_rules_edges.py",
    "test_rules_beside.py",
    "test_rules_signs.py",
)
"""The tests of rules beside their fixtures; these are for all modules that are not named here."""
REMEMBERED = ("test_memory.py", "test_last_check.py")
SPECIAL_OF = {
    "kb/check/explained.py": ("test_rules_page.py",),
    "kb/check/formats.py": ("test_formats.py",),
    "kb/check/memory.py": REMEMBERED,
    "kb/check/outlines.py": REMEMBERED,
    "kb/check/problem.py": ("test_formats.py",),
    "kb/check/identity.py": (*REMEMBERED, "test_identity.py"),
    "kb/check/last.py": (*REMEMBERED, "test_identity.py", "test_parts.py"),
    "kb/check/run.py": (*REMEMBERED, "test_identity.py", "test_parts.py", *SPECIAL),
    "kb/check/engine.py": ("test_parts.py", "test_formats.py", *SPECIAL),
    "kb/check/rules/published.py": ("test_ledger.py", *SPECIAL),
    "kb/check/rules/in_step.py": ("test_translations.py", *SPECIAL),
}
ON_FIXTURES = (
    *("finds_what_asking_about_all", "is_what_a_new_check_finds", "find_the_same_in_outlines"),
    *("nothing_in_others", "no_fields_but_those"),
)
LONG = " and ".join(f"not {name}" for name in ("bounded_time", "as_large_as_allowed", "planted_defect", *ON_FIXTURES))
"""Of the tests above, those that are run: the others take longer than all of these. Those that look at every fixture
once more are run on mutants of what they are about, if the others have noticed nothing."""
LOOKED_AT_AGAIN = ("kb/check/last.py", "kb/check/outlines.py", "kb/check/run.py")
SURVIVED, BY_FIXTURE, BY_TEST, TIMEOUT = range(4)


@dataclass(frozen=True)
class Mutant:
    """A change of the checker's code: from `start` to `end` of a module's text stands `new`."""

    path: str
    operator: str
    line: int
    start: int
    end: int
    new: str

    @property
    def module(self) -> str:
        return self.path.removesuffix(".py").removesuffix("/__init__").replace("/", ".")

    @property
    def source(self) -> str:
        text = (SOURCES / self.path).read_text(encoding="utf-8")
        return text[: self.start] + self.new + text[self.end :]

    def __str__(self) -> str:
        before = (SOURCES / self.path).read_text(encoding="utf-8").splitlines()[self.line - 1].strip()
        after = self.source.splitlines()[self.line - 1].strip()
        return f"{self.path}:{self.line} {self.operator}\n  - {before}\n  + {after}"


def read_mutants(path: Path) -> list[Mutant]:
    return [Mutant(**json.loads(line)) for line in path.read_text(encoding="utf-8").splitlines()]


@dataclass(frozen=True)
class Fixture:
    """A fixture, read: its tree, and what is expected of it."""

    name: str
    tree: Tree
    expected: frozenset[Expected]

    @property
    def rule(self) -> str:
        return self.name.partition("/")[0]


def read_fixtures(folder: Path) -> list[Fixture]:
    """Every fixture; what a fixture leaves as it is in the small tree is read once. Trees are written into a folder."""
    base = {path: read_document(BASE, path, languages_of(BASE)) for path in [CONFIGURATION, *find(BASE)]}
    found = [Fixture("the base", assemble(BASE, base.values()), frozenset())]
    for case in [*cases("pass"), *cases("fail")]:
        root = tree_of(case, folder / name(case).replace("/", "-") / case.parent.name)
        languages = languages_of(root)
        kept = base if not (case / CONFIGURATION).exists() else {}
        documents = [
            kept[path] if path in kept and not os.path.lexists(case / path) else read_document(root, path, languages)
            for path in [CONFIGURATION, *find(root)]
        ]
        found.append(Fixture(name(case), assemble(root, documents), frozenset(expectations(case))))
    return found


class _Instead(MetaPathFinder, Loader):
    """Imports the mutant in place of its module."""

    def __init__(self, mutant: Mutant) -> None:
        self.mutant = mutant

    def find_spec(self, fullname: str, path: object, target: object = None) -> importlib.machinery.ModuleSpec | None:
        if fullname != self.mutant.module:
            return None
        return importlib.util.spec_from_file_location(fullname, SOURCES / self.mutant.path, loader=self)

    def exec_module(self, module: ModuleType) -> None:
        exec(compile(self.mutant.source, self.mutant.path, "exec"), module.__dict__)


def _problems(fixture: Fixture, names: frozenset[str]) -> set[Problem]:
    """What the rules of these names, as they are now, tell of a fixture."""
    from kb.check import engine

    rules = {name: rule for name, rule in engine.RULES.items() if name in names}
    all_rules = dict(engine.RULES)
    engine.RULES.clear()
    engine.RULES.update(rules)
    problems = {problem for document in fixture.tree.documents.values() for problem in engine.check_document(document)}
    problems.update(engine.check_tree(fixture.tree, [rule for rule in rules.values() if rule.scope == "tree"]))
    engine.RULES.update(all_rules)
    return problems


def _fails(fixture: Fixture, names: frozenset[str]) -> bool:
    """Whether the rules of these names, as they are now, tell other problems of a fixture than they should."""
    from kb.check.formats import as_text

    problems = _problems(fixture, names)
    expected = {place for place in fixture.expected if place[3] in names}
    if {(p.path, p.line, p.column, p.rule) for p in problems} != {place[:4] for place in expected}:
        return True
    return any(
        message not in as_text([p for p in problems if (p.path, p.line, p.column, p.rule) == tuple(place)], "en")
        for *place, message in expected
    )


def _used_elsewhere(module: str) -> bool:
    """Whether other modules take something from this one, so that they must be imported anew with it."""
    package, _, name = module.rpartition(".")
    used = re.compile(rf"from {module} import|from {package} import .*\b{name}\b|import {module}\b")
    return package != "kb.check.rules" or any(
        used.search(path.read_text(encoding="utf-8"))
        for path in (SOURCES / "kb").rglob("*.py")
        if path != SOURCES / "kb/check/rules/__init__.py"
    )


def _put_in_place(mutant: Mutant) -> frozenset[str]:
    """Import the mutant instead of its module, in this process; the names of the rules that it may have changed."""
    from kb.check import engine

    names = frozenset(engine.RULES)
    if _used_elsewhere(mutant.module):
        for module in [module for module in sys.modules if module.startswith("kb.check")]:
            del sys.modules[module]
        del sys.modules["kb"].check
    else:
        names = frozenset(name for name, rule in engine.RULES.items() if rule.run.__module__ == mutant.module)
        for name in names:
            del engine.RULES[name]
        del sys.modules[mutant.module]
    sys.meta_path.insert(0, _Instead(mutant))
    importlib.import_module(mutant.module)
    importlib.import_module("kb.check.run")
    return names


def _verdict(mutant: Mutant, fixtures: Iterable[Fixture]) -> int:
    """What the tests say of a mutant, in this process, which is not fit for anything else afterwards."""
    own = {found.replace("_", "-") for found in re.findall(r"^def (\w+)\(", mutant.source, re.M)}
    try:
        names = _put_in_place(mutant)
        if any(_fails(fixture, names) for fixture in sorted(fixtures, key=lambda fixture: fixture.rule not in own)):
            return BY_FIXTURE
    except Exception:
        return BY_FIXTURE
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS + 5))
    tests = [f"tests/{module}" for module in SPECIAL_OF.get(mutant.path, SPECIAL) if Path("tests", module).exists()]
    options = ["-x", "-q", "-p", "no:cacheprovider", "-k"]
    code = pytest.main([*options, LONG, *tests])
    if code == pytest.ExitCode.OK and mutant.path in LOOKED_AT_AGAIN:
        code = pytest.main([*options, " or ".join(ON_FIXTURES), *(f"tests/{module}" for module in REMEMBERED)])
    return SURVIVED if code == pytest.ExitCode.OK else BY_TEST


def judge(mutant: Mutant, fixtures: Sequence[Fixture]) -> int:
    """What the tests say of a mutant: a process is made for it and ends with it."""
    child = os.fork()
    if child == 0:
        resource.setrlimit(resource.RLIMIT_CPU, (FIXTURES_SECONDS, SECONDS + 5))
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        signal.alarm(SECONDS * 10)  # for one that waits for ever
        silent = os.open(os.devnull, os.O_RDWR)
        for stream in (0, 1, 2):
            os.dup2(silent, stream)
        try:
            os._exit(_verdict(mutant, fixtures))
        except BaseException:
            os._exit(BY_TEST)
    _pid, status = os.waitpid(child, 0)
    return os.WEXITSTATUS(status) if os.WIFEXITED(status) else TIMEOUT


def prepare() -> list[Fixture]:
    """The fixtures, read and checked once, so that what is worked out on the way is there for all mutants."""
    builtins.CosmicRayTestingException = type("CosmicRayTestingException", (Exception,), {})  # type: ignore[attr-defined]
    os.chdir(ROOT)
    import hypothesis  # noqa: F401
    import playwright.sync_api  # noqa: F401

    import kb.exports.write  # noqa: F401
    import tests.chromium
    import tests.exported  # noqa: F401

    fixtures = read_fixtures(Path(tempfile.mkdtemp(prefix="kb-mutants-")))
    every = frozenset(RULES)
    wrong = [fixture.name for fixture in fixtures if _fails(fixture, every)]
    assert wrong == [], f"not as expected before anything is changed: {wrong}"
    return fixtures
