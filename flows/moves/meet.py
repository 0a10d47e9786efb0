"""Without money too (CARE 19): what was met another way, and what costs nothing and is set up.

"Met another way" ends the money side and keeps the check-ins: it is the goal that counts.
"""

from flows.cards import settled_card
from flows.effects import ClearTimers, Effect, Send, SetChange
from flows.events import TimerKind
from flows.facts import Facts
from flows.lifecycle import HOLDS_MONEY, Action, may
from flows.messages import Message, line
from flows.model import Party, Person, PersonId, Request, Role, State
from flows.moves.aside import given_back
from flows.moves.change import CLOCKS, TASKS
from flows.moves.move import move
from flows.moves.pay import arrival_clock, arrived_question
from flows.moves.rounds import came, first_months
from flows.moves.send import admins_of, co_ordinator_of, tasks_over
from flows.moves.sign import arrangers_of, next_hands
from flows.policy import open_stage, role_for, signers

ARRANGERS = (Role.CARE_CO_ORDINATOR, Role.SUPPORT_PLANNER, Role.PROGRAMME_ADMIN)
"""Who may say that it was met another way, or that what costs nothing is set up."""


def may_meet(request: Request, party: Party) -> bool:
    """Whether it can be met another way. A no that was not said yet does not show."""
    untold = request.state is State.DECLINED and not request.told
    return may(request.state, Action.MEET, party) and not untold


def arranges(me: Person, request: Request, facts: Facts) -> bool:
    """Whether this member of staff looks after the person it is for."""
    if facts.holder is None or me.id == request.person:
        return False
    return role_for(me, ARRANGERS, facts.holder) is not None


def met(
    request: Request, party: Party, actor: PersonId, words: str, facts: Facts
) -> tuple[Effect, ...]:
    """They got it another way: money goes back, nobody has to sign or pay, check-ins follow."""
    over = (SetChange(request.id, None),) if request.change is not None else ()
    kept = (*CLOCKS, TimerKind.DECLINE_HELD, TimerKind.ARRIVAL)
    return (
        *given_back(request),
        move(request, Action.MEET, party, actor),
        *over,
        ClearTimers(request.id, kept),
        *tasks_over(request, *TASKS),
        *came(request, facts),
        *(
            Send(p, settled_card(request, "card-met"), quiet=p == actor)
            for p in _held(request, facts)
        ),
        *_care_team_told(request, actor, words, facts),
    )


def _held(request: Request, facts: Facts) -> tuple[PersonId, ...]:
    """Everybody who has a card of it."""
    if request.state in HOLDS_MONEY:
        paying = (
            next_hands(request, facts) if request.amount_pence else arrangers_of(request, facts)
        )
        return tuple(p.id for p in paying)
    stage = open_stage(request)
    return tuple(p.id for p in signers(request, stage, facts)) if stage is not None else ()


def _care_team_told(
    request: Request, actor: PersonId, words: str, facts: Facts
) -> tuple[Effect, ...]:
    owner = co_ordinator_of(request, facts)
    told = (owner,) if owner is not None else admins_of(facts)[:1]
    text = line("met-staff", reference=request.reference, words=words or "-")
    said = Message((text,), key=f"met:{request.reference}", about=request.person)
    return tuple(Send(p.id, said) for p in told if p.id != actor)


def met_told(request: Request, words: str, facts: Facts) -> Send:
    """What the person reads when staff say so."""
    text = line(
        "met-by-staff", reference=request.reference, words=words, months=first_months(facts)
    )
    return Send(request.person, Message((text,)))


def may_set_up(request: Request) -> bool:
    """Whether it is agreed, costs nothing, and is not set up yet."""
    return not request.amount_pence and may(request.state, Action.PROVIDE, Party.SIGNER)


def set_up(request: Request, me: Person, facts: Facts) -> tuple[Effect, ...]:
    """What costs nothing is set up: the person is asked whether it came, as ever."""
    return (
        move(request, Action.PROVIDE, Party.SIGNER, me.id),
        ClearTimers(request.id, (TimerKind.UNPAID,)),
        *tasks_over(request, "unpaid"),
        Send(me.id, settled_card(request, "card-set-up"), quiet=True),
        Send(request.person, arrived_question(request, facts)),
        arrival_clock(request, facts),
    )
