"""Pull requests that mean harm: what each puts into a knowledge base, and the rules that must refuse it.

And how to ask `kb` about a tree that nobody vouches for, with a ceiling on time and memory.
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

SECTION = "guidelines/regional/1-principles/RG-1.2.md"
RECORD = "directory/mx/otra.yml"
PAGE = "docs/es/otra.md"
LIBRARY = "guidelines/library/otra.yml"
TOOLKITS = "guidelines/toolkits/otros.yml"
SECONDS = 180
"""A ceiling against hanging, not a measure: under coverage on a busy machine everything is slow."""
MEMORY = 200_000_000
"""Bytes that a check of a hostile tree may need."""
ADDRESS_SPACE = 2_000_000_000
"""Bytes of addresses beyond which a check that runs away is ended."""
MANY = 50_000
"""So many of a thing that work which grows with the square of its number would not end before the ceiling."""

_MEASURE = """
import json, re, sys, time
from kb.cli import main
code = main(sys.argv[1:])
peak = re.search(r"VmHWM:\\s+([0-9]+) kB", open("/proc/self/status").read())
print(json.dumps([code, int(peak[1]) * 1024, time.process_time()]))
"""


@dataclass(frozen=True)
class Answer:
    """What a command of `kb` said, and what it cost."""

    code: int
    said: str
    errors: str
    memory: int
    seconds: float
    """Of processor time, with the start of Python: what the clock shows depends on what else the machine does."""

    @property
    def rules(self) -> frozenset[str]:
        """The rules that a check, asked for JSON, has told of."""
        return frozenset(problem["rule"] for problem in json.loads(self.said))


def measure(*command: str) -> Answer:
    """Run `kb` in a process of its own; memory in bytes, as Linux tells its highest mark."""
    done = subprocess.run(
        [sys.executable, "-c", _MEASURE, *command],
        capture_output=True, text=True, encoding="utf-8", timeout=SECONDS, check=False,
    )  # fmt: skip
    said, _newline, measured = done.stdout.rstrip("\n").rpartition("\n")
    code, memory, seconds = json.loads(measured)
    return Answer(code, said, done.stderr, memory, seconds)


def ask(root: Path) -> Answer:
    """Check a tree."""
    return measure("check", "--root", str(root), "--format", "json", "--lang", "en")


def rules_found(root: Path) -> set[str]:
    """The rules that `kb check` names. Fails if it crashes, takes too long or needs too much memory."""

    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_AS, (ADDRESS_SPACE, ADDRESS_SPACE))

    done = subprocess.run(
        [sys.executable, "-m", "kb", "check", "--root", str(root), "--format", "json"],
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=SECONDS,
        preexec_fn=limit,
    )
    assert done.stderr == ""
    assert done.returncode in (0, 1)
    found: list[dict[str, str]] = json.loads(done.stdout)
    return {item["rule"] for item in found}


def bring(root: Path, table: Path) -> Answer:
    """Import a country's table into a tree."""
    return measure("import", str(table), "--country", "MX", "--write", "--root", str(root), "--lang", "en")


def section(body: str, front: str = "basis: [CRC-3]") -> str:
    return (
        f"---\nid: RG-1.2\nstatus: proposed\n{front}\n---\n\n"
        f"# Un título {{lang=es}}\n\nTexto.\n\n{body}\n\n# A title {{lang=en}}\n\nText.\n"
    )


def write(root: Path, path: str, content: str | bytes) -> None:
    (root / path).parent.mkdir(parents=True, exist_ok=True)
    (root / path).write_bytes(content.encode() if isinstance(content, str) else content)


def _put(path: str, text: str) -> Callable[[Path], None]:
    return lambda root: write(root, path, text)


def _institution(change: Callable[[str], str]) -> Callable[[Path], None]:
    def put(root: Path) -> None:
        text = (root / "directory/mx/dif.yml").read_text(encoding="utf-8").replace("mx-dif", "mx-otra")
        _put(RECORD, change(text))(root)

    return put


def _settings(line: str) -> Callable[[Path], None]:
    def put(root: Path) -> None:
        path = root / "mkdocs.yml"
        path.write_text(path.read_text(encoding="utf-8") + line, encoding="utf-8")

    return put


def _link(path: str, target: str) -> Callable[[Path], None]:
    def put(root: Path) -> None:
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).symlink_to(target)

    return put


SCRIPTS = {
    "plain": "javascript:alert(1)", "capitals": "JaVaScRiPt:alert(1)", "entity": "&#106;avascript:alert(1)",
    "percent": "java%73cript:alert(1)", "data": "data:text/html;base64,PHNjcmlwdD4=", "vbscript": "vbscript:x",
}  # fmt: skip
_SOURCE = "- id: src-x\n  kind: page\n  title: {es: Uno}\n  publisher: X\n  "
_KIT = (
    "- id: toolkit-x\n  status: proposed\n  title: {es: Uno}\n  publisher: X\n  languages: [es]\n  kind: course\n"
    "  audience: [migration]\n  subject: [training]\n  text: {es: Uno., en: One.}\n  "
)
_SVG = '<svg xmlns="http://www.w3.org/2000/svg">%s</svg>'

REQUESTS: dict[str, tuple[Callable[[Path], None], str]] = {
    "a section that is a link out of the tree": (_link(SECTION, "/etc/passwd"), "symlink"),
    "a picture that is a link out of the tree": (_link("docs/assets/a.png", "/etc/passwd"), "symlink"),
    "a folder that is a link to the whole disk": (_link("docs/assets", "/"), "symlink"),
    "an alias bomb": (
        _put(
            RECORD,
            "a: &a [x, x]\n"
            + "".join(f"{c}: &{c} [*{p}, *{p}]\n" for p, c in zip("abcdefgh", "bcdefghi", strict=True)),
        ),
        "yaml-feature",
    ),
    "a command in a record": (_put(RECORD, "id: !!python/object/apply:os.system [id]\n"), "yaml-feature"),
    "a command in front matter": (_put(SECTION, section("", "basis: !!python/name:os.system x")), "yaml-feature"),
    "a command in the settings": (_settings("copyright: !!python/object/apply:os.system [id]\n"), "yaml-feature"),
    "a secret of the machine in the settings": (_settings("copyright: !ENV SECRET\n"), "yaml-feature"),
    "an include": (_put(SECTION, section('--8<-- "../../../../etc/passwd"')), "template-syntax"),
    "an include in a page": (_put(PAGE, '--8<-- "/etc/passwd"\n'), "template-syntax"),
    "a template": (_put(PAGE, "{% include '../../../etc/passwd' %}\n"), "template-syntax"),
    "a link up and out": (_put(PAGE, "[a](../../../../../etc/passwd)\n"), "link-out-of-tree"),
    "a picture from up and out": (_put(PAGE, "![a](../../../../../etc/passwd)\n"), "link-out-of-tree"),
    "a script in a section": (_put(SECTION, section("<script>alert(1)</script>")), "raw-html"),
    "a handler in a page": (_put(PAGE, "<img src=x onerror=alert(1)>\n"), "raw-html"),
    "a frame in a record": (_institution(lambda t: t.replace("Protects children.", "'<iframe src=x>'")), "raw-html"),
    "a handler in an attribute list": (_put(SECTION, section("**a**{: onclick=x }")), "attribute-list"),
    "a page of its own": (_put("docs/assets/a.html", "<script>alert(1)</script>"), "unsafe-file"),
    "a script of its own": (_put("docs/assets/a.js", "alert(1)"), "unsafe-file"),
    "a web page beside the Spanish ones": (_put("docs/es/a.htm", "<script>alert(1)</script>"), "unsafe-file"),
    "a drawing with a script": (_put("docs/assets/a.svg", _SVG % "<script>alert(1)</script>"), "unsafe-file"),
    "a drawing with a handler": (_put("docs/assets/a.svg", _SVG % '<g onload="alert(1)"/>'), "unsafe-file"),
    "a drawing with a link to a script": (
        _put("docs/assets/a.svg", _SVG % '<a href="javascript:alert(1)"><text>x</text></a>'),
        "unsafe-file",
    ),
    "a drawing with a page in it": (_put("docs/assets/a.svg", _SVG % "<foreignObject/>"), "unsafe-file"),
    "a drawing that changes itself": (
        _put("docs/assets/a.svg", _SVG % '<set attributeName="href" to="javascript:x"/>'),
        "unsafe-file",
    ),
    "a drawing with a bomb of entities": (
        _put("docs/assets/a.svg", '<!DOCTYPE svg [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>' + _SVG % "&b;"),
        "unsafe-file",
    ),
    "a drawing of many levels": (_put("docs/assets/a.svg", _SVG % ("<g>" * 200_000)), "unsafe-file"),
    "a drawing in one endless line": (_put("docs/assets/a.svg", _SVG % ("<g/>" * 2_500_000)), "unsafe-file"),
    "text that is turned round": (_put(SECTION, section("Llame al \u202e119")), "bidirectional-control"),
    "a record that is turned round": (
        _institution(lambda t: t.replace("Protects children.", "Protects \u2066children.")),
        "bidirectional-control",
    ),
    "an id with a Cyrillic letter": (_put(SECTION, section("").replace("id: RG", "id: RԌ")), "id-pattern"),
    "a reference with a Cyrillic letter": (_put(SECTION, section("Vea [СRC-3].")), "lookalike-letter"),
    "a reference with a dash": (_put(SECTION, section("Vea [RG–1.1].")), "lookalike-letter"),
    "an address with a Cyrillic letter": (_put(SECTION, section("[a](https://www.unіcef.org/)")), "lookalike-letter"),
    "a number in digits of another script": (
        _institution(lambda t: t.replace('"+525512345678"', '"+5255١2345678"')),
        "lookalike-letter",
    ),
    "a line of ten megabytes": (_put(SECTION, section("a" * 10_000_000)), "too-large"),
    "a record in a line of ten megabytes": (_put(RECORD, "id: " + "a" * 10_000_000), "too-large"),
    "a line of nearly a megabyte": (_put(SECTION, section("a [" * 330_000)), "long-line"),
    "brackets in brackets": (_put(RECORD, "id: " + "[" * 400_000), "too-deep"),
}
"""By what each does: how it changes the small tree, and a rule that must refuse it."""

SCRIPTED: dict[str, tuple[Callable[[Path], None], str]] = {
    **{
        f"a script behind a link ({name})": (_put(SECTION, section(f"[a]({address})")), "script-url")
        for name, address in SCRIPTS.items()
    },
    **{
        f"a script behind a picture ({name})": (_put(PAGE, f"![a]({address})\n"), "script-url")
        for name, address in SCRIPTS.items()
    },
    **{
        f"a script behind a definition ({name})": (_put(SECTION, section(f"[a][b]\n\n[b]: {address}")), "script-url")
        for name, address in SCRIPTS.items()
    },
    **{
        f"a script as {key} of a source ({name})": (_put(LIBRARY, f"{_SOURCE}{key}: '{address}'\n"), "script-url")
        for key in ("url", "archived")
        for name, address in SCRIPTS.items()
    },
    **{
        f"a script as website ({name})": (_institution(lambda t, a=address: f"{t}website: '{a}'\n"), "script-url")  # type: ignore[misc]
        for name, address in SCRIPTS.items()
    },
    **{
        f"a script as address of a toolkit ({name})": (_put(TOOLKITS, f"{_KIT}url: '{address}'\n"), "script-url")
        for name, address in SCRIPTS.items()
    },
}
"""The same for scripts in every place that takes an address."""
