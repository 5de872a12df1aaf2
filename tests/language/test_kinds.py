"""Which kinds go together: every operator with every pair of kinds, against the table beside this file."""

from itertools import groupby
from pathlib import Path

import pytest

from engine.language.nodes import Node
from engine.source.problem import Problems

TABLE = Path(__file__).with_name("kinds.txt")
NAMES = [
    "sandt",
    "tal",
    "kroner",
    "procent",
    "dato",
    "dage",
    "maaneder",
    "tekst",
    "farve",
    "stoerrelse",
    "farver",
    "tekster",
    "ejer",
    "moede",
]
OPERATORS = ["+", "-", "*", "/", "=", "<", "in", "within", "overlaps"]
SHORT = {"valg": "valg", "sandhed": "sandt"}


def outcome(checked, text: str) -> str:
    try:
        node: Node = checked(text)
    except Problems as error:
        codes = {problem.code for problem in error.problems}
        assert len(error.problems) == 1 and next(iter(codes)).endswith("-kinds"), error
        return "."
    return SHORT.get(node.kind.name, node.kind.name)


def written(checked) -> str:
    """The table as it is now: a block for each operator, a row for each left side, a column for each right side."""
    lines = []
    for op in OPERATORS:
        lines += ["", " ".join(f"{name:>10}" for name in (op, *NAMES))]
        for left in NAMES:
            cells = [outcome(checked, f"{left} {op} {right}") for right in NAMES]
            lines.append(" ".join(f"{cell:>10}" for cell in (left, *cells)))
    return "\n".join(lines).lstrip("\n") + "\n"


def test_table(checked) -> None:
    assert written(checked) == TABLE.read_text("utf-8")


def test_equal_and_unequal_and_all_orders_go_with_the_same_kinds(checked) -> None:
    for left in NAMES:
        for right in NAMES:
            for alike in (("=", "!="), ("<", "<=", ">", ">="), ("in", "not in")):
                results = [outcome(checked, f"{left} {op} {right}") for op in alike]
                assert [one for one, _ in groupby(results)] == results[:1]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("tal / 2", "tal"),
        ("tal / tal", "procent"),
        ("kroner / 2", "kroner"),
        ("kroner / kroner", "procent"),
        ("kroner * 5 %", "kroner"),
        ("5 % * 5 %", "procent"),
        ("tal * kroner", "kroner"),
        ("dato - dato", "dage"),
        ("dato + 2 years", "dato"),
        ("2017-01-31 + 1 month", "dato"),
        ("14 days", "dage"),
        ("3 years", "maaneder"),
        ("5%", "procent"),
        ("100kr", "kroner"),
        ("100.50 kr", "kroner"),
        ("1.025", "tal"),
        ('"tekst"', "tekst"),
        ("-tal", "tal"),
        ("-(kroner + 5 kr)", "kroner"),
        ("if sandt then 5 kr else kroner", "kroner"),
        ("if sandt then roed else farve", "valg"),
        ("{1, 2}", "liste"),
        ("year(dato)", "tal"),
        ("start_of_year(tal)", "dato"),
        ("end_of_month(dato)", "dato"),
        ("election_period(dato)", "tal"),
        ("abs(kroner)", "kroner"),
        ("min(dato, as_of, 2017-01-01)", "dato"),
        ("max(5 %, procent)", "procent"),
        ("sum(vaegt over dele)", "tal"),
        ("count(dele)", "tal"),
        ("count(over dele)", "tal"),
        ("min(vaegt over dele)", "tal"),
        ("any(tung over dele)", "sandhed"),
        ("as_of", "dato"),
        ("unclear", "sandhed"),
        ("not sandt and sandt or sandt", "sandhed"),
    ],
)
def test_kind(checked, text: str, kind: str) -> None:
    assert checked(text).kind.name == kind


@pytest.mark.parametrize("text", ["not tal", "sandt and tal", "tal or sandt", "if tal then 1 else 2"])
def test_conditions_are_truths(told, text: str) -> None:
    (line,) = told(text)
    assert line.endswith(": 'tal' is a number; expected something that is true or false")


@pytest.mark.parametrize(
    ("text", "suggestion"),
    [
        ("kroner > 100", "100 kr"),
        ("100 < kroner", "100 kr"),
        ("procent >= 6.1", "6.1 %"),
        ("dage > 14", "14 days"),
        ("maaneder > 2", "2 months"),
        ("dato + 14", "14 days"),
        ("dato > 31-12-2017", "2017-12-31"),
        ("dato > 2017-1-5", "2017-01-05"),
        ('farve = "roed"', "roed"),
        ("kroner > tal", None),
        ("kroner > 5 %", None),
    ],
)
def test_what_was_meant(told, text: str, suggestion: str | None) -> None:
    (line,) = told(text)
    assert ("; did you mean " in line) == (suggestion is not None)
    assert suggestion is None or line.endswith(f"; did you mean {suggestion}?")


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("kroner > 1.000 kr", "1000 kr"),
        ("kroner > 45.500 kr", "45500 kr"),
        ("kroner > 1.025kr", "1025kr"),
        ("tal > 1.000", "1000"),
        ("tal > 1.250", "1250"),
    ],
)
def test_points_between_thousands_are_refused(told, text: str, meant: str) -> None:
    (line,) = told(text)
    assert "can be read in two ways" in line and line.endswith(f"; did you mean {meant}?")


@pytest.mark.parametrize(
    "text", ["tal > 1.025", "kroner > 1.5 kr", "kroner > 1000.00 kr", "procent > 6.125 %", "tal > 0.250"]
)
def test_other_decimals_are_fine(checked, text: str) -> None:
    checked(text)
