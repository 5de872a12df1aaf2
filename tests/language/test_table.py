"""The table kept beside the grammar is of this grammar, and parses as the grammar does; an old one is not used."""

from __future__ import annotations

from pathlib import Path

import pytest

from engine.language import table

TEXTS = [
    "administration / direkte <= 6.1 % and (a or not b)",
    "sum(x * y over tilbud.takster where aar = year(as_of)) >= 3 % * 100 kr",
    "if a in {b, c} then 2017-01-01 + 1 month else end_of_month(d)",
]


def test_the_table_is_of_this_grammar() -> None:
    grammar = table.GRAMMAR.read_bytes()
    assert table.TABLE.read_bytes().startswith(table.stamp(grammar)), "run python -m engine.language.table"


@pytest.mark.parametrize("text", TEXTS)
def test_both_parse_alike(text: str) -> None:
    made = table.made(table.GRAMMAR.read_bytes()).parse(text)
    assert table.parser().parse(text) == made
    assert [t.meta.start_pos for t in table.parser().parse(text).iter_subtrees()] == [
        t.meta.start_pos for t in made.iter_subtrees()
    ]


@pytest.mark.parametrize("content", [None, b"", b"an old stamp, 32 bytes long, at le" + b"x" * 100])
def test_another_table_is_not_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, content: bytes | None) -> None:
    other = tmp_path / "grammar.table"
    if content is not None:
        other.write_bytes(content)
    monkeypatch.setattr(table, "TABLE", other)
    assert table.parser.__wrapped__().parse(TEXTS[0]) == table.parser().parse(TEXTS[0])
