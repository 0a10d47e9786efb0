"""Saying no: choose a reason, say it kindly, see exactly what they will read (CARE 25)."""

from dataclasses import dataclass, replace
from typing import Literal

from flows.cards import cannot, do
from flows.choices import choice, words_of
from flows.effects import Effect, Reply, Send
from flows.events import ChatEvent, Tapped
from flows.facts import Facts
from flows.messages import Button, Line, Message, line
from flows.model import Person, PersonId, Request, RequestId, Role, State
from flows.moves.change import may_keep
from flows.moves.decline import No, decline, last_no, no_message, tell_now
from flows.moves.quiet_no import day_and_hour, told_first_by, waits_until, why_wait
from flows.outcome import Again, Finished, Goto, Move
from flows.policy import Refusal, may_sign
from flows.reading_grade import EASY, grade
from flows.taps import Choose, Do, Verb
from flows.tone import hints

REASON, WORDS, PREVIEW = "reason", "words", "preview"
MIN_WORDS, MIN_LETTERS = 3, 12
TOLD = "told"


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
    change = facts.request is not None and may_keep(facts.request)
    first = () if change else (choice("button-tell-first", "first"),)
    read = no_message(facts.request, state.words).lines if facts.request is not None else ()
    return Message(
        (line("decline-preview"), *read, *_when(facts), *_how_it_reads(state.words)),
        (
            _send_button(facts),
            *first,
            choice("button-change", "change"),
            choice("button-never-mind", "cancel"),
        ),
        key=_preview_key(state.request),
        anew=True,
        about=facts.request.person if facts.request is not None else PersonId(""),
    )


def _when(facts: Facts) -> tuple[Line, ...]:
    """When they read it, if that is not now."""
    later = waits_until(facts)
    if later is None:
        return ()
    day, hour = day_and_hour(later, facts)
    return (line("no-waits", why=why_wait(facts), day=day, hour=hour),)


def _send_button(facts: Facts) -> Button:
    later = waits_until(facts)
    if later is None:
        return choice("button-send-now", "send")
    return choice("button-send-waits", "send", day=day_and_hour(later, facts)[0])


def _how_it_reads(words: str) -> tuple[Line, ...]:
    """The grade of the signer's words, and what may be said more kindly. Nothing is stopped."""
    found = grade(words)
    ease = "easy" if found <= EASY else "hard"
    read = line("no-grade", grade=max(0, round(found)), ease=ease)
    kinder = tuple(
        line(hint.words, heard=hint.heard) if hint.heard else line(hint.words)
        for hint in hints(words)
    )
    return (read, *((line("no-hints"), *kinder) if kinder else ()))


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
            return Finished(
                (*decline(request, me, role, no, facts), _sent(request, me, no.reason, facts))
            )
        case Tapped(Choose("first")) if not may_keep(request):
            no = replace(_no(state, facts), tell_first=True)
            return Finished((*decline(request, me, role, no, facts), _tell_first(request, facts)))
        case Tapped(Choose("change")):
            return Goto(replace(state, asking=WORDS))
        case _:
            words = words_of(event)
            return _worded(state, words) if words else Again((line("tap-a-button"),))


def _no(state: Declining, facts: Facts) -> No:
    reasons = facts.programme.signing.decline_reasons
    chosen = reasons.index(state.reason) if state.reason in reasons else None
    return No(state.words, state.upheld, chosen=chosen)


def _sent(request: Request, me: Person, reason: str, facts: Facts) -> Send:
    """The preview becomes what was sent: the signer sees when it goes, and it is no news."""
    read = no_message(request, reason).lines
    later = waits_until(facts)
    told: tuple[Line, ...] = (line("decline-told"),)
    buttons: tuple[Button, ...] = ()
    if later is not None:
        day, hour = day_and_hour(later, facts)
        told, buttons = (line("no-will-be-told", day=day, hour=hour),), (_told_button(request),)
    key = _preview_key(request.id)
    return Send(me.id, Message((*told, *read), buttons, key=key, about=request.person), quiet=True)


def _tell_first(request: Request, facts: Facts) -> Reply:
    now = Button(line("button-send-now"), do(Verb.TELL_NOW, request))
    day, hour = day_and_hour(told_first_by(facts.now, facts), facts)
    please = line("decline-tell-first", reference=request.reference, day=day, hour=hour)
    return Reply(Message((please,), (now,)))


def _told_button(request: Request) -> Button:
    """They have heard it from the signer, so there is nothing to wait for."""
    return Button(line("button-told-them"), do(Verb.TELL_NOW, request, TOLD))


def begin(tap: Do, facts: Facts) -> Move[Declining]:
    """[Decline], or [Not allowed here] on a flag."""
    request, me = facts.request, facts.me
    if request is None or me is None:
        return Finished((Reply(Message((line("moved-on"),))),))
    if tap.verb is Verb.TELL_NOW:
        return Finished(_told_now(request, me, tap.value, facts))
    role = may_sign(me, request, tap.version, facts)
    if isinstance(role, Refusal):
        return Finished((Reply(cannot(role)),))
    if tap.verb is Verb.UPHOLD_FLAG:
        return Goto(Declining(WORDS, request.id, tap.version, upheld=tap.value))
    return Goto(Declining(REASON, request.id, tap.version))


def _told_now(request: Request, me: Person, how: str, facts: Facts) -> tuple[Effect, ...]:
    mine = any(d.by == me.id for d in request.decisions)
    if request.state is not State.DECLINED or not mine:
        return (Reply(Message((line("moved-on"),))),)
    if request.told:  # it went by itself, or from another chat
        return (Reply(Message((line("decline-told"),))),)
    if how != TOLD and waits_until(facts) is not None:
        day, hour = day_and_hour(told_first_by(last_no(request).at, facts), facts)
        asked = line("no-told-yet", day=day, hour=hour)
        return (Reply(Message((asked,), (_told_button(request),))),)
    return (*tell_now(request), Reply(Message((line("decline-told"),))))
