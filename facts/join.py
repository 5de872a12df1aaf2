"""One subject from several places: rows of different sheets with the same id say what is known of it together."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from engine.source.problem import Place, Problem, shown
from engine.source.text import Text
from engine.source.tree import Mapping, Node, Scalar, find, plain
from engine.values.kinds import Value
from facts.entities import MODELS
from facts.entities.fact import Fact
from facts.entities.fault import Fault, Faulty, about

Ids = dict[str, dict[str, Place]]
"""By entity and id, where the subject is first spoken of."""


@dataclass(frozen=True, slots=True)
class Entry:
    """What a document says of one subject, as it stands there."""

    entity: str
    node: Mapping

    @property
    def id(self) -> str | None:
        """Give the id as it stands, or None where there is none."""
        node = self.node.entries.get("id")
        return node.text if isinstance(node, Scalar) and not node.is_null else None


@dataclass(frozen=True, slots=True)
class Joined:
    """The entries with those of one subject made one, where each subject is spoken of, and what does not fit."""

    entries: list[Entry]
    ids: Ids
    problems: list[Problem]


def joined(entries: Iterable[Entry]) -> Joined:
    """Join entries of one subject that stand in different sheets. An id that stands again in one place is a problem."""
    found = Joined([], {entity: {} for entity in MODELS}, [])
    first = dict[tuple[str, str], int]()
    for entry in sorted(entries, key=lambda entry: entry.node.place.order):
        id_ = entry.id
        if id_ is None:
            found.entries.append(entry)
            continue
        at = first.setdefault((entry.entity, id_), len(found.entries))
        if at == len(found.entries):
            found.entries.append(entry)
            found.ids[entry.entity][id_] = entry.node.entries["id"].place
        elif _apart(found.entries[at], entry):
            found.problems.extend(_differences(found.entries[at], entry))
            found.entries[at] = _both(found.entries[at], entry)
        else:
            found.problems.append(_double(entry, id_, found.ids[entry.entity][id_]))
            found.entries.append(entry)
    return found


def _apart(one: Entry, other: Entry) -> bool:
    """Say whether two entries of one id belong together: one of them is a row, and they stand in different sheets."""
    sheets = {_sheet(node) for node in (one.node, *one.node.entries.values())}
    return _sheet(other.node) not in sheets and (other.node.place.sheet is not None or one.node.place.sheet is not None)


def _sheet(node: Node) -> tuple[str, str | None]:
    return node.place.file, node.place.sheet


def _both(one: Entry, other: Entry) -> Entry:
    """Give what two entries say together; where both do, the first."""
    entries, keys = dict(one.node.entries), dict(one.node.keys)
    for name, node in other.node.entries.items():
        if name not in entries or _nothing(entries[name]):
            entries[name], keys[name] = node, other.node.keys[name]
    return Entry(one.entity, Mapping(entries, keys, one.node.place))


def _differences(one: Entry, other: Entry) -> Iterator[Problem]:
    facts = MODELS[one.entity].facts()
    for name, node in other.node.entries.items():
        first = one.node.entries.get(name)
        if first is None or _nothing(first) or _nothing(node) or plain(first) == plain(node):
            continue
        if name not in facts:  # that is a problem already
            continue
        fact = facts[name]
        try:
            kept = fact.parse(plain(node), {})
        except Faulty as error:
            yield from problems_of(error.faults, other.node, name)
            continue
        if kept != _kept(one, name):
            yield _contradiction(fact, first, node)


def _kept(entry: Entry, name: str) -> Value | None:
    try:
        return MODELS[entry.entity].facts()[name].parse(plain(entry.node.entries[name]), {})
    except Faulty:
        return None


def problems_of(faults: Iterable[Fault], node: Mapping, name: str) -> Iterator[Problem]:
    """Give the problems that faults of a field are, each where it stands."""
    for fault in faults:
        path = (name,) if fault.at is None else (name, fault.at)
        place = find(node, path)[0].place
        yield Problem(fault.code, place, fault.message, fault.expected, fault.suggestion)


def _contradiction(fact: Fact, first: Node, node: Node) -> Problem:
    here, there = _shown(node), _shown(first)
    da, en = f"her står {here}, men {there} i {first.place}", f"found {here}, but {there} in {first.place}"
    if fact.sensitive:
        da, en = f"her står noget andet end i {first.place}", f"found something else than in {first.place}"
    message = about(fact.label, da, en)
    return Problem("two-values", node.place, message, Text("samme værdi begge steder", "the same value in both places"))


def _shown(node: Node) -> str:
    given = plain(node)
    return shown(", ".join(map(str, given)) if isinstance(given, list) else str(given))


def _nothing(node: Node) -> bool:
    return isinstance(node, Scalar) and node.is_null


def _double(entry: Entry, id_: str, first: Place) -> Problem:
    message = Text(
        f"{entry.entity} {shown(id_)} står to gange (først i {first})",
        f"{entry.entity} {shown(id_)} stands twice (first in {first})",
    )
    place = entry.node.entries["id"].place
    return Problem("double-id", place, message, Text("et id for hver", "an id for each"))
