"""A vocabulary with a field of every kind, and a way to check expressions in it."""

from collections.abc import Callable, Mapping

import pytest

from engine.language.check import check
from engine.language.nodes import Node
from engine.language.scope import Scope
from engine.source.problem import Place, Problems
from engine.source.text import same
from engine.source.tree import Scalar
from engine.values.kinds import (
    DATE,
    DAYS,
    MONEY,
    MONTHS,
    NUMBER,
    SHARE,
    TEXT,
    TRUTH,
    Kind,
    choice,
    many,
    one,
    set_of,
)
from engine.values.vocabulary import Entity, Field, Vocabulary

COLOURS, SIZES = choice("roed", "groen"), choice("stor", "lille")
FIELDS: dict[str, dict[str, Kind]] = {
    "sag": {
        "sandt": TRUTH,
        "tal": NUMBER,
        "kroner": MONEY,
        "procent": SHARE,
        "dato": DATE,
        "dage": DAYS,
        "maaneder": MONTHS,
        "tekst": TEXT,
        "farve": COLOURS,
        "stoerrelse": SIZES,
        "farver": set_of(COLOURS),
        "tekster": set_of(TEXT),
        "ejer": one("ejer"),
        "anden_ejer": one("ejer"),
        "moede": one("moede"),
        "dele": many("del", "sag"),
    },
    "ejer": {"navn": TEXT, "farve": COLOURS, "stor": COLOURS, "sager": many("sag", "ejer")},
    "del": {"sag": one("sag"), "tal": NUMBER, "vaegt": NUMBER, "farve": COLOURS, "stumper": many("stump", "del")},
    "stump": {"del": one("del"), "vaegt": NUMBER},
    "moede": {"dag": DATE},
}
VOCABULARY = Vocabulary(
    {
        name: Entity(name, same(name), {field: Field(field, kind, same(field)) for field, kind in fields.items()})
        for name, fields in FIELDS.items()
    }
)
CONCLUSIONS = frozenset({("sag", "afsluttet"), ("ejer", "kendt"), ("del", "tung")})
Check = Callable[..., Node]
Told = Callable[..., list[str]]


def scope(parameters: Mapping[str, Kind], terms: Mapping[str, str], subject: str = "sag") -> Scope:
    def term(name: str) -> Node | None:
        try:
            return check(Scalar(terms[name], Place("terms")), inner)
        except Problems:
            return None

    inner = Scope(VOCABULARY, subject, parameters, CONCLUSIONS, terms.keys(), term)
    return inner


@pytest.fixture
def checked() -> Check:
    def give(
        text: str,
        expected: Kind | None = None,
        *,
        subject: str = "sag",
        parameters: Mapping[str, Kind] | None = None,
        terms: Mapping[str, str] | None = None,
    ) -> Node:
        return check(Scalar(text, Place("", 1, 1)), scope(parameters or {}, terms or {}, subject), expected)

    return give


@pytest.fixture
def told(checked: Check) -> Told:
    """Give the problems of an expression as lines in English, without the file."""

    def give(text: str, expected: Kind | None = None, **known: object) -> list[str]:
        with pytest.raises(Problems) as raised:
            checked(text, expected, **known)
        return [problem.to("en").removeprefix(":") for problem in raised.value.problems]

    return give
