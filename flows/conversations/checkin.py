"""Has it helped? One tap, then the goal 0-10, then only if the person likes the four ONS questions.

No answer changes a decision; every number can be skipped (CARE 3 and 4).
"""

from dataclasses import dataclass, replace
from typing import Literal

from flows.calendar import ago
from flows.cards import outcome_card
from flows.choices import choice, nothing_there, said_by, words_of
from flows.effects import ClearTimers, CloseTask, Effect, Reply, SaveAnswer, Send
from flows.events import MAX_TEXT, ChatEvent, FileSent, Tapped, TimerKind, Typed
from flows.facts import Facts
from flows.measures import GOAL, HELPED, HELPED_CHOICES, HELPED_WORDS, KEPT, OFFER, STORY, after
from flows.messages import Button, Line, Message, MessageClass, line
from flows.model import Request, RequestId, State
from flows.moves.story_clock import story_clock
from flows.outcome import Again, Finished, Goto, Move
from flows.outcomes import CARE_TEAM
from flows.plans import short_name
from flows.policy import role_for
from flows.taps import Choose, Do, Verb

START = "start"
TOP = 10


@dataclass(frozen=True, slots=True)
class Rating:
    """One question of one round. `kept`: words typed to "Has it helped?" at home."""

    request: RequestId
    round: str
    question: str = GOAL
    kept: str = ""
    kind: Literal["rating"] = "rating"


def question(state: Rating, facts: Facts) -> Message:
    """The question of this state."""
    match state.question:
        case "helped":
            return _which(state)
        case "goal":
            return Message(_goal_lines(state, facts), _numbers())
        case "offer":
            return Message(
                (line("ons-offer"),),
                (choice("button-ask-me", "yes"), choice("button-no-thanks", "skip")),
            )
        case "words":
            return Message((line("ask-story"),), (choice("button-skip", "skip"),))
        case item:
            return Message((NO_CHANGE, line(f"ons-{item}"), line("ons-scale")), _numbers())


NO_CHANGE = line("no-change")
"""Said with every number, at the start and ever after (CARE 3)."""


def _goal_lines(state: Rating, facts: Facts) -> tuple[Line, ...]:
    goal = facts.request.plan.goal if facts.request is not None else ""
    asked = (line("rate-goal", goal=goal), line("rate-scale"))
    return (NO_CHANGE, *asked) if state.round == START else (*asked, NO_CHANGE)


def _numbers() -> tuple[Button, ...]:
    numbers = tuple(Button(line("label", words=str(n)), Choose(str(n))) for n in range(TOP + 1))
    return (*numbers, choice("button-skip", "skip"))


def answer(state: Rating, event: ChatEvent, facts: Facts) -> Move[Rating]:
    """Keep it, thank, go on."""
    request = facts.request
    if request is None:
        return Finished()
    if state.question == HELPED:
        return _which_answered(state, event, request, facts)
    match event:
        case Tapped(Choose("skip")) if state.question == OFFER:
            return _done()
        case Tapped(Choose("skip" | "yes")):
            return _on(state, request)
        case Tapped(Choose(value)) if state.question not in (OFFER, STORY):
            return _typed_number(state, request, value, facts)
        case Typed() | FileSent() if state.question == STORY:
            return _story(state, request, said_by(event), nothing_there(event))
        case Typed() if state.question == OFFER:
            return Again((line("tap-a-button"),))
        case Typed(text):
            return _typed_number(state, request, text, facts)
        case _:
            return Again((line("tap-a-button"),))


def _typed_number(state: Rating, request: Request, text: str, facts: Facts) -> Move[Rating]:
    said = text.strip()
    if said.isascii() and said.isdigit() and len(said) <= 2 and int(said) <= TOP:
        return _numbered(state, request, int(said), facts)
    return Again((line("nought-to-ten"),))


def _numbered(state: Rating, request: Request, number: int, facts: Facts) -> Move[Rating]:
    saved = SaveAnswer(
        request.person,
        request.id,
        state.round,
        state.question,
        number=number,
        late_baseline=state.round == START and arrived(request),
    )
    return _on(state, request, (saved,), _then_and_now(state, number, facts))


def arrived(request: Request) -> bool:
    """Whether the thing has come: a baseline answered after that is late (CARE 4)."""
    return request.arrived_at is not None


def _then_and_now(state: Rating, number: int, facts: Facts) -> tuple[Line, ...]:
    if state.question != GOAL or state.round == START:
        return ()
    first = next(
        (
            a.number
            for a in facts.answers
            if a.round == START and a.question == GOAL and not a.late_baseline
        ),
        None,
    )
    if first is None:
        return ()
    return (line("then-and-now", then=first, now=number),)


def _on(
    state: Rating,
    request: Request,
    effects: tuple[Effect, ...] = (),
    lead: tuple[Line, ...] = (),
) -> Move[Rating]:
    following = after(state.question)
    if following is None:
        return _done(effects)
    return Goto(Rating(state.request, state.round, following), lead, effects)


def _done(effects: tuple[Effect, ...] = ()) -> Finished:
    return Finished((*effects, Reply(Message((line("round-done"),)))))


def _story(state: Rating, request: Request, words: str, why: Line) -> Move[Rating]:
    if not words:
        return Again((why,))
    saved = SaveAnswer(request.person, request.id, state.round, STORY, words=words)
    return _on(state, request, (saved,))


def _care_team_told(request: Request, facts: Facts) -> tuple[Effect, ...]:
    """Their own care team may read what they say: a card, without a word of it."""
    holder = facts.holder
    if holder is None:
        return ()
    near = (p for p in facts.staff if p.id != holder.id and role_for(p, CARE_TEAM, holder))
    return tuple(Send(p.id, outcome_card(request), quiet=True) for p in near)


def check_in(request: Request, round_id: str, facts: Facts) -> Message:
    """The one-tap question that opens a round."""
    return Message(
        (_opening(request, facts),),
        (
            *(
                Button(
                    line(f"button-helped-{value}"),
                    Do(Verb.HELPED, request.id, value=f"{round_id}:{value}"),
                )
                for value in HELPED_CHOICES
            ),
            Button(line("button-not-now"), Do(Verb.CHECK_IN_LATER, request.id, value=round_id)),
        ),
        key=f"checkin:{request.reference}:{round_id}",
        anew=True,
        cls=MessageClass.ONCE,
    )


def _opening(request: Request, facts: Facts) -> Line:
    came = facts.calendar.day(request.arrived_at or request.sent_at)
    since = ago(came, facts.calendar.day(facts.now))
    short = short_name(request, facts.programme)
    if short:
        return line("check-in-offer", item=short, unit=since.unit, count=since.count)
    return line("check-in", item=request.plan.item, unit=since.unit, count=since.count)


def helped(value: str, facts: Facts) -> Move[Rating]:
    """The one tap: keep it and go on to the goal."""
    request = facts.request
    round_id, _, how = value.partition(":")
    if request is None or request.state not in (State.ARRIVED, State.PROBLEM):
        return Finished((Reply(Message((line("moved-on"),))),))
    told = any(a.round == round_id and a.question == HELPED for a in facts.answers)
    if told or how not in HELPED_CHOICES:
        return Finished((Reply(Message((line("check-in-told"),))),))
    saved = SaveAnswer(request.person, request.id, round_id, HELPED, choice=how)
    return Goto(
        Rating(request.id, round_id),
        effects=(
            saved,
            *_care_team_told(request, facts),
            *story_clock(request, round_id, how, facts),
            ClearTimers(request.id, (TimerKind.CHECK_IN_REMINDER,)),
            CloseTask(f"check-in:{request.id}"),
        ),
    )


def typed(event: ChatEvent, facts: Facts) -> Move[Rating] | None:
    """Words typed at home while "Has it helped?" stands: kept at once. None: nothing was asked."""
    opened, words = facts.check_in, words_of(event)
    if opened is None or not words:
        return None
    state = Rating(opened.request.id, opened.round, HELPED, words)
    return Goto(state, effects=(_keep(state, opened.request, KEPT),))


def _keep(state: Rating, request: Request, choice_: str) -> SaveAnswer:
    words = state.kept if choice_ else ""
    return SaveAnswer(
        request.person, request.id, state.round, HELPED_WORDS, choice=choice_, words=words
    )


def _which(state: Rating) -> Message:
    """Their words, and which of the four they come to."""
    return Message(
        (line("helped-kept", words=state.kept), line("helped-which")),
        (
            *(choice(f"button-helped-{value}", value) for value in HELPED_CHOICES),
            choice("button-something-else", "else"),
        ),
    )


def _which_answered(
    state: Rating, event: ChatEvent, request: Request, facts: Facts
) -> Move[Rating]:
    """One of the four goes on as its tap does. More words join the first; or it was no answer."""
    match event:
        case Tapped(Choose("else")):
            asked = (
                Button(line("button-ask-for-something"), Do(Verb.ASK)),
                Button(line("button-talk"), Do(Verb.TALK)),
            )
            return Finished((_keep(state, request, ""), Reply(Message((line("menu"),), asked))))
        case Tapped(Choose(value)) if value in HELPED_CHOICES:
            return helped(f"{state.round}:{value}", facts)
        case Typed() if words := words_of(event):
            more = replace(state, kept=f"{state.kept}\n{words}"[:MAX_TEXT])
            return Goto(more, effects=(_keep(more, request, KEPT),))
        case _:
            return Again((line("tap-a-button"),))
