"""[Something has changed]: what is different now, in the person's own words (CARE 15).

It asks as little as it can, shows before and now side by side, and changes nothing before the last
tap. Words that fit no kind go to a human, never away.
"""

from dataclasses import dataclass, replace
from typing import Literal

from flows.cards import button, do
from flows.choices import choice, nothing_there, said_by
from flows.effects import Effect, Reply
from flows.events import ChatEvent, Tapped, Typed
from flows.facts import Facts
from flows.messages import Button, Line, Message, line
from flows.model import Party, Plan, Request, RequestId, State
from flows.money import Amount, Pence, Unclear, parse_amount, pounds, short_pounds
from flows.moves.change import changed, is_agreed, keep, may_change, may_keep, wanted_change
from flows.moves.meet import may_meet, met
from flows.moves.rounds import first_months
from flows.moves.send import send, sent_message
from flows.moves.talk import told_staff
from flows.moves.trouble import (
    REMEDIES,
    TROUBLES,
    may_trouble,
    remedy,
    replacement,
    trouble,
)
from flows.moves.wait import go_on, may_wait, wait_for_me, waits
from flows.outcome import Again, Finished, Goto, Move
from flows.plain_text import plain
from flows.plans import item_words
from flows.policy import unmet
from flows.taps import Choose, Do, Verb

KIND, ITEM, GOAL, GOAL_WORDS, PRICE, SURE = "kind", "item", "goal", "goal_words", "price", "sure"
WORDS, ELSE, REMEDY, AGAIN = "words", "else", "remedy", "again"
SWAP, DEARER, MET = "swap", "dearer", "met"


@dataclass(frozen=True, slots=True)
class Changing:
    """`asking` is the question; `change` the kind of change; the rest is what was said so far."""

    request: RequestId
    version: int
    asking: str = KIND
    change: str = ""
    item: str = ""
    goal: str = ""
    price_pence: int | None = None
    kind: Literal["changing"] = "changing"


def something(request: Request) -> bool:
    """Whether [Something has changed] can do anything for this request."""
    return may_change(request) or may_trouble(request) or request.state is State.DECLINED


# --- asking


def question(state: Changing, facts: Facts) -> Message:
    """The question of this state."""
    request = facts.request
    if request is None:
        return Message((line("moved-on"),))
    match state.asking:
        case "kind":
            return Message((line("change-what", item=_item(request, facts)),), _kinds(request))
        case "item":
            return Message((line("change-item"),), (*_offered(request, facts), _leave()))
        case "goal":
            yes_no = (choice("button-yes", "yes"), choice("button-no", "no"))
            return Message((line("change-goal", goal=request.plan.goal),), (*yes_no, _leave()))
        case "goal_words":
            return Message((line("change-goal-words"),), (_leave(),))
        case "price":
            return _price(state, request)
        case "sure":
            return _sure(state, request, facts)
        case "remedy":
            ways = tuple(choice(f"button-remedy-{way}", way) for way in ("mend", "new", "back"))
            return Message((line("change-remedy"),), (*ways, choice("button-not-sure", "unsure")))
        case "again":
            return _again(request, facts)
        case "else":
            return Message((line("change-else"),), (_leave(),))
        case _:
            words = "change-met" if state.change == MET else "change-happened"
            return Message((line(words),), (choice("button-skip", "skip"),))


def _leave() -> Button:
    return choice("button-nothing-changed", "leave")


def _kinds(request: Request) -> tuple[Button, ...]:
    kinds = []
    if _may_swap(request):
        kinds.append(choice("button-change-swap", SWAP))
        if request.state is not State.ENQUIRY:
            kinds.append(choice("button-change-dearer", DEARER))
    if may_wait(request):
        kinds.append(choice("button-change-wait", "wait"))
    if may_meet(request, Party.PERSON):
        kinds.append(choice("button-change-met", MET))
    if may_trouble(request):
        kinds.extend(choice(f"button-change-{kind}", kind) for kind in TROUBLES)
    return (*kinds, choice("button-change-else", ELSE), _leave())


def _may_swap(request: Request) -> bool:
    """A plan of several parts is changed by the person who wrote it with them, not by one line."""
    return may_change(request) and not request.plan.lines


def _offered(request: Request, facts: Facts) -> tuple[Button, ...]:
    """The other things of the same offer, whose price is known."""
    offer = facts.programme.offer(request.plan.offer)
    others = offer.choices if offer is not None else ()
    return tuple(
        Button(line("label", words=c.label), Choose(f"choice:{c.id}"))
        for c in others
        if c.id != request.plan.choice
    )


def _price(state: Changing, request: Request) -> Message:
    now = short_pounds(Pence(request.amount_pence))
    buttons: tuple[Button, ...] = (choice("button-dont-know", "unknown"), _leave())
    if state.change == SWAP:
        buttons = (choice("button-same-price", "same", pounds=now), *buttons)
    return Message((line("change-price", pounds=now),), buttons)


def _sure(state: Changing, request: Request, facts: Facts) -> Message:
    plan = _plan(state, request, facts)
    return Message(
        (
            line("change-check"),
            *_side_by_side(request, plan, facts),
            _what_happens(request, plan, facts),
        ),
        (choice("button-yes-change", "yes"), _leave()),
    )


def _side_by_side(request: Request, plan: Plan, facts: Facts) -> tuple[Line, ...]:
    known = request.plan
    lines = (
        line("change-before", item=item_words(known, facts.programme), pounds=_cost(known)),
        line("change-now", item=item_words(plan, facts.programme), pounds=_cost(plan)),
    )
    return (*lines, line("plan-words", goal=plan.goal)) if plan.goal != known.goal else lines


def _cost(plan: Plan) -> str:
    return "-" if plan.price_pence is None else short_pounds(Pence(plan.price_pence))


def _what_happens(request: Request, plan: Plan, facts: Facts) -> Line:
    """Who reads it now, and what stays safe."""
    if request.state is State.ENQUIRY:
        return line("change-then-price")
    if not is_agreed(request):
        return line("change-then-read")
    same = wanted_change(request, plan, "", facts).same
    return line("change-then-tap" if same else "change-then-anew")


def _again(request: Request, facts: Facts) -> Message:
    plan = replacement(request)
    asked = line("change-again", item=item_words(plan, facts.programme), pounds=_cost(plan))
    return Message((asked,), (choice("button-yes-ask-again", "yes"), choice("button-no", "no")))


def _item(request: Request, facts: Facts) -> str:
    return item_words(request.plan, facts.programme)


# --- answers


def answer(state: Changing, event: ChatEvent, facts: Facts) -> Move[Changing]:
    """One answer; nothing is changed before the last one."""
    request = facts.request
    if request is None or facts.me is None or request.person != facts.me.id:
        return Finished((Reply(Message((line("moved-on"),))),))
    if isinstance(event, Tapped) and event.tap == Choose("leave"):
        return Finished((Reply(Message((line("change-left"),))),))
    tapped = event.tap.value if isinstance(event, Tapped) and isinstance(event.tap, Choose) else ""
    words = said_by(event)
    if state.asking == PRICE:
        return _price_said(state, request, event, tapped, facts)
    if not tapped and not words:
        return Again((nothing_there(event),))
    if state.asking in (ITEM, GOAL, GOAL_WORDS):
        return _new_said(state, request, tapped, words, facts)
    match state.asking:
        case "kind":
            return _kind_said(state, request, tapped, words, facts)
        case "sure":
            return _sure_said(state, request, tapped or _plain_yes(words), facts)
        case "remedy":
            return _remedy_said(state, request, tapped, words, facts)
        case "again":
            return _again_said(request, tapped or _plain_yes(words), facts)
        case "else":
            return Finished(_told(words, facts))
        case _:
            return _trouble_said(state, request, words, facts)


def _new_said(
    state: Changing, request: Request, tapped: str, words: str, facts: Facts
) -> Move[Changing]:
    """What they want instead, and what for."""
    if state.asking == ITEM:
        return _item_said(state, tapped, words, facts)
    if state.asking == GOAL:
        return _goal_said(state, request, tapped, words)
    following = SURE if request.state is State.ENQUIRY else PRICE
    return Goto(replace(state, asking=following, goal=words))


def _plain_yes(words: str) -> str:
    said = plain(words)
    return said if said in ("yes", "no") else ""


def _kind_said(
    state: Changing, request: Request, tapped: str, words: str, facts: Facts
) -> Move[Changing]:
    match tapped:
        case "swap" if _may_swap(request):
            return Goto(replace(state, asking=ITEM, change=SWAP))
        case "dearer" if _may_swap(request):
            return Goto(replace(state, asking=PRICE, change=DEARER))
        case "wait" if may_wait(request):
            said = Message(
                (line("change-waits"),),
                (button("button-go-on", _on(request)),),
                key=f"waits:{request.reference}",
                anew=True,
            )
            return Finished((*wait_for_me(request, facts), Reply(said)))
        case "met" if may_meet(request, Party.PERSON):
            return Goto(replace(state, asking=WORDS, change=MET))
        case kind if kind in TROUBLES and may_trouble(request):
            return Goto(replace(state, asking=WORDS, change=kind))
        case "else":
            return Goto(replace(state, asking=ELSE))
        case "":
            return Finished(_told(words, facts))
        case _:
            return Again((line("tap-a-button"),))


def _on(request: Request) -> Do:
    return Do(Verb.GO_ON, request.id)


def _told(words: str, facts: Facts) -> tuple[Effect, ...]:
    """Words that fit no kind: a human reads them and gets in touch."""
    me, request = facts.me, facts.request
    if me is None or request is None:
        return ()
    said = line("changed-staff", reference=request.reference, name=me.name, words=words)
    told = told_staff(me, "changed", said, facts)
    return (*told, Reply(Message((line("change-told" if told else "talk-nobody"),))))


def _item_said(state: Changing, tapped: str, words: str, facts: Facts) -> Move[Changing]:
    if tapped:
        return Goto(replace(state, asking=SURE, item=tapped))
    following = PRICE if facts.request is not None and not facts.request.plan.goal else GOAL
    return Goto(replace(state, asking=following, item=words))


def _goal_said(state: Changing, request: Request, tapped: str, words: str) -> Move[Changing]:
    said = tapped or _plain_yes(words)
    if said == "no":
        return Goto(replace(state, asking=GOAL_WORDS))
    goal = request.plan.goal if said == "yes" else words
    following = SURE if request.state is State.ENQUIRY else PRICE
    return Goto(replace(state, asking=following, goal=goal))


def _price_said(
    state: Changing, request: Request, event: ChatEvent, tapped: str, facts: Facts
) -> Move[Changing]:
    if tapped == "same":
        return Goto(replace(state, asking=SURE, price_pence=request.amount_pence))
    if tapped == "unknown":
        return Finished(_told(state.item or "£?", facts))
    match parse_amount(event.text) if isinstance(event, Typed) else None:
        case Amount(pence):
            return Goto(replace(state, asking=SURE, price_pence=int(pence)))
        case Unclear(why):
            return Again((line(f"amount-unclear-{why.replace('_', '-')}"),))
        case None:
            return Again((line("tap-or-type"),))


def _plan(state: Changing, request: Request, facts: Facts) -> Plan:
    """What would be asked for now."""
    plan = request.plan
    offer = facts.programme.offer(plan.offer)
    picked = next(
        (c for c in (offer.choices if offer else ()) if state.item == f"choice:{c.id}"), None
    )
    if picked is not None:
        return replace(plan, choice=picked.id, item=picked.name, price_pence=picked.price_pence)
    if state.item:
        other = replace(plan, item=state.item, offer="", choice="", extras="")
        return replace(other, goal=state.goal or plan.goal, price_pence=state.price_pence)
    return replace(plan, price_pence=state.price_pence)


def _sure_said(state: Changing, request: Request, said: str, facts: Facts) -> Move[Changing]:
    if said == "no":
        return Finished((Reply(Message((line("change-left"),))),))
    if said != "yes":
        return Again((line("tap-a-button"),))
    if state.version != request.version or not may_change(request):
        return Finished((Reply(Message((line("moved-on"),))),))
    plan = _plan(state, request, facts)
    after, effects = changed(request, plan, plan.item, facts)
    words = {State.ENQUIRY: "changed-price", State.STOPPED: "changed-stopped"}.get(
        after, "changed-agreed" if is_agreed(request) else "changed"
    )
    buttons = (button("button-where-is-it", do(Verb.STATUS, request)),)
    told = Message((line(words, reference=request.reference),), buttons)
    return Finished((*effects, Reply(told)))


def _trouble_said(state: Changing, request: Request, words: str, facts: Facts) -> Move[Changing]:
    """On the record at once; then what would help."""
    if state.change == MET:
        return _met_said(request, words, facts)
    if not may_trouble(request):
        return Finished((Reply(Message((line("moved-on"),))),))
    effects = trouble(request, state.change, words, facts)
    return Goto(replace(state, asking=REMEDY), (line("change-sorry"),), effects)


def _met_said(request: Request, words: str, facts: Facts) -> Move[Changing]:
    if not may_meet(request, Party.PERSON):
        return Finished((Reply(Message((line("moved-on"),))),))
    told = line("met-thanks", reference=request.reference, months=first_months(facts))
    effects = met(request, Party.PERSON, request.person, words, facts)
    return Finished((*effects, Reply(Message((told,)))))


def _remedy_said(
    state: Changing, request: Request, tapped: str, words: str, facts: Facts
) -> Move[Changing]:
    if tapped == "new":
        return Goto(replace(state, asking=AGAIN))
    if tapped in REMEDIES:
        said = Reply(Message((line(f"change-remedy-{tapped}"),)))
        return Finished((*remedy(request, tapped, facts), said))
    return Finished(_told(words, facts)) if words else Again((line("tap-a-button"),))


def _again_said(request: Request, said: str, facts: Facts) -> Move[Changing]:
    me = facts.me
    if said == "no" or me is None or unmet(facts.programme, me):
        said_too = Reply(Message((line("change-remedy-unsure"),)))
        return Finished((*remedy(request, "unsure", facts), said_too))
    if said != "yes":
        return Again((line("tap-a-button"),))
    after, effects = send(replacement(request), me, facts)
    return Finished((*effects, Reply(sent_message(after, facts))))


# --- buttons


def begin(tap: Do, facts: Facts) -> Move[Changing]:
    """[Something has changed], [Go on with it], [Leave it as it was]."""
    request = facts.request
    if request is None:
        return Finished((Reply(Message((line("moved-on"),))),))
    match tap.verb:
        case Verb.CHANGED if something(request):
            return Goto(Changing(request.id, request.version))
        case Verb.GO_ON if waits(request):
            return Finished((*go_on(request, facts), Reply(Message((line("change-goes-on"),)))))
        case Verb.KEEP_OLD if may_keep(request):
            amount = pounds(Pence(request.change.before_pence)) if request.change else ""
            kept = line("change-kept", reference=request.reference, pounds=amount)
            return Finished(
                (*keep(request, Party.PERSON, request.person, facts), Reply(Message((kept,))))
            )
        case _:
            return Finished((Reply(Message((line("moved-on"),))),))
