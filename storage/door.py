"""Whether a browser may see its pages: hidden pages, the PIN, the idle lock (CARE 9).

Decided on the server for every page, stream and file; the browser only helps. A wrong try is
counted and committed before the PIN is compared, so that guesses sent side by side all count; the
comparison takes as long whatever was typed. Times are the outside world's. Knows no page.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from flows.model import PersonId
from storage import audit
from storage.pins import hashed, is_pin, matches
from storage.repositories.doors import DoorRow, Doors
from storage.repositories.sealing import Sealing
from storage.store import Store
from storage.unit_of_work import UnitOfWork, unit_of_work

IDLE = timedelta(minutes=5)
MOST_TRIES = 5
_NOTED = timedelta(seconds=20)


class Door(StrEnum):
    """How a browser's door stands. COVERED opens at a tap, LOCKED for the PIN."""

    OPEN = "open"
    COVERED = "covered"
    LOCKED = "locked"


@dataclass(frozen=True, slots=True)
class Look:
    """A door as it was found. `stale`: that its reader is active was noted a while ago."""

    door: Door
    has_pin: bool = False
    stale: bool = False


@dataclass(frozen=True, slots=True)
class Tried:
    """What came of a PIN that was typed. `left`: tries; with none left the session is over."""

    right: bool
    left: int = 0


def look(store: Store, token: str) -> Look:
    """How the door of this session stands now. Nobody's session has nothing to hide."""
    with store.database.reading() as connection:
        doors = Doors(connection, Sealing(connection, store.vault))
        row = doors.of(store.vault.token_hash(token))
    if row is None:
        return Look(Door.OPEN)
    now = store.clock.real_now()
    stale = row.has_pin and (row.active_at is None or now >= row.active_at + _NOTED)
    return Look(_door(row, now), row.has_pin, stale)


def note_active(store: Store, token: str) -> None:
    """Its reader did something, which keeps the idle lock open."""
    with unit_of_work(store.database, store.vault) as work:
        work.doors.active(store.vault.token_hash(token), store.clock.real_now())
        work.keep()


def hide(store: Store, token: str) -> None:
    """Show none of its pages until its reader comes back."""
    with unit_of_work(store.database, store.vault) as work:
        if work.doors.cover(store.vault.token_hash(token)):
            work.keep()


def uncover(store: Store, token: str) -> bool:
    """Show them again, where no PIN is asked for; False where one is."""
    with unit_of_work(store.database, store.vault) as work:
        token_hash = store.vault.token_hash(token)
        row = work.doors.of(token_hash)
        if row is None or row.has_pin:
            return False
        work.doors.open(token_hash, store.clock.real_now())
        work.keep()
    return True


def unlock(store: Store, token: str, typed: str) -> Tried:
    """Open the door with a PIN. The fifth wrong one ends the session."""
    tried = _try(store, token, typed)
    if tried.right:
        with unit_of_work(store.database, store.vault) as work:
            work.doors.open(store.vault.token_hash(token), store.clock.real_now())
            work.keep()
    return tried


class PinSet(StrEnum):
    """What came of setting a PIN."""

    DONE = "done"
    NOT_A_PIN = "not_a_pin"
    WRONG = "wrong"
    OVER = "over"


def set_pin(store: Store, token: str, old: str, new: str) -> PinSet:
    """Set, change or (with an empty `new`) take away the PIN of whoever is signed in here.

    A PIN that is set already must be typed first; wrong ones count like any other.
    """
    if new and not is_pin(new):
        return PinSet.NOT_A_PIN
    token_hash = store.vault.token_hash(token)
    if look(store, token).has_pin:
        tried = _try(store, token, old)
        if not tried.right:
            return PinSet.WRONG if tried.left else PinSet.OVER
    kept = hashed(new) if new else ""
    now = store.clock.real_now()
    with unit_of_work(store.database, store.vault) as work:
        row = work.doors.of(token_hash)
        if row is None or row.person is None:
            return PinSet.OVER
        if new:
            work.doors.set_pin(row.person, kept, now)
        else:
            work.doors.clear_pin(row.person)
        work.doors.open(token_hash, now)
        _audit(work, store, row.person, "set_pin" if new else "clear_pin")
        work.keep()
    return PinSet.DONE


def _try(store: Store, token: str, typed: str) -> Tried:
    token_hash = store.vault.token_hash(token)
    with unit_of_work(store.database, store.vault) as work:
        row = work.doors.of(token_hash)
        person = None if row is None else row.person
        kept = work.doors.pin_hash(person)
        tries = work.doors.take_try(token_hash, MOST_TRIES)
        if tries is not None:
            work.keep()
    right = matches(kept, typed) and tries is not None
    if right:
        return Tried(right=True)
    left = MOST_TRIES - tries if tries is not None else 0
    if not left:
        _end(store, token_hash, person)
    return Tried(right=False, left=left)


def _end(store: Store, token_hash: str, person: PersonId | None) -> None:
    with unit_of_work(store.database, store.vault) as work:
        if work.sign_ins.end_session(token_hash, store.clock.real_now()):
            _audit(work, store, person, "pin_tries_over")
            work.keep()


def _door(row: DoorRow, now: datetime) -> Door:
    if not row.has_pin:
        return Door.COVERED if row.covered else Door.OPEN
    idle = row.active_at is None or now >= row.active_at + IDLE
    return Door.LOCKED if row.covered or idle else Door.OPEN


def _audit(work: UnitOfWork, store: Store, person: PersonId | None, kind: str) -> None:
    if person is not None:
        audit.append(work.connection, f"person:{person}", store.clock.now(), person, kind, {})
