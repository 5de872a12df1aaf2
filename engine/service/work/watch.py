"""The watch over the folder of the rules: when it holds others that are sound, they are taken, and no request is lost.

A folder that is being written to is let lie still first. Rules with problems are not taken: the old ones stay in force.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from pebble import ProcessPool

from engine.log.rulefiles import Files
from engine.service.access.logs import FAULTS, RULES, trace
from engine.service.work.crew import STARTING, forkserver
from engine.service.work.desk import Rules, at_hand, files_in
from engine.service.work.lanes import Lanes
from engine.source.problem import Place, Problem, Problems
from engine.source.text import Text

EVERY = 2.0
"""Seconds between two looks at the folder, unless someone says otherwise."""
NOT_TAKEN = Problem(
    "rules-not-taken",
    Place("--rules"),
    Text("de nye regler kunne ikke tages i brug", "the new rules could not be taken"),
    Text("at tjenesten startes igen; dens log siger hvorfor", "the service to be started anew; its log says why"),
)

State = Literal["current", "changed", "refused"]


def read_apart(folder: Path | None) -> Rules:
    """Read rules in a process of its own, so that no one waits for it. Raises Problems."""
    with ProcessPool(max_workers=1, context=forkserver()) as pool:
        found: Rules = pool.schedule(at_hand, args=(folder,), timeout=STARTING).result()
        return found


@dataclass
class Watch:
    """Whether the rules in force are those in their folder: 'current'; 'changed', not taken yet; 'refused'.

    `problems`: why they are refused. `every`: seconds between two looks at the folder. `look` gives the files that it
    holds, `read` the rules that they are.
    """

    lanes: Lanes
    every: float = EVERY
    look: Callable[[Path | None], Files | None] = files_in
    read: Callable[[Path | None], Rules] = read_apart
    state: State = "current"
    problems: tuple[Problem, ...] = ()

    async def run(self) -> None:
        """Look at the folder again and again, until this is cancelled."""
        settled = seen = self._in_force
        while True:
            await asyncio.sleep(self.every)
            found = await asyncio.to_thread(self.look, self.lanes.rules.folder)
            if found == self._in_force:
                self._is("current")
                settled = found
            elif found != settled:
                self._is("changed")
                if found == seen and await self._take(found):
                    settled = found
            seen = found

    @property
    def _in_force(self) -> Files | None:
        return self.lanes.rules.files

    async def _take(self, found: Files | None) -> bool:
        """Take the rules; give whether it is settled what becomes of them: they are in force, or refused."""
        try:
            rules = await asyncio.to_thread(self.read, self.lanes.rules.folder)
            if rules.files != found:
                return False
            await self.lanes.renew(rules)
        except Problems as error:
            if await asyncio.to_thread(self.look, self.lanes.rules.folder) != found:
                return False  # it is written to after all
            self._refuse(error.problems)
        except Exception as error:  # whatever it is, the service goes on by the rules it has
            logging.getLogger(FAULTS).error("%s", trace(error))
            self._refuse((NOT_TAKEN,))
        else:
            self._is("current")
            logging.getLogger(RULES).info("taken: %s", rules.digest)
        return True

    def _is(self, state: State, problems: tuple[Problem, ...] = ()) -> None:
        self.state, self.problems = state, problems

    def _refuse(self, problems: tuple[Problem, ...]) -> None:
        self._is("refused", problems)
        for problem in problems:
            logging.getLogger(RULES).error("refused: %s", problem.to("en"))


@asynccontextmanager
async def watching(watch: Watch | None) -> AsyncIterator[None]:
    """Keep a watch while the context lasts; none where it is None."""
    task = asyncio.create_task(watch.run()) if watch else None
    try:
        yield
    finally:
        if task:
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)
