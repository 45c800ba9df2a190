"""Names in another language than the page's say in which: unit by unit here, on the whole built site in `browser/`."""

from __future__ import annotations

from kb.base import KnowledgeBase
from kb.models.institution import Institution, InstitutionRecord
from kb.models.records import Instrument, LibraryRecord
from kb.pages.names import Names


def institution(ident: str, names: dict[str, str], official_in: str | None = None) -> Institution:
    record = InstitutionRecord.model_validate(
        {
            "id": ident,
            "name": names,
            "official_in": official_in,
            "kind": "refugee-authority",
            "role": {"es": "Hace.", "en": "Does."},
            "services": ["asylum"],
            "coverage": {"areas": ["MX"], "text": {"es": "Todo", "en": "All"}},
            "confidence": "high",
            "sources": ["src-mx-page"],
        }
    )
    return Institution(record, f"directory/mx/{ident}.yml")


def instrument(ident: str, kind: str, title: dict[str, str], language: str | None = None) -> Instrument:
    record = LibraryRecord.model_validate({"id": ident, "kind": kind, "title": title, "language": language})
    return Instrument(record, "guidelines/library/mx.yml")


FOREIGN = institution("mx-sre", {"official": "Secretaría de Relaciones Exteriores", "en": "Foreign Ministry"}, "es")
QUOTED = institution("gt-popnoj", {"official": "Asociación Pop No'j & Cía"}, "es")
BRANDS = institution("ca-khp", {"official": "Kids Help Phone / Jeunesse, J'écoute", "en": "Kids Help Phone"})
WITHIN = institution("hn-casa", {"official": "Casa Alianza", "en": "Casa Alianza (Covenant House)"}, "es")
EXPLAINED = institution(
    "us-kind", {"official": "Kids in Need of Defense", "es": "Kids in Need of Defense (KIND)"}, "en"
)
ACRONYMS = institution("gt-conare", {"official": "Comisión / Departamento", "es": "CONARE / DRER"}, "es")
LAW = instrument("MXLM", "law", {"es": "Ley de Migración", "en": "Migration Act"}, "es")
OPINION = instrument("OPL", "law", {"es": "Dictamen", "en": "Opinion on the Ley de Migración"}, "es")
SHORT = instrument("src-mx-page", "page", {"es": "Costa Rica"}, "es")
LONG = instrument("src-mx-long", "page", {"es": "Informe sobre la niñez migrante"}, "es")
NAMES = Names(
    KnowledgeBase.of(
        [FOREIGN, QUOTED, BRANDS, WITHIN, EXPLAINED, ACRONYMS, LAW, OPINION, SHORT, LONG], languages=("es", "en")
    )
)
BROKEN = "Ley\nde Migración"
SPANISH = '<span lang="es">{}</span>'


def english(html: str) -> str:
    return NAMES.marked(html, "en")


def test_an_official_name_says_its_language_in_a_text_of_another() -> None:
    name = "Secretaría de Relaciones Exteriores"
    assert english(f"<p>Ask the {name}.</p>") == f"<p>Ask the {SPANISH.format(name)}.</p>"
    assert NAMES.marked(f"<p>Pida a la {name}.</p>", "es") == f"<p>Pida a la {name}.</p>"


def test_titles_of_instruments_and_long_titles_of_pages_say_it_too() -> None:
    assert english("<li>Ley de Migración</li>") == f"<li>{SPANISH.format('Ley de Migración')}</li>"
    assert english("<b>Informe sobre la niñez migrante</b>") != "<b>Informe sobre la niñez migrante</b>"
    assert NAMES.marked("<i>Migration Act</i>", "es") == '<i><span lang="en">Migration Act</span></i>'


def test_a_name_may_break_over_lines_and_hold_characters_that_html_escapes() -> None:
    assert english("<p>Ley\nde Migración</p>") == f"<p>{SPANISH.format(BROKEN)}</p>"
    for written in (
        "Asociación Pop No'j &amp; Cía",
        "Asociación Pop No&#39;j &amp; Cía",
        "Asociación Pop No&#x27;j &amp; Cía",
    ):
        assert english(f"<p>{written}</p>") == f"<p>{SPANISH.format(written)}</p>"


def test_only_whole_names_count() -> None:
    for text in ("<p>Ley de Migraciónes</p>", "<p>ley de Migración</p>", "<p>Ley de</p>", "<p>XLey de Migración</p>"):
        assert english(text) == text


def test_what_belongs_to_a_name_in_the_texts_own_language_is_not_foreign() -> None:
    assert english("<p>Opinion on the Ley de Migración</p>") == "<p>Opinion on the Ley de Migración</p>"


def test_an_official_name_with_an_explanation_is_foreign_but_for_the_explanation() -> None:
    shown = SPANISH.format("Casa Alianza")
    assert english("<p>Casa Alianza (Covenant House)</p>") == f"<p>{shown} (Covenant House)</p>"


def test_where_no_language_is_known_or_a_title_is_too_short_nothing_is_claimed() -> None:
    kept = "Kids Help Phone / Jeunesse, J'écoute", "Costa Rica", "CONARE / DRER", "Kids in Need of Defense (KIND)"
    for text in kept:
        assert english(text) == text


def test_a_text_that_is_marked_already_stays_and_counts_by_its_own_language() -> None:
    marked = '<a lang="es" href="#">Ley de Migración</a>'
    assert english(marked) == marked
    spanish = '<div lang="es"><p>Ley de Migración, Migration Act<br></p></div><p>Migration Act</p>'
    assert english(spanish) == spanish.replace("Migration Act<br>", '<span lang="en">Migration Act</span><br>')


def test_a_language_holds_to_the_end_of_its_element_whatever_stands_within() -> None:
    within = '<div lang="es"><div>x</div><p>Ley de Migración</p></div>'
    after = "<p>Ley de Migración</p>"
    assert english(within + after) == within + f"<p>{SPANISH.format('Ley de Migración')}</p>"
    never_closed = '<p lang="es">Ley de Migración'
    assert english(never_closed) == never_closed
    code = '<pre lang="es"><code lang="en">Ley de Migración</code> Ley de Migración</pre>'
    assert english(code) == code


def test_of_names_that_begin_alike_the_longest_counts() -> None:
    text = "<b>Opinion on the Ley de Migración</b>, <b>Ley de Migración</b>"
    spanish = text.replace("Opinion on the Ley de Migración", '<span lang="en">Opinion on the Ley de Migración</span>')
    assert NAMES.marked(text, "es") == spanish


def test_attributes_scripts_titles_and_code_stay_as_they_are() -> None:
    for kept in (
        '<a title="Ley de Migración > x" href="#">x</a>',
        "<title>Ley de Migración</title>",
        '<script>var x = "Ley de Migración"</script>',
        "<option>Ley de Migración</option>",
        "<pre><code>Ley de Migración</code></pre>",
        "<!-- Ley de Migración -->",
    ):
        assert english(kept) == kept
    assert english("<svg/><p>Ley de Migración</p>") == f"<svg/><p>{SPANISH.format('Ley de Migración')}</p>"


def test_a_reader_is_shown_the_official_name_with_its_language_where_there_is_none_in_theirs() -> None:
    assert (FOREIGN.spoken_in("es"), FOREIGN.spoken_in("en")) == ("", "")
    assert (QUOTED.spoken_in("es"), QUOTED.spoken_in("en")) == ("", "es")
    assert BRANDS.spoken_in("es") == ""
