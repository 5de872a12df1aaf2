"""What names mean: choices on either side, terms, aggregates and `this`; what is said of a name that means nothing."""

import pytest

from engine.language.nodes import Aggregate, Compare, Conclusion, Fact, Literal, Not, Owner, Parameter, Term, walk
from engine.language.scope import RESERVED
from engine.source.problem import Place, Problems
from engine.values.kinds import MONEY, NUMBER, SHARE, TRUTH


def literals(node) -> list[object]:
    return [one.value for one in walk(node) if isinstance(one, Literal)]


@pytest.mark.parametrize(
    "text",
    [
        "farve = roed",
        "roed = farve",
        "farve in {roed}",
        "roed in farver",
        "{roed} within farver",
        "farver within {roed}",
        "{roed} overlaps farver",
        "farve not in {roed}",
        "(if sandt then roed else farve) = farve",
        "farve = (if sandt then roed else farve)",
        "ejer.farve = roed",
    ],
)
def test_choice_on_either_side(checked, text: str) -> None:
    assert literals(checked(text)) == ["roed"]


@pytest.mark.parametrize("text", ["stoerrelse = stor", "stor = stoerrelse", "stor in {stoerrelse}"])
def test_a_name_is_read_as_what_fits(checked, text: str) -> None:
    """A conclusion, a term and so on may be called like a member of a choice of another kind."""
    node = checked(text, terms={"stor": "kroner + 5 kr"})
    assert literals(node) == ["stor"] and not any(isinstance(one, Term) for one in walk(node))


def test_a_name_that_could_be_both_is_refused(told) -> None:
    (line,) = told("stoerrelse = stor", terms={"stor": "if sandt then stoerrelse else stoerrelse"})
    assert line.startswith("1:14: 'stor' can mean two things here")


def test_a_parameter_and_a_field_inside_an_aggregate(told) -> None:
    (line,) = told("sum(vaegt over dele)", parameters={"vaegt": NUMBER})
    assert line.startswith("1:5: 'vaegt' is both a parameter and a field of del here")


def test_fact_over_relations(checked) -> None:
    node = checked("ejer.navn")
    assert isinstance(node, Fact)
    assert (node.owner, node.entity, node.name) == (Owner(0, ("ejer",)), "ejer", "navn")


def test_conclusions(checked) -> None:
    own, others = checked("afsluttet"), checked("ejer.kendt")
    assert isinstance(own, Conclusion) and own.owner == Owner(0)
    assert isinstance(others, Conclusion) and others.entity == "ejer" and others.kind == TRUTH


def test_term_and_parameter(checked) -> None:
    node = checked("andel <= loft", parameters={"loft": SHARE}, terms={"andel": "kroner / kroner"})
    assert isinstance(node, Compare) and isinstance(node.left, Term) and isinstance(node.right, Parameter)
    assert node.left.body.text == "kroner / kroner"


def test_term_with_a_problem_of_its_own_gives_no_second(checked) -> None:
    with pytest.raises(Problems) as raised:
        checked("andel > 5 % and kroner > 1", terms={"andel": "krner / kroner"})
    assert [problem.code for problem in raised.value.problems] == ["compare-kinds"]
    with pytest.raises(Problems) as raised:
        checked("andel > 5 %", terms={"andel": "krner / kroner"})
    assert raised.value.problems == ()


def test_aggregate(checked) -> None:
    node = checked("sum(vaegt over dele where tung)")
    assert isinstance(node, Aggregate)
    assert (node.steps, node.entity, node.level) == (("dele",), "del", 1)
    assert isinstance(node.body, Fact) and node.body.owner == Owner(1)
    assert isinstance(node.where, Conclusion) and node.where.owner == Owner(1)


def test_aggregate_in_an_aggregate_with_this(checked) -> None:
    node = checked("sum(sum(vaegt over stumper where vaegt > this.tal) over dele)")
    inner = node.body
    assert (node.level, inner.level, inner.owner, inner.entity) == (1, 2, Owner(1), "stump")
    assert [inner.where.left.owner, inner.where.right.owner] == [Owner(2), Owner(0)]


def test_aggregate_from_this_inside_another(checked) -> None:
    node = checked("any(vaegt = max(vaegt over this.dele) over dele)")
    assert node.body.right.owner == Owner(0) and node.body.right.level == 2


def test_aggregate_over_a_relation_and_a_collection(checked) -> None:
    node = checked("count(ejer.sager where not afsluttet)")
    assert node.steps == ("ejer", "sager") and isinstance(node.where, Not) and node.body is None


def test_term_inside_an_aggregate(checked, told) -> None:
    node = checked("any(vaegt > this.graense over dele)", terms={"graense": "tal + 1"})
    assert isinstance(node.body.right, Term)
    assert told("any(vaegt > graense over dele)", terms={"graense": "tal + 1"}) == [
        "1:13: del has nothing named 'graense'; did you mean this.graense?"
    ]


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("krner > 5 kr", "1:1: sag has nothing named 'krner'; did you mean kroner?"),
        ("tal > 5 and krner > 5 kr", "1:13: sag has nothing named 'krner'; did you mean kroner?"),
        ("ejer.nvan = tekst", "1:6: ejer has nothing named 'nvan'; did you mean navn?"),
        ("ejr.navn = tekst", "1:1: sag has nothing named 'ejr'; did you mean ejer?"),
        ("dag = dato", "1:1: sag has nothing named 'dag'; did you mean moede.dag?"),
        ("navn = tekst", "1:1: sag has nothing named 'navn'"),  # ejer.navn, or anden_ejer.navn?
        ("afslutet", "1:1: sag has nothing named 'afslutet'; did you mean afsluttet?"),
        ("lofft > 5 kr", "1:1: sag has nothing named 'lofft'; did you mean loft?"),
        ("andl > 5 %", "1:1: sag has nothing named 'andl'; did you mean andel?"),
        ("as_off > dato", "1:1: sag has nothing named 'as_off'; did you mean as_of?"),
        (
            "farve = rod",
            "1:9: 'rod' is neither a choice nor a name; expected a choice: roed, groen; did you mean roed?",
        ),
        (
            "rod = farve",
            "1:1: 'rod' is neither a choice nor a name; expected a choice: roed, groen; did you mean roed?",
        ),
        ("farv = roed", "1:1: sag has nothing named 'farv'; did you mean farve?"),
        ("roed = farv", "1:8: sag has nothing named 'farv'; did you mean farve?"),
        ("farv in {roed, groen}", "1:1: sag has nothing named 'farv'; did you mean farve?"),
        ("ejer.frve = roed", "1:6: ejer has nothing named 'frve'; did you mean farve?"),
        ("any(sandt over dele)", "1:5: del has nothing named 'sandt'; did you mean this.sandt?"),
        ("sum(tal over dle)", "1:14: sag has nothing named 'dle'; did you mean dele?"),
        ("sum(tal over ejer)", "1:14: 'ejer' is not a collection; expected one of: dele"),
        ("tal.x > 5", "1:1: 'tal' leads to nothing; expected one of: anden_ejer, ejer, moede"),
        ("loft.x > 5", "1:1: 'loft' leads to nothing; expected one of: anden_ejer, ejer, moede"),
        ("dele > 5", "1:1: 'dele' is a collection; expected count(dele) or sum(... over dele)"),
        ("this", "1:1: 'this' cannot stand alone; expected a field, such as this.id"),
        ("anden-ejer + 5", "1:1: 'anden-ejer' is not a name; did you mean anden_ejer?"),
        ("æjer = ejer", "1:1: 'æjer' cannot stand here; did you mean aejer?"),
        ("beløb > 5 kr", "1:1: 'beløb' cannot stand here; did you mean beloeb?"),
        ("husleje > 5 kr", "1:1: sag has nothing named 'husleje'"),
    ],
)
def test_suggestions(told, text: str, line: str) -> None:
    lines = told(text, parameters={"loft": MONEY}, terms={"andel": "kroner / kroner"})
    assert lines == [line]


def test_all_problems_are_told(told) -> None:
    lines = told("krner > 5 kr and tal > 5 kr and not tal and any(vagt over dele where tugn)")
    assert [line.split(":")[1] for line in lines] == ["1", "18", "37", "49", "70"]


def test_the_language_keeps_its_own_words() -> None:
    assert {
        "and",
        "where",
        "this",
        "as_of",
        "unclear",
        "incomplete",
        "pending",
        "true",
        "sum",
        "year",
        "min",
    } <= RESERVED


def test_nodes_hold_their_text_and_place(checked) -> None:
    node = checked("(tal  + 1) * 2\n > tal")
    assert node.text == "(tal + 1) * 2 > tal" and node.place == Place("", 1, 1)
    assert node.left.left.text == "tal + 1" and node.left.left.place == Place("", 1, 2)
