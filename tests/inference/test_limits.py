"""The load-time limits, on their own: durable_rules need not be installed."""

import pickle
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.inference import limits
from engine.inference.limits import Limit, LimitBroken, Production, check, fnv


def atoms(count: int, *, first: int = 0) -> tuple[tuple[str, str], ...]:
    return tuple((f"f{number:04}", "t") for number in range(first, first + count))


def ways(rule: str, paths: list[tuple[tuple[str, str], ...]]) -> list[Production]:
    return [Production(rule, f"way-{number}", path, ()) for number, path in enumerate(paths)]


def rules(count: int) -> list[Production]:
    return [Production(f"rule-{number}", "met", (("a", "t"),), ()) for number in range(count)]


def many(count: int) -> list[Production]:
    return [production for number in range(41) for production in ways(f"rule-{number}", [atoms(1)] * 100)][:count]


def alternatives(count: int) -> list[Production]:
    """One rule with so many distinct first tests, two to a field."""
    return ways("r", [((f"f{number // 2:04}", "tf"[number % 2]),) for number in range(count)])


def branches(count: int) -> list[Production]:
    """Nineteen tests that wait while the twentieth puts up its own: so many at once."""
    inner = [atoms(1, first=19) + atoms(1, first=20 + number) for number in range(count - 19)]
    return ways("r", [atoms(1, first=number) for number in range(19)] + inner)


def needs(count: int) -> list[Production]:
    return [Production("r", "met", (), tuple((f"c{number}", "t") for number in range(count - 1)))]


AT_LIMIT: dict[str, tuple[Callable[[int], list[Production]], str | None, int]] = {
    "productions": (many, None, 4_000),
    "tests-at-node": (lambda count: rules(count - 1), None, 500),
    "identical-tests": (lambda count: ways("r", [atoms(1)] * count), "r", 250),
    "fields": (lambda count: [Production("r", "met", atoms(count), ())], "r", 240),
    "patterns": (needs, "r", 16),
    "matched-tests": (lambda count: ways("r", [atoms(1, first=number) for number in range(count)]), "r", 60),
}


@pytest.mark.parametrize("code", AT_LIMIT)
def test_a_limit_holds_up_to_what_is_allowed_and_not_one_further(code: str) -> None:
    build, rule, allowed = AT_LIMIT[code]
    assert check(build(allowed), {}) == ()
    assert check(build(allowed + 1), {}) == (Limit(code, rule, allowed + 1, allowed),)


def test_tests_waiting_are_counted_through_the_branches() -> None:
    assert check(branches(60), {}) == ()
    assert check(branches(61), {}) == (Limit("matched-tests", "r", 61, 60),)


def test_two_values_of_one_field_count_once_as_matched_and_twice_as_tests() -> None:
    assert check(alternatives(120), {}) == ()
    assert check(alternatives(122), {}) == (Limit("matched-tests", "r", 61, 60),)
    assert Limit("tests-at-node", "r", 501, 500) in check(alternatives(501), {})


def test_what_is_said_twice_counts_once() -> None:
    assert check([Production("r", "met", (("a", "t"),), ())] * 5_000, {}) == ()
    assert check([Production("r", "met", (("a", "t"),) * 300, (("c", "t"),) * 20)], {}) == ()


def test_conclusions_count_among_the_tests_at_the_root_and_are_not_limited_in_use() -> None:
    used = [Production(f"rule-{number}", "met", (("a", "t"),), (("c", "t"),)) for number in range(498)]
    assert check(used, {}) == ()
    more = [*used, Production("rule-0", "met", (), (("d", "t"),))]
    assert check(more, {}) == (Limit("tests-at-node", None, 501, 500),)


def test_fields_that_the_c_module_cannot_tell_apart_are_refused() -> None:
    assert fnv("liquid") == fnv("costarring")
    together = [Production("r", "met", (("liquid", "t"),), ()), Production("r", "breached", (("costarring", "f"),), ())]
    assert check(together, {}) == (Limit("field-collision", "r", "costarring", "liquid"),)
    apart = [Production("r", "met", (("liquid", "t"),), ()), Production("s", "met", (("costarring", "t"),), ())]
    assert check(apart, {}) == ()


def test_names_that_only_serve_as_values_may_collide() -> None:
    collide = [Production(name, "met", (("a", "t"),), ((name, "t"),)) for name in ("liquid", "costarring")]
    assert check(collide, {}) == ()


@pytest.mark.parametrize("field", ["rule", "id", "sid", "name", "value", "end", "$nex", "$s", "$anything"])
def test_fields_that_mean_something_to_the_c_module_are_refused(field: str) -> None:
    assert check([Production("r", "met", ((field, "t"),), ())], {}) == (Limit("field-reserved", "r", field, ""),)


@pytest.mark.parametrize(("field", "word"), [("rrgnnis", "name"), ("cbwyefq", "end"), ("xjdbbum", "$lt")])
def test_fields_that_collide_with_a_word_of_the_c_module_are_refused(field: str, word: str) -> None:
    refused = (Limit("field-collision", "r", field, word),)
    assert check([Production("r", "met", ((field, "t"),), ())], {}) == refused


@pytest.mark.parametrize("name", ["", 'a"b', "a\\b", "a\nb", "a\x00b", "område", "\ud800", "a\x7f"])
def test_names_that_do_not_go_into_its_json_are_refused_wherever_they_stand(name: str) -> None:
    refused = Limit("name-characters", None, name, limits.NAME)
    assert check([Production(name, "met", (), ())], {}) == (refused,)
    assert check([Production("r", "met", (), ((name, "t"),))], {}) == (refused,)
    assert check([], {"r": name}) == (refused,)
    assert check([Production("r", "met", ((name, "t"),), ())], {}) == (
        Limit("name-characters", "r", name, limits.NAME),
    )


def test_long_names_are_refused() -> None:
    assert check([Production("x" * 1_000, "met", (), ())], {}) == ()
    assert check([Production("x" * 1_001, "met", (), ())], {}) == (Limit("name-length", None, 1_001, 1_000),)


@pytest.mark.parametrize("value", ["u", "true", ""])
def test_tests_ask_for_true_or_false_only(value: str) -> None:
    refused = (Limit("value", "r", value, "t|f"),)
    assert check([Production("r", "met", (("a", value),), ())], {}) == refused
    assert check([Production("r", "met", (), (("c", value),))], {}) == refused


def test_everything_that_is_wrong_is_said_at_once() -> None:
    wrong = [*needs(17), *rules(500), Production('"', "met", (("liquid", "u"), ("costarring", "t"), ("id", "t")), ())]
    assert {limit.code for limit in check(wrong, {"r": "x" * 1_001})} == {
        *("patterns", "tests-at-node", "name-characters", "value", "field-collision", "field-reserved", "name-length"),
    }


def test_hashes_are_those_of_the_c_module() -> None:
    assert [fnv(""), fnv("a"), fnv("foobar")] == [0x811C9DC5, 0xE40C292C, 0xBF9CF968]
    # As they stand in its source.
    assert (fnv("id"), fnv("sid"), fnv("$lt"), fnv("$nex")) == (926444256, 3593476751, 542787579, 2605470202)
    assert (fnv("$and"), fnv("$i"), fnv("$forward")) == (3746487396, 1622948014, 739185624)


def test_the_words_and_ids_of_the_adapter_do_not_collide() -> None:
    words = (*limits.RESERVED, *limits.OPERATORS)
    assert len({fnv(word) for word in words}) == len(words)
    # Ids are numbers; a fact for each rule and each value of a conclusion is far below this many.
    ids = ["sid-0", *map(str, range(5_000))]
    assert len({fnv(number) for number in ids}) == len(ids)


names = st.text(max_size=5) | st.sampled_from(["a", "liquid", "costarring", "id", "$lt"])
pairs = st.lists(st.tuples(names, names), max_size=4).map(tuple)


@given(
    st.lists(st.builds(Production, names, names, pairs, pairs), max_size=8), st.dictionaries(names, names, max_size=3)
)
def test_whatever_the_names_are_check_answers_and_the_order_does_not_matter(
    productions: list[Production], concludes: dict[str, str]
) -> None:
    codes = {limit.code for limit in check(productions, concludes)}
    assert codes == {limit.code for limit in check(productions[::-1], concludes)}


def test_the_exception_carries_the_limits_across_processes() -> None:
    broken = check([Production("r", "met", (("id", "t"),), ())], {})
    assert pickle.loads(pickle.dumps(LimitBroken(broken))).limits == broken
