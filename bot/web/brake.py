"""A brake on guessing: how many strangers with a wrong code one address may bring in an hour.

In memory only: it forgets on a restart, when the brake in the database still holds. It must not
know which codes exist.
"""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from starlette.requests import Request

MAX_WRONG_VISITS = 5
HOLDS = timedelta(hours=1)
_LOOPBACK = ("127.0.0.1", "::1")


@dataclass(frozen=True, slots=True)
class AddressBrake:
    """Wrong codes of new visitors, by address. Used on one event loop."""

    _wrong: defaultdict[str, list[datetime]] = field(default_factory=lambda: defaultdict(list))

    def holds(self, address: str, now: datetime) -> bool:
        """Whether nobody new may try a code from here just now."""
        return len([at for at in self._wrong.get(address, ()) if at > now - HOLDS]) >= (
            MAX_WRONG_VISITS
        )

    def wrong(self, address: str, now: datetime) -> None:
        """Somebody new from here had a wrong code."""
        for known in list(self._wrong):
            if self._wrong[known][-1] <= now - HOLDS:
                del self._wrong[known]
        self._wrong[address] = [*self._wrong[address][1 - MAX_WRONG_VISITS :], now]


def address_of(request: Request) -> str:
    """Where a request comes from. A proxy on this computer adds whom it speaks for at the end."""
    peer = request.client.host if request.client is not None else ""
    named = request.headers.get("x-forwarded-for", "").rpartition(",")[2].strip()
    return named if peer in _LOOPBACK and named else peer
