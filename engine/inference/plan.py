"""The plan of inference: which productions settle a rule, and at which stage its conditions can be evaluated."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import partial

from engine.evaluation.code import Compiled
from engine.evaluation.compile import Atoms, compile_atoms, rules_on
from engine.inference.clauses import Clauses, TooBranched
from engine.inference.durable import Engine
from engine.inference.limits import Limit, LimitBroken, Production
from engine.language.nodes import All, Conclusion, Node, Not, Some, Term, children, walk
from engine.rulebook.memo import Memo
from engine.rulebook.model import Rule, Rulebook
from engine.source.problem import Problem, Problems
from engine.source.text import Text


@dataclass(frozen=True, slots=True)
class Planned:
    """One rule made ready: its conditions' functions, the conclusions that it looks up, and its stage."""

    rule: Rule
    atoms: tuple[str, ...]
    maker: Callable[..., Atoms]
    conclusions: Mapping[str, Conclusion]
    stage: int


@dataclass(frozen=True, slots=True)
class Plan:
    """All rules by stage and entity, and for each entity the engine that holds its rules."""

    stages: tuple[Mapping[str, tuple[Planned, ...]], ...]
    engines: Mapping[str, Engine]


@dataclass(frozen=True, slots=True)
class Outline:
    """What is planned of one rule by itself: its conditions and their code, the conclusions, the ways to settle it."""

    atoms: tuple[str, ...]
    code: Compiled
    conclusions: Mapping[str, Conclusion]
    productions: tuple[Production, ...]


@dataclass(frozen=True, slots=True)
class Rest:
    """A conclusion that a rule rests on; `chained`: one of the same subject that a condition consists of."""

    entity: str
    name: str
    chained: bool


def plan(rulebook: Rulebook, subjects: Collection[str] | None = None, memo: Memo | None = None) -> Plan:
    """Give the plan of all rules, or of those on these kinds of `subjects`; by `memo`, where it remembers them.

    Raises Problems where the rules break a limit of durable_rules.
    """
    memo = Memo() if memo is None else memo
    chosen = set(rules_on(rulebook, subjects))
    problems: list[Problem] = []
    planned: dict[str, list[Planned]] = {}
    productions: dict[str, list[Production]] = {}
    stages: dict[str, int] = {}
    for id_ in rulebook.order:
        rule = rulebook.rules[id_]
        rests = memo.of("rests", rule, partial(_rests, rule))
        stages[id_] = max((stages[_concluding(rulebook, r)] + (not r.chained) for r in rests), default=0)
        if id_ not in chosen:
            continue
        try:
            outline = memo.of("plan", rule, partial(_outline, rule))
        except TooBranched:
            problems.append(_too_branched(rule))
            continue
        ready = Planned(rule, outline.atoms, outline.code.made(), outline.conclusions, stages[id_])
        planned.setdefault(rule.subject, []).append(ready)
        productions.setdefault(rule.subject, []).extend(outline.productions)
    engines = _engines(rulebook, productions, problems)
    if problems:
        raise Problems(problems)
    count = 1 + max(stages.values(), default=-1)
    return Plan(tuple(_at(planned, stage) for stage in range(count)), engines)


def _at(planned: Mapping[str, list[Planned]], stage: int) -> dict[str, tuple[Planned, ...]]:
    found = {entity: tuple(p for p in rules if p.stage == stage) for entity, rules in planned.items()}
    return {entity: rules for entity, rules in sorted(found.items()) if rules}


def _outline(rule: Rule) -> Outline:
    clauses = Clauses(rule)
    outcomes = clauses.outcomes()
    productions = tuple(
        Production(
            rule.id,
            outcome,
            tuple(sorted(test for test in clause if test[0] in clauses.atoms)),
            tuple(sorted(test for test in clause if test[0] not in clauses.atoms)),
        )
        for outcome, settled_by in outcomes.items()
        for clause in settled_by
    )
    code = compile_atoms(tuple(clauses.atoms.values()), rule)
    return Outline(tuple(clauses.atoms), code, clauses.conclusions, productions)


def _concluding(rulebook: Rulebook, rest: Rest) -> str:
    return rulebook.concluding(rest.entity, rest.name).id


def _rests(rule: Rule) -> tuple[Rest, ...]:
    """Give the conclusions that a rule rests on.

    One of the same subject is chained within a stage; one of another, or inside a condition, must be drawn at an
    earlier one.
    """
    leaves = (leaf for part in rule.expressions for leaf in _leaves(part))
    return tuple(
        Rest(node.entity, node.name, isinstance(leaf, Conclusion) and not leaf.owner.steps)
        for leaf in leaves
        for node in walk(leaf)
        if isinstance(node, Conclusion)
    )


def _leaves(node: Node) -> Iterator[Node]:
    """Give the conditions of `node` that clauses are made of."""
    if isinstance(node, All | Not | Some | Term):
        for child in children(node):
            yield from _leaves(child)
    else:
        yield node


def _engines(
    rulebook: Rulebook, productions: Mapping[str, list[Production]], problems: list[Problem]
) -> dict[str, Engine]:
    engines = {}
    for entity, settled_by in productions.items():
        concludes = {r.id: r.concludes for r in rulebook.rules.values() if r.subject == entity and r.concludes}
        try:
            engines[entity] = Engine(settled_by, concludes)
        except LimitBroken as error:
            problems += [_limit(limit, rulebook) for limit in error.limits]
    return engines


def _too_branched(rule: Rule) -> Problem:
    message = Text(
        f"{rule.id} kan afgøres på for mange måder til inferensen",
        f"{rule.id} can be settled in too many ways for the inference",
    )
    expected = Text("reglen delt op med konklusioner", "the rule divided by means of conclusions")
    return Problem("rule-too-branched", rule.place, message, expected)


def _limit(limit: Limit, rulebook: Rulebook) -> Problem:
    rule = rulebook.rules.get(limit.rule or "") or next(iter(rulebook.rules.values()))
    message = Text(
        f"inferensen kan ikke bære dette ({limit.code}): {limit.found}",
        f"the inference cannot carry this ({limit.code}): {limit.found}",
    )
    expected = Text(f"højst {limit.allowed}", f"at most {limit.allowed}")
    return Problem(f"limit-{limit.code}", rule.place, message, expected if isinstance(limit.allowed, int) else None)
