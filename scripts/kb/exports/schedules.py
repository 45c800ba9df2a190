"""Opening hours as times by day, for the formats that want them so.

Source: OpenStreetMap opening_hours, of which the directory uses the plain part: days, times, `24/7`, `off`; a later
rule replaces an earlier one on its days. What is more than that is told in words only.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

DAYS = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")
_DAY = "(?:Mo|Tu|We|Th|Fr|Sa|Su)"
_RULE = re.compile(rf"(?:({_DAY}(?:-{_DAY})?(?:,{_DAY}(?:-{_DAY})?)*) ?)?((?:[0-9:,-]+)|off)")
_TIMES = re.compile(r"([0-2][0-9]:[0-5][0-9])-([0-2][0-9]:[0-5][0-9])")
_HOLIDAYS = re.compile(r"PH (?:off|[0-9:,-]+)")

UTC_OFFSETS = {"BZ": -6, "CR": -6, "DO": -4, "GT": -6, "HN": -6, "NI": -6, "PA": -5, "SV": -6}
"""Hours from UTC in the member countries that keep one time all year. Source: IANA time zone database, 2026."""


@dataclass(frozen=True)
class Slot:
    """The days on which something is open from one time to another."""

    days: tuple[str, ...]
    opens: str
    closes: str


def slots(rule: str) -> list[Slot]:
    """`Mo-Fr 08:00-17:00; Sa 08:00-12:00` as times by day; nothing if the rule says more than days and times."""
    if rule == "24/7":
        return [Slot(DAYS, "00:00", "23:59")]
    by_day: dict[str, tuple[tuple[str, str], ...]] = {}
    for part in (part.strip() for part in rule.split(";")):
        if _HOLIDAYS.fullmatch(part):
            continue
        match = _RULE.fullmatch(part)
        times = _times(match.group(2)) if match else None
        if match is None or times is None:
            return []
        by_day.update(dict.fromkeys(_days(match.group(1)), times))
    return _together(by_day)


def _days(text: str | None) -> list[str]:
    """`Mo-We,Fr` as days; every day if there is none."""
    found: list[str] = []
    for part in text.split(",") if text else ["Mo-Su"]:
        first, _, last = part.partition("-")
        begin, end = DAYS.index(first), DAYS.index(last or first)
        found += [DAYS[day % 7] for day in range(begin, (end if end >= begin else end + 7) + 1)]
    return found


def _times(text: str) -> tuple[tuple[str, str], ...] | None:
    """`08:00-12:00,13:00-17:00` as pairs; none on days off; None if it is anything else."""
    if text == "off":
        return ()
    matches = [_TIMES.fullmatch(part) for part in text.split(",")]
    found = tuple((match.group(1), match.group(2).replace("24:00", "23:59")) for match in matches if match)
    return found if len(found) == len(matches) else None


def _together(by_day: dict[str, tuple[tuple[str, str], ...]]) -> list[Slot]:
    """Days with the same times, in the order of the week."""
    days_of: dict[tuple[str, str], list[str]] = {}
    for day in DAYS:
        for times in by_day.get(day, ()):
            days_of.setdefault(times, []).append(day)
    return [Slot(tuple(days), *times) for times, days in days_of.items()]
