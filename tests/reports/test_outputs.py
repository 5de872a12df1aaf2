"""Which report goes where."""

from __future__ import annotations

from pathlib import Path

import pytest

from engine.commands.check import check
from engine.decision.decide import Judgement
from engine.reports.outputs import check_outputs, paired
from engine.reports.reporter import DETAILS, FORMATS, Report, View, format_of, reporter
from engine.source.problem import Problems
from engine.source.text import Lang


def asked(formats: str, outputs: str) -> str:
    """The pairs, as text; - is standard output."""
    pairs = paired(formats.split(), [Path(each) for each in outputs.split()])
    return " ".join(f"{name}:{output or '-'}" for name, output in pairs)


@pytest.mark.parametrize(
    ("formats", "outputs", "expected"),
    [
        ("", "", "text:-"),
        ("json", "", "json:-"),
        ("json", "a.json", "json:a.json"),
        ("json", "a.txt", "json:a.txt"),  # what is said goes before the ending
        ("", "a.json", "json:a.json"),
        ("", "A.JSON", "json:A.JSON"),
        ("", "report", "text:report"),
        ("", "a.sarif b.xml c.md d.markdown e.sarif.json f.txt", "sarif:a.sarif junit:b.xml markdown:c.md "
         "markdown:d.markdown sarif:e.sarif.json text:f.txt"),
        ("", "a.xlsx B.XLSX", "xlsx:a.xlsx xlsx:B.XLSX"),
        ("text xlsx", "a.xlsx", "text:- xlsx:a.xlsx"),
        ("json sarif", "a.json b.sarif", "json:a.json sarif:b.sarif"),
        ("json sarif", "a b", "json:a sarif:b"),
        ("text json", "a.json", "text:- json:a.json"),
        ("json text", "a.json", "json:a.json text:-"),
        ("text json", "a.txt", "text:a.txt json:-"),
        ("json text", "a", "json:a text:-"),
        ("json text sarif", "a.json b.sarif", "json:a.json text:- sarif:b.sarif"),
        ("json text sarif", "b.sarif a.json", "json:b.sarif text:a.json sarif:-"),  # no way fits: in order
    ],
)  # fmt: skip
def test_pairs(formats: str, outputs: str, expected: str) -> None:
    assert asked(formats, outputs) == expected


@pytest.mark.parametrize(
    ("formats", "outputs", "message"),
    [
        ("json sarif", "", "--output: several formats have no file; expected an --output for each but one"),
        ("json sarif text", "a", "--output: several formats have no file; expected an --output for each but one"),
        ("json", "a b", "--output: there are more files than formats; expected a --format for each file"),
        ("json sarif", "a a", "--output: two reports are to go to one file"),
        ("", "a.json a.json", "--output: two reports are to go to one file"),
        ("", "a.doc", "--output: the ending .doc does not tell what format the file is to have; expected --format, or "
         "one of .txt, .json, .md, .markdown, .xml, .html, .htm, .pdf, .xlsx, .sarif, .sarif.json"),
    ],
)  # fmt: skip
def test_what_does_not_go_together(formats: str, outputs: str, message: str) -> None:
    with pytest.raises(Problems) as raised:
        asked(formats, outputs)
    assert [problem.to("en") for problem in raised.value.problems] == [message]


def test_every_format_has_its_module_and_its_endings() -> None:
    endings = [ending for each in FORMATS.values() for ending in each.endings]
    assert len(set(endings)) == len(endings)
    for name, each in FORMATS.items():
        assert callable(reporter(name).check)
        assert callable(reporter(name).explain)
        assert {format_of(Path(f"a{ending}")) for ending in each.endings} == {name}


@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize("terminal", [True, False])
def test_what_is_no_text_does_not_go_to_the_terminal(name: str, terminal: bool) -> None:
    pairs = [(name, None)]
    if not terminal or name not in ("pdf", "xlsx"):
        check_outputs(pairs, [], terminal=terminal)
        return
    with pytest.raises(Problems) as raised:
        check_outputs(pairs, [], terminal=terminal)
    assert [problem.to("da") for problem in raised.value.problems] == [
        f"--output: {name} kan ikke vises i terminalen; ventede en fil: --output svar.{name}"
    ]


@pytest.mark.parametrize("name", FORMATS)
def test_a_report_is_not_written_over_facts(tmp_path: Path, name: str) -> None:
    facts, other, new = (tmp_path / each for each in ("facts.yaml", "other.yaml", "new.yaml"))
    facts.touch(), other.touch()
    check_outputs([(name, other), (name, new)], [facts, tmp_path / "none.yaml"], terminal=False)
    with pytest.raises(Problems) as raised:
        check_outputs([(name, facts), (name, other)], [facts, other], terminal=False)
    assert [problem.to("en") for problem in raised.value.problems] == [
        "facts.yaml: the report would overwrite the facts; expected another name after --output",
        "other.yaml: the report would overwrite the facts; expected another name after --output",
    ]


def is_text(made: Report) -> bool:
    return bool(made.decode() if isinstance(made, bytes) else made)


def test_every_format_but_those_that_are_no_text_gives_text(judged: Judgement) -> None:
    chosen = next(decision for decision in judged.decisions if decision.outcome == "breached")
    for name, each in FORMATS.items():
        for made in (reporter(name).check(judged, View()), reporter(name).explain(judged, chosen, View())):
            assert isinstance(made, bytes) or not each.is_binary
            assert each.is_binary or is_text(made)


def test_the_command_knows_every_format() -> None:
    asked = {option.name: option.type for option in check.params}
    assert tuple(asked["forms"].choices) == tuple(FORMATS)
    assert tuple(asked["detail"].choices) == DETAILS


@pytest.mark.parametrize("lang", ["da", "en"])
def test_the_dossier_of_a_check_and_of_one_decision(judged: Judgement, lang: Lang) -> None:
    chosen = next(decision for decision in judged.decisions if decision.outcome == "breached")
    view = View(lang)
    pages = [reporter("html").check(judged, view), reporter("html").explain(judged, chosen, view)]
    assert all(str(page).startswith("<!doctype html>") for page in pages)
    assert len(pages[1]) < len(pages[0])
    assert chosen.rule.title.to(lang) in str(pages[1])
    papers = [reporter("pdf").check(judged, view), reporter("pdf").explain(judged, chosen, view)]
    assert all(isinstance(paper, bytes) and paper.startswith(b"%PDF-") for paper in papers)
