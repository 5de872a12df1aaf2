"""The reports of several files as text: the overview, the files in error, then each file below its name."""

from __future__ import annotations

from collections.abc import Sequence

from rich import box
from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.rule import Rule
from rich.table import Table
from rich.text import Text as Styled

from engine.reports.paper import printed
from engine.reports.reporter import View
from engine.reports.together.parts import IN_ERROR, Overview, Part, broken, overview, told


def together(parts: Sequence[Part], view: View) -> str:
    """Give the report of all files."""
    seen = overview(parts, view.lang)
    head: list[RenderableType] = [seen.line, _table(seen)]
    for number, part in enumerate(broken(parts)):
        head += [""] if number else []
        head += [Styled(f"{part.name}: {IN_ERROR.to(view.lang)}", style="bold")]
        head += [Padding(Styled(told(problem, view)), (0, 0, 0, 2)) for problem in part.problems]
    texts = [printed(Group(*head), terminal=view.terminal)]
    for part in parts:
        if not part.problems:
            rule = Rule(Styled(part.name, style="bold"), characters="─", align="left")
            texts.append(printed(rule, terminal=view.terminal) + str(part.report))
    return "\n".join(texts)


def _table(seen: Overview) -> Table:
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for index, head in enumerate(seen.heads):
        table.add_column(head, justify="right" if index else "left", overflow="fold")
    for row in seen.rows:
        if row is seen.rows[-1]:
            table.add_section()
        table.add_row(*row)
    return table
