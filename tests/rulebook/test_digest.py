"""The digest hangs on what the files say, and on nothing else."""

import pytest

from engine.rulebook import format

LAYOUT = {
    "white space in an expression": ("andel <= 6.1 %", "  andel<=6.1%"),
    "an expression on two lines": ("when: pladser < 3", "when: >\n      pladser\n      < 3"),
    "quotes": ('cite: "11"', "cite: 11"),
    "a remark": ("subject: takst", "subject: takst  # emnet"),
    "a key that says nothing": ("when: pladser < 3", "when: pladser < 3\n    unless: []\n    remedy:"),
    "the order of keys": (
        'cite: "11"\n    modality: kan',
        'modality: kan\n    cite: "11"',
    ),
    "flow or block": ("title: {da: Lille, en: Small}", "title:\n      en: Small\n      da: Lille"),
    "white space in a text": ("{da: Læsning, en: Reading}", '{da: " Læsning ", en: "Reading\n\n        "}'),
}
CONTENT = {
    "a figure": ("6.1 %", "6.2 %"),
    "a name": ("andel", "andelen"),
    "a text": ("Læsning", "En læsning"),
    "a passage": ('cite: "11"', 'cite: "12"'),
    "a period": ("from: 2017-07-01", "from: 2017-07-02"),
    "an open period": ("in_force: {from: 2017-07-01}", "in_force: {}"),
    "an operator": ("andel <= 6.1", "andel < 6.1"),
    "an exception": ('      - {when: dage < 100, cite: "12"}\n', ""),
    "a rule's name": ("lille", "mindre"),
    "a subject": ("when: pladser < 3", "when: pladser < 3\n    subject: takst"),
}


@pytest.mark.parametrize("change", LAYOUT.values(), ids=LAYOUT.keys())
def test_layout_does_not_count(good, texts, change: tuple[str, str]) -> None:
    text = texts["takst/overhead.yaml"]
    assert change[0] in text
    assert good({"takst/overhead.yaml": text.replace(*change)}).digest == good().digest


@pytest.mark.parametrize("change", CONTENT.values(), ids=CONTENT.keys())
def test_content_counts(good, texts, change: tuple[str, str]) -> None:
    text = texts["takst/overhead.yaml"]
    assert change[0] in text
    assert good({"takst/overhead.yaml": text.replace(*change)}).digest != good().digest


def test_white_space_within_quotes_counts(good, texts) -> None:
    text = texts["takst/overhead.yaml"]
    one, two = (text.replace("dage < 100", f"'navn = \"{name}\"'") for name in ("a b", "a  b"))
    assert good({"takst/overhead.yaml": one}).digest != good({"takst/overhead.yaml": two}).digest


@pytest.mark.parametrize(
    ("text", "tight"),
    [
        (" a  and\n b ", "a and b"),
        ("not in  { a , b }", "not in{a,b}"),
        ("14  days + 5 %", "14 days+5%"),
        ('a = "x  y - z"  or b', 'a="x  y - z"or b'),
        ("a - -b", "a--b"),
    ],
)
def test_what_is_layout_in_an_expression(text: str, tight: str) -> None:
    assert format.tight(text) == tight


def test_order_of_values_and_files_and_the_tests_do_not_count(good, texts) -> None:
    changed = texts["rammeaftale/omfang.yaml"].replace(
        "{2017-01-01: 5 %, 2015-01-01: 4.5 %, 2016-01-01: 10%}", "{2015-01-01: 4.5 %, 2016-01-01: 10%, 2017-01-01: 5 %}"
    )
    again = dict(reversed({"rammeaftale/omfang.yaml": changed, "takst/overhead_test.yaml": "[other]"}.items()))
    assert changed != texts["rammeaftale/omfang.yaml"]
    assert good(again).digest == good().digest


def test_documents_count(good, texts) -> None:
    changed = texts["documents.yaml"].replace("2017-12-31", "2018-12-31")
    assert good({"documents.yaml": changed}).digest != good().digest


def test_form(good) -> None:
    name, _, digest = good().digest.partition(":")
    assert name == "sha256" and len(digest) == 64 and set(digest) <= set("0123456789abcdef")
