"""The format of a rule test file: a list of cases, each with facts and what is expected of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from engine.rulebook.format import Both
from engine.source.problem import Place, Problem, Problems, shown
from engine.source.read import read
from engine.source.text import Text, same
from engine.source.tree import Node, find, plain
from engine.source.validate import problems_of
from engine.values.exact import NotExact, value
from engine.values.kinds import DATE
from facts.factset import FactSet
from facts.read import read_node

SUFFIX = "_test.yaml"


class CaseFormat(BaseModel):
    """One case: facts as in a fact file, and per rule what must come out, of its one subject or by subject id."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)

    name: Both = Field(description="What the case shows, in a few words.")
    facts: dict[str, Any] = Field(description="Facts as in a fact file, with as_of.")
    expect: dict[str, str | dict[str, str]] = Field(
        min_length=1, description="Rule id: outcome, or subject id: outcome."
    )
    missing: dict[str, list[str] | dict[str, list[str]]] = Field(
        default_factory=dict, description="Rule id: the missing facts that keep it open, as entity.id.field."
    )
    margin: dict[str, str | dict[str, str]] = Field(
        default_factory=dict, description="Rule id: left minus right of the demand's comparison, exactly."
    )
    readings: dict[str, dict[str, str | dict[str, str]]] = Field(
        default_factory=dict, description="Rule id: outcomes by other readings, as option: outcome; or by subject id."
    )
    as_of: dict[str, dict[str, str | dict[str, str]]] = Field(
        default_factory=dict, description="Another date to judge the facts by: what must come out then, as in expect."
    )
    unreachable: dict[str, dict[str, Both]] = Field(
        default_factory=dict,
        description="Rule id: what no test can reach, in the words of `klausul rules coverage`, and why.",
    )


class FileFormat(BaseModel):
    """A rule test file."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)

    cases: list[CaseFormat] = Field(min_length=1)


@dataclass(frozen=True, slots=True)
class Expected:
    """One assertion: what a rule must give for a subject (None: its only one).

    `what`: outcome, missing, margin, or reading, the outcome by the reading `option`.
    """

    rule: str
    subject: str | None
    what: str
    value: str | tuple[str, ...]
    place: Place
    option: str = ""


@dataclass(frozen=True, slots=True)
class Excuse:
    """Why no test can reach `goal` of a rule, as its coverage names it."""

    rule: str
    goal: str
    why: Text
    place: Place


@dataclass(frozen=True, slots=True)
class Case:
    """One case, read. `day`: another date that its facts are judged by."""

    name: Text
    facts: FactSet
    expected: tuple[Expected, ...]
    excuses: tuple[Excuse, ...]
    place: Place
    day: date | None = None

    @property
    def full_name(self) -> Text:
        """Give the name, with the other date as the file writes it."""
        return Text(f"{self.name.da} ({self.day})", f"{self.name.en} ({self.day})") if self.day else self.name


def case_files(folder: Path) -> list[Path]:
    """Give the rule test files below `folder`, in order of name."""
    return sorted(folder.glob(f"*/*{SUFFIX}"))


def read_cases(path: Path, folder: Path) -> list[Case]:
    """Give the cases of one file. Raises Problems, all there are."""
    root = read(path, path.relative_to(folder).as_posix()).root
    try:
        model = FileFormat.model_validate({"cases": plain(root)})
    except ValidationError as error:
        found = problems_of(error, _under_cases(root), FileFormat)
        raise Problems(found) from None
    cases, problems = [], list[Problem]()
    for index, given in enumerate(model.cases):
        try:
            cases += _cases(given, root, index)
        except Problems as error:
            problems += error.problems
    if problems:
        raise Problems(problems)
    return cases


def _cases(given: CaseFormat, root: Node, index: int) -> list[Case]:
    """Give a case, and what becomes of its facts on other dates. Raises Problems."""
    facts_node, _ = find(root, (index, "facts"))
    _, place = find(root, (index, "name"))
    facts = read_node(facts_node)
    if facts.as_of is None:
        message = Text(
            "fakta siger ikke hvilken dato de bedømmes efter", "the facts do not say which date they are judged by"
        )
        raise Problems([Problem("no-as-of", facts_node.place, message, same("as_of: 2017-01-01"))])
    name = Text(given.name.da, given.name.en)
    cases = [Case(name, facts, tuple(_expected(given, root, index)), tuple(_excuses(given, root, index)), place)]
    for day, outcomes in given.as_of.items():
        path = (index, "as_of", day)
        other = _day(day, find(root, path)[1])
        expected = tuple(_asserted("outcome", outcomes, root, path))
        cases.append(Case(name, replace(facts, as_of=other), expected, (), place, other))
    return cases


def _day(text: str, place: Place) -> date:
    try:
        day = value(text, DATE)
    except NotExact as error:
        message = Text(f"{shown(text)} er ikke en dato", f"{shown(text)} is not a date")
        raise Problems([Problem("not-a-value", place, message, error.expected)]) from None
    assert isinstance(day, date)  # noqa: S101 - what a date's kind gives
    return day


def _under_cases(root: Node) -> Node:
    from engine.source.tree import Mapping as Tree

    return Tree({"cases": root}, {"cases": root.place}, root.place)


def _expected(given: CaseFormat, root: Node, index: int) -> Iterator[Expected]:
    yield from _asserted("outcome", given.expect, root, (index, "expect"))
    yield from _asserted("missing", given.missing, root, (index, "missing"))
    yield from _asserted("margin", given.margin, root, (index, "margin"))
    for rule, asked in given.readings.items():
        for name, of_name in asked.items():
            by_subject = isinstance(of_name, dict)
            for option, outcome in of_name.items() if isinstance(of_name, dict) else [(name, of_name)]:
                _, place = find(root, (index, "readings", rule, name, *([option] if by_subject else [])))
                yield Expected(rule, name if by_subject else None, "reading", outcome, place, option)


def _asserted(what: str, by_rule: Mapping[str, Any], root: Node, path: tuple[int | str, ...]) -> Iterator[Expected]:
    for rule, of_rule in by_rule.items():
        for subject, one in of_rule.items() if isinstance(of_rule, dict) else [(None, of_rule)]:
            _, place = find(root, (*path, rule) if subject is None else (*path, rule, subject))
            yield Expected(rule, subject, what, tuple(one) if isinstance(one, list) else one, place)


def _excuses(given: CaseFormat, root: Node, index: int) -> Iterator[Excuse]:
    for rule, goals in given.unreachable.items():
        for goal, why in goals.items():
            _, place = find(root, (index, "unreachable", rule, goal))
            yield Excuse(rule, goal, Text(why.da, why.en), place)
