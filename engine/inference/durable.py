"""The one place that speaks to `durable_rules_engine`, the C module of durable_rules.

It keeps to the part of that module that was found safe: facts of strings only, no negation, no joins, no actions of its
own, one ruleset that lives as long as its engine and one live state at a time. What lies outside is refused at load
(`engine.inference.limits`). "Unknown" is no value here: it is that nothing was settled when the end marker fired.
"""

import importlib
import itertools
import json
from collections import Counter
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from threading import Lock
from typing import Any

from engine.inference import limits
from engine.inference.limits import LimitBroken, Production

__all__ = ["Engine", "InferenceFailed", "LimitBroken", "Production", "available"]

MODULE = "durable_rules_engine"
CONCLUSIVE = {"true": "t", "false": "f"}
END = "end"

_numbers = itertools.count()


class InferenceFailed(Exception):  # noqa: N818 - the name says what happened
    """No answer can be given for `subject`: `code` says what happened, `detail` names the thing that it happened to.

    Codes: 'c-module' (it reported an error: its words), 'not-taken' (it did not take a fact: the fact), 'end-marker'
    (it did not fire, or not last: what fired), 'value' (not 't', 'f' or, for an atom, 'u': where it stands).
    """

    def __init__(self, subject: str, code: str, detail: str) -> None:
        super().__init__(subject, code, detail)
        self.subject = subject
        self.code = code
        self.detail = detail


def available() -> str | None:
    """The version of durable_rules if its C module can be imported here, else None. Never raises."""
    try:
        module = importlib.import_module(MODULE)
        return _version(Path(str(module.__file__)).parent)
    except Exception:  # a module built for another Python can fail in more ways than ImportError
        return None


def _version(folder: Path) -> str:
    """Give the version that stands in the name of the package's folder of facts about itself."""
    named = [path.stem.partition("-")[2] for path in folder.glob("durable_rules-*.dist-info")]
    if len(named) == 1:
        return named[0]
    from importlib.metadata import version  # slow to import, and hardly ever needed

    return version("durable_rules")


class Engine:
    """Productions loaded into durable_rules, to infer subject after subject.

    Build one and keep it: the C module never gives back all that a ruleset took (0.4 MB each), so rulesets are not
    dropped, and each has a name of its own in the process. The time of an inference grows with all the productions
    loaded, used or not. Threads take turns on an engine; work in parallel is for processes.
    """

    __slots__ = ("_c", "_conclusions", "_firings", "_handle", "_lock", "_subjects")

    def __init__(self, productions: Sequence[Production], concludes: Mapping[str, str]) -> None:
        """Load the productions; `concludes` names the conclusion that a rule settled 'true' or 'false' asserts.

        Raises LimitBroken, with all that is wrong, for what durable_rules cannot carry; ImportError where it is not
        installed; InferenceFailed, with subject '', if it does not work once loaded.
        """
        broken = limits.check(productions, concludes)
        if broken:
            raise LimitBroken(broken)
        self._c: Any = importlib.import_module(MODULE)
        self._lock = Lock()
        # What can be asserted is written once, at load, from names that need no escaping; nothing else is ever sent.
        self._subjects: dict[str, tuple[str, dict[str, dict[str, str]]]] = {}
        self._conclusions: dict[limits.Test, tuple[str, ...]] = {}
        self._firings: dict[str, tuple[str, str, limits.Test | None]] = {}
        definition = self._define(productions, concludes)
        try:
            self._handle = self._c.create_ruleset(f"klausul-{next(_numbers)}", json.dumps(definition))
            # The first state of a ruleset must have started an action before it is deleted: until then it holds a
            # pointer that was never set, which deleting frees. Later states are put in the same place.
            self._fire("", {}, {})
            self._c.delete_state(self._handle, None)
        except self._c.error as error:
            raise InferenceFailed("", "c-module", str(error)) from error

    def infer(
        self, subject: str, facts: Mapping[str, Mapping[str, str]], conclusions: Mapping[str, str]
    ) -> dict[str, frozenset[str]]:
        """What is settled for each rule in `facts`; the empty set where nothing is, that is, where it is unknown.

        `facts` holds for each rule the values of its atoms: 't', 'f' or 'u' (unknown, as is one left out).
        `conclusions` holds those known beforehand: 't' or 'f'. Order does not matter. Rules left out of `facts` are not
        considered.
        Raises InferenceFailed if no answer can be given; the next subject is not affected.
        """
        with self._lock:
            try:
                settled = self._fire(subject, facts, conclusions)
                self._c.delete_state(self._handle, None)
            except BaseException as error:
                with suppress(self._c.error):  # there is none if the first fact was refused
                    self._c.delete_state(self._handle, None)
                if isinstance(error, self._c.error):
                    raise InferenceFailed(subject, "c-module", str(error)) from error
                raise
        return {rule: frozenset(settled.get(rule, ())) for rule in facts}

    def _define(self, productions: Sequence[Production], concludes: Mapping[str, str]) -> dict[str, object]:
        """Write what can be asserted and what each firing means; give the ruleset in durable_rules' own form."""
        definition: dict[str, object] = {}
        uses: Counter[limits.Test] = Counter()
        ids = itertools.count(1)
        for number, production in enumerate(dict.fromkeys(productions)):
            rule, settles = production.rule, production.settles
            if rule not in self._subjects:
                self._subjects[rule] = (f'{{"id":"{next(ids)}","rule":"{rule}"', {"t": {}, "f": {}, "u": {}})
            atoms = limits.tests(production.atoms)
            for field, value in atoms:
                self._subjects[rule][1][value][field] = f',"{field}":"{value}"'
            patterns = [_pattern("s", ("rule", rule), *atoms)]
            for place, (name, value) in enumerate(limits.tests(production.conclusions)):
                # Only so many patterns can hang on one test, so further ones wait for a copy: 't0', 't1', ...
                copy = f"{value}{uses[name, value] // limits.IDENTICAL}"
                if uses[name, value] % limits.IDENTICAL == 0:
                    fact = f'{{"id":"{next(ids)}","name":"{name}","value":"{copy}"}}'
                    self._conclusions[name, value] = (*self._conclusions.get((name, value), ()), fact)
                uses[name, value] += 1
                patterns.append(_pattern(f"c{place}", ("name", name), ("value", copy)))
            definition[str(number)] = {"all": patterns}
            asserts = rule in concludes and settles in CONCLUSIVE
            self._firings[str(number)] = (rule, settles, (concludes[rule], CONCLUSIVE[settles]) if asserts else None)
        definition[END] = {"all": [_pattern("s", (END, "t"))], "pri": 1}  # 0, the others', goes first
        return definition

    def _fire(
        self, subject: str, facts: Mapping[str, Mapping[str, str]], conclusions: Mapping[str, str]
    ) -> dict[str, set[str]]:
        """Assert everything in a new state and follow what fires to the end marker; leaves the state as it then is."""
        c, handle = self._c, self._handle
        # The marker is there from the start and has the lowest priority, so it fires when nothing else is left to fire:
        # a conclusion is asserted before the firing that drew it is completed, and goes before the marker in its turn.
        state = self._assert(subject, '{"id":"0","end":"t"}')
        for rule, atoms in facts.items():
            if rule in self._subjects:
                head, tested = self._subjects[rule]
                try:
                    fact = head + "".join([tested[value].get(field, "") for field, value in atoms.items()]) + "}"
                except KeyError as error:
                    raise InferenceFailed(subject, "value", f"{rule}: {error.args[0]}") from None
                self._assert(subject, fact, needed=False)
        known: set[limits.Test] = set()
        for conclusion in conclusions.items():
            if conclusion[1] not in limits.VALUES:
                raise InferenceFailed(subject, "value", ": ".join(map(str, conclusion)))
            self._conclude(subject, conclusion, known)

        settled: dict[str, set[str]] = {}
        fired: list[str] = []
        started = c.start_action_for_state(handle, state)
        message = started[1] if started else None
        while message and len(fired) <= len(self._firings):
            # {"<number of the production>":{<the facts it rests on>}}
            fired.append(message[2 : message.index('"', 2)])
            if fired[-1] != END:
                rule, settles, asserts = self._firings[fired[-1]]
                settled.setdefault(rule, set()).add(settles)
                if asserts:
                    self._conclude(subject, asserts, known)
            message = c.complete_and_start_action(handle, state)
        if message or END not in fired or fired.index(END) + 1 != len(fired):
            raise InferenceFailed(subject, "end-marker", " ".join(fired))
        return settled

    def _conclude(self, subject: str, conclusion: limits.Test, known: set[limits.Test]) -> None:
        """Assert a conclusion that some production waits for, unless it is known already."""
        if conclusion not in known:
            known.add(conclusion)
            for fact in self._conclusions.get(conclusion, ()):
                self._assert(subject, fact)

    def _assert(self, subject: str, fact: str, *, needed: bool = True) -> int:
        """Assert a fact and give its state; `needed` if a pattern is known to wait for it."""
        code, state = self._c.assert_fact(self._handle, fact)
        # 0: taken; 1: no pattern matches it, so it was left out; 2: its id is already there.
        if code > 1 or (code and needed):
            raise InferenceFailed(subject, "not-taken", fact)
        return int(state)


def _pattern(alias: str, *tests: limits.Test) -> dict[str, object]:
    """The JSON form of one pattern: a fact for which all the tests hold."""
    return {alias: {"$and": [{field: value} for field, value in tests]}}
