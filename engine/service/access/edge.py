"""The outermost: every request gets an answer in our words, and a line in the log; also where something breaks."""

from __future__ import annotations

import logging
import time

from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from engine.service.access.logs import ACCESS, FAULTS, asked, trace
from engine.service.access.refused import Refused
from engine.service.access.sessions import who_asks
from engine.service.problem import Tell


class Edge:
    """Middleware that tells what the others refuse, tells faults without their particulars, and logs each request."""

    def __init__(self, app: ASGIApp, tell: Tell) -> None:
        """Stand before `app`."""
        self.app, self.tell = app, tell

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, whatever comes."""
        if scope["type"] != "http":
            return await self.app(scope, receive, send)
        began, status = time.perf_counter(), 0

        async def sending(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        request = Request(scope, receive)
        try:
            await self.app(scope, receive, sending)
        except Exception as error:  # whatever it is, no one else will tell it
            if not isinstance(error, Refused):
                logging.getLogger(FAULTS).error("%s", trace(error))
            if status:  # the answer has begun: all that can be done is to break it off
                raise Broken from None
            await self.tell(request, error)(scope, receive, sending)
        finally:
            who = who_asks(request)
            line = asked(
                scope["method"], scope["path"], status, time.perf_counter() - began, who.account if who else None
            )
            logging.getLogger(ACCESS).info("%s", line)


class Broken(Exception):  # noqa: N818 - it says what has become of an answer
    """An answer that had begun cannot be ended. What happened stands in the log; this bears nothing of it."""
