"""What durable_rules can carry: the limits that productions must keep to before they are loaded.

The C module checks next to nothing; past a limit it reports an error for some facts, hangs, crashes or answers wrongly.
So everything is counted here, beforehand, on the productions alone. Pure: nothing is imported from the C module.

How productions become a network (`engine.inference.durable` builds exactly this): subject facts are first told apart by
their rule, so one node per rule hangs under the root; below it the atoms of a production, sorted, are a path of nodes,
and productions with the same first atoms share them. The names of conclusions hang under the root too.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

PRODUCTIONS = 4_000
"""Productions in an engine. The C module holds 4,096 rules, of which the end marker is one."""
NODE_TESTS = 500
"""Distinct tests at one node. At 512 its table is full, and looking something up in it never ends."""
MATCHED = 60
"""Tests that wait to be followed for one fact. The C module's stack holds 64; past it the fact is refused."""
IDENTICAL = 250
"""Productions at one identical test. The list has 256 places, and its end is only found by an empty one."""
FIELDS = 240
"""Fields in a subject fact, beside its rule, id and sid. The C module refuses a fact at its 255th."""
PATTERNS = 16
"""Patterns in a production: its subject fact and its conclusions. Exactly what a frame of the C module holds."""
NAME_BYTES = 1_000
"""Bytes in a name. From 65,536 on, lengths are taken modulo 65,536; no name that a person writes comes near."""
NAME = r"[ !#-\[\]-~]+"
"""Names are printable ASCII without quote and backslash: nothing to escape in JSON, one hash on every processor."""
VALUES = ("t", "f")
"""The values that a test can ask for."""
RESERVED = ("rule", "id", "sid", "name", "value", "end")
"""Fields that the adapter and the C module use themselves."""
OPERATORS = (
    *("$lt", "$lte", "$gt", "$gte", "$eq", "$neq", "$mt", "$imt", "$iall", "$iany", "$ex", "$nex", "$or", "$and"),
    *("$m", "$s", "$i", "$forward"),
)
"""Words that the C module reads as operators or adds to facts; it knows them, too, only by their hash."""

Test = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Production:
    """One way in which one rule is settled: when all its tests hold, the rule is settled as `settles`.

    `rule` is the rule's id; it tells the rule's subject fact from the others. `settles` is what: 'met', 'true', ...
    `atoms` are tests on that fact: (field, 't' or 'f'); with none, the fact alone is enough. `conclusions` are the
    conclusion facts that must be there: (name, 't' or 'f'). Neither order nor repetition of tests means anything.
    """

    rule: str
    settles: str
    atoms: tuple[Test, ...]
    conclusions: tuple[Test, ...]


@dataclass(frozen=True, slots=True)
class Limit:
    """One limit that is broken: which (`code`), by which rule (None: by all together), what was found, what is allowed.

    For a name the two are the name and what it must match, or the other name that it cannot be told apart from.
    """

    code: str
    rule: str | None
    found: int | str
    allowed: int | str


class LimitBroken(Exception):  # noqa: N818 - it carries all limits broken, not one error
    """Productions that durable_rules cannot carry; `limits` holds every limit that they break."""

    def __init__(self, limits: tuple[Limit, ...]) -> None:
        super().__init__(limits)
        self.limits = limits


def check(productions: Sequence[Production], concludes: Mapping[str, str]) -> tuple[Limit, ...]:
    """Every limit that the productions, and the conclusions that their rules assert, break; empty if none."""
    rules: dict[str, list[Production]] = defaultdict(list)
    for production in dict.fromkeys(productions):
        rules[production.rule].append(production)
    everything = [production for group in rules.values() for production in group]
    names = dict.fromkeys(name for production in everything for name, _ in production.conclusions)
    found = [
        Limit("productions", None, len(everything), PRODUCTIONS),
        Limit("tests-at-node", None, len(rules) + len(names) + 1, NODE_TESTS),
    ]
    for rule, group in rules.items():
        found += _rule(rule, group)
    broken = [limit for limit in found if isinstance(limit.found, str) or limit.found > int(limit.allowed)]
    return (*broken, *_names((*rules, *concludes, *names, *concludes.values())))


def tests(pairs: Iterable[Test]) -> tuple[Test, ...]:
    """The tests in the one order in which they are loaded, each once: a repeated conclusion would never match."""
    return tuple(sorted(set(pairs)))


def fnv(name: str) -> int:
    """The hash by which the C module knows a field or an id: 32-bit FNV-1a of an ASCII name."""
    value = 0x811C9DC5
    for byte in name.encode(errors="replace"):
        value = (value ^ byte) * 16_777_619 & 0xFFFF_FFFF
    return value


def _rule(rule: str, group: Sequence[Production]) -> Iterator[Limit]:
    """The counts of one rule, broken or not, and the words in it that cannot be used."""
    fields = dict.fromkeys(field for production in group for field, _ in production.atoms)
    yield Limit("fields", rule, len(fields), FIELDS)
    yield Limit("patterns", rule, 1 + max(len(set(production.conclusions)) for production in group), PATTERNS)
    at_node, identical, matched = _network(group)
    yield Limit("tests-at-node", rule, at_node, NODE_TESTS)
    yield Limit("identical-tests", rule, identical, IDENTICAL)
    yield Limit("matched-tests", rule, matched, MATCHED)

    asked = {value for production in group for _, value in (*production.atoms, *production.conclusions)}
    for value in sorted(asked.difference(VALUES)):
        yield Limit("value", rule, value, "|".join(VALUES))
    known = {fnv(word): word for word in (*RESERVED, *OPERATORS)}
    for field in fields:
        other = known.setdefault(fnv(field), field)
        if field in RESERVED or field.startswith("$"):
            yield Limit("field-reserved", rule, field, "")
        elif other != field:
            yield Limit("field-collision", rule, field, other)
    for limit in _names(fields):
        yield Limit(limit.code, rule, limit.found, limit.allowed)


def _network(group: Sequence[Production]) -> tuple[int, int, int]:
    """Of one rule's nodes: most distinct tests, most productions ending at one, most matched tests waiting at once."""
    children: list[dict[Test, int]] = [{}]
    ends: list[int] = [0]
    for production in group:
        node = 0
        for test in tests(production.atoms):
            if test not in children[node]:
                children[node][test] = len(children)
                children.append({})
                ends.append(0)
            node = children[node][test]
        ends[node] += 1
    # A fact has one value for a field, so per field at most one test matches. All matches of a node are put on the
    # stack; each is taken off before its own are put on. Children follow their parent, so the deepest come first here.
    waiting = [0] * len(children)
    for node in reversed(range(len(children))):
        matches = len({field for field, _ in children[node]})
        deepest = max((waiting[child] for child in children[node].values()), default=0)
        waiting[node] = max(matches, matches - 1 + deepest)
    return max(map(len, children)), max(ends), waiting[0]


def _names(names: Iterable[str]) -> Iterator[Limit]:
    """The names that are too long or hold a character that the C module cannot be given."""
    for name in dict.fromkeys(names):
        if not re.fullmatch(NAME, name):
            yield Limit("name-characters", None, name, NAME)
        if len(name.encode(errors="replace")) > NAME_BYTES:
            yield Limit("name-length", None, len(name), NAME_BYTES)
