"""What a step makes of people in trouble, of leavers, of payers, of "has it helped?"."""

from dataclasses import replace
from datetime import timedelta

import pytest

from flows.conversations.answer import Answering
from flows.conversations.ask import Asking
from flows.conversations.checkin import START, Rating
from flows.conversations.pay import Paying
from flows.conversations.sign import Signing
from flows.effects import (
    DropTimer,
    MoveRequest,
    OpenTask,
    Reply,
    SaveAnswer,
    Send,
    WrongCode,
)
from flows.events import (
    InviteOpened,
    Tapped,
    Typed,
)
from flows.facts import Answered, Invite
from flows.model import OpenQuestion, Person, PersonId, Plan, Role, State
from flows.moves.invite import invite_key
from flows.session import ConversationState
from flows.step import needs, step
from flows.taps import Choose, Do, Verb
from tests.flows.samples import (
    ADMIN,
    BROKER,
    CARER,
    NOW,
    SAM,
    STAFF,
    facts,
    in_chat,
    keys,
    labels,
    request,
    session,
    text,
)
from tests.flows.states import PERSONS, R1, TENT

ASKED = OpenQuestion(CARER.id, Role.CARE_CO_ORDINATOR, "Where would you keep it?", NOW)
WAITS = request(state=State.WAITING_ANSWER, question=ASKED)
PRICE = Asking("price", Plan(goal="Get out", item="A tent"), ("better", "payment", "worry"))
BOTH = replace(SAM, roles=SAM.roles | {Role.TEAM_LEADER})


# --- distress

LOW = Typed("I want to end it all")


@pytest.mark.parametrize("state", PERSONS, ids=repr)
def test_distress_in_every_question(state: ConversationState) -> None:
    here = facts(SAM, WAITS if isinstance(state, Answering) else request(state=State.PAID))
    after = step(in_chat(state), LOW, here)
    assert keys(after.effects)[:2] == ["distress-full", "crisis-lines"]
    assert "distress-told" in keys(after.effects)
    told = [e for e in after.effects if isinstance(e, Send) and e.to == CARER.id]
    assert told
    assert [e.task for e in after.effects if isinstance(e, OpenTask)][:1] == ["distress"]
    later = step(after.session, LOW, here)
    assert keys(later.effects)[0] == "distress-short"
    hours = here.programme.distress.short_for_hours
    anew = replace(here, now=NOW + timedelta(hours=hours, minutes=1))
    assert keys(step(after.session, LOW, anew).effects)[0] == "distress-full"


@pytest.mark.parametrize("state", [PRICE, Asking("payment", TENT), Rating(R1, START)], ids=repr)
def test_the_question_still_stands_after_distress(state: ConversationState) -> None:
    after = step(in_chat(state), LOW, facts(SAM, request()))
    assert after.session.state == state
    last = [e for e in after.effects if isinstance(e, Reply)][-1]
    assert last.asks


def test_a_goal_that_sounds_low_is_kept_when_the_person_says_so() -> None:
    goal = "Not to harm myself any more"
    asked = step(in_chat(Asking()), Typed(goal), facts(SAM))
    assert keys(asked.effects)[-1] == "ask-goal-sure"
    kept = step(asked.session, Tapped(Choose("yes")), facts(SAM)).session.state
    assert (kept, step(asked.session, Typed("Yes!"), facts(SAM)).session.state) == (kept, kept)
    assert isinstance(kept, Asking)
    assert (kept.question, kept.plan.goal) == ("item", goal)
    assert step(asked.session, Tapped(Choose("no")), facts(SAM)).session.state == Asking()
    other = step(asked.session, Typed("See my sister"), facts(SAM)).session.state
    assert isinstance(other, Asking)
    assert (other.question, other.plan.goal) == ("item", "See my sister")
    again = step(asked.session, LOW, facts(SAM))
    assert keys(again.effects)[-1] == "ask-goal-sure"


@pytest.mark.parametrize(
    "question", ["item", "extras", "price", "better", "worry", "worry_words", "review"]
)
def test_words_of_self_harm_are_never_an_item_a_price_or_a_worry(question: str) -> None:
    asking = Asking(question, TENT, ("review",))
    after = step(in_chat(asking), Typed("£80 for tablets to overdose"), facts(SAM))
    assert after.session.state == asking


def test_nobody_is_promised_that_somebody_knows_when_nobody_does() -> None:
    alone = replace(SAM, care_co_ordinator=None)
    nobody = step(session(alone), LOW, facts(alone, staff=()))
    assert not {"distress-told", "distress-told-later"} & set(keys(nobody.effects))
    admins = step(session(alone), LOW, facts(alone, staff=(ADMIN,)))
    assert "We have told the people who run the scheme." in text(admins.effects)
    left = replace(CARER, roles=frozenset())
    gone = step(session(SAM), LOW, facts(SAM, staff=(left, ADMIN)))
    assert [e.to for e in gone.effects if isinstance(e, Send)] == [ADMIN.id]
    stranger = step(session(), LOW, facts(None))
    assert keys(stranger.effects)[:2] == ["distress-full", "crisis-lines"]
    assert not [e for e in stranger.effects if isinstance(e, Send)]


def test_staff_write_about_others() -> None:
    after = step(in_chat(Signing("question", R1, 1), CARER), LOW, facts(CARER, request()))
    assert "distress-full" not in keys(after.effects)


# --- rights end at once


@pytest.mark.parametrize("verb", [Verb.LOOK, Verb.PRICE, Verb.APPROVE, Verb.MARK_PAID])
@pytest.mark.parametrize("who", [CARER, BROKER])
def test_a_leaver_sees_and_does_nothing(verb: Verb, who: Person) -> None:
    left = replace(who, roles=frozenset())
    states = {Verb.PRICE: State.ENQUIRY, Verb.MARK_PAID: State.APPROVED}
    about = request(state=states.get(verb, State.WAITING_SIGNATURE))
    after = step(session(left), Tapped(Do(verb, R1, 1)), facts(left, about, staff=(left, ADMIN)))
    assert after.session.at_home
    assert "Get out more" not in text(after.effects)


def test_a_price_is_not_taken_from_somebody_who_has_left_meanwhile() -> None:
    left = replace(CARER, roles=frozenset())
    here = facts(left, request(state=State.ENQUIRY), staff=(left, ADMIN))
    after = step(in_chat(Signing("price", R1, 1), left), Typed("80"), here)
    assert not [e for e in after.effects if isinstance(e, MoveRequest)]


def test_a_panel_member_who_is_somebody_elses_co_ordinator_reads_no_name() -> None:
    peer = replace(
        STAFF[2], roles=frozenset({Role.LIVED_EXPERIENCE_REVIEWER, Role.CARE_CO_ORDINATOR})
    )
    here = facts(peer, request(90_000), staff=(*STAFF[3:], peer))
    after = step(session(peer), Tapped(Do(Verb.LOOK, R1, 1)), here)
    assert "Get out more" in text(after.effects)
    assert "Sam" not in text(after.effects)


# --- paying and checking in


@pytest.mark.parametrize(
    ("doing", "state"), [("failed", State.PAYMENT_FAILED), ("hold", State.ON_HOLD)]
)
def test_what_another_payer_has_noted_is_not_noted_twice(doing: str, state: State) -> None:
    about = request(state=state, reserved_pence=8000)
    after = step(in_chat(Paying(doing, R1, 1), BROKER), Typed("why"), facts(BROKER, about))
    assert keys(after.effects)[0] == "pay-changed"
    assert not [e for e in after.effects if isinstance(e, MoveRequest)]


def test_a_payment_for_an_older_version_is_not_noted() -> None:
    about = request(state=State.APPROVED, version=2, reserved_pence=8000)
    after = step(in_chat(Paying("paid", R1, 1), BROKER), Typed("80"), facts(BROKER, about))
    assert keys(after.effects)[0] == "pay-changed"


def test_has_it_helped_counts_once_a_round() -> None:
    about = request(state=State.ARRIVED, arrived_at=NOW)
    tap = Tapped(Do(Verb.HELPED, R1, value="end:lot"))
    first = step(session(SAM), tap, facts(SAM, about))
    assert [e.choice for e in first.effects if isinstance(e, SaveAnswer)] == ["lot"]
    told = (Answered("end", "helped", None, "lot", late_baseline=False),)
    again = step(session(SAM), tap, facts(SAM, about, answers=told))
    assert keys(again.effects) == ["check-in-told"]
    assert again.session.at_home


def test_a_late_baseline_is_marked_and_never_paired() -> None:
    about = request(state=State.ARRIVED, arrived_at=NOW)
    late = step(in_chat(Rating(R1, START)), Tapped(Choose("3")), facts(SAM, about))
    assert [e.late_baseline for e in late.effects if isinstance(e, SaveAnswer)] == [True]
    then = (Answered(START, "goal", 3, "", late_baseline=True),)
    end = step(in_chat(Rating(R1, "end")), Tapped(Choose("8")), facts(SAM, about, answers=then))
    assert "then-and-now" not in keys(end.effects)


def test_one_quick_question_is_asked_once() -> None:
    told = (Answered(START, "goal", 3, "", late_baseline=False),)
    tap = Tapped(Do(Verb.START_ROUND, R1))
    assert keys(step(session(SAM), tap, facts(SAM, request(), answers=told)).effects) == [
        "moved-on"
    ]
    come = request(state=State.ARRIVED, arrived_at=NOW)
    assert keys(step(session(SAM), tap, facts(SAM, come)).effects) == ["moved-on"]


# --- invites


def test_every_bad_code_looks_the_same_and_five_lock() -> None:
    good = Invite("i", CARER.id, "Kim", "p", "north", ())
    wrong = step(session(), InviteOpened("x"), facts(None))
    locked = step(session(), InviteOpened("x"), facts(None, invite=good, tries_left=0))
    assert wrong.effects == locked.effects
    assert isinstance(wrong.effects[0], WrongCode)
    here = step(session(SAM), InviteOpened("x"), facts(SAM, invite=good))
    assert keys(here.effects) == ["invite-already-here"]


def test_an_invite_that_is_used_does_not_run_out_any_more() -> None:
    good = Invite("i", CARER.id, "Kim", "p", "north", ())
    opened = step(session(), InviteOpened("x"), facts(None, invite=good))
    started = step(opened.session, Tapped(Choose("yes")), facts(None, invite=good))
    assert DropTimer(invite_key("i")) in started.effects


# --- who is both


def test_somebody_who_is_both_has_both_menus_and_both_lists() -> None:
    menu = step(session(BOTH), Typed("hello"), facts(BOTH))
    assert labels(menu.effects) >= {"button-ask-for-something", "button-inbox"}
    waiting = ((replace(request(), person=PersonId("Kit")), "Kit"),)
    both = step(session(BOTH), Typed("status"), facts(BOTH, inbox=waiting))
    assert keys(both.effects) == ["status-none", "card-sign"]


def test_staff_are_not_told_that_their_work_is_paused() -> None:
    assert keys(step(session(CARER), Typed("stop"), facts(CARER)).effects) == ["menu-staff"]


# --- not knowing


@pytest.mark.parametrize("words", ["I don't know", "i dont know", "dont know.", "Not sure", "idk"])
@pytest.mark.parametrize("question", ["goal", "item"])
def test_not_knowing_is_never_a_goal_or_an_item(question: str, words: str) -> None:
    asking = Asking(question, Plan(), ("price",))
    after = step(in_chat(asking), Typed(words), facts(SAM))
    assert after.session.state == replace(asking, prompts=1)
    assert keys(after.effects)[:2] == ["unsure-fine", "unsure-enjoy"]
    longer = step(in_chat(asking), Typed(f"{words} many people"), facts(SAM)).session.state
    assert isinstance(longer, Asking)
    assert f"{words} many people" in (longer.plan.goal, longer.plan.item)


# --- somebody the scheme does not fit

BARRED = replace(SAM, facts={**SAM.facts, "cluster": 2})


@pytest.mark.parametrize(
    ("state", "event"),
    [
        (Asking(), Typed("Get out more")),
        (Asking("goal_sure", Plan(goal="Stop hurting myself")), Tapped(Choose("yes"))),
        (Asking("review", TENT), Tapped(Choose("send"))),
    ],
    ids=repr,
)
def test_who_does_not_fit_hears_it_before_they_answer_and_at_send(
    state: ConversationState, event: Typed | Tapped
) -> None:
    assert needs(in_chat(state, BARRED), event).staff
    after = step(in_chat(state, BARRED), event, facts(BARRED))
    assert after.session.at_home
    assert keys(after.effects)[0] == "not-eligible"
    assert [(e.to, e.quiet) for e in after.effects if isinstance(e, Send)] == [(CARER.id, False)]
    again = step(after.session, Tapped(Do(Verb.ASK)), facts(BARRED))
    assert not [e for e in again.effects if isinstance(e, Send) and not e.quiet]
    nobody = step(in_chat(state, BARRED), event, facts(BARRED, staff=()))
    assert keys(nobody.effects)[0] == "not-eligible-ring"
