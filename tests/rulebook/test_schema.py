"""The JSON Schema that editors complete with says what load() says."""

from collections.abc import Iterator
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator

from engine.rulebook.format import schema
from engine.source.read import parse
from engine.source.tree import plain

VALIDATOR = Draft202012Validator(schema())


class EditorLoader(yaml.SafeLoader):
    """YAML 1.2 as editors read it: numbers and truth values are such, dates are text."""


EditorLoader.yaml_implicit_resolvers = {
    letter: [(tag, pattern) for tag, pattern in resolvers if not tag.endswith("timestamp")]
    for letter, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def as_read(text: str) -> Any:
    return plain(parse(text, "f").root)


def as_an_editor_sees_it(text: str) -> Any:
    return yaml.load(text, EditorLoader)


@pytest.mark.parametrize("name", ["rammeaftale/omfang.yaml", "takst/overhead.yaml"])
@pytest.mark.parametrize("read", [as_read, as_an_editor_sees_it])
def test_good_files(texts, name: str, read) -> None:
    assert list(VALIDATOR.iter_errors(read(texts[name]))) == []


@pytest.mark.parametrize(
    "change",
    [
        ("subject: takst", "emne: takst"),
        ("subject: takst\n", ""),
        ("subject: takst", "subject: [takst]"),
        ("modality: bør", "modality: must"),
        ("modality: bør", "modality: bør\n    note: x"),
        ("{da: Overhead, en: Overhead}", "{da: Overhead}"),
        ("{da: Overhead, en: Overhead}", '{da: Overhead, en: ""}'),
        ("from: 2017-07-01", "from: 1/7 2017"),
        ("require: andel <= 6.1 %", "require: [andel, 6.1 %]"),
        ("unless:", "unless: takst/lille\n    x:"),
        ('- {when: dage < 100, cite: "12"}', "- {when: dage < 100}"),
        ('cite: "11"', "cite: {document: serviceloven}"),
        ('cite: "11"', 'cite: ""'),
        ("andel: administration / direkte_omkostninger", "andel:"),
        ("rules:", "rules: {}\nx:"),
    ],
)
def test_bad_rules(texts, change: tuple[str, str]) -> None:
    text = texts["takst/overhead.yaml"]
    assert change[0] in text
    assert list(VALIDATOR.iter_errors(as_read(text.replace(*change, 1))))


@pytest.mark.parametrize(
    "change",
    [
        ("unit: procent", "unit: pct"),
        ("2016-01-01: 10%", "1/1 2016: 10%"),
        ("2016-01-01: 10%", "2016-01-01: {max: 10%}"),
        ("    review_by: 2017-12-31\n  hjemler", "  hjemler"),
        ("values: {2017-01-01: [sel_107, sel_108]}", "values: [{to: 2017-01-01, value: [sel_107]}]"),
        ("values: {2017-01-01: [sel_107, sel_108]}", "values: [sel_107]"),
    ],
)
def test_bad_parameters(texts, change: tuple[str, str]) -> None:
    text = texts["rammeaftale/omfang.yaml"]
    assert change[0] in text
    assert list(VALIDATOR.iter_errors(as_read(text.replace(*change))))


def properties(part: Any) -> Iterator[tuple[str, dict[str, Any]]]:
    for name, inner in part.get("properties", {}).items():
        yield name, inner
    for inner in part.get("$defs", {}).values():
        yield from properties(inner)


def test_everything_is_described() -> None:
    Draft202012Validator.check_schema(schema())
    every = list(properties(schema()))
    assert len(every) > 30
    assert [name for name, part in every if not part.get("description")] == []
    assert [name for name, part in schema()["$defs"].items() if not part.get("description")] == []
