"""Whatever the files of a rulebook hold, load() gives a rulebook or problems that can be told in both languages."""

from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st

from engine.rulebook.load import load
from engine.source.problem import Problems
from facts.vocabulary import vocabulary

GOOD = """
document: aftale
subject: takst
parameters:
  loft: {unit: procent, values: {2017-01-01: 6.1 %, 2018-01-01: 7 %}, cite: "1", review_by: 2017-12-31}
  satser:
    {unit: liste, of: tilbud.type, values: [{from: 2017-01-01, value: [andet]}], cite: [1, 2], review_by: 2017-01-01}
terms: {andel: administration / direkte_omkostninger, mere: andel + 1 %}
rules:
  dyr:
    {cite: {document: aftale, chapter: "2"}, modality: skal, title: {da: x, en: y}, concludes: dyr, when: mere > loft}
  andet:
    cite: "1"
    modality: kan
    title: {da: x, en: y}
    in_force: {from: 2017-01-01, to: 2017-12-31}
    require: tilbud.type in satser
    unless: [{rule: takst/dyr, cite: "2"}, {when: dage < 5, cite: "3"}]
"""
DOCUMENTS = """
documents:
  aftale: {title: {da: x, en: y}, kind: aftale, in_force: {from: 2017-01-01}, published: {da: x, en: y}}
"""
PIECES = """
    { } [ ] : , - # & * ! | > ' " % @ ` ? ~ null true 5 5.5 6.1% 1.000 2017-01-01 2017-02-30 0001-01-01 9999-12-31 dyr
    andel mere loft satser dage takst/dyr takst tilbud tilbud.type rules: terms: unless: when: require: concludes:
    values: unit: of: cite: liste kroner procent dato æ \\ \x00 \u2028
"""
pieces = st.sampled_from([*PIECES.split(), "", "\n", "\n  ", "\n    ", "\t", ": ", " - ", " + "])
changes = st.lists(st.tuples(st.integers(0, 1200), st.integers(0, 25), pieces), min_size=1, max_size=4)
KEYS = "document subject parameters terms rules cite modality title da en unit values of review_by when require"
keys = st.sampled_from(KEYS.split())
trees = st.recursive(
    st.none() | st.sampled_from(["takst", "aftale", "skal", "dage > 5", "2017-01-01", "6.1 %", "x", ""]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(keys | st.text(max_size=3), inner, max_size=5),
    max_leaves=25,
)


def loaded(rules: str, documents: str) -> None:
    with TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "takst").mkdir()
        (folder / "takst" / "x.yaml").write_text(rules, "utf-8", newline="")
        (folder / "documents.yaml").write_text(documents, "utf-8", newline="")
        try:
            rulebook = load(folder, vocabulary())
        except Problems as error:
            assert error.problems
            for problem in error.problems:
                assert problem.to("da") and problem.to("en") and "pydantic" not in problem.to("en")
        else:
            assert set(rulebook.order) == set(rulebook.rules)


def changed(text: str, edits: list[tuple[int, int, str]]) -> str:
    for start, length, piece in edits:
        at = start % (len(text) + 1)
        text = text[:at] + piece + text[at + length :]
    return text


def test_unchanged() -> None:
    loaded(GOOD, DOCUMENTS)


@settings(max_examples=400)
@given(changes)
def test_changed_rules(edits: list[tuple[int, int, str]]) -> None:
    loaded(changed(GOOD, edits), DOCUMENTS)


@settings(max_examples=150)
@given(changes)
def test_changed_documents(edits: list[tuple[int, int, str]]) -> None:
    loaded(GOOD, changed(DOCUMENTS, edits))


@settings(max_examples=200)
@given(trees, trees)
def test_any_tree(rules: object, documents: object) -> None:
    import json

    loaded(json.dumps(rules, ensure_ascii=False), json.dumps({"documents": documents}, ensure_ascii=False))
