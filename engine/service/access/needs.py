"""Who a route is for: by `needs` those with a role, as `public` everyone. One that says nothing is not served."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Annotated, Any, TypeVar

from fastapi import Depends
from fastapi.dependencies.models import Dependant
from fastapi.routing import RouteContext, iter_route_contexts
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer
from starlette.requests import Request
from starlette.routing import BaseRoute, Mount

from engine.service.access.origin import SAFE
from engine.service.access.refused import NotKnown, TooLittle
from engine.service.access.roles import Role, Who
from engine.service.access.sessions import asking_of, check_csrf

Endpoint = TypeVar("Endpoint", bound=Callable[..., Any])
PUBLIC = "klausul_public"

# It only tells the specification of the API how systems say who they are; what they send is looked at before.
bearer = HTTPBearer(scheme_name="token", description="A token made by `klausul token create`.", auto_error=False)


@dataclass(frozen=True, slots=True)
class Needs:
    """A dependency that gives who asks where they have the role; raises NotKnown, TooLittle or Foreign."""

    role: Role

    async def __call__(
        self, request: Request, _: Annotated[HTTPAuthorizationCredentials | None, Depends(bearer)]
    ) -> AsyncIterator[Who]:
        """Give who asks."""
        who = asking_of(request).who
        if who is None:
            raise NotKnown
        if not who.may(self.role):
            raise TooLittle(self.role)
        try:
            await check_csrf(request)
            yield who
        finally:
            await request.close()  # what a form has brought


def needs(role: Role) -> Any:
    """Say who a route or a router is for.

    As `who: Annotated[Who, needs(Role.CHECK)]` it gives who asks; as `dependencies=[needs(Role.CHECK)]` it only asks.
    What writes is refused where it comes from another site's page. Where several roles are needed, all must be had.
    """
    return Depends(Needs(role))


def public(endpoint: Endpoint) -> Endpoint:
    """Say that everyone may read a route (or a mounted app): under the route's own decorator. It must not write."""
    setattr(endpoint, PUBLIC, True)
    return endpoint


def role_of(route: RouteContext) -> Role | None:
    """Give the role that a route needs, None where it says none."""
    dependant = getattr(route, "dependant", None)
    return max((need.role for need in _needed(dependant)), default=None) if dependant else None


def is_public(route: RouteContext) -> bool:
    """Say whether a route is for everyone, and writes nothing."""
    original = route.original_route
    called = original.app if isinstance(original, Mount) else route.endpoint
    if not getattr(called, PUBLIC, False):
        return False
    return isinstance(original, Mount) or (route.methods or {"*"}) <= SAFE


def unguarded(routes: Iterable[BaseRoute]) -> list[str]:
    """Give the paths of the routes that neither need a role nor are public (nor may be)."""
    contexts = iter_route_contexts(list(routes))
    return [str(route.path or route.route) for route in contexts if role_of(route) is None and not is_public(route)]


class Unguarded(Exception):  # noqa: N818 - it tells of routes
    """Raised where an app would serve routes that say nothing of who they are for. It is a fault of the program."""


def check_guarded(routes: Iterable[BaseRoute]) -> None:
    """Raise Unguarded where a route says nothing of who it is for."""
    if found := unguarded(routes):
        raise Unguarded(f"these routes need a role, or must be public and only read: {', '.join(found)}")


def _needed(dependant: Dependant) -> Iterator[Needs]:
    if isinstance(dependant.call, Needs):
        yield dependant.call
    for each in dependant.dependencies:
        yield from _needed(each)
