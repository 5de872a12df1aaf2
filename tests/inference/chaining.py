"""What the tests of the adapter to durable_rules share: a chainer in plain Python, a few rules, a broken C module."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import pytest

from engine.inference.durable import Engine, Production

c_module = pytest.importorskip("durable_rules_engine", exc_type=ImportError)
Facts = Mapping[str, Mapping[str, str]]


def chain(
    productions: Sequence[Production], concludes: Mapping[str, str], facts: Facts, conclusions: Mapping[str, str]
) -> dict[str, frozenset[str]]:
    """What must come out: settle what can be settled until nothing new is."""
    known = set(conclusions.items())
    settled: dict[str, set[str]] = {rule: set() for rule in facts}
    size = -1
    while size != len(known):
        size = len(known)
        for production in productions:
            rule, settles = production.rule, production.settles
            atoms_hold = rule in facts and all(facts[rule].get(field) == value for field, value in production.atoms)
            if atoms_hold and known.issuperset(production.conclusions):
                settled[rule].add(settles)
                if rule in concludes and settles in ("true", "false"):
                    known.add((concludes[rule], settles[0]))
    return {rule: frozenset(outcomes) for rule, outcomes in settled.items()}


TARIFF = [
    Production("omfattet", "true", (("a", "t"),), ()),
    Production("omfattet", "false", (("a", "f"),), ()),
    Production("overhead", "met", (("b", "t"),), (("tilbud.omfattet", "t"),)),
    Production("overhead", "breached", (("b", "f"),), (("tilbud.omfattet", "t"),)),
    Production("overhead", "not-applicable", (), (("tilbud.omfattet", "f"),)),
]
CONCLUDES = {"omfattet": "tilbud.omfattet"}


# Each at its limit by `size`: productions, facts, conclusions, and how much is settled. Beyond it, the C module hangs,
# crashes or reports an error, so what is accepted is tried in a process of its own.
Case = tuple[list[Production], Facts, Mapping[str, str], int]


def one_each(size: int) -> Case:
    productions = [Production("r", f"way-{way}", ((f"f{way}", "t"),), ()) for way in range(size)]
    return productions, {"r": {f"f{way}": "t" for way in range(size)}}, {}, size


def full(size: int) -> Case:
    productions = [Production(f"r{n % 400}", f"way-{n}", ((f"f{n // 400}", "t"),), ()) for n in range(size)]
    return productions, {f"r{rule}": {f"f{field}": "t" for field in range(11)} for rule in range(400)}, {}, size


def stateless(engine: Engine) -> bool:
    with pytest.raises(c_module.error, match="309"):  # no such state
        c_module.get_state(engine._handle, None)
    return True


class Broken:
    """The C module, but for one function."""

    error = c_module.error

    def __init__(self, function: str, replacement: Callable[..., Any]) -> None:
        self._replaced = {function: replacement}

    def __getattr__(self, name: str) -> Any:
        return self._replaced.get(name, getattr(c_module, name))


BOTH = {"overhead": {"b": "t"}, "omfattet": {"a": "t"}}
