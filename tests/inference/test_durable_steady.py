"""The adapter to durable_rules over time: threads, memory, names of rulesets, its version."""

import importlib.metadata
import multiprocessing
import sys
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from engine.inference import durable, limits
from engine.inference.durable import Engine, InferenceFailed
from tests.inference.chaining import BOTH, CONCLUDES, TARIFF, Broken, c_module, chain, one_each


def test_threads_take_turns(tariff: Engine) -> None:
    sets = [{"overhead": {"b": b}, "omfattet": {"a": a}} for a in "tfu" for b in "tfu"] * 200
    expected = [chain(TARIFF, CONCLUDES, facts, {}) for facts in sets]
    interval = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    try:
        with ThreadPoolExecutor(4) as threads:
            assert list(threads.map(lambda facts: tariff.infer("s", facts, {}), sets)) == expected
    finally:
        sys.setswitchinterval(interval)


def memory() -> float:
    """The most memory that this process has had, in MB."""
    import resource  # not there on Windows

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1024 if sys.platform == "linux" else 1024**2)


def infer_many() -> None:
    productions, too_many, _, _ = one_each(65)
    limits.check = lambda productions, concludes: ()
    engine = Engine([*productions, *TARIFF], CONCLUDES)

    def some(count: int) -> None:
        for number in range(count):
            a, b = "tfu"[number % 3], "tfu"[number // 3 % 3]
            facts = {"omfattet": {"a": a}, "overhead": {"b": b}}
            if number % 50:
                assert engine.infer(f"subject {number}", facts, {}) == chain(TARIFF, CONCLUDES, facts, {})
            else:
                with pytest.raises(InferenceFailed):
                    engine.infer(f"subject {number}", {**facts, **too_many}, {})

    some(500)
    before = memory()
    some(20_000)
    assert memory() - before < 2


def test_memory_stays_flat_over_many_subjects_and_failures() -> None:
    process = multiprocessing.get_context("spawn").Process(target=infer_many)
    process.start()
    process.join(120)
    process.kill()
    assert process.exitcode == 0


def test_rulesets_have_names_of_their_own(monkeypatch: pytest.MonkeyPatch) -> None:
    names: list[str] = []

    def create(name: str, rules: str) -> Any:
        names.append(name)
        return c_module.create_ruleset(name, rules)

    monkeypatch.setitem(sys.modules, durable.MODULE, Broken("create_ruleset", create))
    engines = [Engine(TARIFF, CONCLUDES), Engine(TARIFF, {})]
    assert len(set(names)) == 2
    assert [engine.infer("s", BOTH, {})["overhead"] for engine in engines] == [{"met"}, set()]


def test_the_version_is_known_where_the_c_module_can_be_imported(monkeypatch: pytest.MonkeyPatch) -> None:
    assert durable.available() == importlib.metadata.version("durable_rules")
    monkeypatch.setitem(sys.modules, durable.MODULE, None)
    assert durable.available() is None
    with pytest.raises(ImportError):
        Engine(TARIFF, CONCLUDES)
