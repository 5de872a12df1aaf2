"""The deadlines of a rule file: days reckoned year by year, in expressions that know the year and the parameters."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from engine.language.check import check
from engine.language.nodes import Node
from engine.language.scope import Scope
from engine.rulebook.format import DeadlineFormat, RuleFileFormat, YearsFormat
from engine.rulebook.index import area_of
from engine.rulebook.model import Deadline, Parameter, Period, Rule
from engine.rulebook.parts import Parts, Path
from engine.source.problem import Problems, closest, shown
from engine.source.text import Text
from engine.source.tree import Scalar, find
from engine.source.validate import listed
from engine.values.kinds import DATE, NUMBER, TRUTH, Kind
from engine.values.vocabulary import Entity, Field, Vocabulary

YEAR = "kalenderaar"
CALENDAR = Vocabulary(
    {YEAR: Entity(YEAR, Text("kalenderår", "calendar year"), {"aar": Field("aar", NUMBER, Text("år", "year"))})}
)
"""What a deadline's expressions may speak of besides parameters: the year that it is reckoned for."""
IN_TITLE = re.compile(r"\{aar(?:\+([1-9][0-9]?))?\}")
A_YEAR = re.compile(r"[12][0-9]{3}")


def deadlines_of(
    parts: Parts, model: RuleFileFormat, parameters: Mapping[str, Parameter], rules: Mapping[str, Rule]
) -> Iterator[Deadline]:
    """Give the deadlines of a file that could be read; what is wrong with the others is kept in `parts`."""
    kinds = {name: parameter.kind for name, parameter in parameters.items()}
    scope = Scope(CALENDAR, YEAR, kinds, frozenset(), broken=frozenset(model.parameters.keys() - kinds.keys()))
    for name, given in model.deadlines.items():
        path: Path = ("deadlines", name)
        _check_rule(parts, model, given, path)
        _check_title(parts, given, path)
        years = given.years or YearsFormat()
        first = _year(parts, years.start, (*path, "years", "from"))
        last = _year(parts, years.end, (*path, "years", "to"))
        when = _expression(parts, given.when, (*path, "when"), scope, TRUTH)
        by = _expression(parts, given.by, (*path, "by"), scope, DATE)
        rule = rules.get(f"{area_of(parts.tree)}/{given.rule}")
        if rule is not None and by is not None:
            period = Period() if given.years else rule.period
            yield Deadline(
                id=f"{parts.tree.file.removesuffix('.yaml')}/{name}",
                rule=rule.id,
                title=Text(given.title.da, given.title.en),
                first=first or (period.start.year if period.start else None),
                last=last or (period.end.year if period.end else None),
                when=when,
                by=by,
                place=parts.key_place(path),
            )


def _check_rule(parts: Parts, model: RuleFileFormat, given: DeadlineFormat, path: Path) -> None:
    if given.rule not in model.rules:
        message = Text(f"filen har ingen regel {shown(given.rule)}", f"the file has no rule {shown(given.rule)}")
        suggestion = closest(given.rule, model.rules)
        expected = None if suggestion else listed(sorted(model.rules))
        parts.problem("unknown-rule", (*path, "rule"), message, expected, suggestion)


def _check_title(parts: Parts, given: DeadlineFormat, path: Path) -> None:
    for lang, text in (("da", given.title.da), ("en", given.title.en)):
        if "{" in IN_TITLE.sub("", text) or "}" in IN_TITLE.sub("", text):
            message = Text("titlen har en ukendt pladsholder", "the title has an unknown placeholder")
            parts.problem(
                "title-placeholder", (*path, "title", lang), message, Text("{aar}, {aar+2}", "{aar}, {aar+2}")
            )


def _year(parts: Parts, text: str | None, path: Path) -> int | None:
    if text is None:
        return None
    if not A_YEAR.fullmatch(text):
        message = Text(f"{shown(text)} er ikke et år", f"{shown(text)} is not a year")
        parts.problem("not-a-year", path, message, Text("et år som 2017", "a year such as 2017"))
        return None
    return int(text)


def _expression(parts: Parts, text: str | None, path: Path, scope: Scope, kind: Kind) -> Node | None:
    if text is None:
        return None
    node, _ = find(parts.tree.root, path)
    assert isinstance(node, Scalar)  # noqa: S101 - the format's model has seen to it
    try:
        return check(node, scope, kind)
    except Problems as error:
        parts.problems.extend(error.problems)
        return None
