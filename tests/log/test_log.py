"""The log for programs: what `Log` gives, from several threads at once, and judgements out of it again."""

from __future__ import annotations

import re
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path

import pytest

from engine.decision.canonical import decision_data
from engine.decision.decide import judge
from engine.decision.files import Asked, judged
from engine.log import replay as replaying
from engine.log.log import Log as Opened
from engine.log.runs import Span
from engine.log.search import Wanted
from engine.reports.reporter import FORMATS, View, reporter
from engine.rulebook.kept import Kept
from engine.rulebook.load import load
from engine.rulebook.memo import Memo
from engine.source.problem import Problems
from facts.read import read_facts
from facts.vocabulary import vocabulary
from tests.log.common import FACTS, RULES, START, Log, facts_of, judgement_of, other, prepared, sheet
from tests.log.test_compare import APPROVED

ASKED = Asked(RULES)


def test_from_recording_to_reports(log: Log, tmp_path: Path) -> None:
    opened = Opened.open(log.url, create=True)
    assert (opened.head(), opened.runs(), opened.listed()) == (None, [], ([], 0))
    judgement = judgement_of()
    first = opened.record(judgement, ASKED, "anna", START)
    second = opened.record(judgement_of(other(1)), ASKED)
    assert (first.actor, first.at) == ("anna", "2026-01-31T12:00:00.123456Z")
    assert second.actor == second.account
    assert (opened.head(), opened.runs()) == (second, [first, second])
    assert opened.runs(Span(until=date(2026, 1, 31))) == [first]
    listed, count = opened.listed(most=1)
    assert ([each.run for each in listed], count) == ([second], 2)
    assert (listed[0].title, listed[0].files) == ("Et lille eksempel", ("facts.yaml",))
    assert sum(listed[0].outcomes.values()) == len(judgement.decisions)
    assert [opened.run(name) for name in ("1", first.hash[:8], first.head)] == [first] * 3
    assert opened.decisions("1") == [decision_data(judgement, each, with_trace=True) for each in judgement.decisions]
    assert [hit.run for hit in opened.search(Wanted(subjects=("aa-1",), outcomes=("met",)), 1).shown] == [2]
    assert opened.replay("2").pairs == ()
    assert opened.diff("1", "2").facts == 1
    assert opened.verify().findings == ()
    assert opened.export(tmp_path / "bundle.xz") == second
    assert Opened.open((tmp_path / "copy.db").as_posix(), create=True).take_in(tmp_path / "bundle.xz").head == second
    with opened.kept("1") as kept:
        assert kept.facts() == judgement.facts
    with pytest.raises(Problems, match="no run is named 'x'"):
        opened.run("x")
    with pytest.raises(Problems, match="there is no log here"):
        Opened.open((tmp_path / "none.db").as_posix())


def test_a_run_is_a_judgement_again(file_log: Log) -> None:
    """Every report of it is the report that was made then, byte for byte."""
    opened = Opened.open(file_log.url, create=True)
    facts = facts_of(FACTS + APPROVED)
    judgement = judged(Kept(load(RULES, vocabulary()), Memo()), facts, date(2017, 6, 1), ASKED)
    opened.record(judgement, ASKED)
    again = opened.judgement("1")
    for name in FORMATS:
        view = View("en", "full", everything=True)
        if name != "pdf":  # it is made of what the page is made of
            assert reporter(name).check(again, view) == reporter(name).check(judgement, view)


def test_a_judgement_that_is_no_longer_the_same_is_refused(file_log: Log, monkeypatch: pytest.MonkeyPatch) -> None:
    opened = Opened.open(file_log.url, create=True)
    opened.record(judgement_of(), ASKED)
    true_data = replaying.decision_data

    def newer(judgement, decision, *, with_trace):  # type: ignore[no-untyped-def]
        return true_data(judgement, decision, with_trace=with_trace) | {"margin": "1 kr"}

    monkeypatch.setattr(replaying, "decision_data", newer)
    with pytest.raises(Problems) as error:
        opened.judgement("1")
    assert str(error.value) == (
        f"{file_log.url}: run 1: 31 decisions come out otherwise in this Klausul; expected Klausul 0.1.0, "
        "which recorded it"
    )


def test_one_log_for_many_threads(log: Log) -> None:
    opened = Opened.open(log.url, create=True)
    judgements = [judgement_of(other(number)) for number in range(4)]

    def work(number: int) -> str:
        run = opened.record(judgements[number % 4], ASKED, f"thread {number}")
        assert opened.run(run.head) == run
        assert opened.search(Wanted(rules=("takst/overhead",))).count >= 7
        return run.head

    with ThreadPoolExecutor(6) as pool:
        heads = list(pool.map(work, range(24)))
    assert sorted(heads) == sorted(run.head for run in opened.runs())
    result = opened.verify()
    assert (result.runs, result.findings) == (24, ())


@pytest.mark.parametrize("ending", [".xlsx", ".csv"])
def test_facts_of_spreadsheets_replay(log: Log, tmp_path: Path, ending: str) -> None:
    """The cells that values stand in are kept, too."""
    rows = [["id", "tilbud", "Administration", "Direkte omkostninger", "Takst"], ["aa-1", "aa", "61,5", "1000", "2000"]]
    path = tmp_path / f"takst{ending}"
    sheet(path, "Takst", rows)
    rest = tmp_path / "rest.yaml"
    rest.write_text("as_of: 2017-06-01\ntilbud: [{id: aa, institution: anden}]", "utf-8")
    facts = read_facts([path, rest])
    opened = Opened.open(log.url, create=True)
    opened.record(judge(prepared(), facts, date(2017, 6, 1)), ASKED)
    assert opened.replay("1").pairs == ()
    (decision,) = [each for each in opened.decisions("1") if each["rule"] == "takst/overhead"]
    source = decision["trace"]["require"]["operands"][0]["operands"][0]["operands"][0]["source"]
    assert (source["file"], source["cell"]) == (path.name, "C2")


def test_the_code_of_the_guide(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    guide = (Path(__file__).parents[2] / "docs" / "log.md").read_text("utf-8")
    (code,) = (code for code in re.findall(r"```python\n(.*?)```", guide, re.DOTALL) if "Log.open" in code)
    monkeypatch.chdir(tmp_path)
    (tmp_path / "facts.yaml").write_text("as_of: 2017-06-01\ntilbud: [{id: a}]\n", "utf-8")
    exec(code, {})
    assert Opened.open("decisions.db").verify().runs == 1
