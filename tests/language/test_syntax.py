"""What cannot be read: where it is, what was expected, and what another notation is called here."""

import pytest

from engine.source.problem import Problems


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("tal == 5", "1:5: '==' cannot stand here; did you mean =?"),
        ("tal <> 5", "1:5: '<>' cannot stand here; did you mean !=?"),
        ("tal =< 5", "1:5: '=<' cannot stand here; did you mean <=?"),
        ("tal => 5", "1:5: '=>' cannot stand here; did you mean >=?"),
        ("tal ≤ 5", "1:5: '≤' cannot stand here; did you mean <=?"),
        ("sandt && sandt", "1:7: '&&' cannot stand here; did you mean and?"),
        ("sandt || sandt", "1:7: '||' cannot stand here; did you mean or?"),
        ("!sandt", "1:1: '!' cannot stand here; did you mean not?"),
        ("sandt og sandt", "1:7: 'og' cannot stand here; did you mean and?"),
        ("sandt OR sandt", "1:7: 'OR' cannot stand here; did you mean or?"),
        ("farve in [roed]", "1:10: '[' cannot stand here; did you mean {?"),
        ("tekst = 'x'", "1:9: ''x'' cannot stand here; did you mean \"x\"?"),
        ("procent > 6,1 %", "1:11: '6,1' cannot stand here; did you mean 6.1?"),
        ("kroner > 1.000.000 kr", "1:10: '1.000.000' cannot stand here; did you mean 1000000?"),
        ("kroner > 5 kroner", "1:12: 'kroner' cannot stand here; did you mean kr?"),
        ("kroner > 5 kr.", "1:12: 'kr.' cannot stand here; did you mean kr?"),
        ("dage > 5 dage", "1:10: 'dage' cannot stand here; did you mean days?"),
        ("dato > 31.12.2017", "1:8: '31.12.2017' cannot stand here; did you mean 2017-12-31?"),
        ("dato > 2017-02-29", "1:8: '2017-02-29' cannot be used; expected a date that exists"),
        ('tekst = "x', "1:9: the quotation mark is not closed"),
        ("tal +", "1:6: the expression ends too early; expected a name or a value"),
        ("sandt and  ", "1:10: the expression ends too early; expected a name or a value"),
        ("(tal + 1", "1:9: the expression ends too early; expected 'and', 'or' or ')'"),
        ("if sandt then 1", "1:16: the expression ends too early; expected 'and', 'or' or 'else'"),
        ("tal 5", "1:5: '5' cannot stand here; expected a sign such as = < +, 'and', 'or' or the end"),
        ("sum(tal over 5)", "1:14: '5' cannot stand here; expected a name"),
        ("", "1:1: the expression is empty"),
        (" \n ", "1:1: the expression is empty"),
        ("tal > 1" + "0" * 50, "1:7: '1" + "0" * 50 + "' cannot be used; expected a number such as 12 or 12.5"),
        ("dage > 1" + "0" * 50 + " days", None),
        ("sandt\n and £", None),
    ],
)
def test_messages(told, text: str, line: str | None) -> None:
    lines = told(text)
    assert len(lines) == 1
    assert line is None or lines == [line]


def test_longest(checked, told) -> None:
    checked("sandt" + " " * 1995)
    assert told("sandt" + " " * 1996)[0].startswith("1:1: the expression is too long; expected at most 2000 characters")


def test_deepest(checked, told) -> None:
    checked("not " * 39 + "sandt")
    assert told("not " * 40 + "sandt") == ["1:161: the expression is nested too deep; expected at most 40 levels"]
    checked("(" * 500 + "sandt" + ")" * 500)


def test_depth_counts_terms(checked) -> None:
    terms = {"t0": "tal + 1", **{f"t{n}": f"t{n - 1} + 1" for n in range(1, 25)}}
    checked("t18 > 1", terms=terms)
    with pytest.raises(Problems) as raised:
        checked("t19 > 1", terms=terms)
    assert [problem.code for problem in raised.value.problems] == ["expression-large"]


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("yaer(dato) > 5", "did you mean year?"),
        ("year(tal) > 5", "1:6: year cannot use 'tal' (a number); expected a date"),
        ("year(dato, dato) > 5", "1:1: year was given 2 values; expected one value"),
        ("abs() > 5", "1:1: abs was given no values; expected one value"),
        ("min(tal) > 5", "1:1: min was given one value; expected at least 2 values"),
        ("min(tal, kroner) > 5", "1:10: min cannot use 'kroner' (an amount in kroner)"),
        ("max(tal, tal, tekst) > 5", "1:15: max cannot use 'tekst' (a text)"),
        ("abs(dato) > 5", "1:5: abs cannot use 'dato' (a date)"),
        ("abs(tal over dele)", "1:1: abs cannot run over a collection; expected abs(...)"),
        ("sum(tal)", "1:1: sum does not say what it runs over; expected sum(... over tilbud)"),
        ("sum(tal, tal over dele)", "1:1: sum over a collection was given 2 values"),
        ("count(tal over dele)", "1:1: count over a collection was given one value"),
        ("count()", "1:1: count does not say what it runs over; expected count(tilbud)"),
        ("count(1 + 1)", "1:1: what it runs over is not a collection"),
        ("sum(tung over dele)", "1:5: sum cannot use 'tung' (true or false); expected figures"),
        ("any(tal over dele)", "1:5: any cannot use 'tal' (a number); expected true or false"),
        ("all(farve = roed over dele where tal)", "1:34: 'tal' is a number; expected something that is true or false"),
        ("min(farve over dele)", "1:5: min cannot use 'farve' (a choice: roed, groen); expected figures or dates"),
    ],
)
def test_calls(told, text: str, line: str) -> None:
    lines = told(text)
    assert len(lines) == 1 and line in lines[0]
