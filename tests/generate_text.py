"""Random expressions of the rule language as text, of the kind that is asked for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from random import Random

from engine.values.kinds import DATE, DAYS, MONEY, MONTHS, NUMBER, SHARE, TEXT, TRUTH, Choice, Kind, Many, One, SetOf
from engine.values.vocabulary import Vocabulary

LITERALS = {
    TRUTH: ["true", "false"],
    NUMBER: ["0", "1", "2", "5", "0.5", "2017", "1000000000000"],
    MONEY: ["0 kr", "1 kr", "0.01 kr", "0.005 kr", "1234.50 kr"],
    SHARE: ["0 %", "5 %", "6.1 %", "6.1000001 %", "100 %"],
    DATE: ["2016-02-29", "2017-01-31", "2014-01-01", "9999-12-31", "as_of"],
    DAYS: ["0 days", "1 day", "14 days", "99999 days"],
    MONTHS: ["1 month", "12 months", "4 years"],
    TEXT: ['"a  b"', '"a b"', '"a"'],
}
FORMS = {
    NUMBER: ["n + n", "n - n", "n * n", "n / 2", "n / 3", "n * s", "n / s", "year(d)", "election_period(d)"],
    MONEY: ["m + m", "m - m", "m * n", "m * s", "m / n", "m / s", "s * m"],
    SHARE: ["m / m", "abs(n) / abs(n)", "s + s", "s - s", "s * s", "y / abs(y)", "n * s / abs(n) * s"],
    DATE: [
        "d + y",
        "d - y",
        "d + u",
        "d - u",
        "end_of_month(d)",
        "start_of_year(n)",
        "start_of_year(election_period(d) + 4)",
    ],
    DAYS: ["d - d", "y + y"],
    MONTHS: ["u + u", "u - u"],
}
KINDS = {"n": NUMBER, "m": MONEY, "s": SHARE, "d": DATE, "y": DAYS, "u": MONTHS}
LEFT = ("unclear", "incomplete", "pending")
JOINED = {
    "leaf": "{}",
    "not": "not {}",
    "and": "{} and {}",
    "or": "{} or {}",
    "all": "{} and {} and {}",
    "some": "{} or {} or {}",
    "if": "if {} then {} else {}",
}
CONDITIONS = [
    "leaf",
    "not",
    "and",
    "or",
    "all",
    "some",
    "if",
    "over",
    "over",
    "same",
    "choice",
    "set",
    *["compare"] * 4,
]
ORDER = ["=", "!=", "<", "<=", ">", ">="]


@dataclass(frozen=True)
class Names:
    """What an expression may name: the entities at each level, parameters, conclusions, terms by kind."""

    vocabulary: Vocabulary
    levels: tuple[str, ...]
    parameters: Mapping[str, Kind]
    conclusions: frozenset[tuple[str, str]]
    terms: Mapping[str, Kind]

    def of_kind(self, kind: Kind) -> list[str]:
        """Give every name of a kind."""
        found = [name for name, each in self.parameters.items() if each == kind]
        found += [f"this.{name}" if len(self.levels) > 1 else name for name, each in self.terms.items() if each == kind]
        found += self._reached(self.levels[-1], "", kind)
        return found + (self._reached(self.levels[0], "this.", kind) if len(self.levels) > 1 else [])

    def _reached(self, entity: str, path: str, kind: Kind) -> list[str]:
        found: list[str] = []
        for name, each in self.vocabulary.entities[entity].fields.items():
            if each.kind == kind:
                found.append(path + name)
            if isinstance(each.kind, One):
                found += self._reached(each.kind.entity, f"{path}{name}.", kind)
        return found + [path + name for of, name in self.conclusions if of == entity and kind == TRUTH]

    def collections(self) -> list[tuple[str, str]]:
        """Give every path of relations to a collection, with the entity it leads to."""
        starts = [("", self.levels[-1])] + ([("this.", self.levels[0])] if len(self.levels) > 1 else [])
        found = []
        for path, entity in starts:
            for name, one in self.vocabulary.entities[entity].fields.items():
                if isinstance(one.kind, One | Many):
                    inner = self.vocabulary.entities[one.kind.entity].fields
                    found += [(path + name, one.kind.entity)] if isinstance(one.kind, Many) else []
                    found += [
                        (f"{path}{name}.{then}", two.kind.entity)
                        for then, two in inner.items()
                        if isinstance(two.kind, Many) or (isinstance(two.kind, One) and isinstance(one.kind, Many))
                    ]
        return found


def expression(random: Random, kind: Kind, names: Names, depth: int) -> str:
    """Give an expression of a figure's kind, a date or a truth value."""
    if kind == TRUTH:
        return condition(random, names, depth)
    if depth <= 0 or random.random() < 0.25:
        return _leaf(random, kind, names)
    forms = ["form"] * 5 + ["if", "choose", "choose", "over", "over"] + (["abs", "minus"] if kind.is_figure else [])
    form = random.choice(forms)
    if form == "if":
        test, then, other = (
            condition(random, names, depth - 1),
            *(expression(random, kind, names, depth - 1) for _ in "12"),
        )
        return f"(if {test} then {then} else {other})"
    if form == "over" and (found := _aggregate(random, kind, names, depth)):
        return found
    if form == "choose":
        of = ", ".join(expression(random, kind, names, depth - 1) for _ in range(random.choice([2, 2, 3])))
        return f"{random.choice(['min', 'max'])}({of})"
    if form in ("abs", "minus"):
        return ("abs({})" if form == "abs" else "(-{})").format(expression(random, kind, names, depth - 1))
    parts = random.choice(FORMS[kind]).replace("(", " ( ").replace(")", " ) ").split(" ")
    parts = [expression(random, KINDS[part], names, depth - 1) if part in KINDS else part for part in parts]
    return f"({' '.join(parts)})"


def _leaf(random: Random, kind: Kind, names: Names) -> str:
    known = names.of_kind(kind)
    if known and (random.random() < 0.8 or kind not in LITERALS):
        return random.choice(known)
    return random.choice(LITERALS[kind])


def _aggregate(random: Random, kind: Kind, names: Names, depth: int) -> str | None:
    functions = ["count"] * (kind == NUMBER) + ["sum"] * kind.is_figure + ["min", "max"] * (kind != TRUTH)
    functions = ["any", "all"] if kind == TRUTH else functions
    collections = names.collections()
    if not collections or len(names.levels) > 2:
        return None
    path, entity = random.choice(collections)
    inner = replace(names, levels=(*names.levels, entity))
    function = random.choice(functions)
    where = f" where {condition(random, inner, depth - 1)}" if random.random() < 0.6 else ""
    if function == "count":
        return f"count({path}{where})"
    return f"{function}({expression(random, kind, inner, depth - 1)} over {path}{where})"


def condition(random: Random, names: Names, depth: int) -> str:
    """Give a condition."""
    if depth <= 0:
        return random.choice(LEFT) if random.random() < 0.03 else _leaf(random, TRUTH, names)
    form = random.choice(CONDITIONS)
    if form in ("choice", "set") and (found := _chosen(random, names, form)):
        return found
    if form == "over" and (found := _aggregate(random, TRUTH, names, depth)):
        return found
    if form == "same":
        kind: Kind = random.choice([TRUTH, TEXT, *(k for k in _relations(names) if len(names.of_kind(k)) > 1)])
        one, other = (
            _leaf(random, kind, names) if kind != TRUTH else condition(random, names, depth - 1) for _ in "12"
        )
        return f"({one} {random.choice(['=', '!='])} {other})"
    if form not in JOINED:
        return _compared(random, names, depth)
    parts = [condition(random, names, depth - 1) for _ in range(3)]
    return f"({JOINED[form].format(*parts)})"


def _compared(random: Random, names: Names, depth: int) -> str:
    kind = random.choice([NUMBER, NUMBER, MONEY, MONEY, SHARE, SHARE, DATE, DATE, DAYS, MONTHS])
    one, other = (expression(random, kind, names, depth - 1) for _ in "12")
    if kind == NUMBER and random.random() < 0.1:
        return f"({one} in {{{other}, {_leaf(random, kind, names)}}})"
    return f"({one} {random.choice(ORDER)} {other})"


def _relations(names: Names) -> list[Kind]:
    fields = names.vocabulary.entities[names.levels[-1]].fields.values()
    return [each.kind for each in fields if isinstance(each.kind, One)]


def _chosen(random: Random, names: Names, form: str) -> str | None:
    fields = [each.kind for entity in names.vocabulary.entities.values() for each in entity.fields.values()]
    kinds = [kind for kind in fields if isinstance(kind, Choice if form == "choice" else SetOf)]
    known = names.of_kind(kinds[0]) if kinds else []
    if not known:
        return None
    of = kinds[0].of if isinstance(kinds[0], SetOf) else kinds[0]
    assert isinstance(of, Choice)
    listed = "{" + ", ".join(random.sample(of.members, random.choice([1, 2]))) + "}"
    name = random.choice(known)
    if form == "set":
        return f"({name} {random.choice(['within', 'overlaps'])} {random.choice([listed, *known])})"
    tests = [f"= {random.choice(of.members)}", f"!= {random.choice(known)}", f"in {listed}", f"not in {listed}"]
    return f"({name} {random.choice(tests)})"
