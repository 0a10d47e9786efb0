"""What time it is. The only module that asks the computer.

Turns read `now()`, which a demo may have moved ahead. Leases, sign-in and rate limits read
`real_now()`, which nobody moves.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Protocol

NO_OFFSET = timedelta(0)


class Clock(Protocol):
    """Tells the time as aware UTC instants."""

    def now(self) -> datetime:
        """The time that the service lives in."""

    def real_now(self) -> datetime:
        """The time outside, whatever a demo has done to its own."""


class SystemClock:
    """The computer's clock, ahead by an offset (demo only)."""

    def __init__(self, offset: timedelta = NO_OFFSET) -> None:
        self._offset = offset

    @property
    def offset(self) -> timedelta:
        """How far ahead `now` is."""
        return self._offset

    def set_offset(self, offset: timedelta) -> None:
        """Move `now` to the computer's time plus this much."""
        self._offset = offset

    def now(self) -> datetime:
        """The computer's time plus the offset."""
        return self.real_now() + self._offset

    def real_now(self) -> datetime:
        """The computer's time."""
        return datetime.now(UTC)


@dataclass(slots=True)
class FrozenClock:
    """A clock that stands still until it is told: tests, talk files, the simulator."""

    at: datetime

    def now(self) -> datetime:
        """Where the clock stands."""
        return self.at

    def real_now(self) -> datetime:
        """Where the clock stands: there is no other time."""
        return self.at

    def advance(self, by: timedelta) -> datetime:
        """Move the clock on and answer the new time."""
        self.at += by
        return self.at
