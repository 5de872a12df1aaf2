"""Work shared among processes: the same comes of any number of them, and what goes wrong is told the same."""

from __future__ import annotations

import multiprocessing
import os
import signal
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.commands.workers import Workers, can_fork
from engine.evaluation.explain import Disagreement
from engine.evaluation.trace import Ref
from engine.source.problem import Place, Problem, Problems
from engine.source.text import Text

pytestmark = pytest.mark.skipif(not can_fork(), reason="no process can be forked here")


@pytest.fixture(autouse=True)
def none_left() -> object:
    """No test leaves a process behind."""
    before = set(multiprocessing.active_children())
    yield
    assert set(multiprocessing.active_children()) <= before


@settings(max_examples=25)
@given(st.integers(1, 5), st.integers(0, 70))
def test_the_same_comes_of_any_number_of_processes(count: int, size: int) -> None:
    told: list[int] = []
    items = list(range(size))
    assert Workers(count).share(lambda item: item * item, items, told.append, least=1) == [n * n for n in items]
    assert sum(told) == size


def test_other_processes_do_the_work() -> None:
    here = os.getpid()
    assert here not in Workers(2).share(lambda _: os.getpid(), range(10), least=1)


@pytest.mark.parametrize(("size", "least", "forked"), [(9, 5, False), (10, 5, True), (1, 1, False), (2, 1, True)])
def test_where_it_does_not_pay_no_process_is_started(size: int, least: int, forked: bool) -> None:
    done = Workers(2).share(lambda _: os.getpid(), range(size), least=least)
    assert (os.getpid() not in done) is forked


@pytest.mark.parametrize("count", [1, 2, 3])
def test_the_first_that_goes_wrong_is_told(count: int) -> None:
    def work(item: int) -> int:
        if item in (7, 11, 30):
            time.sleep(0.1 if item == 7 else 0)
            raise Problems([Problem("x", Place("f", item), Text("a", "b"))])
        return item

    with pytest.raises(Problems) as raised:
        Workers(count).share(work, range(40), least=1)
    assert [problem.place.line for problem in raised.value.problems] == [7]


@pytest.mark.parametrize("count", [1, 2])
def test_errors_come_whole_from_another_process(count: int) -> None:
    def differ(_: int) -> None:
        raise Disagreement("r/x", Ref("takst", "t"), "met", "breached")

    with pytest.raises(Disagreement, match="r/x on takst t: met against breached"):
        Workers(count).share(differ, range(3), least=1)


def test_an_error_that_cannot_be_sent_is_told_in_its_words() -> None:
    class Local(Exception):  # noqa: N818 - one that cannot be pickled
        pass

    def fail(_: int) -> None:
        raise Local("so it was")

    with pytest.raises(RuntimeError, match="so it was"):
        Workers(2).share(fail, range(3), least=1)


@pytest.mark.parametrize("at", [0, 5, 9])
def test_a_process_that_is_killed_is_told(at: int) -> None:
    def work(item: int) -> int:
        if item == at:
            os.kill(os.getpid(), signal.SIGKILL)
        return item

    with pytest.raises(Problems) as raised:
        Workers(2).share(work, range(10), least=1)
    assert [problem.to("en") for problem in raised.value.problems] == [
        "--jobs: a process was stopped before it was done (memory may be short); nothing is decided; "
        "expected fewer processes, such as --jobs 1"
    ]


def test_interrupting_stops_all_processes() -> None:
    def work(item: int) -> int:
        time.sleep(60)
        return item

    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    before = signal.signal(signal.SIGALRM, interrupted)
    signal.setitimer(signal.ITIMER_REAL, 0.3)
    started = time.monotonic()
    try:
        with pytest.raises(KeyboardInterrupt):
            Workers(3).share(work, range(9), least=1)
    finally:
        signal.signal(signal.SIGALRM, before)
    assert time.monotonic() - started < 20
