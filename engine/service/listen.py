"""Serving: the address is taken first, so that one in use is told plainly; a signal has what runs finished."""

from __future__ import annotations

import gc
import math
import signal
import socket
from collections.abc import Callable
from types import FrameType

import uvicorn
from fastapi import FastAPI

from engine.service.access.logs import log_config
from engine.service.settings import Limits, Settings
from engine.source.problem import Place, Problem, Problems
from engine.source.text import Text

BACKLOG = 2048
IDLE = 15
"""Seconds that a connection may stay open without a request."""


def listening(settings: Settings) -> socket.socket:
    """Give a socket that listens at the service's address. Raises Problems where that cannot be had."""
    try:
        family, *_, address = socket.getaddrinfo(settings.host, settings.port, type=socket.SOCK_STREAM)[0]
        return socket.create_server(address[:2], family=family, backlog=BACKLOG)
    except (OSError, UnicodeError) as error:
        place = Place(f"{settings.host}:{settings.port}")
        raise Problems([Problem("address", place, _why(error))]) from None


def _why(error: OSError | UnicodeError) -> Text:
    import errno

    number = error.errno if isinstance(error, OSError) else None
    if number == errno.EADDRINUSE:
        return Text("adressen er i brug af et andet program", "the address is in use by another program")
    if number in (errno.EACCES, errno.EPERM):
        return Text("kontoen må ikke lytte her", "the account may not listen here")
    return Text("her kan ikke lyttes", "it is not possible to listen here")


def address_of(listener: socket.socket) -> str:
    """Give the address of a socket as a URL."""
    host, port = listener.getsockname()[:2]
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


def serve(app: FastAPI, listener: socket.socket, tell: Callable[[], None]) -> None:
    """Serve until a signal ends it; what runs then is finished, and no more is taken. `tell` is called at the start.

    From the signal to the end it takes no longer than the longest work may, and the seconds that processes take to end.
    """
    limits: Limits = app.state.settings.limits
    config = uvicorn.Config(
        app,
        log_config=log_config(),
        access_log=False,
        server_header=False,
        proxy_headers=False,
        timeout_keep_alive=IDLE,
        lifespan="on",
        ws="none",
        timeout_graceful_shutdown=math.ceil(max(limits.seconds, limits.job_seconds)),
    )
    gc.enable()  # a command is short and does without; a service is not
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, _heard)  # what uvicorn does with it is all; it would raise it once more at the end
    _Server(config, app, tell).run([listener])


def _heard(_: int, __: FrameType | None) -> None:
    """Do nothing about a signal."""


class _Server(uvicorn.Server):
    def __init__(self, config: uvicorn.Config, app: FastAPI, tell: Callable[[], None]) -> None:
        super().__init__(config)
        self.app, self.tell = app, tell

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        if self.started:
            self.tell()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        self.app.state.jobs.stop()  # before what runs is waited for, or another job would begin meanwhile
        await super().shutdown(sockets)
