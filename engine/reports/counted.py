"""How many there are of what reports count, in the number that it has: 1 uafklaret, 2 uafklarede; 1 rule, 2 rules."""

from __future__ import annotations

from engine.reports.display import counted
from engine.reports.words import OUTCOMES
from engine.source.text import Lang, Text

SEVERAL = OUTCOMES | {
    "met": Text("overholdte", "met"),
    "breached": Text("overtrådte", "breached"),
    "remark": Text("bemærkninger", "remarks"),
    "deviation": Text("overtrådte (godkendte)", "breached (approved)"),
    "exempt": Text("undtagne", "exempt"),
    "not_applicable": Text("ikke relevante", "not applicable"),
    "undetermined": Text("uafklarede", "undetermined"),
    "unknown": Text("ukendte", "unknown"),
}
"""What is said of several decisions that came out alike: in their counts, and at the head of a column of counts."""
THINGS = {
    "rule": (Text("regel", "rule"), Text("regler", "rules")),
    "subject": (Text("emne", "subject"), Text("emner", "subjects")),
    "decision": (Text("afgørelse", "decision"), Text("afgørelser", "decisions")),
    "deadline": (Text("frist", "deadline"), Text("frister", "deadlines")),
    "document": (Text("dokument", "document"), Text("dokumenter", "documents")),
    "chapter": (Text("kapitel", "chapter"), Text("kapitler", "chapters")),
    "clause": (Text("klausul", "clause"), Text("klausuler", "clauses")),
    "file": (Text("fil", "file"), Text("filer", "files")),
    "case": (Text("tilfælde", "case"), Text("tilfælde", "cases")),
    "assertion": (Text("påstand", "assertion"), Text("påstande", "assertions")),
    "goal": (Text("mål", "goal"), Text("mål", "goals")),
}
"""What reports count: one of them, and several."""


def outcome_counted(outcome: str, count: int, lang: Lang) -> str:
    """Give how many decisions came out so: 1 uafklaret, 31 uafklarede."""
    return counted(count, OUTCOMES[outcome], SEVERAL[outcome], lang)


def things_counted(thing: str, count: int, lang: Lang) -> str:
    """Give how many there are of one of the THINGS."""
    return counted(count, *THINGS[thing], lang)
