"""Equality questions: optional, after Send, with why we ask (CARE 17; 001 figures 2 to 5).

What is answered leaves by an effect and never comes back: no fact, card or page has it, and the
transcript does not show what was tapped or typed here (`UNSEEN`).
"""

from dataclasses import dataclass
from typing import ClassVar, Literal

from flows.choices import choice, words_of
from flows.effects import Effect, ForgetEquality, Reply, SetEquality
from flows.events import ChatEvent, Tapped
from flows.facts import Facts
from flows.messages import Button, Line, Message, line
from flows.model import Person, Role
from flows.outcome import Again, Finished, Goto, Move
from flows.taps import Choose, Do, Verb

OWN, NOT_SAID = "own", "not-said"
"""Answers that every question has besides its own: their own words; they prefer not to say."""

SKIP, STOP = "skip", "stop"
MAX_OWN_WORDS = 100
KEY = "equality"


@dataclass(frozen=True, slots=True)
class Describing:
    """One question about the person; the next follows whatever the answer is."""

    question: str
    kind: Literal["describing"] = "describing"
    UNSEEN: ClassVar[bool] = True


def question(state: Describing, facts: Facts) -> Message:
    """The question, its answers, and three ways not to answer."""
    asked = facts.programme.equality
    known = asked.question(state.question) if asked is not None else None
    given = known.choices if known is not None else ()
    return Message(
        (line(f"equality-{state.question}"), line("equality-own-words")),
        (
            *(choice(f"button-equality-{state.question}-{one}", one) for one in given),
            choice("button-not-said", NOT_SAID),
            choice("button-skip", SKIP),
            choice("button-stop-here", STOP),
        ),
    )


def answer(state: Describing, event: ChatEvent, facts: Facts) -> Move[Describing]:
    """Keep it apart and go on."""
    me, asked = facts.me, facts.programme.equality
    known = asked.question(state.question) if asked is not None else None
    if me is None or known is None:
        return Finished()
    match event:
        case Tapped(Choose("stop")):
            return _done()
        case Tapped(Choose("skip")):
            return _next(state, facts)
        case Tapped(Choose(value)) if value in (*known.choices, NOT_SAID):
            return _next(state, facts, (SetEquality(me.id, state.question, value),))
        case _:
            return _own_words(state, me, words_of(event), facts)


def _own_words(state: Describing, me: Person, words: str, facts: Facts) -> Move[Describing]:
    if not words:
        return Again((line("tap-or-type"),))
    if len(words) > MAX_OWN_WORDS:
        return Again((line("equality-too-long"),))
    return _next(state, facts, (SetEquality(me.id, state.question, OWN, words),))


def _next(state: Describing, facts: Facts, effects: tuple[Effect, ...] = ()) -> Move[Describing]:
    asked = facts.programme.equality
    ids = [one.id for one in asked.questions] if asked is not None else []
    following = ids[ids.index(state.question) + 1 :]
    return Goto(Describing(following[0]), effects=effects) if following else _done(effects)


def _done(effects: tuple[Effect, ...] = ()) -> Finished:
    done = Message((line("equality-done"),), (_remove(),), key=KEY, anew=True)
    return Finished((*effects, Reply(done)))


def _remove() -> Button:
    return Button(line("button-equality-remove"), Do(Verb.EQUALITY, value="remove"))


def begin(tap: Do, facts: Facts) -> Move[Describing]:
    """Why we ask; then, if they like, the first question; or everything removed."""
    me, asked = facts.me, facts.programme.equality
    if me is None or asked is None or Role.BUDGET_HOLDER not in me.roles:
        return Finished((Reply(Message((line("moved-on"),))),))
    match tap.value:
        case "remove":
            gone = Reply(Message((line("equality-removed"),)))
            return Finished((ForgetEquality(me.id), gone))
        case "no":
            return Finished((Reply(Message((line("equality-no"),))),))
        case _ if not facts.requests:  # never before Send
            return Finished((Reply(Message((line("equality-not-yet"),))),))
        case "start":
            return Goto(Describing(asked.questions[0].id))
        case _:
            return Finished((Reply(_why()),))


def _why() -> Message:
    lines: tuple[Line, ...] = (line("equality-why"), line("equality-kept"))
    return Message(
        lines,
        (
            Button(line("button-equality-start"), Do(Verb.EQUALITY, value="start")),
            Button(line("button-no-thanks"), Do(Verb.EQUALITY, value="no")),
            _remove(),
        ),
        key=KEY,
        anew=True,
    )
