"""Finance's step: who may release, what cannot be paid before it, what undoes it."""

from dataclasses import replace
from functools import cache
from typing import Any

import pytest

from flows.conversations.release import Releasing
from flows.effects import Effect, Hold, MoveRequest, OpenTask, Pay, Reply, Send, SetHandling
from flows.errors import IllegalMove
from flows.events import Tapped, TimerFired, TimerKind
from flows.facts import Facts
from flows.model import Person, Request, Role, State
from flows.moves.pay import paid
from flows.moves.release import release_held, released
from flows.programme import Programme
from flows.releasing import is_released, may_release, waits_release
from flows.step import step
from flows.taps import Choose, Do, Verb
from tests.flows.samples import (
    ADMIN,
    BROKER,
    CARER,
    LEADER,
    NOW,
    SAM,
    STAFF,
    facts,
    in_chat,
    keys,
    person,
    programme,
    request,
    session,
    yes,
)
from tests.flows.states import R1

FINANCE = person("Finance", Role.FINANCE, team="")
WITH_FINANCE = (*STAFF, FINANCE)
AGREED = request(
    state=State.APPROVED, reserved_pence=8000, decisions=(yes(CARER, Role.CARE_CO_ORDINATOR),)
)
CAN_WAIT = {State.APPROVED, State.PAYMENT_FAILED, State.RELEASED}
VERBS = (Verb.RELEASE, Verb.RELEASE_HOLD, Verb.RELEASE_RESUME)


@cache
def releasing() -> Programme:
    payment = programme().payment.model_copy(update={"release": "finance"})
    return programme().model_copy(update={"payment": payment})


def at(me: Person | None, about: Request, **changes: Any) -> Facts:
    return facts(me, about, programme=releasing(), **{"staff": WITH_FINANCE, **changes})


def happens(who: Person, verb: Verb, about: Request = AGREED) -> tuple[Effect, ...]:
    tap = Tapped(Do(verb, R1, about.version))
    return step(session(who), tap, at(who, about)).effects


@pytest.mark.parametrize("who", [SAM, CARER, LEADER, BROKER, ADMIN])
@pytest.mark.parametrize("verb", VERBS)
def test_only_finance_presses_finances_buttons(who: Person, verb: Verb) -> None:
    effects = happens(who, verb)
    assert all(isinstance(effect, Reply) for effect in effects)
    assert keys(effects) == ["cannot-release"]
    answered = step(
        in_chat(Releasing("release", R1, 1), who), Tapped(Choose("yes")), at(who, AGREED)
    ).effects
    assert keys(answered)[0] == "cannot-release"
    with pytest.raises(IllegalMove):
        released(AGREED, who, at(who, AGREED))


def test_who_signed_it_does_not_release_it() -> None:
    both = replace(CARER, roles=CARER.roles | {Role.FINANCE})
    assert not may_release(both, AGREED, at(both, AGREED))
    with pytest.raises(IllegalMove):
        released(AGREED, both, at(both, AGREED))


def test_nobody_releases_their_own() -> None:
    own = replace(SAM, roles=SAM.roles | {Role.FINANCE})
    assert not may_release(own, AGREED, at(own, AGREED))


def test_without_the_step_there_is_nothing_to_release() -> None:
    assert not waits_release(AGREED, programme())
    tap = Tapped(Do(Verb.RELEASE, R1, 1))
    seen = facts(FINANCE, AGREED, staff=WITH_FINANCE)
    assert keys(step(session(FINANCE), tap, seen).effects) == ["cannot-release"]


@pytest.mark.parametrize("state", [State.APPROVED, State.ON_HOLD, State.PAYMENT_FAILED])
def test_nothing_is_paid_before_it_is_released(state: State) -> None:
    about = replace(AGREED, state=state)
    with pytest.raises(IllegalMove):
        paid(about, BROKER, 8000, "INV-1", NOW.date(), at(BROKER, about))
    for verb in (Verb.MARK_PAID, Verb.HOLD, Verb.PAYMENT_FAILED, Verb.RESUME):
        effects = happens(BROKER, verb, about)
        assert keys(effects) == ["cannot-pay-unreleased"]
        assert not any(isinstance(effect, Pay | MoveRequest) for effect in effects)


def test_releasing_hands_it_to_the_payers_and_stands_until_it_changes() -> None:
    effects = released(AGREED, FINANCE, at(FINANCE, AGREED))
    assert [e.after for e in effects if isinstance(e, MoveRequest)] == [State.RELEASED]
    assert BROKER.id in [e.to for e in effects if isinstance(e, Send)]
    (handling,) = (e.handling for e in effects if isinstance(e, SetHandling))
    free = replace(AGREED, state=State.RELEASED, handling=handling)
    assert is_released(free)
    assert not waits_release(free, releasing())
    assert waits_release(replace(free, state=State.APPROVED, version=2), releasing())
    with pytest.raises(IllegalMove):
        released(free, FINANCE, at(FINANCE, free))


@pytest.mark.parametrize("state", sorted(set(State) - {State.APPROVED}))
def test_it_is_released_from_approved_only(state: State) -> None:
    about = replace(AGREED, state=state)
    with pytest.raises(IllegalMove):
        released(about, FINANCE, at(FINANCE, about))
    effects = happens(FINANCE, Verb.RELEASE, about)
    assert all(isinstance(effect, Reply) for effect in effects)


@pytest.mark.parametrize("state", sorted(set(State) - CAN_WAIT))
def test_finance_holds_what_waits_for_it_only(state: State) -> None:
    about = replace(AGREED, state=state)
    with pytest.raises(IllegalMove):
        release_held(about, FINANCE, "papers missing", at(FINANCE, about))


def test_a_hold_keeps_its_reason() -> None:
    effects = release_held(AGREED, FINANCE, "wrong commissioner", at(FINANCE, AGREED))
    assert [e.reason for e in effects if isinstance(e, Hold)] == ["wrong commissioner"]


def test_late_is_for_finance_and_the_admins_and_over_once_released() -> None:
    event = TimerFired("unreleased:r1", TimerKind.UNRELEASED, R1)
    effects = step(session(None), event, at(None, AGREED)).effects
    assert [(e.owner, e.task) for e in effects if isinstance(e, OpenTask)] == [
        (ADMIN.id, "unreleased")
    ]
    assert FINANCE.id in [e.to for e in effects if isinstance(e, Send)]
    done = replace(AGREED.handling, released_by=FINANCE.id, released_version=1)
    free = replace(AGREED, state=State.RELEASED, handling=done)
    assert step(session(None), event, at(None, free)).effects == ()
