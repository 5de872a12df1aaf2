"""How much of a check a dossier tells: of a small one everything, of a large one what a reader can use.

What is left out of it is counted, and the page says so and where it is to be had.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from engine.decision.decide import Decision, Judgement
from engine.reports.picked import shown, verdict
from engine.reports.reporter import Detail
from engine.reports.words import SEVERITY
from engine.source.text import Lang, Text

MOST_WHOLE = 1_500
"""Decisions of a check that is told whole, each with its tree."""
MOST_TREES = 200
"""Decisions of a larger one that are told with their trees, the gravest first."""
MOST_ELEMENTS = 20
"""Related subjects that one condition of such a tree names."""
MOST_GISTS = 400
"""Decisions of one outcome that are told with what to do."""
MOST_OPEN = 150
"""Open decisions that are listed one by one; of more, those that lack the same are told together."""
MOST_ALIKE = 400
"""Such lines."""
MOST_FIGURES = 200
"""Rows of figures behind a picture that are printed."""

Key = tuple[str, str]
"""A decision: its rule's id and its subject's."""


@dataclass(frozen=True, slots=True)
class Extent:
    """What is told of a check. `told`: the decisions that have a sentence; `trees`: those of them that have a tree.

    `of`: how many decisions there are. `elements`: how many related subjects a condition of a tree names, where not
    all. `is_summary`: only counts were asked for. `on_paper`: where nothing folds.
    """

    told: frozenset[Key]
    trees: frozenset[Key]
    of: int
    elements: int | None = None
    is_summary: bool = False
    on_paper: bool = False

    @property
    def is_whole(self) -> bool:
        """Say whether every decision is told."""
        return len(self.told) == self.of

    def tells(self, decision: Decision) -> bool:
        """Say whether a decision has a sentence."""
        return key_of(decision) in self.told

    def has_tree(self, decision: Decision) -> bool:
        """Say whether a decision has its tree."""
        return key_of(decision) in self.trees

    def left_out(self, lang: Lang) -> tuple[str, ...]:
        """Say what is left out, and where it is to be had."""
        return tuple(text.to(lang) for text in self._left_out())

    def _left_out(self) -> Iterator[Text]:
        if self.is_summary:
            yield Text(
                f"Opsummering: de {self.of} afgørelser er kun talt. --detail short og full fortæller om dem.",
                f"Summary: the {self.of} decisions are only counted. --detail short and full tell of them.",
            )
        elif self.on_paper and not self.is_whole:
            yield Text(
                f"De {self.of} afgørelser står her kun som tal efter driftsherre og regel; det, der ikke er overholdt "
                "eller er uafklaret, står for sig. Hver afgørelse står i HTML, XLSX og JSON (med --all).",
                f"The {self.of} decisions stand here only as counts by operator and rule; what is not kept or is "
                "undetermined stands by itself. Every decision is in HTML, XLSX and JSON (with --all).",
            )
        else:
            yield from self._left_out_of_page()

    def _left_out_of_page(self) -> Iterator[Text]:
        if more := self.of - len(self.told):
            yield Text(
                f"{more} af {self.of} afgørelser er kun talt: det, der er overholdt eller ikke gælder, og "
                "konklusionerne. Med --all står hver i en sætning, også i XLSX; JSON har dem alle.",
                f"{more} of {self.of} decisions are only counted: what is met or does not apply, and the conclusions. "
                "With --all each has a sentence, in XLSX, too; JSON has them all.",
            )
        if not self.on_paper and (more := len(self.told) - len(self.trees)):
            yield Text(
                f"{more} afgørelser står i en sætning uden deres betingelser; {len(self.trees)}, de alvorligste, har "
                "dem. Med --detail full har alle dem; klausul explain viser én afgørelses.",
                f"{more} decisions have a sentence without their conditions; {len(self.trees)}, the gravest, have "
                "them. With --detail full all have them; klausul explain shows those of one decision.",
            )


def extent_of(judgement: Judgement, detail: Detail, *, everything: bool = False) -> Extent:
    """Give what a page tells: with `everything` a sentence for each decision of a large check, in full its tree."""
    decisions = judgement.decisions
    if detail == "summary":
        return Extent(frozenset(), frozenset(), len(decisions), is_summary=True)
    if detail == "full" or len(decisions) <= MOST_WHOLE:
        every = frozenset(map(key_of, decisions))
        return Extent(every, every, len(decisions))
    told = frozenset(map(key_of, shown(judgement, everything=everything)))
    gravest = sorted(shown(judgement, everything=False), key=gravity)[:MOST_TREES]
    return Extent(told, frozenset(map(key_of, gravest)), len(decisions), MOST_ELEMENTS)


def extent_on_paper(judgement: Judgement, detail: Detail) -> Extent:
    """Give what a PDF tells: of a large check no decision that is met, whatever is asked for; nobody would turn to it.

    Trees are for the screen, where they fold.
    """
    decisions, none = judgement.decisions, frozenset[Key]()
    is_whole = detail != "summary" and len(decisions) <= MOST_WHOLE
    told = frozenset(map(key_of, decisions)) if is_whole else none
    return Extent(told, none, len(decisions), is_summary=detail == "summary", on_paper=True)


def key_of(decision: Decision) -> Key:
    """Give what a decision is known by."""
    return decision.rule.id, decision.subject.id


def gravity(decision: Decision) -> tuple[int, str, str, str]:
    """Give what orders decisions, the gravest first."""
    subject = decision.subject
    return SEVERITY.index(verdict(decision)), subject.entity, subject.id, decision.rule.id
