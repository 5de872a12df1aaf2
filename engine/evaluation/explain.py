"""Makes traces: each rule worked out once more for one subject, and compared with how it was decided."""

from __future__ import annotations

from collections import deque
from collections.abc import Hashable
from dataclasses import dataclass, field
from weakref import WeakValueDictionary

from engine.evaluation.alike import Reads
from engine.evaluation.evaluate import Evaluation
from engine.evaluation.records import Record
from engine.evaluation.trace import Ref, RuleTrace, Step
from engine.evaluation.walker import DeeperFirst, Shared, Walker
from engine.evaluation.ways import Outcome, Way
from engine.language.nodes import All, Node
from engine.rulebook.model import Rule

OUTCOMES: dict[bool | None, Outcome] = {True: "met", False: "breached", None: "undetermined"}
RECENT = 64
"""Traces of requirements that are kept though nobody holds them: a report asks for one several times in a row."""


class Disagreement(Exception):  # noqa: N818 - the name says what happened
    """Raised when two ways of deciding do not give the same: a fault of the program, never settled silently."""

    def __init__(self, rule: str, subject: Ref, first: str, second: str) -> None:
        """Keep the rule, the subject and the two outcomes."""
        self.rule, self.subject, self.first, self.second = rule, subject, first, second
        super().__init__(f"{rule} on {subject.entity} {subject.id}: {first} against {second}")

    def __reduce__(self) -> tuple[type[Disagreement], tuple[str, Ref, str, str]]:
        """Give what it is made anew of in another process."""
        return Disagreement, (self.rule, self.subject, self.first, self.second)


@dataclass
class Explainer:
    """Gives the trace of any decision of an evaluation.

    Those of conclusions, on which others rest, are kept. That of a requirement is the same one as long as anybody
    holds it, and is made anew after that: all of them at a time would fill the memory.
    """

    evaluation: Evaluation
    conclusions: dict[tuple[str, str], RuleTrace] = field(default_factory=dict)
    requirements: WeakValueDictionary[tuple[str, str], RuleTrace] = field(default_factory=WeakValueDictionary)
    recent: deque[RuleTrace] = field(default_factory=lambda: deque(maxlen=RECENT))
    shared: Shared = field(default_factory=Shared)
    last: tuple[tuple[str, str], Step | None] | None = None
    """The step that settled the decision asked for last: it is asked for several times in a row."""
    reads: Reads = field(default_factory=Reads)
    alike: dict[Hashable, int] = field(default_factory=dict)
    numbered: tuple[Rule, Record, int] | None = None
    """The decision whose number was asked for last, with the number."""
    positions: dict[str, dict[str, int]] = field(default_factory=dict)
    depth: int = 0
    """How many steps the one being made lies within, over all rules."""

    def __post_init__(self) -> None:
        """Look up once which rule concludes what."""
        rules = self.evaluation.program.rulebook.rules.values()
        self.concluding = {(rule.subject, rule.concludes): rule for rule in rules if rule.concludes}

    def trace(self, rule: Rule, record: Record) -> RuleTrace:
        """Give the full trace of `rule` for the subject of `record`. Raises Disagreement with the compiled rule."""
        waiting = [(rule, record)]
        while waiting:
            self.depth = 0
            try:
                made = self.within(*waiting[-1])
                waiting.pop()
            except DeeperFirst as first:
                waiting.append((first.rule, first.record))
        return made

    def settling(self, rule: Rule, record: Record, way: Way) -> Step | None:
        """Give the step that settled `rule` in this `way`, as it stands in the trace; None where no step did.

        The rest of the trace is not made. Raises Disagreement where the step does not settle it so.
        """
        key = (rule.id, record.subject.id)
        if self.last is None or self.last[0] != key:
            self.last = key, self._settling(rule, record, way)
        return self.last[1]

    def number(self, rule: Rule, record: Record, way: Way) -> int:
        """Give the same number for all subjects for which `rule` was settled in this `way` from the same values."""
        if self.numbered is None or self.numbered[0] is not rule or self.numbered[1] is not record:
            node = settling_node(rule, way)
            values = None if node is None else self.reads.of(node)(record)
            self.numbered = rule, record, self.alike.setdefault((rule.id, way, values), len(self.alike))
        return self.numbered[2]

    def _settling(self, rule: Rule, record: Record, way: Way) -> Step | None:
        node = settling_node(rule, way)
        if node is None:
            return None
        try:
            self.depth = 0
            step = Walker(self, rule, self.evaluation.as_of, [record]).step(node)
        except DeeperFirst as first:
            self.trace(first.rule, first.record)
            return self._settling(rule, record, way)
        truth = way.part == "unless" or way.outcome in ("met", "true")
        if step.value is not truth:
            ref = Ref(rule.subject, record.subject.id)
            raise Disagreement(rule.id, ref, f"{node.text} = {step.value}", str(way))
        return step

    def within(self, rule: Rule, record: Record) -> RuleTrace:
        """Give a trace that another one rests on. Raises DeeperFirst where it must be made before."""
        kept = self.conclusions if rule.is_conclusion else self.requirements
        key = (rule.id, record.subject.id)
        found = kept.get(key)
        if found is None:
            found = kept[key] = self._trace(rule, record)
            if not rule.is_conclusion:
                self.recent.append(found)
        return found

    def has(self, rule: Rule, record: Record) -> bool:
        """Say whether the trace of a conclusion is made."""
        return (rule.id, record.subject.id) in self.conclusions

    def _trace(self, rule: Rule, record: Record) -> RuleTrace:
        as_of = self.evaluation.as_of
        in_force = rule.period.holds(as_of)
        walker = Walker(self, rule, as_of, [record])
        when = walker.step(rule.when) if rule.when is not None else None
        unless = tuple(walker.step(exemption.test) for exemption in rule.unless)
        require = walker.step(rule.require) if rule.require is not None else None
        way, ref = decided(rule, in_force, when, unless, require), Ref(rule.subject, record.subject.id)
        compiled = self.evaluation.ways[rule.id][self._position(ref)]
        if way != compiled:
            raise Disagreement(rule.id, ref, str(way), str(compiled))
        return RuleTrace(rule, ref, way, in_force, when, unless, require)

    def _position(self, ref: Ref) -> int:
        if ref.entity not in self.positions:
            records = self.evaluation.records.of[ref.entity]
            self.positions[ref.entity] = {record.subject.id: index for index, record in enumerate(records)}
        return self.positions[ref.entity][ref.id]


def settling_node(rule: Rule, way: Way) -> Node | None:
    """Give the part of a rule that settled it in this way; None where that is its period, or the absence of any."""
    if way.part == "require":
        return rule.require
    if way.part == "unless":
        return rule.unless[way.index].test
    if way.part != "when" or rule.when is None or way.outcome not in ("not_applicable", "false"):
        return rule.when if way.part == "when" else None
    return rule.when.items[way.index] if isinstance(rule.when, All) else rule.when


def decided(rule: Rule, in_force: bool, when: Step | None, unless: tuple[Step, ...], require: Step | None) -> Way:
    """Give how a rule is decided by the values of its parts: the definition that the compiled rules must agree with."""
    concludes = rule.is_conclusion
    if not in_force:
        return Way("unknown" if concludes else "not_applicable", "period")
    if when is not None and when.value is False:
        conditions = when.children if isinstance(when.node, All) else (when,)
        failed = next(index for index, step in enumerate(conditions) if step.value is False)
        return Way("false" if concludes else "not_applicable", "when", failed)
    applies = when is None or when.value is True
    exceptions = [step.value for step in unless]
    if not applies and not concludes:
        return Way("undetermined", "when")
    if True in exceptions:
        return Way("false" if concludes else "exempt", "unless", exceptions.index(True))
    if None in exceptions:
        return Way("unknown" if concludes else "undetermined", "unless", exceptions.index(None))
    if require is None:
        return Way("true" if applies else "unknown", "when")
    assert require.value is None or isinstance(require.value, bool)  # noqa: S101 - the checker has seen to it
    return Way(OUTCOMES[require.value], "require")
