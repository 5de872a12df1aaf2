"""Work for a client that may go away: then it is stopped."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from typing import Any, TypeVar

from starlette.exceptions import HTTPException
from starlette.requests import Request

Result = TypeVar("Result")
GONE = 499
"""The status that stands in logs for a client that did not wait. It is never sent: no one is there."""


async def while_there(request: Request, work: Coroutine[Any, Any, Result]) -> Result:
    """Give what `work` gives; where the client goes before it is done, stop it and raise HTTPException."""
    working, leaving = asyncio.ensure_future(work), asyncio.ensure_future(_leaving(request))
    try:
        await asyncio.wait({working, leaving}, return_when=asyncio.FIRST_COMPLETED)
        if not working.done():
            raise HTTPException(GONE)
        return working.result()
    finally:
        working.cancel()
        leaving.cancel()


async def _leaving(request: Request) -> None:
    """Wait until the client goes. The request's body has been read."""
    while (await request.receive())["type"] != "http.disconnect":
        pass
