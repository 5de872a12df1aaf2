"""Decisions are written as RFC 8785 would; contents come back as they went in, or are known to be broken."""

from __future__ import annotations

import lzma
from dataclasses import replace

import pytest
import rfc8785
from hypothesis import given
from hypothesis import strategies as st

from engine.decision.canonical import decision_data
from engine.log.pack import Broken, lines_of, packed, parts_of, unpacked
from engine.values.canonical import canonical, hash_of
from tests.log.common import judgement_of


def test_decisions_are_what_the_library_writes() -> None:
    judgement = judgement_of()
    for decision in judgement.decisions:
        data = decision_data(judgement, decision, with_trace=True)
        assert canonical(data) == rfc8785.dumps(data)


@given(st.lists(st.binary(max_size=200)))
def test_contents_come_back(parts: list[bytes]) -> None:
    content = packed(parts)
    assert unpacked(content) == b"".join(parts)
    assert content.hash == hash_of(b"".join(parts))
    assert content.size == len(b"".join(parts))


def test_long_contents_come_in_parts() -> None:
    whole = bytes(range(256)) * 20_000
    parts = list(parts_of(packed([whole])))
    assert len(parts) > 4
    assert b"".join(parts) == whole


@given(st.integers(0, 10**6), st.integers(1, 255))
def test_a_changed_byte_is_found(at: int, by: int) -> None:
    content = packed([b"what was recorded " * 20])
    position = at % len(content.body)
    body = bytearray(content.body)
    body[position] ^= by
    with pytest.raises(Broken):
        unpacked(replace(content, body=bytes(body)))


@pytest.mark.parametrize("body", [b"", b"x", lzma.compress(b""), lzma.compress(b"another"), lzma.compress(b"abc")[:-1]])
def test_what_is_no_content_is_broken(body: bytes) -> None:
    with pytest.raises(Broken):
        unpacked(replace(packed([b"abc"]), body=body))


def test_more_than_was_stored_is_broken() -> None:
    content = packed([b"abc"])
    with pytest.raises(Broken):
        unpacked(replace(content, body=content.body + b"x"))
    with pytest.raises(Broken):
        unpacked(replace(content, size=2))
    with pytest.raises(Broken):  # a small body that would fill the memory: it stops where it should have ended
        unpacked(replace(content, body=lzma.compress(bytes(10**8), preset=1)))


@given(st.lists(st.binary().map(lambda line: line.replace(b"\n", b"")).filter(bool)), st.integers(1, 20))
def test_lines(lines: list[bytes], length: int) -> None:
    whole = b"".join(line + b"\n" for line in lines)
    parts = [whole[at : at + length] for at in range(0, len(whole), length)]
    assert list(lines_of(parts)) == lines


def test_a_line_can_be_too_long() -> None:
    assert list(lines_of([b"abc\n", b"de"], longest=3)) == [b"abc", b"de"]
    with pytest.raises(Broken):
        list(lines_of([b"ab", b"cd"], longest=3))
