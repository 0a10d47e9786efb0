"""Whatever people type and tap, in whatever order, the core answers and breaks no rule.

`World` asserts the rules; these tests bring the disorder.
"""

from dataclasses import replace
from datetime import timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from flows.conversations.ask import Asking
from flows.events import (
    Event,
    FileSent,
    InviteOpened,
    TapFault,
    Tapped,
    TapRefused,
    TimerFired,
    TimerKind,
    Typed,
)
from flows.lifecycle import HOLDS_MONEY
from flows.model import Person, PersonId, Request, RequestId, State
from flows.session import ConversationState
from flows.taps import Choose, Do, Verb
from tests.flows.samples import BROKER, CARER, SAM, programme, request
from tests.flows.states import STATES
from tests.flows.world import PEOPLE, STRANGER, World

WHO = [STRANGER, *(p.id for p in PEOPLE)]
TEXTS = [
    "A phone, so I can ring my sister",
    "A bike",
    "two bottles of wine",
    "80",
    "£320",
    "900",
    "£85.00 INV-1",
    "£999.99 INV-1",
    "50 or 60",
    "0",
    "7",
    "yes",
    "",
    "\u200b",
    "i want to end it all",
    "ABCDE-FGHIJ",
    "{ $name } <script>",
    "x" * 5000,
    *("help", "/back", "cancel", "status", "stop", "inbox", "/invite", "start"),
]
typed = st.one_of(st.sampled_from(TEXTS), st.text(max_size=20)).map(Typed)
odd = st.one_of(
    typed,
    st.sampled_from(TapFault).map(TapRefused),
    st.just(InviteOpened("hash")),
    st.sampled_from(["", "too_big"]).map(lambda why: FileSent("f1", "a.png", "image/png", why)),
)
START: dict[State, Request] = {
    state: replace(
        request(state=state, flags=()), reserved_pence=8000 if state in HOLDS_MONEY else 0
    )
    for state in State
    if state not in (State.DRAFT, State.DECLINED, State.WAITING_ANSWER)
}


def a_world(state: State | None, *, strict: bool) -> World:
    """A world in which Sam has a request in this state, or none."""
    world = World(strict=strict)
    if state is not None:
        world.requests[RequestId("r1")] = START[state]
        held = START[state].reserved_pence
        world.free, world.reserved = world.free - held, held
    return world


def time_passes(world: World, data: st.DataObject) -> None:
    """A due timer fires, as storage would take it: it is gone when its turn begins."""
    key = data.draw(st.sampled_from(sorted(world.timers)))
    timer = world.timers.pop(key)
    world.now = max(world.now, timer.at) + timedelta(seconds=1)
    event = TimerFired(key, timer.timer, timer.request, timer.person, timer.value, timer.n)
    world.happens(STRANGER, event)


FIRST: dict[State, tuple[Person, tuple[Verb, ...]]] = {
    State.WAITING_SIGNATURE: (CARER, (Verb.LOOK, Verb.APPROVE, Verb.QUESTION, Verb.DECLINE)),
    State.ENQUIRY: (CARER, (Verb.LOOK, Verb.PRICE)),
    State.APPROVED: (BROKER, (Verb.MARK_PAID, Verb.HOLD, Verb.PAYMENT_FAILED)),
    State.ON_HOLD: (BROKER, (Verb.RESUME, Verb.MARK_PAID)),
    State.PAYMENT_FAILED: (BROKER, (Verb.RESUME, Verb.MARK_PAID)),
    State.PAID: (SAM, (Verb.ARRIVED, Verb.NOT_YET, Verb.PROBLEM)),
    State.PROBLEM: (SAM, (Verb.ARRIVED, Verb.PROBLEM)),
    State.ARRIVED: (SAM, (Verb.PROBLEM, Verb.STATUS)),
}
"""Buttons that somebody is given at first, so that a story soon begins."""


def somebody(world: World, data: st.DataObject) -> tuple[PersonId, Event]:
    """Most of the time somebody answers what they are asked or presses what they were shown."""
    asked = [who for who in WHO if world.asking.get(who)]
    shown = [who for who in WHO if world.cards.get(who)]
    chance = data.draw(st.integers(0, 9))
    if chance < 4 and asked:
        who = data.draw(st.sampled_from(asked))
        button = data.draw(st.sampled_from(world.asking[who]))
        return who, Tapped(button.tap)
    if chance < 5 and asked:
        return data.draw(st.sampled_from(asked)), data.draw(typed)
    if chance < 9 and shown:
        who = data.draw(st.sampled_from(shown))
        return who, Tapped(data.draw(st.sampled_from(world.cards[who][-8:])))
    return data.draw(st.sampled_from(WHO)), data.draw(odd)


@settings(max_examples=200, deadline=None)
@given(st.sampled_from([None, *START]), st.sampled_from(STATES), st.data())
def test_what_people_can_really_do_always_has_an_answer(
    state: State | None, doing: ConversationState, data: st.DataObject
) -> None:
    world = a_world(state, strict=True)
    if isinstance(doing, Asking):
        world.sessions[SAM.id] = replace(world.sessions[SAM.id], state=doing)
        world.happens(SAM.id, Tapped(Do(Verb.CARRY_ON)))
    if state in FIRST:
        actor, verbs = FIRST[state]
        world.cards[actor.id] = [Do(verb, RequestId("r1"), 1) for verb in verbs]
    for _ in range(30):
        if world.timers and data.draw(st.integers(0, 9)) == 0:
            time_passes(world, data)
            continue
        who, event = somebody(world, data)
        assert world.happens(who, event), f"{event} led nowhere"


values = st.one_of(
    st.sampled_from(["yes", "no", "send", "skip", "cancel", "change", "0", "99", "first", "help"]),
    st.sampled_from(["alcohol", "end:lot", "start:x", "8000", "Leader", "else", "phone", "talk"]),
    st.text(max_size=5),
)
whose = st.sampled_from(["r1", "r1", "r1", "r1a", "", "nobody"]).map(RequestId)
wild = st.one_of(
    odd,
    values.map(lambda value: Tapped(Choose(value))),
    st.builds(Do, st.sampled_from(Verb), whose, st.integers(0, 3), values).map(Tapped),
)


@settings(max_examples=150, deadline=None)
@given(st.sampled_from([None, *START]), st.sampled_from(STATES), st.data())
def test_nothing_at_all_makes_it_raise_or_break_the_table(
    state: State | None, doing: ConversationState, data: st.DataObject
) -> None:
    world = a_world(state, strict=False)
    who = data.draw(st.sampled_from(WHO))
    if who != STRANGER:
        world.sessions[who] = replace(world.sessions[who], state=doing)
    for _ in range(12):
        world.happens(who, data.draw(wild))
        who = data.draw(st.sampled_from([who, who, PersonId("Sam"), *WHO]))


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(list(START)), st.sampled_from(TimerKind), st.integers(0, 4))
def test_a_timer_that_comes_too_late_does_nothing_wrong(
    state: State, kind: TimerKind, n: int
) -> None:
    world = a_world(state, strict=True)
    fund = programme().id if kind is TimerKind.SIGN_REMINDER and n % 2 else "end"
    world.happens(STRANGER, TimerFired("k", kind, RequestId("r1"), SAM.id, fund, n))
