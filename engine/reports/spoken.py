"""What was found, as clauses that are put together: what is said of one thing is said once, with all its limits."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from engine.reports.display import AND, OR, joined
from engine.reports.words import BARRED, BUT, NOT, SO
from engine.source.text import Lang, Text


@dataclass(frozen=True, slots=True)
class Clause:
    """One thing that was found: `said`, and how it stands to its limits.

    `link`: the words between what was said and its limits. `is_asked`: it says what was asked and is not so, so that
    of several of them any one would be enough where the rule asks for one.
    """

    said: str
    link: Text | None = None
    limits: tuple[str, ...] = ()
    is_asked: bool = False

    def text(self, lang: Lang, *, either: bool = False) -> str:
        """Give the clause. `either`: any one of its limits is enough."""
        if self.link is None:
            return self.said
        by = OR if either or self.link in (NOT, *BARRED.values()) else AND
        return f"{self.said}{self.link.to(lang)} {joined(self.limits, lang, by)}"


def so(found: str, limit: str) -> Clause:
    """Say that what was found is thereby on a side of a limit."""
    return Clause(found, SO, (limit,))


def but_not(found: str, *limits: str) -> Clause:
    """Say that what was found is none of something else."""
    return Clause(found, NOT, limits)


def but_asked(modality: str, found: str, *limits: str) -> Clause:
    """Say what was asked of what was found and is not so: to be one of the limits."""
    return Clause(found, BUT[modality], limits, is_asked=True)


def together(clauses: Iterable[Clause], lang: Lang) -> str:
    """Give clauses that all hold in one line."""
    return "; ".join(dict.fromkeys(clause.text(lang) for clause in _merged(clauses)))


def either(clauses: Iterable[Clause], lang: Lang) -> Clause:
    """Give what failed where any one of several had been enough: what is so, and then what was asked."""
    merged = _merged(clauses)
    facts = dict.fromkeys(clause.text(lang) for clause in merged if not clause.is_asked)
    asked = dict.fromkeys(clause.text(lang, either=True) for clause in merged if clause.is_asked)
    by = Text("; eller ", "; or ").to(lang)
    return Clause("; ".join([*facts, *([by.join(asked)] if asked else [])]), is_asked=bool(asked))


def _merged(clauses: Iterable[Clause]) -> Sequence[Clause]:
    """Give clauses with one for all that say the same thing of different limits."""
    found: dict[tuple[str, Text | None], Clause] = {}
    for clause in clauses:
        key = (clause.said, clause.link)
        before = found.get(key)
        limits = dict.fromkeys((*before.limits, *clause.limits)) if before else ()
        found[key] = replace(clause, limits=tuple(limits)) if before else clause
    return list(found.values())
