"""Records runs in processes of their own: `python -m tests.log.recorder`, told where and what line by line.

'URL forever': a child records until it is killed. 'URL COUNT': a child records so many. Each run that is recorded is
told as 'kept NUMBER:HASH', after it is, and not before; 'ended' when the child is gone, however it went.
"""

from __future__ import annotations

import os
import sys
from datetime import UTC, datetime
from itertools import count

from engine.decision.files import Asked
from engine.log.record import Who, record
from engine.source.problem import Problems
from tests.log.common import RULES, Log, judgement_of, other

ASKED = Asked(RULES, rules=("takst/overhead",))
"""Few decisions: what is tested is how they are written, not how they are made."""


def say(*words: object) -> None:
    os.write(1, (" ".join(map(str, words)) + "\n").encode())


def main() -> None:
    judged = [judgement_of(other(number), asked=ASKED) for number in range(60, 70)]
    say("ready")
    for line in sys.stdin:
        url, wanted = line.split()
        child = os.fork()
        if not child:
            say("child", os.getpid())
            _record(Log.at(url), judged, None if wanted == "forever" else int(wanted))
            os._exit(0)
        os.waitpid(child, 0)
        say("ended")


def _record(log: Log, judged: list, wanted: int | None) -> None:  # type: ignore[type-arg]
    store = None
    try:
        for number in count() if wanted is None else range(wanted):
            store = log.opened() if store is None or wanted is None else store
            judgement = judged[(number + os.getpid()) % len(judged)]
            run = record(store, judgement, ASKED, Who(str(os.getpid()), "test"), datetime.now(UTC))
            say("kept", run.head)
    except Problems as error:
        say("failed", error)


if __name__ == "__main__":
    main()
