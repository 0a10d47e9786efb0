"""Ticks in real time. What is due lives in rows; APScheduler only wakes us and keeps nothing.

A tick that is late, or one that did not happen because the process was down, loses nothing: the
next one finds the same rows.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from datetime import UTC
from typing import Any, Final

from apscheduler.schedulers.asyncio import AsyncIOScheduler

from bot.dispatcher import Dispatcher
from bot.ticking import Ticked, tick

TICK_SECONDS: Final = 1
SEAL_SECONDS: Final = 60

log = logging.getLogger(__name__)


class Scheduler:
    """The service's heartbeat. Made and started on the running loop."""

    def __init__(self, dispatcher: Dispatcher, seal: Callable[[], None]) -> None:
        """`seal` writes the audit checkpoint; it runs on the writer thread."""
        self.dispatcher, self.seal = dispatcher, seal
        self._every: Any = AsyncIOScheduler(
            timezone=UTC, job_defaults={"coalesce": True, "max_instances": 1}
        )

    def start(self) -> None:
        """Tick from now on."""
        self._every.add_job(self._guarded(self.tick), "interval", seconds=TICK_SECONDS)
        self._every.add_job(self._guarded(self.seal_now), "interval", seconds=SEAL_SECONDS)
        self._every.start()

    def stop(self) -> None:
        """No more ticks; one that is running ends by itself."""
        if self._every.running:
            self._every.shutdown(wait=False)

    async def tick(self) -> Ticked:
        """One tick on the writer thread; whoever waits for what it changed is woken."""
        done = await self.dispatcher.writer.run(tick, self.dispatcher.store)
        self.dispatcher.tell(done)
        return done

    async def seal_now(self) -> None:
        """One checkpoint."""
        await self.dispatcher.writer.run(self.seal)

    @staticmethod
    def _guarded(work: Callable[[], Awaitable[object]]) -> Callable[[], Awaitable[None]]:
        async def once() -> None:
            try:
                await work()
            except asyncio.CancelledError:  # the service stops: nothing is wrong
                return
            except Exception as wrong:  # noqa: BLE001 - the next tick tries again
                log.error("%s failed: %s", work.__name__, type(wrong).__name__)  # noqa: TRY400 - no words

        return once
