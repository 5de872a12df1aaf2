"""What worker processes do for the pages: they decide, and give finished pages, or parts of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from engine.decision.decide import Judgement
from engine.reports.pages.dossier.extent import extent_of
from engine.reports.pages.dossier.summary import summary
from engine.reports.pages.dossier.told import Teller
from engine.reports.pages.html import anchor
from engine.reports.picked import asked_for
from engine.reports.readings import DEPENDS, chosen_line, otherwise_lines
from engine.reports.reporter import Detail, View, reporter
from engine.reports.subjects import own_name, subject_full
from engine.rulebook.uses import uses
from engine.service.case import Case
from engine.service.pages.asked import Entered, Filter, with_changes
from engine.service.pages.faults import faults_of, questions_of
from engine.service.pages.fields import Fields, as_typed, wrong_by_field
from engine.service.pages.flips import trial
from engine.service.pages.frame import Frame, shown
from engine.service.pages.opened import opened
from engine.service.pages.results import decision_on, headline, listed
from engine.service.pages.rulebook import place_of
from engine.service.work.desk import Desk
from engine.source.problem import Problem, Problems
from engine.source.select import unknown_subject
from engine.source.text import Lang, Text
from facts.typed import TYPED
from facts.vocabulary import vocabulary
from facts.wording.forms import forms

MOST_SUBJECTS, MOST_ASKED = 200, 40
"""Subjects that a page lists, and missing facts that it asks for at once."""


@dataclass(frozen=True, slots=True)
class Of:
    """Whose page it is: the check's id and case, and how often it was changed.

    `heads`: the number and hash of its run in the log, by the digest of the rules that it was decided by. `is_anew`:
    other rules are in force than those that its result was last shown by.
    """

    id: str
    case: Case
    changes: int = 0
    heads: Mapping[str, str] = field(default_factory=dict)
    is_anew: bool = False


def ready(desk: Desk, case: Case) -> None:
    """Decide, so that the lane has the decisions at hand. Raises Problems."""
    desk.judgement(case)


def problems_page(desk: Desk, frame: Frame, of: Of, problems: tuple[Problem, ...]) -> str:
    """Give the problems of files, by file and sheet, as the command says them."""
    by_file: dict[str, list[Problem]] = {}
    for problem in problems:
        by_file.setdefault(problem.place.file, []).append(problem)
    return shown("problems.html", frame, of=of, files=list(by_file.items()), count=len(problems), typed=TYPED)


def result(desk: Desk, frame: Frame, of: Of, wanted: Filter, actor: str) -> tuple[str, str, str | None]:
    """Give what came of a check, the digest of the rules, and the head of its run.

    With a log, it is recorded once by the same rules. Raises Problems.
    """
    judgement, lang, digest = desk.judgement(of.case), frame.lang, desk.rules.digest
    head = of.heads.get(digest) or desk.recorded(judgement, of.case, actor)
    teller = Teller(judgement, lang, extent_of(judgement, "summary"))
    found = listed(judgement, teller, wanted)
    otherwise = [line.plain for line in otherwise_lines(judgement, lang)]
    content = shown(
        "result.html",
        frame,
        of=of,
        head=head,
        digest=digest,
        title=judgement.facts.title or ", ".join(name for name in judgement.facts.files if name != TYPED),
        note=judgement.facts.note or "",
        as_of=judgement.as_of,
        headline=headline(found).to(lang),
        listed=found,
        wanted=wanted,
        summary=summary(teller),
        typed=_typed(of.case, judgement, lang),
        missing=sum(len(facts) for _, facts in asked_for(judgement)),
        chosen=chosen_line(judgement, lang),
        otherwise=otherwise,
        depends=DEPENDS.to(lang),
        rules=len({d.rule.id for d in judgement.decisions}),
        subjects=len({(d.subject.entity, d.subject.id) for d in judgement.decisions}),
        decisions=len(judgement.decisions),
    )
    return content, digest, head


def decision(
    desk: Desk,
    frame: Frame,
    of: Of,
    which: tuple[str, str, str],
    entered: Entered | None = None,
    problems: tuple[Problem, ...] = (),
    *,
    alone: bool = True,
) -> str | None:
    """Give one decision opened, as a page of its own or as a part of the list; None where there is none.

    Raises Problems.
    """
    judgement, lang = desk.judgement(of.case), frame.lang
    found = decision_on(judgement, *which)
    if found is None:
        return None
    fields = _fields(judgement, lang, problems, entered.texts if entered else {})
    return shown(
        "one.html" if alone else "part.html",
        frame,
        _href(frame, of, judgement),
        of=of,
        one=opened(judgement, found, fields),
        rule=found.rule,
        subject=found.subject,
        as_of=judgement.as_of,
        problems=faults_of(problems, lang),
    )


def missing(
    desk: Desk, frame: Frame, of: Of, entered: Entered | None = None, problems: tuple[Problem, ...] = ()
) -> str:
    """Give the missing facts that decisions wait for, as one form: those that most wait for first. Raises Problems."""
    judgement, lang = desk.judgement(of.case), frame.lang
    fields = _fields(judgement, lang, problems, entered.texts if entered else {})
    groups, left = [], MOST_ASKED
    wanted = asked_for(judgement)
    waiting = {id(d): judgement.missing(d) for d in judgement.requirements}
    for (entity, id_), facts in wanted:
        if left <= 0:
            break
        inputs = [fields.of(entity, id_, fact.field) for fact in facts[:left]]
        left -= len(inputs)
        waits = sum(any((m.subject.entity, m.subject.id) == (entity, id_) for m in each) for each in waiting.values())
        groups.append((subject_full(judgement.facts, entity, id_, lang), waits, inputs))
    more = sum(len(facts) for _, facts in wanted) - sum(len(inputs) for _, _, inputs in groups)
    return shown("missing.html", frame, of=of, groups=groups, more=more, problems=faults_of(problems, lang))


def subjects(desk: Desk, frame: Frame, of: Of, sought: str) -> str:
    """Give what can be tried: the subjects whose facts can be changed, and the readings. Raises Problems."""
    judgement, lang = desk.judgement(of.case), frame.lang
    folded = sought.casefold().strip()
    found = [
        (subject.entity, subject.id, own_name(judgement.facts, subject.entity, subject.id) or subject.id)
        for subject in judgement.facts
    ]
    fitting = [one for one in found if folded in f"{one[2]} {one[1]} {one[0]}".casefold()]
    groups: dict[str, list[tuple[str, str]]] = {}
    for entity, id_, name in fitting[:MOST_SUBJECTS]:
        groups.setdefault(entity, []).append((id_, name))
    return shown(
        "try.html",
        frame,
        of=of,
        sought=sought,
        groups=[(entity, forms(entity).several.to(lang), items) for entity, items in groups.items()],
        more=len(fitting) - min(len(fitting), MOST_SUBJECTS),
        questions=questions_of(judgement.prepared.rulebook, lang),
        chosen=dict(of.case.readings),
    )


def tried(
    desk: Desk,
    frame: Frame,
    of: Of,
    subject: tuple[str, str] | None,
    entered: Entered | None = None,
) -> str:
    """Give a subject's facts to change, or the readings, and what the changes entered would do; nothing is kept.

    Raises Problems, of the check itself or where it holds no such subject.
    """
    judgement, lang = desk.judgement(of.case), frame.lang
    facts = judgement.facts
    if subject is not None and subject[1] not in facts.subjects.get(subject[0], {}):
        kind = facts.vocabulary.entities.get(subject[0])
        raise Problems([unknown_subject(subject[1], kind.label if kind else None, facts.subjects.get(subject[0], {}))])
    problems: tuple[Problem, ...] = ()
    found = None
    if entered is not None and (entered.typed or entered.readings):
        try:
            found = trial(judgement, desk.judged(with_changes(of.case, entered)), lang)
        except Problems as error:
            problems = error.problems
    fields = _fields(judgement, lang, problems, entered.texts if entered else {})
    used, rest = fields.all_of(*subject) if subject else ([], [])
    return shown(
        "tried.html",
        frame,
        of=of,
        subject=subject,
        name=subject_full(facts, *subject, lang) if subject else "",
        used=used,
        rest=rest,
        questions=[] if subject else questions_of(judgement.prepared.rulebook, lang),
        chosen=dict(of.case.readings) | dict(entered.readings if entered else ()),
        changed=entered is not None,
        trial=found,
        typed=list(_told_changes(entered, judgement, lang)) if entered else [],
        problems=faults_of(problems, lang),
    )


def report(desk: Desk, case: Case, name: str, detail: Detail, lang: Lang) -> bytes:
    """Give a report of a check in a format. Raises Problems."""
    made = reporter(name).check(desk.judgement(case), View(lang, detail, everything=True))
    return made.encode() if isinstance(made, str) else made


def facts_file(desk: Desk, case: Case, name: str, lang: Lang) -> bytes:
    """Give the facts of a check, with what was typed, as a file of this name. Raises Problems."""
    from facts.convert import converted

    return converted(desk.judgement(case).facts, name, lang)


def _fields(judgement: Judgement, lang: Lang, problems: Iterable[Problem], texts: Mapping[str, str]) -> Fields:
    rulebook = judgement.prepared.rulebook
    return Fields(rulebook, uses(rulebook), lang, judgement.facts, wrong_by_field(problems, lang), texts)


def _typed(case: Case, judgement: Judgement, lang: Lang) -> list[tuple[str, str, str]]:
    """Give what was typed, or changed, as (subject, fact, value)."""
    found = []
    for typed in case.typed:
        subject = judgement.facts.subjects.get(typed.entity, {}).get(typed.id)
        for name, _ in typed.values:
            field = vocabulary().field(typed.entity, name)
            value = subject.values.get(name) if subject else None
            shown_ = as_typed(value, field.kind, lang) if value is not None else Text("ukendt", "unknown").to(lang)
            whose = subject_full(judgement.facts, typed.entity, typed.id, lang)
            found.append((whose, field.label.to(lang), shown_))
    return found


def _told_changes(entered: Entered, judgement: Judgement, lang: Lang) -> Iterable[tuple[str, str, str]]:
    """Give what is tried, as (fact, before, after)."""
    fields = Fields(judgement.prepared.rulebook, {}, lang, judgement.facts)
    for typed in entered.typed:
        for name, text in typed.values:
            field = vocabulary().field(typed.entity, name)
            yield field.label.to(lang), fields.known(typed.entity, typed.id, field), text


def _href(frame: Frame, of: Of, judgement: Judgement) -> Any:
    """Give what leads from a place that a decision names to the page that tells of it."""
    of_decisions = anchor("afgoerelse", "")

    def href(place: str) -> str:
        if place.startswith(of_decisions):
            rule, _, subject = place[len(of_decisions) :].partition(":")
            entity = judgement.prepared.rulebook.rules[rule].subject
            return frame.url(f"/check/{of.id}/decision", rule=rule, entity=entity, subject=subject)
        return place_of(frame, judgement.prepared.rulebook, place)

    return href
