"""What goes wrong in durable_rules fails that subject and no other, and leaves nothing behind."""

import itertools
import os
import pickle
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from engine.inference import limits
from engine.inference.durable import Engine, InferenceFailed
from tests.inference.chaining import BOTH, CONCLUDES, TARIFF, Broken, Facts, c_module, full, one_each, stateless


@pytest.fixture
def unchecked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "check", lambda productions, concludes: ())


@pytest.mark.usefixtures("unchecked")
def test_an_error_of_the_c_module_fails_that_subject_and_no_other() -> None:
    productions, facts, _, _ = one_each(65)
    engine = Engine([*productions, *TARIFF], CONCLUDES)
    for _ in range(3):
        with pytest.raises(InferenceFailed, match="303") as failed:
            engine.infer("tilbud 7", {"omfattet": {"a": "t"}, **facts}, {})
        assert (failed.value.subject, failed.value.code) == ("tilbud 7", "c-module")
        assert stateless(engine)
        assert engine.infer("tilbud 8", {"overhead": {"b": "t"}, "omfattet": {}}, {}) == {
            "overhead": set(),
            "omfattet": set(),
        }


@pytest.mark.usefixtures("unchecked")
def test_an_error_at_load_is_an_error() -> None:
    with pytest.raises(InferenceFailed, match="106") as failed:
        Engine(full(4_096)[0], {})
    assert (failed.value.subject, failed.value.code) == ("", "c-module")


def answer(code: int, field: str, handle: int, fact: str) -> tuple[int, int]:
    """Assert the fact, but give that code for one with that field."""
    taken, state = c_module.assert_fact(handle, fact)
    return (code if f'"{field}"' in fact else taken, state)


BREAKS: dict[str, tuple[str, Callable[..., Any], str]] = {
    "nothing fires": ("start_action_for_state", lambda handle, state: None, "end-marker"),
    "it stops too early": ("complete_and_start_action", lambda handle, state: None, "end-marker"),
    "it never stops": ("complete_and_start_action", lambda handle, state: '{"1":{}}', "end-marker"),
    "the end comes first": ("start_action_for_state", lambda handle, state: ("", '{"end":{}}'), "end-marker"),
    "the end comes twice": ("complete_and_start_action", lambda handle, state: '{"end":{}}', "end-marker"),
    "the marker is left out": ("assert_fact", lambda handle, fact: answer(1, "end", handle, fact), "not-taken"),
    "a conclusion is left out": ("assert_fact", lambda handle, fact: answer(1, "name", handle, fact), "not-taken"),
    "an id is there already": ("assert_fact", lambda handle, fact: answer(2, "rule", handle, fact), "not-taken"),
}


@pytest.mark.parametrize("way", BREAKS)
def test_an_inference_that_is_not_complete_fails(way: str) -> None:
    function, replacement, code = BREAKS[way]
    engine = Engine(TARIFF, CONCLUDES)
    engine._c = Broken(function, replacement)
    with pytest.raises(InferenceFailed) as failed:
        engine.infer("tilbud 7", BOTH, {})
    assert (failed.value.subject, failed.value.code) == ("tilbud 7", code)
    engine._c = c_module
    assert stateless(engine)
    assert engine.infer("tilbud 8", BOTH, {}) == {"overhead": {"met"}, "omfattet": {"true"}}


def test_an_interruption_leaves_no_state_behind() -> None:
    calls = itertools.count()

    def interrupted(handle: int, fact: str) -> Any:
        if next(calls) == 2:
            raise KeyboardInterrupt
        return c_module.assert_fact(handle, fact)

    engine = Engine(TARIFF, CONCLUDES)
    engine._c = Broken("assert_fact", interrupted)
    with pytest.raises(KeyboardInterrupt):
        engine.infer("tilbud 7", BOTH, {})
    assert stateless(engine)
    assert engine.infer("tilbud 8", {"overhead": {"b": "t"}}, {}) == {"overhead": set()}


@pytest.mark.parametrize(
    ("facts", "conclusions", "detail"),
    [
        ({"omfattet": {"a": "true"}}, {}, "omfattet: true"),
        ({"omfattet": {"unheard-of": ""}}, {}, "omfattet: "),
        ({}, {"tilbud.omfattet": "u"}, "tilbud.omfattet: u"),
        ({}, {"unheard-of": "tf"}, "unheard-of: tf"),
    ],
)
def test_other_values_than_the_three_fail(
    tariff: Engine, facts: Facts, conclusions: Mapping[str, str], detail: str
) -> None:
    with pytest.raises(InferenceFailed) as failed:
        tariff.infer("tilbud 7", facts, conclusions)
    assert (failed.value.subject, failed.value.code, failed.value.detail) == ("tilbud 7", "value", detail)
    assert stateless(tariff)


def test_a_failure_crosses_processes() -> None:
    failed = pickle.loads(pickle.dumps(InferenceFailed("tilbud 7", "c-module", "303")))
    assert (failed.subject, failed.code, failed.detail) == ("tilbud 7", "c-module", "303")


ROOT = Path(__file__).parents[2]
FAILS_FIRST = """
from engine.inference.durable import Engine, InferenceFailed, Production
engine = Engine([Production("r", "met", (), ())], {})
try:
    engine.infer("s", {"r": {"a": "?"}}, {})
except InferenceFailed:
    print(engine.infer("s", {"r": {}}, {}))
"""


def test_a_failure_before_anything_has_fired_does_not_crash() -> None:
    # With memory that is not zero by chance, deleting a state in which nothing was ever started is a crash.
    filled = os.environ | {"MALLOC_PERTURB_": "165"}
    command = [sys.executable, "-c", FAILS_FIRST]
    done = subprocess.run(command, check=False, cwd=ROOT, env=filled, capture_output=True, text=True)
    assert (done.returncode, done.stdout) == (0, "{'r': frozenset({'met'})}\n")
