"""The rulebook for people: the list of rules, one rule in full, and what a run of its tests gave."""

from __future__ import annotations

from rich import box
from rich.table import Table

from engine.reports.citations import cited_briefly, cited_lines
from engine.reports.display import shown_date, shown_value
from engine.reports.paper import printed
from engine.reports.readings import options_lines
from engine.reports.words import KINDS, MODALITY, PARTS
from engine.rulebook.model import Parameter, Period, Rule, Rulebook
from engine.ruletest.run import Difference, Outcome
from engine.source.text import Lang, Text

WIDE = 140
"""Columns of the list of rules."""


def rule_list(rulebook: Rulebook, areas: tuple[str, ...], lang: Lang) -> str:
    """Give a line for each rule: id, kind, modality, subject, where it comes from, title."""
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    heads = (
        Text("Regel", "Rule"),
        Text("Slags", "Kind"),
        Text("Emne", "Subject"),
        Text("Kilde", "Source"),
        Text("Titel", "Title"),
    )
    for head in heads:
        table.add_column(head.to(lang), overflow="fold")
    for rule in rulebook.rules.values():
        if areas and rule.area not in areas:
            continue
        kind = KINDS[rule.is_conclusion] if rule.is_conclusion else MODALITY[rule.modality]
        table.add_row(rule.id, kind.to(lang), rule.subject, cited_briefly(rule.citations), rule.title.to(lang))
    return printed(table, width=WIDE)


def rule_text(rulebook: Rulebook, rule: Rule, lang: Lang) -> str:
    """Give one rule in full: what it says formally, its parameters with their dates, its reading and remedy."""
    lines = [
        rule.title.to(lang),
        f"{rule.id} · {KINDS[rule.is_conclusion].to(lang)} · {MODALITY[rule.modality].to(lang)}",
    ]
    lines += [f"  {line}" for line in cited_lines(rulebook, rule.citations, lang)]
    lines += [Text("i kraft ", "in force ").to(lang) + _period(rule.period, lang), ""]
    if rule.concludes:
        lines.append(Text("konkluderer ", "concludes ").to(lang) + f"{rule.subject}.{rule.concludes}")
    if rule.when is not None:
        lines.append(f"{PARTS['concludes' if rule.is_conclusion else 'when'].to(lang)}:  {rule.when.text}")
    for exemption in rule.unless:
        lines.append(f"{PARTS['unless'].to(lang)}:  {exemption.test.text}  ({cited_briefly(exemption.citations)})")
    if rule.require is not None:
        lines.append(f"{PARTS['require'].to(lang)}:  {rule.require.text}")
    for parameter in rule.parameters.values():
        lines += ["", *_parameter(parameter, lang)]
    texts = (
        (Text("Læsning", "Reading"), rule.interpretation),
        (Text("Skal vurderes", "Needs judgement"), rule.question),
        (Text("Gør", "Do"), rule.remedy),
    )
    for head, text in texts:
        if text is not None:
            lines += ["", f"{head.to(lang)}: {text.to(lang).strip()}"]
    for reading in rule.readings:
        lines += ["", *options_lines(reading, lang)]
    return "\n".join(lines) + "\n"


def rulebook_line(rulebook: Rulebook, lang: Lang) -> str:
    """Give the counts of a rulebook without problems, in one line."""
    rules, documents = len(rulebook.rules), len(rulebook.documents)
    return Text(
        f"{rules} regler, {documents} dokumenter, ingen fejl\n", f"{rules} rules, {documents} documents, no problems\n"
    ).to(lang)


def differences_text(difference: Difference, lang: Lang) -> str:
    """Give an assertion that does not hold, in two lines."""
    expected = difference.expected
    wanted = expected.value if isinstance(expected.value, str) else ", ".join(expected.value) or "-"
    subject = f" ({expected.subject})" if expected.subject else ""
    head = f"{expected.place}: {difference.case.to(lang)}\n  {expected.rule}{subject}: "
    line = head + Text(f"ventede {wanted}, fik ", f"expected {wanted}, found ").to(lang) + difference.found.to(lang)
    if difference.suggestion:
        line += Text("; mente du ", "; did you mean ").to(lang) + f"{difference.suggestion}?"
    return line + "\n"


def summary_line(outcome: Outcome, lang: Lang) -> str:
    """Give the counts of a run of rule tests, in one line."""
    failed = len(outcome.differences)
    return Text(
        f"{outcome.files} filer, {outcome.cases} tilfælde, {outcome.assertions} påstande: {failed} holder ikke\n",
        f"{outcome.files} files, {outcome.cases} cases, {outcome.assertions} assertions: {failed} do not hold\n",
    ).to(lang)


def _parameter(parameter: Parameter, lang: Lang) -> list[str]:
    title = parameter.title.to(lang) if parameter.title else parameter.name
    review = shown_date(parameter.review_by, lang)
    lines = [
        f"{parameter.name}: {title} ({cited_briefly(parameter.citations)}; "
        + Text("ses efter senest ", "review by ").to(lang)
        + review
        + ")"
    ]
    return lines + [
        f"  {_period(dated.period, lang)}: {shown_value(dated.value, parameter.kind, lang)}"
        for dated in parameter.values
    ]


def _period(period: Period, lang: Lang) -> str:
    ends = [shown_date(day, lang) if day else "…" for day in (period.start, period.end)]
    return f"{ends[0]} – {ends[1]}"
