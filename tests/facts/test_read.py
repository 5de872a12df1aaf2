"""Reading facts: what is kept, in which units, and where it stands."""

import json
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest

from engine.source.problem import Place, Problems
from engine.source.read import parse
from engine.source.tree import Mapping
from engine.values.kinds import Value
from facts.factset import FactSet
from facts.read import read_facts, read_node

FACTS = """\
as_of: 2017-06-01
title: Takster 2017
note: Indberettet i maj.
driftsherre:
  - {id: region-midtjylland, navn: Region Midtjylland, type: region}
  - {id: randers, type: kommune, saeraftale_takstudvikling: nej}
tilbud:
  - id: gaarden
    driftsherre: region-midtjylland
    beliggenhedskommune: randers
    lovhjemler: [sel_108, sel_107]
    pladser: 12.5
    pladser_andre: 12.5
    akuttilbud: ja
    nyetableret:
    institution: ~
takst:
  - id: gaarden-2017
    tilbud: gaarden
    aar: 2017
    takst: 1234.50 kr.
    administration: 1.005
    belaegning: 98.125 %
    forrentningsprocent: -0.25 %
afregning:
  - id: januar
    periode_start: 2017-01-01
    periode_slut: 2017-01-01
"""


def facts(text: str = FACTS) -> FactSet:
    return read_node(parse(text.replace("1.005", "1.0050"), "fakta.yaml").root)


@pytest.mark.parametrize(
    ("entity", "id_", "field", "kept"),
    [
        ("driftsherre", "randers", "id", "randers"),
        ("driftsherre", "randers", "type", "kommune"),
        ("driftsherre", "randers", "saeraftale_takstudvikling", False),
        ("tilbud", "gaarden", "driftsherre", "region-midtjylland"),
        ("tilbud", "gaarden", "lovhjemler", frozenset({"sel_107", "sel_108"})),
        ("tilbud", "gaarden", "pladser", Fraction(25, 2)),
        ("tilbud", "gaarden", "akuttilbud", True),
        ("takst", "gaarden-2017", "aar", 2017),
        ("takst", "gaarden-2017", "takst", 123450),
        ("takst", "gaarden-2017", "administration", Fraction(201, 2)),
        ("takst", "gaarden-2017", "belaegning", Fraction(19625, 2)),
        ("takst", "gaarden-2017", "forrentningsprocent", -25),
        ("afregning", "januar", "periode_slut", date(2017, 1, 1)),
    ],
)
def test_value(entity: str, id_: str, field: str, kept: Value) -> None:
    found = facts().subjects[entity][id_].values[field]
    assert found == kept
    assert type(found) is type(kept)


def test_what_is_not_given_is_unknown() -> None:
    values = facts().subjects["tilbud"]["gaarden"].values
    assert not {"nyetableret", "institution", "navn", "maalgruppe"} & values.keys()


def test_places() -> None:
    offering = facts().subjects["tilbud"]["gaarden"]
    assert offering.places["id"] == Place("fakta.yaml", 8, 5)
    assert offering.places["pladser"] == Place("fakta.yaml", 12, 14)
    assert offering.places["lovhjemler"] == Place("fakta.yaml", 11, 17)
    assert offering.places.keys() == offering.values.keys()


def test_about_the_facts() -> None:
    found = facts()
    assert (found.as_of, found.title, found.note) == (date(2017, 6, 1), "Takster 2017", "Indberettet i maj.")
    assert found.files == ("fakta.yaml",)
    assert list(found.subjects) == sorted(found.vocabulary.entities)
    assert [subject.id for subject in found] == ["januar", "randers", "region-midtjylland", "gaarden-2017", "gaarden"]


def test_nothing_given() -> None:
    for text in ("{}", "tilbud:\ntakst: []\nas_of:\ntitle: ~\n"):
        found = facts(text)
        assert list(found) == []
        assert (found.as_of, found.title, found.note) == (None, None, None)


def test_part_of_another_document() -> None:
    root = parse("name: en prøve\nfacts:\n  tilbud:\n    - id: gaarden\nempty:\n", "prøve.yaml").root
    assert isinstance(root, Mapping)
    found = read_node(root.entries["facts"])
    assert found.subjects["tilbud"]["gaarden"].places["id"] == Place("prøve.yaml", 4, 7)
    assert list(read_node(root.entries["empty"])) == []


def test_json_reads_as_yaml(tmp_path: Path) -> None:
    document = {
        "as_of": "2017-06-01",
        "tilbud": [{"id": "gaarden", "pladser": 12, "akuttilbud": True, "navn": "Gården \N{DEER}", "type": None}],
        "takst": [{"id": "t", "tilbud": "gaarden", "takst": 1234.5, "aar": 2017}],
    }
    (tmp_path / "a.json").write_text(json.dumps(document), "utf-8")
    (tmp_path / "b.yaml").write_text(
        "as_of: 2017-06-01\ntilbud:\n  - {id: gaarden, pladser: 12, akuttilbud: ja, navn: Gården \N{DEER}}\n"
        "takst:\n  - {id: t, tilbud: gaarden, takst: 1234.5, aar: 2017}\n",
        "utf-8",
    )
    one, other = read_facts([tmp_path / "a.json"]), read_facts([tmp_path / "b.yaml"])
    assert [(s.entity, s.id, s.values) for s in one] == [(s.entity, s.id, s.values) for s in other]


def test_several_files(tmp_path: Path) -> None:
    (tmp_path / "tilbud.yaml").write_text("title: Tilbud\ntilbud: [{id: gaarden, driftsherre: randers}]\n")
    (tmp_path / "driftsherrer.yml").write_text("title: Alle\nas_of: 2017-01-01\ndriftsherre: [{id: randers}]\n")
    found = read_facts([tmp_path / "tilbud.yaml", tmp_path / "driftsherrer.yml", tmp_path / "tilbud.yaml"])
    assert found.files == ("driftsherrer.yml", "tilbud.yaml")
    assert found.title == "Alle\nTilbud"
    assert found.as_of == date(2017, 1, 1)
    assert [subject.id for subject in found] == ["randers", "gaarden"]


def test_same_name_in_two_folders(tmp_path: Path) -> None:
    for folder in ("nord", "syd"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "tilbud.yaml").write_text(f"tilbud: [{{id: {folder}}}]\n")
    (tmp_path / "takst.yaml").write_text("takst: []\n")
    paths = [tmp_path / "syd" / "tilbud.yaml", tmp_path / "nord" / "tilbud.yaml", tmp_path / "takst.yaml"]
    assert read_facts(paths).files == ("nord/tilbud.yaml", "syd/tilbud.yaml", "takst.yaml")


def test_the_same_id_in_two_entities() -> None:
    found = facts("driftsherre: [{id: a}]\ntilbud: [{id: a, driftsherre: a}]\n")
    assert len(list(found)) == 2


def test_a_faulty_subject_is_there_for_those_who_refer_to_it() -> None:
    with pytest.raises(Problems) as raised:
        facts("driftsherre: [{id: a, type: x}]\ntilbud: [{id: b, driftsherre: a}]\n")
    assert [problem.code for problem in raised.value.problems] == ["bad-value"]


def test_suggestions_are_made_for_the_first_missing_only() -> None:
    ids = ", ".join(f"{{id: kommune-{n}}}" for n in range(100))
    lines = ", ".join(f"{{id: t{n}, driftsherre: komune-{n}}}" for n in range(100))
    with pytest.raises(Problems) as raised:
        facts(f"driftsherre: [{ids}]\ntilbud: [{lines}]\n")
    suggested = [problem.suggestion for problem in raised.value.problems]
    assert all(suggested[:50])
    assert not any(suggested[50:])
