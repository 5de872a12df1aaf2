"""What reports are printed on: a terminal with its width and colours, or plain text of a fixed width."""

from __future__ import annotations

from io import StringIO

from rich.console import Console, RenderableType

WIDTH = 110
"""Columns where a report does not go to a terminal: the same bytes everywhere."""


def width_of(*, terminal: bool = False) -> int:
    """Give how many columns there are."""
    return Console().width if terminal else WIDTH


def printed(what: RenderableType, *, terminal: bool = False, width: int = WIDTH) -> str:
    """Give a table, tree or text as it is printed, without white space at the ends of lines."""
    page = StringIO()
    if terminal:
        console = Console(file=page, width=Console().width, force_terminal=True, highlight=False)
    else:
        console = Console(file=page, width=width, force_terminal=False, highlight=False, color_system=None)
    console.print(what)
    return "\n".join(line.rstrip() for line in page.getvalue().splitlines()) + "\n"
