"""Who may read one person's check-in answers: their care team, after the decision (CARE 26)."""

from dataclasses import replace

import pytest

from flows.events import Tapped
from flows.facts import Answered
from flows.model import Person, Plan, State
from flows.outcomes import DECIDED, may_read, thing_of
from flows.step import step
from flows.taps import Do, Verb
from tests.flows.samples import (
    ADMIN,
    BROKER,
    CARER,
    CLINICIAN,
    COMMISSIONER,
    LEADER,
    PEER,
    SAM,
    facts,
    programme,
    request,
    session,
    text,
)

GIVEN = (
    Answered("start", "goal", 3, "", late_baseline=False),
    Answered("end", "helped", None, "lot", late_baseline=False),
    Answered("end", "goal", 8, "", late_baseline=False),
    Answered("end", "anxious", 2, "", late_baseline=False),
)
OTHER = replace(CARER, id=PEER.id, name="Other")
ELSEWHERE = replace(LEADER, team="south")


def looked(me: Person, state: State) -> str:
    """What [Look] shows this person."""
    about = request(state=state)
    seen = facts(me, about, answers=GIVEN, helped=(24, 18))
    return text(step(session(me), Tapped(Do(Verb.LOOK, about.id, 1)), seen).effects)


@pytest.mark.parametrize("state", State)
@pytest.mark.parametrize("me", [CARER, LEADER])
def test_the_care_team_reads_it_only_when_nothing_waits_to_be_decided(
    me: Person, state: State
) -> None:
    shown = looked(me, state)
    assert ("How close to the goal: 8 of 10" in shown) is (state in DECIDED)
    assert ("How anxious they felt the day before: 2 of 10" in shown) is (state in DECIDED)


@pytest.mark.parametrize("state", State)
@pytest.mark.parametrize(
    "me", [OTHER, ELSEWHERE, PEER, CLINICIAN, COMMISSIONER, BROKER, ADMIN, SAM]
)
def test_nobody_else_ever_does(me: Person, state: State) -> None:
    about = request(state=state)
    assert not may_read(me, about, facts(me, about))
    shown = looked(me, state)
    assert "of 10" not in shown
    assert "Has it helped" not in shown


def test_a_signer_sees_the_count_while_it_waits() -> None:
    assert "Of 24 people who asked for this, 18 said it helped." in looked(
        CARER, State.WAITING_SIGNATURE
    )


@pytest.mark.parametrize(
    ("plan", "thing"),
    [
        (Plan(offer="stay-connected", item="phone"), "offer:stay-connected"),
        (Plan(item="A bike with a basket"), "idea:bike"),
        (Plan(item="my own sort of thing", goal="a bike"), ""),
        (Plan(), ""),
    ],
)
def test_a_thing_is_the_programmes_word_never_the_persons(plan: Plan, thing: str) -> None:
    assert thing_of(plan, programme()) == thing
