"""What the adapter to durable_rules accepts works, each at its limit, and one more is refused."""

import multiprocessing
from collections.abc import Callable

import pytest

from engine.inference import limits
from engine.inference.durable import Engine, LimitBroken, Production
from tests.inference.chaining import Case, full, one_each


def at_root(size: int) -> Case:
    productions = [Production(f"r{number}", "met", (("a", "t"),), ()) for number in range(size - 1)]
    return productions, {production.rule: {"a": "t"} for production in productions}, {}, size - 1


def identical(size: int) -> Case:
    return [Production("r", f"way-{way}", (("a", "t"),), ()) for way in range(size)], {"r": {"a": "t"}}, {}, size


def branching(size: int) -> Case:
    productions = [Production("r", f"way-{way}", ((f"a{way:02}", "t"),), ()) for way in range(19)]
    productions += [Production("r", f"in-{way}", (("a19", "t"), (f"b{way}", "t")), ()) for way in range(size - 19)]
    facts = {f"a{way:02}": "t" for way in range(20)} | {f"b{way}": "t" for way in range(size - 19)}
    return productions, {"r": facts}, {}, size


def one_path(size: int) -> Case:
    atoms = tuple((f"f{number}", "t") for number in range(size))
    return [Production("r", "met", atoms, ())], {"r": dict(atoms)}, {}, 1


def all_of(size: int) -> Case:
    known = {f"c{number}": "t" for number in range(size - 1)}
    return [Production("r", "met", (), tuple(known.items()))], {"r": {}}, known, 1


NEAR: dict[str, tuple[str, Callable[[int], Case], int]] = {
    "root": ("tests-at-node", at_root, limits.NODE_TESTS),
    "identical": ("identical-tests", identical, limits.IDENTICAL),
    "matched": ("matched-tests", one_each, limits.MATCHED),
    "branching": ("matched-tests", branching, limits.MATCHED),
    "path": ("fields", one_path, limits.FIELDS),
    "patterns": ("patterns", all_of, limits.PATTERNS),
    "productions": ("productions", full, limits.PRODUCTIONS),
}


def infer_near(case: str) -> None:
    _, build, size = NEAR[case]
    productions, facts, conclusions, settled = build(size)
    engine = Engine(productions, {})
    for _ in range(3):
        assert sum(map(len, engine.infer("s", facts, conclusions).values())) == settled
        assert not any(engine.infer("s", {rule: {} for rule in facts}, {}).values())


@pytest.mark.parametrize("case", NEAR)
def test_what_is_accepted_works_and_one_more_is_refused(case: str) -> None:
    process = multiprocessing.get_context("spawn").Process(target=infer_near, args=(case,))
    process.start()
    process.join(60)
    process.kill()
    assert process.exitcode == 0
    code, build, size = NEAR[case]
    with pytest.raises(LimitBroken) as refused:
        Engine(build(size + 1)[0], {})
    assert [limit.code for limit in refused.value.limits] == [code]
