"""One thing that search can find."""

from __future__ import annotations

from dataclasses import dataclass, field

from kb.search.plain import Part


@dataclass(frozen=True)
class Document:
    """One thing that search can find, in one language."""

    id: str
    kind: str
    title: str
    path: str
    """The page's path under the language's root."""
    anchor: str
    other: str = ""
    """Its title in the other language."""
    aliases: tuple[str, ...] = ()
    """What it is called as a whole: whoever types just this wants it."""
    also: tuple[str, ...] = ()
    """What else it is called as a whole, though something else may be meant."""
    names: tuple[str, ...] = ()
    """Names and acronyms, also of what it belongs to."""
    terms: tuple[str, ...] = ()
    """Synonyms, and the words of its facets."""
    about: tuple[str, ...] = ()
    """The titles of the chapter and the publication that it stands in."""
    keys: tuple[str, ...] = ()
    """The number of the article or chapter that it is, and those that it belongs to."""
    numbers: tuple[str, ...] = ()
    """Telephone numbers, digits only, as they are printed and as they are dialled."""
    phones: tuple[tuple[str, str], ...] = ()
    """The numbers that can be dialled: as printed, and as they are dialled."""
    parts: tuple[Part, ...] = ()
    facets: dict[str, tuple[str, ...]] = field(default_factory=dict)
    lang: str = ""
    """The language of its title, where it is not the reader's."""
    cited: int = 0
    """How many sections and terms cite it."""
