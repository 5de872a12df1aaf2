"""Random judgements, and deciding everything again: apart from the code that looks for changes."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

from engine.decision.decide import Decision, Judgement, Prepared, judge
from engine.evaluation.compile import compile_rules
from engine.evaluation.evaluate import evaluate
from engine.evaluation.trace import Missing
from engine.remedy.bench import Pair
from engine.remedy.scene import with_facts
from engine.values.kinds import Value
from tests.generate import AS_OF, some_facts, some_rulebook, some_vocabulary


def some_judgements(random: Random) -> Iterator[Judgement]:
    """Give the decisions of some rules on a few fact sets."""
    vocabulary = some_vocabulary(random)
    prepared = Prepared(compile_rules(some_rulebook(random, vocabulary)), None, None)
    for _ in range(4):
        yield judge(prepared, some_facts(random, vocabulary), random.choice(AS_OF[:3]))


def again(judgement: Judgement, known: dict[Missing, Value]) -> dict[Pair, str]:
    """Decide everything again with some facts changed or filled in."""
    program = judgement.prepared.program
    evaluation = evaluate(program, with_facts(judgement.facts, known), judgement.as_of)
    return {
        (id_, record.subject.id): way.outcome
        for id_, ways in evaluation.ways.items()
        for record, way in zip(evaluation.records.of[program.rulebook.rules[id_].subject], ways, strict=True)
    }


def pair(decision: Decision) -> Pair:
    """Give what names a decision."""
    return decision.rule.id, decision.subject.id
