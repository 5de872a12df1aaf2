"""Why a decision came out otherwise: the fact, parameter, rule, reading or date that two records of it differ in.

Two traces are walked side by side, only where their values differ; what differs at the end of the way is a cause. It is
told by the records alone, whatever the program has become since.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import zip_longest
from typing import Any, Literal

from engine.decision.deviations import ENTITY
from engine.log.kept import Data, Key
from engine.values.kinds import DATE, One
from facts.vocabulary import vocabulary

OF_DEVIATION = ("regel", "emne", "godkendt", "til")
"""The facts by which an approved deviation holds."""
What = Literal["fact", "subject", "parameter", "rule", "reading", "date", "conclusion", "step", "program"]


@dataclass(frozen=True, slots=True)
class Cause:
    """What differs. `of`: entity, id and field of a fact; rule and name of a parameter or step; values as exact text.

    'rule': texts of an expression, of 'in_force' the period, of 'modality' the modality; 'reading': options of a
    question, None for the one that the rulebook uses; 'step': what the same operands give; 'subject': one that there is
    in one of the records only. `kind`: the name of the values' kind.
    """

    what: What
    of: tuple[str, ...]
    before: str | None
    now: str | None
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two: its decisions, its facts as text, the options chosen, and the hash of the file of each rule."""

    decisions: Mapping[Key, Data]
    fields: Mapping[Key, str]
    chosen: Mapping[str, str] = field(default_factory=dict)
    files: Mapping[str, str] = field(default_factory=dict)
    as_of: str = ""
    version: str = ""


def causes(key: Key, before: Side, now: Side) -> tuple[Cause, ...]:
    """Give why the decision `key`, which both sides have, is not the same; the program itself where all else is."""
    found = tuple(dict.fromkeys(_Walk(before, now).decision(key)))
    return found or (Cause("program", ("klausul",), before.version, now.version),)


@dataclass
class _Walk:
    before: Side
    now: Side
    seen: set[Key] = field(default_factory=set)
    rule: str = ""
    this: tuple[str, str] = ("", "")

    def decision(self, key: Key) -> Iterator[Cause]:
        """Give what differs in a decision and in those that it rests on."""
        if key in self.seen:
            return
        self.seen.add(key)
        one, other = self.before.decisions[key], self.now.decisions[key]
        x, y = one["trace"], other["trace"]
        if x["in_force"] != y["in_force"]:
            periods = _period(x["period"]), _period(y["period"])
            same = periods[0] == periods[1]
            yield self.date() if same else Cause("rule", (key[0], "in_force"), *periods)
            return
        if one["modality"] != other["modality"]:
            yield Cause("rule", (key[0], "modality"), one["modality"], other["modality"])
        yield from self.deviation(one["deviation"], other["deviation"])
        outer = self.rule, self.this
        self.rule, self.this = key[0], key[1:]
        pairs = [(x["when"], y["when"]), (x["require"], y["require"]), *zip_longest(x["unless"], y["unless"])]
        for before, now in pairs:
            yield from self.steps(before, now, key[1:])
        self.rule, self.this = outer

    def deviation(self, x: Data | None, y: Data | None) -> Iterator[Cause]:
        """Give why an approved deviation holds on one side only: it is new or gone, or its days or the date differ."""
        if bool(x and x["holds"]) == bool(y and y["holds"]):
            return
        for id_ in sorted({each["id"] for each in (x, y) if each and each["holds"]}):
            ref = (ENTITY, id_)
            keys = [(*ref, name) for name in OF_DEVIATION]
            found = [*self.member(ref)] or [self.fact(key) for key in keys if self.differs(key)]
            yield from found or [self.date()]

    def steps(self, x: Data | None, y: Data | None, base: tuple[str, str]) -> Iterator[Cause]:
        """Give what differs between two steps; `base` is the subject that bare names are of."""
        if x is None or y is None:
            if x is not y:
                before, now = (_one_line(step["text"]) if step else None for step in (x, y))
                yield Cause("rule", (self.rule, ""), before, now)
            return
        if x["value"] == y["value"]:
            return
        if _one_line(x["text"]) != _one_line(y["text"]):
            yield from self.text(_one_line(x["text"]), _one_line(y["text"]))
        elif "concluded_by" in x and "concluded_by" in y and x["subject"] == y["subject"]:
            yield from self.conclusion(x, y)
        elif _is_leaf(x) and _is_leaf(y):
            yield self.leaf(x, y, base)
        else:
            below = [*self.operands(x, y, base), *self.elements(x, y)]
            of = (self.rule, _one_line(x["text"]))
            yield from below or [Cause("step", of, x["value"], y["value"], x["kind"])]

    def operands(self, x: Data, y: Data, base: tuple[str, str]) -> Iterator[Cause]:
        """Give what differs in the operands of a step."""
        for one, other in zip_longest(x.get("operands", ()), y.get("operands", ())):
            yield from self.steps(one, other, base)

    def text(self, x: str, y: str) -> Iterator[Cause]:
        """Say whether another text of an expression is another reading, or another rule."""
        files = self.before.files.get(self.rule), self.now.files.get(self.rule)
        questions = sorted({*self.before.chosen, *self.now.chosen})
        others = [q for q in questions if self.before.chosen.get(q) != self.now.chosen.get(q)]
        if files[0] == files[1] and others:
            of_area = [q for q in others if q.split("/")[0] == self.rule.split("/")[0]]
            for question in of_area or others:
                yield Cause("reading", (question,), self.before.chosen.get(question), self.now.chosen.get(question))
        else:
            yield Cause("rule", (self.rule, ""), x, y)

    def conclusion(self, x: Data, y: Data) -> Iterator[Cause]:
        """Give why a conclusion that a decision rests on was drawn otherwise."""
        key = (x["concluded_by"]["rule"], x["subject"]["type"], x["subject"]["id"])
        if key in self.before.decisions and key in self.now.decisions:
            yield from self.decision(key)
        else:
            yield Cause("conclusion", key, x["concluded_by"]["outcome"], y["concluded_by"]["outcome"])

    def leaf(self, x: Data, y: Data, base: tuple[str, str]) -> Cause:
        """Give what a leaf that is not the same stands for."""
        text = _one_line(x["text"])
        if text == "as_of":
            return self.date()
        if "subject" not in x and "missing" not in x:
            return Cause("parameter", (self.rule, text), x["value"], y["value"], x["kind"])
        *way, name = text.split(".")
        if way and way[0] == "this":
            base, way = self.this, way[1:]
        for step in way:
            key = (*base, step)
            if self.differs(key):
                return self.fact(key)
            target = self.before.fields.get(key)
            kind = _kind(base[0], step)
            if target is None or not isinstance(kind, One):
                break
            base = (kind.entity, target)
        at = x.get("subject") or y.get("subject") or {"type": base[0], "id": base[1]}
        return self.fact((at["type"], at["id"], name))

    def differs(self, key: Key) -> bool:
        """Say whether a fact is not the same."""
        return self.before.fields.get(key) != self.now.fields.get(key)

    def date(self) -> Cause:
        """Give the date that is judged by."""
        return Cause("date", (), self.before.as_of, self.now.as_of, DATE.name)

    def fact(self, key: Key) -> Cause:
        """Give a fact that is not the same."""
        kind = _kind(key[0], key[2])
        return Cause("fact", key, self.before.fields.get(key), self.now.fields.get(key), kind.name if kind else "")

    def elements(self, x: Data, y: Data) -> Iterator[Cause]:
        """Give what differs between the subjects that an expression goes over."""
        ones, others = ({_ref(e["subject"]): e for e in side.get("elements", ())} for side in (x, y))
        for ref in sorted({*ones, *others}):
            one, other = ones.get(ref), others.get(ref)
            if one is None or other is None:
                yield from self.member(ref)
                continue
            if one["belongs"] != other["belongs"] and one["where"] is None:
                yield from self.member(ref)
            for part in ("where", "value"):
                yield from self.steps(one[part], other[part], ref)

    def member(self, ref: tuple[str, str]) -> Iterator[Cause]:
        """Say why a subject is among others in one of the records only: it is not there, or refers elsewhere."""
        there = [any(key[:2] == ref for key in side.fields) for side in (self.before, self.now)]
        if there[0] != there[1]:
            yield Cause("subject", ref, "true" if there[0] else None, "true" if there[1] else None)
            return
        names = sorted({key[2] for side in (self.before, self.now) for key in side.fields if key[:2] == ref})
        for name in names:
            key = (*ref, name)
            if isinstance(_kind(ref[0], name), One) and self.differs(key):
                yield self.fact(key)


def _is_leaf(step: Data) -> bool:
    return "operands" not in step and "elements" not in step


def _kind(entity: str, name: str) -> Any:
    known = vocabulary().entities.get(entity)
    return known.fields[name].kind if known and name in known.fields else None


def _ref(ref: Data) -> tuple[str, str]:
    return ref["type"], ref["id"]


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _period(period: Data) -> str:
    return f"{period['from'] or ''}..{period['to'] or ''}"
