"""Which facts decided: those that a condition came out by, down through the rules that it rests on."""

from __future__ import annotations

from collections.abc import Iterator

from engine.decision.decide import Decision, Judgement
from engine.evaluation.trace import Element, RuleTrace, Step
from engine.language.nodes import Aggregate, All, Conclusion, Fact, If, Some
from engine.source.problem import Place


def deciding_places(judgement: Judgement, decision: Decision) -> tuple[Place, ...]:
    """Give where the facts stand that decided, each once, the nearest first; where the subject stands, if none does.

    Of a decision that is open, it is where the subjects stand that lack a fact.
    """
    subjects = judgement.facts.subjects
    found: list[Place | None]
    if decision.way.settled:
        step = judgement.settling(decision)
        found = [step.source for step in _of(step)] if step else []
    else:
        refs = [missing.subject for missing in judgement.missing(decision)]
        found = [subjects[ref.entity][ref.id].places.get("id") for ref in refs]
    known = dict.fromkeys(place for place in found if place is not None)
    own = decision.subject.places.get("id")
    return tuple(known) or ((own,) if own else ())


def _of_rule(trace: RuleTrace) -> Iterator[Step]:
    """Give the facts that decided a rule."""
    way = trace.way
    if way.part == "unless":
        yield from _of(trace.unless[way.index])
    elif way.part == "require" and trace.require is not None:
        yield from _of(trace.require)
    elif way.part == "when" and way.outcome in ("not_applicable", "false"):
        yield from _of(trace.conditions[way.index])
    elif way.part == "when" and trace.when is not None:
        yield from _of(trace.when)


def _of(step: Step) -> Iterator[Step]:
    """Give the facts that a step came out by."""
    node, inner = step.node, step.children
    if isinstance(node, Fact):
        yield step
    elif isinstance(node, Conclusion):
        if step.concluded is not None:
            yield from _of_rule(step.concluded)
    elif isinstance(node, All | Some):
        deciding = [child for child in inner if child.value is step.value]
        one_does = isinstance(node, Some) is bool(step.value)
        for child in deciding[:1] if one_does else deciding:
            yield from _of(child)
    elif isinstance(node, If) and inner[0].value is not None:
        for child in (inner[1 if inner[0].value else 2], inner[0]):
            yield from _of(child)
    else:
        for child in inner:
            yield from _of(child)
        for element in _elements(step):
            for part in (element.body, element.where):
                if part is not None:
                    yield from _of(part)


def _elements(step: Step) -> list[Element]:
    """Give the related subjects that count; of `any` and `all` those that settle it, where some do."""
    counted = [each for each in step.elements if each.belongs]
    if not isinstance(step.node, Aggregate) or step.node.function not in ("any", "all"):
        return counted
    return [each for each in counted if each.body is not None and each.body.value is step.value]
