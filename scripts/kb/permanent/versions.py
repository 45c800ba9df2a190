"""`/id/RG-2.3/2026-12-01/`: the wording in force at each release, and how today's differs. Made from release files alone."""

from __future__ import annotations

from collections.abc import Iterator

from markupsafe import Markup

from kb.ledger.files import Fields
from kb.ledger.history import Wording
from kb.ledger.state import state_of
from kb.pages.page import html, join
from kb.permanent.difference import difference
from kb.permanent.plain import Plain
from kb.permanent.wording import Wordings

_AWAY = '<meta http-equiv="refresh" content="0;url=../{}/">'


def version_files(plain: Plain, wordings: Wordings, ident: str) -> Iterator[tuple[str, str]]:
    """A page for each release since an id was published: paths under the site's root, and the pages."""
    for day, wording in plain.history.in_force(ident):
        path = f"id/{ident}/{day}/"
        yield (
            path,
            _unchanged(plain, path, day, wording) if day != wording.day else _version(plain, wordings, path, wording),
        )


def _unchanged(plain: Plain, path: str, day: str, wording: Wording) -> str:
    """The page of a release that did not change a wording: it leads to the one that did."""
    ident = str(wording.fields["id"])
    text = join([html('<p lang="{}">{}</p>', lang, _since(plain, lang, wording.day)) for lang in plain.kb.languages])
    link = html('<p><a href="../{0}/">{0}</a></p>', wording.day)
    body = html("<h1>{}: {}</h1>{}{}", ident, day, text, link)
    return plain.page(path, f"{ident}: {day}", body, head=html(_AWAY, wording.day))


def _version(plain: Plain, wordings: Wordings, path: str, wording: Wording) -> str:
    ident, now = str(wording.fields["id"]), state_of(plain.kb, str(wording.fields["id"]))
    parts = [html("<h1>{}: {}</h1>", ident, wording.day), _others(plain, ident, wording.day)]
    parts += [
        html('<section lang="{}">{}</section>', lang, _in(plain, wordings, path, wording, now, lang))
        for lang in plain.kb.languages
    ]
    return plain.page(path, f"{ident}: {wording.day}", join(parts))


def _others(plain: Plain, ident: str, day: str) -> Markup:
    """The ways to today's wording, to citing, and to the other versions."""
    links = [
        html('<a href="../">{}</a>', plain.said("version_now")),
        html('<a href="../cite/">{}</a>', plain.said("cite")),
    ]
    links += [
        html('<a href="../{0}/">{0}</a>', other.day) for other in plain.history.wordings(ident) if other.day != day
    ]
    return html("<p>{}</p>", join(links, " · "))


def _in(plain: Plain, wordings: Wordings, path: str, wording: Wording, now: Fields, lang: str) -> Markup:
    kb, fields = plain.kb, wording.fields
    then = fields["text"].get(lang)
    if then is None:
        return html("<p>{}</p>", kb.label("not_in_this_language", lang))
    status = kb.vocabulary.label("statuses", str(fields.get("status", "")), lang)
    parts = [html("<h2>{}</h2>", fields["title"].get(lang, ""))]
    parts += [
        html('<p class="note">{} {}: {}.</p>', _since(plain, lang, wording.day), kb.label("status", lang), status)
    ]
    parts += [Markup(wordings.html(str(fields["id"]), lang, then, path))]  # noqa: S704  (made safe by kb.exports.text)
    parts += [html("<h3>{}</h3>", kb.label("version_difference", lang))]
    changed = _difference(fields, now, lang)
    legend = "version_legend" if changed else "version_same"
    return join([*parts, html('<p class="note">{}</p>', kb.label(legend, lang)), changed])


def _since(plain: Plain, lang: str, day: str) -> str:
    return plain.kb.label("version_since", lang, day=plain.writers[lang].day(day))


def _difference(then: Fields, now: Fields, lang: str) -> Markup:
    """What is different today: the title, what the text says of itself, the text."""
    pairs = [(then["title"].get(lang, ""), now["title"].get(lang, ""))]
    known = dict.fromkeys([*then.get("front", {}), *now.get("front", {})])
    pairs += [(_line(then, key), _line(now, key)) for key in known]
    pairs += [(then["text"].get(lang, ""), now.get("text", {}).get(lang, ""))]
    return join([difference(old, new) for old, new in pairs])


def _line(fields: Fields, key: str) -> str:
    """A line of what a text says of itself, as it stands in its file: `deadline: hours 24`."""
    value = fields.get("front", {}).get(key)
    if isinstance(value, dict):
        value = [f"{unit} {number}" for unit, number in value.items()]
    shown = ", ".join(map(str, value)) if isinstance(value, list) else value
    return "" if value is None else f"{key}: {shown}"
