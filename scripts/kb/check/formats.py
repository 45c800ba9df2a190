"""Problems as text for people and as data for programs."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Protocol
from urllib.parse import quote

from kb.check.problem import Problem
from kb.messages import _, language_name, translate

SEVERITIES = {"error": _("error"), "warning": _("warning")}


def _message(problem: Problem, lang: str) -> tuple[str, str]:
    values: dict[str, object] = {
        name: language_name(value, lang) if name.startswith("language") else value for name, value in problem.args
    }
    return translate(problem.message, lang, **values), translate(problem.hint, lang, **values)


def as_text(problems: Iterable[Problem], lang: str, rules: str = "") -> str:
    """One line a problem: `path:line:column: error [rule] what is wrong; what to do`."""
    lines = []
    for problem in problems:
        message, hint = _message(problem, lang)
        severity = translate(SEVERITIES[problem.severity], lang)
        lines.append(f"{problem.path}:{problem.line}:{problem.column}: {severity} [{problem.rule}] {message}; {hint}\n")
    return "".join(lines)


def as_json(problems: Iterable[Problem], lang: str, rules: str = "") -> str:
    """One array of objects; `[]` when there is nothing to say."""
    items = []
    for problem in problems:
        message, hint = _message(problem, lang)
        items.append(
            {
                "rule": problem.rule,
                "severity": problem.severity,
                "path": problem.path,
                "line": problem.line,
                "column": problem.column,
                "message": message,
                "hint": hint,
            }
        )
    return json.dumps(items, ensure_ascii=False, indent=1) + "\n" if items else "[]\n"


def _escaped(text: str) -> str:
    """What a workflow command's text must not hold. Source: GitHub Actions, workflow commands."""
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _escaped_value(text: str) -> str:
    """What one of its values must not hold."""
    return _escaped(text).replace(":", "%3A").replace(",", "%2C")


def as_github(problems: Iterable[Problem], lang: str, rules: str = "") -> str:
    """Workflow commands that annotate the lines of a pull request. Titles name the rule, and where it is explained."""
    lines = []
    for problem in problems:
        message, hint = _message(problem, lang)
        place = f"file={_escaped_value(problem.path)},line={problem.line},col={problem.column}"
        about = f"{problem.rule}: {rules}#{problem.rule}" if rules else problem.rule
        title = _escaped_value(about)
        lines.append(f"::{problem.severity} {place},title={title}::{_escaped(f'{message}; {hint}')}\n")
    return "".join(lines)


def as_sarif(problems: Iterable[Problem], lang: str, rules: str = "") -> str:
    """One SARIF 2.1.0 log. Source: OASIS, Static Analysis Results Interchange Format 2.1.0; what a log should tell beyond
    that, Microsoft's validator says (Sarif.Multitool). Where no site is configured there is no page to lead to."""
    from importlib.metadata import version  # takes longer than to tell a problem

    found = list(problems)
    results = []
    for problem in found:
        message, hint = _message(problem, lang)
        region = {"startLine": problem.line, "startColumn": problem.column}
        place = {"artifactLocation": {"uri": quote(problem.path)}, "region": region}
        results.append(
            {
                "ruleId": problem.rule,
                "level": problem.severity,
                "message": {"text": f"{message}; {hint}"},
                "locations": [{"physicalLocation": place}],
            }
        )
    names = sorted({problem.rule for problem in found})
    told = [{"id": name, **({"helpUri": f"{rules}#{name}"} if rules else {})} for name in names]
    driver = {
        "name": "kb check",
        "version": version("kb"),
        **({"informationUri": rules} if rules else {}),
        "rules": told,
    }
    run = {"tool": {"driver": driver}, "language": lang, "columnKind": "unicodeCodePoints", "results": results}
    log = {"$schema": "https://json.schemastore.org/sarif-2.1.0.json", "version": "2.1.0", "runs": [run]}
    return json.dumps(log, ensure_ascii=False, indent=1) + "\n"


class Format(Protocol):
    """Takes the problems, the language, and the address of the page that explains the rules, if it is known."""

    def __call__(self, problems: Iterable[Problem], lang: str, rules: str = "", /) -> str: ...


FORMATS: dict[str, Format] = {
    "text": as_text,
    "json": as_json,
    "github": as_github,
    "sarif": as_sarif,
}
"""By name."""
