"""How languages write numbers, units of time and “at once” in words. A further language is a further entry here."""

from __future__ import annotations

import re
from dataclasses import dataclass


@dataclass(frozen=True)
class Words:
    """One language's words. `units` finds a unit of time with the space or hyphen before it and, as `working`, the word
    that makes days working days."""

    numbers: dict[str, int]
    others: dict[str, int]
    """Ordinals and months, for which the other language may have a digit. What has a capital counts only with it."""
    units: re.Pattern[str]
    unit_stems: dict[str, str]
    at_once: re.Pattern[str]

    def may_have_units(self, text: str) -> bool:
        """A quick look whether a unit stands in a text at all: most texts have none."""
        flat = text.replace("\n", " ").replace("\u00a0", " ").replace("-", " ")
        return any(f" {stem}" in flat for stem in self.unit_stems)

    def unit(self, written: str) -> str:
        """The unit that a word such as `horas` stands for, named as in a section's `deadline`."""
        low = written.lower()
        return next(unit for stem, unit in self.unit_stems.items() if low.startswith(stem))


def _counted(words: str, start: int = 1) -> dict[str, int]:
    """Words in the order of counting; `/` parts several forms of one number."""
    return {form: number for number, forms in enumerate(words.split(), start=start) for form in forms.split("/")}


def _compounds(tens: str, units: dict[str, int], joint: str, start: int) -> dict[str, int]:
    """`treinta y uno` … `noventa y nueve`."""
    found = {}
    for number, ten in enumerate(tens.split(), start=start):
        found[ten] = number * 10
        found |= {f"{ten}{joint}{unit}": number * 10 + value for unit, value in units.items()}
    return found


_ES_UNITS = _counted("un/una/uno dos tres cuatro cinco seis siete ocho nueve")
_EN_UNITS = _counted("one/a/an two three four five six seven eight nine")
_ES = _ES_UNITS | _counted(
    "diez once doce trece catorce quince dieciséis diecisiete dieciocho diecinueve veinte"
    " veintiuno/veintiún/veintiuna veintidós veintitrés veinticuatro veinticinco veintiséis veintisiete veintiocho"
    " veintinueve",
    10,
)
_EN = _EN_UNITS | _counted("ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen", 10)
_ES_TENS = _compounds("treinta cuarenta cincuenta sesenta setenta ochenta noventa", _ES_UNITS, " y ", 3)
_EN_TENS = _compounds("twenty thirty forty fifty sixty seventy eighty ninety", _EN_UNITS, "-", 2)

LANGUAGES: dict[str, Words] = {
    "es": Words(
        numbers=_ES | _ES_TENS | {"cien": 100, "siguiente": 1, "próximo": 1},
        others=_counted(
            "primer/primera/primero segunda/segundo tercer/tercera/tercero cuarta/cuarto quinta/quinto sexta/sexto"
            " séptima/séptimo octava/octavo novena/noveno décima/décimo"
        )
        | _counted(
            "enero febrero marzo abril mayo junio julio agosto septiembre/setiembre octubre noviembre diciembre"
        ),
        units=re.compile(
            r"[\s-](?P<unit>minutos?|horas?|d[ií]as?|semanas?|mes(?:es)?|años?)\b"
            r"(?P<working>\s{1,3}(?:h[aá]bil(?:es)?|laborables?)\b)?"
        ),
        unit_stems={
            "minuto": "minutes", "hora": "hours", "dia": "days", "día": "days", "semana": "weeks", "mes": "months",
            "año": "years",
        },
        at_once=re.compile(
            r"\b(?:inmediat(?:o|a|os|as|amente)|al instante|en el acto|en ese momento|en seguida|enseguida"
            r"|sin (?:demora|dilación|esperar))\b",
            re.I,
        ),
    ),
    "en": Words(
        numbers=_EN | _EN_TENS | {"hundred": 100, "next": 1},
        others=_counted("first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth")
        | _counted("January February March April May June July August September October November December"),
        units=re.compile(
            r"[\s-](?:(?:full|calendar|consecutive)[\s-]{1,3})?(?P<working>(?:working|business)[\s-]{1,3})?"
            r"(?P<unit>minutes?|hours?|days?|weeks?|months?|years?)\b"
        ),
        unit_stems={
            "minute": "minutes", "hour": "hours", "day": "days", "week": "weeks", "month": "months", "year": "years",
        },
        at_once=re.compile(
            r"\b(?:at once|immediately|immediate|instantly|right away|straight away|forthwith|without (?:delay|waiting)"
            r"|there and then|on the spot)\b",
            re.I,
        ),
    ),
}  # fmt: skip

_ROMAN = ((50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))


def roman(number: int) -> str:
    """A number up to a hundred in Roman numerals."""
    text = ""
    for value, sign in ((100, "C"), (90, "XC"), *_ROMAN):
        text += sign * (number // value)
        number %= value
    return text
