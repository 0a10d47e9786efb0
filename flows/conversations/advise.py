"""The signer's private question to the adviser, and the adviser's answer (CARE 21)."""

from dataclasses import dataclass
from typing import Literal

from flows.choices import choice, words_of
from flows.effects import Reply
from flows.events import ChatEvent, Tapped
from flows.facts import Facts
from flows.messages import Message, line
from flows.model import Person, Request, RequestId
from flows.moves.advise import advisers, asked, given, may_advise, waits
from flows.outcome import Again, Finished, Goto, Move
from flows.policy import Refusal, may_sign
from flows.taps import Choose, Do, Verb


@dataclass(frozen=True, slots=True)
class Advising:
    """`doing`: ask (the signer), or reply (the adviser) to question number `no`."""

    doing: str
    request: RequestId
    no: int = 0
    kind: Literal["advising"] = "advising"


def question(state: Advising, facts: Facts) -> Message:
    """What they are asked."""
    cancel = choice("button-never-mind", "cancel")
    request = facts.request
    if state.doing == "ask":
        return Message((line("advice-ask-what"),), (cancel,))
    thread = waits(request, state.no) if request is not None else None
    if thread is None:
        return Message((line("moved-on-staff"),), (cancel,))
    return Message((line("advice-reply", words=thread.words),), (cancel,))


def answer(state: Advising, event: ChatEvent, facts: Facts) -> Move[Advising]:
    """What they typed."""
    request, me = facts.request, facts.me
    if isinstance(event, Tapped) and event.tap == Choose("cancel"):
        return _said("sign-never-mind")
    if request is None or me is None:
        return Finished()
    words = words_of(event)
    if not words:
        return Again((line("nothing-there"),))
    if state.doing == "ask":
        return _asked(request, me, words, facts)
    if waits(request, state.no) is None or not may_advise(me, request, facts):
        return _said("moved-on-staff")
    told = Reply(Message((line("advice-given", reference=request.reference),)))
    return Finished((*given(request, me, state.no, words, facts), told))


def _asked(request: Request, me: Person, words: str, facts: Facts) -> Move[Advising]:
    if isinstance(may_sign(me, request, 0, facts), Refusal):
        return _said("advice-not-now")
    found = advisers(request, me, facts)
    if found is None:
        return _said("advice-nobody")
    told = Reply(Message((line("advice-on-its-way", reference=request.reference),)))
    return Finished((*asked(request, me, words, found, facts), told))


def begin(tap: Do, facts: Facts) -> Move[Advising]:
    """[Ask the adviser] or [Answer]."""
    request, me = facts.request, facts.me
    if request is None or me is None:
        return _said("moved-on-staff")
    if tap.verb is Verb.ADVISE:
        no = int(tap.value) if tap.value.isdecimal() else -1
        if not may_advise(me, request, facts):
            return _said("advice-not-yours")
        if waits(request, no) is None:
            return _said("moved-on-staff")
        return Goto(Advising("reply", request.id, no))
    if isinstance(may_sign(me, request, tap.version, facts), Refusal):
        return _said("advice-not-now")
    if advisers(request, me, facts) is None:
        return _said("advice-nobody")
    return Goto(Advising("ask", request.id))


def _said(words: str) -> Finished:
    return Finished((Reply(Message((line(words),))),))
