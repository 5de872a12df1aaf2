"""What worker processes do with the log. The JSON is that of the command `klausul log`."""

from __future__ import annotations

from engine.log import answers
from engine.log.answers import Shape
from engine.log.data import as_json
from engine.log.log import Log
from engine.log.recorded import chosen_of
from engine.log.runs import Span
from engine.log.search import Wanted as Sought
from engine.reports.reporter import reporter
from engine.service.api.tasks import Made, Wanted
from engine.service.work.desk import Desk

JSON = Shape("da", "json")


def listed(desk: Desk, span: Span, everything: bool) -> bytes:
    """Give the runs of a span. Raises Problems, as all of these do."""
    return answers.run_list(_url(desk), span, JSON, everything=everything).text.encode()


def searched(desk: Desk, sought: Sought, most: int) -> bytes:
    """Give the recorded decisions that fit."""
    return answers.hits(_url(desk), sought, most, JSON).text.encode()


def shown(desk: Desk, name: str) -> bytes:
    """Give what a run rests on, without its decisions."""
    with _log(desk).kept(name) as kept:
        return as_json({"run": kept.run, "beside": kept.beside(), "rulebook": kept.digest()}).encode()


def decisions(desk: Desk, name: str, rule: str | None, subject: str | None) -> bytes:
    """Give a run's decisions as they were recorded; those of a rule, on a subject, or both."""
    with _log(desk).kept(name) as kept:
        return as_json({"run": kept.run, "decisions": chosen_of(kept, rule, subject)}).encode()


def reported(desk: Desk, name: str, wanted: Wanted) -> Made:
    """Give a run's report in any format, made of what was recorded."""
    log = _log(desk)
    judgement = log.judgement(name)
    report = reporter(wanted.form).check(judgement, wanted.view((), log.run(name).head))
    return Made(report.encode() if isinstance(report, str) else report, len(judgement.decisions))


def replayed(desk: Desk, name: str) -> bytes:
    """Decide a run again, and hold what comes out against what was recorded."""
    return answers.replayed(_url(desk), name, JSON).text.encode()


def compared(desk: Desk, one: str, other: str) -> bytes:
    """Say which decisions flipped between two runs, and why."""
    return answers.compared(_url(desk), one, other, JSON).text.encode()


def _url(desk: Desk) -> str:
    """Give the log's URL; the log is made where there is none."""
    assert desk.log is not None  # noqa: S101 - the routes have seen to it
    _log(desk)
    return desk.log


def _log(desk: Desk) -> Log:
    assert desk.log is not None  # noqa: S101
    return Log.open(desk.log, create=True)
