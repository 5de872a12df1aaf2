"""Tokens of systems: made, kept, looked up and revoked; and the command that does it."""

from __future__ import annotations

import asyncio
import re
from dataclasses import replace
from datetime import date, timedelta

import pytest
from argon2 import extract_parameters
from argon2.low_level import Type

from engine.service.access import tokens, verifying
from engine.service.access.rates import Rates
from engine.service.access.refused import NotKnown, Refused
from engine.service.access.roles import Role, Who, highest
from engine.service.access.tokens import Token, fits, made, parted
from engine.service.access.verifying import FRESH, Tokens
from engine.service.settings import Limits
from engine.source.problem import Problems

DAY = date(2026, 11, 1)
RATES = Rates(Limits(logins_per_minute=10_000))


class Memory:
    """A store that counts what is asked of it, and can be out of reach."""

    def __init__(self, *kept: Token) -> None:
        self.kept = {token.id: token for token in kept}
        self.asked = 0
        self.used: list[tuple[str, date]] = []
        self.down = False

    def find(self, id_: str) -> Token | None:
        self.asked += 1
        if self.down:
            raise Problems([])
        return self.kept.get(id_)

    def use(self, id_: str, day: date) -> None:
        self.used.append((id_, day))
        self.kept[id_] = replace(self.kept[id_], used=day)


class Lookup:
    """A token, where it is kept, and a clock that stands still until it is moved."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.token, self.given = made("budget", Role.AUDIT, DAY + timedelta(days=9), DAY)
        self.memory = Memory(self.token)
        self.now, self.today, self.hashed = 100.0, DAY, 0
        self.tokens = Tokens(self.memory, lambda: self.now, lambda: self.today)

        def counted(secret: str, hash_: str | None) -> bool:
            self.hashed += 1
            return fits(secret, hash_)

        monkeypatch.setattr(verifying, "fits", counted)

    def who(self, given: str | None = None) -> Who:
        return asyncio.run(self.tokens.who(given or self.given, "192.0.2.1", RATES))

    def refused(self, given: str | None = None) -> bool:
        try:
            self.who(given)
        except NotKnown:
            return True
        return False


@pytest.fixture
def lookup(monkeypatch: pytest.MonkeyPatch) -> Lookup:
    return Lookup(monkeypatch)


def test_a_token_is_known_by_form_and_kept_as_a_hash() -> None:
    token, given = made("budget", Role.CHECK, DAY, DAY)
    assert re.fullmatch(r"klausul_[a-z0-9]{12}_[\w-]{43}", given)
    parts = parted(given)
    assert parts and parts[0] == token.id
    assert token.hash.startswith("$argon2id$")
    assert parts[1] not in repr(token) and token.hash not in repr(token)
    assert fits(parts[1], token.hash)
    assert not fits(parts[1], None)
    assert not fits(parts[1], "nonsense")
    assert made("budget", Role.CHECK, DAY, DAY)[1] != given


def test_hashes_are_as_hard_as_they_should_be(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.undo()
    found = extract_parameters(made("budget", Role.CHECK, DAY, DAY)[0].hash)
    assert (found.type, found.memory_cost, found.time_cost) == (Type.ID, 65_536, 3)


@pytest.mark.parametrize("given", ["", "klausul_", "klausul_a_b", "klausul_" + "a" * 12 + "_" + "a" * 44, "x" * 9_999])
def test_what_is_no_token(given: str) -> None:
    assert parted(given) is None


@pytest.mark.parametrize(("days", "holds"), [(8, True), (9, True), (10, False)])
def test_the_last_day(lookup: Lookup, days: int, holds: bool) -> None:
    lookup.today = DAY + timedelta(days=days)
    assert lookup.refused() is not holds


def test_it_is_hashed_once_and_asked_for_again(lookup: Lookup) -> None:
    assert lookup.who() == Who("budget", Role.AUDIT, "system", lookup.token.id)
    lookup.now += FRESH - 0.1
    assert lookup.who().name == "budget"
    assert (lookup.hashed, lookup.memory.asked) == (1, 1)
    lookup.now += 0.1
    assert lookup.who().name == "budget"
    assert (lookup.hashed, lookup.memory.asked) == (1, 2)


def test_what_is_revoked_is_refused_within_seconds(lookup: Lookup) -> None:
    lookup.who()
    lookup.memory.kept[lookup.token.id] = replace(lookup.token, revoked=DAY)
    lookup.now += FRESH
    assert lookup.refused()
    lookup.memory.kept.clear()
    lookup.now += FRESH
    assert lookup.refused()


def test_what_expires_is_refused_at_once(lookup: Lookup) -> None:
    lookup.who()
    lookup.today = DAY + timedelta(days=10)
    assert lookup.refused()
    assert lookup.memory.asked == 1


def test_another_secret_under_the_same_id_is_not_known(lookup: Lookup) -> None:
    lookup.who()
    other = made("other", Role.ADMIN, DAY + timedelta(days=9), DAY)[0]
    lookup.memory.kept[lookup.token.id] = replace(other, id=lookup.token.id)
    lookup.now += FRESH
    assert lookup.refused()


def test_as_much_is_done_for_what_is_not_there(lookup: Lookup) -> None:
    unknown = f"klausul_{'a' * 12}_{'a' * 43}"
    wrong = f"klausul_{lookup.token.id}_{'a' * 43}"
    for given in (unknown, wrong, unknown, wrong):
        before = (lookup.hashed, lookup.memory.asked)
        assert lookup.refused(given)
        assert (lookup.hashed, lookup.memory.asked) == (before[0] + 1, before[1] + 1)


def test_the_day_of_use_is_noted_once_a_day(lookup: Lookup) -> None:
    for _ in range(3):
        lookup.who()
        lookup.now += FRESH
    lookup.today += timedelta(days=1)
    lookup.who()
    assert lookup.memory.used == [(lookup.token.id, DAY), (lookup.token.id, DAY + timedelta(days=1))]


def test_a_store_out_of_reach(lookup: Lookup) -> None:
    lookup.memory.down = True
    with pytest.raises(Refused) as error:
        lookup.who()
    assert (error.value.status_code, error.value.headers) == (503, {"Retry-After": "10"})


def test_roles() -> None:
    assert [role.word for role in sorted(Role)] == ["check", "audit", "admin"]
    assert [[role.word for role in Role if Who("a", have, "person").may(role)] for have in Role] == [
        ["check"],
        ["check", "audit"],
        ["check", "audit", "admin"],
    ]
    assert highest(["check", "audit", "x"]) is Role.AUDIT
    assert highest(["x", "CHECK"]) is None
    assert highest(["check"], [("x", "admin")]) is None


def test_no_ones_hash_is_made_once() -> None:
    assert tokens._no_ones() == tokens._no_ones()
