"""What was found, as clauses that are put together: what is said of one thing is said once, with all its limits."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from engine.reports.display import AND, OR, joined
from engine.reports.words import BARRED, BUT, LACKS_NONE, NONE_AMONG, NOT, NOT_AMONG, NOTHING_AMONG, SO
from engine.source.text import Lang, Text

ONE_IS_ENOUGH = Text("det er nok at rette ét af dette: {}", "it is enough to put one of these right: {}")
"""What is said of several things, of which any one would do."""
DENIED = (NOT, *BARRED.values(), LACKS_NONE, NONE_AMONG, NOTHING_AMONG, NOT_AMONG)
"""What holds of none of its limits: they are told with an 'or'."""


@dataclass(frozen=True, slots=True)
class Clause:
    """One thing that was found: `said`, and how it stands to its limits.

    `link`: the words that put what was said ({0}) and its limits ({1}) together. `is_asked`: it says what was asked
    and is not so, so that of several of them any one would be enough where the rule asks for one.
    """

    said: str
    link: Text | None = None
    limits: tuple[str, ...] = ()
    is_asked: bool = False

    def text(self, lang: Lang, *, either: bool = False) -> str:
        """Give the clause. `either`: any one of its limits is enough."""
        if self.link is None:
            return self.said
        by = OR if either or self.link in DENIED else AND
        return self.link.to(lang).format(self.said, joined(self.limits, lang, by))


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
    told = Text("; eller ", "; or ").to(lang).join(asked)
    enough = [ONE_IS_ENOUGH.to(lang).format(told) if len(asked) > 1 else told] if asked else []
    return Clause("; ".join([*facts, *enough]), is_asked=bool(asked))


def _merged(clauses: Iterable[Clause]) -> Sequence[Clause]:
    """Give clauses with one for all that say the same thing of different limits."""
    found: dict[tuple[str, Text | None], Clause] = {}
    for clause in clauses:
        key = (clause.said, clause.link)
        before = found.get(key)
        limits = dict.fromkeys((*before.limits, *clause.limits)) if before else ()
        found[key] = replace(clause, limits=tuple(limits)) if before else clause
    return list(found.values())
