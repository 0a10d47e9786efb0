"""After it is paid: lost, broken, of no use. The right human has a task; nobody is blamed.

What can be done: mend it, ask for a new one (a request of its own), give it back.
"""

from dataclasses import replace

from flows.effects import ClearTimers, Effect, Send
from flows.events import TimerKind
from flows.facts import Facts
from flows.lifecycle import Action, may
from flows.messages import Message, line
from flows.model import Party, Person, Plan, Request, State
from flows.moves.move import move
from flows.moves.send import admins_of, co_ordinator_of, staff_task
from flows.moves.sign import payers_of

LOST, BROKEN, NO_USE = "lost", "broken", "no-use"
TROUBLES = (LOST, BROKEN, NO_USE)
REMEDIES = ("mend", "back", "unsure")
"""What can be done besides a new one."""


def may_trouble(request: Request) -> bool:
    """Whether there is something that can be lost: it is paid for, or has come."""
    came = request.state is State.CLOSED and request.arrived_at is not None
    return came or may(request.state, Action.REPORT_PROBLEM, Party.PERSON)


def trouble(request: Request, kind: str, words: str, facts: Facts) -> tuple[Effect, ...]:
    """It is on the record; their care co-ordinator and the people who buy know."""
    owners = _owners(request, facts)
    text = line(f"trouble-{kind}", reference=request.reference, words=words or "-")
    told = Message((text,), key=f"problem:{request.reference}", anew=True, about=request.person)
    moved: tuple[Effect, ...] = ()
    if request.state is not State.CLOSED:
        moved = (
            move(request, Action.REPORT_PROBLEM, Party.PERSON, request.person),
            ClearTimers(request.id, (TimerKind.ARRIVAL,)),
        )
    staff = {p.id for p in (*payers_of(facts), *owners)}
    return (
        *moved,
        *(Send(person, told) for person in sorted(staff)),
        *staff_task("problem", request, owners),
    )


def remedy(request: Request, how: str, facts: Facts) -> tuple[Effect, ...]:
    """What would help most, as they said it."""
    owners = _owners(request, facts)
    buying = payers_of(facts) if how in ("mend", "back") else ()
    text = line(f"remedy-{how}", reference=request.reference)
    told = Message((text,), key=f"remedy:{request.reference}", anew=True, about=request.person)
    staff = {p.id for p in (*buying, *owners)}
    return tuple(Send(person, told) for person in sorted(staff))


def replacement(request: Request) -> Plan:
    """The same again, asked for anew: what it cost is what it may cost."""
    price = request.paid_pence or request.amount_pence
    return replace(request.plan, price_pence=price, replaces=request.reference, files=())


def _owners(request: Request, facts: Facts) -> tuple[Person, ...]:
    owner = co_ordinator_of(request, facts)
    return (owner,) if owner is not None else admins_of(facts)[:1]
