"""The parser of the rule language. Its table is made once and kept beside the grammar: a run need not make it again.

`python -m engine.language.table` makes it anew after a change of the grammar or of lark. A stamp tells an old table;
it is then not used.
"""

from __future__ import annotations

from functools import lru_cache
from hashlib import sha256
from pathlib import Path

import lark
from lark import Lark

GRAMMAR = Path(__file__).with_name("grammar.lark")
TABLE = Path(__file__).with_name("grammar.table")


@lru_cache(maxsize=1)
def parser() -> Lark:
    """Give the parser, from the table where that is of this grammar and this lark, else made from the grammar."""
    grammar = GRAMMAR.read_bytes()
    try:
        with TABLE.open("rb") as file:
            if file.read(len(stamp(grammar))) == stamp(grammar):
                kept: Lark = Lark.load(file)
                return kept
    except FileNotFoundError:
        pass
    return made(grammar)


def made(grammar: bytes) -> Lark:
    """Give the parser made from the grammar."""
    return Lark(grammar.decode(), parser="lalr", propagate_positions=True, maybe_placeholders=False)


def stamp(grammar: bytes) -> bytes:
    """Give what a table begins with: which grammar and which lark it is of."""
    return sha256(lark.__version__.encode() + b"\0" + grammar).digest()


def keep() -> None:
    """Make the table and write it beside the grammar."""
    grammar = GRAMMAR.read_bytes()
    with TABLE.open("wb") as file:
        file.write(stamp(grammar))
        made(grammar).save(file)


if __name__ == "__main__":
    keep()
