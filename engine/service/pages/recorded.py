"""What is recorded, looked into: a decision as it was recorded, a run decided again, two runs compared."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from typing import Any

from engine.log import accounts
from engine.log.accounts import Flipped, OfRule, run_line
from engine.log.kept import Data
from engine.log.recorded import chosen_of, parts_of, shown_step, source_of
from engine.log.recorded import recorded as recorded_told
from engine.log.replay import replay
from engine.log.telling import MOST_SUBJECTS
from engine.log.words import Names, label_of
from engine.reports.pages.dossier.model import Outcome
from engine.reports.pages.dossier.told import outcome_of
from engine.rulebook.model import Period
from engine.service.pages.frame import Frame, shown
from engine.service.pages.opened import MOST_FACTS, InForce, Operand
from engine.service.pages.runs import log_of
from engine.service.work.desk import Desk
from engine.source.text import Lang

MOST_ALIKE = 400
"""Rows of flipped decisions that a page shows."""


def decided(desk: Desk, frame: Frame, name: str, rule: str, subject: str) -> str:
    """Give the recorded decisions of a rule on a subject in full. Raises Problems."""
    with log_of(desk).kept(name) as kept:
        names = Names.of(kept, frame.lang)
        chosen = chosen_of(kept, rule, subject)
        return shown(
            "recorded.html",
            frame,
            run=kept.run,
            line=run_line(kept.run, frame.lang),
            title=names.rule(rule),
            known=rule in desk.rulebook().rules,
            decisions=[
                (recorded_told(data, names), _operands(data, names), _parameters(data, names)) for data in chosen
            ],
            most=MOST_FACTS,
            outcome=_outcomes(frame.lang),
        )


def replayed(desk: Desk, frame: Frame, name: str) -> str:
    """Decide a run again, and give whether it comes out as it was recorded. Raises Problems."""
    with log_of(desk).kept(name) as kept:
        found = accounts.replayed(replay(kept), Names.of(kept, frame.lang))
        flipped, left = _cut(found.flipped)
        return shown(
            "replayed.html",
            frame,
            run=kept.run,
            line=run_line(kept.run, frame.lang),
            found=replace(found, flipped=flipped),
            left=left,
            **_words(frame.lang),
        )


def compared(desk: Desk, frame: Frame, one: str, other: str) -> str:
    """Give which decisions flipped between two runs, and why. Raises Problems."""
    log = log_of(desk)
    comparison = log.diff(one, other)
    with log.kept(comparison.other.head) as kept:
        found = accounts.compared(comparison, Names.of(kept, frame.lang))
    flipped, left = _cut(found.flipped)
    return shown(
        "compared.html",
        frame,
        numbers=(comparison.one.number, comparison.other.number),
        found=replace(found, flipped=flipped),
        left=left,
        **_words(frame.lang),
    )


def _words(lang: Lang) -> dict[str, Any]:
    """Give what pages that tell of flips use besides them."""
    return {
        "outcome": _outcomes(lang),
        "for_all": accounts.FOR_ALL,
        "not_made": accounts.NOT_MADE,
        "most": MOST_SUBJECTS,
    }


def _outcomes(lang: Lang) -> Callable[[str], Outcome]:
    return lambda name: outcome_of(name, lang)


def _cut(flipped: Flipped) -> tuple[Flipped, int]:
    """Give no more flips than a page shows, the gravest, and how many rows are left out."""
    room, rules = MOST_ALIKE, list[OfRule]()
    for rule in flipped.rules:
        rules += [replace(rule, groups=rule.groups[:room])] if room else []
        room -= min(room, len(rule.groups))
    count = sum(len(rule.groups) for rule in flipped.rules)
    return replace(flipped, rules=tuple(rules)), max(0, count - MOST_ALIKE)


def _operands(data: Data, names: Names) -> list[Operand]:
    """Give the facts and conclusions that a recorded decision rests on, each once, those that are missing first."""
    found = dict.fromkeys(operand for step in _steps(data) if (operand := _operand(step, names)))
    return sorted(found, key=lambda one: bool(one.value))


def _operand(step: Data, names: Names) -> Operand | None:
    """Give what a step reads from the facts, or takes from another rule; None where it does neither."""
    missing = step.get("missing")
    at = missing["subject"] if missing else step.get("subject")
    if at is None:
        return None
    entity, id_ = at["type"], at["id"]
    value = "" if step["value"] is None else shown_step(step, names.lang)
    if "concluded_by" in step:
        rule = step["concluded_by"]["rule"]
        return Operand(names.rule(rule), value, names.subject(entity, id_), "", rule, entity, id_, "")
    field = missing["field"] if missing else step["text"].split(".")[-1]
    label = label_of(entity, field, names.lang)
    return Operand(label, value, names.subject(entity, id_), source_of(step), None, entity, id_, field)


def _parameters(data: Data, names: Names) -> list[InForce]:
    """Give the parameters that a recorded decision rests on, each once."""
    rule, found = data["rule"], dict[str, InForce]()
    cited = {each["name"]: "; ".join(map(names.cited, each["citations"])) for each in data["parameters"]}
    for step in _steps(data):
        if "in_force" in step and step["value"] is not None:
            name, ends = step["text"], (step["in_force"]["from"], step["in_force"]["to"])
            period = Period(*(date.fromisoformat(end) if end else None for end in ends))
            title = names.parameter(rule, name)
            found[name] = InForce(title, "", shown_step(step, names.lang), period, cited.get(name, ""))
    return list(found.values())


def _steps(data: Data) -> Iterator[Data]:
    """Give the steps of a recorded decision, each before those below it."""
    waiting = [step for _, step in parts_of(data)][::-1]
    while waiting:
        step = waiting.pop()
        yield step
        below = [*step.get("operands", ())]
        for element in step.get("elements", ()):
            below += [part for part in (element["where"], element["value"]) if part]
        waiting += reversed(below)
