"""The parameters of a rule file: their kinds, and their values by date."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

from engine.language.words import named
from engine.rulebook.citations import citations_of
from engine.rulebook.format import ParameterFormat
from engine.rulebook.model import Dated, Document, Parameter, Period
from engine.rulebook.parts import Parts, Path, period_of, text_of
from engine.source.problem import closest, shown
from engine.source.text import Text, same
from engine.source.validate import listed
from engine.values.kinds import DATE, DAYS, MONEY, MONTHS, NUMBER, SHARE, TEXT, Choice, Kind, SetOf, Value, set_of
from engine.values.vocabulary import Vocabulary

UNITS = {
    "procent": SHARE,
    "kroner": MONEY,
    "tal": NUMBER,
    "dato": DATE,
    "dage": DAYS,
    "maaneder": MONTHS,
    "tekst": TEXT,
}
EXAMPLE = same("of: tilbud.lovhjemler")


def kind_of(parts: Parts, given: ParameterFormat, vocabulary: Vocabulary, path: Path) -> Kind | None:
    """Give the kind of a parameter's values, or None with a problem kept."""
    if given.unit != "liste":
        if given.of is not None:
            message = Text("'of' står kun ved en liste", "'of' only goes with a list")
            parts.problem(
                "list-of", (*path, "of"), message, Text("unit: liste, eller intet 'of'", "unit: liste, or no 'of'")
            )
        return UNITS[given.unit]
    if given.of is None:
        message = Text(
            "listen siger ikke hvilket felts valg den har", "the list does not say which field's choices it has"
        )
        parts.problem("list-of", path, message, EXAMPLE)
        return None
    entity, _, name = given.of.partition(".")
    fields = vocabulary.entities[entity].fields if entity in vocabulary.entities else {}
    field = fields.get(name)
    if field is None:
        _unknown_field(parts, given.of, vocabulary, (*path, "of"))
        return None
    kind = field.kind.of if isinstance(field.kind, SetOf) else field.kind
    if kind != TEXT and not isinstance(kind, Choice):
        message = Text(
            f"{shown(given.of)} er {named(field.kind).da}, ikke et felt med valg",
            f"{shown(given.of)} is {named(field.kind).en}, not a field with choices",
        )
        parts.problem("list-of", (*path, "of"), message, EXAMPLE)
        return None
    return set_of(kind)


def parameter_of(
    parts: Parts,
    name: str,
    given: ParameterFormat,
    own: tuple[str, Mapping[str, Document] | None],
    vocabulary: Vocabulary,
) -> Parameter | None:
    """Give a parameter with its values in order of date, or None with problems kept."""
    path: Path = ("parameters", name)
    kind = kind_of(parts, given, vocabulary, path)
    citations = citations_of(parts, given.cite, own[0], own[1], (*path, "cite"))
    review_by = parts.day(given.review_by, (*path, "review_by"))
    if not given.values:
        message = Text("parameteren har ingen værdier", "the parameter has no values")
        parts.problem("no-values", (*path, "values"), message, same("values: {2017-01-01: ...}"))
    values = _values(parts, given, kind, (*path, "values")) if kind is not None else ()
    if kind is None or review_by is None:
        return None
    return Parameter(name, kind, text_of(given.title), values, citations, review_by, parts.key_place(path))


def _unknown_field(parts: Parts, given: str, vocabulary: Vocabulary, path: Path) -> None:
    known = [
        f"{entity.name}.{field.name}"
        for entity in vocabulary.entities.values()
        for field in entity.fields.values()
        if isinstance(field.kind, Choice | SetOf)
    ]
    suggestion = closest(given, known)
    message = Text(f"der er intet felt {shown(given)}", f"there is no field {shown(given)}")
    parts.problem("list-of", path, message, None if suggestion else listed(sorted(known)), suggestion)


def _values(parts: Parts, given: ParameterFormat, kind: Kind, path: Path) -> tuple[Dated, ...]:
    if isinstance(given.values, dict):
        return _by_date(parts, given.values, kind, path)
    spans: list[tuple[Dated, Path]] = []
    for index, span in enumerate(given.values):
        where = (*path, index)
        period, found = period_of(parts, span, where), _value(parts, span.value, kind, (*where, "value"))
        if period.start and found is not None and (period.end is None or period.start <= period.end):
            spans.append((Dated(period, found), where))
    spans.sort(key=lambda span: span[0].period.start or date.min)
    _no_overlap(parts, spans)
    return tuple(dated for dated, _ in spans)


def _by_date(parts: Parts, given: Mapping[str, str | list[str]], kind: Kind, path: Path) -> tuple[Dated, ...]:
    """A value by date holds until the next one."""
    values: dict[date, Value] = {}
    for day, text in given.items():
        start, found = parts.key_day(day, (*path, day)), _value(parts, text, kind, (*path, day))
        if start is not None and found is not None:
            values[start] = found
    starts = sorted(values)
    ends: list[date | None] = [*(following - timedelta(days=1) for following in starts[1:]), None]
    return tuple(Dated(Period(start, end), values[start]) for start, end in zip(starts, ends, strict=False))


def _no_overlap(parts: Parts, spans: list[tuple[Dated, Path]]) -> None:
    """Keep a problem for each period that begins before an earlier one has ended."""
    longest: Period | None = None
    for dated, path in spans:
        period = dated.period
        if longest is not None and (longest.end is None or (period.start and period.start <= longest.end)):
            message = Text(
                f"perioden fra {period.start} begynder før den fra {longest.start} er slut",
                f"the period from {period.start} begins before the one from {longest.start} has ended",
            )
            parts.problem("overlap", (*path, "from"), message, _apart(longest, period))
        if longest is None or (longest.end is not None and (period.end is None or period.end > longest.end)):
            longest = period


def _apart(earlier: Period, later: Period) -> Text:
    """Say how two overlapping periods can be told apart."""
    if earlier.end is not None:
        return Text(f"en dag efter {earlier.end}", f"a day after {earlier.end}")
    if later.start is None or later.start == earlier.start:
        return Text("én værdi ad gangen", "one value at a time")
    end = later.start - timedelta(days=1)
    return Text(f"'to: {end}' ved den fra {earlier.start}", f"'to: {end}' with the one from {earlier.start}")


def _value(parts: Parts, text: str | list[str], kind: Kind, path: Path) -> Value | None:
    if isinstance(kind, SetOf) and isinstance(text, list):
        assert kind.of is not None  # noqa: S101 - kind_of gives no other
        items = [parts.value(item, kind.of, (*path, index)) for index, item in enumerate(text)]
        return frozenset(item for item in items if isinstance(item, str))
    if isinstance(kind, SetOf) or isinstance(text, list):
        wanted = Text("en liste, som [a, b]", "a list, such as [a, b]") if isinstance(kind, SetOf) else named(kind)
        found = Text("en liste", "a list") if isinstance(text, list) else same(shown(text))
        parts.problem(
            "not-a-value", path, Text(f"{found.da} kan ikke stå her", f"{found.en} cannot stand here"), wanted
        )
        return None
    return parts.value(text, kind, path)
