"""A small good rulebook, and ways to write and load others."""

from collections.abc import Callable
from pathlib import Path

import pytest

from engine.rulebook.load import load
from engine.rulebook.model import Rulebook
from facts.vocabulary import vocabulary

GOOD = {
    "documents.yaml": """
documents:
  aftale-2017:
    title: {da: Aftale, en: Agreement}
    kind: aftale
    parties: [Kommunerne, Regionen]
    in_force: {from: 2017-01-01, to: 2017-12-31}
    published: {da: Hjemmesiden, en: The website}
  serviceloven:
    title: {da: Serviceloven, en: Act on social services}
    kind: lov
    in_force: {from: 1998-07-01}
    published: {da: Retsinformation, en: The state's website}
""",
    "rammeaftale/omfang.yaml": """
document: aftale-2017
subject: tilbud
parameters:
  graense:
    unit: procent
    title: {da: grænse, en: limit}
    values: {2017-01-01: 5 %, 2015-01-01: 4.5 %, 2016-01-01: 10%}
    cite: "2.1"
    review_by: 2017-12-31
  hjemler:
    unit: liste
    of: tilbud.lovhjemler
    values: {2017-01-01: [sel_107, sel_108]}
    cite: {document: serviceloven, chapter: "107"}
    review_by: 2017-12-31
rules:
  omfattet:
    cite: [2, {document: serviceloven, chapter: "108"}]
    modality: skal
    title: {da: Omfattet, en: Covered}
    concludes: omfattet
    when: stort or lovhjemler overlaps hjemler
  stoerrelse:
    cite: "2"
    modality: skal
    title: {da: Stort, en: Large}
    concludes: stort
    when: pladser_andre / pladser > graense
""",
    "takst/overhead.yaml": """
document: aftale-2017
subject: takst
terms:
  andel: administration / direkte_omkostninger
rules:
  overhead:
    cite: "11.3"
    modality: bør
    title: {da: Overhead, en: Overhead}
    in_force: {from: 2017-07-01}
    when: tilbud.omfattet
    require: andel <= 6.1 %
    unless:
      - {when: dage < 100, cite: "12"}
      - {rule: takst/lille, cite: {document: serviceloven, chapter: "2"}}
    interpretation: {da: Læsning, en: Reading}
    remedy: {da: Gør noget, en: Do something}
  lille:
    cite: "11"
    modality: kan
    title: {da: Lille, en: Small}
    concludes: lille
    when: pladser < 3
""",
    "takst/overhead_test.yaml": "[not read]",
}
Write = Callable[..., Rulebook]


@pytest.fixture
def good(tmp_path: Path) -> Write:
    """Write the good rulebook with some files changed (None: left out), and load it."""
    count = 0

    def give(changed: dict[str, str | None] | None = None) -> Rulebook:
        nonlocal count
        count += 1
        for name, text in (GOOD | (changed or {})).items():
            if text is not None:
                path = tmp_path / str(count) / name
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(text, "utf-8")
        return load(tmp_path / str(count), vocabulary())

    return give


@pytest.fixture
def texts() -> dict[str, str]:
    return dict(GOOD)
