"""Interests and advice: who may not, cannot; what is refused changes nothing."""

from dataclasses import replace

import pytest

from flows.conversations.advise import Advising
from flows.conversations.near import Nearing
from flows.effects import Apart, Effect, MoveRequest, Reply, Send, SetHandling, StepBack
from flows.errors import IllegalMove
from flows.events import Tapped, Typed
from flows.model import Advice, Person, Request, Role, State
from flows.moves.apart import blocks, steps_back
from flows.policy import Refusal, may_sign, signed
from flows.step import step
from flows.taps import Choose, Do, Verb
from tests.flows.samples import (
    ADMIN,
    BROKER,
    CARER,
    CLINICIAN,
    COMMISSIONER,
    LEADER,
    PEER,
    SAM,
    STAFF,
    facts,
    in_chat,
    keys,
    person,
    request,
    session,
    yes,
)
from tests.flows.states import R1

PLANNER = person("Planner", Role.SUPPORT_PLANNER, team="")
WITH_PLANNER = (*STAFF, PLANNER)
ASKED = request(80_00)
ADVICE = replace(
    ASKED, handling=replace(ASKED.handling, advice=(Advice(CARER.id, "Is this right?"),))
)
PANEL = request(900_00)


def happens(who: Person, verb: Verb, about: Request, value: str = "") -> tuple[Effect, ...]:
    tap = Tapped(Do(verb, R1, about.version, value))
    return step(session(who), tap, facts(who, about, staff=WITH_PLANNER)).effects


def only_words(effects: tuple[Effect, ...]) -> bool:
    return all(isinstance(effect, Reply) for effect in effects)


@pytest.mark.parametrize("who", [SAM, BROKER, ADMIN, LEADER, CLINICIAN, PLANNER])
def test_only_a_signer_asks_the_adviser(who: Person) -> None:
    assert keys(happens(who, Verb.ASK_ADVISER, ASKED)) == ["advice-not-now"]


@pytest.mark.parametrize("who", [SAM, BROKER, ADMIN, CARER, LEADER])
def test_only_an_adviser_answers(who: Person) -> None:
    assert keys(happens(who, Verb.ADVISE, ADVICE, "0")) == ["advice-not-yours"]
    state = Advising("reply", R1, 0)
    effects = step(
        in_chat(state, who), Typed("Yes"), facts(who, ADVICE, staff=WITH_PLANNER)
    ).effects
    assert keys(effects)[0] == "moved-on-staff"
    assert not any(isinstance(effect, SetHandling) for effect in effects)


@pytest.mark.parametrize("value", ["1", "-1", "x", ""])
def test_a_question_that_is_not_there_is_not_answered(value: str) -> None:
    assert keys(happens(PLANNER, Verb.ADVISE, ADVICE, value)) == ["moved-on-staff"]


def test_advising_is_no_right_to_sign() -> None:
    seen = facts(PLANNER, ADVICE, staff=WITH_PLANNER)
    assert may_sign(PLANNER, ADVICE, 1, seen) is Refusal.NOT_YOURS
    for verb in (Verb.APPROVE, Verb.CONFIRM, Verb.DECLINE):
        effects = happens(PLANNER, verb, ADVICE, "8000")
        assert only_words(effects)
        assert keys(effects) == ["cannot-sign-not-yours"]


def test_the_answer_goes_to_the_asker_alone_and_the_request_stays() -> None:
    state = Advising("reply", R1, 0)
    seen = facts(PLANNER, ADVICE, staff=WITH_PLANNER)
    effects = step(in_chat(state, PLANNER), Typed("It is."), seen).effects
    assert [e.to for e in effects if isinstance(e, Send)] == [CARER.id]
    assert not any(isinstance(effect, MoveRequest) for effect in effects)


def test_another_signer_who_also_advises_does_not_read_it() -> None:
    both = replace(LEADER, roles=LEADER.roles | {Role.SUPPORT_PLANNER})
    staff = (*(p for p in STAFF if p.id != LEADER.id), both, PLANNER)
    asked = request(320_00)
    state = Advising("ask", R1)
    effects = step(in_chat(state, CARER), Typed("Is it?"), facts(CARER, asked, staff=staff)).effects
    assert [e.to for e in effects if isinstance(e, Send)] == [PLANNER.id]


@pytest.mark.parametrize("who", [SAM, BROKER, ADMIN, PLANNER])
@pytest.mark.parametrize("verb", [Verb.NEAR, Verb.KNOW])
def test_who_signs_nothing_steps_back_from_nothing(who: Person, verb: Verb) -> None:
    assert keys(happens(who, verb, PANEL)) == ["cannot-sign-not-yours"]


def test_knowing_somebody_is_for_panels() -> None:
    assert keys(happens(CARER, Verb.KNOW, ASKED)) == ["cannot-sign-moved-on"]


@pytest.mark.parametrize("state", sorted(set(State) - {State.WAITING_SIGNATURE, State.ENQUIRY}))
def test_nobody_steps_back_from_what_is_decided(state: State) -> None:
    about = replace(PANEL, state=state)
    with pytest.raises(IllegalMove):
        steps_back(about, PEER.id, Apart.NEAR, PEER.id, facts(PEER, about))
    answered = step(
        in_chat(Nearing("know", R1, 1), PEER), Tapped(Choose("yes")), facts(PEER, about)
    ).effects
    assert not any(isinstance(effect, StepBack) for effect in answered)


def test_nobody_steps_back_twice() -> None:
    gone = replace(PANEL, barred=frozenset({PEER.id}))
    with pytest.raises(IllegalMove):
        steps_back(gone, PEER.id, Apart.NEAR, PEER.id, facts(PEER, gone))


def test_an_interest_that_comes_to_light_ends_the_signature() -> None:
    given = replace(PANEL, decisions=(yes(PEER, Role.LIVED_EXPERIENCE_REVIEWER),))
    assert len(signed(given, 0)) == 1
    assert signed(replace(given, barred=frozenset({PEER.id})), 0) == ()


def test_the_log_alone_says_who() -> None:
    second = person("Second", Role.COMMISSIONER, team="")
    seen = facts(COMMISSIONER, PANEL, staff=(*STAFF, second))
    effects = steps_back(PANEL, COMMISSIONER.id, Apart.KNOWS, COMMISSIONER.id, seen)
    assert [e.who for e in effects if isinstance(e, StepBack)] == [COMMISSIONER.id]
    said = [e for e in effects if isinstance(e, Send) and e.to != COMMISSIONER.id]
    assert second.id in {e.to for e in said}
    assert "Commissioner" not in str([e.message for e in said])


@pytest.mark.parametrize(
    ("way", "blocked"), [("we_buy", False), ("bank", True), ("cash_card", True), ("", True)]
)
def test_an_own_service_is_declared_or_blocks_by_how_it_is_paid(way: str, *, blocked: bool) -> None:
    about = replace(ASKED, plan=replace(ASKED.plan, payment=way))
    assert blocks(about, facts(CARER, about)) is blocked
