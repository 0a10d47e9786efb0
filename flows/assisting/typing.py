"""Typing for somebody: whom, the questions of the asking, the person's word that it is theirs."""

from dataclasses import replace

from flows.assisting.state import ASK, HOW, PAPER, PRESENT, Helping
from flows.assisting.whom import found, whom
from flows.choices import choice, nothing_there, words_of
from flows.conversations import ask
from flows.conversations.ask import Asking
from flows.conversations.ask.eligible import is_barred, not_for_them
from flows.conversations.ask.state import CHANGE, GOAL, REVIEW
from flows.effects import Reply
from flows.events import ChatEvent, FileSent, Tapped
from flows.facts import Facts
from flows.helped import help_kind, is_tied
from flows.messages import Line, Message, line
from flows.model import Helped, Person, Role, SaidHow
from flows.moves.helped import handed_over, said_theirs, sent_for
from flows.outcome import Again, Finished, Goto, Move
from flows.taps import Choose
from flows.ties import TieKind

HelpMove = Move[Helping]


def begin(facts: Facts, whom: str = "") -> HelpMove:
    """Start to help: this person, or whoever is chosen next."""
    if whom:
        return _chosen(Helping(), whom, facts)
    if facts.me is None or Role.CARE_CO_ORDINATOR not in facts.me.roles:
        return _over("moved-on")
    return Goto(Helping()) if facts.people else _over("helping-nobody")


def question(state: Helping, facts: Facts) -> Message:
    """What is asked. Every screen names whom it is about (but to the person themself)."""
    if not state.person:
        return whom(facts.people)
    known = (*((facts.holder,) if facts.holder is not None else ()), *facts.people)
    holder = next((p for p in known if p.id == state.person), None)
    if holder is None:
        return Message((line("helping-stands"),))
    theirs = replace(facts, holder=holder)
    if not _kind(state, theirs):
        return Message((line("helping-over"),))
    asked = _asked(state, theirs)
    if state.draft:
        return asked
    lead = line("helping-who", name=holder.name)
    return replace(asked, lines=(lead, *asked.lines), about=holder.id)


def _asked(state: Helping, facts: Facts) -> Message:
    match state.step:
        case "how":
            return Message(
                (line("helping-how"),),
                (
                    choice("button-said-chat", SaidHow.CHAT),
                    choice("button-said-aloud", SaidHow.ALOUD),
                    choice("button-said-paper", SaidHow.PAPER),
                    choice("button-change", "change"),
                ),
            )
        case "present":
            return Message((line("helping-present"),), (choice("button-back", "back"),))
        case "paper":
            return Message((line("helping-paper"),), (choice("button-back", "back"),))
        case _:
            return ask.question(state.asking, as_if(facts))


def as_if(facts: Facts) -> Facts:
    """The same moment, seen as if the person themself answered."""
    return replace(facts, me=facts.holder)


def answer(state: Helping, event: ChatEvent, facts: Facts) -> HelpMove:
    """Where this answer leads. Whether they may still help is judged each time."""
    if isinstance(event, Tapped) and event.tap == Choose("cancel"):
        return _over("sign-never-mind")
    if not state.person:
        return _whom_answered(state, event, facts)
    holder, kind = facts.holder, _kind(state, facts)
    if holder is None or holder.id != state.person or not kind:
        return _over("helping-over")
    match state.step:
        case "how":
            return _said_how(state, event, holder, facts)
        case "present":
            return _present(state, event, holder, facts)
        case "paper":
            return _paper(state, event, holder, facts)
        case _:
            return _asked_answered(state, event, holder, kind, facts)


def _kind(state: Helping, facts: Facts) -> str:
    """As what they help now; empty when they may not."""
    if facts.me is None or facts.holder is None:
        return ""
    if state.draft:  # the person themself
        return "self" if facts.me.id == state.person else ""
    return help_kind(facts.me, facts.holder, facts)


def _over(words: str) -> Finished:
    return Finished((Reply(Message((line(words),))),))


# --- whom


def _whom_answered(state: Helping, event: ChatEvent, facts: Facts) -> HelpMove:
    match found(event, facts.people):
        case Line() as why:
            return Again((why,))
        case which:
            return _chosen(state, which, facts)


def _chosen(state: Helping, whom: str, facts: Facts) -> HelpMove:
    me = facts.me
    known = (*facts.people, *((facts.holder,) if facts.holder is not None else ()))
    person = next((p for p in known if p.id == whom), None)
    if me is None or person is None or not help_kind(me, person, facts):
        return _over("helping-not-yours")
    if person.unconfirmed:
        return _over("helping-not-confirmed")
    there = replace(facts, holder=person)
    if is_barred(as_if(there)):
        return _over("helping-not-eligible")
    return Goto(replace(state, person=person.id))


# --- the asking


def _asked_answered(
    state: Helping, event: ChatEvent, holder: Person, kind: str, facts: Facts
) -> HelpMove:
    asking = state.asking
    if isinstance(event, Tapped) and event.tap == Choose("send") and asking.question == REVIEW:
        return _ready(state, holder, kind, facts)
    if isinstance(event, Tapped) and event.tap == Choose("talk"):
        return _over("helping-left")
    match ask.answer(asking, event, as_if(facts)):
        case Goto(Asking() as following, lead, _):
            return Goto(replace(state, asking=following), lead)
        case Again(lead, _):
            return Again(lead)
        case _:
            return _over("helping-left")


def _ready(state: Helping, holder: Person, kind: str, facts: Facts) -> HelpMove:
    """It is read back and right: now the person's word that it is theirs."""
    me, plan = facts.me, state.asking.plan
    if me is None:
        return Finished()
    if is_barred(as_if(facts)):
        return Finished(not_for_them(as_if(facts), line("not-eligible-kept")))
    if state.draft:
        if facts.draft is None:
            return _over("moved-on")
        return Finished(said_theirs(facts.draft, plan, me, facts))
    if kind == TieKind.REPRESENTATIVE:
        helped = Helped(me.id, kind, SaidHow.AUTHORITY)
        return Finished(sent_for(plan, holder, me, helped, facts))
    if is_tied(kind):
        return Finished(handed_over(plan, holder, me, kind, facts))
    return Goto(replace(state, step=HOW))


def _back_to_change(state: Helping) -> HelpMove:
    return Goto(replace(state, step=ASK, asking=Asking(CHANGE, state.asking.plan)))


def _said_how(state: Helping, event: ChatEvent, holder: Person, facts: Facts) -> HelpMove:
    match event:
        case Tapped(Choose(SaidHow.CHAT)) if facts.me is not None:
            kind = str(Role.CARE_CO_ORDINATOR)
            return Finished(handed_over(state.asking.plan, holder, facts.me, kind, facts))
        case Tapped(Choose(SaidHow.ALOUD)):
            return Goto(replace(state, step=PRESENT))
        case Tapped(Choose(SaidHow.PAPER)):
            return Goto(replace(state, step=PAPER))
        case Tapped(Choose("change")):
            return _back_to_change(state)
        case _:
            return Again((line("tap-a-button"),))


def _present(state: Helping, event: ChatEvent, holder: Person, facts: Facts) -> HelpMove:
    """Read aloud: who was there is written down."""
    if isinstance(event, Tapped):
        return Goto(replace(state, step=HOW))
    words = words_of(event)
    if not words:
        return Again((nothing_there(event),))
    return _sent(state, holder, SaidHow.ALOUD, words, "", facts)


def _paper(state: Helping, event: ChatEvent, holder: Person, facts: Facts) -> HelpMove:
    """On paper: where it is kept, or a photo of it."""
    match event:
        case Tapped():
            return Goto(replace(state, step=HOW))
        case FileSent(file, _, _, ""):
            return _sent(state, holder, SaidHow.PAPER, "", file, facts)
        case FileSent(fault=fault):
            return Again((line(f"file-{fault.replace('_', '-')}"),))
        case _:
            words = words_of(event)
            if not words:
                return Again((nothing_there(event),))
            return _sent(state, holder, SaidHow.PAPER, words, "", facts)


def _sent(
    state: Helping, holder: Person, how: SaidHow, present: str, file: str, facts: Facts
) -> HelpMove:
    me = facts.me
    if me is None:
        return Finished()
    if is_barred(as_if(facts)):
        return Finished(not_for_them(as_if(facts), line("not-eligible-kept")))
    helped = Helped(me.id, str(Role.CARE_CO_ORDINATOR), how, present, file)
    return Finished(sent_for(state.asking.plan, holder, me, helped, facts))


def in_distress(state: Helping, words: str) -> HelpMove:
    """As in the asking: words that worry us may still be a good goal, when they say so."""
    if not state.person or state.step != ASK or state.asking.question != GOAL:
        return Again()
    match ask.answer_in_distress(state.asking, words):
        case Goto(Asking() as following, lead, _):
            return Goto(replace(state, asking=following), lead)
        case _:
            return Again()
