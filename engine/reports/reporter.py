"""The formats that a report can be had in, behind one interface: each is a module that gives a check and one decision.

A new format is a module with the functions of `Reporter` and a line in FORMATS.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from importlib import import_module
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Literal, Protocol, TypeVar, cast

from engine.source.text import Lang

if TYPE_CHECKING:
    from engine.decision.decide import Decision, Judgement
    from engine.source.problem import Place

Detail = Literal["summary", "short", "full"]
DETAILS: tuple[Detail, ...] = ("summary", "short", "full")
Item = TypeVar("Item")
Result = TypeVar("Result")
Report = str | bytes
"""Text, or for formats that are no text, what the file holds."""


class Share(Protocol):
    """Gives what some work gives of each item, in order: here, or by several processes."""

    def __call__(self, work: Callable[[Item], Result], items: Sequence[Item]) -> list[Result]:
        """Do the work. What it gives must be such that it can be sent from one process to another."""


def alone(work: Callable[[Item], Result], items: Sequence[Item]) -> list[Result]:
    """Do the work here."""
    return [work(item) for item in items]


@dataclass(frozen=True, slots=True)
class View:
    """How a report is wanted.

    `detail`: the counts; a sentence for each decision; or each with its tree. `everything`: with what is met and what
    does not apply. `terminal`: in colours and as wide as the terminal. `files`: where a file of facts lies from here,
    by the name that places have for it. `share`: who does what is to be done of many decisions, one by one.
    `original`: what the workbook holds that the facts are from, where they are from one and it is to be answered in.
    `recorded`: the run of the log that the check is, as number:hash.
    """

    lang: Lang = "da"
    detail: Detail = "short"
    everything: bool = False
    terminal: bool = False
    files: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    share: Share = alone
    original: bytes | None = field(default=None, repr=False)
    recorded: str | None = None

    def place(self, place: Place) -> str:
        """Give a place with the way to its file from here."""
        return str(replace(place, file=self.files.get(place.file, place.file)))


class Reporter(Protocol):
    """What a format's module gives. The same judgement and view give the same report, byte for byte."""

    def check(self, judgement: Judgement, view: View) -> Report:
        """Give the report of a check."""

    def explain(self, judgement: Judgement, decision: Decision, view: View) -> Report:
        """Give the report of one decision."""


@dataclass(frozen=True, slots=True)
class Format:
    """A format: the module that makes it, the endings of files that hold it, and whether it is no text."""

    module: str
    endings: tuple[str, ...]
    is_binary: bool = False


FORMATS = {
    "text": Format("engine.reports.text", (".txt",)),
    "json": Format("engine.reports.data", (".json",)),
    "markdown": Format("engine.reports.markdown", (".md", ".markdown")),
    "junit": Format("engine.reports.junit", (".xml",)),
    "html": Format("engine.reports.html", (".html", ".htm")),
    "pdf": Format("engine.reports.pdf", (".pdf",), is_binary=True),
    "xlsx": Format("engine.reports.xlsx", (".xlsx",), is_binary=True),
    "sarif": Format("engine.reports.sarif", (".sarif", ".sarif.json")),
}


def reporter(name: str) -> Reporter:
    """Give a format's module; it is loaded only now. KeyError where there is no such format."""
    return cast("Reporter", import_module(FORMATS[name].module))


def format_of(path: Path) -> str | None:
    """Give the format that a file's ending tells, the longest ending first; None where none is told."""
    endings = sorted(((ending, name) for name, each in FORMATS.items() for ending in each.endings), key=_longest)
    return next((name for ending, name in endings if path.name.lower().endswith(ending)), None)


def _longest(pair: tuple[str, str]) -> int:
    return -len(pair[0])
