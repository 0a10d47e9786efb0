"""An update whose turn keeps failing is set aside: the queue goes on and a human is told.

Everything here happens after the failed turn was rolled back, in a transaction of its own. It reads
as little as it can: what made the turn fail must not make this fail.
"""

import logging
from collections.abc import Iterator
from pathlib import PurePath
from traceback import extract_tb

from flows.effects import OpenTask, Prompt
from flows.events import TimerFired
from flows.facts import Facts
from flows.messages import Message, line
from flows.model import ChatId, PersonId, Role
from flows.programme import Programme
from flows.session import Session
from storage.acting import Acting
from storage.apply import apply
from storage.apply_messages import Post, post
from storage.errors import StorageError
from storage.intake import Incoming, timer_sequence
from storage.repositories.inbox import Failures, Received
from storage.store import Store
from storage.unit_of_work import UnitOfWork, unit_of_work

log = logging.getLogger(__name__)
TRIES = 3
MAX_ADMINS = 20


def failed(store: Store, incoming: Incoming, bug: Exception) -> frozenset[ChatId] | None:
    """Write a failed try down. After the third that failed alike the update is parked: the answer
    is the chats that were told, else None."""
    now = store.clock.now()
    with unit_of_work(store.database, store.vault) as work:
        work.inbox.add(Received(incoming.key, incoming.chat, incoming.event), now)
        failures = _counted(work.inbox.failures(incoming.key), _kind(bug))
        parked = failures.attempts >= TRIES
        work.inbox.failed(incoming.key, failures, "parked" if parked else "new")
        told = _park(work, store, incoming, failures) if parked else None
        work.keep()
    log.error("update %s failed %d times: %s", incoming.key, failures.attempts, failures.error)
    return told


def _counted(known: Failures, kind: str) -> Failures:
    return Failures(known.attempts + 1 if known.error == kind else 1, kind)


def _kind(bug: Exception) -> str:
    """What went wrong and where. Never the error's text: it may hold somebody's words."""
    frames = extract_tb(bug.__traceback__)
    where = f"{PurePath(frames[-1].filename).name}:{frames[-1].lineno}" if frames else "nowhere"
    return f"{type(bug).__name__} at {where}"


def _park(
    work: UnitOfWork, store: Store, incoming: Incoming, failures: Failures
) -> frozenset[ChatId]:
    """Staff have a task, the person hears that a human will look, a timer does not fire again."""
    chat = work.chats.get(incoming.chat) if incoming.chat else None
    person = chat.person if chat else None
    programme = store.packs.programme(store.packs.default_programme)
    acting = _acting(work, store, incoming, programme)
    acting.audit("system", "parked", {"turn": acting.turn, "error": failures.error})
    match incoming.event:
        case TimerFired(key=key):
            work.timers.take(key, timer_sequence(incoming.update_id))
        case _:
            pass
    if chat is not None:
        post(acting, acting.talk(chat), Post(Message((line("parked"),))))
    apply(acting, tuple(_tasks(acting, person)))
    return acting.changed_chats


def _acting(work: UnitOfWork, store: Store, incoming: Incoming, programme: Programme) -> Acting:
    calendar = store.packs.working_calendar(programme)
    facts = Facts(store.clock.now(), calendar, programme)
    return Acting(work, store.packs.words, facts, f"{incoming.key} parked", _no_offer)


def _tasks(acting: Acting, person: PersonId | None) -> Iterator[OpenTask]:
    """One for each admin of the programme; about the person, or about nobody but the admin."""
    people, programme = acting.work.people, acting.facts.programme.id
    for admin in people.holding(Role.PROGRAMME_ADMIN, programme, acting.now, MAX_ADMINS):
        yield OpenTask(f"{acting.turn}:{admin}", admin, "parked", person or admin)


def _no_offer(session: Session, prompt: Prompt) -> tuple[Session, Message]:
    raise StorageError("Nobody is asked anything when an update is parked.")
