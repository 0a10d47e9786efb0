"""Sends what the outbox holds: claim, close the transaction, mark, send, settle.

Whatever happens in between, the row says what is known: due again, sent, failed, or unknown. What
an unknown outcome means is decided by its class, in `storage.outbox`.
"""

import asyncio
import logging
from collections.abc import Callable
from datetime import datetime
from typing import Final, assert_never

from bot.channels import contract
from bot.channels.contract import Outgoing, PushButton, PushChannel
from bot.retry import Failure, GiveUp, RetryAt, retry
from bot.writer import Writer
from flows.messages import MessageClass
from storage import outbox
from storage.errors import StorageError
from storage.outbox import Delivery, SendOutcome
from storage.store import Store

BATCH: Final = 20
POLL_SECONDS: Final = 1.0
SEND_SECONDS: Final = 30.0
"""Well below the lease, so that an attempt has ended before another worker may claim its row."""

Push = Callable[[str, Outgoing], contract.Delivery]

log = logging.getLogger(__name__)


class OutboxSender:
    """One for a process and channel. It may die anywhere: the next start sorts it out."""

    def __init__(self, store: Store, writer: Writer, channel: PushChannel) -> None:
        """Not started."""
        self.store, self.writer, self.channel = store, writer, channel
        self._woken = asyncio.Event()
        self._task: asyncio.Task[None] | None = None

    def start(self) -> None:
        """Send from now on; on the running loop."""
        self._task = asyncio.create_task(self._run())

    def wake(self) -> None:
        """There are new rows; on the loop's thread."""
        self._woken.set()

    async def stop(self) -> None:
        """Finish the message being sent, and no more."""
        if self._task is not None:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)

    async def drain(self) -> int:
        """Send what is due now; how many attempts that took."""
        tried = set[str]()
        attempts = 0
        while batch := await self.writer.run(claim, self.store):
            for delivery in batch:
                await asyncio.shield(self._send(delivery))
            attempts += len(batch)
            if not _news(tried, batch):
                break  # what may be tried again at once must not keep this going for ever
        return attempts

    def drain_from_thread(self, loop: asyncio.AbstractEventLoop) -> None:
        """The same from the writer thread itself, while the clock is being moved on."""

        def push(address: str, message: Outgoing) -> contract.Delivery:
            return asyncio.run_coroutine_threadsafe(self._push(address, message), loop).result()

        drain_here(self.store, push)

    async def _run(self) -> None:
        recovered = False
        while True:
            try:
                if not recovered:
                    now = self.store.clock.now()
                    recovered = await self.writer.run(outbox.recover, self.store, now) >= 0
                await self.drain()
            except StorageError as wrong:
                log.warning("the outbox waits: %s", type(wrong).__name__)
            try:
                async with asyncio.timeout(POLL_SECONDS):
                    await self._woken.wait()
            except TimeoutError:
                pass
            self._woken.clear()

    async def _send(self, delivery: Delivery) -> None:
        if not await self.writer.run(outbox.sending, self.store, delivery.id, delivery.attempt):
            return
        result = await self._push(delivery.address, outgoing(delivery))
        await self.writer.run(settle, self.store, delivery, result)

    async def _push(self, address: str, message: Outgoing) -> contract.Delivery:
        try:
            async with asyncio.timeout(SEND_SECONDS):
                return await self.channel.send(address, message)
        except TimeoutError:
            return contract.Unknown()
        except Exception as bug:  # noqa: BLE001 - a channel's bug must not strand the row
            log.error("a channel raised %s", type(bug).__name__)  # noqa: TRY400 - words stay out
            return contract.Unknown()


def drain_here(store: Store, push: Push) -> int:
    """Send what is due now, without an event loop (talk files, a simulator); how many attempts."""
    tried = set[str]()
    attempts = 0
    while batch := claim(store):
        for delivery in batch:
            if outbox.sending(store, delivery.id, delivery.attempt):
                settle(store, delivery, push(delivery.address, outgoing(delivery)))
        attempts += len(batch)
        if not _news(tried, batch):
            break
    return attempts


def _news(tried: set[str], batch: tuple[Delivery, ...]) -> bool:
    """Whether the batch held something that this drain had not tried before."""
    ids = {delivery.id for delivery in batch}
    fresh = bool(ids - tried)
    tried |= ids
    return fresh


def claim(store: Store) -> tuple[Delivery, ...]:
    """Lease a batch of what is due now."""
    return outbox.claim(store, store.clock.now(), BATCH)


def settle(store: Store, delivery: Delivery, result: contract.Delivery) -> None:
    """Write down how an attempt ended."""
    outcome = what_follows(result, delivery.attempts, store.clock.now())
    outbox.settle(store, delivery.id, delivery.attempt, outcome)


def outgoing(delivery: Delivery) -> Outgoing:
    """A row as the channel gets it."""
    message = delivery.message
    return Outgoing(
        message.id,
        message.text,
        tuple(PushButton(button.label, button.token) for button in message.buttons),
        message.id if delivery.cls is MessageClass.EDIT else None,
    )


def what_follows(result: contract.Delivery, attempts: int, now: datetime) -> SendOutcome:
    """What the row becomes, from what the channel says after this many attempts."""
    match result:
        case contract.Delivered():
            return outbox.Sent()
        case contract.Unknown():
            return outbox.Unclear("no answer")
        case contract.Refused(reason):
            return outbox.Refused(reason)
        case contract.NotSent(wait):
            match retry(Failure.NOT_SENT, attempts, now, wait):
                case RetryAt(at):
                    return outbox.NotSent(at, "not sent")
                case GiveUp(reason):
                    return outbox.Refused(reason)
        case _:
            assert_never(result)
