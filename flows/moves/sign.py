"""A signature: recorded, counted, and at the last one money is set aside in the same turn.

`may_sign` has been asked by the caller in this very turn. Others' cards change; the person hears
what it means and never a false yes (CARE 6).
"""

from dataclasses import replace

from flows.cards import free_card, settled_card
from flows.effects import (
    ClearTimers,
    Decide,
    Effect,
    MoveRequest,
    Send,
    SetChange,
    SetTimer,
)
from flows.events import TimerKind
from flows.facts import Facts
from flows.helped import helper_signs
from flows.lifecycle import Action
from flows.messages import Line, Message, line
from flows.model import Decision, Party, Person, Request, Role, State, Verdict
from flows.money import Pence, pounds
from flows.moves.aside import given_back, held_in, pots_cover, set_aside, to_set_aside
from flows.moves.helped import checked_afterwards
from flows.moves.line_clocks import line_clocks
from flows.moves.move import move
from flows.moves.send import (
    admins_of,
    co_ordinator_of,
    replace_state,
    staff_task,
    stage_opens,
    stop,
    stopped_person,
    tasks_over,
    working_morning,
)
from flows.pay_cards import is_payable, pay_card
from flows.plans import choice_of
from flows.policy import can_be_signed, is_last_signature, needed, open_stage, signers
from flows.release_cards import release_card
from flows.releasing import releasers, waits_release
from flows.signing_cards import panel_card


def sign(request: Request, me: Person, role: Role, facts: Facts) -> tuple[Effect, ...]:
    """All that one signature brings. Raises IllegalMove when the table does not allow it."""
    stage = open_stage(request) or 0
    own = helper_signs(request, me.id)
    decide = Decide(request.id, stage, me.id, role, Verdict.APPROVE, request.version, helper=own)
    after = with_signature(request, me, role, stage, facts)
    if is_last_signature(request):
        told = _others_told(request, after, me, facts)
        checked = checked_afterwards(after, me, facts)
        # Settled first: whoever signs may also be the one who now makes it happen.
        return (decide, *told, *_last(after, me, facts), *checked)
    moved = move(request, Action.SIGN, Party.SIGNER, me.id)
    told = _others_told(request, after, me, facts)
    if not can_be_signed(after, facts):  # somebody has left meanwhile
        return (decide, moved, *told, *stop(after, facts), stopped_person(after))
    if needed(after, stage):
        return (decide, moved, *told)
    person = Send(request.person, Message(_one_more(after, role)))
    return (decide, moved, *told, person, *stage_opens(after, facts))


def with_signature(request: Request, me: Person, role: Role, stage: int, facts: Facts) -> Request:
    """The request as it is once this signature counts."""
    decision = Decision(stage, me.id, role, Verdict.APPROVE, request.version, facts.now)
    return replace(request, decisions=(*request.decisions, decision), passed_to=None)


def _one_more(request: Request, role: Role) -> tuple[Line, ...]:
    left = sum(len(needed(request, no)) for no in range(len(request.stages)))
    return (line("one-more", role=str(role), left=left),)


def _others_told(before: Request, after: Request, me: Person, facts: Facts) -> tuple[Effect, ...]:
    """Everybody else who held this card sees that somebody acted."""
    stage = open_stage(before) or 0
    others = [p for p in signers(before, stage, facts) if p.id != me.id]
    still = {p.id for p in signers(after, stage, facts)} if needed(after, stage) else set()
    cards = tuple(
        Send(
            p.id,
            panel_card(after, facts)
            if p.id in still
            else settled_card(after, "card-signed-by", name=me.name),
        )
        for p in others
    )
    own = Send(me.id, settled_card(after, "card-you-signed"), quiet=True)
    return (own, *cards)


def _last(request: Request, me: Person, facts: Facts) -> tuple[Effect, ...]:
    if pots_cover(request, facts):
        moved = move(request, Action.APPROVE, Party.SIGNER, me.id)
        return approved(request, moved, facts)
    moved = move(request, Action.LACK_MONEY, Party.SIGNER, me.id)
    return (moved, *_no_money(request, me, facts))


def approved(request: Request, moved: MoveRequest, facts: Facts) -> tuple[Effect, ...]:
    """Money aside, the person told, the payer's card and clock started."""
    paying = replace_state(request, moved)
    return (
        *_settled_change(request),
        *set_aside(request),
        moved,
        ClearTimers(
            request.id, (TimerKind.SIGN_REMINDER, TimerKind.ANSWER_REMINDER, TimerKind.PROMISE)
        ),
        Send(request.person, Message(agreed_lines(request, facts))),
        *agreed_cards(paying, facts),
        *((unpaid_clock(request, facts),) if is_payable(paying, facts) else ()),
        *((release_clock(request, facts),) if waits_release(paying, facts.programme) else ()),
        *line_clocks(paying, facts),
        *tasks_over(request, "money", "unsigned", "promise"),
    )


def _settled_change(request: Request) -> tuple[Effect, ...]:
    """A change is agreed: what was set aside for the old one goes back, in the same commit."""
    settled = (SetChange(request.id, None),) if request.change is not None else ()
    return (*given_back(request), *settled)


def agreed_cards(request: Request, facts: Facts, why: str = "card-pay") -> tuple[Effect, ...]:
    """Whoever makes it happen now: those who pay, or who sets up what costs nothing (CARE 19)."""
    if waits_release(request, facts.programme):
        return _release_cards(request, facts, why)
    if request.amount_pence:
        return tuple(Send(p.id, pay_card(request, facts, why)) for p in payers_of(facts))
    waits = request.state is not State.APPROVED
    card = free_card(request, facts, waits=waits)
    return tuple(Send(p.id, card) for p in arrangers_of(request, facts))


def _release_cards(request: Request, facts: Facts, why: str) -> tuple[Effect, ...]:
    """Finance has it first. Nobody there who may: the admins know at once."""
    able = releasers(request, facts)
    if able:
        words = why if why.startswith("card-release") else "card-release"
        return tuple(Send(p.id, release_card(request, facts, words)) for p in able)
    text = line("nobody-releases", reference=request.reference)
    told = Message((text,), key=f"unreleased:{request.reference}", about=request.person)
    admins = admins_of(facts)
    return (*(Send(p.id, told) for p in admins), *staff_task("unreleased", request, admins))


def release_clock(request: Request, facts: Facts, n: int = 0) -> SetTimer:
    """Agreed but not released has a clock of its own."""
    days = facts.programme.payment.release_late_after_working_days
    return SetTimer(
        key=f"unreleased:{request.id}",
        at=working_morning(facts, days),
        timer=TimerKind.UNRELEASED,
        request=request.id,
        n=n,
    )


def agreed_clock(request: Request, facts: Facts) -> SetTimer:
    """The clock of what is agreed again: finance's, where it waits for them."""
    if waits_release(request, facts.programme):
        return release_clock(request, facts)
    return unpaid_clock(request, facts)


def next_hands(request: Request, facts: Facts) -> tuple[Person, ...]:
    """Who has a card of what is agreed: finance while it waits for them, else those who pay."""
    if waits_release(request, facts.programme):
        return releasers(request, facts)
    return payers_of(facts)


def arrangers_of(request: Request, facts: Facts) -> tuple[Person, ...]:
    """Who sets up what costs nothing: their care co-ordinator, else the programme's admins."""
    owner = co_ordinator_of(request, facts)
    return (owner,) if owner is not None else admins_of(facts)


def unpaid_clock(request: Request, facts: Facts, n: int = 0) -> SetTimer:
    """Approved but unpaid has its own clock: the delay this service exists to remove."""
    days = facts.programme.payment.late_after_working_days
    return SetTimer(
        key=f"unpaid:{request.id}",
        at=working_morning(facts, days),
        timer=TimerKind.UNPAID,
        request=request.id,
        n=n,
    )


def payers_of(facts: Facts) -> tuple[Person, ...]:
    """Those who pay for this programme."""
    return tuple(p for p in facts.staff if facts.programme.payment.payer in p.roles)


def agreed_lines(request: Request, facts: Facts) -> tuple[Line, ...]:
    """Good news, in the words that fit: an offer by its name, anything else by its number."""
    choice = choice_of(request.plan, facts.programme)
    many = "many" if choice is not None and choice.plural else "one"
    route = request.plan.payment or facts.programme.payment.routes[0]  # nobody was asked
    following = line(f"next-{route}" if request.amount_pence else "next-free", number=many)
    if request.plan.lines:
        following = line("next-lines")
    if request.change is not None and request.change.agreed:
        amount = pounds(Pence(request.amount_pence))
        agreed = line("change-agreed", reference=request.reference, pounds=amount)
        return (agreed, following)
    if request.more_words:
        return (line("agreed-second-look"), following)
    if choice is not None:
        return (line("agreed-offer", item=choice.name, number=many), following)
    amount = pounds(Pence(request.amount_pence))
    return (line("agreed", reference=request.reference, pounds=amount), following)


def _no_money(request: Request, me: Person, facts: Facts) -> tuple[Effect, ...]:
    lacking = line("no-money-staff", reference=request.reference)
    staff = {p.id: p for p in (me, *admins_of(facts))}
    return (
        ClearTimers(request.id, (TimerKind.SIGN_REMINDER, TimerKind.PROMISE)),
        Send(request.person, Message((line("no-money-person"),))),
        *(
            Send(p, Message((lacking,), key=f"money:{request.reference}", about=request.person))
            for p in staff
        ),
        *staff_task("money", request, admins_of(facts)),
        *tasks_over(request, "unsigned", "promise"),
        money_clock(request, facts),
    )


def money_clock(request: Request, facts: Facts) -> SetTimer:
    """The next working morning: money may have come back from another request by then.

    `value` names the fund, so that the timer's turn sees all that wait for it.
    """
    return SetTimer(
        key=f"sign:{request.id}",
        at=working_morning(facts, 1),
        timer=TimerKind.SIGN_REMINDER,
        request=request.id,
        value=request.fund,
    )


def money_found(facts: Facts, added: tuple[str, int] = ("", 0)) -> tuple[Effect, ...]:
    """Requests that wait for money are approved, oldest first, while it lasts.

    `added` is what a top-up puts in a pot in this turn. The first that does not fit stops the
    rest, so that a small late one never overtakes.
    """
    free: dict[str, int] = {}
    effects: list[Effect] = []
    for request in facts.waiting_money:
        wanted = to_set_aside(request)
        for pot in wanted:
            put_in = added[1] if pot == added[0] else 0
            free.setdefault(pot, facts.free_of(pot) + put_in)
        more = {pot: pence - held_in(request, pot) for pot, pence in wanted.items()}
        if any(free[pot] < pence for pot, pence in more.items()):
            break
        for pot, pence in more.items():
            free[pot] -= pence
        effects.extend(approved(request, move(request, Action.APPROVE, Party.SYSTEM), facts))
    return tuple(effects)
