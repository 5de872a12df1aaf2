"""Lanes: where work is handed in. A crew does it by the rules in force; with new rules another takes its place."""

from __future__ import annotations

from dataclasses import dataclass, field
from threading import Thread

from engine.service.settings import Settings
from engine.service.work.crew import Crew, Given, Result, Task, Work
from engine.service.work.desk import Rules


@dataclass
class Lanes:
    """The worker processes of a service: those of the crew at work, and of crews that finish what they have begun."""

    settings: Settings
    _at_work: Crew | None = None
    _leaving: list[Thread] = field(default_factory=list)
    """Each waits until a crew has finished."""

    @property
    def rules(self) -> Rules:
        """Give the rules that work handed in now is done by."""
        return self._crew.rules

    def open(self, rules: Rules) -> None:
        """Start a crew."""
        self._at_work = Crew.of(self.settings, rules)

    async def ready(self) -> None:
        """Wait until every lane can work. Raises what keeps one from it."""
        await self._crew.ready()

    async def renew(self, rules: Rules) -> None:
        """Have all work that is handed in from now on done by new rules; what was handed in is done by the old ones.

        Raises what keeps the new crew from working; then the old one stays.
        """
        crew = Crew.of(self.settings, rules)
        try:
            await crew.ready()
        except BaseException:
            self._leave(crew)
            raise
        old, self._at_work = self._crew, crew
        self._leave(old)

    async def run(
        self, key: str | None, task: Task[Given, Result], *args: Given.args, **kwargs: Given.kwargs
    ) -> Result:
        """Give what a task gives, done in the lane that `key` belongs to; None: where least waits.

        Raises what the task raises, and TooLong, TooMuch, Crashed, Busy. Who stops waiting stops the work.
        """
        return await self._crew.begin(key, task, *args, **kwargs).result()

    def begin(self, task: Task[Given, Result], *args: Given.args, **kwargs: Given.kwargs) -> Work[Result]:
        """Begin work that may take long, for one who comes back for it. Raises Busy, Crashed."""
        return self._crew.begin_long(task, *args, **kwargs)

    @property
    def waiting(self) -> tuple[int, ...]:
        """Give how much each lane has to do, that of long work first."""
        return self._crew.waiting if self._at_work else ()

    @property
    def are_open(self) -> bool:
        """Say whether every lane takes work."""
        return self._at_work is not None and self._at_work.is_open

    def close(self) -> None:
        """Finish what runs, then end the processes."""
        if self._at_work:
            self._at_work.close()
        for thread in self._leaving:
            thread.join()

    @property
    def _crew(self) -> Crew:
        assert self._at_work is not None  # noqa: S101 - there is one as long as the service runs
        return self._at_work

    def _leave(self, crew: Crew) -> None:
        """Have a crew finish what it has begun, and end."""
        thread = Thread(target=crew.close, daemon=True)
        thread.start()
        self._leaving = [*(each for each in self._leaving if each.is_alive()), thread]
