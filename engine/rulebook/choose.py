"""Choosing readings: rules as they read by other options of their open questions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from engine.language.nodes import with_terms
from engine.rulebook.model import Reading, Rule, Rulebook
from engine.source.problem import Place, Problem, Problems, closest, shown
from engine.source.text import Text, same


def read_by(rule: Rule, chosen: Mapping[str, str]) -> Rule:
    """Give a rule as it reads by these options, by the id of their reading; other readings stay as they are."""
    readings = tuple(replace(reading, chosen=chosen.get(reading.id, reading.chosen)) for reading in rule.readings)
    if readings == rule.readings:
        return rule
    terms = {name: body for r in readings for name, body in r.option(r.chosen).terms.items()}
    return replace(
        rule,
        when=rule.when and with_terms(rule.when, terms),
        unless=tuple(replace(exemption, test=with_terms(exemption.test, terms)) for exemption in rule.unless),
        require=rule.require and with_terms(rule.require, terms),
        readings=readings,
    )


def choose(rulebook: Rulebook, wanted: Sequence[tuple[str, str]]) -> Rulebook:
    """Give the rulebook with its rules read by the options `wanted`, as pairs of a rule's id and an option's name.

    A question is read alike by all rules that share it. Raises Problems, at --reading.
    """
    problems: list[Problem] = []
    chosen: dict[str, str] = {}
    for id_, option in wanted:
        reading = _asked(rulebook, id_, option, problems)
        if reading is not None and chosen.setdefault(reading.id, option) != option:
            message = Text(
                f"{id_}: både {chosen[reading.id]} og {option}", f"{id_}: both {chosen[reading.id]} and {option}"
            )
            expected = Text("én læsning af hvert spørgsmål", "one reading of each question")
            problems.append(Problem("two-readings", Place("--reading"), message, expected))
    if problems:
        raise Problems(problems)
    return chosen_of(rulebook, chosen)


def chosen_of(rulebook: Rulebook, chosen: Mapping[str, str]) -> Rulebook:
    """Give the rulebook with its rules read by these options, by the id of their reading."""
    return replace(rulebook, rules={id_: read_by(rule, chosen) for id_, rule in rulebook.rules.items()})


def _asked(rulebook: Rulebook, id_: str, option: str, problems: list[Problem]) -> Reading | None:
    place = Place("--reading")
    rule = rulebook.rules.get(id_)
    if rule is None:
        message = Text(f"ingen regel hedder {shown(id_)}", f"no rule is named {shown(id_)}")
        expected = Text("en regel fra 'klausul rules list'", "a rule of 'klausul rules list'")
        problems.append(Problem("unknown-rule", place, message, expected, closest(id_, rulebook.rules)))
        return None
    known = {known.name: reading for reading in rule.readings for known in reading.options}
    if option not in known:
        message = Text(f"{id_} har ingen læsning {shown(option)}", f"{id_} has no reading {shown(option)}")
        if not known:
            message = Text(f"{id_} har ingen åbne læsninger", f"{id_} has no open readings")
        suggestion = closest(option, known)
        options = None if suggestion or not known else same(", ".join(sorted(known)))
        problems.append(Problem("unknown-option", place, message, options, suggestion))
    return known.get(option)
