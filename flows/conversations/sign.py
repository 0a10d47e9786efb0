"""Look, then sign: the signer's side, but for saying no (that is `decline`).

Every tap is judged again by `policy.may_sign` on facts read in the same turn.
"""

from dataclasses import dataclass, replace
from typing import Literal

from flows.cards import cannot, look
from flows.choices import choice, words_of
from flows.effects import Effect, Reply, SetFlag
from flows.events import ChatEvent, Tapped, Typed
from flows.facts import Facts
from flows.helped import may_never_sign
from flows.lifecycle import WAITING_FOR_A_PAYER
from flows.messages import Button, Message, line
from flows.model import Party, Person, PersonId, Request, RequestId, Role
from flows.money import Amount, Pence, Unclear, parse_amount, pounds
from flows.moves.meet import arranges, may_meet, may_set_up, met, met_told, set_up
from flows.moves.price import may_find_price, priced, told_price
from flows.moves.sign import sign
from flows.moves.talk import ask, pass_on, written_down
from flows.outcome import Again, Finished, Goto, Move
from flows.pay_cards import is_payable
from flows.policy import (
    Refusal,
    could_take_over,
    may_sign,
    may_write_down,
    raised,
    role_for,
)
from flows.releasing import may_release
from flows.signing_cards import confirm
from flows.taps import Choose, Do, Verb


@dataclass(frozen=True, slots=True)
class Signing:
    """`doing` is what the signer is putting into words: question, pass_on, clear_flag, price,
    write_down, met."""

    doing: str
    request: RequestId
    version: int
    value: str = ""
    kind: Literal["signing"] = "signing"


def question(state: Signing, facts: Facts) -> Message:
    """What the signer is asked."""
    cancel = choice("button-never-mind", "cancel")
    match state.doing:
        case "question":
            return Message((line("sign-ask-what"),), (cancel,))
        case "pass_on":
            return Message(
                (line("sign-pass-to-whom"),),
                (
                    *(Button(line("label", words=p.name), Choose(p.id)) for p in _others(facts)),
                    cancel,
                ),
            )
        case "price":
            return Message((line("sign-price"),), (cancel,))
        case "met":
            return Message((line("sign-met"),), (cancel,))
        case "write_down":
            asked = facts.request.question if facts.request is not None else None
            words = asked.words if asked is not None else ""
            return Message((line("sign-write-down", question=words),), (cancel,))
        case _:
            return Message((line("sign-flag-why"),), (cancel,))


def _others(facts: Facts) -> tuple[Person, ...]:
    request, me = facts.request, facts.me
    if request is None or me is None:
        return ()
    role = may_sign(me, request, 0, facts)
    return () if isinstance(role, Refusal) else could_take_over(request, me, role, facts)


def answer(state: Signing, event: ChatEvent, facts: Facts) -> Move[Signing]:
    """What the signer put into words."""
    request, me = facts.request, facts.me
    if isinstance(event, Tapped) and event.tap == Choose("cancel"):
        return Finished((Reply(Message((line("sign-never-mind"),))),))
    if request is None or me is None:
        return Finished()
    if state.doing == "price":
        return _priced(request, me, event, facts)
    if state.doing == "met":
        return _met(request, me, words_of(event), facts)
    if state.doing == "write_down":
        return _written_down(request, me, words_of(event), facts)
    role = may_sign(me, request, state.version, facts)
    if isinstance(role, Refusal):
        return Finished((Reply(cannot(role)),))
    match state.doing, event:
        case "pass_on", Tapped(Choose(value)):
            return _passed(request, me, PersonId(value), facts)
        case "pass_on", _:
            return Again((line("tap-a-button"),))
        case "question", _:
            return _asked(request, me, role, words_of(event), facts)
        case _:
            return _cleared(state, request, me, words_of(event), facts)


def _asked(request: Request, me: Person, role: Role, words: str, facts: Facts) -> Move[Signing]:
    if not words:
        return Again((line("nothing-there"),))
    told = Reply(Message((line("sign-asked", reference=request.reference),)))
    return Finished((*ask(request, me, role, words, facts), told))


def _written_down(request: Request, me: Person, words: str, facts: Facts) -> Move[Signing]:
    if not may_write_down(me, request, facts.holder):
        return Finished((Reply(cannot(Refusal.MOVED_ON)),))
    if not words:
        return Again((line("nothing-there"),))
    noted = Reply(Message((line("sign-written-down", reference=request.reference),)))
    return Finished((*written_down(request, me, words, facts), noted))


def _passed(request: Request, me: Person, to: PersonId, facts: Facts) -> Move[Signing]:
    other = next((p for p in _others(facts) if p.id == to), None)
    if other is None:
        return Again((line("tap-a-button"),))
    told = Reply(Message((line("sign-passed", name=other.name, reference=request.reference),)))
    return Finished((*pass_on(request, me, other, facts), told))


def _cleared(
    state: Signing, request: Request, me: Person, words: str, facts: Facts
) -> Move[Signing]:
    if not words:
        return Again((line("nothing-there"),))
    cleared = SetFlag(request.id, state.value, me.id, upheld=False, reason=words)
    flags = tuple(
        replace(f, cleared_by=me.id, reason=words) if f.exclusion == state.value else f
        for f in request.flags
    )
    return Finished((cleared, Reply(look(replace(request, flags=flags), me, facts))))


def _priced(request: Request, me: Person, event: ChatEvent, facts: Facts) -> Move[Signing]:
    if not may_find_price(request, me, facts):
        return Finished((Reply(cannot(Refusal.MOVED_ON)),))
    match parse_amount(event.text) if isinstance(event, Typed) else None:
        case Amount(pence):
            return Finished(_price_found(request, me, pence, facts))
        case Unclear(why):
            return Again((line(f"amount-unclear-{why.replace('_', '-')}"),))
        case None:
            return Again((line("tap-a-button"),))


def _price_found(request: Request, me: Person, pence: Pence, facts: Facts) -> tuple[Effect, ...]:
    opens, effects = priced(request, int(pence), Party.SIGNER, me.id, facts)
    noted = line(
        "sign-priced" if opens else "sign-priced-stopped",
        reference=request.reference,
        pounds=pounds(pence),
    )
    return (*effects, told_price(request, int(pence), opens=opens), Reply(Message((noted,))))


def begin(tap: Do, facts: Facts) -> Move[Signing]:
    """A signer's button."""
    request, me = facts.request, facts.me
    if request is None or me is None:
        return Finished((Reply(Message((line("moved-on"),))),))
    if tap.verb is Verb.LOOK:
        return Finished(_look(request, me, facts))
    if tap.verb in (Verb.SET_UP, Verb.MET):
        return _arranged(tap, request, me, facts)
    if tap.verb is Verb.PRICE:
        return _begin_price(request, me, facts)
    if tap.verb is Verb.WRITE_DOWN:
        if not may_write_down(me, request, facts.holder):
            return Finished((Reply(cannot(Refusal.MOVED_ON)),))
        return Goto(Signing("write_down", request.id, request.version))
    role = may_sign(me, request, tap.version, facts)
    if isinstance(role, Refusal):
        return Finished((Reply(cannot(role)),))
    return _allowed(tap, request, me, role, facts)


def _allowed(tap: Do, request: Request, me: Person, role: Role, facts: Facts) -> Move[Signing]:
    match tap.verb:
        case Verb.APPROVE | Verb.CONFIRM | Verb.FINE if raised(request):
            return Finished((Reply(cannot(Refusal.FLAGGED)), *_look(request, me, facts)))
        case Verb.APPROVE:
            return Finished((Reply(confirm(request, me, role, facts)),))
        case Verb.FINE:
            return Finished(_fine(request, me, role, facts))
        case Verb.CONFIRM:
            return Finished(_confirmed(tap, request, me, role, facts))
        case Verb.PASS_ON if not _others(facts):
            return Finished((Reply(Message((line("sign-nobody-else"),))),))
        case _:
            return Goto(Signing(str(tap.verb), request.id, tap.version, tap.value))


def _confirmed(
    tap: Do, request: Request, me: Person, role: Role, facts: Facts
) -> tuple[Effect, ...]:
    if tap.value != str(request.amount_pence):
        return (Reply(cannot(Refusal.CHANGED)),)
    amount = pounds(Pence(request.amount_pence))
    told = Reply(Message((line("you-signed", reference=request.reference, pounds=amount),)))
    return (*sign(request, me, role, facts), told)


def _arranged(tap: Do, request: Request, me: Person, facts: Facts) -> Move[Signing]:
    """What costs nothing is set up, or what was asked for was met another way."""
    if arranges(me, request, facts):
        if tap.verb is Verb.SET_UP and may_set_up(request):
            noted = Reply(Message((line("set-up-noted", reference=request.reference),)))
            return Finished((*set_up(request, me, facts), noted))
        if tap.verb is Verb.MET and may_meet(request, Party.SIGNER):
            return Goto(Signing("met", request.id, request.version))
    return Finished((Reply(cannot(Refusal.MOVED_ON)),))


def _met(request: Request, me: Person, words: str, facts: Facts) -> Move[Signing]:
    if not (arranges(me, request, facts) and may_meet(request, Party.SIGNER)):
        return Finished((Reply(cannot(Refusal.MOVED_ON)),))
    if not words:
        return Again((line("nothing-there"),))
    noted = Reply(Message((line("met-noted", reference=request.reference),)))
    effects = met(request, Party.SIGNER, me.id, words, facts)
    return Finished((*effects, met_told(request, words, facts), noted))


def _fine(request: Request, me: Person, role: Role, facts: Facts) -> tuple[Effect, ...]:
    """One tap: the card has shown before and now, and it is the same goal for no more money."""
    change = request.change
    if change is None or not (change.same and change.agreed):
        return (Reply(cannot(Refusal.CHANGED)),)
    amount = pounds(Pence(request.amount_pence))
    told = Reply(Message((line("you-agreed-change", reference=request.reference, pounds=amount),)))
    return (*sign(request, me, role, facts), told)


def _begin_price(request: Request, me: Person, facts: Facts) -> Move[Signing]:
    if not may_find_price(request, me, facts):
        return Finished((Reply(cannot(Refusal.MOVED_ON)),))
    return Goto(Signing("price", request.id, request.version))


def _look(request: Request, me: Person, facts: Facts) -> tuple[Effect, ...]:
    """Everything about it, for those it is for; others are told nothing about it."""
    if not _may_look(request, me, facts):
        return (Reply(cannot(Refusal.NOT_YOURS)),)
    return (Reply(look(request, me, facts)),)


def _may_look(request: Request, me: Person, facts: Facts) -> bool:
    if request.person == me.id or me.id in request.barred:
        return False
    if facts.holder is None:
        return False
    if may_never_sign(me.id, request, facts) and role_for(me, LOOKERS, facts.holder) is None:
        return False  # who helps somebody sees what that person ticks, and no card
    signing = tuple(role for stage in request.stages for role in stage.roles)
    payer = facts.programme.payment.payer in me.roles
    pays = payer and (request.state in WAITING_FOR_A_PAYER or is_payable(request, facts))
    pays = pays or may_release(me, request, facts)
    return pays or role_for(me, (*LOOKERS, *signing), facts.holder) is not None


LOOKERS = (Role.CARE_CO_ORDINATOR, Role.TEAM_LEADER, Role.PROGRAMME_ADMIN, Role.SUPPORT_PLANNER)
"""Who may read a request whether or not they sign it: each for their own people."""
