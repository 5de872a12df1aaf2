"""What worker processes do for the pages: they decide, and give finished pages, or parts of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from engine.decision.decide import Judgement
from engine.reports.pages.dossier.summary import summary
from engine.reports.pages.dossier.told import Teller
from engine.reports.pages.html import anchor
from engine.reports.picked import asked_for
from engine.reports.readings import DEPENDS, chosen_line, otherwise_lines
from engine.reports.reporter import Detail, View, reporter
from engine.reports.subjects import own_name, subject_full
from engine.reports.words import area_name
from engine.rulebook.model import Rulebook
from engine.rulebook.uses import uses
from engine.service.case import Case
from engine.service.pages.asked import Entered, Filter, with_changes
from engine.service.pages.fields import Fields, Option, as_typed, field_of, told, wrong_by_field
from engine.service.pages.flips import trial
from engine.service.pages.frame import Frame, shown
from engine.service.pages.opened import opened
from engine.service.pages.parts import Part, parts_of, placed
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
COMMON = ("takst", "tilbud", "overtagelse")
"""What is checked alone the most often."""


@dataclass(frozen=True, slots=True)
class Of:
    """Whose page it is: the check's id and case, and how often it was changed.

    `head`: the number and hash of its run in the log, if it has one.
    """

    id: str
    case: Case
    changes: int = 0
    head: str | None = None


@dataclass(frozen=True, slots=True)
class Fault:
    """A problem as a form tells it: at which field, what that is called, and what is wrong."""

    field: str | None
    label: str
    text: str


def ready(desk: Desk, case: Case) -> None:
    """Decide, so that the lane has the decisions at hand. Raises Problems."""
    desk.judgement(case)


def start(desk: Desk, frame: Frame, texts: Mapping[str, str], problems: tuple[Problem, ...], held: list[Any]) -> str:
    """Give the page on which a check begins. `held`: the checks that are held, as (id, files, facts typed)."""
    rulebook, lang = desk.rulebook(), frame.lang
    entities = [(name, forms(name).several.to(lang)) for name in vocabulary().entities]
    return shown(
        "check.html",
        frame,
        areas=_areas(rulebook, lang),
        questions=_questions(rulebook, frame.lang),
        common=[(name, vocabulary().entities[name].label.to(lang)) for name in COMMON],
        entities=sorted((one for one in entities if one[0] not in COMMON), key=lambda one: one[1]),
        texts=texts,
        problems=_faults(problems, lang),
        held=held,
        logged=desk.log is not None,
        rules=len(rulebook.rules),
    )


def form(
    desk: Desk, frame: Frame, entity: str, texts: Mapping[str, str], problems: tuple[Problem, ...], today: str
) -> str:
    """Give the form for one subject and those that it belongs to."""
    rulebook, lang = desk.rulebook(), frame.lang
    used = uses(rulebook)
    of_form = parts_of(entity, used)
    problems = tuple(placed(problem, of_form, texts) for problem in problems)
    wrong = wrong_by_field(problems, lang)
    fields = Fields(rulebook, used, lang, None, wrong, texts)
    return shown(
        "form.html",
        frame,
        entity=entity,
        name=vocabulary().entities[entity].label.to(lang),
        parts=[
            (
                part,
                _title(part, of_form, lang),
                *fields.all_of(part.entity, part.id, related=False),
                wrong.get(part.id_field, ()),
                _is_open(part, texts, problems),
            )
            for part in of_form
        ],
        texts={"f/as_of": today} | dict(texts),
        problems=_faults(problems, lang),
    )


def parts(desk: Desk, entity: str) -> list[Part]:
    """Give the parts of the form for one subject."""
    return parts_of(entity, uses(desk.rulebook()))


def problems_page(desk: Desk, frame: Frame, of: Of, problems: tuple[Problem, ...]) -> str:
    """Give the problems of files, by file and sheet, as the command says them."""
    by_file: dict[str, list[Problem]] = {}
    for problem in problems:
        by_file.setdefault(problem.place.file, []).append(problem)
    return shown("problems.html", frame, of=of, files=list(by_file.items()), count=len(problems), typed=TYPED)


def result(desk: Desk, frame: Frame, of: Of, wanted: Filter, actor: str) -> tuple[str, str | None]:
    """Give what came of a check, and the head of its run; with a log, it is recorded once. Raises Problems."""
    judgement, lang = desk.judgement(of.case), frame.lang
    if of.head is None:
        of = replace(of, head=desk.recorded(judgement, of.case, actor))
    teller = Teller(judgement, lang)
    found = listed(judgement, teller, wanted)
    otherwise = [line.plain for line in otherwise_lines(judgement, lang)]
    content = shown(
        "result.html",
        frame,
        of=of,
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
        otherwise=[line for line in otherwise[1:] if line],
        depends=DEPENDS.to(lang),
        rules=len({d.rule.id for d in judgement.decisions}),
        subjects=len({(d.subject.entity, d.subject.id) for d in judgement.decisions}),
        decisions=len(judgement.decisions),
    )
    return content, of.head


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
        problems=_faults(problems, lang),
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
    return shown("missing.html", frame, of=of, groups=groups, more=more, problems=_faults(problems, lang))


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
        questions=_questions(judgement.prepared.rulebook, lang),
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
        raise Problems([unknown_subject(subject[1], subject[0], facts.subjects.get(subject[0], {}))])
    problems: tuple[Problem, ...] = ()
    found = None
    if entered is not None and (entered.typed or entered.readings):
        try:
            found = trial(judgement, with_changes(of.case, entered).judged(desk.folder, None, desk.rules), lang)
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
        questions=[] if subject else _questions(judgement.prepared.rulebook, lang),
        chosen=dict(of.case.readings) | dict(entered.readings if entered else ()),
        changed=entered is not None,
        trial=found,
        typed=list(_told_changes(entered, judgement, lang)) if entered else [],
        problems=_faults(problems, lang),
    )


def report(desk: Desk, case: Case, name: str, detail: Detail, lang: Lang) -> bytes:
    """Give a report of a check in a format. Raises Problems."""
    made = reporter(name).check(desk.judgement(case), View(lang, detail, everything=True))
    return made.encode() if isinstance(made, str) else made


def facts_file(desk: Desk, case: Case, name: str, lang: Lang) -> bytes:
    """Give the facts of a check, with what was typed, as a file of this name. Raises Problems."""
    from facts.convert import converted

    return converted(desk.judgement(case).facts, name, lang)


def template(desk: Desk, lang: Lang) -> bytes:
    """Give the empty workbook that the rules' facts are filled into. Raises Problems."""
    from facts.convert import template_for

    return template_for(uses(desk.rulebook()), "klausul.xlsx", lang)


def _fields(judgement: Judgement, lang: Lang, problems: Iterable[Problem], texts: Mapping[str, str]) -> Fields:
    rulebook = judgement.prepared.rulebook
    return Fields(rulebook, uses(rulebook), lang, judgement.facts, wrong_by_field(problems, lang), texts)


def _faults(problems: Iterable[Problem], lang: Lang) -> list[Fault]:
    return [_fault(problem, lang) for problem in problems]


def _fault(problem: Problem, lang: Lang) -> Fault:
    field = field_of(problem)
    if field is None:
        return Fault(None, "" if problem.place.file in ("-", TYPED) else str(problem.place), told(problem, lang))
    parts_ = field.split("/")
    if len(parts_) != 4 or parts_[1] not in vocabulary().entities:
        return Fault(field, Text("Dato", "Date").to(lang), told(problem, lang))
    known = vocabulary().entities[parts_[1]].fields.get(parts_[3])
    label = known.label.to(lang) if known else Text("Kort navn (id)", "Short name (id)").to(lang)
    text = told(problem, lang)
    named = text.casefold().startswith(label.casefold())
    return Fault(field, "" if named else label[:1].upper() + label[1:], text)


def _areas(rulebook: Rulebook, lang: Lang) -> list[Option]:
    return [Option(area, area_name(area, lang)) for area in sorted({rule.area for rule in rulebook.rules.values()})]


def _questions(rulebook: Rulebook, lang: Lang) -> list[tuple[str, str, str, list[Option], str]]:
    """Give the open readings: the rule they are chosen by, its title, the question, the options, and the one used."""
    return [
        (
            rules[0].id,
            rules[0].title.to(lang),
            reading.question.to(lang),
            [Option(option.name, option.title.to(lang)) for option in reading.options],
            reading.used,
        )
        for reading, rules in rulebook.readings.values()
    ]


def _title(part: Part, parts_: list[Part], lang: Lang) -> str:
    """Give what a part of the form is called: what it is, and of what."""
    if part.relation is None or part.of is None:
        return vocabulary().entities[part.entity].label.to(lang)
    owner = next(each for each in parts_ if each.id == part.of)
    label = vocabulary().field(owner.entity, part.relation).label.to(lang)
    the = forms(owner.entity).the.to(lang)
    return Text(f"{label} ({the} hører til her)", f"{label} (that {the} belongs to)").to(lang)


def _is_open(part: Part, texts: Mapping[str, str], problems: Iterable[Problem]) -> bool:
    """Say whether a part of the form is shown at once: the first two, and what holds anything."""
    begin = f"f/{part.entity}/{part.id}/"
    filled = any(text for name, text in texts.items() if name.startswith(begin) and not name.endswith("/id"))
    return part.of is None or filled or any((field_of(problem) or "").startswith(begin) for problem in problems)


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
