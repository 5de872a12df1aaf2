"""The order in which rules are settled: what a rule rests on comes first; a circle is a problem."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from graphlib import CycleError, TopologicalSorter

from engine.language.nodes import Conclusion, walk
from engine.rulebook.model import Rule
from engine.source.problem import Problem
from engine.source.text import Text


def in_order(
    rules: Mapping[str, Rule], rests_on: Mapping[str, Collection[str]], problems: list[Problem]
) -> tuple[str, ...]:
    """Give the ids of `rules`, what is rested on first, else by id; circles are added to `problems`."""
    order, circles = sorted_out(rests_on)
    for circle in circles:
        listed = " -> ".join(circle)
        message = Text(
            f"reglerne hviler på hinanden i ring: {listed}", f"the rules rest on each other in a circle: {listed}"
        )
        problems.append(Problem("rule-cycle", rules[circle[0]].place, message))
    return order


def sorted_out(rests_on: Mapping[str, Collection[str]]) -> tuple[tuple[str, ...], list[list[str]]]:
    """Give the names with what each rests on before it, else by name; and the circles, which are left out of the order.

    A circle begins and ends with its first name, and each name in it rests on the next.
    """
    left = {name: sorted(others) for name, others in sorted(rests_on.items())}
    circles: list[list[str]] = []
    while True:
        sorter = TopologicalSorter(left)
        try:
            sorter.prepare()
        except CycleError as error:
            circle = list(reversed(error.args[1][1:]))
            start = circle.index(min(circle))
            circles.append([*circle[start:], *circle[: start + 1]])
            left = {name: [o for o in others if o not in circle] for name, others in left.items() if name not in circle}
            continue
        order: list[str] = []
        while sorter.is_active():
            ready = sorted(sorter.get_ready())
            order += ready
            sorter.done(*ready)
        return tuple(order), circles


def resting(rules: Mapping[str, Rule]) -> dict[str, frozenset[str]]:
    """Give for each rule the rules whose conclusions it uses, by any of its readings."""
    by_conclusion = {(rule.subject, rule.concludes): rule.id for rule in rules.values() if rule.concludes}
    return {id_: _rests_on(rule, by_conclusion) for id_, rule in sorted(rules.items())}


def _rests_on(rule: Rule, by_conclusion: Mapping[tuple[str, str], str]) -> frozenset[str]:
    found = {
        (node.entity, node.name)
        for expression in rule.possible
        for node in walk(expression)
        if isinstance(node, Conclusion)
    }
    return frozenset(by_conclusion[key] for key in found if key in by_conclusion)
