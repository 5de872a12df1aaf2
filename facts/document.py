"""The guide's page on the facts, made of the entities themselves: `python -m facts.document > docs/facts.md`."""

from __future__ import annotations

from engine.source.text import Text
from engine.values.kinds import Choice, Kind, Many, One, SetOf
from facts.vocabulary import meaning, vocabulary

HEAD = """# The facts

<!-- Made by `python -m facts.document`; a test keeps it true. -->

A fact file is YAML or JSON (or a [spreadsheet](sheets.md)): `as_of` (the date to judge by), `title` and `note` if
wanted, and a list for each kind of subject. Every field but `id` may be left out: what is not given is unknown, never
false. Figures are written with a point and no thousands separator (`1234567.50`), percentages with their sign
(`6.1 %`), dates as `2017-01-31`, truths as `ja` and `nej` or `true` and `false`. A choice is written by its name;
reports show the words that stand beside it. A collection is not written: it is all subjects that refer here.

A field that is *given* says what a subject is, what has been, what others decide, or what a person has found: Klausul
never proposes to change it in order to keep a rule.
"""


def page() -> str:
    """Give the page as Markdown."""
    return HEAD + "".join(_entity(name) for name in vocabulary().entities)


def _entity(name: str) -> str:
    entity = vocabulary().entities[name]
    lines = [
        f"\n## {name}",
        "",
        f"{entity.label.da} · {entity.label.en}",
        "",
        "| field | what | kind |",
        "| --- | --- | --- |",
    ]
    for field in entity.fields.values():
        more = meaning(name, field.name)
        what = _both(field.label) + (f"<br>{_both(more)}" if more else "")
        given = "; *given*" if field.given else ""
        lines.append(f"| `{field.name}` | {what} | {_kind(field.kind)}{given} |")
    return "\n".join(lines) + "\n"


def _both(text: Text) -> str:
    return text.da if text.da == text.en else f"{text.da} · {text.en}"


def _kind(kind: Kind) -> str:
    match kind:
        case Choice():
            return f"one of{_members(kind)}"
        case SetOf(of=Choice() as of):
            return f"several of{_members(of)}"
        case One(entity=entity):
            return f"the id of a [{entity}](#{entity})"
        case Many(entity=entity):
            return f"all [{entity}](#{entity}) that refer here"
    return kind.label.en


def _members(kind: Choice) -> str:
    return "".join(f"<br>`{member}`: {_both(kind.word(member))}" for member in kind.members)


if __name__ == "__main__":
    print(page(), end="")
