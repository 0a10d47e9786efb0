"""Who shall help, what they see, until when: asked of the person, or of staff for somebody who acts
for them. Nothing is ticked to begin with."""

from dataclasses import dataclass, replace
from typing import Literal

from flows.assisting.whom import found, whom
from flows.choices import choice, nothing_there, words_of
from flows.effects import Reply, SetLeave
from flows.events import ChatEvent, Tapped
from flows.facts import Facts
from flows.messages import Button, Line, Message, line
from flows.model import Person, PersonId, Role
from flows.moves.confirm import not_yet
from flows.moves.invite import MAX_NAME
from flows.moves.ties import (
    MAX_OPEN,
    MONTHS,
    ends_after,
    may_manage,
    open_ties,
    peer_chosen,
    terms,
    tie_invite,
)
from flows.outcome import Again, Finished, Goto, Move
from flows.taps import Choose, Do, Verb
from flows.ties import SEES, Authority, Leave, Tie, TieKind

PERSON, NAME, AUTHORITY, LEAVE, UNTIL = "person", "name", "authority", "leave", "until"
FOLLOW = "follow"


@dataclass(frozen=True, slots=True)
class Tying:
    """`step` is being asked. `person`: whom it is for. `helper`: a peer who is here already.
    `tie`: what one helper sees is being changed, and nothing else."""

    tie_kind: str
    step: str
    person: PersonId = PersonId("")
    helper: PersonId = PersonId("")
    name: str = ""
    authority: str = ""
    leave: tuple[str, ...] = ()
    tie: str = ""
    kind: Literal["tying"] = "tying"


TieMove = Move[Tying]


def add_helper(facts: Facts) -> TieMove:
    """The person asks somebody they know."""
    if facts.me is None or Role.BUDGET_HOLDER not in facts.me.roles:
        return _said("moved-on")
    if facts.me.unconfirmed:
        return Finished((not_yet(),))
    if len(open_ties(facts.me.id, facts)) >= MAX_OPEN:
        return _said("tie-too-many")
    return Goto(Tying(TieKind.SUPPORTER, NAME, facts.me.id))


def choose_peer(facts: Facts) -> TieMove:
    """The person asks for somebody who has had a budget."""
    if facts.me is None or Role.BUDGET_HOLDER not in facts.me.roles:
        return _said("moved-on")
    if facts.me.unconfirmed:
        return Finished((not_yet(),))
    if not _peers(facts):
        return _said("peer-nobody")
    if len(open_ties(facts.me.id, facts)) >= MAX_OPEN:
        return _said("tie-too-many")
    return Goto(Tying(TieKind.PEER, NAME, facts.me.id))


def add_representative(facts: Facts) -> TieMove:
    """Staff note who acts for somebody."""
    if facts.me is None or Role.CARE_CO_ORDINATOR not in facts.me.roles:
        return _said("moved-on")
    return Goto(Tying(TieKind.REPRESENTATIVE, PERSON)) if facts.people else _said("helping-nobody")


def change_leave(tie: Tie | None, facts: Facts) -> TieMove:
    """The person changes what one helper sees."""
    if tie is None or facts.me is None or not may_manage(facts.me, tie, facts):
        return _said("moved-on")
    kept = tuple(str(one) for one in sorted(tie.leave))
    return Goto(Tying(tie.kind, LEAVE, tie.person, tie.helper, tie.helper_name, "", kept, tie.id))


def _said(words: str) -> Finished:
    return Finished((Reply(Message((line(words),))),))


def _peers(facts: Facts) -> tuple[Person, ...]:
    """Whom this person could choose: not themself, nobody who is by their side already."""
    me = facts.me.id if facts.me is not None else PersonId("")
    taken = {tie.helper for tie in open_ties(me, facts)}
    return tuple(p for p in facts.peers if p.id != me and p.id not in taken)


# --- what is asked


def question(state: Tying, facts: Facts) -> Message:
    """One thing at a time."""
    cancel = choice("button-never-mind", "cancel")
    match state.step:
        case "person":
            return whom(facts.people)
        case "name" if state.tie_kind == TieKind.PEER:
            listed = tuple(Button(line("label", words=p.name), Choose(p.id)) for p in _peers(facts))
            return Message((line("peer-which"),), (*listed, cancel))
        case "name":
            return _name(state, facts, cancel)
        case "authority":
            ways = tuple(choice(f"button-authority-{a}", a) for a in Authority)
            return Message((line("tie-authority", name=state.name),), (*ways, cancel))
        case "leave":
            return Message((line(_leave_words(state), name=state.name),), _ticks(state))
        case _:
            times = tuple(choice(f"button-months-{n}", str(n)) for n in MONTHS)
            return Message((line("tie-until", name=state.name),), (*times, cancel))


def _name(state: Tying, facts: Facts, cancel: Button) -> Message:
    if state.tie_kind != TieKind.REPRESENTATIVE:
        return Message((line("tie-name"),), (cancel,))
    now = [t for t in open_ties(state.person, facts) if t.kind is TieKind.REPRESENTATIVE]
    known = tuple(said for tie in now for said in terms(tie, facts))
    ends = tuple(
        Button(line("button-end-tie", name=t.helper_name), Do(Verb.END_TIE, value=t.id))
        for t in now
    )
    return Message((*known, line("tie-representative-name")), (*ends, cancel), about=state.person)


def _leave_words(state: Tying) -> str:
    return "tie-scope" if state.tie_kind == TieKind.REPRESENTATIVE else "tie-leave"


def _options(state: Tying) -> tuple[str, ...]:
    if state.tie_kind == TieKind.REPRESENTATIVE:
        return (Leave.ASK, FOLLOW)
    return tuple(str(one) for one in SEES)


def _ticks(state: Tying) -> tuple[Button, ...]:
    ticks = tuple(
        choice(f"button-leave-{one}-on" if one in state.leave else f"button-leave-{one}", one)
        for one in _options(state)
    )
    return (*ticks, choice("button-leave-done", "done"))


# --- what is answered


def answer(state: Tying, event: ChatEvent, facts: Facts) -> TieMove:
    """Where this answer leads; who may is judged each time."""
    if isinstance(event, Tapped) and event.tap == Choose("cancel"):
        return _said("never-mind")
    if not _may(state, facts):
        return _said("moved-on")
    match state.step:
        case "person":
            return _whom(state, event, facts)
        case "name" if state.tie_kind == TieKind.PEER:
            return _peer(state, event, facts)
        case "name":
            return _named(state, event)
        case "authority":
            return _authority(state, event)
        case "leave":
            return _leave(state, event, facts)
        case _:
            return _until(state, event, facts)


def _may(state: Tying, facts: Facts) -> bool:
    me = facts.me
    if me is None:
        return False
    if state.tie_kind != TieKind.REPRESENTATIVE:
        return Role.BUDGET_HOLDER in me.roles and state.person == me.id
    if not state.person:
        return Role.CARE_CO_ORDINATOR in me.roles
    holder = facts.holder
    cares = holder is not None and holder.id == state.person and holder.care_co_ordinator == me.id
    return cares and Role.CARE_CO_ORDINATOR in me.roles


def _whom(state: Tying, event: ChatEvent, facts: Facts) -> TieMove:
    match found(event, facts.people):
        case Line() as why:
            return Again((why,))
        case which if any(p.id == which for p in facts.people):
            return Goto(replace(state, step=NAME, person=which))
        case _:
            return _said("helping-not-yours")


def _named(state: Tying, event: ChatEvent) -> TieMove:
    name = " ".join(words_of(event).split())
    if not name:
        return Again((nothing_there(event),))
    if len(name) > MAX_NAME:
        return Again((line("invite-name-long", most=MAX_NAME),))
    following = AUTHORITY if state.tie_kind == TieKind.REPRESENTATIVE else LEAVE
    return Goto(replace(state, step=following, name=name))


def _peer(state: Tying, event: ChatEvent, facts: Facts) -> TieMove:
    match event:
        case Tapped(Choose(value)) if peer := next(
            (p for p in _peers(facts) if p.id == value), None
        ):
            return Goto(replace(state, step=UNTIL, helper=peer.id, name=peer.name))
        case _:
            return Again((line("tap-a-button"),))


def _authority(state: Tying, event: ChatEvent) -> TieMove:
    match event:
        case Tapped(Choose(value)) if value in frozenset(Authority):
            return Goto(replace(state, step=LEAVE, authority=value))
        case _:
            return Again((line("tap-a-button"),))


def _leave(state: Tying, event: ChatEvent, facts: Facts) -> TieMove:
    match event:
        case Tapped(Choose("done")) if state.tie:
            return Finished(_left(state, facts))
        case Tapped(Choose("done")) if state.tie_kind == TieKind.REPRESENTATIVE and not state.leave:
            return Again((line("tie-scope-none"),))
        case Tapped(Choose("done")):
            return Goto(replace(state, step=UNTIL))
        case Tapped(Choose(value)) if value in _options(state):
            return Goto(replace(state, leave=_toggled(state.leave, value)))
        case _:
            return Again((line("tap-a-button"),))


def _toggled(leave: tuple[str, ...], value: str) -> tuple[str, ...]:
    if value in leave:
        return tuple(one for one in leave if one != value)
    return (*leave, value)


def _granted(state: Tying) -> frozenset[Leave]:
    """A supporter always helps to type; who follows sees all of a request."""
    match state.tie_kind:
        case TieKind.REPRESENTATIVE:
            follows = frozenset(SEES) if FOLLOW in state.leave else frozenset[Leave]()
            asks = frozenset({Leave.ASK}) if Leave.ASK in state.leave else frozenset[Leave]()
            return follows | asks
        case TieKind.SUPPORTER:
            return frozenset({Leave.ASK, *(Leave(one) for one in state.leave)})
        case _:
            return frozenset(Leave(one) for one in state.leave)


def _left(state: Tying, facts: Facts) -> tuple[SetLeave | Reply, ...]:
    tie = next((t for t in open_ties(state.person, facts) if t.id == state.tie), None)
    if tie is None:
        return (Reply(Message((line("moved-on"),))),)
    changed = replace(tie, leave=_granted(state))
    set_ = SetLeave(tie.id, tie.person, changed.leave)
    return (set_, Reply(Message(terms(changed, facts))))


def _until(state: Tying, event: ChatEvent, facts: Facts) -> TieMove:
    months = {str(n): n for n in MONTHS}
    me = facts.me
    match event:
        case Tapped(Choose(value)) if value in months and me is not None:
            until = ends_after(months[value], facts)
            peer = next((p for p in _peers(facts) if p.id == state.helper), None)
            if state.tie_kind == TieKind.PEER:
                if peer is None:
                    return _said("moved-on")
                return Finished(peer_chosen(me, peer, until, facts))
            known: dict[str, bool | int | str] = {
                "tie": state.tie_kind,
                "until": until.isoformat(),
                "leave": " ".join(sorted(_granted(state))),
                "authority": state.authority,
            }
            return Finished(tie_invite(me, state.person, state.name, known, facts))
        case _:
            return Again((line("tap-a-button"),))
