"""From pydantic's findings to problems with a place and a suggestion, in both languages."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, get_args, get_origin

from engine.source.problem import Place, Problem, closest, shown
from engine.source.text import Text
from engine.source.tree import Mapping as Keys
from engine.source.tree import Node, Scalar, Sequence, find

if TYPE_CHECKING:
    from pydantic import BaseModel, ValidationError

TEXT, KEYS, LIST = Text("tekst", "text"), Text("nøgler med værdier", "keys with values"), Text("en liste", "a list")
ITEMS = Text("en liste, hvert punkt efter en '-'", "a list, each item after a '-'")
POINT = Text("punktum foran decimaler, ikke komma", "a point before decimals, not a comma")
SHAPES = {
    "string_type": TEXT,
    "dict_type": KEYS,
    "model_type": KEYS,
    "model_attributes_type": KEYS,
    "list_type": ITEMS,
    "tuple_type": ITEMS,
}
MOST_KEYS = 8
LANGUAGES = {
    "da": Text("den danske tekst 'da'", "the Danish text 'da'"),
    "en": Text("den engelske tekst 'en'", "the English text 'en'"),
}
BOTH = Text('begge sprog: {da: "...", en: "..."}', 'both languages: {da: "...", en: "..."}')
EMPTY = frozenset({"string_too_short", "too_short"})
Path = tuple[int | str, ...]


@dataclass(frozen=True, slots=True)
class Finding:
    """One of pydantic's findings: its type, what it names, where in the tree, and the options it tells of."""

    type: str
    name: str
    path: Path
    options: tuple[str, ...]

    @property
    def is_shape(self) -> bool:
        """Say whether a value of another shape was wanted."""
        return self.type in SHAPES


def problems_of(error: ValidationError, root: Node, model: type[BaseModel]) -> list[Problem]:
    """Give a problem for each of pydantic's findings about the tree below `root`, read as `model`."""
    findings = [_finding(raw, root) for raw in error.errors(include_url=False, include_input=False)]
    shapes: dict[Path, list[Text]] = {}
    for finding in findings:
        if finding.is_shape:
            shapes.setdefault(finding.path, []).append(SHAPES[finding.type])
    # A union reports once for each of its members: what is wrong inside the member that fits best is what is wrong.
    inside = {finding.path[:end] for finding in findings for end in range(len(finding.path))}
    inside |= {finding.path for finding in findings if not finding.is_shape}
    shaped = [_shape(path, wanted, root, model) for path, wanted in shapes.items() if path not in inside]
    others = {finding: _problem(finding, root, model) for finding in findings if not finding.is_shape}
    meant = {(finding.path[:-1], problem.suggestion) for finding, problem in others.items()}
    told = (problem for finding, problem in others.items() if not _is_meant(finding, meant))
    return list(dict.fromkeys([*shaped, *told]))


def listed(options: list[str]) -> Text:
    """Say that one of `options` was expected."""
    names = ", ".join(options)
    return Text(f"en af: {names}", f"one of: {names}")


def _is_meant(finding: Finding, meant: set[tuple[Path, str | None]]) -> bool:
    """Say whether what is missing is there, but misspelt."""
    return finding.type == "missing" and (finding.path, finding.name) in meant


def _finding(raw: Any, root: Node) -> Finding:
    """Give pydantic's finding without the names of union members on its way."""
    path: list[int | str] = []
    node = root
    for step in raw["loc"]:
        if isinstance(node, Keys) and step in node.entries:
            node = node.entries[step]
        elif isinstance(node, Sequence) and isinstance(step, int) and step < len(node.items):
            node = node.items[step]
        else:
            continue
        path.append(step)
    said = str(raw.get("ctx", {}).get("expected", "")) if raw["type"] == "literal_error" else ""
    options = tuple(part.strip().strip("'") for part in said.replace(" or ", ", ").split(", "))
    return Finding(str(raw["type"]), str(raw["loc"][-1]) if raw["loc"] else "", tuple(path), options)


def _shape(path: Path, wanted: list[Text], root: Node, model: type[BaseModel]) -> Problem:
    node, place = find(root, path)
    keys = sorted(_keys([model], path))
    if 0 < len(keys) <= MOST_KEYS:
        known = ", ".join(keys)
        with_keys = BOTH if keys == [*LANGUAGES] else Text(f"{KEYS.da}: {known}", f"{KEYS.en}: {known}")
        wanted = [with_keys if text == KEYS else text for text in wanted]
    wanted = list(dict.fromkeys(wanted))
    expected = Text(" eller ".join(text.da for text in wanted), " or ".join(text.en for text in wanted))
    if isinstance(node, Scalar) and node.is_null:
        name = _named(path)
        message = Text(f"{name.da} er tom", f"{name.en} is empty")
        # {6,1} is two keys to YAML, the second without a value.
        return Problem("shape", place, message, POINT if path and str(path[-1])[:1].isdigit() else expected)
    message = Text(f"{_found(node).da} kan ikke stå her", f"{_found(node).en} cannot stand here")
    return Problem("shape", _value_place(node, place), message, expected)


def _named(path: Path) -> Text:
    """Name the value at the end of `path`."""
    name = path[-1] if path else ""
    if not isinstance(name, str) or not name:
        return Text("teksten", "the text")
    return LANGUAGES.get(name, Text(shown(name), shown(name)))


def _problem(finding: Finding, root: Node, model: type[BaseModel]) -> Problem:
    node, place = find(root, finding.path)
    name, found = shown(finding.name), _found(node)
    if finding.type == "extra_forbidden":
        known = sorted(_keys([model], finding.path[:-1]))
        suggestion = closest(finding.name, known)
        message = Text(f"ukendt nøgle {name}", f"unknown key {name}")
        return Problem("unknown-key", place, message, None if suggestion else listed(known), suggestion)
    if finding.type == "missing":
        lacking = LANGUAGES.get(finding.name, Text(name, name))
        return Problem("missing-key", place, Text(f"{lacking.da} mangler", f"{lacking.en} is missing"))
    if finding.type in EMPTY:
        own = _named(finding.path)
        return Problem("empty-value", _value_place(node, place), Text(f"{own.da} er tom", f"{own.en} is empty"))
    message = Text(f"{found.da} kan ikke bruges", f"{found.en} cannot be used")
    text = node.text if isinstance(node, Scalar) else ""
    expected = listed(list(finding.options)) if finding.type == "literal_error" else None
    return Problem("not-an-option", _value_place(node, place), message, expected, closest(text, finding.options))


def _value_place(node: Node, key: Place) -> Place:
    return node.place if isinstance(node, Scalar) and not node.is_null else key


def _found(node: Node) -> Text:
    match node:
        case Scalar() if node.is_null:
            return Text("intet", "nothing")
        case Scalar():
            return Text(shown(node.text), shown(node.text))
        case Sequence():
            return LIST
        case Keys():
            return KEYS


def _keys(types: list[Any], path: Path) -> set[str]:
    """Give the keys that the models at `path` below `types` know."""
    models = [one for each in types for one in _members(each)]
    if not path:
        return {info.alias or name for one in models for name, info in _fields(one).items()}
    step, below = path[0], list[Any]()
    for one in models:
        by_key = {info.alias or name: info.annotation for name, info in _fields(one).items()}
        if step in by_key:
            below.append(by_key[str(step)])
        elif get_origin(one) in (dict, list, tuple):
            below.append(get_args(one)[-1])
    return _keys(below, path[1:])


def _members(annotation: Any) -> Iterator[Any]:
    """Give the models, mappings and lists that an annotation stands for, through unions and Annotated."""
    if isinstance(annotation, type) or get_origin(annotation) in (dict, list, tuple):
        yield annotation
    else:
        for argument in get_args(annotation):
            yield from _members(argument)


def _fields(model: Any) -> Mapping[str, Any]:
    fields: Mapping[str, Any] = getattr(model, "model_fields", {})
    return fields
