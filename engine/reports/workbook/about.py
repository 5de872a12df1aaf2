"""What a check rests on and how it came out: the last sheet of a report's workbook."""

from __future__ import annotations

from collections.abc import Iterator

import engine
from engine.decision.decide import Judgement
from engine.reports.counted import SEVERAL
from engine.reports.display import shown_count, shown_date
from engine.reports.lines import NEEDING, NO_REQUIREMENTS, remarks, second_opinion
from engine.reports.picked import by_area, counts
from engine.reports.readings import DEPENDS, chosen_line, otherwise_told
from engine.reports.reporter import View
from engine.reports.words import AREA, TOTAL, area_name
from engine.source.text import Lang, Text

WORKBOOK = ".xlsx"
REREAD = Text("som regelsættet læser aftalerne", "as the rulebook reads the agreements")


def about(judgement: Judgement, view: View) -> Iterator[tuple[str, str]]:
    """Give what the check rests on, as names with values."""
    lang, facts, rulebook = view.lang, judgement.facts, judgement.prepared.rulebook
    decided = judgement.decisions
    needing = sum(decision.needs_judgement for decision in decided)
    told = [
        (Text("Titel", "Title"), facts.title),
        (Text("Note", "Note"), facts.note),
        (Text("Bedømt efter det, der gjaldt", "Judged by what was in force on"), shown_date(judgement.as_of, lang)),
        (Text("Filer", "Files"), ", ".join(facts.files)),
        (Text("Svaret står", "The answer stands"), _where(judgement, view).to(lang)),
        (Text("Regler", "Rules"), str(len({decision.rule.id for decision in decided}))),
        (Text("Emner", "Subjects"), str(len({(d.subject.entity, d.subject.id) for d in decided}))),
        (Text("Afgørelser", "Decisions"), str(len(decided))),
        (Text("Vurdering", "Judgement"), NEEDING.to(lang).format(shown_count(needing, lang)) if needing else None),
        (Text("Læsninger", "Readings"), chosen_line(judgement, lang) or REREAD.to(lang)),
        (DEPENDS, " ".join(otherwise_told(judgement, lang, everything=view.everything)[1])),
        (Text("Kontrol", "Control"), "\n".join([second_opinion(judgement, lang), *remarks(judgement, lang)])),
        (Text("Regelsættets fingeraftryk", "Digest of the rulebook"), rulebook.digest),
        (Text("Faktas fingeraftryk", "Digest of the facts"), judgement.facts_digest),
        (Text("Program", "Program"), f"Klausul {engine.__version__}"),
        (Text("Gemt i loggen som kørsel", "Recorded in the log as run"), view.recorded),
    ]
    yield from ((name.to(lang), value) for name, value in told if value)


def _where(judgement: Judgement, view: View) -> Text:
    """Say where the answer stands, and why it does not stand beside the facts."""
    books = [file for file in judgement.facts.files if file.lower().endswith(WORKBOOK)]
    if view.original is not None:
        return Text(f"i en kopi af {books[0]}", f"in a copy of {books[0]}")
    if len(books) > 1:
        return Text(
            f"for sig selv: fakta er fra {len(books)} regneark", f"by itself: the facts are from {len(books)} workbooks"
        )
    if books and judgement.facts.has_sensitive:
        return Text("for sig selv: fakta rummer personoplysninger", "by itself: the facts hold personal data")
    return Text("for sig selv", "by itself")


def counted(judgement: Judgement, lang: Lang) -> tuple[list[str], list[list[str | int]]]:
    """Give the counts of requirements by area and in all: the outcomes that any has, and a row for each area."""
    outcomes = list(counts(judgement.requirements))
    if not outcomes:
        return [], [[NO_REQUIREMENTS.to(lang)]]
    areas = [(area_name(area, lang), decisions) for area, decisions in by_area(judgement.requirements).items()]
    rows: list[list[str | int]] = []
    for name, decisions in (*areas, (TOTAL.to(lang), list(judgement.requirements))):
        found = counts(decisions)
        rows.append([name, *(found.get(outcome, 0) for outcome in outcomes)])
    return outcomes, rows


def heads(outcomes: list[str], lang: Lang) -> list[str]:
    """Give what stands above the counts."""
    return [AREA.to(lang), *(SEVERAL[outcome].to(lang) for outcome in outcomes)]
