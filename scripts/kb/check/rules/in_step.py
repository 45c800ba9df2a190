"""The rule that tells when one language of a section went ahead of another."""

from __future__ import annotations

from collections.abc import Iterator

from kb.check.engine import Finding, _, document_rule
from kb.in_step import confirmation, standing_of
from kb.models.section import Section
from kb.read.document import Document


@document_rule("warning")
def out_of_step(document: Document) -> Iterator[Finding]:
    """One language of a section changed since somebody confirmed that all say the same, and another did not: its
    readers would be told what no longer holds.

    A section that nobody confirmed yet, or of which every language changed, is only counted on the status page.

    Bad:
        in_step: {es: b5a3c07d11, en: e2f0a94c6b}

        The Spanish text is now another one, the English text is not.
    Good:
        in_step: {es: c91d44e0a7, en: e2f0a94c6b}

        Somebody compared both texts and confirmed them with `kb sync`.
    Fix:
        Bring the other language up to date. If both say the same already, confirm it with `kb sync`, or write
        what the message gives under `in_step`.
    """
    message = _("the text in {language} changed since both were last confirmed, the text in {language_other} did not")
    hint = _("bring it up to date; if both say the same already, run “kb sync {id}” or write {line}")
    for entry in document.entries:
        if isinstance(entry, Section):
            standing = standing_of(entry)
            for behind in standing.behind:
                fingerprints = ", ".join(f"{lang}: {value}" for lang, value in confirmation(entry).items())
                args = {"language": standing.ahead[0], "language_other": behind, "id": entry.id}
                args["line"] = f"in_step: {{{fingerprints}}}"
                yield Finding(entry.bodies[behind].title_start, message, hint, args)
