"""The canonical form is RFC 8785's, whatever characters names and texts hold."""

from __future__ import annotations

import rfc8785
from hypothesis import example, given
from hypothesis import strategies as st

from engine.values.canonical import canonical

TEXTS = st.text(st.characters(blacklist_categories=["Cs"]))
DATA = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53) + 1, 2**53 - 1) | TEXTS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXTS, inner, max_size=4),
    max_leaves=20,
)


@given(DATA)
@example({"\U00010000": 1, "\uffff": 2})
@example({"\U00010000": {"b": "\x7f\u2028", "a": '\x00\x1f"\\/'}})
def test_it_is_what_the_library_writes(data: object) -> None:
    assert canonical(data) == rfc8785.dumps(data)  # type: ignore[arg-type]
