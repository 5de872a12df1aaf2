"""New rules in the folder are taken while the service runs: no request is lost, nothing is silently decided anew."""

from __future__ import annotations

import asyncio
import shutil
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from engine.log.log import Log
from engine.service.app import application
from engine.service.settings import Settings
from engine.service.work.crew import Crashed
from engine.service.work.desk import Rules, at_hand
from engine.service.work.watch import Watch
from tests.reports.pages.parsed import text_of
from tests.service.conftest import LOCAL, PEER, Served
from tests.service.pages.asking import check, read
from tests.service.test_steady import FAULTY

OLD, NEW, NEWER = "{2017-01-01: 6.1 %}", "{2017-01-01: 5.9 %}", "{2017-01-01: 6.0 %}"
WRONG = "{2017-01-01: many}"
OVERHEAD = {
    "as_of": "2017-06-01",
    "driftsherre": [{"id": "midt", "type": "region"}],
    "tilbud": [{"id": "aa", "driftsherre": "midt", "institution": "anden"}],
    "takst": [{"id": "aa-1", "tilbud": "aa", "administration": "60 kr", "direkte_omkostninger": "1000 kr"}],
}
"""An overhead of 6 %: kept by the old rules, breached by the new ones."""


@pytest.fixture
def folder(tmp_path: Path, small_rules: Path) -> Path:
    """A folder of rules that can be changed."""
    return Path(shutil.copytree(small_rules, tmp_path / "rules"))


@pytest.fixture
def log(tmp_path: Path) -> str:
    """Where checks are recorded."""
    return str(tmp_path / "log.db")


@pytest.fixture
def app(folder: Path, log: str, small_settings: Settings) -> FastAPI:
    """A service on the folder that looks at it often."""
    app = application(replace(small_settings, rules=folder, log=log))
    app.state.watch.every = 0.05
    return app


@pytest.fixture
def client(app: FastAPI) -> Iterator[TestClient]:
    """Who asks the service; it runs."""
    with TestClient(app, LOCAL, client=PEER, raise_server_exceptions=False) as client:
        yield client


def write(folder: Path, old: str, new: str) -> None:
    """Change the rules."""
    (holding,) = [path for path in folder.rglob("*.yaml") if old in path.read_text("utf-8")]
    aside = holding.with_suffix(".new")
    aside.write_text(holding.read_text("utf-8").replace(old, new), "utf-8")
    aside.replace(holding)


def ready(client: Any) -> dict[str, Any]:
    """Give what the service says of itself; it must be able to work."""
    answer = client.get("/health/ready")
    assert answer.status_code == 200, answer.text
    said: dict[str, Any] = answer.json()
    return said


def until(client: Any, test: Callable[[dict[str, Any]], bool], seconds: float = 60.0) -> dict[str, Any]:
    """Wait until what the service says of itself is so, and give it."""
    end = time.monotonic() + seconds
    while not test(said := ready(client)):
        assert time.monotonic() < end, said
        time.sleep(0.05)
    return said


def decided(client: Any) -> tuple[str, int, int]:
    """Check, and give the digest of the rules, the breaches, and the run."""
    client.cookies.clear()
    answer = client.post("/v1/checks", json=OVERHEAD)
    assert answer.status_code == 200, answer.text
    data = answer.json()
    return data["run"]["rulebook"]["digest"], data["summary"]["breaches"], data["run"]["recorded"]["run"]


def test_new_rules_are_taken_and_what_was_decided_by_the_old_ones_stays(
    client: TestClient, folder: Path, log: str
) -> None:
    first, breaches, run = decided(client)
    assert (breaches, ready(client)["rules"]) == (0, {"state": "current", "problems": []})
    write(folder, OLD, NEW)
    until(client, lambda said: said["rulebook"] != first)
    second, breaches, other = decided(client)
    assert breaches == 1
    assert ready(client)["rulebook"] == second == at_hand(folder).digest
    kept = Log.open(log)
    assert not kept.verify().findings
    assert [kept.replay(str(each)).pairs for each in (run, other)] == [(), ()]
    (flip,) = kept.diff(str(run), str(other)).flips
    assert flip.pair.outcomes == ("met", "breached")
    assert client.get("/v1/rules/takst/overhead").status_code == 200
    assert "5,9" in client.get("/da/rules/parameters").text


def test_broken_rules_are_refused_told_and_nothing_stops(client: TestClient, folder: Path, log: str) -> None:
    first, *_ = decided(client)
    write(folder, OLD, WRONG)
    said = until(client, lambda said: said["rules"]["state"] == "refused")
    (problem, *_) = said["rules"]["problems"]
    assert problem["file"] == "takst/overhead.yaml"
    assert (said["state"], said["rulebook"]) == ("ready", first)
    digest, breaches, run = decided(client)  # and it is recorded, by the rules that it was decided by
    assert (digest, breaches) == (first, 0)
    assert not Log.open(log).replay(str(run)).pairs
    assert client.get("/da/rules/rule/takst/overhead").status_code == 200
    write(folder, WRONG, NEW)
    said = until(client, lambda said: said["rules"]["state"] == "current")
    assert said["rules"]["problems"] == []
    assert decided(client)[1] == 1


def test_rules_that_are_put_back_are_the_current_ones_again(client: TestClient, folder: Path) -> None:
    first = ready(client)["rulebook"]
    write(folder, OLD, WRONG)
    until(client, lambda said: said["rules"]["state"] == "refused")
    write(folder, WRONG, OLD)
    assert until(client, lambda said: said["rules"]["state"] == "current")["rulebook"] == first


def test_a_folder_that_goes_away_is_told(client: TestClient, folder: Path) -> None:
    folder.rename(folder.with_name("elsewhere"))
    said = until(client, lambda said: said["rules"]["state"] == "refused")
    assert said["rules"]["problems"]
    assert decided(client)[1] == 0
    folder.with_name("elsewhere").rename(folder)
    until(client, lambda said: said["rules"]["state"] == "current")


def test_a_page_says_that_its_check_is_decided_anew(client: TestClient, folder: Path, log: str) -> None:
    notice = "Reglerne er ændret, siden kontrollen sidst blev vist."
    url, text = check(client, b"as_of: 2017-06-01\n" + FACTS)
    first = ready(client)["rulebook"]
    assert "Ingen krav er overtrådt" in text
    assert first in text
    write(folder, OLD, NEW)
    second = until(client, lambda said: said["rulebook"] != first)["rulebook"]
    asked = {"rule": "takst/overhead", "entity": "takst", "subject": "aa-1"}
    for path in ("/decision", "/missing", "/try"):
        assert notice in text_of(read(client.get(url + path, params=asked).text).all("main")[0])
    anew = client.get(url).text
    assert notice in anew
    assert "1 krav er overtrådt" in anew
    assert second in anew
    assert notice not in client.get(url).text
    runs = [run.number for run in Log.open(log).runs()]
    assert runs == [1, 2]
    assert "/da/runs/2" in anew
    write(folder, NEW, OLD)
    until(client, lambda said: said["rulebook"] == first)
    assert "/da/runs/1" in client.get(url).text  # by these rules it is recorded already
    assert len(Log.open(log).runs()) == 2


FACTS = b"""
driftsherre: [{id: midt, type: region}]
tilbud: [{id: aa, driftsherre: midt, institution: anden}]
takst: [{id: aa-1, tilbud: aa, administration: 60, direkte_omkostninger: 1000}]
"""


class Crews:
    """Lanes that only keep which rules they were given."""

    def __init__(self, rules: Rules) -> None:
        self.rules, self.given = rules, list[Rules]()

    async def renew(self, rules: Rules) -> None:
        self.given.append(rules)
        if rules.digest == "fails":
            raise Crashed
        self.rules = rules


def test_a_folder_that_is_written_to_is_let_lie_still() -> None:
    seen = [{"a": b"0"}, {"a": b"1"}, {"a": b"2"}, {"a": b"3"}, {"a": b"3"}, {"a": b"3"}, {"a": b"3"}]
    crews = looked(seen)
    assert [rules.files for rules in crews.given] == [{"a": b"3"}]


def test_what_is_refused_is_not_tried_again_and_again() -> None:
    crews = looked([{"a": b"fails"}] * 6 + [{"a": b"2"}] * 2)
    assert [rules.files["a"] for rules in crews.given] == [b"fails", b"2"]


def test_rules_that_change_while_they_are_read_are_read_again() -> None:
    read_ = iter([b"2", b"3"])
    crews = looked([{"a": b"1"}] * 2 + [{"a": b"3"}] * 3, lambda: {"a": next(read_)})
    assert [rules.files["a"] for rules in crews.given] == [b"3"]


def looked(seen: list[dict[str, bytes]], read_: Callable[[], dict[str, bytes]] | None = None) -> Crews:
    """Watch a folder that holds these files, look after look."""
    left, now = list(seen), dict[str, bytes]()

    def files(_: object) -> dict[str, bytes]:
        nonlocal now
        now = left.pop(0)  # at the end the watch falls over
        return now

    class Read(Rules):
        @property
        def digest(self) -> str:
            return "fails" if self.files["a"] == b"fails" else "sound"

    def reading(_: object) -> Rules:
        return Read(None, read_() if read_ else now, None)  # type: ignore[arg-type]

    crews = Crews(Read(None, {"a": b"0"}, None))  # type: ignore[arg-type]
    with suppress(IndexError):
        asyncio.run(Watch(crews, 0.0, files, reading).run())  # type: ignore[arg-type]
    return crews


@pytest.mark.slow
def test_what_runs_is_finished_by_the_old_rules(serve: Callable[..., Served], folder: Path, log: str) -> None:
    served = serve("--rules", str(folder), "--log", log, program=FAULTY)
    with served.client() as client:
        first = ready(client)["rulebook"]
        slow = client.post("/v1/jobs", json=OVERHEAD | {"title": "LATE"}).headers["location"]
        write(folder, OLD, NEW)
        until(client, lambda said: said["rulebook"] != first)
        assert client.get(slow).json()["state"] == "running"
        digest, breaches, _ = decided(client)
        assert (digest != first, breaches) == (True, 1)
        end = time.monotonic() + 60
        while client.get(slow).json()["state"] != "done":
            assert time.monotonic() < end
            time.sleep(0.1)
        late = client.get(f"{slow}/report").json()
    assert (late["run"]["rulebook"]["digest"], late["summary"]["breaches"]) == (first, 0)
    kept = Log.open(log)
    assert [kept.replay(str(run.number)).pairs for run in kept.runs()] == [(), ()]
    assert served.end() == 0
    assert not any("Traceback" in line for line in served.said), served.said


@pytest.mark.slow
def test_no_request_is_lost_while_rules_change(serve: Callable[..., Served], folder: Path, log: str) -> None:
    served = serve("--rules", str(folder), "--log", log, "--workers", "2", KLAUSUL_LIMIT_PER_MINUTE="100000")
    found: list[tuple[str, int, int]] = []
    over = threading.Event()

    def ask() -> None:
        with served.client() as client:
            while not over.is_set():
                found.append(decided(client))

    threads = [threading.Thread(target=ask) for _ in range(3)]
    for thread in threads:
        thread.start()
    try:
        with served.client() as client:
            for old, new in ((OLD, NEW), (NEW, WRONG), (WRONG, NEWER), (NEWER, OLD)):
                before = ready(client)["rulebook"]
                write(folder, old, new)
                if new == WRONG:
                    until(client, lambda said: said["rules"]["state"] == "refused")
                else:
                    until(client, lambda said, before=before: said["rulebook"] != before)  # type: ignore[misc]
            processes = served.workers()
    finally:
        over.set()
    for thread in threads:
        thread.join(60)
        assert not thread.is_alive()
    of_rules: dict[str, set[int]] = {}
    for digest, breaches, _ in found:
        of_rules.setdefault(digest, set()).add(breaches)
    assert sorted(map(sorted, of_rules.values())) == [[0], [0], [1]]
    assert len({run for *_, run in found}) == len(found) > 20
    assert len(processes) < 12  # crews that have finished are gone
    assert not Log.open(log).verify().findings
    assert served.end() == 0
