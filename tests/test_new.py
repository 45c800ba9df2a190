"""`kb new` begins a file that lacks nothing but what a person must write, and says what that is."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from kb.check.run import check
from kb.cli import main
from kb.read.tree import Tree, read_tree
from tests.conftest import ROOT

SECTION = "guidelines/regional/1-principles/RG-1.2.md"


def new(root: Path, *args: str) -> int:
    return main(["new", "--root", str(root), "--lang", "en", *args])


def rules(root: Path) -> set[str]:
    return {problem.rule for problem in check(root)[1]}


@pytest.fixture
def whole(small: Path) -> Path:
    """The small tree with every word of the real vocabulary."""
    (small / "guidelines/vocabulary.yml").write_bytes((ROOT / "guidelines/vocabulary.yml").read_bytes())
    return small


def answered(monkeypatch: pytest.MonkeyPatch, *lines: str) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("".join(f"{line}\n" for line in lines)))


def test_a_section_is_asked_for_and_lacks_only_its_texts(
    whole: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    answered(monkeypatch, "Avisar", "Give notice", "First contact and identification", "police, Migration", "crc-3", "")
    assert new(whole, "section", "rg-1") == 0
    assert (whole / SECTION).read_text(encoding="utf-8") == (
        "---\nid: RG-1.2\nstatus: proposed\nphases: [identification]\nactors: [police, migration]\nbasis: [CRC-3]\n---\n\n"
        "# Avisar {lang=es}\n\n\n# Give notice {lang=en}\n"
    )
    told = capsys.readouterr()
    assert told.out == f"{SECTION}\n"
    assert "The title in Spanish" in told.err
    assert "  police: Police and border guard\n" in told.err
    assert told.err.count("[empty-body]") == 2
    assert rules(whole) == {"empty-body"}


def test_once_the_texts_are_written_nothing_is_wrong(whole: Path) -> None:
    options = ["title.es=Avisar", "title.en=Give notice", "phases=identification", "actors=police", "basis=CRC-3"]
    assert new(whole, "section", "RG-1", "--quiet", *(f"--set={option}" for option in options)) == 0
    text = (whole / SECTION).read_text(encoding="utf-8")
    text = text.replace("{lang=es}\n", "{lang=es}\n\nSe avisa.").replace("{lang=en}\n", "{lang=en}\n\nTell them.\n")
    (whole / SECTION).write_text(text, encoding="utf-8")
    assert rules(whole) == set()


def test_a_word_that_nobody_knows_is_asked_for_again(
    whole: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    answered(monkeypatch, "Avisar", "Give notice", "nowhere", "transit", "", "", "")
    assert new(whole, "section", "RG-1") == 0
    assert "“nowhere” is none of the words" in capsys.readouterr().err
    assert "phases: [transit]" in (whole / SECTION).read_text(encoding="utf-8")


def test_questions_that_are_left_unanswered_write_nothing(
    whole: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    answered(monkeypatch, "Avisar")
    assert new(whole, "section", "RG-1") == 2
    assert "nothing was written" in capsys.readouterr().err
    assert not (whole / SECTION).exists()


def test_the_next_id_is_past_every_other_and_no_withdrawn_one_is_used_again(whole: Path) -> None:
    text = (whole / "guidelines/regional/1-principles/RG-1.1.md").read_text(encoding="utf-8")
    later = text.replace("id: RG-1.1", "id: RG-1.12").replace("status: proposed", "status: withdrawn")
    (whole / "guidelines/regional/1-principles/RG-1.12.md").write_text(later, encoding="utf-8")
    assert new(whole, "section", "RG-1", "--quiet") == 0
    assert (whole / "guidelines/regional/1-principles/RG-1.13.md").exists()


def test_a_publication_on_one_page_gets_its_next_step(whole: Path) -> None:
    folder = whole / "guidelines/countries/mx"
    folder.mkdir(parents=True)
    text = "---\nid: MX\nlayout: single\nstatus: proposed\nbasis: [CRC]\n---\n\n# México {lang=es}\n\nUno.\n\n# Mexico {lang=en}\n\nOne.\n"
    (folder / "MX.md").write_text(text, encoding="utf-8")
    assert new(whole, "section", "MX", "--quiet", "--set=step=notify", "--set=title.es=Avisar") == 0
    written = (folder / "MX-1.md").read_text(encoding="utf-8")
    assert "id: MX-1\n" in written
    assert "step: notify\n" in written
    assert new(whole, "section", "MX", "--quiet") == 0
    assert (folder / "MX-2.md").exists()
    assert new(whole, "section", "MX-1", "--quiet") == 2


def test_an_institution_lacks_only_what_has_to_be_true(whole: Path, capsys: pytest.CaptureFixture[str]) -> None:
    options = ["name=Procuraduría de Prueba: Niñez", "kind=shelter", "services=shelter", "confidence=low"]
    assert new(whole, "institution", "gt", "--quiet", *(f"--set={option}" for option in options)) == 0
    path = whole / "directory/gt/procuraduria-de-prueba-ninez.yml"
    assert path.read_text(encoding="utf-8").startswith(
        "# yaml-language-server: $schema=../../schemas/institution.json\n"
    )
    assert capsys.readouterr().out == "directory/gt/procuraduria-de-prueba-ninez.yml\n"
    assert rules(whole) == {"wrong-value", "wrong-type"}  # empty texts, no source
    options += ["role.es=Protege.", "role.en=Protects.", "coverage.es=Todo", "coverage.en=All", "sources=SRC-MX-PAGE"]
    options += ["acronym=PP"]
    path.unlink()
    assert new(whole, "institution", "GT", "--quiet", *(f"--set={option}" for option in options)) == 0
    assert rules(whole) == set()
    assert read_tree(whole).kb.institutions["gt-pp"].name("es") == "Procuraduría de Prueba: Niñez"


@pytest.mark.parametrize(("answer", "lines"), [("español", "official_in: es\n"), ("", "")])
def test_the_language_of_an_official_name_is_asked_for_and_left_out_where_it_is_not_known(
    whole: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], answer: str, lines: str
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("Oficina de Prueba\n" + f"{answer}\n" + "\n" * 12))
    assert main(["new", "--root", str(whole), "--lang", "es", "institution", "GT"]) == 0
    asked = capsys.readouterr().err
    assert asked.index("El nombre oficial") < asked.index("¿En qué idioma está el nombre oficial?")
    assert "  es: español\n" in asked
    written = (whole / "directory/gt/oficina-de-prueba.yml").read_text(encoding="utf-8")
    assert f"\nname: {{official: Oficina de Prueba}}\n{lines}kind:" in written


def test_a_name_that_is_taken_gets_a_number(whole: Path) -> None:
    assert new(whole, "institution", "MX", "--quiet", "--set=acronym=DIF") == 0
    assert (whole / "directory/mx/dif-2.yml").exists()


def test_a_practice_and_a_question_have_every_key(whole: Path) -> None:
    texts = [f"{key}.{lang}=Texto {lang}" for key in ("title", "body", "text", "reuse") for lang in ("es", "en")]
    options = [*texts, "subject=participation", "countries=regional", "sources=src-mx-page"]
    assert new(whole, "practice", "Adolescents speak", "--quiet", *(f"--set={option}" for option in options)) == 0
    assert "practice-adolescents-speak" in read_tree(whole).kb.practices
    questions = whole / "guidelines/questions/all.yml"
    questions.parent.mkdir()
    questions.write_text("# what is open\n", encoding="utf-8")
    keys = ("question", "why", "meanwhile", "decides")
    texts = [f"{key}.{lang}=Texto {lang}" for key in keys for lang in ("es", "en")]
    options = [*texts, "name=stay pathways", "basis=CRC-3"]
    for _time in range(2):
        assert new(whole, "question", "all", "--quiet", *(f"--set={option}" for option in options)) == 0
    assert list(read_tree(whole).kb.questions) == ["question-stay-pathways", "question-stay-pathways-2"]
    assert questions.read_text(encoding="utf-8").startswith("# what is open\n- id: ")
    assert rules(whole) == set()


def options(*keys: str, **given: str) -> list[str]:
    """Answers: a text in each language for each key, and what else is given."""
    texts = [f"{key}.{lang}=Texto {lang}" for key in keys for lang in ("es", "en")]
    return [f"--set={option}" for option in (*texts, *(f"{key}={value}" for key, value in given.items()))]


@pytest.fixture
def lists(equipped: Tree) -> Path:
    """The small tree with a record or more of each kind, and every word of the real vocabulary."""
    root = equipped.root
    (root / "guidelines/vocabulary.yml").write_bytes((ROOT / "guidelines/vocabulary.yml").read_bytes())
    return root


@pytest.mark.parametrize("kind", ["form", "checklist", "card"])
def test_a_form_a_checklist_and_a_card_can_be_filled_in_at_once(whole: Path, kind: str) -> None:
    given = options("title", "purpose", "group", "label", "why", name="First things", basis="CRC-3", actors="police")
    assert new(whole, "form", kind, "--quiet", *given) == 0
    (form,) = read_tree(whole).kb.forms.values()
    assert (form.id, form.kind, form.path) == (
        f"{kind}-first-things",
        kind,
        f"guidelines/forms/{kind}-first-things.yml",
    )
    assert [field.label["en"] for field in form.fields] == ["Texto en"]
    assert bool(form.fields[0].why) == (kind == "form")
    assert rules(whole) == set()


NEW_IN_LISTS = [
    ("indicator", "1", "IN-1.3", [*options("name", "definition", "computation", "data_source", basis="CRC-3"),
        "--set=disaggregation.es=sexo, edad", "--set=disaggregation.en=sex, age"]),
    ("toolkit", "", "toolkit-texto-es", options("title", "text", publisher="UNICEF", languages="es", kind="course",
        audience="teachers", subject="return", url="https://example.org/kit-new", sources="src-mx-page")),
    ("source", "un", "src-mx-new-page", options("title", name="mx new page", publisher="DIF", language="es",
        url="https://example.org/new-page")),
    ("term", "", "term-texto-en", options("term", "text", basis="CRC-3")),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "where", "ident", "given"), NEW_IN_LISTS, ids=lambda value: str(value)[:20])
def test_a_record_is_added_at_the_end_of_its_list(
    lists: Path, kind: str, where: str, ident: str, given: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    before = rules(lists)
    assert new(lists, kind, *([where] if where else []), "--quiet", *given) == 0
    path = lists / capsys.readouterr().out.strip()
    tree = read_tree(lists)
    assert tree.kb.find(ident) is not None
    assert path.read_text(encoding="utf-8").rindex(f"- id: {ident}\n") == path.read_text(encoding="utf-8").rindex(
        "- id: "
    )
    assert rules(lists) <= before


def test_a_page_without_a_date_says_so(lists: Path) -> None:
    given = options("title", name="undated", publisher="DIF", language="es", url="https://example.org/undated")
    assert new(lists, "source", "un", "--quiet", *given) == 0
    assert read_tree(lists).kb.library["src-undated"].record.is_undated


@pytest.mark.parametrize(
    "args",
    [
        ["form"],
        ["form", "poster"],
        ["indicator"],
        ["indicator", "77"],
        ["toolkit", "nothing"],
        ["source", "nothing"],
        ["section"],
        ["section", "RG"],
        ["section", "RG-1.1"],
        ["section", "ZZ-1"],
        ["section", "RG-1", "--set", "phases=nowhere"],
        ["section", "RG-1", "--set", "phases"],
        ["institution", "XX"],
        ["institution", "GT"],
        ["question", "nothing"],
    ],
)
def test_a_wrong_call_ends_with_2_says_why_and_writes_nothing(
    whole: Path, args: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    before = sorted(whole.rglob("*"))
    assert new(whole, *args, "--quiet") == 2
    assert capsys.readouterr().err.startswith("kb new: ")
    assert sorted(whole.rglob("*")) == before


def test_what_stands_there_already_is_never_written_over(whole: Path) -> None:
    (whole / SECTION).write_text("no section", encoding="utf-8")
    assert new(whole, "section", "RG-1", "--quiet") == 0
    assert (whole / SECTION.replace("1.2", "1.3")).exists()
    assert (whole / SECTION).read_text(encoding="utf-8") == "no section"


def test_a_file_that_appears_meanwhile_is_left_alone(
    whole: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    class Slow(io.StringIO):
        def readline(self, *_args: object) -> str:  # type: ignore[override]
            (whole / SECTION).write_text("somebody else's", encoding="utf-8")
            return "x\n" if len(self.getvalue()) else "transit\n"

    monkeypatch.setattr("sys.stdin", Slow())
    assert new(whole, "section", "RG-1", "--set=actors=police", "--set=basis=", "--set=sources=") == 2
    assert "there is guidelines/regional/1-principles/RG-1.2.md already" in capsys.readouterr().err
    assert (whole / SECTION).read_text(encoding="utf-8") == "somebody else's"
