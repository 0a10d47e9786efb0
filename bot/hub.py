"""Wakes open browser streams when chats change. It carries ids, and words only for the crisis text.

A stream subscribes to the chats it shows and, when woken, reads what is new from the database, so
a lost wake costs a poll and nothing else. It must not know the database or HTTP.
"""

import asyncio
import threading
from collections.abc import Iterable
from dataclasses import dataclass, field

from flows.model import ChatId

MAX_SPOKEN = 20


@dataclass(frozen=True, slots=True)
class Spoken:
    """Words for a chat that are not a row (the fixed crisis text when a turn is late)."""

    chat: ChatId
    text: str


@dataclass(eq=False)
class Subscription:
    """One stream's ear. Used on the loop it was made on."""

    chats: frozenset[ChatId]
    loop: asyncio.AbstractEventLoop
    _woken: asyncio.Event = field(default_factory=asyncio.Event)
    _spoken: list[Spoken] = field(default_factory=list)

    async def wait(self, timeout_seconds: float) -> tuple[Spoken, ...]:
        """Return at the next wake or after the time, with what was spoken meanwhile."""
        try:
            async with asyncio.timeout(timeout_seconds):
                await self._woken.wait()
        except TimeoutError:
            return ()
        self._woken.clear()
        spoken, self._spoken[:] = tuple(self._spoken), []
        return spoken

    def hear(self, spoken: Spoken | None) -> None:
        """Wake the stream; on its own loop only."""
        if spoken is not None and len(self._spoken) < MAX_SPOKEN:
            self._spoken.append(spoken)
        self._woken.set()


class Hub:
    """In-process fan-out of chat ids. `wake`, `speak` and `close` may be called from any thread."""

    def __init__(self) -> None:
        """Nobody listens yet."""
        self._lock = threading.Lock()
        self._open: set[Subscription] = set()
        self._closed = False

    @property
    def closed(self) -> bool:
        """The service is stopping: streams end."""
        return self._closed

    @property
    def listeners(self) -> int:
        """How many streams are open."""
        return len(self._open)

    def subscribe(self, chats: Iterable[ChatId]) -> Subscription:
        """Listen to these chats, from inside a running loop. Call `leave` when the stream ends."""
        subscription = Subscription(frozenset(chats), asyncio.get_running_loop())
        with self._lock:
            self._open.add(subscription)
        return subscription

    def leave(self, subscription: Subscription) -> None:
        """Stop listening."""
        with self._lock:
            self._open.discard(subscription)

    def wake(self, chats: Iterable[ChatId]) -> None:
        """Something changed in these chats."""
        changed = frozenset(chats)
        self._tell([one for one in self._all() if one.chats & changed], None)

    def speak(self, chat: ChatId, text: str) -> None:
        """Show `text` in this chat's open streams at once, without a row."""
        self._tell([one for one in self._all() if chat in one.chats], Spoken(chat, text))

    def close(self) -> None:
        """End every stream, now and for good."""
        self._closed = True
        self._tell(self._all(), None)

    def _all(self) -> list[Subscription]:
        with self._lock:
            return list(self._open)

    @staticmethod
    def _tell(subscriptions: list[Subscription], spoken: Spoken | None) -> None:
        for one in subscriptions:
            # A loop that has stopped has no stream left to tell.
            if not one.loop.is_closed():
                one.loop.call_soon_threadsafe(one.hear, spoken)
