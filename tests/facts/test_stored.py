"""Facts that were stored come back the same: values, digest and places."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given

import facts
from engine.source.read import parse
from facts.digest import canonical, digest
from facts.factset import FactSet
from facts.read import read_facts, read_node
from facts.stored import beside, restored
from facts.vocabulary import vocabulary
from tests.facts.test_properties import Facts, all_facts, as_json, document_of, entries, read_back

EXAMPLES = sorted((Path(facts.__file__).parent / "examples").glob("*.yaml"))


def through_storage(known: FactSet) -> FactSet:
    form, more = (json.loads(json.dumps(data)) for data in (canonical(known), beside(known)))
    return restored(form, more, vocabulary())


def same(one: FactSet, other: FactSet) -> None:
    assert one == other
    assert digest(one) == digest(other)
    assert list(one.subjects) == list(other.subjects)
    assert [subject.places for subject in one] == [subject.places for subject in other]
    assert [{name: type(v) for name, v in s.values.items()} for s in one] == [
        {name: type(v) for name, v in s.values.items()} for s in other
    ]


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_the_examples(path: Path) -> None:
    known = read_facts([path])
    same(through_storage(known), known)


def test_files_titles_and_nothing_at_all() -> None:
    for text in ("as_of: 2017-06-01\ntitle: Æ\nnote: |\n  to\n  linjer\n", "{}", "takst: [{id: t}]"):
        known = read_node(parse(text, "mappe/facts.yaml").root)
        same(through_storage(known), known)


@given(all_facts())
def test_any_facts(made: Facts) -> None:
    known = read_back([document_of(entries(made))], as_json)
    same(through_storage(known), known)
