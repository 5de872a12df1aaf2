"""The canonical form of facts, and its digest."""

import pytest

from engine.source.read import parse
from facts.digest import canonical, digest
from facts.factset import FactSet
from facts.read import read_node

FACTS = """\
as_of: 2017-06-01
title: A
takst: [{id: t, takst: 1234.50, belaegning: 98 %, aar: 2017}]
tilbud: [{id: x, lovhjemler: [sel_108, sel_107], akuttilbud: ja}]
"""


def facts(text: str, file: str = "a.yaml") -> FactSet:
    return read_node(parse(text, file).root)


def test_canonical() -> None:
    assert canonical(facts(FACTS)) == {
        "as_of": "2017-06-01",
        "subjects": {
            "takst": {"t": {"aar": "2017", "belaegning": "98 %", "takst": "1234.5 kr"}},
            "tilbud": {"x": {"akuttilbud": "true", "lovhjemler": "{sel_107, sel_108}"}},
        },
    }
    assert canonical(facts("{}")) == {"as_of": None, "subjects": {}}


def test_digest_is_the_same_on_any_machine() -> None:
    assert digest(facts(FACTS)) == "sha256:a53a53b7aae6e0e6b0d8c37b5d7df602e0159993a3b6b1bca0acefb568c36cfa"


@pytest.mark.parametrize(
    ("old", "new"),
    [("title: A", "title: B"), ("1234.50", "1234.5 kr."), ("sel_108, sel_107", "sel_107, sel_108"), ("ja", "true")],
)
def test_digest_stays(old: str, new: str) -> None:
    assert digest(facts(FACTS.replace(old, new), "b.yaml")) == digest(facts(FACTS))


@pytest.mark.parametrize(
    ("old", "new"),
    [("2017-06-01", "2017-06-02"), ("1234.50", "1234.51"), ("id: x", "id: y"), ("ja", "nej"), (", aar: 2017", "")],
)
def test_digest_changes(old: str, new: str) -> None:
    assert digest(facts(FACTS.replace(old, new))) != digest(facts(FACTS))
