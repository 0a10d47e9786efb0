"""The running service, put together: one writer, one hub, one dispatcher, one heartbeat."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial

from bot.channels.contract import PushChannel
from bot.crisis import crisis_watch
from bot.dispatcher import Dispatcher
from bot.fair import Pace
from bot.hub import Hub
from bot.outbox_sender import OutboxSender
from bot.scheduler import Scheduler
from bot.ticking import Ticked, advance
from bot.writer import Writer
from storage.audit import seal
from storage.store import Store


@dataclass(frozen=True)
class Service:
    """Everything that runs beside the web pages. Made by `service_of`."""

    store: Store
    writer: Writer
    hub: Hub
    dispatcher: Dispatcher
    scheduler: Scheduler
    sender: OutboxSender | None
    pace: Pace = field(default_factory=Pace)

    def start(self) -> None:
        """Tick and send from now on; on the running loop."""
        self.scheduler.start()
        if self.sender is not None:
            self.sender.start()

    async def stop(self) -> None:
        """End the streams, stop ticking and sending, finish the turns that have begun."""
        self.hub.close()
        self.scheduler.stop()
        if self.sender is not None:
            await self.sender.stop()
        await self.dispatcher.close()
        self.writer.close()

    async def advance(self, to: datetime) -> Ticked:
        """Move a demo's clock on to `to`; what falls due on the way happens."""
        loop = asyncio.get_running_loop()
        done = await self.writer.run(advance, self.store, to, self._drain(loop))
        self.dispatcher.tell(done)
        return done

    def _drain(self, loop: asyncio.AbstractEventLoop) -> Callable[[], None]:
        sender = self.sender
        if sender is None:
            return _nothing_to_send
        return partial(sender.drain_from_thread, loop)


def service_of(store: Store, push: PushChannel | None = None) -> Service:
    """A service over this store, not started. Call it on the loop that will run it."""
    writer, hub = Writer(), Hub()
    dispatcher = Dispatcher(store, hub, writer, crisis_watch(store.packs))
    sender = None if push is None else OutboxSender(store, writer, push)
    if sender is not None:
        dispatcher.rows_added = sender.wake
    scheduler = Scheduler(dispatcher, partial(_seal, store))
    return Service(store, writer, hub, dispatcher, scheduler, sender)


def _seal(store: Store) -> None:
    with store.database.writing() as connection:
        seal(connection, store.clock.now())


def _nothing_to_send() -> None:
    """There is no push channel."""
