"""Tokens of systems, for admins: seen, made and revoked as by the command `klausul token`."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from typing import Annotated, Any, Literal

from fastapi import APIRouter
from pydantic import BaseModel, ConfigDict, Field
from starlette.requests import Request
from starlette.responses import Response

from engine.service.access.access import access_of
from engine.service.access.answers import EXPIRED, HOLDS, REVOKED, state
from engine.service.access.keeping import LONGEST_NAME, Keeping, New
from engine.service.access.needs import needs
from engine.service.access.roles import ROLES, Role, Who
from engine.service.access.tokens import Token
from engine.service.api.answers import LOOKING, data, json_answer, plain, problems
from engine.service.api.asked import Day
from engine.service.problem import Absent
from engine.source.problem import Place, Problem, Problems
from engine.source.text import Text

router = APIRouter(prefix="/v1", tags=["tokens"])
Admin = Annotated[Who, needs(Role.ADMIN)]
STATES = {HOLDS: "holds", EXPIRED: "expired", REVOKED: "revoked"}
WRITING = problems(*LOOKING, 400, 408, 413, 503)


class NewToken(BaseModel):
    """A token to be made."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: str = Field(min_length=1, max_length=LONGEST_NAME, description="Which system it is for; the log shows it.")
    role: Literal["check", "audit", "admin"] = Field(description="What it may do; each includes those before.")
    until: Day = Field(description="The last day that it holds (UTC).")


@router.get("/tokens", summary="List the tokens", responses=data("Tokens", "All tokens.") | problems(*LOOKING, 503))
async def list_tokens(request: Request, _: Admin) -> Response:
    """List all tokens with who made them; also those that hold no more. What they are is never shown again."""
    keeping = _keeping(request)
    tokens, writable = await keeping.all()
    return _answer({"tokens": [token_data(token, keeping.today()) for token in tokens], "writable": writable})


@router.post(
    "/tokens",
    summary="Make a token",
    status_code=201,
    responses=data("MadeToken", "The token; it is shown this once.", 201) | WRITING,
)
async def make_token(request: Request, new: NewToken, who: Admin) -> Response:
    """Make a token. With a token one can be made that holds no longer, and that is revoked with it."""
    keeping = _keeping(request)
    kept, token = await keeping.make(New(new.name, ROLES[new.role], new.until), who)
    return _answer(token_data(kept, keeping.today()) | {"token": token}, 201)


@router.delete(
    "/tokens/{token}",
    summary="Revoke a token",
    status_code=204,
    responses=plain(204, "It is refused within seconds.") | WRITING,
)
async def revoke_token(request: Request, token: str, who: Admin) -> Response:
    """Let a token hold no more, with those that were made with it."""
    try:
        await _keeping(request).end(token, who)
    except Problems as error:
        if any(problem.code == "unknown-token" for problem in error.problems):
            raise Absent(error.problems) from None
        raise
    return Response(status_code=204)


def token_data(token: Token, today: date) -> dict[str, Any]:
    """Give a token as data, without what would let anyone in."""
    days = {name: getattr(token, name) for name in ("made", "expires", "used", "revoked")}
    return {
        "id": token.id,
        "name": token.name,
        "role": token.role.word,
        "state": STATES[state(token, today)],
        **{name: day.isoformat() if day else None for name, day in days.items()},
        "made_by": token.made_by,
        "revoked_by": token.revoked_by,
    }


def _keeping(request: Request) -> Keeping:
    keeping = access_of(request).keeping
    if keeping is None:
        message = Text("tjenesten tager ikke imod tokens", "the service takes no tokens")
        expected = Text("KLAUSUL_TOKENS, hvor de er", "KLAUSUL_TOKENS, where they are")
        raise Absent([Problem("no-tokens", Place("-"), message, expected)])
    return keeping


def _answer(content: Mapping[str, Any], status: int = 200) -> Response:
    return json_answer((json.dumps(content, ensure_ascii=False, indent=2) + "\n").encode(), status)
