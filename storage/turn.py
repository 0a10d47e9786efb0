"""The turn: one event, one transaction. There is no other way to change a request or move money.

An update is claimed in the inbox, its chat's session loaded, the facts gathered that the step
needs; the step decides; its effects become rows; the session is saved; all of it commits together
or none of it ever was. Nothing here talks to anybody: what must be said is rows.
"""

from dataclasses import dataclass
from typing import Literal, Protocol

from sqlalchemy.exc import InterfaceError, OperationalError

from flows import step as flow
from flows.effects import Prompt
from flows.events import Event
from flows.facts import Facts, Needs
from flows.messages import Message
from flows.model import ChatId
from flows.session import Session
from flows.step import Outcome
from storage import parking
from storage.acting import Acting
from storage.apply import apply
from storage.errors import DiskTrouble, LostRace, SecondWriter
from storage.facts import gather
from storage.intake import Cleaned, Incoming, arrive, claimed, cleaned, note_arrival
from storage.store import Store
from storage.unit_of_work import unit_of_work

__all__ = ["Incoming", "Rules", "Took", "take_turn"]

TRIES = 3
_NOT_THE_UPDATES_FAULT = (DiskTrouble, SecondWriter, OperationalError, InterfaceError)


class Rules(Protocol):
    """The pure core. `flows.step` is the real one."""

    def needs(self, session: Session, event: Event) -> Needs:
        """What the step must see."""

    def step(self, session: Session, event: Event, facts: Facts) -> Outcome:
        """What becomes of the chat and of the world."""

    def offer(self, session: Session, prompt: Prompt) -> tuple[Session, Message]:
        """What becomes of another chat that is asked something."""


@dataclass(frozen=True, slots=True)
class Took:
    """How a turn ended: which chats look different, what the caller gets back (a fresh link), and
    whether push channels have something to send."""

    status: Literal["done", "already", "parked"]
    chats: frozenset[ChatId] = frozenset()
    results: tuple[tuple[str, str], ...] = ()
    outbox: bool = False


ALREADY = Took("already")


def take_turn(store: Store, incoming: Incoming, rules: Rules = flow) -> Took:
    """Handle one update, once: `already` if that has happened, `parked` if it never will.

    Raises LostRace when others were quicker three times, DiskTrouble when the database cannot be
    written, and whatever a bug raised until it has been raised three times (then it is parked).
    After an exception nothing of the turn is stored.
    """
    file = cleaned(incoming)
    for tries_left in reversed(range(TRIES)):
        try:
            return _take(store, incoming, file, rules)
        except LostRace:
            if not tries_left:
                raise
        except _NOT_THE_UPDATES_FAULT:
            raise
        except Exception as bug:
            told = parking.failed(store, incoming, bug)
            if told is not None:
                return Took("parked", told)
            if not tries_left:
                raise
    raise AssertionError("the last try returns or raises")


def _take(store: Store, incoming: Incoming, file: Cleaned, rules: Rules) -> Took:
    turn, now = str(incoming.key), store.clock.now()
    with unit_of_work(store.database, store.vault) as work:
        if not claimed(work, incoming, now):
            return ALREADY
        arrived = arrive(work, incoming, file, now)
        session, event = arrived.session, arrived.event
        facts = gather(work, store, turn, arrived, rules.needs(session, event), now)
        outcome = rules.step(session, event, facts)
        acting = Acting(work, store.packs.words, facts, turn, rules.offer)
        acting.enter(arrived.where.chat, arrived.where.loaded, outcome.session)
        note_arrival(acting, arrived)
        apply(acting, outcome.effects)
        work.keep()
    return Took("done", acting.changed_chats, tuple(acting.results), acting.outbox)
