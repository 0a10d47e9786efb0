"""The second screen of a signature, and the card of a panel that is half signed."""

from flows.cards import button, card_key, declared_lines, do, who
from flows.facts import Facts
from flows.lines import owed, unpaid
from flows.messages import Button, Line, Message, line
from flows.model import FundId, Person, Request, Role
from flows.money import Pence, pounds
from flows.policy import limit_of, needed, open_stage, slots
from flows.taps import Verb


def confirm(request: Request, me: Person, role: Role, facts: Facts) -> Message:
    """The second screen: only its button signs. Amount, person, fund left, limit (DESIGN 3)."""
    amount = pounds(Pence(request.amount_pence))
    limit = limit_of(me.id, role, facts)
    lines = [
        line("confirm-amount", pounds=amount),
        line("confirm-limit", pounds=pounds(Pence(limit)))
        if limit is not None
        else line("confirm-no-limit"),
        *_funds_after(request, facts),
        *who(request, me, facts),
        *declared_lines(request),
        line("confirm-agree"),
        line("confirm-others") if _others_follow(request) else line("confirm-last"),
    ]
    yes = Button(
        line("button-yes-approve", pounds=amount),
        do(Verb.CONFIRM, request, str(request.amount_pence)),
    )
    return Message(
        tuple(lines),
        (yes, button("button-not-now", do(Verb.LOOK, request))),
        key=f"look:{request.reference}",
        anew=True,
        about=request.person,
    )


def _funds_after(request: Request, facts: Facts) -> tuple[Line, ...]:
    """What is left in each pot that pays for it."""
    plan, main = request.plan, request.fund
    wanted = owed(unpaid(plan.lines, request.line_payments), main)
    names = {pot.id: pot.name for pot in facts.programme.pots}
    held = dict(request.held) or {main: request.reserved_pence}
    said: list[Line] = []
    for pot, pence in sorted((wanted or {main: request.amount_pence}).items()):
        # A change of what was agreed: what is set aside for the old one is given back first.
        left = facts.free_of(pot) + held.get(FundId(pot), 0) - pence
        if pot in names:
            said.append(line("confirm-pot", pot=names[pot]))
        key = "confirm-fund-left" if left >= 0 else "confirm-fund-short"
        said.append(line(key, pounds=pounds(Pence(abs(left)))))
    return tuple(said)


def _others_follow(request: Request) -> bool:
    lacking = [slot for no in range(len(request.stages)) for slot in needed(request, no)]
    return len(lacking) > 1


def panel_card(request: Request, facts: Facts) -> Message:
    """A panel member's card when somebody else on the panel has signed."""
    stage = open_stage(request) or 0
    whole = len(slots(request.stages[stage]))
    have = whole - len(needed(request, stage))
    text = line("card-panel", reference=request.reference, have=have, whole=whole)
    return Message(
        (text,),
        (button("button-look", do(Verb.LOOK, request)),),
        key=card_key(request),
        about=request.person,
    )
