"""What the tests of the rules reach, for people and as data: a table of the rules, then everything not reached."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import Any

from rich import box
from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text as Styled

from engine.evaluation.ways import CONCLUSION, REQUIREMENT, Outcome
from engine.reports.paper import printed
from engine.reports.rules import WIDE
from engine.reports.words import OUTCOMES
from engine.ruletest.coverage import Coverage, RuleCoverage
from engine.ruletest.format import Excuse
from engine.ruletest.goals import Goal, Part
from engine.source.text import Lang, Text

NONE, GAP = "–", "bold red"
COUNTED: dict[Part, Text] = {
    "exception": Text("Undtagelser", "Exceptions"),
    "condition": Text("Betingelser", "Conditions"),
    "limit": Text("Grænser", "Limits"),
    "unknown": Text("Ukendte", "Unknowns"),
    "reading": Text("Læsninger", "Readings"),
}
TOLD = {
    ("exception", "true"): Text("gælder aldrig, hvor den afgør udfaldet", "never holds where it settles the outcome"),
    ("exception", "false"): Text("mangler aldrig, hvor den kunne gælde", "is never absent where it could hold"),
    ("condition", "true"): Text("er aldrig sand, hvor det afgør noget", "is never true where that settles something"),
    ("condition", "false"): Text(
        "er aldrig falsk, hvor det afgør noget", "is never false where that settles something"
    ),
    ("condition", "mixed"): Text(
        "ses aldrig over nogle, der opfylder det, og nogle, der ikke gør",
        "is never seen over some for which it holds and some for which it does not",
    ),
    ("condition", "member"): Text("afgør aldrig noget alene", "never settles anything alone"),
    ("limit", "below"): Text("ses aldrig under grænsen", "is never seen below the limit"),
    ("limit", "just below"): Text("ses aldrig et trin under grænsen", "is never seen one step below the limit"),
    ("limit", "exactly"): Text("ses aldrig præcis på grænsen", "is never seen exactly at the limit"),
    ("limit", "just above"): Text("ses aldrig et trin over grænsen", "is never seen one step above the limit"),
    ("limit", "above"): Text("ses aldrig over grænsen", "is never seen above the limit"),
    ("limit", "day before"): Text("bedømmes aldrig dagen før ikrafttræden", "is never judged the day before it begins"),
    ("limit", "first day"): Text("bedømmes aldrig på den første dag", "is never judged on its first day"),
    ("limit", "last day"): Text("bedømmes aldrig på den sidste dag", "is never judged on its last day"),
    ("limit", "day after"): Text("bedømmes aldrig dagen efter den sidste", "is never judged the day after its last"),
    ("limit", "used"): Text("bruges aldrig, hvor værdien afgør noget", "is never used where it settles something"),
    ("unknown", "missing"): Text(
        "mangler aldrig, nævnt i 'missing', hvor det holder reglen åben",
        "is never missing, named in 'missing', where that keeps the rule open",
    ),
    ("unknown", "unknown"): Text(
        "er aldrig ukendt, hvor det holder reglen åben", "is never unknown where that keeps the rule open"
    ),
    ("unknown", "unclear, not true"): Text(
        "står aldrig åbent, hvor udfaldet ville være et andet, hvis det var sandt",
        "is never left open where the outcome would be another, were it true",
    ),
    ("unknown", "unclear, not false"): Text(
        "står aldrig åbent, hvor udfaldet ville være et andet, hvis det var falsk",
        "is never left open where the outcome would be another, were it false",
    ),
    ("unknown", "undefined"): Text(
        "kan altid beregnes, hvor det ellers ville holde reglen åben",
        "can always be worked out where it would else keep the rule open",
    ),
    ("reading", "otherwise by"): Text(
        "fører aldrig til et andet udfald, nævnt i 'readings'", "never leads to another outcome, named in 'readings'"
    ),
    ("unknown", "settled"): Text(
        "afgøres aldrig, hvor noget af det, den læser, mangler", "is never settled with a fact missing that it reads"
    ),
}
"""What is said of a goal that no test reaches, by its part and what is wanted."""


def coverage_report(coverage: Coverage, lang: Lang) -> str:
    """Give the tables of requirements and conclusions, rules with gaps first; the gaps, the excuses and the counts."""
    parts: list[RenderableType] = []
    for outcomes, concludes in ((REQUIREMENT, False), (CONCLUSION, True)):
        rules = [rule for rule in coverage.rules if rule.rule.is_conclusion is concludes]
        if rules:
            parts.append(_table(sorted(rules, key=lambda rule: not rule.gaps), outcomes, lang))
    for rule in coverage.rules:
        if rule.gaps:
            lines = [f"{goal.place}  {_key(goal)}: {_told(goal).to(lang)}" for goal in rule.gaps]
            parts += _section(Styled(rule.rule.id, style="bold"), lines)
    parts += _reasons(coverage, lang)
    return printed(Group(*parts, _summary(coverage, lang)), width=WIDE)


def coverage_data(coverage: Coverage) -> str:
    """Give the same as JSON: for each rule the asserted decisions by outcome, what is reached, and each gap's place."""
    report = {
        "complete": coverage.is_complete,
        "failed": coverage.failed,
        "rules": [_rule_data(rule) for rule in coverage.rules],
        "idle": [_excuse_data(excuse) for excuse in coverage.idle],
    }
    return json.dumps(report, ensure_ascii=False, indent=2) + "\n"


def _table(rules: Sequence[RuleCoverage], outcomes: Sequence[Outcome], lang: Lang) -> Table:
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, collapse_padding=True)
    concludes = rules[0].rule.is_conclusion
    head = Text("Konklusion", "Conclusion") if concludes else Text("Krav", "Requirement")
    table.add_column(head.to(lang), no_wrap=True)
    for told in (*(OUTCOMES[outcome] for outcome in outcomes), *COUNTED.values()):
        words = told.to(lang).split()
        table.add_column("\n".join(words), justify="right", min_width=max(map(len, words)))
    for rule in rules:
        counts = _outcomes(rule)
        cells = [_cell(counts.get(outcome)) for outcome in outcomes]
        table.add_row(rule.rule.id, *cells, *(_share(*rule.tally(part)) for part in COUNTED))
    return table


def _outcomes(rule: RuleCoverage) -> dict[str, int]:
    """Give how many asserted decisions came out each way that the rule can."""
    return {goal.want: count for goal, count in rule.counts.items() if goal.part == "outcome"}


def _cell(count: int | None) -> Styled:
    return Styled(NONE, style="dim") if count is None else Styled(str(count), style="" if count else GAP)


def _share(reached: int, possible: int) -> Styled:
    if not possible:
        return Styled(NONE, style="dim")
    return Styled(f"{reached}/{possible}", style="" if reached == possible else GAP)


def _key(goal: Goal) -> str:
    return goal.key if goal.part != "outcome" else goal.want


def _told(goal: Goal) -> Text:
    if goal.part == "outcome":
        outcome = OUTCOMES[goal.want]
        return Text(f"ingen test venter udfaldet {outcome.da}", f"no test expects the outcome {outcome.en}")
    return TOLD[goal.part, goal.want]


def _reasons(coverage: Coverage, lang: Lang) -> list[RenderableType]:
    """Give what no test reaches for a reason, and excuses that are none."""
    excused = [excuse for rule in coverage.rules for excuse in rule.excused.values()]
    ruled_out = [f"{goal.place}  {rule.rule.id}: {goal.key}" for rule in coverage.rules for goal in rule.impossible]
    heads = (
        (
            Text("Undskyldt i testene: kan ikke nås", "Excused in the tests: cannot be reached"),
            _excuses(excused, lang),
            "",
        ),
        (
            Text("Undskyldt uden grund: nås eller findes ikke", "Excused for nothing: is reached or is not there"),
            _excuses(coverage.idle, lang),
            GAP,
        ),
        (
            Text("Kan ikke nås, som reglen og fakta er", "Cannot be reached, as the rule and the facts are"),
            ruled_out,
            "",
        ),
    )
    return [
        part for head, lines, style in heads for part in _section(Styled(head.to(lang), style=style or "bold"), lines)
    ]


def _excuses(excuses: Iterable[Excuse], lang: Lang) -> list[str]:
    return [f"{excuse.place}  {excuse.rule}: {excuse.goal}: {excuse.why.to(lang)}" for excuse in excuses]


def _section(head: Styled, lines: Sequence[str]) -> list[RenderableType]:
    return [head, *(Padding(Styled(line, overflow="fold"), (0, 0, 0, 2)) for line in lines), Styled()] if lines else []


def _summary(coverage: Coverage, lang: Lang) -> Styled:
    rules, gaps = len(coverage.rules), sum(len(rule.gaps) for rule in coverage.rules)
    goals = sum(len(rule.counts) for rule in coverage.rules)
    excused = sum(len(rule.excused) for rule in coverage.rules)
    line = Text(
        f"{rules} regler, {goals} mål: {gaps} nås ikke, {excused} er undskyldt",
        f"{rules} rules, {goals} goals: {gaps} not reached, {excused} excused",
    ).to(lang)
    if coverage.failed:
        failed = coverage.failed
        line += Text(f"; {failed} påstande holder ikke", f"; {failed} assertions do not hold").to(lang)
    return Styled(line, style="" if coverage.is_complete else GAP)


def _rule_data(rule: RuleCoverage) -> dict[str, Any]:
    counts = _outcomes(rule)
    every = CONCLUSION if rule.rule.is_conclusion else REQUIREMENT
    tallies = {part: rule.tally(part) for part in COUNTED}
    return {
        "rule": rule.rule.id,
        "outcomes": {outcome: counts.get(outcome) for outcome in every},
        **{f"{part}s": {"reached": reached, "all": possible} for part, (reached, possible) in tallies.items()},
        "gaps": [_goal_data(goal) for goal in rule.gaps],
        "excused": [_excuse_data(excuse) for excuse in rule.excused.values()],
        "impossible": [_goal_data(goal) for goal in rule.impossible],
    }


def _goal_data(goal: Goal) -> dict[str, Any]:
    place = goal.place
    return {
        "part": goal.part,
        "want": goal.want,
        "text": goal.text,
        "file": place.file,
        "line": place.line,
        "column": place.column,
    }


def _excuse_data(excuse: Excuse) -> dict[str, Any]:
    return {"rule": excuse.rule, "goal": excuse.goal, "why": excuse.why._asdict()}
