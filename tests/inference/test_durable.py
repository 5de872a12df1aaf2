"""The adapter to durable_rules draws the conclusions that a forward chainer in plain Python draws."""

import random
from collections.abc import Mapping
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.inference.durable import Engine, Production
from tests.inference.chaining import Facts, chain


def shuffled(mapping: Mapping[str, Any], order: random.Random) -> dict[str, Any]:
    keys = list(mapping)
    order.shuffle(keys)
    return {key: mapping[key] for key in keys}


RULES = [f"takst/rule-{number}" for number in range(30)]
CONCLUSIONS = [f"tilbud.conclusion-{number}" for number in range(8)]
FIELDS = ["a", "b", "c", "overhead <= 6.1 %", "tilbud.omfattet"]
values = st.sampled_from("tf")
atoms = st.lists(st.tuples(st.sampled_from(FIELDS), values), max_size=3).map(tuple)
needed = st.lists(st.tuples(st.sampled_from(CONCLUSIONS), values), max_size=2).map(tuple)
outcomes = st.sampled_from(["true", "false", "met", "breached", "not-applicable"])
rulebooks = st.lists(st.builds(Production, st.sampled_from(RULES), outcomes, atoms, needed), min_size=5, max_size=90)
concluding = st.dictionaries(st.sampled_from(RULES), st.sampled_from(CONCLUSIONS), max_size=30)


@settings(max_examples=80, deadline=None)
@given(rulebooks, concluding, st.integers())
def test_it_draws_the_conclusions_that_plain_chaining_draws(
    productions: list[Production], concludes: dict[str, str], seed: int
) -> None:
    engine = Engine(productions, concludes)  # it stays: so few engines and many subjects
    order = random.Random(seed)
    for subject in range(60):
        weights = order.choice(["tf", "tfu", "ttttf", "u"])
        facts = {
            rule: {field: order.choice(weights) for field in FIELDS if order.random() < 0.9}
            for rule in RULES
            if order.random() < 0.8
        }
        known = {name: order.choice("tf") for name in CONCLUSIONS if order.random() < 0.2}
        expected = chain(productions, concludes, facts, known)
        assert engine.infer(f"subject {subject}", facts, known) == expected
        facts = {rule: shuffled(atoms, order) for rule, atoms in shuffled(facts, order).items()}
        assert engine.infer(f"subject {subject}, shuffled", facts, shuffled(known, order)) == expected


@pytest.mark.parametrize(
    ("a", "b", "omfattet", "overhead"),
    [
        ("t", "t", {"true"}, {"met"}),
        ("t", "f", {"true"}, {"breached"}),
        ("t", "u", {"true"}, set()),
        ("f", "u", {"false"}, {"not-applicable"}),
        ("u", "t", set(), set()),
    ],
)
def test_a_conclusion_feeds_the_rule_that_waits_for_it(
    tariff: Engine, a: str, b: str, omfattet: set[str], overhead: set[str]
) -> None:
    settled = tariff.infer("tilbud 1", {"overhead": {"b": b}, "omfattet": {"a": a}}, {})
    assert settled == {"overhead": overhead, "omfattet": omfattet}


def test_conclusions_known_beforehand_count_even_when_they_are_drawn_again(tariff: Engine) -> None:
    assert tariff.infer("s", {"overhead": {"b": "f"}}, {"tilbud.omfattet": "t"}) == {"overhead": {"breached"}}
    both = {"overhead": {"b": "f"}, "omfattet": {"a": "t"}}
    assert tariff.infer("s", both, {"tilbud.omfattet": "t"})["overhead"] == {"breached"}
    assert tariff.infer("s", both, {"tilbud.omfattet": "f"})["overhead"] == {"breached", "not-applicable"}
    assert tariff.infer("s", {"overhead": {"b": "f"}}, {"nobody.waits-for-it": "t"}) == {"overhead": set()}


def test_rules_and_fields_without_productions_settle_nothing(tariff: Engine) -> None:
    assert tariff.infer("s", {"unheard-of": {"a": "t"}, "omfattet": {"æ\"'\\": "t", "a": "f"}}, {}) == {
        "unheard-of": set(),
        "omfattet": {"false"},
    }
    assert tariff.infer("", {}, {}) == {}
    assert Engine([], {}).infer("s", {"r": {"a": "t"}}, {"c": "t"}) == {"r": set()}


def test_a_subject_may_be_called_anything(tariff: Engine) -> None:
    for subject in ("", 'Ærø "1" \\ \'', "\x00", "x" * 100_000):
        assert tariff.infer(subject, {"omfattet": {"a": "t"}}, {}) == {"omfattet": {"true"}}


def test_a_chain_is_followed_to_its_end_whatever_the_order() -> None:
    length = 200
    productions = [Production("link-0", "true", (("a", "t"),), ())]
    productions += [
        Production(f"link-{link}", "true", (("a", "t"),), ((f"c{link - 1}", "t"),)) for link in range(1, length)
    ]
    engine = Engine(productions[::-1], {f"link-{link}": f"c{link}" for link in range(length)})
    whole = {f"link-{link}": {"a": "t"} for link in range(length)}
    for order in (1, -1):
        facts = dict(list(whole.items())[::order])
        assert set(engine.infer("s", facts, {}).values()) == {frozenset({"true"})}
    settled = engine.infer("s", whole | {"link-120": {"a": "u"}}, {})
    assert sum(map(len, settled.values())) == 120


def test_rules_that_wait_for_each_other_stay_unsettled() -> None:
    ring = [
        Production("hen", "true", (), (("egg", "t"),)),
        Production("egg", "true", (), (("hen", "t"),)),
        Production("self", "true", (), (("self", "t"),)),
    ]
    engine = Engine(ring, {"hen": "hen", "egg": "egg", "self": "self"})
    facts: Facts = {"hen": {}, "egg": {}, "self": {}}
    assert engine.infer("s", facts, {}) == {"hen": set(), "egg": set(), "self": set()}
    assert engine.infer("s", facts, {"egg": "t"}) == {"hen": {"true"}, "egg": {"true"}, "self": set()}


def test_tests_may_be_repeated_and_stand_in_any_order() -> None:
    once = Production("r", "met", (("a", "t"), ("b", "f")), (("c", "t"), ("d", "f")))
    again = Production("r", "met", once.atoms[::-1] + once.atoms, once.conclusions[::-1] + once.conclusions)
    for productions in ([once], [again], [once, once], [once, again]):
        settled = Engine(productions, {}).infer("s", {"r": {"b": "f", "a": "t"}}, {"d": "f", "c": "t"})
        assert settled == {"r": {"met"}}


def test_one_value_of_a_conclusion_may_be_waited_for_by_any_number_of_productions() -> None:
    productions = [
        Production(f"rule-{number % 90}", f"way-{number}", (), (("c", "tf"[number % 2]), ("d", "t")))
        for number in range(1_100)
    ]
    facts: Facts = {f"rule-{number}": {} for number in range(90)}
    engine = Engine(productions, {})
    for known in ({"c": "t", "d": "t"}, {"c": "f", "d": "t"}, {"c": "t"}):
        assert engine.infer("s", facts, known) == chain(productions, {}, facts, known)
