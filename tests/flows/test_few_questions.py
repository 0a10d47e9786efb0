"""Few questions, no test before a decision, the money up front (CARE 3 to 5): counted."""

from copy import deepcopy
from dataclasses import replace
from itertools import product
from typing import Any

import pytest

from flows.cards import look
from flows.conversations import checkin
from flows.conversations.ask import Asking
from flows.conversations.checkin import START, Rating
from flows.effects import OpenRequest, Reply, SaveAnswer
from flows.errors import BadProgramme
from flows.events import Tapped, Typed
from flows.facts import Answered
from flows.measures import GOAL, ONS4
from flows.messages import Message
from flows.model import Role, State
from flows.plans import money_up_front
from flows.programme import Programme, parse_programme
from flows.session import Session
from flows.signing_cards import confirm
from flows.step import Outcome, step
from flows.taps import Choose, Tap
from tests.flows.samples import (
    CARER,
    NOW,
    SAM,
    facts,
    in_chat,
    keys,
    programme,
    request,
    table,
    text,
    words,
)

MOST_TURNS = 6


def asked(outcome: Outcome) -> Message:
    """The question that stands at the end of this turn."""
    return [e.message for e in outcome.effects if isinstance(e, Reply)][-1]


def is_number(message: Message) -> bool:
    """Whether it asks for a score: a row of numbers to tap."""
    taps: set[Tap] = {button.tap for button in message.buttons}
    return {Choose("0"), Choose("10")} <= taps


def fast_tracks() -> list[tuple[str, str]]:
    """Every offer with the word that leads to it."""
    return [(offer.id, offer.words[0]) for offer in programme().offers]


@pytest.mark.parametrize(("offer", "word"), fast_tracks())
def test_every_way_through_an_offer_is_six_turns_at_most_and_asks_no_number(
    offer: str, word: str
) -> None:
    made = programme().offer(offer)
    assert made is not None
    ways = [[c.id for c in made.choices], list(made.deliveries) or [""], ["no", "skip", "words"]]
    for choice, delivery, worry in product(*ways):
        at = step(in_chat(Asking()), Typed(f"A {word}"), facts(SAM))
        turns = 0
        answers = {
            "choice": choice,
            "delivery": delivery,
            "worry": "yes" if worry == "words" else worry,
        }
        while isinstance(at.session.state, Asking):
            assert not is_number(asked(at)), keys(at.effects)
            assert turns < MOST_TURNS
            name = at.session.state.question
            turns += 1
            if name == "worry_words":
                at = step(at.session, Typed("stairs"), facts(SAM))
            else:
                value = answers.get(name, "send")
                at = step(at.session, Tapped(Choose(value)), facts(SAM))
        assert [e for e in at.effects if isinstance(e, OpenRequest)]
        assert turns <= MOST_TURNS


def test_no_question_of_the_long_way_asks_a_number_either() -> None:
    for name in ("goal", *programme().questions, "review", "change", "worry_words"):
        state = Asking(name, queue=("price",))
        shown = step(in_chat(state), Tapped(Choose("no such")), facts(SAM))
        assert not is_number(asked(shown)), name


@pytest.mark.parametrize("round_id", [START, "midpoint", "end"])
@pytest.mark.parametrize("question", [GOAL, *(item.id for item in ONS4)])
def test_every_number_can_be_skipped_and_says_it_changes_nothing(
    round_id: str, question: str
) -> None:
    shown = checkin.question(
        Rating(request().id, round_id, question), facts(SAM, request(state=State.ARRIVED))
    )
    assert is_number(shown)
    assert "This will not change the decision." in words().render_message("en-GB", shown).text
    assert Choose("skip") in {button.tap for button in shown.buttons}


@pytest.mark.parametrize("state", [State.WAITING_SIGNATURE, State.WAITING_ANSWER])
def test_a_signer_reads_no_score_on_any_screen_that_leads_to_a_decision(state: State) -> None:
    """The scores are in the snapshot, and the look and the second screen say the same without."""
    told = tuple(Answered(START, q, 2, "", False) for q in (GOAL, *(item.id for item in ONS4)))
    about = request(state=state)
    bare = facts(CARER, about)
    scored = replace(bare, answers=told)
    assert look(about, CARER, scored) == look(about, CARER, bare)
    role = Role.CARE_CO_ORDINATOR
    assert confirm(about, CARER, role, scored) == confirm(about, CARER, role, bare)


# ---- the baseline


def rated(session: Session, number: str, **about: Any) -> Outcome:
    made = request(**about)
    return step(session, Tapped(Choose(number)), facts(SAM, made))


def test_a_start_answered_after_it_came_is_marked_late() -> None:
    start = in_chat(Rating(request().id, START))
    (early,) = [e for e in rated(start, "3").effects if isinstance(e, SaveAnswer)]
    late = rated(start, "9", state=State.ARRIVED, arrived_at=NOW)
    (marked,) = [e for e in late.effects if isinstance(e, SaveAnswer)]
    assert (early.late_baseline, marked.late_baseline) == (False, True)


@pytest.mark.parametrize("late", [False, True])
def test_a_late_start_is_paired_with_nothing(late: bool) -> None:
    made = request(state=State.ARRIVED, arrived_at=NOW)
    first = Answered(START, GOAL, 3, "", late)
    before = in_chat(Rating(made.id, "midpoint"))
    after = step(before, Tapped(Choose("8")), replace(facts(SAM, made), answers=(first,)))
    assert ("then-and-now" in keys(after.effects)) is not late


# ---- the money


def with_signing(**changes: Any) -> Programme:
    made = deepcopy(table())
    made["signing"].update(changes)
    return parse_programme(made)


def said(made: Programme) -> str:
    return " ".join(words().render("en-GB", one) for one in money_up_front(made))


ONE = {"basis": "single_payment", "rule": "r", "stages": [{"roles": ["team_leader"]}]}
PANEL = {
    "basis": "single_payment",
    "rule": "r",
    "stages": [{"roles": ["commissioner", "panel_member"], "mode": "all"}],
}


def test_what_there_is_and_who_decides_is_said_for_any_bands() -> None:
    assert said(with_signing(most_pence=45_000)).startswith(
        "You can ask for up to £450. Up to £250,"
    )
    assert said(with_signing(bands=[{**ONE, "up_to_pence": 40_000}, PANEL])) == (
        "There is no set amount. Up to £400, the team leader will say yes or no. "
        "Over that, two people must agree."
    )
    assert said(with_signing(bands=[ONE])) == (
        "There is no set amount. The team leader will say yes or no."
    )


def test_more_than_the_set_amount_is_asked_again_and_never_sent() -> None:
    limited = replace(facts(SAM), programme=with_signing(most_pence=45_000))
    before = in_chat(Asking("price", queue=("payment",)))
    after = step(before, Typed("£450.01"), limited)
    assert after.session.state == before.state
    assert "The most is £450." in text(after.effects)
    allowed = step(before, Typed("£450"), limited)
    assert isinstance(allowed.session.state, Asking)
    assert allowed.session.state.plan.price_pence == 45_000


@pytest.mark.parametrize("most", [0, -1, 450.5])
def test_a_set_amount_that_is_none_is_a_mistake(most: object) -> None:
    with pytest.raises(BadProgramme) as caught:
        with_signing(most_pence=most)
    assert caught.value.problems[0].startswith("signing.most_pence: ")
