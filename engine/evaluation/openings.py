"""What keeps rules open, worked out once for each rule and subject, however many decisions rest on it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from engine.evaluation.trace import Missing, Opening, RuleTrace, Step, keeping_open

Found = tuple[Missing | Opening, ...]


@dataclass(slots=True)
class Openings:
    """Finds what keeps the rules of one evaluation open, also through the rules they rest on; each thing once."""

    known: dict[tuple[str, str], Found] = field(default_factory=dict)

    def of(self, trace: RuleTrace) -> Found:
        """Give what keeps a rule open, in the order in which its trace comes to it; nothing where it is settled."""
        waiting = [trace]  # a rule is worked out after those it rests on; they may go deeper than Python's stack
        while waiting:
            if _key(waiting[-1]) in self.known:
                waiting.pop()
                continue
            own = list(_own(waiting[-1]))
            first = [part for part in own if isinstance(part, RuleTrace) and _key(part) not in self.known]
            if first:
                waiting += first
                continue
            self.known[_key(waiting.pop())] = self._together(own)
        return self.known[_key(trace)]

    def _together(self, own: list[Missing | Opening | RuleTrace]) -> Found:
        found: dict[Missing | Opening, None] = {}
        for part in own:
            if isinstance(part, RuleTrace):
                found.update(dict.fromkeys(self.known[_key(part)]))
            else:
                found[part] = None
        return tuple(found)


def _own(trace: RuleTrace) -> Iterator[Missing | Opening | RuleTrace]:
    """Give what keeps a rule open of itself, and the traces of the rules that do."""
    for part in keeping_open(trace):
        if part.missing is not None:
            yield part.missing
        if isinstance(part, Step):
            if part.reason is None:
                if part.concluded is not None:
                    yield part.concluded
            elif part.reason != "missing":
                yield Opening(part.reason, part.node.text, trace.rule.id, trace.subject)


def _key(trace: RuleTrace) -> tuple[str, str]:
    return trace.rule.id, trace.subject.id
