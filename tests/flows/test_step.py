"""What a step makes of one chat: commands, the floor, /back, drafts, old taps."""

from dataclasses import replace

import pytest

from flows.conversations.answer import Answering
from flows.conversations.ask import Asking
from flows.conversations.checkin import START, Rating
from flows.conversations.home import Home
from flows.conversations.sign import Signing
from flows.desk import Command, command_of
from flows.effects import (
    Prompt,
    Reply,
)
from flows.events import (
    TapFault,
    Tapped,
    TapRefused,
    Typed,
)
from flows.messages import Line, Message, line
from flows.model import OpenQuestion, PersonId, Plan, RequestId, Role, State
from flows.session import ConversationState, Waiting
from flows.step import needs, offer, step
from flows.taps import Choose, Do, Verb
from tests.flows.samples import (
    CARER,
    NOW,
    SAM,
    facts,
    in_chat,
    keys,
    labels,
    request,
    session,
)
from tests.flows.states import PERSONS, R1, STAFFS, TENT

ASKED = OpenQuestion(CARER.id, Role.CARE_CO_ORDINATOR, "Where would you keep it?", NOW)
WAITS = request(state=State.WAITING_ANSWER, question=ASKED)
PRICE = Asking("price", Plan(goal="Get out", item="A tent"), ("better", "payment", "worry"))
REPLY = Do(Verb.REPLY, R1)
QUESTION = Prompt(
    SAM.id, Message((line("question-asked", role="x", words="?"),), key="question:FH-0001"), REPLY
)


# --- commands


@pytest.mark.parametrize("command", Command)
@pytest.mark.parametrize("form", ["{}", "/{}", " {} ", "{}.", "{}!"])
def test_a_command_is_the_whole_message(command: Command, form: str) -> None:
    assert command_of(form.format(command)) is command
    assert command_of(form.format(command.upper())) is command
    assert command_of(f"{command} smoking") is None
    assert command_of(f"please {command}") is None


@pytest.mark.parametrize("goal", ["Stop smoking", "help with my garden", "Back to college"])
def test_a_goal_that_begins_like_a_command_is_a_goal(goal: str) -> None:
    after = step(in_chat(Asking()), Typed(goal), facts(SAM))
    assert isinstance(after.session.state, Asking)
    assert after.session.state.plan.goal == goal


@pytest.mark.parametrize("word", ["help", "status", "stop", "inbox"])
@pytest.mark.parametrize("state", PERSONS, ids=repr)
def test_looking_something_up_leaves_the_question_as_it_was(
    word: str, state: ConversationState
) -> None:
    before = in_chat(state)
    after = step(before, Typed(word), facts(SAM, request()))
    assert replace(after.session, last_at=None) == before
    assert after.effects


def test_back_asks_the_question_before_and_keeps_the_words_that_came_before_it() -> None:
    here = in_chat(PRICE, trail=(Asking("item", Plan(goal="Get out")),))
    after = step(here, Typed("/back"), facts(SAM))
    assert after.session.state == Asking("item", Plan(goal="Get out"))
    assert after.session.question_no == 6
    assert keys(after.effects) == ["ask-item"]


def test_back_from_the_read_back_and_from_a_change() -> None:
    review = in_chat(Asking("review", TENT), trail=(Asking("worry", TENT),))
    change = step(review, Tapped(Choose("change")), facts(SAM)).session
    price = step(change, Tapped(Choose("price")), facts(SAM)).session
    assert price.state == Asking("price", TENT, ("review",))
    back = step(price, Typed("back"), facts(SAM)).session
    assert back.state == Asking("change", TENT)
    again = step(back, Typed("back"), facts(SAM)).session
    assert again.state == Asking("review", TENT)
    worry = step(again, Typed("back"), facts(SAM)).session
    assert worry.state == Asking("worry", TENT)
    first = step(worry, Typed("back"), facts(SAM))
    assert first.session.state == worry.state
    assert keys(first.effects)[0] == "nothing-before"


@pytest.mark.parametrize("state", [s for s in PERSONS if s != Asking()], ids=repr)
def test_cancel_goes_home_and_keeps_what_was_said(state: ConversationState) -> None:
    after = step(in_chat(state), Typed("/cancel"), facts(SAM, request()))
    assert after.session.at_home
    said = isinstance(state, Asking)
    assert after.session.draft == (state if said else None)
    assert keys(after.effects) == ["cancelled-kept" if said else "cancelled"]
    if said:
        on = step(after.session, Tapped(Do(Verb.ASK)), facts(SAM))
        assert on.session.state == state
        assert on.session.draft is None


def test_another_thing_does_not_cost_the_draft() -> None:
    here = in_chat(Rating(R1, START), draft=PRICE)
    after = step(here, Tapped(Do(Verb.ASK)), facts(SAM))
    assert after.session.state == PRICE
    assert after.session.parked == Rating(R1, START)
    left = step(in_chat(Rating(R1, START), draft=PRICE), Typed("cancel"), facts(SAM, request()))
    assert left.session.draft == PRICE


def test_start_at_the_opening_question_asks_it_again() -> None:
    assert "ask-goal" in keys(step(in_chat(Asking()), Typed("/start"), facts(SAM)).effects)
    assert keys(step(session(SAM), Typed("start"), facts(SAM)).effects) == ["menu"]


# --- the floor


@pytest.mark.parametrize("state", [Home(), Asking()])
def test_a_question_takes_the_floor_at_home(state: ConversationState) -> None:
    after, message = offer(in_chat(state), QUESTION)
    assert after.state == Answering(R1)
    assert after.question_no == 6
    assert message == QUESTION.message


@pytest.mark.parametrize("state", [PRICE, Rating(R1, START), Answering(RequestId("r9"))], ids=repr)
def test_a_question_waits_while_somebody_is_busy(state: ConversationState) -> None:
    after, message = offer(in_chat(state), QUESTION)
    assert after.state == state
    assert after.question_no == 5
    assert after.waiting == (Waiting("question:FH-0001", REPLY),)
    assert message.buttons[0].label == Line("button-answer-now")
    again, _ = offer(after, QUESTION)
    assert again.waiting == after.waiting


def test_a_reminder_of_what_is_being_asked_changes_nothing() -> None:
    before = in_chat(Answering(R1))
    assert offer(before, QUESTION) == (before, QUESTION.message)


def test_answer_now_parks_the_question_and_comes_back_to_it_and_its_way_back() -> None:
    trail = (Asking("item", Plan(goal="Get out")),)
    busy, card = offer(in_chat(PRICE, trail=trail), QUESTION)
    here = facts(SAM, WAITS)
    now = step(busy, Tapped(card.buttons[0].tap), here)
    assert now.session.state == Answering(R1)
    assert now.session.parked == PRICE
    assert now.session.waiting == ()
    done = step(now.session, Typed("Under my bed"), here)
    assert done.session.state == PRICE
    assert done.session.parked is None
    assert done.session.trail == trail
    assert keys(done.effects)[:2] == ["answer-sent", "back-to-it"]
    assert "ask-price" in keys(done.effects)


def test_the_programme_version_of_a_parked_conversation_stays() -> None:
    here = in_chat(PRICE, programme="p", programme_version="0")
    now = step(here, Tapped(REPLY), facts(SAM, WAITS))
    done = step(now.session, Typed("Under my bed"), facts(SAM, WAITS))
    assert (done.session.programme, done.session.programme_version) == ("p", "0")


def test_a_waiting_question_is_offered_again_at_the_end() -> None:
    busy, _ = offer(in_chat(PRICE), QUESTION)
    home = step(busy, Typed("cancel"), facts(SAM))
    assert keys(home.effects) == ["cancelled-kept", "a-question-waits"]
    typed = step(home.session, Typed("hello"), facts(SAM))
    assert "a-question-waits" in keys(typed.effects)


def test_a_third_thing_waits_and_is_not_lost() -> None:
    full = in_chat(Answering(R1), parked=PRICE)
    problem = Do(Verb.PROBLEM, RequestId("r9"))
    other = replace(request(state=State.PAID), id=RequestId("r9"))
    after = step(full, Tapped(problem), facts(SAM, other))
    assert after.session.state == full.state
    assert keys(after.effects) == ["finish-first"]
    assert labels(after.effects) == {"button-carry-on"}
    assert [w.begins for w in after.session.waiting] == [problem]
    waiting = (Waiting("question:x", Do(Verb.REPLY, RequestId("r9"))),)
    still = step(
        replace(full, waiting=waiting),
        Tapped(Do(Verb.ANSWER_NOW, RequestId("r9"), value="question:x")),
        facts(SAM, replace(WAITS, id=RequestId("r9"))),
    )
    assert still.session.waiting == waiting


def test_asking_while_asking_goes_on_with_it() -> None:
    after = step(in_chat(PRICE), Tapped(Do(Verb.ASK)), facts(SAM))
    assert after.session.state == PRICE
    assert after.session.parked is None


def test_a_signer_who_thinks_again_does_not_come_back_to_the_first_thought() -> None:
    asking = in_chat(Signing("question", R1, 1), CARER)
    after = step(asking, Tapped(Do(Verb.DECLINE, R1, 1)), facts(CARER, request()))
    assert after.session.parked is None


def test_carry_on_when_the_question_is_gone_leads_home() -> None:
    before = in_chat(Answering(R1))
    assert needs(before, Tapped(Do(Verb.CARRY_ON, RequestId("old")))).request == R1
    after = step(before, Tapped(Do(Verb.CARRY_ON)), facts(SAM, request()))
    assert after.session.at_home
    assert keys(after.effects) == ["question-gone"]


def test_a_reply_to_a_question_that_is_gone_opens_nothing() -> None:
    after = step(session(SAM), Tapped(REPLY), facts(SAM, request()))
    assert after.session.at_home
    assert keys(after.effects) == ["question-gone"]


def test_the_start_round_closes_when_its_thing_has_come_and_only_then() -> None:
    came = Tapped(Do(Verb.ARRIVED, R1))
    paid = request(state=State.PAID)
    assert step(in_chat(Rating(R1, START)), came, facts(SAM, paid)).session.at_home
    other = in_chat(Rating(RequestId("r9"), START))
    assert step(other, came, facts(SAM, paid)).session.state == other.state
    parked = in_chat(PRICE, parked=Rating(R1, START))
    after = step(parked, came, facts(SAM, paid)).session
    assert (after.state, after.parked) == (PRICE, None)


# --- old and foreign taps


@pytest.mark.parametrize("state", [*PERSONS, *STAFFS], ids=repr)
@pytest.mark.parametrize("fault", TapFault)
def test_a_refused_tap_changes_nothing_and_says_where_we_are(
    state: ConversationState, fault: TapFault
) -> None:
    before = in_chat(state, CARER if state in STAFFS else SAM)
    after = step(before, TapRefused(fault), facts(SAM, request()))
    assert replace(after.session, last_at=None) == before
    first = keys(after.effects)[0]
    assert first == ("tap-unknown" if fault is TapFault.UNKNOWN else "tap-old")
    assert all(isinstance(effect, Reply) for effect in after.effects)


@pytest.mark.parametrize("verb", Verb)
def test_a_stranger_moves_nothing(verb: Verb) -> None:
    after = step(session(), Tapped(Do(verb, R1, 1, "8000")), facts(None, request()))
    assert not [e for e in after.effects if not isinstance(e, Reply)]
    assert after.session.at_home


@pytest.mark.parametrize(
    "verb", [Verb.WITHDRAW, Verb.PLAN, Verb.LOOK_AGAIN, Verb.ARRIVED, Verb.HELPED, Verb.REPLY]
)
def test_another_persons_request_is_as_good_as_gone(verb: Verb) -> None:
    other = replace(SAM, id=PersonId("Kit"))
    after = step(session(other), Tapped(Do(verb, R1, 1, "end:lot")), facts(other, request()))
    assert keys(after.effects) == ["moved-on"]
