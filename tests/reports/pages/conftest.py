"""The pages that the tests look at: the small rulebook's, and that of the rules that come with Klausul."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from engine.decision.decide import Prepared
from engine.decision.files import Asked, own_rules, prepared_from
from engine.reports.pages.book import book_page
from engine.source.text import Lang

EXAMPLES = Path(__file__).parent / "examples"
LANGS: tuple[Lang, ...] = ("da", "en")


@pytest.fixture(scope="session")
def small_book(small: Prepared) -> Mapping[Lang, str]:
    """The small rulebook's page in both languages."""
    return {lang: book_page(small, EXAMPLES, lang) for lang in LANGS}


@pytest.fixture(scope="session")
def shipped() -> Prepared:
    """The rules that come with Klausul, ready to decide."""
    return prepared_from(Asked())


@pytest.fixture(scope="session")
def shipped_book(shipped: Prepared) -> Mapping[Lang, str]:
    """Their page in both languages."""
    return {lang: book_page(shipped, own_rules(), lang) for lang in LANGS}
