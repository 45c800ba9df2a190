"""The numbers that decide what comes first, in one place: they are sent with the index, so that the browser uses the same.

They were chosen by trying, with the queries of tests/search/queries.yml; `make bench` prints what they achieve.
"""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Tuning:
    """What everything counts."""

    fields: dict[str, float] = field(
        default_factory=lambda: {
            "id": 2.0,
            "title": 4.0,
            "names": 5.94,
            "terms": 1.54,
            "about": 0.5,
            "text": 1.0,
            "other": 2.0,
        }
    )
    """Each field's weight. `other` holds the title in the other language, as far as it says anything more."""
    k1: float = 1.2
    """How soon more of the same word counts no more: lunr's own setting."""
    b: float = 0.51
    """How much a long text is held against it: lunr's own setting."""

    kinds: dict[str, float] = field(
        default_factory=lambda: {
            "chapter": 1.6,
            "institution": 0.54,
            "term": 1.15,
            "instrument": 0.9,
            "point": 0.52,
            "page": 1.04,
            "form": 1.3,
            "question": 1.3,
            "indicator": 0.77,
            "practice": 0.77,
            "toolkit": 0.77,
            "section": 1.15,
        }
    )
    """How much each kind is what people look for, everything else being equal; 1 where nothing is said."""
    cited: float = 0.2
    """How much it speaks for a text that others cite it."""
    own_words: dict[str, float] = field(default_factory=lambda: {"AD": 1.6})
    """How much more the publications that speak to adolescents and families are worth where people ask for themselves."""
    abroad: float = 0.71
    """How much a country's own text is worth where no country is named."""
    elsewhere: float = 0.4
    """How much another country's text is worth where one is named."""
    mentioned: float = 0.3
    """How much of an answer it is to mention the country named without belonging to it."""

    between: float = 0.8
    """The same of a text that belongs to another country that is named too: Mexican children in the United States."""

    candidates: int = 60
    """How many documents lunr scores, the most promising by all else: what stands below them counts without it."""
    score: float = 7.69
    """What lunr's score is worth at most."""
    name: float = 14.0
    """What it is worth to be called as a whole what was typed."""
    also: float = 0.4
    """How much a name that something is also called is worth beside its own."""
    ident: float = 20.0
    """What it is worth that the id was typed."""
    article: float = 2.0
    """How many times more an article, point or chapter is worth whose number was typed as such."""
    title: float = 3.0
    """What it is worth that the title says all of it and nothing more."""
    exponent: float = 3.2
    """How much it is held against a document that it answers only a part of the question."""
    share: float = 4.16
    """How much it is held against a name that it is only a part of the question."""
    least: float = 0.4
    """The share of the best answer's part that an answer must have to be shown."""

    unknown: float = 4.0
    """What a word tells that the index does not know: as much as a rare one."""
    rarity: float = 1.0
    """How much more a rare word tells than a common one: the power to which lunr's inverse document frequency is taken."""
    soft: float = 0.25
    """How much the words of whole questions count."""
    topic: float = 0.69
    """How much a word counts that stands in no title, no name and no term."""
    synonym: float = 0.57
    """How much another expression of the same meaning is worth beside the one that was typed."""
    meant: float = 0.84
    """How much the word of the texts is worth beside an everyday one, or one of the other language, that was typed."""
    alike: float = 0.21
    """How much another word of the same meaning is worth."""
    foreign: float = 0.78
    """How surely a word of the other language is what it most often stands for."""
    slip: float = 0.7
    """How surely a mistyped word is one that is like it."""
    begun: float = 0.8
    """How surely a word being typed is one that begins so."""
    tilde: float = 0.8
    """How surely `ñ` is meant where `n` was typed and that is a word of its own (`ano`)."""
    proper: float = 10.0
    """A word with `n` is none of its own if the one with `ñ` stands more than so many times as often."""
    number: float = 0.8
    """How much a short number counts as a word where it is somebody's telephone number."""
    country: float = 8.0
    """How much it counts, at least, that a country is named."""
    country_words: float = 0.18
    """How much the words of a country's name count beside others: what belongs to it is known without them."""


TUNING = Tuning()

SOFT = (
    "haces hacer hago hace haga hacemos debo debe deben debemos puedo puede pueden podemos necesito necesita quiero quiere"
    " quieren llamo llama llamar pasa pasar dice dicen dan doy tengo tener ver hay saber sabe se encuentro encontrar encuentra"
    " donde cuanto cuanta cuantos cuantas quien numero aqui ahora favor esta estoy usar uso tomar reviso"
    " need needs want wants get got give gives tell says say said find found happens happen go goes going make many much know"
    " there here keep keeps let put take takes use uses using see sees look run runs really soon long happened"
)
"""Words of whole questions, which tell little about what is asked for; folded."""
MARKERS = (
    "art arts articulo articulos article articles parrafo parrafos paragraph paragraphs par punto puntos point points numeral"
    " inciso seccion section capitulo chapter paso step objetivo objective"
)
"""Words after which a number is that of an article, a point or a chapter; folded."""
PERSONAL = "me mi mis conmigo yo my mine myself"
"""Words of those who ask for themselves or their own; folded."""
