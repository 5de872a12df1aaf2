"""Recorded decisions as trees on a terminal."""

from __future__ import annotations

from collections.abc import Sequence

from rich.text import Text as Styled
from rich.tree import Tree

from engine.log.kept import Data, Kept
from engine.log.recorded import Condition, Recorded, recorded
from engine.log.words import Names
from engine.reports.explain import MARKS
from engine.reports.paper import printed
from engine.reports.words import OUTCOMES, STYLES
from engine.source.text import Lang

MARK_STYLES = dict(MARKS.values())


def decisions_text(kept: Kept, chosen: Sequence[Data], lang: Lang, *, terminal: bool) -> str:
    """Give recorded decisions in full. Raises Problems where the run is damaged."""
    names = Names.of(kept, lang)
    return "".join(printed(_tree(recorded(data, names), lang), terminal=terminal) for data in chosen)


def _tree(decision: Recorded, lang: Lang) -> Tree:
    head = Styled(decision.title, style="bold").append(f"  {decision.rule}", style="dim")
    tree = Tree(head.append(f"\n{decision.subject}"))
    tree.add(Styled(OUTCOMES[decision.outcome].to(lang), style=STYLES[decision.outcome]))
    for line in (*decision.cited, *decision.beside):
        tree.add(line)
    branches = [tree]
    for condition in decision.conditions:
        del branches[condition.depth + 1 :]
        branches.append(branches[-1].add(_line(condition)))
    tree.add(Styled(decision.digest, style="dim"))
    return tree


def _line(condition: Condition) -> Styled:
    line = Styled()
    if condition.mark:
        line.append(f"{condition.mark} ", style=MARK_STYLES[condition.mark])
    line.append(condition.text)
    if condition.value:
        line.append(f" = {condition.value}", style="magenta" if condition.is_open else "bold")
    return line.append(f"  {condition.about}", style="dim") if condition.about else line
