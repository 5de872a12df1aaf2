"""What a dossier holds, as plain texts in one language: HTML and PDF are made from this and nothing else."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from engine.reports.pages.pictures.drawing import Picture, Table


@dataclass(frozen=True, slots=True)
class Outcome:
    """How something came out: the name that its look goes by, and its word."""

    name: str
    word: str


@dataclass(frozen=True, slots=True)
class Count:
    """One row of the summary: how many of one operator's requirements in one area came out each way."""

    operator: str
    area: str
    counts: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Summary:
    """The summary per operator and area: the outcomes that there are, a row for each pair, and the totals."""

    outcomes: tuple[Outcome, ...]
    rows: tuple[Count, ...]
    areas: tuple[Count, ...]
    total: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """A condition with its value, and how deep it lies in the tree. `target`: the decision that it is told under."""

    depth: int
    text: str
    value: str
    about: str = ""
    target: str | None = None


@dataclass(frozen=True, slots=True)
class Told:
    """One decision. `todo`: what to do about it, each line on its own; `trace`: every condition."""

    folds: ClassVar = True
    """Whether there is more to fold out."""
    anchor: str
    operator: str
    subject: str
    title: str
    rule: str
    outcome: Outcome
    why: str
    basis: str
    cited: tuple[str, ...]
    todo: tuple[str, ...]
    trace: tuple[Line, ...]
    digest: str


@dataclass(frozen=True, slots=True)
class Short:
    """One decision in a sentence, without its tree."""

    folds: ClassVar = False
    anchor: str
    title: str
    rule: str
    outcome: Outcome
    why: str


@dataclass(frozen=True, slots=True)
class OfSubject:
    """The decisions of one subject; `counted`: also those that are not told."""

    name: str
    counted: str
    decisions: tuple[Told | Short, ...]


@dataclass(frozen=True, slots=True)
class OfRule:
    """How many of one operator's decisions by one rule came out each way that the summary has a column for."""

    title: str
    rule: str
    counts: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class OfOperator:
    """The decisions of one operator's subjects. `rules`: where some are only counted, the counts by rule."""

    anchor: str
    name: str
    counted: str
    subjects: tuple[OfSubject, ...]
    left_out: str = ""
    rules: tuple[OfRule, ...] = ()


@dataclass(frozen=True, slots=True)
class Group:
    """Decisions that came out alike: the gravest with what to do; `count`: also those that are left out."""

    anchor: str
    title: str
    intro: str
    count: int
    decisions: tuple[Told, ...]
    left_out: str = ""


@dataclass(frozen=True, slots=True)
class Alike:
    """Open decisions that lack the same: what that is, of whose subjects, how many, and by which rules."""

    why: str
    operator: str
    count: int
    rules: str


@dataclass(frozen=True, slots=True)
class Question:
    """What to ask of one operator: per subject the facts, and how many decisions wait for them."""

    operator: str
    items: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, slots=True)
class Open:
    """What is undetermined: what to ask whom, what a person must judge, and what depends on the reading.

    `count`: how many decisions are open. They are told in `decisions`, or where they are many in `alike`, and
    `left_out` says how many are in neither.
    """

    count: int
    asks: tuple[Question, ...]
    judge: tuple[tuple[str, str], ...]
    readings: tuple[str, ...]
    decisions: tuple[Told, ...]
    alike: tuple[Alike, ...] = ()
    left_out: str = ""


@dataclass(frozen=True, slots=True)
class Exhibit:
    """Pictures of one matter, with what they show and what is left out; `figures`: those behind the pictures."""

    anchor: str
    title: str
    intro: str
    pictures: tuple[Picture, ...]
    left_out: tuple[str, ...]
    figures: Table | None = None


@dataclass(frozen=True, slots=True)
class Dossier:
    """All of a check, in one language; `left_out` says what of it is not told, and where that is to be had.

    `has_decisions`: whether it tells more than the counts.
    """

    lang: str
    title: str
    note: str
    basis: tuple[tuple[str, str], ...]
    headline: str
    summary: Summary
    groups: tuple[Group, ...]
    open: Open
    exhibits: tuple[Exhibit, ...]
    operators: tuple[OfOperator, ...]
    left_out: tuple[str, ...] = ()
    has_decisions: bool = True
