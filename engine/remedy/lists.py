"""Lists of which only some members are settled: those surely in, and those that may be."""

from __future__ import annotations

from dataclasses import dataclass

from engine.remedy.forms import Open


@dataclass(frozen=True, slots=True)
class Between:
    """A list that holds all of `low`, and nothing beyond `high`."""

    low: frozenset[str]
    high: frozenset[str]

    @property
    def undecided(self) -> frozenset[str]:
        """Give the members that may be in it or not."""
        return self.high - self.low


def between(value: frozenset[str] | Between) -> Between:
    """Give a known list as one of which every member is settled."""
    return value if isinstance(value, Between) else Between(value, value)


def compared(op: str, left: str | frozenset[str] | Between, right: frozenset[str] | Between) -> bool | Open:
    """Give the truth of `in`, `within` and `overlaps`, or a member to settle first."""
    if op == "in":
        assert isinstance(left, str)  # noqa: S101 - the checker has seen to it
        op, left = "within", frozenset({left})
    assert not isinstance(left, str)  # noqa: S101 - the checker has seen to it
    one, other = between(left), between(right)
    if op == "overlaps":
        if one.low & other.low:
            return True
        return _settle(one, other, one.high & other.high)
    if not one.low <= other.high:
        return False
    doubtful = one.high - other.low
    return _settle(one, other, doubtful) if doubtful else True


def _settle(one: Between, other: Between, doubtful: frozenset[str]) -> bool | Open:
    """Give the first doubtful member that is not settled in both; False where none is doubtful."""
    unsettled = sorted(doubtful & (one.undecided | other.undecided))
    return Open(unsettled[0]) if unsettled else False
