"""Pages of what is recorded: a decision, a run decided again, two runs compared; held against texts in expected/.

KLAUSUL_ACCEPT=1 writes them anew.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest

from engine.log import replay as replaying
from engine.log.telling import MOST_SUBJECTS
from engine.service.pages import recorded
from engine.service.pages.frame import Frame
from engine.service.work.desk import Desk, at_hand
from engine.source.problem import Problems
from engine.source.text import Lang
from tests.log.common import FACTS, RULES, Log, keep, without_hashes
from tests.log.test_commands import story_in
from tests.reports.pages.parsed import Page, text_of
from tests.service.pages.asking import read

EXPECTED = Path(__file__).parent / "expected"
LANGS: tuple[Lang, ...] = ("da", "en")
OVERHEAD = "takst/overhead"


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """A desk with a log of some history."""
    log, _ = story_in(tmp_path_factory.mktemp("story"))
    return Desk(at_hand(RULES), log.url)


def held(name: str, page: Page) -> None:
    """Hold what a page says against the file that tells how it should be."""
    path, found = EXPECTED / name, without_hashes("\n".join(lines(page)) + "\n")
    if os.environ.get("KLAUSUL_ACCEPT"):
        path.parent.mkdir(exist_ok=True)
        path.write_text(found, "utf-8")
    assert found == path.read_text("utf-8")


def lines(page: Page) -> list[str]:
    """Give what stands on a page: a line for each heading, paragraph and item, and for each row of a table."""
    inside = set(page.all("main")[0].iter())
    found = []
    for element in page.all("h1", "h2", "h3", "p", "dt", "dd", "li", "summary", "tr"):
        if element in inside:
            told = " | ".join(map(text_of, element)) if element.tag == "tr" else text_of(element)
            found.append(f"{'#' * int(element.tag[1])} {told}" if element.tag in ("h1", "h2", "h3") else told)
    return found


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize(
    ("name", "run", "rule", "subject"),
    [
        ("breached", "1", OVERHEAD, "aa-2"),
        ("open", "1", OVERHEAD, "grenen-2"),
        ("deviation", "6", OVERHEAD, "aa-2"),
        ("reading", "5", OVERHEAD, "aa-2"),
        ("concluded", "1", "rammeaftale/omfang", "aa"),
    ],
)
def test_a_recorded_decision(desk: Desk, name: str, run: str, rule: str, subject: str, lang: Lang) -> None:
    page = read(recorded.decided(desk, Frame(lang, "/runs"), run, rule, subject))
    held(f"{name}.{lang}.txt", page)
    assert not page.all("pre")


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize(
    ("name", "runs"), [("facts", "12"), ("rules", "13"), ("date", "14"), ("readings", "15"), ("same", "11")]
)
def test_two_runs_compared(desk: Desk, name: str, runs: str, lang: Lang) -> None:
    page = read(recorded.compared(desk, Frame(lang, "/runs"), *runs))
    held(f"compared-{name}.{lang}.txt", page)
    links = [element.get("href") for element in page.all("a")]
    assert {f"/{lang}/runs/{number}" for number in runs} <= set(links)


@pytest.mark.parametrize("lang", LANGS)
def test_a_run_decided_again(desk: Desk, lang: Lang, monkeypatch: pytest.MonkeyPatch) -> None:
    held(f"replayed.{lang}.txt", read(recorded.replayed(desk, Frame(lang, "/runs"), "1")))
    monkeypatch.setattr(replaying, "decision_data", _newer)
    page = read(recorded.replayed(desk, Frame(lang, "/runs"), "1"))
    held(f"replayed-otherwise.{lang}.txt", page)
    assert f"/{lang}/runs/1/decision?rule=takst%2Foverhead&subject=aa-2" in [e.get("href") for e in page.all("a")]


true_data = replaying.decision_data


def _newer(judgement: Any, decision: Any, *, with_trace: bool) -> Any:
    """Decide as a newer program might: some otherwise, of some another margin."""
    data = true_data(judgement, decision, with_trace=with_trace)
    if (decision.rule.id, decision.subject.id) == (OVERHEAD, "aa-2"):
        data["outcome"] = "met"
    elif decision.rule.id == OVERHEAD:
        data["margin"] = None
    elif decision.rule.id == "takst/hele-kroner":
        data["outcome"] = "breached"
    return data


def test_flips_beyond_what_a_page_shows_are_counted(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(recorded, "MOST_ALIKE", 3)
    page = read(recorded.compared(desk, Frame("da", "/runs"), "1", "4"))
    rows = [row for body in page.all("tbody") for row in body]
    assert len(rows) == 3
    assert "4 rækker til er ikke vist" in text_of(page.all("main")[0])
    monkeypatch.setattr(recorded, "MOST_ALIKE", 7)
    assert "ikke vist" not in text_of(read(recorded.compared(desk, Frame("da", "/runs"), "1", "4")).all("main")[0])


def test_every_subject_is_there_also_where_a_line_names_a_few(desk: Desk) -> None:
    page = read(recorded.compared(desk, Frame("da", "/runs"), "1", "4"))
    rows = [row for row in page.all("tr") if row.find(".//details") is not None]
    assert rows
    for row in rows:
        folded = row.findall(".//li")
        assert len(row[0].findall(".//a")) == MOST_SUBJECTS + len(folded)
        assert text_of(row.findall(".//summary")[0]) == f"og {len(folded)} til"


def test_text_of_facts_is_never_markup(tmp_path: Path) -> None:
    log = Log.at((tmp_path / "log.db").as_posix())
    evil = FACTS.replace("navn: Bakken", "navn: '<script>alert(1)</script>'")
    assert evil != FACTS
    keep(log.opened(), evil)
    keep(log.opened(), evil.replace("driftsherre: nord, pladser: 20", "driftsherre: midt, pladser: 20"))
    desk = Desk(at_hand(RULES), log.url)
    pages = [
        recorded.decided(desk, Frame("da", "/runs"), "1", "rammeaftale/omfang", "bakken"),
        recorded.compared(desk, Frame("da", "/runs"), "1", "2"),
    ]
    assert "&lt;script&gt;" in pages[0]
    for page in pages:
        assert "<script>alert" not in page


def test_what_is_not_there_is_told(desk: Desk) -> None:
    for run, rule in (("99", OVERHEAD), ("1", "takst/nothing")):
        with pytest.raises(Problems):
            recorded.decided(desk, Frame("da", "/runs"), run, rule, "aa-2")
