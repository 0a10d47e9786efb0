"""Values as JSON and back: sessions (versioned), wire events, buttons.

Old session JSON is upgraded here, one function a version; a test keeps one of each past version.
"""

from typing import Any

from pydantic import TypeAdapter
from pydantic_core import from_json

from flows.events import Wire
from flows.model import Change, Handling, Plan, Wishes
from flows.session import Session
from flows.taps import Tap

CODEC = 1
_UPGRADES: dict[int, Any] = {}

_SESSION: TypeAdapter[Session] = TypeAdapter(Session)
_WIRE: TypeAdapter[Any] = TypeAdapter(Wire)
_TAPS: TypeAdapter[tuple[Any, ...]] = TypeAdapter(tuple[Tap, ...])
_CHANGE: TypeAdapter[Change | None] = TypeAdapter(Change | None)
_PLAN: TypeAdapter[Plan] = TypeAdapter(Plan)
_WISHES: TypeAdapter[Wishes] = TypeAdapter(Wishes)
_HANDLING: TypeAdapter[Handling] = TypeAdapter(Handling)


def session_to_json(session: Session) -> bytes:
    """A session as JSON, tagged with its codec version."""
    return _SESSION.dump_json(session)


def session_from_json(raw: bytes) -> Session:
    """A session of this or any earlier codec version. ValueError for a newer one."""
    table = from_json(raw)
    if table["codec"] > CODEC:
        raise ValueError(f"session of the newer codec version {table['codec']}")
    for version in range(table["codec"], CODEC):
        table = _UPGRADES[version](table)
    return _SESSION.validate_python({**table, "codec": CODEC})


def wishes_to_json(wishes: Wishes) -> bytes:
    """A person's wishes, as their row holds them."""
    return _WISHES.dump_json(wishes)


def wishes_from_json(raw: bytes) -> Wishes:
    """A person's wishes. A wish that is not known yet has its default."""
    wishes: Wishes = _WISHES.validate_json(raw)
    return wishes


def wire_to_json(event: Wire) -> bytes:
    """A wire event as an inbox row holds it."""
    return _WIRE.dump_json(event)


def wire_from_json(raw: bytes) -> Wire:
    """The wire event of an inbox row."""
    event: Wire = _WIRE.validate_json(raw)
    return event


def taps_to_json(taps: tuple[Tap, ...]) -> bytes:
    """A screen's buttons, in order."""
    return _TAPS.dump_json(taps)


def taps_from_json(raw: str | bytes) -> tuple[Tap, ...]:
    """The buttons of a screen row."""
    return _TAPS.validate_json(raw)


def plan_to_json(plan: Plan) -> bytes:
    """A plan, ready to be encrypted."""
    return _PLAN.dump_json(plan)


def plan_from_json(raw: bytes) -> Plan:
    """A plan from its decrypted JSON."""
    return _PLAN.validate_json(raw)


def change_from(table: Any) -> Change | None:
    """What a person asked to have changed, from the parsed JSON of its request."""
    return _CHANGE.validate_python(table)


def handling_to_table(handling: Handling) -> Any:
    """How staff handle a request, as its private part holds it."""
    return _HANDLING.dump_python(handling, mode="json")


def handling_from_table(table: Any) -> Handling:
    """The handling in a request's private part; None where nothing has been handled yet."""
    return Handling() if table is None else _HANDLING.validate_python(table)
