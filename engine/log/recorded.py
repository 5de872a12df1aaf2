"""A recorded decision as a tree: every condition with its figures and sources, told by the record alone."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from rich.text import Text as Styled
from rich.tree import Tree

from engine.decision.deviations import Deviation
from engine.log.kept import Data, Kept
from engine.log.told import entry_of
from engine.log.words import Names, shown_fact, shown_text
from engine.reports.deviations import deviation_line
from engine.reports.explain import MARKS
from engine.reports.paper import printed
from engine.reports.words import OUTCOMES, PARTS, REASONS, STYLES
from engine.source.problem import Place, Problem, Problems, closest, shown
from engine.source.text import Lang, Text
from engine.values.kinds import TRUTH


def decisions_text(kept: Kept, chosen: Sequence[Data], lang: Lang, *, terminal: bool) -> str:
    """Give recorded decisions in full. Raises Problems where the run is damaged."""
    names = Names.of(kept, lang)
    return "".join(printed(_Trees(names).of(data), terminal=terminal) for data in chosen)


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


class _Trees:
    def __init__(self, names: Names) -> None:
        self.names = names
        self.lang = names.lang

    def of(self, data: Data) -> Tree:
        """Give the tree of a decision."""
        entry = entry_of(data)
        head = Styled(self.names.rule(entry.rule), style="bold").append(f"  {entry.rule}", style="dim")
        tree = Tree(head.append(f"\n{self.names.subject(entry.entity, entry.subject)}"))
        tree.add(Styled(OUTCOMES[entry.outcome].to(self.lang), style=STYLES[entry.outcome]))
        for cited in dict.fromkeys(f"{each['document']} {each['chapter']}" for each in data["citations"]):
            tree.add(cited)
        if data["deviation"] and data["outcome"] == "breached":
            tree.add(deviation_line(_deviation(data["deviation"]), self.lang))
        for reading in data["readings"]:
            named, outcome = f"{reading['question']}: {reading['otherwise']}", OUTCOMES[reading["outcome"]]
            tree.add(
                Text(f"{outcome.da} efter læsningen {named}", f"{outcome.en} by the reading {named}").to(self.lang)
            )
        trace = data["trace"]
        if trace["when"]:
            part = PARTS["concludes" if data["kind"] == "conclusion" else "when"]
            self._step(tree.add(part.to(self.lang)), trace["when"])
        for step in trace["unless"]:
            self._step(tree.add(PARTS["unless"].to(self.lang)), step)
        if trace["require"]:
            self._step(tree.add(PARTS["require"].to(self.lang)), trace["require"])
        tree.add(Styled(data["digest"], style="dim"))
        return tree

    def _step(self, tree: Tree, step: Data) -> None:
        branch = tree.add(self._line(step))
        for operand in step.get("operands", ()):
            if not _is_literal(operand):
                self._step(branch, operand)
        for element in step.get("elements", ()):
            leaf = branch.add(self.names.subject(element["subject"]["type"], element["subject"]["id"]))
            for part in (element["where"], element["value"]):
                if part:
                    self._step(leaf, part)

    def _line(self, step: Data) -> Styled:
        line = Styled()
        if step["kind"] == TRUTH.name:
            mark, style = MARKS[{"true": True, "false": False}.get(step["value"])]
            line.append(f"{mark} ", style=style)
        line.append(step["text"])
        if step["value"] is None:
            reason = REASONS.get(step.get("unknown_because", ""))
            line.append(f" = ? {reason.to(self.lang) if reason else ''}".rstrip(), style="magenta")
        elif step["kind"] != TRUTH.name or not (step.get("operands") or step.get("elements")):
            line.append(f" = {_value(step, self.lang)}", style="bold")
        return line.append(_source(step), style="dim")


def _deviation(data: Data) -> Deviation:
    approved, until = (date.fromisoformat(data[key]) for key in ("approved", "until"))
    return Deviation(data["id"], data["approved_by"], approved, data["reason"], until, data["holds"], Place(""))


def _value(step: Data, lang: Lang) -> str:
    if "subject" in step and "concluded_by" not in step:
        field = step["text"].split(".")[-1]
        return shown_fact(step["value"], step["kind"], step["subject"]["type"], field, lang)
    return shown_text(step["value"], step["kind"], lang)


def _is_literal(step: Data) -> bool:
    return not ({"subject", "missing", "in_force", "operands", "elements", "unknown_because"} & step.keys())


def _source(step: Data) -> str:
    if "concluded_by" in step:
        return f"  {step['concluded_by']['rule']}"
    if "in_force" in step:
        return f"  ({step['in_force']['from'] or '…'} – {step['in_force']['to'] or '…'})"
    if "subject" not in step:
        return ""
    source = step.get("source")
    told = f"  {step['subject']['type']} {step['subject']['id']}"
    return f"{told}, {_place(source)}" if source else told


def _place(source: Data) -> str:
    if source.get("cell"):
        return f"{source['file']}:{'!'.join(filter(None, (source.get('sheet'), source['cell'])))}"
    return ":".join(str(source[key]) for key in ("file", "line", "column") if source[key])
