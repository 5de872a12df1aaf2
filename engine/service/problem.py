"""What went wrong with a request, as problem details (RFC 9457), with the same problems that the command tells."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote

from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from engine.reports.data import problem_data
from engine.service.access.logs import FAULTS, trace
from engine.service.invalid import invalid
from engine.service.settings import Limits, Settings
from engine.service.work.crew import Busy, Crashed, TooLong, TooMuch
from engine.source.problem import Place, Problem, Problems
from engine.source.text import Lang, Text

Tell = Callable[[Request, Exception], Response]
"""Gives the answer that tells what went wrong; it must not raise, and must send the headers of `Told` along."""

MEDIA = "application/problem+json"
RETRY = 5
"""Seconds to wait before a request is worth another try."""

TITLES = {
    400: Text("Forespørgslen kan ikke forstås", "The request cannot be understood"),
    401: Text("Du er ikke logget ind", "You are not logged in"),
    403: Text("Du har ikke adgang", "You have no access"),
    404: Text("Her er ikke noget", "There is nothing here"),
    405: Text("Det kan man ikke her", "That cannot be done here"),
    406: Text("Det format findes ikke", "There is no such format"),
    408: Text("Forespørgslen tog for lang tid", "The request took too long"),
    409: Text("Det kan ikke ske nu", "That cannot be done now"),
    413: Text("Forespørgslen er for stor", "The request is too large"),
    415: Text("Den slags indhold tages ikke", "Content of that kind is not taken"),
    421: Text("Det er en anden tjenestes adresse", "That is another service's address"),
    422: Text("Fakta eller spørgsmålet har fejl", "The facts or the question have problems"),
    429: Text("For mange forespørgsler", "Too many requests"),
    500: Text("Her gik noget galt", "Something went wrong here"),
    502: Text("En anden tjeneste svarer ikke rigtigt", "Another service does not answer rightly"),
    503: Text("Tjenesten kan ikke lige nu", "The service cannot just now"),
    504: Text("Det tog for lang tid", "It took too long"),
}
"""What each status says in a few words."""
OTHERWISE = Text("Det kan ikke lade sig gøre", "That cannot be done")

STATUS = {
    "no-log": 404,
    "unknown-run": 404,
    "log-locked": 503,
    "log-unreachable": 503,
    "log-full": 503,
    "log-read-only": 503,
    "log-refused": 503,
    "log-failed": 503,
    "log-damaged": 503,
    "no-database": 503,
    "no-driver": 503,
    "tokens-unusable": 503,
}
"""The status that a problem has, by its code, where it is not what was sent that is wrong (422)."""
CODES = {
    400: "request",
    401: "not-known",
    403: "no-access",
    404: "not-found",
    405: "method",
    406: "format",
    408: "slow",
    413: "too-large",
    415: "content-type",
    421: "other-name",
    429: "too-many",
    500: "fault",
    502: "other-service",
    503: "busy",
}
"""The code of a problem that is told by its status alone."""


class Absent(Problems):
    """Raised where what the address names is not there."""


EXPECTED = {
    415: Text("application/json eller multipart/form-data", "application/json or multipart/form-data"),
}
"""What was expected, where the status alone tells it."""


@dataclass(frozen=True, slots=True)
class Told:
    """An answer that tells what went wrong: its status, the problems, and headers to send along."""

    status: int
    problems: tuple[Problem, ...]
    headers: Mapping[str, str] = field(default_factory=dict)

    @property
    def title(self) -> Text:
        """Give what the status says in a few words."""
        return TITLES.get(self.status, OTHERWISE)

    @property
    def why(self) -> Text:
        """Give what the problems say, the first few, each on a line of its own."""
        few = self.problems[:SHOWN]
        return Text(
            "\n".join(_line(problem, "da") for problem in few), "\n".join(_line(problem, "en") for problem in few)
        )

    def data(self, lang: Lang, instance: str) -> dict[str, Any]:
        """Give the problem details."""
        first = self.problems[0]
        return {
            "type": f"urn:klausul:problem:{first.code}",
            "title": self.title.to(lang),
            "status": self.status,
            "detail": self.why.to(lang),
            "instance": instance,
            "problems": [problem_data(problem) for problem in self.problems],
        }


SHOWN = 5
"""Problems that `why` tells; `problems` holds all."""
REQUEST = Place("-")
"""The place of a problem that is with no file."""


def told(error: Exception, limits: Limits) -> Told:
    """Give what is told of an error; of a fault of the program no particulars."""
    if isinstance(error, Absent):
        return Told(404, error.problems)
    if isinstance(error, HTTPException):
        return _refused(error)
    if isinstance(error, Problems):
        status = max((STATUS.get(problem.code, 422) for problem in error.problems), default=422)
        return Told(status, error.problems, {"Retry-After": str(RETRY)} if status == 503 else {})
    if isinstance(error, RequestValidationError):
        return Told(422, invalid(error))
    return _of_work(error, limits)


def _of_work(error: Exception, limits: Limits) -> Told:
    if isinstance(error, TooLong):
        da, en = f"arbejdet tog mere end {limits.seconds:g} s", f"the work took more than {limits.seconds:g} s"
        return _one(504, "too-long", Text(da, en), _AS_A_JOB)
    if isinstance(error, TooMuch):
        return _one(413, "too-much-memory", _MEMORY, Text("mindre ad gangen", "less at a time"))
    if isinstance(error, Crashed):
        return _one(503, "crashed", _CRASHED, retry=True)
    if isinstance(error, Busy):
        return _one(503, "busy", _BUSY, retry=True)
    return _one(500, "fault", _FAULT)


_AS_A_JOB = Text("mindre ad gangen, eller et job (/v1/jobs)", "less at a time, or a job (/v1/jobs)")
_MEMORY = Text("arbejdet tog mere hukommelse, end det må", "the work took more memory than it may")
_CRASHED = Text("processen, der arbejdede på det, gik ned", "the process that worked on it went down")
_BUSY = Text("der venter så meget, at der ikke er plads til mere", "so much waits that there is no room for more")
_FAULT = Text(
    "det er en fejl i programmet; den står i tjenestens log", "it is a fault of the program; it is in the service's log"
)


def _one(status: int, code: str, message: Text, expected: Text | None = None, *, retry: bool = False) -> Told:
    headers = {"Retry-After": str(RETRY)} if retry else {}
    return Told(status, (Problem(code, REQUEST, message, expected),), headers)


def _refused(error: HTTPException) -> Told:
    """Give a refusal by its own words where it has some in both languages, else by those of its status."""
    status = error.status_code
    why = getattr(error, "why", TITLES.get(status, OTHERWISE))
    problem = Problem(CODES.get(status, "refused"), REQUEST, why, EXPECTED.get(status))
    return Told(status, (problem,), error.headers or {})


def language(request: Request) -> Lang:
    """Give the language that is asked for: English where it is named before Danish, else Danish."""
    asked = request.query_params.get("lang") or request.headers.get("accept-language", "")
    english, danish = asked.lower().find("en"), asked.lower().find("da")
    return "en" if english >= 0 and (danish < 0 or english < danish) else "da"


def details(request: Request, told: Told) -> Response:
    """Give an answer as problem details."""
    lang = language(request)
    content = json.dumps(told.data(lang, quote(request.scope["path"])), ensure_ascii=False, indent=2) + "\n"
    headers = {**told.headers, "Content-Language": lang, "Vary": "Accept-Language"}
    return Response(content.encode(), told.status, headers, MEDIA)


def answered(request: Request, error: Exception) -> Response:
    """Give the answer, as problem details, to a request that failed."""
    return details(request, told(error, limits_of(request)))


def limits_of(request: Request) -> Limits:
    """Give the limits of the service that a request has come to."""
    settings: Settings = request.app.state.settings
    return settings.limits


def noted(error: Exception, limits: Limits) -> Told:
    """Give what is told of an error, and log where it happened if it is a fault of the program."""
    found = told(error, limits)
    if found.status == 500:
        logging.getLogger(FAULTS).error("%s", trace(error))
    return found


def install(app: FastAPI, tell: Tell) -> None:
    """Have `tell` answer what goes wrong in an application; faults of the program are left to what stands around it."""

    async def handled(request: Request, error: Exception) -> Response:
        return tell(request, error)

    for kind in (Problems, RequestValidationError, HTTPException, TooLong, TooMuch, Crashed, Busy):
        app.add_exception_handler(kind, handled)


def _line(problem: Problem, lang: Lang) -> str:
    return problem.to(lang).removeprefix(f"{REQUEST}: ")
