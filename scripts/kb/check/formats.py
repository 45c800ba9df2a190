"""Problems as text for people and as data for programs."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable

from kb.check.engine import Problem
from kb.messages import language_name, translate


def _(text: str) -> str:
    """Marks a text for the catalogues."""
    return text


SEVERITIES = {"error": _("error"), "warning": _("warning")}


def _message(problem: Problem, lang: str) -> tuple[str, str]:
    values: dict[str, object] = {
        name: language_name(value, lang) if name.startswith("language") else value for name, value in problem.args
    }
    return translate(problem.message, lang, **values), translate(problem.hint, lang, **values)


def as_text(problems: Iterable[Problem], lang: str) -> str:
    """One line a problem: `path:line:column: error [rule] what is wrong; what to do`."""
    lines = []
    for problem in problems:
        message, hint = _message(problem, lang)
        severity = translate(SEVERITIES[problem.severity], lang)
        lines.append(f"{problem.path}:{problem.line}:{problem.column}: {severity} [{problem.rule}] {message}; {hint}\n")
    return "".join(lines)


def as_json(problems: Iterable[Problem], lang: str) -> str:
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


FORMATS: dict[str, Callable[[Iterable[Problem], str], str]] = {"text": as_text, "json": as_json}
