"""A recorded decision in plain texts, told by the record alone: terminal and pages are made from this."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from engine.decision.deviations import Deviation
from engine.log.kept import Data, Kept
from engine.log.told import entry_of
from engine.log.words import Names, shown_fact, shown_text
from engine.reports.deviations import deviation_line
from engine.reports.explain import MARKS
from engine.reports.words import OUTCOMES, PARTS, REASONS
from engine.source.problem import Place, Problem, Problems, closest, shown
from engine.source.text import Lang, Text
from engine.values.kinds import TRUTH


@dataclass(frozen=True, slots=True)
class Condition:
    """A line of the tree of a decision, and how deep it lies. `mark`: whether it holds; `about`: where it is from.

    `is_open`: its value says why it has none. At depth 0 a part of the rule is named.
    """

    depth: int
    text: str
    mark: str = ""
    value: str = ""
    about: str = ""
    is_open: bool = False


@dataclass(frozen=True, slots=True)
class Recorded:
    """A recorded decision. `outcome`: its name; `cited`: documents with chapters; `beside`: deviation and readings."""

    rule: str
    title: str
    subject: str
    outcome: str
    cited: tuple[str, ...]
    beside: tuple[str, ...]
    conditions: tuple[Condition, ...]
    digest: str


def chosen_of(kept: Kept, rule: str | None, subject: str | None) -> list[Data]:
    """Give the recorded decisions of a rule, on a subject, or both. Raises Problems where there is none."""
    found = kept.decisions()
    chosen = [data for key, data in found.items() if rule in (None, key[0]) and subject in (None, key[2])]
    if chosen:
        return chosen
    named = [("--rule", rule, {key[0] for key in found}), ("--subject", subject, {key[2] for key in found})]
    option, name, known = next((each for each in named if each[1] and each[1] not in each[2]), named[0])
    number = kept.run.number
    message = Text(
        f"kørsel {number} har ingen afgørelse af {shown(name or '')}",
        f"run {number} has no decision on {shown(name or '')}",
    )
    raise Problems([Problem("not-in-run", Place(option), message, None, closest(name or "", known - {name}))])


def recorded(data: Data, names: Names) -> Recorded:
    """Give a decision, as data, in texts."""
    entry = entry_of(data)
    return Recorded(
        entry.rule,
        names.rule(entry.rule),
        names.subject(entry.entity, entry.subject),
        entry.outcome,
        tuple(dict.fromkeys(names.cited(each) for each in data["citations"])),
        tuple(_beside(data, names.lang)),
        tuple(_conditions(data, names)),
        data["digest"],
    )


def parts_of(data: Data) -> Iterator[tuple[str, Data]]:
    """Give the parts of a decision's trace: what each is called, and its first step."""
    trace = data["trace"]
    if trace["when"]:
        yield "concludes" if data["kind"] == "conclusion" else "when", trace["when"]
    for step in trace["unless"]:
        yield "unless", step
    if trace["require"]:
        yield "require", trace["require"]


def shown_step(step: Data, lang: Lang) -> str:
    """Give the value of a step that has one as people read it."""
    if "subject" in step and "concluded_by" not in step:
        field = step["text"].split(".")[-1]
        return shown_fact(step["value"], step["kind"], step["subject"]["type"], field, lang)
    return shown_text(step["value"], step["kind"], lang)


def source_of(step: Data) -> str:
    """Give where the fact of a step stood; nothing where it is not known."""
    source = step.get("source")
    if not source:
        return ""
    if source.get("cell"):
        return f"{source['file']}:{'!'.join(filter(None, (source.get('sheet'), source['cell'])))}"
    return ":".join(str(source[key]) for key in ("file", "line", "column") if source[key])


def _beside(data: Data, lang: Lang) -> Iterator[str]:
    if data["deviation"] and data["outcome"] == "breached":
        yield deviation_line(_deviation(data["deviation"]), lang)
    for reading in data["readings"]:
        named, outcome = f"{reading['question']}: {reading['otherwise']}", OUTCOMES[reading["outcome"]]
        told = Text(f"{outcome.da} efter læsningen {named}", f"{outcome.en} by the reading {named}")
        yield told.to(lang)


def _conditions(data: Data, names: Names) -> Iterator[Condition]:
    for part, step in parts_of(data):
        yield Condition(0, PARTS[part].to(names.lang))
        yield from _below(step, 1, names)


def _below(step: Data, depth: int, names: Names) -> Iterator[Condition]:
    yield _condition(step, depth, names.lang)
    for operand in step.get("operands", ()):
        if not _is_literal(operand):
            yield from _below(operand, depth + 1, names)
    for element in step.get("elements", ()):
        yield Condition(depth + 1, names.subject(element["subject"]["type"], element["subject"]["id"]))
        for part in (element["where"], element["value"]):
            if part:
                yield from _below(part, depth + 2, names)


def _condition(step: Data, depth: int, lang: Lang) -> Condition:
    is_truth = step["kind"] == TRUTH.name
    mark = MARKS[{"true": True, "false": False}.get(step["value"])][0] if is_truth else ""
    value = ""
    if step["value"] is None:
        reason = REASONS.get(step.get("unknown_because", ""))
        value = f"? {reason.to(lang) if reason else ''}".rstrip()
    elif not is_truth or not (step.get("operands") or step.get("elements")):
        value = shown_step(step, lang)
    return Condition(depth, step["text"], mark, value, _about(step), step["value"] is None)


def _deviation(data: Data) -> Deviation:
    approved, until = (date.fromisoformat(data[key]) for key in ("approved", "until"))
    return Deviation(data["id"], data["approved_by"], approved, data["reason"], until, data["holds"], Place(""))


def _is_literal(step: Data) -> bool:
    return not ({"subject", "missing", "in_force", "operands", "elements", "unknown_because"} & step.keys())


def _about(step: Data) -> str:
    if "concluded_by" in step:
        rule: str = step["concluded_by"]["rule"]
        return rule
    if "in_force" in step:
        return f"({step['in_force']['from'] or '…'} – {step['in_force']['to'] or '…'})"
    if "subject" not in step:
        return ""
    whose, source = f"{step['subject']['type']} {step['subject']['id']}", source_of(step)
    return f"{whose}, {source}" if source else whose
