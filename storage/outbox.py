"""What a sender does with the outbox, each step in a short transaction of its own.

claim → sending → (the network, with no transaction open) → settle. A row that was `sending` when
the process died has an unknown outcome, and its class says what that means. Leases run on the
outside clock. Knows no channel.
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import assert_never

from flows.messages import MessageClass, line
from flows.model import ChatId
from storage.repositories.outbox import Ending, Waiting
from storage.repositories.transcript import ShownMessage, one
from storage.store import Store
from storage.unit_of_work import UnitOfWork, unit_of_work

LEASE = timedelta(minutes=1)
RESEND_AFTER = timedelta(minutes=10)
_NOTHING = timedelta(0)


@dataclass(frozen=True, slots=True)
class Delivery:
    """One leased row with all that a channel needs. `attempt` is handed back with the outcome,
    `attempts` counts this one too."""

    id: str
    attempt: str
    cls: MessageClass
    chat: ChatId
    address: str
    message: ShownMessage
    attempts: int = 1


@dataclass(frozen=True, slots=True)
class Sent:
    """The channel has taken it."""


@dataclass(frozen=True, slots=True)
class NotSent:
    """Certainly nothing left (no connection, too many at once): try again at `again_at` (UTC)."""

    again_at: datetime
    why: str


@dataclass(frozen=True, slots=True)
class Refused:
    """The channel will never take it."""

    why: str


@dataclass(frozen=True, slots=True)
class Unclear:
    """Bytes left and no answer came: it may have arrived."""

    why: str


SendOutcome = Sent | NotSent | Refused | Unclear


def claim(store: Store, now: datetime, limit: int) -> tuple[Delivery, ...]:
    """Lease what is due at `now`, oldest first, for this caller alone. Send a chat's in order."""
    real_now = store.clock.real_now()
    with unit_of_work(store.database, store.vault) as work:
        work.outbox.reopen_leases(real_now)
        leased = tuple(_leased(work, store, row, real_now) for row in work.outbox.due(now, limit))
        work.keep()
    return leased


def sending(store: Store, delivery_id: str, attempt: str) -> bool:
    """Note that it leaves now. False: it must not be sent (chat closed, messages paused, lease
    lost), and where it is still ours it is cancelled."""
    with unit_of_work(store.database, store.vault) as work:
        if work.outbox.wanted(delivery_id):
            leaves = work.outbox.sending(delivery_id, attempt)
        else:
            work.outbox.cancel(delivery_id, attempt, store.clock.now())
            leaves = False
        work.keep()
    return leaves


def settle(store: Store, delivery_id: str, attempt: str, outcome: SendOutcome) -> bool:
    """Write down how the attempt ended. False: it is not this attempt's any more."""
    with unit_of_work(store.database, store.vault) as work:
        row = work.outbox.of_attempt(delivery_id, attempt)
        ending = None if row is None else _ending(row, outcome, store.clock.now())
        settled = row is not None and ending is not None and work.outbox.settle(row, ending)
        work.keep()
    return settled


def recover(store: Store, now: datetime) -> int:
    """At start-up, before any sender: what was being sent when the process died is unknown.

    Answers how many. On PostgreSQL other workers live on, so only leases that ran out count.
    """
    # One process has this SQLite file: every lease in it is a dead one's.
    horizon = store.clock.real_now() + (LEASE if store.database.dialect == "sqlite" else _NOTHING)
    with unit_of_work(store.database, store.vault) as work:
        work.outbox.reopen_leases(horizon)
        stranded = work.outbox.stranded(horizon)
        for row in stranded:
            work.outbox.settle(row, _ending(row, Unclear("the process died"), now))
        work.keep()
    return len(stranded)


def _leased(work: UnitOfWork, store: Store, row: Waiting, real_now: datetime) -> Delivery:
    attempt = store.vault.fresh_id(f"outbox {row.id}", row.attempts)
    work.outbox.lease(row.id, attempt, real_now + LEASE)
    address = work.chats.address(row.chat)
    message = one(work.connection, store.vault, row.message)
    if row.cls is not MessageClass.CRISIS and _discreet(work, store, row.chat):
        message = replace(message, text=_only_that_there_is_one(store), buttons=(), files=())
    return Delivery(row.id, attempt, row.cls, row.chat, address, message, row.attempts + 1)


def _discreet(work: UnitOfWork, store: Store, chat: ChatId) -> bool:
    """The deployer may choose it for everybody, and anybody for themself (CARE 9). What somebody
    in danger must read is never hidden."""
    if store.discreet:
        return True
    found = work.chats.get(chat)
    known = work.people.get(found.person, store.clock.now()) if found and found.person else None
    return known is not None and known.person.wishes.discreet


def _only_that_there_is_one(store: Store) -> str:
    packs = store.packs
    return packs.words.render(
        packs.programme(packs.default_programme).locale, line("push-discreet")
    )


def _ending(row: Waiting, outcome: SendOutcome, now: datetime) -> Ending:
    match outcome:
        case Sent():
            return Ending("sent", row.due_at, row.resends, "", now)
        case NotSent(again_at, why):
            return Ending("due", again_at, row.resends, why, None)
        case Refused(why):
            return Ending("failed", row.due_at, row.resends, why, now)
        case Unclear(why):
            return _unknown(row, why, now)
        case _:
            assert_never(outcome)


def _unknown(row: Waiting, why: str, now: datetime) -> Ending:
    """What an unknown outcome means, by class: twice is harmless, or worse than never."""
    match row.cls:
        case MessageClass.EDIT | MessageClass.CRISIS:
            return Ending("due", now, row.resends, why, None)
        case MessageClass.RECEIPT if row.resends == 0:
            return Ending("due", now + RESEND_AFTER, 1, why, None)
        case MessageClass.RECEIPT | MessageClass.ONCE:
            return Ending("unknown", row.due_at, row.resends, why, now)
        case _:
            assert_never(row.cls)
