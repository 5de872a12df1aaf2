"""Code that decides a rule for one record `s`: each outcome adds a way to `ways` and goes on with the next record."""

from __future__ import annotations

from collections.abc import Callable

from engine.evaluation.coder import Coder
from engine.evaluation.ways import Outcome, Part, Way
from engine.language.nodes import All, Node
from engine.rulebook.model import Rule

Out = Callable[..., str]


def requirement(coder: Coder, rule: Rule) -> dict[str, Way]:
    """Emit the decision of a rule that demands something; give the ways that the code names."""
    ways: dict[str, Way] = {}

    def out(outcome: Outcome, part: Part, index: int = 0) -> str:
        return f"ways.append({_named(ways, outcome, part, index)}); continue"

    applies = _when(coder, rule.when, out, "not_applicable")
    if applies is not None:
        coder.emit(f"if {applies} is None: {out('undetermined', 'when')}")
    _unless(coder, rule, out, "exempt", "undetermined")
    assert rule.require is not None  # noqa: S101 - the loader has seen to it
    test = coder.test(rule.require)
    if test.unknown_if:
        coder.emit(f"if {' or '.join(test.unknown_if)}: {out('undetermined', 'require')}")
    coder.emit(f"if {test.code}: {out('met', 'require')}")
    coder.emit(out("breached", "require"))
    return ways


def conclusion(coder: Coder, rule: Rule) -> dict[str, Way]:
    """Emit the decision of a rule that settles something, which it also notes on the record; give the ways named."""
    ways: dict[str, Way] = {}

    def out(outcome: Outcome, part: Part, index: int = 0) -> str:
        truth = {"true": True, "false": False}.get(outcome)
        return f"s.c_{rule.concludes} = {truth}; ways.append({_named(ways, outcome, part, index)}); continue"

    holds = _when(coder, rule.when, out, "false")
    _unless(coder, rule, out, "false", "unknown")
    coder.emit(f"if {holds}: {out('true', 'when')}")
    coder.emit(out("unknown", "when"))
    return ways


def _named(ways: dict[str, Way], outcome: Outcome, part: Part, index: int) -> str:
    name = f"{outcome}_{part}_{index}".upper()
    ways[name] = Way(outcome, part, index)
    return name


def _when(coder: Coder, when: Node | None, out: Out, failed: Outcome) -> str | None:
    """Emit the conditions of `when` one by one: the first that is false settles it; give the variable for the rest."""
    if when is None:
        return None
    items = when.items if isinstance(when, All) else (when,)
    if len(items) == 1:
        name = coder.truth(when)
        coder.emit(f"if {name} is False: {out(failed, 'when')}")
        return name
    applies = coder.new("w")
    coder.emit(f"{applies} = True")
    for index, item in enumerate(items):
        test = coder.test(item)
        if test.unknown_if:
            coder.emit(f"if {' or '.join(test.unknown_if)}: {applies} = None")
        coder.emit(f"{'elif' if test.unknown_if else 'if'} not ({test.code}): {out(failed, 'when', index)}")
    return applies


def _unless(coder: Coder, rule: Rule, out: Out, holds: Outcome, unknown: Outcome) -> None:
    """Emit the exceptions: the first that is true settles the rule, else the first that is unknown leaves it open."""
    names = []
    for index, exemption in enumerate(rule.unless):
        names.append(coder.truth(exemption.test))
        coder.emit(f"if {names[index]}: {out(holds, 'unless', index)}")
    for index, name in enumerate(names):
        coder.emit(f"if {name} is None: {out(unknown, 'unless', index)}")
