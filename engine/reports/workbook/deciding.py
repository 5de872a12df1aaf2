"""Where the facts stand that decided a requirement; for an open one, where those that are missing could stand."""

from __future__ import annotations

from collections.abc import Iterator

from engine.decision.decide import Decision, Judgement
from engine.evaluation.trace import RuleTrace, Step
from engine.evaluation.ways import Way
from engine.language.nodes import All, If, Some
from engine.source.problem import Place


def deciding(judgement: Judgement, decision: Decision) -> tuple[Place, ...]:
    """Give the places of the facts that decided, each once; that of the subject where none is known of them."""
    if decision.way.settled:
        found = [step.source for step in _steps(judgement.trace(decision)) if step.source]
    else:
        subjects = judgement.facts.subjects
        gaps = [(subjects[m.subject.entity].get(m.subject.id), m.field) for m in judgement.missing(decision)]
        found = [place for subject, name in gaps if subject and (place := subject.empty.get(name))]
    return tuple(dict.fromkeys(found)) or (decision.subject.places["id"],)


def _steps(trace: RuleTrace) -> Iterator[Step]:
    """Give the steps that settled a rule, also of the rules that it rests on."""
    waiting, seen = list(reversed(_settling(trace, trace.way))), set[int]()
    while waiting:
        step = waiting.pop()
        if id(step) in seen:
            continue
        seen.add(id(step))
        yield step
        ahead = [*_children(step), *_parts_of_elements(step)]
        if step.concluded is not None:
            ahead += _settling(step.concluded, step.concluded.way)
        waiting += reversed(ahead)


def _settling(trace: RuleTrace, way: Way) -> list[Step]:
    if way.part == "period":
        return []
    if way.part == "require" and trace.require:
        return [trace.require]
    if way.part == "unless":
        return [trace.unless[way.index]]
    if way.part == "when" and trace.when:
        is_one_of_all = isinstance(trace.when.node, All) and trace.when.value is False
        return [trace.when.children[way.index] if is_one_of_all else trace.when]
    return list(trace.tops)


def _children(step: Step) -> tuple[Step, ...]:
    """Give the steps below that gave a step its value."""
    if isinstance(step.node, All | Some):
        return tuple(child for child in step.children if child.value is step.value)
    if isinstance(step.node, If) and step.children[0].value is not None:
        test, yes, *no = step.children
        return (test, yes) if test.value else (test, *no)
    return step.children


def _parts_of_elements(step: Step) -> Iterator[Step]:
    """Give the parts of the related subjects that count; of a truth, only of those that are alike to it, if any."""
    counted = [each for each in step.elements if each.belongs]
    if isinstance(step.value, bool):
        counted = [each for each in counted if each.body and each.body.value is step.value] or counted
    for each in counted:
        yield from (part for part in (each.body, each.where) if part is not None)
