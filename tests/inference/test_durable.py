"""The adapter to durable_rules, against a forward chainer in plain Python and at the edges of what it accepts."""

import importlib.metadata
import itertools
import multiprocessing
import os
import pickle
import random
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.inference import durable, limits
from engine.inference.durable import Engine, InferenceFailed, LimitBroken, Production

c_module = pytest.importorskip("durable_rules_engine", exc_type=ImportError)

Facts = Mapping[str, Mapping[str, str]]


def chain(
    productions: Sequence[Production], concludes: Mapping[str, str], facts: Facts, conclusions: Mapping[str, str]
) -> dict[str, frozenset[str]]:
    """What must come out: settle what can be settled until nothing new is."""
    known = set(conclusions.items())
    settled: dict[str, set[str]] = {rule: set() for rule in facts}
    size = -1
    while size != len(known):
        size = len(known)
        for production in productions:
            rule, settles = production.rule, production.settles
            atoms_hold = rule in facts and all(facts[rule].get(field) == value for field, value in production.atoms)
            if atoms_hold and known.issuperset(production.conclusions):
                settled[rule].add(settles)
                if rule in concludes and settles in ("true", "false"):
                    known.add((concludes[rule], settles[0]))
    return {rule: frozenset(outcomes) for rule, outcomes in settled.items()}


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


TARIFF = [
    Production("omfattet", "true", (("a", "t"),), ()),
    Production("omfattet", "false", (("a", "f"),), ()),
    Production("overhead", "met", (("b", "t"),), (("tilbud.omfattet", "t"),)),
    Production("overhead", "breached", (("b", "f"),), (("tilbud.omfattet", "t"),)),
    Production("overhead", "not-applicable", (), (("tilbud.omfattet", "f"),)),
]
CONCLUDES = {"omfattet": "tilbud.omfattet"}


@pytest.fixture(scope="module")
def tariff() -> Engine:
    return Engine(TARIFF, CONCLUDES)


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


# Each at its limit by `size`: productions, facts, conclusions, and how much is settled. Beyond it, the C module hangs,
# crashes or reports an error, so what is accepted is tried in a process of its own.
Case = tuple[list[Production], Facts, Mapping[str, str], int]


def at_root(size: int) -> Case:
    productions = [Production(f"r{number}", "met", (("a", "t"),), ()) for number in range(size - 1)]
    return productions, {production.rule: {"a": "t"} for production in productions}, {}, size - 1


def identical(size: int) -> Case:
    return [Production("r", f"way-{way}", (("a", "t"),), ()) for way in range(size)], {"r": {"a": "t"}}, {}, size


def one_each(size: int) -> Case:
    productions = [Production("r", f"way-{way}", ((f"f{way}", "t"),), ()) for way in range(size)]
    return productions, {"r": {f"f{way}": "t" for way in range(size)}}, {}, size


def branching(size: int) -> Case:
    productions = [Production("r", f"way-{way}", ((f"a{way:02}", "t"),), ()) for way in range(19)]
    productions += [Production("r", f"in-{way}", (("a19", "t"), (f"b{way}", "t")), ()) for way in range(size - 19)]
    facts = {f"a{way:02}": "t" for way in range(20)} | {f"b{way}": "t" for way in range(size - 19)}
    return productions, {"r": facts}, {}, size


def one_path(size: int) -> Case:
    atoms = tuple((f"f{number}", "t") for number in range(size))
    return [Production("r", "met", atoms, ())], {"r": dict(atoms)}, {}, 1


def all_of(size: int) -> Case:
    known = {f"c{number}": "t" for number in range(size - 1)}
    return [Production("r", "met", (), tuple(known.items()))], {"r": {}}, known, 1


def full(size: int) -> Case:
    productions = [Production(f"r{n % 400}", f"way-{n}", ((f"f{n // 400}", "t"),), ()) for n in range(size)]
    return productions, {f"r{rule}": {f"f{field}": "t" for field in range(11)} for rule in range(400)}, {}, size


NEAR: dict[str, tuple[str, Callable[[int], Case], int]] = {
    "root": ("tests-at-node", at_root, limits.NODE_TESTS),
    "identical": ("identical-tests", identical, limits.IDENTICAL),
    "matched": ("matched-tests", one_each, limits.MATCHED),
    "branching": ("matched-tests", branching, limits.MATCHED),
    "path": ("fields", one_path, limits.FIELDS),
    "patterns": ("patterns", all_of, limits.PATTERNS),
    "productions": ("productions", full, limits.PRODUCTIONS),
}


def infer_near(case: str) -> None:
    _, build, size = NEAR[case]
    productions, facts, conclusions, settled = build(size)
    engine = Engine(productions, {})
    for _ in range(3):
        assert sum(map(len, engine.infer("s", facts, conclusions).values())) == settled
        assert not any(engine.infer("s", {rule: {} for rule in facts}, {}).values())


@pytest.mark.parametrize("case", NEAR)
def test_what_is_accepted_works_and_one_more_is_refused(case: str) -> None:
    process = multiprocessing.get_context("spawn").Process(target=infer_near, args=(case,))
    process.start()
    process.join(60)
    process.kill()
    assert process.exitcode == 0
    code, build, size = NEAR[case]
    with pytest.raises(LimitBroken) as refused:
        Engine(build(size + 1)[0], {})
    assert [limit.code for limit in refused.value.limits] == [code]


@pytest.fixture
def unchecked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "check", lambda productions, concludes: ())


def stateless(engine: Engine) -> bool:
    with pytest.raises(c_module.error, match="309"):  # no such state
        c_module.get_state(engine._handle, None)
    return True


@pytest.mark.usefixtures("unchecked")
def test_an_error_of_the_c_module_fails_that_subject_and_no_other() -> None:
    productions, facts, _, _ = one_each(65)
    engine = Engine([*productions, *TARIFF], CONCLUDES)
    for _ in range(3):
        with pytest.raises(InferenceFailed, match="303") as failed:
            engine.infer("tilbud 7", {"omfattet": {"a": "t"}, **facts}, {})
        assert (failed.value.subject, failed.value.code) == ("tilbud 7", "c-module")
        assert stateless(engine)
        assert engine.infer("tilbud 8", {"overhead": {"b": "t"}, "omfattet": {}}, {}) == {
            "overhead": set(),
            "omfattet": set(),
        }


@pytest.mark.usefixtures("unchecked")
def test_an_error_at_load_is_an_error() -> None:
    with pytest.raises(InferenceFailed, match="106") as failed:
        Engine(full(4_096)[0], {})
    assert (failed.value.subject, failed.value.code) == ("", "c-module")


class Broken:
    """The C module, but for one function."""

    error = c_module.error

    def __init__(self, function: str, replacement: Callable[..., Any]) -> None:
        self._replaced = {function: replacement}

    def __getattr__(self, name: str) -> Any:
        return self._replaced.get(name, getattr(c_module, name))


def answer(code: int, field: str, handle: int, fact: str) -> tuple[int, int]:
    """Assert the fact, but give that code for one with that field."""
    taken, state = c_module.assert_fact(handle, fact)
    return (code if f'"{field}"' in fact else taken, state)


BOTH = {"overhead": {"b": "t"}, "omfattet": {"a": "t"}}
BREAKS: dict[str, tuple[str, Callable[..., Any], str]] = {
    "nothing fires": ("start_action_for_state", lambda handle, state: None, "end-marker"),
    "it stops too early": ("complete_and_start_action", lambda handle, state: None, "end-marker"),
    "it never stops": ("complete_and_start_action", lambda handle, state: '{"1":{}}', "end-marker"),
    "the end comes first": ("start_action_for_state", lambda handle, state: ("", '{"end":{}}'), "end-marker"),
    "the end comes twice": ("complete_and_start_action", lambda handle, state: '{"end":{}}', "end-marker"),
    "the marker is left out": ("assert_fact", lambda handle, fact: answer(1, "end", handle, fact), "not-taken"),
    "a conclusion is left out": ("assert_fact", lambda handle, fact: answer(1, "name", handle, fact), "not-taken"),
    "an id is there already": ("assert_fact", lambda handle, fact: answer(2, "rule", handle, fact), "not-taken"),
}


@pytest.mark.parametrize("way", BREAKS)
def test_an_inference_that_is_not_complete_fails(way: str) -> None:
    function, replacement, code = BREAKS[way]
    engine = Engine(TARIFF, CONCLUDES)
    engine._c = Broken(function, replacement)
    with pytest.raises(InferenceFailed) as failed:
        engine.infer("tilbud 7", BOTH, {})
    assert (failed.value.subject, failed.value.code) == ("tilbud 7", code)
    engine._c = c_module
    assert stateless(engine)
    assert engine.infer("tilbud 8", BOTH, {}) == {"overhead": {"met"}, "omfattet": {"true"}}


def test_an_interruption_leaves_no_state_behind() -> None:
    calls = itertools.count()

    def interrupted(handle: int, fact: str) -> Any:
        if next(calls) == 2:
            raise KeyboardInterrupt
        return c_module.assert_fact(handle, fact)

    engine = Engine(TARIFF, CONCLUDES)
    engine._c = Broken("assert_fact", interrupted)
    with pytest.raises(KeyboardInterrupt):
        engine.infer("tilbud 7", BOTH, {})
    assert stateless(engine)
    assert engine.infer("tilbud 8", {"overhead": {"b": "t"}}, {}) == {"overhead": set()}


@pytest.mark.parametrize(
    ("facts", "conclusions", "detail"),
    [
        ({"omfattet": {"a": "true"}}, {}, "omfattet: true"),
        ({"omfattet": {"unheard-of": ""}}, {}, "omfattet: "),
        ({}, {"tilbud.omfattet": "u"}, "tilbud.omfattet: u"),
        ({}, {"unheard-of": "tf"}, "unheard-of: tf"),
    ],
)
def test_other_values_than_the_three_fail(
    tariff: Engine, facts: Facts, conclusions: Mapping[str, str], detail: str
) -> None:
    with pytest.raises(InferenceFailed) as failed:
        tariff.infer("tilbud 7", facts, conclusions)
    assert (failed.value.subject, failed.value.code, failed.value.detail) == ("tilbud 7", "value", detail)
    assert stateless(tariff)


def test_threads_take_turns(tariff: Engine) -> None:
    sets = [{"overhead": {"b": b}, "omfattet": {"a": a}} for a in "tfu" for b in "tfu"] * 200
    expected = [chain(TARIFF, CONCLUDES, facts, {}) for facts in sets]
    interval = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    try:
        with ThreadPoolExecutor(4) as threads:
            assert list(threads.map(lambda facts: tariff.infer("s", facts, {}), sets)) == expected
    finally:
        sys.setswitchinterval(interval)


def test_a_failure_crosses_processes() -> None:
    failed = pickle.loads(pickle.dumps(InferenceFailed("tilbud 7", "c-module", "303")))
    assert (failed.subject, failed.code, failed.detail) == ("tilbud 7", "c-module", "303")


ROOT = Path(__file__).parents[2]
FAILS_FIRST = """
from engine.inference.durable import Engine, InferenceFailed, Production
engine = Engine([Production("r", "met", (), ())], {})
try:
    engine.infer("s", {"r": {"a": "?"}}, {})
except InferenceFailed:
    print(engine.infer("s", {"r": {}}, {}))
"""


def test_a_failure_before_anything_has_fired_does_not_crash() -> None:
    # With memory that is not zero by chance, deleting a state in which nothing was ever started is a crash.
    filled = os.environ | {"MALLOC_PERTURB_": "165"}
    command = [sys.executable, "-c", FAILS_FIRST]
    done = subprocess.run(command, check=False, cwd=ROOT, env=filled, capture_output=True, text=True)
    assert (done.returncode, done.stdout) == (0, "{'r': frozenset({'met'})}\n")


def memory() -> float:
    """The most memory that this process has had, in MB."""
    import resource  # not there on Windows

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1024 if sys.platform == "linux" else 1024**2)


def infer_many() -> None:
    productions, too_many, _, _ = one_each(65)
    limits.check = lambda productions, concludes: ()
    engine = Engine([*productions, *TARIFF], CONCLUDES)

    def some(count: int) -> None:
        for number in range(count):
            a, b = "tfu"[number % 3], "tfu"[number // 3 % 3]
            facts = {"omfattet": {"a": a}, "overhead": {"b": b}}
            if number % 50:
                assert engine.infer(f"subject {number}", facts, {}) == chain(TARIFF, CONCLUDES, facts, {})
            else:
                with pytest.raises(InferenceFailed):
                    engine.infer(f"subject {number}", {**facts, **too_many}, {})

    some(500)
    before = memory()
    some(20_000)
    assert memory() - before < 2


def test_memory_stays_flat_over_many_subjects_and_failures() -> None:
    process = multiprocessing.get_context("spawn").Process(target=infer_many)
    process.start()
    process.join(120)
    process.kill()
    assert process.exitcode == 0


def test_rulesets_have_names_of_their_own(monkeypatch: pytest.MonkeyPatch) -> None:
    names: list[str] = []

    def create(name: str, rules: str) -> Any:
        names.append(name)
        return c_module.create_ruleset(name, rules)

    monkeypatch.setitem(sys.modules, durable.MODULE, Broken("create_ruleset", create))
    engines = [Engine(TARIFF, CONCLUDES), Engine(TARIFF, {})]
    assert len(set(names)) == 2
    assert [engine.infer("s", BOTH, {})["overhead"] for engine in engines] == [{"met"}, set()]


def test_the_version_is_known_where_the_c_module_can_be_imported(monkeypatch: pytest.MonkeyPatch) -> None:
    assert durable.available() == importlib.metadata.version("durable_rules")
    monkeypatch.setitem(sys.modules, durable.MODULE, None)
    assert durable.available() is None
    with pytest.raises(ImportError):
        Engine(TARIFF, CONCLUDES)
