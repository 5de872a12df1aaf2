"""What two rulebooks differ in: rules, parameters, terms, conditions and readings. Their layout does not count."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from engine.language.nodes import Node, Term, walk
from engine.rulebook.format import tight
from engine.rulebook.model import Dated, Deadline, Exemption, Option, Parameter, Reading, Rule, Rulebook

Part = Literal["added", "removed", "modality", "period", "when", "require", "unless", "concludes", "subject"]
Wording = Literal["title", "interpretation", "remedy", "question", "says", "term_says", "citations"]
WORDINGS: tuple[Wording, ...] = ("title", "interpretation", "remedy", "question", "says", "term_says", "citations")


@dataclass(frozen=True, slots=True)
class RuleChange:
    """A rule that is new or gone, or a part of it that is another. `old` and `new`: the rule in either rulebook.

    For 'unless' `index` is the exception's place; on a side that has fewer there is none.
    """

    part: Part
    old: Rule | None
    new: Rule | None
    index: int = 0

    @property
    def rule(self) -> Rule:
        """Give the rule, as it is if it still is."""
        rule = self.new or self.old
        assert rule  # noqa: S101 - one of them is there
        return rule

    def test(self, *, now: bool) -> Node | None:
        """Give the condition that the part is, before or now; None where there is none."""
        rule = self.new if now else self.old
        if rule is None or self.part not in ("when", "require", "unless"):
            return None
        if self.part == "unless":
            return rule.unless[self.index].test if self.index < len(rule.unless) else None
        return rule.when if self.part == "when" else rule.require


@dataclass(frozen=True, slots=True)
class WordingChange:
    """Texts of a rule that are worded otherwise, which changes no decision."""

    rule: Rule
    texts: tuple[Wording, ...]


@dataclass(frozen=True, slots=True)
class ValueChange:
    """What a parameter of a file is on `start` and after: its value before and now; None where it has none."""

    file: str
    old: Parameter | None
    new: Parameter | None
    start: date
    before: Dated | None
    now: Dated | None


@dataclass(frozen=True, slots=True)
class TermChange:
    """A term of a file that stands for something else. `rule`: one that uses it, to put it in words."""

    file: str
    name: str
    old: tuple[Rule, Node] | None
    new: tuple[Rule, Node] | None


@dataclass(frozen=True, slots=True)
class ReadingChange:
    """A question that is new or gone, that another option is used of, or whose options are others."""

    old: Reading | None
    new: Reading | None


@dataclass(frozen=True, slots=True)
class DeadlineChange:
    """A deadline that is new or gone, or that falls on other days."""

    old: Deadline | None
    new: Deadline | None


Change = RuleChange | WordingChange | ValueChange | TermChange | ReadingChange | DeadlineChange


def changes(old: Rulebook, new: Rulebook) -> tuple[Change, ...]:
    """Give what differs: parameters first, then terms, readings, rules, deadlines and wordings."""
    found: list[Change] = [*_values(old, new), *_terms(old, new), *_readings(old, new)]
    rules = [change for id_ in sorted({*old.rules, *new.rules}) for change in _of_rule(old, new, id_)]
    worded = [change for change in rules if isinstance(change, WordingChange)]
    return (*found, *(change for change in rules if change not in worded), *_deadlines(old, new), *worded)


def _of_rule(old: Rulebook, new: Rulebook, id_: str) -> Iterator[RuleChange | WordingChange]:
    x, y = old.rules.get(id_), new.rules.get(id_)
    if x is None or y is None:
        yield RuleChange("added" if x is None else "removed", x, y)
        return
    parts: tuple[tuple[Part, object, object], ...] = (
        ("subject", x.subject, y.subject),
        ("concludes", x.concludes, y.concludes),
        ("modality", x.modality, y.modality),
        ("period", x.period, y.period),
        ("when", _text(x.when), _text(y.when)),
        ("require", _text(x.require), _text(y.require)),
    )
    yield from (RuleChange(part, x, y) for part, before, now in parts if before != now)
    for index in range(max(len(x.unless), len(y.unless))):
        if _exception(x.unless, index) != _exception(y.unless, index):
            yield RuleChange("unless", x, y, index)
    texts = tuple(name for name in WORDINGS if getattr(x, name) != getattr(y, name))
    if texts:
        yield WordingChange(y, texts)


def _exception(unless: tuple[Exemption, ...], index: int) -> tuple[str, object] | None:
    if index >= len(unless):
        return None
    return _text(unless[index].test) or "", unless[index].citations


def _values(old: Rulebook, new: Rulebook) -> Iterator[ValueChange]:
    before, now = _parameters(old), _parameters(new)
    for key in sorted({*before, *now}):
        x, y = before.get(key), now.get(key)
        for day in sorted({*_turns(x), *_turns(y)}):
            one, other = (each.at(day) if each else None for each in (x, y))
            if (one and one.value) != (other and other.value):
                yield ValueChange(key[0], x, y, day, one, other)


def _turns(parameter: Parameter | None) -> Iterator[date]:
    """Give the days from which a parameter's value may be another, or none."""
    for dated in parameter.values if parameter else ():
        yield dated.period.start or date.min
        if dated.period.end is not None and dated.period.end < date.max:
            yield dated.period.end + timedelta(days=1)


def _parameters(rulebook: Rulebook) -> dict[tuple[str, str], Parameter]:
    return {
        (parameter.place.file, name): parameter
        for rule in rulebook.rules.values()
        for name, parameter in rule.parameters.items()
    }


def _terms(old: Rulebook, new: Rulebook) -> Iterator[TermChange]:
    before, now = _bodies(old), _bodies(new)
    for key in sorted({*before, *now}):
        x, y = before.get(key), now.get(key)
        if _text(x and x[1]) != _text(y and y[1]):
            yield TermChange(*key, x, y)


def _bodies(rulebook: Rulebook) -> dict[tuple[str, str], tuple[Rule, Node]]:
    """Give what the terms that rules use stand for, by file and name, with a rule that uses each."""
    return {
        (rule.place.file, node.name): (rule, node.body)
        for rule in rulebook.rules.values()
        for part in rule.expressions
        for node in walk(part)
        if isinstance(node, Term)
    }


def _readings(old: Rulebook, new: Rulebook) -> Iterator[ReadingChange]:
    before = {id_: reading for id_, (reading, _) in old.readings.items()}
    now = {id_: reading for id_, (reading, _) in new.readings.items()}
    for id_ in sorted({*before, *now}):
        x, y = before.get(id_), now.get(id_)
        if x is None or y is None or x.used != y.used or _options(x) != _options(y):
            yield ReadingChange(x, y)


def _deadlines(old: Rulebook, new: Rulebook) -> Iterator[DeadlineChange]:
    before, now = ({each.id: each for each in rulebook.deadlines} for rulebook in (old, new))
    for id_ in sorted({*before, *now}):
        x, y = before.get(id_), now.get(id_)
        if x is None or y is None or _falls(x) != _falls(y):
            yield DeadlineChange(x, y)


def _falls(deadline: Deadline) -> tuple[object, ...]:
    return deadline.rule, deadline.first, deadline.last, _text(deadline.when), _text(deadline.by)


def _options(reading: Reading) -> Mapping[str, object]:
    return {option.name: _definitions(option) for option in reading.options if option.name != reading.used}


def _definitions(option: Option) -> Mapping[str, str | None]:
    return {name: _text(body) for name, body in option.terms.items()}


def _text(node: Node | None) -> str | None:
    return None if node is None else tight(node.text)
