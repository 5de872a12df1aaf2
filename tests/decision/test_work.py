"""How much work a report of a portfolio is: counted, so that it grows with the portfolio and no faster."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks.portfolio import Gaps, Size, portfolio, workbook
from engine.decision.canonical import Canonical, decision_data
from engine.decision.decide import Judgement, Prepared, judge, prepare
from engine.decision.files import own_rules
from engine.evaluation.walker import Walker
from engine.language.nodes import Node
from engine.reports.reporter import View, reporter
from engine.reports.sentences import Sentences
from engine.rulebook.load import load
from facts.vocabulary import vocabulary

ROOT = Path(__file__).resolve().parents[2]
OPEN = Gaps(used_by_others=20, costs=10, lists=100, places=5)
MOST_MEGABYTES = 500


@pytest.fixture(scope="module")
def prepared() -> Prepared:
    return prepare(load(own_rules(), vocabulary()), {"driftsherre", "tilbud", "takst"}).alone()


def judged(prepared: Prepared, size: Size, gaps: Gaps) -> Judgement:
    facts = portfolio(size, gaps)
    assert facts.as_of
    return judge(prepared, facts, facts.as_of)


def steps_made(judgement: Judgement, monkeypatch: pytest.MonkeyPatch) -> int:
    """Give how many steps are worked out for everything that is asked of the decisions in a report."""
    made, whole = 0, Walker._step

    def counted(self: Walker, node: Node) -> object:
        nonlocal made
        made += 1
        return whole(self, node)

    monkeypatch.setattr(Walker, "_step", counted)
    for decision in judgement.decisions:
        judgement.missing(decision)
        judgement.reasons(decision)
        judgement.settling(decision)
    monkeypatch.undo()
    return made


@pytest.mark.parametrize("gaps", [Gaps(), OPEN])
def test_work_grows_with_the_portfolio(prepared: Prepared, gaps: Gaps, monkeypatch: pytest.MonkeyPatch) -> None:
    small = steps_made(judged(prepared, Size(1, 10, 40), gaps), monkeypatch)
    large = steps_made(judged(prepared, Size(1, 40, 160), gaps), monkeypatch)
    assert 3 * small < large < 5 * small


def test_what_keeps_a_decision_open_is_worked_out_once(prepared: Prepared, monkeypatch: pytest.MonkeyPatch) -> None:
    judgement = judged(prepared, Size(2, 10, 40), OPEN)
    open_ones = [decision for decision in judgement.decisions if not decision.way.settled]
    assert len(open_ones) > 20
    first = [(judgement.missing(each), judgement.reasons(each)) for each in open_ones]
    monkeypatch.setattr(Walker, "_step", None)  # whoever works out a step now fails
    assert [(judgement.missing(each), judgement.reasons(each)) for each in open_ones] == first


def test_what_may_belong_to_many_is_worked_out_once(prepared: Prepared, monkeypatch: pytest.MonkeyPatch) -> None:
    """Tariffs of no known offering are elements of every offering: their own steps are made once for all."""
    lost = Gaps(offering=100)
    few = steps_made(judged(prepared, Size(1, 4, 40), lost), monkeypatch)
    many = steps_made(judged(prepared, Size(1, 16, 40), lost), monkeypatch)
    assert many < 3 * few  # with four times the offerings; most steps are the tariffs', which are as many


def test_the_part_that_settled_is_the_trace_s_own(prepared: Prepared) -> None:
    judgement = judged(prepared, Size(2, 10, 40), OPEN)
    for decision in judgement.decisions:
        step, trace = judgement.settling(decision), judgement.trace(decision)
        way = trace.way
        if step is None:
            assert way.part == "period" or not way.settled or trace.when is None
        elif way.part == "unless":
            assert step == trace.unless[way.index]
        elif way.part == "require":
            assert step == trace.require
        else:
            assert step == (trace.conditions[way.index] if way.outcome in ("not_applicable", "false") else trace.when)


def test_traces_of_requirements_are_not_hoarded(prepared: Prepared) -> None:
    judgement = judged(prepared, Size(2, 10, 60), Gaps())
    for decision in judgement.requirements:
        judgement.trace(decision)
    explainer = judgement._explainer
    assert len(judgement.requirements) > 10 * len(explainer.recent)
    assert len(explainer.requirements) <= len(explainer.recent) + 1  # the one just asked for
    held = [judgement.trace(decision) for decision in judgement.requirements]
    assert all(judgement.trace(each) is kept for each, kept in zip(judgement.requirements, held, strict=True))


def test_json_is_what_the_library_writes(prepared: Prepared) -> None:
    import json

    report = reporter("json").check(judged(prepared, Size(2, 6, 20), OPEN), View(detail="full"))
    assert isinstance(report, bytes)
    assert json.dumps(json.loads(report), ensure_ascii=False, indent=2) + "\n" == report.decode()


@pytest.mark.parametrize("gaps", [Gaps(), OPEN])
def test_what_is_told_of_many_at_once_is_what_is_told_of_each(prepared: Prepared, gaps: Gaps) -> None:
    judgement, lang = judged(prepared, Size(3, 12, 60), gaps), "da"
    sentences, canonical = Sentences(judgement, lang), Canonical(judgement)
    for decision in judgement.decisions:
        alone = Sentences(judgement, lang)
        assert sentences.why(decision) == alone.why(decision)
        assert sentences.sentence(decision) == alone.sentence(decision)
        assert canonical.decision(decision)["margin"] == decision_data(judgement, decision)["margin"]
    told = [number for number in map(judgement.alike, judgement.decisions) if number is not None]
    assert len(told) > 3 * len(set(told))


@pytest.mark.slow
@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="the peak of memory is read from /proc")
@pytest.mark.parametrize("form", ["text", "json", "html", "pdf", "xlsx"])
@pytest.mark.parametrize("gaps", [Gaps(), OPEN])
def test_a_report_of_three_thousand_tariffs_fits_in_memory(form: str, gaps: Gaps, tmp_path: Path) -> None:
    path = tmp_path / "portfolio.xlsx"
    path.write_bytes(workbook(gaps=gaps))
    code = (
        "import re, sys\n"
        "from cli import main\n"
        "try:\n"
        "    main(sys.argv[1:])\n"
        "except SystemExit as error:\n"
        "    peak = re.search(r'VmHWM:\\s+(\\d+) kB', open('/proc/self/status').read())[1]\n"
        "    print(error.code, int(peak) // 1024, file=sys.stderr)\n"
    )
    arguments = ["check", str(path), "--format", form, "--output", str(tmp_path / "report")]
    done = subprocess.run(
        [sys.executable, "-c", code, *arguments], cwd=ROOT, capture_output=True, text=True, check=True
    )
    status, megabytes = map(int, done.stderr.split()[-2:])
    assert status in (1, 3)
    assert megabytes < MOST_MEGABYTES
    assert (tmp_path / "report").stat().st_size > 100_000
