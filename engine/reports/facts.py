"""The facts for people: what was understood, with its sources; what is missing, by cell; what was not read."""

from __future__ import annotations

from collections.abc import Iterator

from engine.decision.gaps import Gap, Looked
from engine.reports.display import counted, shown_date, shown_value
from engine.reports.subjects import subject_kind
from engine.source.problem import Place
from engine.source.text import Lang, Text
from engine.values.kinds import NUMBER, Kind, Value
from facts.factset import FactSet, Subject
from facts.wording.forms import forms

MOST_CELLS = 5
"""Cells that a line names of those that are empty."""
FIRST_YEAR, LAST_YEAR = 1000, 10_000
"""Numbers between them are written together, as years are."""
WIDEST = 44
"""Columns that labels may take before values move."""


def looked_text(looked: Looked, lang: Lang) -> str:
    """Give what a look at the facts found: how many subjects, what is missing, what was not read."""
    lines = [_counted(looked.facts, lang)]
    if not looked.complete:
        lines += ["", Text("Mangler", "Missing").to(lang)]
    if looked.as_of is None:
        lines.append(Text("  en dato at bedømme efter", "  a date to judge by").to(lang))
    lines += [f"  {_gap(looked.facts, gap, lang)}" for gap in looked.gaps]
    return "\n".join([*lines, *_remarks(looked.facts, lang)]) + "\n"


def facts_text(facts: FactSet, lang: Lang, subject: str | None = None) -> str:
    """Give every value that was understood with where it stands; of one subject, where its id is given."""
    lines = [text for text in (facts.title, facts.note) if text]
    if facts.as_of:
        day = shown_date(facts.as_of, lang)
        lines.append(Text(f"Bedømmes efter det, der gælder {day}", f"Judged by what is in force on {day}").to(lang))
    lines.append(_counted(facts, lang))
    for each in facts:
        if subject in (None, each.id):
            lines += ["", *_subject(facts, each, lang)]
    return "\n".join([*lines, *(_remarks(facts, lang) if subject is None else ())]) + "\n"


def _counted(facts: FactSet, lang: Lang) -> str:
    counts = ", ".join(_number_of(facts, entity, len(of), lang) for entity, of in facts.subjects.items() if of) or "0"
    files = len(facts.files)
    return Text(
        f"{files} {'fil' if files == 1 else 'filer'} uden fejl: {counts}",
        f"{files} {'file' if files == 1 else 'files'} without problems: {counts}",
    ).to(lang)


def _subject(facts: FactSet, subject: Subject, lang: Lang) -> Iterator[str]:
    fields = facts.vocabulary.entities[subject.entity].fields
    home = subject.places["id"]
    yield f"{subject_kind(facts, subject.entity, lang)} {subject.id}  ({home})"
    known = [(fields[name], kept) for name, kept in subject.values.items() if name != "id"]
    width = min(WIDEST, max((len(field.label.to(lang)) for field, _ in known), default=0))
    for field, kept in known:
        value = _shown(kept, field.kind, lang)
        yield f"  {field.label.to(lang):<{width}}  {value}  ({near(subject.places[field.name], home)})"


def _shown(kept: Value, kind: Kind, lang: Lang) -> str:
    is_year = kind == NUMBER and isinstance(kept, int) and FIRST_YEAR <= kept < LAST_YEAR
    return str(kept) if is_year else shown_value(kept, kind, lang)


def near(place: Place, home: Place) -> str:
    """Give a place as it is called by someone who is at `home`: without the file and sheet that both are in."""
    if (place.file, place.sheet) != (home.file, home.sheet):
        return str(place)
    return place.cell or ":".join(str(number) for number in (place.line, place.column) if number)


def _gap(facts: FactSet, gap: Gap, lang: Lang) -> str:
    label = facts.vocabulary.field(gap.entity, gap.field).label.to(lang)
    count, of, rules = len(gap.subjects), _number_of(facts, gap.entity, gap.of, lang), len(gap.rules)
    told = Text(
        f"»{label}« mangler for {count} af {of}, bruges af {_number(rules, 'regel', 'regler')}",
        f"“{label}” is missing for {count} of {of}, used by {_number(rules, 'rule', 'rules')}",
    ).to(lang)
    places = [place for subject in gap.subjects if (place := gap.place(subject))]
    if not places:
        return told
    home, *others = places[:MOST_CELLS]
    listed = ", ".join([str(home), *(near(place, home) for place in others)])
    more = len(places) - MOST_CELLS
    return f"{told}: {listed}" + (Text(f" og {more} til", f" and {more} more").to(lang) if more > 0 else "")


def _number_of(facts: FactSet, entity: str, count: int, lang: Lang) -> str:
    """Give how many subjects of a kind there are."""
    return counted(count, facts.vocabulary.entities[entity].label, forms(entity).several, lang)


def _number(count: int, one: str, many: str) -> str:
    return f"{count} {one if count == 1 else many}"


def _remarks(facts: FactSet, lang: Lang) -> list[str]:
    if not facts.remarks:
        return []
    lines = [f"  {remark.place}: {remark.text.to(lang)}" for remark in facts.remarks]
    return ["", Text("Værd at vide", "Worth knowing").to(lang), *lines]
