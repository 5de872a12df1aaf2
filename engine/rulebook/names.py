"""Names of one rule file: well formed, and each meaning one thing only."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from engine.language.scope import RESERVED
from engine.language.slips import spelt
from engine.rulebook.format import RuleFileFormat
from engine.rulebook.parts import Parts, Path
from engine.source.problem import Place, Problem, shown
from engine.source.text import Text
from engine.values.vocabulary import Vocabulary

RULE_NAME = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
NAME = re.compile(r"[a-z][a-z0-9_]*")
FIELD, PARAMETER, TERM = Text("et felt", "a field"), Text("en parameter", "a parameter"), Text("et udtryk", "a term")
CONCLUSION = Text("en konklusion", "a conclusion")
ANOTHER = Text("et andet navn", "another name")


def check_names(
    parts: Parts, model: RuleFileFormat, vocabulary: Vocabulary, concluded: Mapping[tuple[str, str], str]
) -> None:
    """Keep a problem for each name that is malformed, and for each that means something else already."""
    for name in model.rules:
        _check_rule_name(parts, name)
    subjects = {model.subject, *(rule.subject for rule in model.rules.values() if rule.subject)}
    own: dict[str, Text] = {}
    for name, path, what in _names(model):
        place = parts.place(path) if what == CONCLUSION else parts.key_place(path)
        about = {model.rules[str(path[1])].subject or model.subject} if what == CONCLUSION else subjects
        taken = own.get(name) if what != CONCLUSION else None
        taken = taken or _taken(name, about, vocabulary, concluded, what)
        if not NAME.fullmatch(name):
            parts.problems.append(_malformed(name, place))
        elif name in RESERVED:
            message = Text(
                f"{shown(name)} er et af sprogets egne ord", f"{shown(name)} is one of the language's own words"
            )
            parts.problems.append(Problem("name-taken", place, message, ANOTHER))
        elif taken is not None:
            message = Text(f"{shown(name)} er allerede {taken.da}", f"{shown(name)} is already {taken.en}")
            parts.problems.append(Problem("name-taken", place, message, ANOTHER))
        if what != CONCLUSION:
            own.setdefault(name, what)


def _names(model: RuleFileFormat) -> Iterator[tuple[str, Path, Text]]:
    for name in model.parameters:
        yield name, ("parameters", name), PARAMETER
    for name in model.terms:
        yield name, ("terms", name), TERM
    for name, rule in model.rules.items():
        if rule.concludes is not None:
            yield rule.concludes, ("rules", name, "concludes"), CONCLUSION


def _taken(
    name: str, subjects: set[str], vocabulary: Vocabulary, concluded: Mapping[tuple[str, str], str], what: Text
) -> Text | None:
    """Say what a name means already of one of the subjects."""
    for subject in sorted(subjects):
        if subject in vocabulary.entities and name in vocabulary.entities[subject].fields:
            return Text(f"{FIELD.da} på {subject}", f"{FIELD.en} of {subject}")
        if what != CONCLUSION and (rule := concluded.get((subject, name))):
            return Text(f"{CONCLUSION.da} om {subject} ({rule})", f"{CONCLUSION.en} of {subject} ({rule})")
    return None


def _malformed(name: str, place: Place) -> Problem:
    message = Text(f"{shown(name)} kan ikke være et navn", f"{shown(name)} cannot be a name")
    likely = re.sub(r"[^a-z0-9]+", "_", spelt(name).lower()).strip("_")
    expected = Text("små bogstaver a-z, tal og _, først et bogstav", "small letters a-z, digits and _, first a letter")
    return Problem("name", place, message, expected, likely if NAME.fullmatch(likely) else None)


def _check_rule_name(parts: Parts, name: str) -> None:
    if RULE_NAME.fullmatch(name):
        return
    likely = re.sub(r"[^a-z0-9]+", "-", spelt(name).lower()).strip("-")
    message = Text(f"{shown(name)} kan ikke være en regels navn", f"{shown(name)} cannot be a rule's name")
    expected = Text("små bogstaver a-z, tal og -", "small letters a-z, digits and -")
    suggestion = likely if RULE_NAME.fullmatch(likely) else None
    parts.problems.append(Problem("rule-name", parts.key_place(("rules", name)), message, expected, suggestion))
