"""The command line's own words in the user's language: those of argparse, which speaks to its user through gettext."""

from __future__ import annotations

import argparse
from collections.abc import Sequence

from kb.messages import LANGUAGES, _, catalogue, users_language

WORDS = (
    _("usage: "),
    _("positional arguments"),
    _("options"),
    _("show this help message and exit"),
    _("%(prog)s: error: %(message)s\n"),
    _("argument %(argument_name)s: %(message)s"),
    _("the following arguments are required: %s"),
    _("unrecognized arguments: %s"),
    _("invalid choice: %(value)r (choose from %(choices)s)"),
    _("invalid %(type)s value: %(value)r"),
    _("expected one argument"),
    _("expected at most one argument"),
    _("expected at least one argument"),
    _("expected %s argument"),
    _("expected %s arguments"),
    _("not allowed with argument %s"),
    _("ignored explicit argument %r"),
    _("ambiguous option: %(option)s could match %(matches)s"),
    _("one of the arguments %s is required"),
)
"""What argparse says, word for word as it stands in its source: where another version says it otherwise, it says it in
English."""


def language_asked_for(argv: Sequence[str]) -> str:
    """The language in which to speak before the arguments are read: `--lang` if it stands there, else the user's."""
    asked = users_language()
    for number, argument in enumerate(argv):
        name, sign, value = argument.partition("=")
        if name == "--":
            break
        if name == "--lang":
            value = value if sign else next(iter(argv[number + 1 :]), "")
            asked = value if value in LANGUAGES else asked
    return asked


def speak(lang: str) -> None:
    """Let argparse speak a language. It asks two functions of its module for every word, and offers no other way."""
    known = catalogue(lang)

    def one(text: str) -> str:
        return known.get(text, text)

    def one_or_many(single: str, plural: str, count: int) -> str:
        return one(single if count == 1 else plural)

    vars(argparse).update(_=one, ngettext=one_or_many)
