"""What rules and terms say of themselves, with the figures that came out."""

from __future__ import annotations

from engine.evaluation.trace import Step, below
from engine.language.nodes import is_figure
from engine.reports.conditions import Conditions
from engine.reports.display import shown_value
from engine.reports.words import CONCLUDED
from engine.source.text import FIGURE, Text, sided
from engine.values.kinds import Kind, Value


def saying(says: Text | None, root: Step, phrases: Conditions, *, truth: bool) -> str | None:
    """Give a clause with its figures, which stand below `root`; None where nothing is said or a figure is not known.

    What a rule says is by the readings that the rulebook uses: by another that was chosen it says nothing.
    """
    if says is None or root.value is None or any(each.chosen != each.used for each in phrases.rule.readings):
        return None
    clause = sided(says.to(phrases.lang), truth)
    figures: dict[str, tuple[Value, Kind]] = {}
    for name in FIGURE.findall(clause):
        named = (each for each in below(root) if each.node.text == name and is_figure(each.node))
        step = next((each for each in named if each.value is not None), None)
        if step is None or step.value is None:
            return None
        figures[name] = step.value, step.node.kind
    for name, (value, kind) in figures.items():
        others = [other for each, (other, alike) in figures.items() if each != name and alike == kind]
        clause = clause.replace(f"{{{name}}}", shown_value(value, kind, phrases.lang, beside=others))
    return clause


def concluded(phrases: Conditions, truth: bool) -> str:
    """Give what the rule of `phrases` concludes as a clause; by its title where it says nothing of itself."""
    rule, lang = phrases.rule, phrases.lang
    if rule.says:
        return sided(rule.says.to(lang), truth)
    answer = CONCLUDED["true" if truth else "false"].to(lang)
    return f"{phrases.quoted(rule.title.to(lang))}: {answer}"
