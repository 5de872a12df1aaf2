"""The format of a rule test file: a list of cases, each with facts and what is expected of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from engine.source.problem import Place, Problem, Problems
from engine.source.read import read
from engine.source.text import Text
from engine.source.tree import Node, find, plain
from engine.source.validate import problems_of
from facts.factset import FactSet
from facts.read import read_node

SUFFIX = "_test.yaml"


class CaseFormat(BaseModel):
    """One case: facts as in a fact file, and per rule what must come out, of its one subject or by subject id."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)

    name: str = Field(description="What the case shows, in a few words.")
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
class Case:
    """One case, read."""

    name: str
    facts: FactSet
    expected: tuple[Expected, ...]
    place: Place


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
        facts_node, _ = find(root, (index, "facts"))
        _, place = find(root, (index, "name"))
        try:
            facts = read_node(facts_node)
            cases.append(Case(given.name, facts, tuple(_expected(given, root, index)), place))
        except Problems as error:
            problems += error.problems
            continue
        if facts.as_of is None:
            message = Text(
                "fakta siger ikke hvilken dato de bedømmes efter", "the facts do not say which date they are judged by"
            )
            problems.append(
                Problem("no-as-of", facts_node.place, message, Text("as_of: 2017-01-01", "as_of: 2017-01-01"))
            )
    if problems:
        raise Problems(problems)
    return cases


def _under_cases(root: Node) -> Node:
    from engine.source.tree import Mapping as Tree

    return Tree({"cases": root}, {"cases": root.place}, root.place)


def _expected(given: CaseFormat, root: Node, index: int) -> Iterator[Expected]:
    for what, by_rule in (("outcome", given.expect), ("missing", given.missing), ("margin", given.margin)):
        key = "expect" if what == "outcome" else what
        for rule, value in _pairs(by_rule):
            for subject, one in _pairs(value) if isinstance(value, dict) else [(None, value)]:
                path = (index, key, rule) if subject is None else (index, key, rule, subject)
                _, place = find(root, path)
                yield Expected(rule, subject, what, tuple(one) if isinstance(one, list) else one, place)
    for rule, asked in given.readings.items():
        for name, value in asked.items():
            for option, outcome in _pairs(value) if isinstance(value, dict) else [(name, value)]:
                below = [option] if isinstance(value, dict) else []
                _, place = find(root, (index, "readings", rule, name, *below))
                yield Expected(rule, name if isinstance(value, dict) else None, "reading", outcome, place, option)


def _pairs(mapping: Mapping[str, Any]) -> list[tuple[str, Any]]:
    return list(mapping.items())
