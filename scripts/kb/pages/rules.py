"""The page on which every rule of `kb check` is explained: where a problem's message leads an editor."""

from __future__ import annotations

from markupsafe import Markup

from kb.check.engine import RULES, Rule
from kb.check.explained import explain
from kb.messages import translate_rule
from kb.pages.page import Page, block, html, join, with_code
from kb.pages.writer import Context, Writer

PATH = "rules/"


def rules_page(context: Context) -> Page:
    """Every rule under its name, which is its anchor: why it matters, bad, good, how to mend it."""
    import kb.check.rules  # noqa: F401  (registers the rules, of which one looks at all pages)

    writer = Writer(context, PATH)
    parts = [f"# {writer.label('rules')}", writer.label("rules_intro")]
    for name in sorted(RULES):
        parts += [f"## {name} {{#{name}}}", block(_rule(writer, RULES[name]))]
    return Page(PATH, writer.label("rules"), "\n\n".join(parts) + "\n")


def _rule(writer: Writer, rule: Rule) -> Markup:
    explanation = explain(rule)
    why = join([html("<p>{}</p>", with_code(translate_rule(text, writer.lang))) for text in explanation.why])
    fix = html("<p>{}</p>", with_code(translate_rule(explanation.fix, writer.lang)))
    return html(
        '<div class="kb-rule"><p class="kb-count">{}</p>{}<h3>{}</h3>{}<h3>{}</h3>{}<h3>{}</h3>{}</div>',
        writer.label(f"rule_{rule.severity}"),
        why,
        writer.label("rule_bad"),
        _example("bad", explanation.bad),
        writer.label("rule_good"),
        _example("good", explanation.good),
        writer.label("rule_fix"),
        fix,
    )


def _example(kind: str, text: str) -> Markup:
    """An example as it would stand in a file. Its line ends are written as a character's number: a block is one line."""
    lines = join([html("{}", line) for line in text.split("\n")], "&#10;")
    return html('<pre class="kb-{}"><code>{}</code></pre>', kind, lines)
