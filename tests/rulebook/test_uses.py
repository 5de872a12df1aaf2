"""Which facts rules ask for: through relations, collections, terms and what other rules conclude."""

from __future__ import annotations

from pathlib import Path

from engine.rulebook.load import load
from engine.rulebook.uses import uses
from engine.values.kinds import Many
from facts.vocabulary import vocabulary
from tests.book import Book

RULES = Path(__file__).parents[2] / "rules"


def test_fields_relations_and_collections() -> None:
    book = Book(vocabulary())
    book.terms["takst", "sats"] = "administration / direkte_omkostninger"
    book.rule("tilbud", "driftsherre.type = kommune", concludes="kommunalt")
    book.rule("takst", "tilbud.kommunalt", "sats < 6 %")
    book.rule("driftsherre", None, "sum(pladser * dage over tilbud.takster where this.region = midtjylland) > 5")
    among = "tilbud.overtagelser where this.aar = year(gennemfoerelsesdato)"
    book.rule("regnskab", None, f"any(kommune.type = region over {among})")
    assert uses(book.rulebook()) == {
        ("driftsherre", "region"): ("a/r2",),
        ("driftsherre", "type"): ("a/kommunalt", "a/r3"),
        ("overtagelse", "gennemfoerelsesdato"): ("a/r3",),
        ("overtagelse", "kommune"): ("a/r3",),
        ("overtagelse", "tilbud"): ("a/r3",),
        ("regnskab", "aar"): ("a/r3",),
        ("regnskab", "tilbud"): ("a/r3",),
        ("takst", "administration"): ("a/r1",),
        ("takst", "dage"): ("a/r2",),
        ("takst", "direkte_omkostninger"): ("a/r1",),
        ("takst", "pladser"): ("a/r2",),
        ("takst", "tilbud"): ("a/r1", "a/r2"),
        ("tilbud", "driftsherre"): ("a/kommunalt", "a/r2"),
    }


def test_an_area_with_what_it_rests_on() -> None:
    rulebook = load(RULES, vocabulary())
    every = uses(rulebook)
    for area in {rule.area for rule in rulebook.rules.values()}:
        found = uses(rulebook, [area])
        assert found
        assert all(set(ids) <= set(every[field]) for field, ids in found.items())
    assert ("tilbud", "lovhjemler") in uses(rulebook, ["takst"])  # what the scope of the agreement asks for
    assert "rammeaftale/omfang-lovhjemmel" in uses(rulebook, ["takst"])["tilbud", "lovhjemler"]
    known = vocabulary().entities
    assert not [field for field in every if isinstance(known[field[0]].fields[field[1]].kind, Many)]
