"""The decisions of a check as a list: counted, filtered, the gravest first, so many on a page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from engine.decision.decide import Decision, Judgement
from engine.reports.pages.dossier.extent import gravity
from engine.reports.pages.dossier.model import Outcome
from engine.reports.pages.dossier.told import Teller, outcome_of
from engine.reports.picked import by_area, counts, verdict
from engine.reports.words import area_name
from engine.service.pages.asked import Filter
from engine.service.pages.fields import Option
from engine.source.text import Text

ON_A_PAGE = 40
NOBODY = "-"
"""What stands for no operator in a filter."""


@dataclass(frozen=True, slots=True)
class Row:
    """A decision in the list."""

    rule: str
    entity: str
    id: str
    outcome: Outcome
    title: str
    subject: str
    operator: str
    why: str


@dataclass(frozen=True, slots=True)
class Listed:
    """A page of the list, how many fit in all, how many pages there are, and what can be filtered by."""

    rows: tuple[Row, ...]
    count: int
    page: int
    pages: int
    operators: tuple[Option, ...]
    areas: tuple[Option, ...]
    outcomes: tuple[tuple[Outcome, int], ...]
    conclusions: tuple[tuple[Outcome, int], ...]


def listed(judgement: Judgement, teller: Teller, wanted: Filter) -> Listed:
    """Give the decisions that fit a filter: requirements, unless an outcome of conclusions is asked for."""
    required, concluded = judgement.requirements, [d for d in judgement.decisions if d.rule.is_conclusion]
    if not required:
        required = tuple(concluded)
    of_conclusions = counts(concluded)
    among: Sequence[Decision] = concluded if wanted.outcome in of_conclusions else required
    fitting = sorted((d for d in among if _fits(d, teller, wanted)), key=gravity)
    pages = max(1, -(-len(fitting) // ON_A_PAGE))
    page = min(wanted.page, pages)
    shown = fitting[(page - 1) * ON_A_PAGE : page * ON_A_PAGE]
    lang = teller.lang
    return Listed(
        tuple(_row(decision, teller) for decision in shown),
        len(fitting),
        page,
        pages,
        tuple(_operators(judgement, teller)),
        tuple(Option(area, area_name(area, lang)) for area in by_area(judgement.decisions)),
        tuple((outcome_of(name, lang, several=count != 1), count) for name, count in counts(required).items()),
        tuple((outcome_of(name, lang, several=count != 1), count) for name, count in of_conclusions.items()),
    )


def decision_on(judgement: Judgement, rule: str, entity: str, id_: str) -> Decision | None:
    """Give the decision of a rule on a subject, None where there is none."""
    return next(
        (
            d
            for d in judgement.decisions
            if (d.rule.id, d.subject.entity, d.subject.id) == (rule, entity or d.subject.entity, id_)
        ),
        None,
    )


def _fits(decision: Decision, teller: Teller, wanted: Filter) -> bool:
    if wanted.area and decision.rule.area != wanted.area:
        return False
    if wanted.outcome and verdict(decision) != wanted.outcome:
        return False
    return not wanted.operator or _operator(decision, teller) == wanted.operator


def _operator(decision: Decision, teller: Teller) -> str:
    return teller.operator(decision.subject.entity, decision.subject.id) or NOBODY


def _operators(judgement: Judgement, teller: Teller) -> list[Option]:
    known = {_operator(decision, teller) for decision in judgement.decisions}
    return [Option(id_, teller.named(None if id_ == NOBODY else id_)) for id_ in sorted(known, key=_last)]


def _last(id_: str) -> tuple[bool, str]:
    return id_ == NOBODY, id_


def _row(decision: Decision, teller: Teller) -> Row:
    from engine.reports.subjects import subject_name

    subject = decision.subject
    operator = _operator(decision, teller)
    name = subject_name(teller.judgement.facts, subject.entity, subject.id, teller.lang)
    kind = teller.judgement.facts.vocabulary.entities[subject.entity].label.to(teller.lang)
    told = name if name.startswith(f"{kind} ") else f"{name} ({kind})"
    return Row(
        decision.rule.id,
        subject.entity,
        subject.id,
        outcome_of(verdict(decision), teller.lang),
        decision.rule.title.to(teller.lang),
        told,
        "" if operator in (NOBODY, subject.id) else teller.named(operator),
        teller.sentences.why(decision),
    )


def headline(listed_: Listed) -> Text:
    """Give the whole of a check in a few words."""
    found = {outcome.name: count for outcome, count in listed_.outcomes}
    broken, open_ = found.get("breached", 0), found.get("undetermined", 0)
    if not found:
        return Text("Ingen krav er bedømt.", "No requirements were judged.")
    if not broken and not open_:
        return Text("Ingen krav er overtrådt, og intet er uafklaret.", "No demand is breached, and nothing is open.")
    da = f"{broken or 'Ingen'} krav er overtrådt"
    en = f"{broken or 'No'} {'demand is' if broken == 1 else 'demands are'} breached"
    if open_:
        da += f", og {open_} kan ikke afgøres, før der er flere oplysninger"
        en += f", and {open_} cannot be settled without more facts"
    return Text(f"{da}.", f"{en}.")
