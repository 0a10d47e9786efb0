"""Fair turns: one chat never stands in another's way, and nobody writes faster than they can mean.

`FairTurns` lets one turn of a chat into the writer's queue at a time, so that whoever comes next
waits for one turn of a flood and not for all of it. `Pace` is the brake on a flood itself. In
memory only; it must not know what is said, nor in which channel.
"""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Final

from flows.model import ChatId

AT_ONCE: Final = 60
"""What one writer may send in one go. People send a few; a stuck key or a script sends hundreds."""
SECONDS_FOR_ONE: Final = 1.0
"""After that, one more each second."""
MOST_KNOWN: Final = 10_000


@dataclass(frozen=True, slots=True)
class Pace:
    """How much each writer has left. Times are seconds of any clock that only goes forward."""

    _used: dict[str, tuple[float, float]] = field(default_factory=dict)

    def allows(self, who: str, now: float) -> bool:
        """Whether one more is in time; it is counted then."""
        used, at = self._used.get(who, (0.0, now))
        used = max(0.0, used - (now - at) / SECONDS_FOR_ONE)
        if used + 1 > AT_ONCE:
            return False
        if len(self._used) >= MOST_KNOWN:
            self._forget(now)
        self._used[who] = (used + 1, now)
        return True

    def _forget(self, now: float) -> None:
        """Whoever has rested is as good as new."""
        rested = AT_ONCE * SECONDS_FOR_ONE
        for who in [who for who, (_, at) in self._used.items() if now - at >= rested]:
            del self._used[who]


@dataclass(slots=True)
class _Line:
    """Those of one chat who wait."""

    lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    waiting: int = 0


@dataclass(frozen=True, slots=True)
class FairTurns:
    """One line a chat. Used on one event loop."""

    _lines: dict[ChatId, _Line] = field(default_factory=dict)

    @asynccontextmanager
    async def turn_of(self, chat: ChatId | None) -> AsyncIterator[None]:
        """Wait until no other turn of this chat is on its way; first come, first served."""
        if chat is None:
            yield
            return
        line = self._lines.setdefault(chat, _Line())
        line.waiting += 1
        try:
            async with line.lock:
                yield
        finally:
            line.waiting -= 1
            if not line.waiting:
                self._lines.pop(chat, None)
