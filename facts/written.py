"""Facts written as YAML or JSON that read back as the same facts."""

from __future__ import annotations

import json
from typing import Any

from engine.values.exact import text_of
from engine.values.kinds import DAYS, MONTHS, Kind, Value
from facts.entities.fact import TWO_READINGS
from facts.factset import FactSet, Subject

Written = str | list[str]
PLAIN = ("bool", "float", "int", "timestamp")
"""What YAML may take a text without quotes for, which is read as text all the same."""


def document(facts: FactSet) -> dict[str, Any]:
    """Give the facts as the document that a file holds: texts, lists and groups."""
    about = {"title": facts.title, "note": facts.note, "as_of": facts.as_of and facts.as_of.isoformat()}
    groups = {entity: [_item(facts, s) for s in of.values()] for entity, of in facts.subjects.items() if of}
    return {key: given for key, given in about.items() if given} | groups


def as_json(facts: FactSet) -> str:
    """Give the facts as JSON."""
    return json.dumps(document(facts), ensure_ascii=False, indent=2) + "\n"


def as_yaml(facts: FactSet) -> str:
    """Give the facts as YAML."""
    import yaml

    class Dumper(getattr(yaml, "CSafeDumper", yaml.SafeDumper)):  # type: ignore[misc]
        """Writes values without quotes wherever they read back alike."""

    Dumper.add_representer(str, _scalar)
    text: str = yaml.dump(document(facts), Dumper=Dumper, allow_unicode=True, sort_keys=False, width=120)
    return text


def _scalar(dumper: Any, text: str) -> Any:
    from yaml import ScalarNode

    # Facts are read as text: 2017 needs no quotes. What YAML has another use for does: nothing, ! and the like.
    tag = dumper.resolve(ScalarNode, text, (True, False))
    return dumper.represent_scalar(tag if tag.endswith(PLAIN) else "tag:yaml.org,2002:str", text)


def _item(facts: FactSet, subject: Subject) -> dict[str, Written]:
    fields = facts.vocabulary.entities[subject.entity].fields
    known = {name: value_text(kept, fields[name].kind) for name, kept in subject.values.items() if name != "id"}
    return {"id": subject.id, **known}


def value_text(kept: Value, kind: Kind) -> Written:
    """Give a kept value as a fact file has it; a list for a set."""
    if isinstance(kept, frozenset):
        return sorted(kept)
    if isinstance(kept, bool):
        return "ja" if kept else "nej"
    text = text_of(kept, kind)
    if kind in (DAYS, MONTHS):
        return text.split()[0]
    figure, _, unit = text.partition(" ") if kind.is_figure else (text, "", "")
    # 1.234 could be 1234 to a Danish reader: the reader of facts asks for one digit more.
    return f"{figure}0 {unit}".strip() if kind.is_figure and TWO_READINGS.fullmatch(figure) else text
