"""Whatever is written gives a node or problems, and each problem has a place in the text."""

from hypothesis import given, settings
from hypothesis import strategies as st

from engine.language.check import check
from engine.language.nodes import extent, walk
from engine.language.scope import Scope
from engine.source.problem import Place, Problems
from engine.source.tree import Scalar
from engine.values.kinds import MONEY, SHARE
from facts.vocabulary import vocabulary

SCOPES = [
    Scope(vocabulary(), subject, {"loft": MONEY, "sats": SHARE}, frozenset({("tilbud", "omfattet")}), ("andel",))
    for subject in sorted(vocabulary().entities)
]
VOCABULARY = """
    and or not if then else in within overlaps over where this true false unclear as_of andel loft sats omfattet
    takst takster tilbud pladser driftsherre type region kommune lovhjemler sel_107 navn aar sum count any all min max
    abs year end_of_month 5 6.1 5% 100kr 1.000 2017-01-01 2017-02-30 14 days 1 month + - * / = != < <= > >= == ( ) { }
    , . "x" ' æ § €
"""
WORDS = [*VOCABULARY.split(), "\n"]
OPERATORS = ["+", "-", "*", "/", "=", "<", "in", "and", "or", "within"]
expressions = st.recursive(
    st.sampled_from(
        ["tilbud.pladser", "takst", "aar", "5", "5 %", "5 kr", "as_of", "2017-01-01", "navn", "andel", "type"]
    ),
    lambda inner: st.one_of(
        st.builds("({} {} {})".format, inner, st.sampled_from(OPERATORS), inner),
        st.builds("not {}".format, inner),
        st.builds("-{}".format, inner),
        st.builds("if {} then {} else {}".format, inner, inner, inner),
        st.builds("{{{}, {}}}".format, inner, inner),
        st.builds("{}({} over {} where {})".format, st.sampled_from(["sum", "any", "max"]), inner, inner, inner),
        st.builds("count({})".format, inner),
    ),
    max_leaves=60,
)
texts = st.one_of(st.text(max_size=80), st.lists(st.sampled_from(WORDS), max_size=60).map(" ".join), expressions)


@settings(max_examples=1500)
@given(texts, st.sampled_from(SCOPES))
def test_a_node_or_problems(text: str, scope: Scope) -> None:
    try:
        node = check(Scalar(text, Place("f", 1, 1)), scope)
    except Problems as error:
        for problem in error.problems:
            assert 1 <= problem.place.column <= max(len(text), 1) + 1
            assert problem.to("da") and problem.to("en")
    else:
        size, depth = extent(node)
        assert depth <= 40 and size == sum(1 for _ in walk(node))
        for one in walk(node):
            assert one.text and one.place.column >= 1


@given(
    st.sampled_from(list("([{-!\"'.,")) | st.sampled_from(["not ", "if ", "sum(", "1+", "a.", "1 over "]),
    st.integers(1, 2500),
)
@settings(max_examples=200)
def test_long_and_deep(piece: str, times: int) -> None:
    for tail in ("", "aar"):
        try:
            check(Scalar(piece * times + tail, Place("f", 1, 1)), SCOPES[0])
        except Problems as error:
            assert len(error.problems) < 2000
