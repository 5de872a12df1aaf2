"""Code that settles all conditions of a subject, each guarded: unknown where a fact it needs is missing.

The guards are plain Python, made once: the cheapest way to give a two-valued engine a third value.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

from benchmarks.peers.glue import CONDITIONS, Truth
from benchmarks.subjects import Flat
from benchmarks.vocabulary import KINDS

Truths = Callable[[Flat, Any], tuple[Truth, ...]]
DIVISORS = {
    "andre": ("pladser",),
    "overhead": ("direkte_omkostninger",),
    "reduktion": ("takst_2014",),
    "efterregnet": ("pladser", "dage", "belaegning"),
}
"""What a condition divides by in Klausul: where it is zero, the condition is unknown."""


def needs(text: str) -> tuple[str, ...]:
    """Give the facts that a condition names."""
    return tuple(name for name in dict.fromkeys(re.findall(r"\w+", text)) if name in KINDS)


def used(conditions: Mapping[str, str]) -> frozenset[str]:
    """Give the facts that an engine is asked about: a condition that is a fact itself needs no engine."""
    return frozenset(name for text in conditions.values() if text not in KINDS for name in needs(text))


def truths(conditions: Mapping[str, str], call: Callable[[str], Callable[[Any], bool]] | None = None) -> Truths:
    """Give the function of a subject's facts and an engine's context that settles every condition.

    `call` makes the engine's own function of a condition's text; without it the text is Python.
    """
    every = dict.fromkeys(name for text in conditions.values() for name in needs(text))
    lines = ["def settle(facts, context):", *(f"    {name} = facts[{name!r}]" for name in every)]
    namespace: dict[str, Any] = {}
    for index, name in enumerate(CONDITIONS):
        text = conditions[name]
        if text in KINDS:
            lines.append(f"    c{index} = {text}")
            continue
        unless = [*(f"{fact} is None" for fact in needs(text)), *(f"{fact} == 0" for fact in DIVISORS.get(name, ()))]
        if call:
            namespace[f"f{index}"] = call(text)
            text = f"f{index}(context)"
        lines.append(f"    c{index} = None if {' or '.join(unless)} else {text}")
    lines.append(f"    return ({', '.join(f'c{index}' for index in range(len(CONDITIONS)))})")
    exec("\n".join(lines), namespace)
    settle: Truths = namespace["settle"]
    return settle


def null_guarded(conditions: Mapping[str, str], either: str) -> str:
    """Give one list expression of all conditions with the guards in the engine's own language; `either` is its or."""
    items = []
    for name in CONDITIONS:
        text = conditions[name]
        unless = [*(f"{fact} == null" for fact in needs(text)), *(f"{fact} == 0" for fact in DIVISORS.get(name, ()))]
        items.append(text if text in KINDS else f"({f' {either} '.join(unless)} ? null : {text})")
    return f"[{', '.join(items)}]"
