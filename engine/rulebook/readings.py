"""Open readings: what a text leaves open is a question with options; an option says what terms stand for by it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

from engine.language.check import check
from engine.language.nodes import Node, Term, walk
from engine.language.scope import Scope
from engine.language.words import named
from engine.rulebook.format import ReadingFormat, RuleFileFormat
from engine.rulebook.model import Option, Reading, Rule
from engine.rulebook.names import RULE_NAME
from engine.rulebook.parts import Parts, Path
from engine.source.problem import Place, Problem, Problems, closest, shown
from engine.source.text import Text
from engine.source.tree import Scalar
from engine.source.validate import listed

LETTERS = Text("små bogstaver a-z, tal og -", "small letters a-z, digits and -")


def paths_of(model: RuleFileFormat) -> Iterator[tuple[str, Path]]:
    """Give where other readings write terms: the term's name, and the path to its text."""
    for name, reading in model.readings.items():
        for option, given in reading.options.items():
            for term in given.terms:
                yield term, ("readings", name, "options", option, "terms", term)


def check_readings(parts: Parts, model: RuleFileFormat) -> None:
    """Keep a problem for each reading that cannot be meant: names, the option used, terms that are not there."""
    options: dict[str, str] = {}
    about: dict[str, str] = {}
    for name, reading in model.readings.items():
        path: Path = ("readings", name)
        _check_name(parts, name, path)
        _check_used(parts, reading, path)
        for option, given in reading.options.items():
            where = (*path, "options", option)
            _check_name(parts, option, where)
            if options.setdefault(option, name) != name:
                message = Text(f"{shown(option)} er valgt som navn før", f"{shown(option)} is named before")
                _at_key(parts, "option-twice", where, message, Text("et andet navn", "another name"))
            _check_terms(parts, model, given.terms, (*where, "terms"), about, name)


def _check_name(parts: Parts, name: str, path: Path) -> None:
    if not RULE_NAME.fullmatch(name):
        message = Text(f"{shown(name)} kan ikke være et navn", f"{shown(name)} cannot be a name")
        _at_key(parts, "name", path, message, LETTERS)


def _check_used(parts: Parts, reading: ReadingFormat, path: Path) -> None:
    if reading.used not in reading.options:
        message = Text(f"der er ingen læsning {shown(reading.used)}", f"there is no option {shown(reading.used)}")
        suggestion = closest(reading.used, reading.options)
        expected = None if suggestion else listed(sorted(reading.options))
        parts.problem("unknown-option", (*path, "used"), message, expected, suggestion)
        return
    if len(reading.options) == 1:
        message = Text("der er kun én læsning", "there is only one option")
        _at_key(parts, "one-option", (*path, "options"), message, Text("mindst to", "at least two"))
    for option, given in reading.options.items():
        if (option == reading.used) == bool(given.terms):
            message = (
                Text("læsningen der bruges, er den som udtrykkene er skrevet efter", "the option used redefines terms")
                if given.terms
                else Text("læsningen ændrer intet", "the option changes nothing")
            )
            expected = (
                Text("ingen 'terms', skriv dem under filens 'terms'", "no 'terms'; write them under the file's 'terms'")
                if given.terms
                else Text("'terms' der læses anderledes", "'terms' that are read otherwise")
            )
            _at_key(parts, "option-terms", (*path, "options", option), message, expected)


def _check_terms(
    parts: Parts, model: RuleFileFormat, terms: Collection[str], path: Path, about: dict[str, str], reading: str
) -> None:
    for term in terms:
        if term not in model.terms:
            message = Text(f"filen har intet udtryk {shown(term)}", f"the file has no term {shown(term)}")
            suggestion = closest(term, model.terms)
            _at_key(parts, "unknown-term", (*path, term), message, listed(sorted(model.terms)), suggestion)
        elif about.setdefault(term, reading) != reading:
            message = Text(
                f"{shown(term)} læses allerede på flere måder i {about[term]}",
                f"{shown(term)} is read in several ways already, in {about[term]}",
            )
            expected = Text("et udtryk for hvert spørgsmål", "a term for each question")
            _at_key(parts, "term-read-twice", (*path, term), message, expected)


def _at_key(parts: Parts, code: str, path: Path, message: Text, expected: Text | None, hint: str | None = None) -> None:
    parts.problems.append(Problem(code, parts.key_place(path), message, None if hint else expected, hint))


@dataclass(frozen=True, slots=True)
class Written:
    """The terms that the readings of a file are about, checked for one subject: as used, and by each option."""

    used: Mapping[str, Node]
    by_option: Mapping[tuple[str, str], Mapping[str, Node]]

    def kind_problems(self) -> Iterator[Problem]:
        """Give a problem for each term that is of another kind by another reading."""
        for terms in self.by_option.values():
            for name, node in terms.items():
                if name in self.used and node.kind != self.used[name].kind:
                    found, wanted = named(node.kind), named(self.used[name].kind)
                    message = Text(f"{name} er her {found.da}", f"{name} is {found.en} here")
                    yield Problem("reading-kind", node.place, message, wanted)


def written_of(
    model: RuleFileFormat, scalar: Callable[[Path], Scalar], scope: Scope, problems: list[Problem]
) -> Written:
    """Give the terms that the readings of a file are about, checked in `scope`; `scalar` gives the text at a path."""
    used: dict[str, Node] = {}
    by_option: dict[tuple[str, str], dict[str, Node]] = {}
    for name, path in paths_of(model):
        try:
            node = check(scalar(path), scope)
        except Problems as error:
            problems += error.problems
            continue
        by_option.setdefault((str(path[1]), str(path[3])), {})[name] = node
        body = scope.term(name) if name in model.terms else None
        if body is not None:
            used[name] = body
    written = Written(used, by_option)
    problems += written.kind_problems()
    return written


def unused(parts: Parts, model: RuleFileFormat, rules: Iterable[Rule]) -> None:
    """Keep a problem for each reading that no rule rests on."""
    used = {reading.id.rpartition("/")[2] for rule in rules for reading in rule.readings}
    for name in model.readings:
        if name not in used:
            message = Text(f"ingen regel hviler på {shown(name)}", f"no rule rests on {shown(name)}")
            expected = Text("udtryk som en regel bruger", "terms that a rule uses")
            _at_key(parts, "unused-reading", ("readings", name), message, expected)


def readings_of(
    model: RuleFileFormat, stem: str, written: Written, places: Mapping[str, Place], expressions: Iterable[Node]
) -> tuple[Reading, ...]:
    """Give the readings of a file that a rule with these expressions rests on, each option with all its terms."""
    found: dict[str, Reading] = {}
    ahead = list(expressions)
    while ahead:
        terms = {node.name for node in walk(ahead.pop()) if isinstance(node, Term)}
        for name, given in model.readings.items():
            about = {term for option in given.options.values() for term in option.terms}
            if name in found or not terms & about:
                continue
            used = {term: written.used[term] for term in sorted(about) if term in written.used}
            options = tuple(
                Option(option, Text(o.title.da, o.title.en), used | dict(written.by_option.get((name, option), {})))
                for option, o in given.options.items()
            )
            found[name] = Reading(
                id=f"{stem}/{name}",
                question=Text(given.question.da, given.question.en),
                used=given.used,
                why=Text(given.why.da, given.why.en),
                options=options,
                chosen=given.used,
                place=places[name],
            )
            ahead += [body for option in options for body in option.terms.values()]
    return tuple(found[name] for name in model.readings if name in found)
