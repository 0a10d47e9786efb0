"""Odd text: kept as it was meant, shown as words, never an order and never a crash."""

import pytest

from flows.conversations.answer import Answering
from flows.conversations.ask import Asking
from flows.conversations.checkin import Rating
from flows.events import (
    MAX_TEXT,
    FileSent,
    Typed,
)
from flows.model import OpenQuestion, Plan, Role, State
from flows.session import ConversationState
from flows.step import Outcome, step
from tests.flows.samples import (
    CARER,
    NOW,
    SAM,
    facts,
    in_chat,
    keys,
    request,
    session,
    text,
)
from tests.flows.states import R1, TENT

ASKED = OpenQuestion(CARER.id, Role.CARE_CO_ORDINATOR, "Where would you keep it?", NOW)
WAITS = request(state=State.WAITING_ANSWER, question=ASKED)
PRICE = Asking("price", Plan(goal="Get out", item="A tent"), ("better", "payment", "worry"))


# --- odd text

ODD = {
    "script": "<script>alert(1)</script>",
    "placeable": '{ $goal } { "x" } { plan-want }',
    "formula": '=HYPERLINK("http://x")',
    "right to left": "שלום مرحبا",
    "two lines": "one\ntwo",
    "emoji": "👨‍👩‍👧",
}


@pytest.mark.parametrize("odd", ODD.values(), ids=ODD)
def test_odd_words_are_kept_exactly_and_shown_as_words(odd: str) -> None:
    after = step(in_chat(Asking("worry", TENT)), Typed(odd), facts(SAM))
    assert isinstance(after.session.state, Asking)
    assert after.session.state.plan.worry == odd
    assert odd in text(after.effects)


@pytest.mark.parametrize("unseen", ["", " ", "\u200b\u200d", "\u202e", "\x00", "\ud800", "\u3164"])
@pytest.mark.parametrize(
    "state",
    [
        Asking(),
        Asking("item", TENT),
        Asking("better", TENT),
        Answering(R1),
        Rating(R1, "end", "words"),
    ],
    ids=repr,
)
def test_what_cannot_be_seen_is_no_answer(unseen: str, state: ConversationState) -> None:
    about = WAITS if isinstance(state, Answering) else request(state=State.ARRIVED)
    after = step(in_chat(state), Typed(unseen), facts(SAM, about))
    assert after.session.state == state
    assert "nothing-there" in keys(after.effects)


@pytest.mark.parametrize(
    "sum_", ["50\u202e00", "50\u200b00", "٣٠", "\uff11\uff12", "-5", "1e9", "9" * 5000]
)
def test_odd_sums_are_asked_again(sum_: str) -> None:
    after = step(in_chat(PRICE), Typed(sum_), facts(SAM))
    assert after.session.state == PRICE
    assert any(key.startswith("amount-unclear-") for key in keys(after.effects))


@pytest.mark.parametrize("event", [Typed("why " * 2500), Typed("x" * MAX_TEXT, cut=True)])
def test_ten_thousand_characters_are_cut_and_the_person_is_told(event: Typed) -> None:
    after = step(in_chat(Asking("worry", TENT)), event, facts(SAM))
    assert keys(after.effects)[0] == "text-was-cut"
    assert isinstance(after.session.state, Asking)
    kept = after.session.state.plan.worry
    assert 3990 <= len(kept) <= MAX_TEXT
    assert kept in text(after.effects)


def test_hidden_characters_are_not_kept() -> None:
    after = step(in_chat(Asking()), Typed("go\u202e out\x00\u200b"), facts(SAM))
    assert isinstance(after.session.state, Asking)
    assert after.session.state.plan.goal == "go out"


def test_a_file_where_only_words_can_be_kept_is_said_so() -> None:
    sent = FileSent("f1", "a.png", "image/png")
    after = step(in_chat(Answering(R1)), sent, facts(SAM, WAITS))
    assert keys(after.effects)[0] == "file-not-here"
    assert after.session.state == Answering(R1)


def test_a_long_name_is_asked_again() -> None:
    invited = step(session(CARER), Typed("/invite"), facts(CARER))
    long = step(invited.session, Typed("x" * 61), facts(CARER))
    assert keys(long.effects)[0] == "invite-name-long"
    assert long.session.state == invited.session.state


def test_an_outcome_is_a_value() -> None:
    once = step(in_chat(PRICE), Typed("80"), facts(SAM))
    assert once == step(in_chat(PRICE), Typed("80"), facts(SAM))
    assert isinstance(once, Outcome)
