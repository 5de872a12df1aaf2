"""The place of a name is the line and the column it stands at in the YAML file, however the scalar is written."""

from textwrap import dedent

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.language.check import check
from engine.source.problem import Problems
from engine.source.read import parse
from engine.source.tree import Mapping, Scalar

YAML = {
    "plain": "x: tal > 5 and WRONG > 6\n",
    "plain on two lines": "x: tal > 5\n   and WRONG > 6\n",
    "plain with a blank line": "x: tal > 5 and\n\n   tal > 3 and\n  WRONG > 6\n",
    "folded": "x: >\n  tal > 5\n  and WRONG > 6\ny: 1\n",
    "folded, stripped, with a remark": "x: >-  # remark\n\n  tal > 5 and\n    WRONG > 6\n",
    "literal": "x: |\n  tal > 5\n    and WRONG > 6\n",
    "literal with indentation given": "x: |2\n    tal > 5 and\n  WRONG > 6\n",
    "single quotes": "x: 'tal > 5 and WRONG > 6'\n",
    "single quotes with a quote inside": "x: 'tekst = \"it''s\" and WRONG > 6'\n",
    "single quotes on lines": "x: 'tal > 5\n\n   and tekst = \"''\"\n   and WRONG > 6'\n",
    "double quotes": 'x: "tal > 5 and WRONG > 6"\n',
    "double quotes with escapes": 'x: "tekst = \\"\\u00e6\\x41\\U0001f600\\" and\\tWRONG > 6"\n',
    "double quotes on lines": 'x: "tal > 5 \\\n   and \\n tal > 3\\\n  and\\u0020WRONG > 6"\n',
    "flow": "{x: tal > 5 and WRONG > 6, y: 1}\n",
    "flow, quoted": '{y: 1, x: "tal > 5 and\n   WRONG > 6"}\n',
    "windows line ends": "y: 1\r\nx: >\r\n  tal > 5\r\n  and WRONG > 6\r\n",
    "with Danish letters before": "x: \"tekst = 'æøå'\"\n".replace("'", '\\"').replace('"\n', ' and WRONG > 6"\n'),
}


def value(text: str, key: str = "x") -> Scalar:
    root = parse(text, "f").root
    assert isinstance(root, Mapping)
    node = root.entries[key]
    assert isinstance(node, Scalar)
    return node


def line_and_column(text: str, word: str) -> tuple[int, int]:
    before = text[: text.index(word)]
    return before.count("\n") + 1, len(before) - before.rfind("\n")


@pytest.mark.parametrize("text", YAML.values(), ids=YAML.keys())
def test_place_of_a_wrong_name(told, text: str) -> None:
    scalar = value(text)
    assert scalar.at(scalar.text.index("WRONG")).line == line_and_column(text, "WRONG")[0]
    assert scalar.at(scalar.text.index("WRONG")).column == line_and_column(text, "WRONG")[1]


@pytest.mark.parametrize("text", YAML.values(), ids=YAML.keys())
def test_end_of_the_text(text: str) -> None:
    """What ends too early ends after its last visible character."""
    scalar = value(text)
    place = scalar.at(len(scalar.text.rstrip()))
    line, column = line_and_column(text, "> 6")
    assert (place.line, place.column) == (line, column + 3)


def test_in_a_message() -> None:
    from engine.language.scope import Scope
    from facts.vocabulary import vocabulary

    text = dedent("""
        x: >
          pladser > 5
          and driftsherre.tpye = region
    """)
    with pytest.raises(Problems) as raised:
        check(value(text), Scope(vocabulary(), "tilbud", {}, frozenset()))
    assert [str(p.place) for p in raised.value.problems] == ["f:4:19"]


words = st.lists(st.text("abæ'\"\\ \n\t#:", min_size=1, max_size=6), min_size=1, max_size=6).map("".join)


@given(words)
def test_every_visible_character_of_a_double_quoted_text(text: str) -> None:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\t", "\\t")
    source = f'x: "{escaped}"'
    scalar = value(source)
    assert scalar.text == text
    for offset, letter in enumerate(text):
        if not letter.isspace():
            found = source[scalar.at(offset).column - 1 :]
            assert found.startswith((letter, f"\\{letter}"))


@given(words)
def test_every_visible_character_of_a_single_quoted_text(text: str) -> None:
    source = "x: '" + text.replace("\t", " ").replace("'", "''").replace("\n", "\n\n  ") + "'"
    scalar = value(source)
    lines = source.split("\n")
    for offset, letter in enumerate(scalar.text):
        if not letter.isspace():
            place = scalar.at(offset)
            assert lines[place.line - 1][place.column - 1] == letter
