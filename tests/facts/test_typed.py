"""Facts that someone typed: read as cells are, and going before what files say."""

from __future__ import annotations

import pytest

from engine.source.problem import Place, Problems
from engine.values.exact import text_of
from engine.values.kinds import DATE
from facts.read import File, read_files
from facts.typed import Typed

KNOWN = File("kendt.yaml", b"tilbud:\n  - id: t1\n    navn: Nord\n    pladser: 10\n")


def test_what_is_typed_is_read_as_cells_are() -> None:
    facts = read_files([], [Typed("takst", "x", (("nedsat_fra", "1. januar 2017"), ("takst", "1.234,50")))])
    [tariff] = facts
    assert tariff.values["takst"] == 123450
    assert tariff.places["takst"] == Place("indtastet/takst/x/takst")
    assert text_of(tariff.values["nedsat_fra"], DATE) == "2017-01-01"


def test_what_is_typed_goes_before_what_a_file_says() -> None:
    [offering] = read_files([KNOWN], [Typed("tilbud", "t1", (("pladser", "12"),))])
    assert (offering.values["pladser"], offering.values["navn"]) == (12, "Nord")
    assert str(offering.places["pladser"]) == "indtastet/tilbud/t1/pladser"
    assert str(offering.places["navn"]) == "kendt.yaml:3:11"


def test_an_empty_text_makes_a_fact_unknown() -> None:
    [offering] = read_files([KNOWN], [Typed("tilbud", "t1", (("pladser", ""),))])
    assert "pladser" not in offering.values


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        (Typed("takst", "x", (("takst", "1.234"),)), "indtastet/takst/x/takst: "),
        (Typed("takst", "x", (("takst", "meget"),)), "indtastet/takst/x/takst: "),
        (Typed("takst", "x", (("takstt", "1"),)), "indtastet/takst/x/takstt: "),
        (Typed("takstt", "x", ()), "indtastet/takstt/x/id: "),
        (Typed("takst", "", ()), "indtastet/takst/-/id: "),
    ],
    ids=["two readings", "no figure", "no field", "no kind", "no id"],
)
def test_what_cannot_be_read_is_told_where_it_was_typed(typed: Typed, message: str) -> None:
    with pytest.raises(Problems) as caught:
        read_files([KNOWN], [typed])
    assert [problem.to("en") for problem in caught.value.problems if problem.to("en").startswith(message)]
