"""Spreadsheets read into the trees that YAML gives. One sheet's problems do not hide another's."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import PurePath

from engine.source.problem import Place, Problem, Problems
from engine.source.text import Text
from engine.source.tree import Mapping, Sequence
from facts.entities import MODELS
from facts.factset import Remark
from facts.sheets.about import is_about, read_about
from facts.sheets.head import NO_FACTS, Head, head_of
from facts.sheets.names import set_aside
from facts.sheets.rows import Read, read_rows
from facts.sheets.table import Opened, Table

ASIDE = Text("arket er ikke læst: dets navn står i parentes", "the sheet is not read: its name is in parentheses")
NOT_FACTS = Text("arket er ikke læst: det har ingen fakta, der kendes", "the sheet is not read: it has no known facts")
HIDDEN = Text("arket er skjult og læst som de andre", "the sheet is hidden, and is read like the others")


@dataclass(slots=True)
class Sheets:
    """What the sheets of a file say. `unsure`: the entities of which something could not be read."""

    file: str
    roots: list[Mapping] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)
    unsure: set[str] = field(default_factory=set)


def read_sheets(content: bytes, name: str) -> Sheets:
    """Give what a file says that holds `content`, named `name` in places.

    Raises Problems where nothing of it can be read.
    """
    opened = _opened(content, name)
    found = Sheets(name, problems=list(opened.problems), remarks=list(opened.remarks))
    found.unsure.update(MODELS if opened.problems else ())
    unknown = [table for table in opened.tables if table.rows and not _take(table, found)]
    if len(unknown) == sum(bool(table.rows) for table in opened.tables) and not found.problems:
        message = Text("der er ingen fakta i filen", "there are no facts in the file")
        found.problems.append(Problem("no-facts", Place(name), message, NO_FACTS))
        found.unsure.update(MODELS)
    found.remarks += [Remark(table.place, NOT_FACTS) for table in unknown]
    return found


def _opened(content: bytes, name: str) -> Opened:
    if not content:
        raise Problems([Problem("empty", Place(name), Text("filen er tom", "the file is empty"))])
    if PurePath(name).suffix.lower() == ".csv":
        from facts.sheets.separated import separated

        return separated(content, name)
    from facts.sheets.workbook import workbook  # openpyxl is heavy

    return workbook(content, name)


def _take(table: Table, found: Sheets) -> bool:
    """Take in what a sheet says; say whether it is a sheet of facts, or one that says it is none."""
    if set_aside(table.title):
        found.remarks += [] if table.hidden else [Remark(table.place, ASIDE)]
        return True
    read, head = Read(), head_of(table)
    if isinstance(head, Problem):
        found.problems.append(head)
        found.unsure.update(MODELS)
        return True
    if head is not None:
        read = read_rows(table, head)
        _add(table, head, read, found)
    elif is_about(table):
        found.roots.append(read_about(table, read))
    else:
        return False
    found.problems += read.problems
    found.remarks += [*read.remarks, *([Remark(table.place, HIDDEN)] if table.hidden else [])]
    return True


def _add(table: Table, head: Head, read: Read, found: Sheets) -> None:
    if read.items:
        items = Sequence(tuple(read.items), table.place)
        found.roots.append(Mapping({head.entity: items}, {head.entity: table.place}, table.place))
    if read.unsure:
        found.unsure.add(head.entity)
