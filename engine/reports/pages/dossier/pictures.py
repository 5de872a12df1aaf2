"""The pictures of a dossier: tariffs, results, overhead, use by others, takeovers; of what is known only."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from fractions import Fraction
from typing import NamedTuple

from engine.reports.display import shown_value
from engine.reports.pages.dossier.extent import MOST_FIGURES, gravity
from engine.reports.pages.dossier.figures import Order, Worked, parameter, picked, remarks, share, worked
from engine.reports.pages.dossier.model import Exhibit
from engine.reports.pages.dossier.told import Teller
from engine.reports.pages.html import anchor
from engine.reports.pages.pictures.bars import Allowed, Bar, bars_picture
from engine.reports.pages.pictures.course import Line, Point, course_picture
from engine.reports.pages.pictures.drawing import Picture, Table
from engine.reports.pages.pictures.figures import short
from engine.reports.pages.pictures.timeline import Milestone, Span, timeline_picture
from engine.reports.picked import verdict
from engine.reports.subjects import subject_name
from engine.reports.words import OUTCOMES
from engine.source.text import Text
from engine.values.kinds import MONEY, SHARE, Exact

CUT, RESULT = "takst/reduktion-tre-procent", "takst/over-underskud-regulering"
OVERHEAD, USE = "takst/overhead-maksimum", "rammeaftale/omfang-fem-procent"
NOTICE, COMPLETION = "overtagelse/meddelelsesfrist", "overtagelse/gennemfoerelsesfrist"
YEARS = (2014, 2015, 2018)
"""The years that the agreement compares, and that the facts have an ordinary tariff of."""
MOST_BARS, MOST_COURSES = 14, 12

Known = tuple[Worked, Exact]


class Matter(NamedTuple):
    """What bars are about: the rule that decides, the place on the page, and words for it."""

    rule: str
    id: str
    title: Text
    intro: Text


def exhibits(teller: Teller) -> tuple[Exhibit, ...]:
    """Give the pictures by matter; a matter that no decision of this check is about is left out."""
    made = (tariffs(teller), results(teller), overheads(teller), uses(teller), takeovers(teller))
    return tuple(exhibit for exhibit in made if exhibit is not None)


def tariffs(teller: Teller) -> Exhibit | None:
    """Give each operator's average tariff by year against the cut asked for; 2015 is 100 %."""
    lang, cut = teller.lang, parameter(teller.judgement, CUT, "mindste_reduktion")
    found = worked(teller.judgement, CUT)
    if not found or cut is None:
        return None
    known = [one for one in found if one.figure("reduktion") is not None]
    shown, more = picked(known, MOST_COURSES, lambda one: gravity(one.decision))
    name = Text("gennemsnit, 2015 = 100 %", "average, 2015 = 100 %").to(lang)
    asked = Text(f"{short(cut, SHARE, lang)} under 2015", f"{short(cut, SHARE, lang)} below 2015").to(lang)
    limit = Line(asked, (Point(2015, SHARE.scale), Point(2018, SHARE.scale - cut)))
    table = _tariff_table(teller, {one.decision.subject.id for one in found})
    unprinted = _unprinted(teller, table)
    drawn = []
    for one in shown:
        cuts = [_plus(one.figure("kredit_af_2015")), Fraction(1), _less(one.figure("reduktion"))]
        points = tuple(
            Point(year, None if value is None else share(value)) for year, value in zip(YEARS, cuts, strict=True)
        )
        id_ = anchor("takster", one.decision.subject.id)
        drawn.append(course_picture(id_, _titled(teller, one), Line(name, points), limit, "most", SHARE, lang))
    return Exhibit(
        "takster",
        Text("Taksternes vej 2014-2018", "The tariffs' path 2014-2018").to(lang),
        Text(
            "Driftsherrens gennemsnitlige takst mod den nedsættelse, der kræves fra 2015 til 2018. Det skraverede er "
            "over grænsen. En nedsættelse fra 2014 til 2015 regnes med, så kravet kan være holdt lidt over linjen.",
            "The operator's average tariff against the cut asked for from 2015 to 2018. The hatched part is above the "
            "limit. A cut from 2014 to 2015 is credited, so the demand may be kept a little above the line.",
        ).to(lang),
        tuple(drawn),
        (*remarks(len(found) - len(known), len(shown), more, lang), *unprinted),
        None if unprinted else table,
    )


def _unprinted(teller: Teller, table: Table | None) -> tuple[str, ...]:
    """Say that figures are not printed where they would take many pages."""
    if table is None or not teller.extent.on_paper or len(table.rows) <= MOST_FIGURES:
        return ()
    count = len(table.rows)
    told = Text(
        f"De {count} takster bag gennemsnittene står i HTML.", f"The {count} tariffs behind the averages are in HTML."
    )
    return (told.to(teller.lang),)


def _tariff_table(teller: Teller, operators: set[str]) -> Table | None:
    """Give the ordinary tariffs that the averages are made of."""
    lang, facts = teller.lang, teller.judgement.facts
    rows = []
    for id_, tariff in facts.subjects.get("takst", {}).items():
        operator = teller.operator("takst", id_)
        values = [tariff.values.get(f"takst_{year}") for year in YEARS]
        if operator in operators and any(value is not None for value in values):
            cells = (
                Text("ukendt", "unknown").to(lang) if value is None else shown_value(value, MONEY, lang)
                for value in values
            )
            rows.append((subject_name(facts, "takst", id_, lang), teller.named(operator), *cells))
    heads = (Text("Takst", "Tariff").to(lang), Text("Driftsherre", "Operator").to(lang), *map(str, YEARS))
    return Table(heads, tuple(sorted(rows, key=lambda row: (row[1], row[0])))) if rows else None


def results(teller: Teller) -> Exhibit | None:
    """Give each offering's surplus or deficit against the band that is not settled."""
    band, lang = parameter(teller.judgement, RESULT, "baand"), teller.lang
    if band is None:
        return None
    return _bars(
        teller,
        Matter(
            RESULT,
            "over-underskud",
            Text("Over- og underskud", "Surplus and deficit"),
            Text(
                "Årets resultat i procent mod båndet, der ikke reguleres. Det skraverede skal reguleres i taksten "
                "to år efter; mærket siger, om det er sket.",
                "The year's result in percent against the band that is not settled. The hatched part must be settled "
                "in the tariff two years later; the mark says whether it is.",
            ),
        ),
        Allowed(Text("Reguleres ikke", "Not settled").to(lang), -band, band),
        _result,
    )


def overheads(teller: Teller) -> Exhibit | None:
    """Give each tariff's overhead against its ceiling."""
    ceiling, lang = parameter(teller.judgement, OVERHEAD, "overhead_maksimum"), teller.lang
    if ceiling is None:
        return None
    return _bars(
        teller,
        Matter(
            OVERHEAD,
            "overhead",
            Text("Overhead til administration", "Administration overhead"),
            Text(
                "Administrationens andel af taksten mod loftet. Det skraverede er over loftet.",
                "Administration in the tariff against the ceiling. The hatched part is above the ceiling.",
            ),
        ),
        Allowed(Text("Højeste overhead", "Highest overhead").to(lang), None, ceiling),
        lambda one: one.figure("overhead_procent"),
    )


def uses(teller: Teller) -> Exhibit | None:
    """Give the share of each offering's places that others use against the share that brings it under the agreement."""
    limit, lang = parameter(teller.judgement, USE, "fem_procent"), teller.lang
    if limit is None:
        return None
    return _bars(
        teller,
        Matter(
            USE,
            "brug",
            Text("Andre kommuners brug", "Use by other municipalities"),
            Text(
                "Andelen af pladserne, som andre kommuner bruger. Over grænsen (skraveret) er et kommunalt tilbud "
                "med i aftalen; »ja« siger, at det er over. De nærmest grænsen står først.",
                "The share of the places that other municipalities use. Above the limit (hatched) a municipal offering "
                "is in the agreement; “true” says that it is above. Those nearest to the limit come first.",
            ),
        ),
        Allowed(Text("Uden for aftalen til og med", "Outside the agreement up to").to(lang), None, limit),
        _use,
        lambda known: (abs(known[1] - limit), known[0].decision.subject.id),
    )


def _bars(
    teller: Teller,
    matter: Matter,
    allowed: Allowed,
    figure: Callable[[Worked], Fraction | None],
    order: Callable[[Known], Order] | None = None,
) -> Exhibit | None:
    lang, found = teller.lang, worked(teller.judgement, matter.rule)
    if not found:
        return None
    known = [(one, share(value)) for one in found if (value := figure(one)) is not None]

    def gravest(one: Known) -> Order:
        return gravity(one[0].decision)[0], -abs(Fraction(one[1])), one[0].decision.subject.id

    shown, more = picked(known, MOST_BARS, order or gravest)
    bars = [Bar(_name(teller, one), value, verdict(one.decision)) for one, value in shown]
    drawn = (bars_picture(matter.id + "-billede", matter.title.to(lang), bars, allowed, SHARE, lang),) if bars else ()
    left_out = remarks(len(found) - len(known), len(shown), more, lang)
    return Exhibit(matter.id, matter.title.to(lang), matter.intro.to(lang), drawn, left_out)


def takeovers(teller: Teller) -> Exhibit | None:
    """Give each takeover's dates against the deadlines of its election period."""
    lang = teller.lang
    notices = worked(teller.judgement, NOTICE)
    completions = {one.decision.subject.id: one for one in worked(teller.judgement, COMPLETION)}
    known = [one for one in notices if one.decision.subject.id in completions and one.term("valgperiode")]
    if not notices:
        return None
    shown, more = picked(
        known,
        MOST_COURSES,
        lambda one: min(gravity(each.decision) for each in (one, completions[one.decision.subject.id])),
    )
    drawn = [_takeover(teller, one, completions[one.decision.subject.id]) for one in shown]
    return Exhibit(
        "overtagelser",
        Text("Overtagelser", "Takeovers").to(lang),
        Text(
            "Overtagelsens dage mod valgperiodens frister. Den stiplede streg er den sidste dag, det skraverede er "
            "for sent.",
            "The takeover's days against the deadlines of the election period. The dashed line is the last day, what "
            "is hatched is too late.",
        ).to(lang),
        tuple(drawn),
        remarks(len(notices) - len(known), len(shown), more, lang),
    )


def _takeover(teller: Teller, notice: Worked, completion: Worked) -> Picture:
    lang = teller.lang
    steps = (
        Milestone(Text("Beslutning", "Decision").to(lang), _day(notice.fact("beslutningsdato")), None, None),
        Milestone(
            Text("Besked til regionen", "Notification of the region").to(lang),
            _day(notice.fact("meddelelsesdato")),
            _deadline(notice, "sidste_meddelelse"),
            verdict(notice.decision),
        ),
        Milestone(
            Text("Gennemførelse", "Completion").to(lang),
            _day(notice.fact("gennemfoerelsesdato")),
            _deadline(completion, "sidste_gennemfoerelse"),
            verdict(completion.decision),
        ),
    )
    year = int(notice.figure("valgperiode") or 0)
    told = Text(f"Valgperioden {year}-{year + 3}", f"Election period {year}-{year + 3}").to(lang)
    span = Span(told, date(year, 1, 1), date(year + 3, 12, 31))
    id_ = anchor("overtagelse", notice.decision.subject.id)
    return timeline_picture(id_, _name(teller, notice), steps, span, lang)


def _name(teller: Teller, one: Worked) -> str:
    """Give a subject's name; of accounts and takeovers that of the offering with the id."""
    subject, facts = one.decision.subject, teller.judgement.facts
    offering = subject.values.get("tilbud")
    if "navn" in subject.values or offering is None or str(offering) not in facts.subjects.get("tilbud", {}):
        return subject_name(facts, subject.entity, subject.id, teller.lang)
    return f"{subject_name(facts, 'tilbud', str(offering), teller.lang)} ({subject.id})"


def _titled(teller: Teller, one: Worked) -> str:
    return f"{_name(teller, one)}: {OUTCOMES[verdict(one.decision)].to(teller.lang)}"


def _result(one: Worked) -> Fraction | None:
    return _divided(one.figure("resultat"), one.figure("grundlag"))


def _use(one: Worked) -> Fraction | None:
    figures = [one.fact(name) for name in ("pladser_andre", "pladser")]
    return _divided(*(Fraction(figure) if isinstance(figure, int | Fraction) else None for figure in figures))


def _divided(part: Fraction | None, whole: Fraction | None) -> Fraction | None:
    return part / whole if part is not None and whole else None


def _plus(figure: Fraction | None) -> Fraction | None:
    return None if figure is None else 1 + figure


def _less(figure: Fraction | None) -> Fraction | None:
    return None if figure is None else 1 - figure


def _deadline(one: Worked, name: str) -> date | None:
    found = one.term(name)
    return _day(found[0]) if found else None


def _day(value: object) -> date | None:
    return value if isinstance(value, date) else None


RULES: Sequence[str] = (CUT, RESULT, OVERHEAD, USE, NOTICE, COMPLETION)
"""The rules that the pictures are of."""
