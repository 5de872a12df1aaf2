"""Personal data: well-formed or refused, and never kept, shown or told."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.source.personal import hidden, holds_cpr
from engine.source.problem import Problems, shown
from engine.source.read import parse
from facts.digest import canonical, digest
from facts.factset import FactSet
from facts.read import read_node


def facts(text: str) -> FactSet:
    return read_node(parse(f"as_of: 2017-06-01\nbetalingsaftale:\n{text}\n", "facts.yaml").root)


def agreement(**fields: str) -> FactSet:
    return facts("  - {id: a, " + ", ".join(f"{name}: {value}" for name, value in fields.items()) + "}")


def values(made: FactSet) -> dict[str, object]:
    return {name: value for name, value in made.subjects["betalingsaftale"]["a"].values.items() if name != "id"}


@pytest.mark.parametrize("name", ["Anna Hansen", "Ø", "Jens-Åge O'Neill", "Søren Aabye K.", "李"])
def test_names(name: str) -> None:
    assert values(agreement(borgers_navn=f'"{name}"')) == {"borgers_navn": True}


@pytest.mark.parametrize("number", ["070761-4285", "0707614285", "070761 4285", "010100-0000", "290200-4000"])
def test_cpr_numbers(number: str) -> None:
    """Check digits ran out in 2007: the date is what is looked at."""
    assert values(agreement(cpr=f'"{number}"')) == {"cpr": True}


@pytest.mark.parametrize("given", ["ja", "JA", "true"])
def test_it_can_be_said_without_the_data(given: str) -> None:
    assert values(agreement(borgers_navn=given, cpr=given)) == {"borgers_navn": True, "cpr": True}


def test_it_can_be_said_to_be_missing() -> None:
    assert values(agreement(borgers_navn="nej", cpr="false")) == {"borgers_navn": False, "cpr": False}
    assert values(agreement(borgers_navn="", cpr="~")) == {}


NAME = "the citizen's name: what stands here cannot be used; expected a name without digits, or true or false"
CPR = (
    "the citizen's cpr number: what stands here cannot be used; "
    "expected a CPR number such as ddmmyy-nnnn, or true or false"
)


@pytest.mark.parametrize(
    "given", ["Anna 7", '"-"', "12", f"{'a' * 201}", "[Anna, Hansen]", "{Anna: Hansen}", "070761-4285"]
)
def test_what_is_no_name(given: str) -> None:
    with pytest.raises(Problems) as error:
        agreement(borgers_navn=given)
    assert str(error.value) == f"facts.yaml:3:27: {NAME}"


@pytest.mark.parametrize(
    "given",
    ["Anna", "070761-428", "070761-42855", "320761-4285", "071361-4285", "310200-4000", "300200-4000", "290201-4000",
     "07.07.61-4285", "٠٧٠٧٦١-٤٢٨٥", "[070761-4285]", "{x: 070761-4285}", '"  "', "707614285"],
)  # fmt: skip
def test_what_is_no_cpr_number(given: str) -> None:
    with pytest.raises(Problems) as error:
        agreement(cpr=given)
    assert str(error.value) == f"facts.yaml:3:18: {CPR}"


def test_they_count_among_the_contents() -> None:
    made = values(agreement(borgers_navn="Anna Hansen", cpr="070761-4285", indhold="[leverandoer]"))
    assert made["indhold"] == frozenset({"leverandoer", "borgers_navn", "cpr_nummer"})
    made = values(agreement(borgers_navn="nej", indhold="[leverandoer, cpr_nummer]"))
    assert made["indhold"] == frozenset({"leverandoer", "cpr_nummer"})
    assert "indhold" not in values(agreement(cpr="ja"))
    with pytest.raises(Problems, match="is not one of the choices"):
        agreement(cpr="ja", indhold="[x]")


def test_who_it_is_makes_no_difference() -> None:
    one, other = agreement(borgers_navn="Anna", cpr="070761-4285"), agreement(borgers_navn="Bo", cpr="ja")
    assert digest(one) == digest(other)
    assert canonical(one) == canonical(other)


@pytest.mark.parametrize(
    "text",
    [
        "  - {id: 070761-4285}",
        '  - {id: "sag 070761-4285"}',
        "  - {id: a, tilbud: 070761-4285}",
        "  - {id: a, 070761-4285: x}",
        "  - {id: a, skriftlig: 070761-4285}",
        "  - {id: a, startdato: 070761-4285}",
        "  - {id: a, indhold: [070761-4285]}",
        "  - {id: a, indhold: 070761-4285}",
        "  - {id: a, cpr: 070761-4285, cpr: 070761-4285}",
        "  - {id: a, cpr: !070761-4285 x}",
        "  - {id: a, cpr: &a070761-4285 x}",
        "  - {id: a, cpr: *070761-4285}",
        '  - {id: a, cpr: "070761-4285}',
        "  - 070761-4285",
        "  - {id: a}\ntilbud: [{id: t, navn: 070761-4285}]",
        "  - {id: a}\ntilbud: [{id: t, navn: 2110625629}]",
        "  - {id: a}\ntitle: Om 070761-4285",
        "  - {id: a}\nnote: Om 070761 4285",
        "  - {id: a}\n070761-4285: x",
        "  - {id: 070761-4285}\n  - {id: 070761-4285}",
    ],
)
def test_a_number_where_none_belongs_is_refused_and_not_shown(text: str) -> None:
    with pytest.raises(Problems) as error:
        facts(text)
    told = "\n".join(problem.to(lang) for problem in error.value.problems for lang in ("da", "en"))
    for number in ("070761-4285", "070761 4285", "2110625629"):
        assert number not in told
        assert number not in repr(error.value)


@pytest.mark.parametrize(
    "text", ["2017-01-31", "1234567890", "takst-2017-0001", "12345678901", "0101001", "990101-1234"]
)
def test_other_numbers_are_none(text: str) -> None:
    assert not holds_cpr(text)


def test_numbers_are_hidden_in_what_is_shown() -> None:
    assert shown("see 070761-4285 and 0707614285") == "'see ••••••-•••• and ••••••-••••'"
    assert hidden("1070761-42851") == "1070761-42851"


@given(st.text())
def test_nothing_that_is_shown_holds_a_number(text: str) -> None:
    assert not holds_cpr(shown(text + "070761-4285"))
