"""Every event of the running service goes through here: one turn each, a chat's own in the order
they came, and each chat in its turn.

It runs turns on the writer thread and, after each commit, wakes the streams that show the changed
chats and the outbox sender. It must not know what a turn does.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from typing import Final, Protocol

from bot.crisis import CrisisWatch, NotKept
from bot.fair import FairTurns
from bot.hub import Hub
from bot.writer import Writer
from flows.model import ChatId
from storage.store import Store
from storage.turn import Incoming, Took, take_turn

CRISIS_SECONDS: Final = 2.0
FIRST_RETRY_SECONDS: Final = 1.0
LONGEST_RETRY_SECONDS: Final = 30.0

Speak = Callable[[str], Awaitable[None]]
"""Says something in the chat that an event came from, without the database."""

log = logging.getLogger(__name__)


class Changed(Protocol):
    """What a turn, or several, left behind."""

    @property
    def chats(self) -> frozenset[ChatId]:
        """Chats that look different."""

    @property
    def outbox(self) -> bool:
        """Whether there is something new to push."""


class Dispatcher:
    """Takes turns for the whole process. Used on one event loop."""

    def __init__(
        self,
        store: Store,
        hub: Hub,
        writer: Writer,
        crisis: CrisisWatch,
        turn: Callable[[Store, Incoming], Took] = take_turn,
    ) -> None:
        """`rows_added` may be set to what is called after a commit that left rows to push."""
        self.store, self.hub, self.writer, self.crisis, self.turn = store, hub, writer, crisis, turn
        self.rows_added: Callable[[], None] = _nobody
        self._fair = FairTurns()
        self._turns: set[asyncio.Task[Took]] = set()
        self._alerts: set[asyncio.Task[None]] = set()

    async def receive(self, incoming: Incoming, speak: Speak | None = None) -> Took:
        """The turn's answer once it has committed.

        Raises what the turn raised (DiskTrouble: nothing was written). For typed words that sound
        like a crisis it raises NotKept instead, at the latest after two seconds, when `speak` has
        said the fixed text; the turn then goes on, and is tried again until it is kept. A caller
        that goes away does not stop the turn.
        """
        turn = self._begin(incoming)
        if speak is None or not self.crisis.heard(incoming.event):
            return await asyncio.shield(turn)
        await asyncio.wait({turn}, timeout=CRISIS_SECONDS)
        if turn.done() and turn.exception() is None:
            return turn.result()
        alert = asyncio.create_task(self._until_kept(turn, incoming))
        self._alerts.add(alert)
        alert.add_done_callback(self._alerts.discard)
        await speak(self.crisis.text)
        raise NotKept(self.crisis.text)

    async def close(self) -> None:
        """Give up what waits for another try and wait for the turns that have begun."""
        for alert in self._alerts:
            alert.cancel()
        await asyncio.gather(*self._alerts, *self._turns, return_exceptions=True)

    def tell(self, changed: Changed) -> None:
        """Wake whoever waits for what was changed; on the loop's thread."""
        self.hub.wake(changed.chats)
        if changed.outbox:
            self.rows_added()

    def _begin(self, incoming: Incoming) -> asyncio.Task[Took]:
        turn = asyncio.create_task(self._take(incoming))
        self._turns.add(turn)
        turn.add_done_callback(self._ended)
        return turn

    def _ended(self, turn: asyncio.Task[Took]) -> None:
        self._turns.discard(turn)
        # Look at the exception, so that a turn whose caller has gone is not reported as forgotten.
        _ = turn.cancelled() or turn.exception()

    async def _take(self, incoming: Incoming) -> Took:
        async with self._fair.turn_of(incoming.chat):
            took = await self.writer.run(self.turn, self.store, incoming)
        self.tell(took)
        return took

    async def _until_kept(self, turn: asyncio.Task[Took], incoming: Incoming) -> None:
        wait = FIRST_RETRY_SECONDS
        while not await _kept(turn, incoming):
            await asyncio.sleep(wait)
            wait = min(wait * 2, LONGEST_RETRY_SECONDS)
            turn = self._begin(incoming)


async def _kept(turn: asyncio.Task[Took], incoming: Incoming) -> bool:
    await asyncio.wait({turn})
    wrong = turn.exception()
    if wrong is not None:
        log.error("turn %s is not kept yet: %s", incoming.update_id, type(wrong).__name__)
    return wrong is None


def _nobody() -> None:
    """No push channel is there to be woken."""
