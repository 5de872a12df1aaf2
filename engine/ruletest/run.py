"""Running rule tests: every assertion is held against the decision it names; one that names none fails."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from engine.decision.decide import Decision, Judgement, Prepared, judge
from engine.decision.margin import margin_of
from engine.ruletest.format import Case, Expected, case_files, read_cases
from engine.source.problem import Place, Problem, Problems, closest
from engine.source.text import Text, same
from engine.values.exact import text_of


@dataclass(frozen=True, slots=True)
class Difference:
    """An assertion that does not hold. `decision`: the one it names, if it names one."""

    case: Text
    expected: Expected
    found: Text
    judgement: Judgement | None = None
    decision: Decision | None = None
    suggestion: str | None = None

    @property
    def place(self) -> Place:
        """Give where the assertion stands."""
        return self.expected.place


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a run of rule tests gave."""

    files: int
    cases: int
    assertions: int
    differences: tuple[Difference, ...]
    judged: tuple[tuple[Case, Judgement], ...]


def run_tests(prepared: Prepared, folder: Path, only: Sequence[str] = ()) -> Outcome:
    """Run the tests beside the rules in `folder`; with `only`, those whose file or name holds one of the texts.

    A name is looked for in both languages.

    Raises Problems where a test file cannot be read.
    """
    cases: list[Case] = []
    problems: list[Problem] = []
    files = case_files(folder)
    for path in files:
        try:
            cases += [case for case in read_cases(path, folder) if _chosen(case, only)]
        except Problems as error:
            problems += error.problems
    if problems:
        raise Problems(problems)
    judged = [(case, judge(prepared, case.facts, case.facts.as_of)) for case in cases if case.facts.as_of]
    differences = [difference for case, judgement in judged for difference in _differences(case, judgement)]
    assertions = sum(len(case.expected) for case in cases)
    return Outcome(len(files), len(cases), assertions, tuple(differences), tuple(judged))


def named_by(expected: Expected, judgement: Judgement) -> list[Decision]:
    """Give the decisions that an assertion names: one, or the assertion is wrong."""
    of_rule = (d for d in judgement.decisions if d.rule.id == expected.rule)
    return [d for d in of_rule if expected.subject in (None, d.subject.id)]


def _chosen(case: Case, only: Sequence[str]) -> bool:
    return not only or any(text in told for text in only for told in (*case.full_name, case.place.file))


def _differences(case: Case, judgement: Judgement) -> Iterable[Difference]:
    for expected in case.expected:
        rule = judgement.prepared.rulebook.rules.get(expected.rule)
        if rule is None:
            found = Text("ingen regel hedder sådan", "no rule has this id")
            known = judgement.prepared.rulebook.rules
            yield Difference(case.full_name, expected, found, suggestion=closest(expected.rule, known))
            continue
        matched = named_by(expected, judgement)
        if len(matched) != 1:
            ids = ", ".join(d.subject.id for d in judgement.decisions if d.rule.id == rule.id) or "-"
            found = Text(
                f"rammer {len(matched)} afgørelser i stedet for én (emner: {ids})",
                f"matches {len(matched)} decisions instead of one (subjects: {ids})",
            )
            yield Difference(
                case.full_name, expected, found, suggestion=closest(expected.subject or "", ids.split(", "))
            )
            continue
        found_value = _found(judgement, matched[0], expected)
        if found_value != _wanted(expected):
            shown = found_value if isinstance(found_value, str) else ", ".join(found_value) or "-"
            yield Difference(case.full_name, expected, same(shown), judgement, matched[0])


def _wanted(expected: Expected) -> str | tuple[str, ...]:
    return tuple(sorted(expected.value)) if isinstance(expected.value, tuple) else expected.value


def _found(judgement: Judgement, decision: Decision, expected: Expected) -> str | tuple[str, ...]:
    if expected.what == "outcome":
        return decision.outcome
    if expected.what == "reading":
        return _by_reading(judgement, decision, expected.option)
    if expected.what == "missing":
        return tuple(sorted(f"{m.subject.entity}.{m.subject.id}.{m.field}" for m in judgement.missing(decision)))
    margin = margin_of(judgement, decision)
    return text_of(margin.units, margin.kind) if margin else "-"


def _by_reading(judgement: Judgement, decision: Decision, option: str) -> str:
    """Give the outcome by an option of a question that the decision rests on: its name, or RULE=NAME."""
    rulebook = judgement.prepared.rulebook
    id_, _, name = option.rpartition("=")
    rule = rulebook.rules.get(id_ or decision.rule.id)
    asked = next((r for r in rule.readings if name in {o.name for o in r.options}), None) if rule else None
    if asked is None:
        return "-"
    found = {(a.reading.id, a.option.name): a.outcome for a in judgement.otherwise(decision)}
    return found.get((asked.id, name), decision.outcome)
