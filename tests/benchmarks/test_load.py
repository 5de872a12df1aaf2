"""The load on the service: a few users, for a moment."""

from __future__ import annotations

import asyncio

import pytest

from benchmarks.load import FIGURE, load, serving, told
from benchmarks.process import ten_offerings


def test_the_files_that_are_sent_can_differ() -> None:
    assert len(FIGURE.findall(ten_offerings())) > 5


@pytest.mark.slow
def test_a_few_users_are_answered_without_an_error() -> None:
    with serving(1) as url:
        found = asyncio.run(load(url, users=3, seconds=2, files=ten_offerings()))
    assert not found.errors
    assert len(found.times) >= 3
    assert found.percentile(50) <= found.percentile(95) <= found.percentile(99) <= max(found.times)
    assert "errors: none" in told(found)
