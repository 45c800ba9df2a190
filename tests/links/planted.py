"""A generated site in two languages, into which faults and look-alikes are planted, a page each."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from tests.links.catalogue import ALIKE, FAULTS, SITE, Planted

WORDS = "protección niñez migrante derecho escucha familia frontera acogida tutela plazo interés superior"
_DECOMPOSED = "doc/sen\u0303al.pdf"
_FILES = (
    "assets/site.css", "assets/site.js", "assets/icon.svg", "assets/picture.png", "assets/picture,wide.png", "assets/film.mp4",
    "assets/font.woff2", "doc/guide.pdf", "doc/niñez.pdf", _DECOMPOSED, "doc/two words.pdf", "doc/c#.pdf", "doc/a+b.pdf",
    "doc/100%.pdf", "doc/data.json",
)  # fmt: skip
_PAGE = """<!doctype html>
<html lang="{lang}">
<head>
<meta charset="utf-8">
<title>{title}</title>
{head}
<link rel="stylesheet" href="{root}assets/site.css">
<link rel="icon" href="{root}assets/icon.svg">
<script src="{root}assets/site.js" defer></script>
</head>
<body>
<nav><ul>
{nav}
</ul></nav>
<main>
<h1 id="title">{title}</h1>
{body}
</main>
</body>
</html>
"""


def plant(root: Path, pages: int, faults: Iterable[Planted] = FAULTS, alike: Iterable[Planted] = ALIKE) -> None:
    """Write a site of so many HTML pages (more if the planted ones alone are more)."""
    planted = [("f", one) for one in faults] + [("a", one) for one in alike]
    for path in _FILES:
        _write(root, path, "")
    _write(root, "assets/sprite.svg", '<svg xmlns="http://www.w3.org/2000/svg"><symbol id="arrow"/></svg>')
    _write(
        root, "old/index.html", '<!doctype html><title>x</title><meta http-equiv="refresh" content="0; url=../about/">'
    )
    for _folder, one in planted:
        for path, text in one.files.items():
            _write(root, path, text)
    extra = sum(path.endswith(".html") for _folder, one in planted for path in one.files)
    fillers = max(2, (pages - len(planted) - extra - 4) // 2)
    for number in range(fillers):
        _filler(root, number, fillers)
    body = '<p id="history">x</p><p id="año">x</p><a name="old"></a>'
    _write(root, "about/index.html", _page("about/", "es", "about", _canonical("about/"), body, fillers))
    for folder, one in planted:
        path = f"{folder}/{one.name}/"
        canonical = _canonical(path) if one.canonical is None else _link(one.canonical)
        _write(root, f"{path}index.html", _page(path, "es", one.name, canonical + one.head, one.body, 0))
    everything = [
        *(f"p/{n}/" for n in range(fillers)),
        *(f"{folder}/{one.name}/" for folder, one in planted if "refresh" not in one.head),
    ]
    body = "\n".join(f'<a href="{path}">{path}</a>' for path in everything)
    for lang, prefix in (("es", ""), ("en", "en/")):
        whole = body if not prefix else ""
        _write(root, f"{prefix}index.html", _page(prefix, lang, "home", _head(prefix, ""), whole, fillers))


def _filler(root: Path, number: int, count: int) -> None:
    """A page as sites are full of, in both languages, with sections and links to other pages' sections."""
    path = f"p/{number}/"
    for lang, prefix in (("es", ""), ("en", "en/")):
        sections = "\n".join(
            f'<h2 id="s-{n}">{WORDS[: 50 + n]}</h2>\n<p>{WORDS * 12} '
            f'<a href="../{(number + n) % count}/#s-{n}">{n}</a> <a href="#s-{(n + 3) % 12}">{n}</a></p>'
            for n in range(12)
        )
        _write(
            root,
            f"{prefix}{path}index.html",
            _page(prefix + path, lang, path, _head(prefix + path, path), sections, count),
        )


def _page(path: str, lang: str, title: str, head: str, body: str, nav: int) -> str:
    root = "/" if "<base" in head else "../" * path.count("/")
    here = root if lang == "es" else f"{root}en/"
    links = "\n".join(f'<li><a href="{here}p/{n}/">{n}</a></li>' for n in range(min(nav, 60)))
    return _PAGE.format(lang=lang, title=title, head=head, root=root or "./", nav=links, body=body)


def _link(address: str) -> str:
    return f'<link rel="canonical" href="{address}">' if address else ""


def _canonical(path: str) -> str:
    return _link(SITE + path)


def _head(here: str, path: str) -> str:
    """The head of a page that stands in both languages."""
    addresses = {"es": SITE + path, "en": f"{SITE}en/{path}", "x-default": SITE + path}
    return _canonical(here) + "".join(
        f'<link rel="alternate" hreflang="{code}" href="{address}">' for code, address in addresses.items()
    )


def _write(root: Path, path: str, text: str) -> None:
    target = root / path
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(text, encoding="utf-8")
