"""How often one may ask: each account or address in a minute, and fewer times to get in."""

from __future__ import annotations

import ipaddress
import math
import time

from limits import RateLimitItemPerMinute
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter

from engine.service.access.refused import TooMany
from engine.service.settings import Limits


class Rates:
    """Counts requests in a window of a minute that moves along."""

    def __init__(self, limits: Limits) -> None:
        """Begin with none."""
        self._counted = MovingWindowRateLimiter(MemoryStorage())
        self._requests = RateLimitItemPerMinute(limits.per_minute, namespace="requests")
        self._logins = RateLimitItemPerMinute(limits.logins_per_minute, namespace="logins")

    def request(self, account: str) -> None:
        """Count a request of an account (or an address). Raises TooMany."""
        self._hit(self._requests, account)

    def login(self, address: str) -> None:
        """Count an attempt to get in. Raises TooMany."""
        self._hit(self._logins, address)

    def may_try(self, address: str) -> None:
        """Raise TooMany where an address has tried to get in too often already; count nothing."""
        if not self._counted.test(self._logins, address):
            raise TooMany(self._wait(self._logins, address))

    def _hit(self, item: RateLimitItemPerMinute, name: str) -> None:
        if not self._counted.hit(item, name):
            raise TooMany(self._wait(item, name))

    def _wait(self, item: RateLimitItemPerMinute, name: str) -> int:
        return math.ceil(self._counted.get_window_stats(item, name).reset_time - time.time())


def counted_address(peer: str) -> str:
    """Give what an address is counted by: IPv6 by its network, as one site has as many addresses as it wants."""
    try:
        address = ipaddress.ip_address(peer.partition("%")[0])
    except ValueError:
        return peer
    if isinstance(address, ipaddress.IPv6Address):
        if address.ipv4_mapped:
            return str(address.ipv4_mapped)
        return str(ipaddress.ip_network((address, 64), strict=False))
    return str(address)
