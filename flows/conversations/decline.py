"""Saying no: choose a reason, say it kindly, see exactly what they will read (CARE 25)."""

from dataclasses import dataclass, replace
from typing import Literal

from flows.cards import cannot, do
from flows.choices import choice, words_of
from flows.effects import Effect, Reply, Send
from flows.events import ChatEvent, Tapped
from flows.facts import Facts
from flows.messages import Button, Message, line
from flows.model import Person, PersonId, Request, RequestId, Role, State
from flows.moves.decline import No, decline, no_message, tell_now
from flows.outcome import Again, Finished, Goto, Move
from flows.policy import Refusal, may_sign
from flows.taps import Choose, Do, Verb

REASON, WORDS, PREVIEW = "reason", "words", "preview"
MIN_WORDS, MIN_LETTERS = 3, 12


@dataclass(frozen=True, slots=True)
class Declining:
    """`asking` is reason, words or preview; `upheld` names the exclusion's flag, if that is why."""

    asking: str
    request: RequestId
    version: int
    reason: str = ""
    words: str = ""
    upheld: str = ""
    kind: Literal["declining"] = "declining"


def question(state: Declining, facts: Facts) -> Message:
    """The question of this state."""
    match state.asking:
        case "reason":
            return _reasons(facts)
        case "words":
            return _words(state, facts)
        case _:
            return _preview(state, facts)


def _reasons(facts: Facts) -> Message:
    reasons = facts.programme.signing.decline_reasons
    return Message(
        (line("decline-choose"),),
        (
            *(Button(line("label", words=r), Choose(str(n))) for n, r in enumerate(reasons)),
            choice("button-never-mind", "cancel"),
        ),
    )


def _words(state: Declining, facts: Facts) -> Message:
    bar = next((b for b in facts.programme.exclusions if b.id == state.upheld), None)
    lines = (
        (line("decline-flag-words", reason=bar.reason, elsewhere=bar.elsewhere),)
        if bar is not None
        else (line("decline-words"),)
    )
    return Message(lines, (choice("button-never-mind", "cancel"),))


def _preview(state: Declining, facts: Facts) -> Message:
    read = no_message(facts.request, state.words).lines if facts.request is not None else ()
    return Message(
        (line("decline-preview"), *read),
        (
            choice("button-send-now", "send"),
            choice("button-tell-first", "first"),
            choice("button-change", "change"),
            choice("button-never-mind", "cancel"),
        ),
        key=_preview_key(state.request),
        anew=True,
        about=facts.request.person if facts.request is not None else PersonId(""),
    )


def _preview_key(request: RequestId) -> str:
    return f"no:{request}"


def answer(state: Declining, event: ChatEvent, facts: Facts) -> Move[Declining]:
    """Towards the preview; only [Send now] or [I will tell them first] decides."""
    request, me = facts.request, facts.me
    if isinstance(event, Tapped) and event.tap == Choose("cancel"):
        return Finished((Reply(Message((line("sign-never-mind"),))),))
    if request is None or me is None:
        return Finished()
    role = may_sign(me, request, state.version, facts)
    if isinstance(role, Refusal):
        return Finished((Reply(cannot(role)),))
    match state.asking:
        case "reason":
            return _reasoned(state, event, facts)
        case "words":
            return _worded(state, words_of(event))
        case _:
            return _decided(state, event, request, me, role, facts)


def _reasoned(state: Declining, event: ChatEvent, facts: Facts) -> Move[Declining]:
    match event:
        case Tapped(Choose(value)) if value in _numbered(facts):
            reason = facts.programme.signing.decline_reasons[int(value)]
            return Goto(Declining(WORDS, state.request, state.version, reason))
        case _:
            words = words_of(event)
            return _worded(state, words) if words else Again((line("tap-a-button"),))


def _numbered(facts: Facts) -> tuple[str, ...]:
    return tuple(str(n) for n in range(len(facts.programme.signing.decline_reasons)))


def _worded(state: Declining, words: str) -> Move[Declining]:
    if not words:
        return Again((line("nothing-there"),))
    if not _says_something(words):
        return Again((line("decline-more-words"),))
    return Goto(Declining(PREVIEW, state.request, state.version, state.reason, words, state.upheld))


def _says_something(words: str) -> bool:
    """A reason that they can do something with; "no" and a full stop are none."""
    said = [word for word in words.split() if any(map(str.isalnum, word))]
    return len(said) >= MIN_WORDS or sum(map(str.isalpha, words)) >= MIN_LETTERS


def _decided(
    state: Declining, event: ChatEvent, request: Request, me: Person, role: Role, facts: Facts
) -> Move[Declining]:
    match event:
        case Tapped(Choose("send")):
            no = _no(state, facts)
            return Finished((*decline(request, me, role, no, facts), _sent(request, me, no.reason)))
        case Tapped(Choose("first")):
            no = replace(_no(state, facts), tell_first=True)
            return Finished((*decline(request, me, role, no, facts), _tell_first(request)))
        case Tapped(Choose("change")):
            return Goto(replace(state, asking=WORDS))
        case _:
            words = words_of(event)
            return _worded(state, words) if words else Again((line("tap-a-button"),))


def _no(state: Declining, facts: Facts) -> No:
    reasons = facts.programme.signing.decline_reasons
    chosen = reasons.index(state.reason) if state.reason in reasons else None
    return No(state.words, state.upheld, chosen=chosen)


def _sent(request: Request, me: Person, reason: str) -> Send:
    """The preview becomes what was sent: the signer sees that it went, and it is no news."""
    read = no_message(request, reason).lines
    sent = Message(
        (line("decline-told"), *read), key=_preview_key(request.id), about=request.person
    )
    return Send(me.id, sent, quiet=True)


def _tell_first(request: Request) -> Reply:
    now = Button(line("button-send-now"), do(Verb.TELL_NOW, request))
    return Reply(Message((line("decline-tell-first", reference=request.reference),), (now,)))


def begin(tap: Do, facts: Facts) -> Move[Declining]:
    """[Decline], or [Not allowed here] on a flag."""
    request, me = facts.request, facts.me
    if request is None or me is None:
        return Finished((Reply(Message((line("moved-on"),))),))
    if tap.verb is Verb.TELL_NOW:
        return Finished(_told_now(request, me, facts))
    role = may_sign(me, request, tap.version, facts)
    if isinstance(role, Refusal):
        return Finished((Reply(cannot(role)),))
    if tap.verb is Verb.UPHOLD_FLAG:
        return Goto(Declining(WORDS, request.id, tap.version, upheld=tap.value))
    return Goto(Declining(REASON, request.id, tap.version))


def _told_now(request: Request, me: Person, facts: Facts) -> tuple[Effect, ...]:
    mine = any(d.by == me.id for d in request.decisions)
    if request.state is not State.DECLINED or not mine:
        return (Reply(Message((line("moved-on"),))),)
    if request.told:  # it went by itself, or from another chat
        return (Reply(Message((line("decline-told"),))),)
    return (*tell_now(request), Reply(Message((line("decline-told"),))))
