"""What can be wrong with a value that was given, before it is known where it stands."""

from __future__ import annotations

from dataclasses import dataclass

from engine.source.problem import shown
from engine.source.text import Text, same
from engine.source.tree import Plain


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a value, without its place. `at` is the item of a list that it concerns."""

    code: str
    message: Text
    expected: Text | None = None
    suggestion: str | None = None
    at: int | None = None


class Faulty(ValueError):  # noqa: N818 - it carries faults, as Problems carries problems
    """Raised for a given value that cannot be kept; carries every fault found in it."""

    def __init__(self, *faults: Fault) -> None:
        """Keep `faults`."""
        self.faults = faults
        super().__init__("; ".join(fault.message.en for fault in faults))


def about(label: Text, da: str, en: str) -> Text:
    """Say something of the value that `label` names."""
    return Text(f"{label.da}: {da}", f"{label.en}: {en}")


def misplaced(label: Text, given: Plain) -> Text:
    """Say what stands where something else belongs."""
    found = _nature(given)
    return about(label, f"her står {found.da}", f"found {found.en}")


def _nature(given: Plain) -> Text:
    if isinstance(given, list):
        return Text("en liste", "a list")
    if isinstance(given, dict):
        return Text("en gruppe felter", "a group of fields")
    return same(shown(given)) if given and given.strip() else Text("ingenting", "nothing")
