"""The pages on the tokens of systems, for admins: what there are, a new one, and an end to one."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from datetime import date, timedelta
from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Request
from starlette.responses import Response

from engine.reports.display import shown_date
from engine.service.access.access import access_of
from engine.service.access.answers import COLUMNS, by_whom, cells
from engine.service.access.keeping import Keeping, New
from engine.service.access.refused import ROLE_WORDS
from engine.service.access.roles import ROLES, Role, Who
from engine.service.access.tokens import Token
from engine.service.pages.fields import Option, told
from engine.service.pages.frame import Frame, shown
from engine.service.pages.guard import ADMIN
from engine.service.pages.serve import NotThere, frame_of, lang_of, led, page
from engine.source.problem import Problems
from engine.source.text import Lang
from facts.typed import day_of

YEAR = timedelta(days=365)
"""How long a token holds unless someone says otherwise."""
FIELDS = ("name", "role", "until")

routes = APIRouter(include_in_schema=False)
Admin = Annotated[Who, ADMIN]


@dataclass(frozen=True, slots=True)
class Row:
    """A token in the list: its cells are as the command has them.

    `made_by`, `revoked_by`: who did it; `revoked`: when; '' where that is not so or not known.
    """

    id: str
    cells: tuple[str, ...]
    made_by: str
    revoked: str
    revoked_by: str
    holds: bool


@routes.get("/tokens")
async def tokens(request: Request, _: Admin) -> Response:
    """Give the tokens."""
    return page(await _page(request))


@routes.post("/tokens")
async def make(request: Request, who: Admin) -> Response:
    """Make a token, and show it this once."""
    keeping, lang, form = _keeping(request), lang_of(request), await request.form()
    texts = {name: given if isinstance(given := form.get(name), str) else "" for name in FIELDS}
    wrong: dict[str, list[str]] = {}
    role, until = ROLES.get(texts["role"], Role.CHECK), keeping.today()
    try:
        until = day_of(texts["until"])
    except Problems as error:
        wrong["until"] = [told(problem, lang) for problem in error.problems]
    new = New(texts["name"], role, until)
    problems = new.problems(keeping.today())
    if not (problems or wrong):
        try:
            kept, token = await keeping.make(new, who)
        except Problems as error:
            if any(problem.place.file not in FIELDS for problem in error.problems):
                raise
            problems = list(error.problems)
        else:
            return page(await _page(request, made=(kept.name, token)))
    for problem in problems:
        wrong.setdefault(problem.place.file, []).append(told(problem, lang))
    return page(await _page(request, texts=texts, wrong=wrong), HTTPStatus.UNPROCESSABLE_ENTITY)


@routes.post("/tokens/revoke")
async def revoke(request: Request, who: Admin) -> Response:
    """Let a token hold no more, with those made with it. Raises Problems."""
    given = (await request.form()).get("id")
    await _keeping(request).end(given if isinstance(given, str) else "", who)
    return led(request, "/tokens")


async def _page(
    request: Request,
    texts: dict[str, str] | None = None,
    wrong: dict[str, list[str]] | None = None,
    made: tuple[str, str] | None = None,
) -> str:
    keeping, frame = _keeping(request), frame_of(request)
    found, writable = await keeping.all()
    today = keeping.today()
    texts = texts or {"name": "", "role": Role.CHECK.word, "until": shown_date(today + YEAR, frame.lang)}
    return await asyncio.to_thread(
        _shown, frame, found, today, writable, texts, {name: [] for name in FIELDS} | (wrong or {}), made
    )


def _shown(
    frame: Frame,
    found: list[Token],
    today: date,
    writable: bool,
    texts: dict[str, str],
    wrong: dict[str, list[str]],
    made: tuple[str, str] | None,
) -> str:
    lang, names = frame.lang, {token.id: token.name for token in found}
    rows = [_row(token, today, names, lang) for token in reversed(found)]
    return shown(
        "tokens.html",
        frame,
        columns=[column.to(lang) for column in COLUMNS],
        rows=[row for row in rows if row.holds],
        over=[row for row in rows if not row.holds],
        roles=[Option(role.word, ROLE_WORDS[role].to(lang)) for role in Role],
        writable=writable,
        texts=texts,
        wrong=wrong,
        made=made,
    )


def _row(token: Token, today: date, names: dict[str, str], lang: Lang) -> Row:
    made_by, revoked_by = (by_whom(by, names, lang) for by in (token.made_by, token.revoked_by))
    revoked = shown_date(token.revoked, lang) if token.revoked else ""
    return Row(token.id, cells(token, today, lang), made_by, revoked, revoked_by, token.holds(today))


def _keeping(request: Request) -> Keeping:
    keeping = access_of(request).keeping
    if keeping is None:
        raise NotThere
    return keeping
