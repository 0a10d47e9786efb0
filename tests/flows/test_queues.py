"""Tasks in queues: who owns them, who may press their buttons, who covers."""

from dataclasses import replace

import pytest

from flows.effects import EndRoles, HandTask, MoveRequest, OpenTask, Reply, Send, SetHandling
from flows.errors import IllegalMove
from flows.events import StaffRemoved, Tapped, TimerFired, TimerKind
from flows.facts import Facts, Task
from flows.model import Option, Person, Role, State
from flows.moves.price import option_chosen
from flows.programme import parse_programme
from flows.queues import queue, uncovered, without_cover
from flows.step import step
from flows.taps import Do, Verb
from tests.flows.samples import (
    ADMIN,
    BROKER,
    CARER,
    LEADER,
    NOW,
    SAM,
    STAFF,
    facts,
    keys,
    person,
    programme,
    request,
    session,
    table,
)
from tests.flows.states import R1

PLANNER = person("Planner", Role.SUPPORT_PLANNER, team="")
WITH_PLANNER = (*STAFF, PLANNER)
PRICE = Task("price:r1", "price", SAM.id, "Sam", "FH-0001", NOW, None, Role.SUPPORT_PLANNER)
TAKEN = replace(PRICE, owner=PLANNER.id)
ENQUIRY = replace(request(state=State.ENQUIRY), amount_pence=0, stages=())
FOUND = replace(ENQUIRY, handling=replace(ENQUIRY.handling, options=(Option("A used tent", 3500),)))


def at(me: Person | None, about: object = ENQUIRY, **changes: object) -> Facts:
    return facts(me, about, staff=WITH_PLANNER, **changes)  # type: ignore[arg-type]


def test_a_role_that_nobody_holds_is_passed_over() -> None:
    with_one = queue("price", SAM, at(None))
    without = queue("price", SAM, facts(None))
    assert with_one is not None
    assert with_one.people == (PLANNER,)
    assert with_one.owner is None
    assert without is not None
    assert without.people == (CARER,)
    assert without.owner == CARER.id


def test_nobody_gets_a_task_about_themself() -> None:
    own = replace(SAM, roles=SAM.roles | {Role.SUPPORT_PLANNER})
    found = queue("price", own, facts(None, staff=(own, CARER)))
    assert found is not None
    assert found.people == (CARER,)


@pytest.mark.parametrize("who", [BROKER, LEADER, CARER, SAM])
@pytest.mark.parametrize("verb", [Verb.TAKE_TASK, Verb.HAND_ON])
def test_who_does_not_hold_the_queue_changes_nothing(who: Person, verb: Verb) -> None:
    tap = Tapped(Do(verb, R1, value=PRICE.key))
    effects = step(session(who), tap, at(who, task=PRICE)).effects
    assert all(isinstance(effect, Reply) for effect in effects)
    assert keys(effects)[0] == "task-not-yours"


@pytest.mark.parametrize("who", [BROKER, LEADER, SAM])
@pytest.mark.parametrize("verb", [Verb.OPTION, Verb.SHOW_OPTIONS])
def test_only_those_who_find_prices_note_options(who: Person, verb: Verb) -> None:
    effects = step(session(who), Tapped(Do(verb, R1)), at(who, FOUND)).effects
    assert keys(effects) == ["task-not-yours"]


def test_what_somebody_else_has_is_not_taken() -> None:
    second = person("Second", Role.SUPPORT_PLANNER, team="")
    tap = Tapped(Do(Verb.TAKE_TASK, R1, value=PRICE.key))
    seen = facts(second, ENQUIRY, staff=(*WITH_PLANNER, second), task=TAKEN)
    assert keys(step(session(second), tap, seen).effects) == ["task-has-owner"]


@pytest.mark.parametrize("value", ["1", "-1", "x", ""])
def test_an_option_that_is_not_there_is_no_price(value: str) -> None:
    tap = Tapped(Do(Verb.CHOOSE_OPTION, R1, 1, value))
    effects = step(session(SAM), tap, at(SAM, FOUND)).effects
    assert keys(effects) == ["moved-on"]


@pytest.mark.parametrize("who", [PLANNER, CARER, ADMIN])
def test_nobody_chooses_for_the_person(who: Person) -> None:
    tap = Tapped(Do(Verb.CHOOSE_OPTION, R1, 1, "0"))
    assert keys(step(session(who), tap, at(who, FOUND)).effects) == ["moved-on"]


@pytest.mark.parametrize("state", sorted(set(State) - {State.ENQUIRY}))
def test_a_price_is_chosen_in_an_enquiry_only(state: State) -> None:
    elsewhere = replace(FOUND, state=state)
    with pytest.raises(IllegalMove):
        option_chosen(elsewhere, 0, at(SAM, elsewhere))
    tap = Tapped(Do(Verb.CHOOSE_OPTION, R1, 1, "0"))
    effects = step(session(SAM), tap, at(SAM, elsewhere)).effects
    assert not any(isinstance(effect, MoveRequest) for effect in effects)


def test_a_late_task_goes_to_the_cover_and_the_person_is_not_told_wrong() -> None:
    helped = replace(ENQUIRY, handling=replace(ENQUIRY.handling, planner=PLANNER.id))
    event = TimerFired("task:price:r1", TimerKind.TASK_LATE, R1, SAM.id, PRICE.key)
    effects = step(session(None), event, at(None, helped, task=TAKEN)).effects
    handed = [e for e in effects if isinstance(e, HandTask)]
    assert [(e.owner, e.role, e.before) for e in handed] == [
        (CARER.id, Role.CARE_CO_ORDINATOR, PLANNER.id)
    ]
    assert [e.handling.planner for e in effects if isinstance(e, SetHandling)] == [None]


def test_late_with_nobody_left_is_the_admins() -> None:
    plan = Task("plan:Sam", "plan", SAM.id, "Sam", "", NOW, CARER.id, Role.CARE_CO_ORDINATOR)
    event = TimerFired("task:plan:Sam", TimerKind.TASK_LATE, person=SAM.id, value=plan.key)
    effects = step(session(None), event, facts(None, task=plan)).effects
    assert [(e.owner, e.task) for e in effects if isinstance(e, OpenTask)] == [(ADMIN.id, "late")]
    assert [e.to for e in effects if isinstance(e, Send)] == [ADMIN.id]


def test_a_task_that_is_done_is_never_late() -> None:
    event = TimerFired("task:price:r1", TimerKind.TASK_LATE, R1, SAM.id, PRICE.key)
    assert step(session(None), event, at(None)).effects == ()


def test_a_leavers_tasks_find_an_owner_in_the_same_turn() -> None:
    about = replace(TAKEN, about_team="north", about_carer=CARER.id)
    seen = facts(None, None, holder=PLANNER, staff=WITH_PLANNER, left=(about,))
    effects = step(session(None), StaffRemoved(PLANNER.id), seen).effects
    assert [e.person for e in effects if isinstance(e, EndRoles)] == [PLANNER.id]
    assert [e.owner for e in effects if isinstance(e, HandTask)] == [CARER.id]
    second = person("Second", Role.SUPPORT_PLANNER, team="")
    more = replace(seen, staff=(*WITH_PLANNER, second))
    effects = step(session(None), StaffRemoved(PLANNER.id), more).effects
    handed = [(e.owner, e.role) for e in effects if isinstance(e, HandTask)]
    assert handed == [(None, Role.SUPPORT_PLANNER)]


def test_the_table_says_what_nobody_covers() -> None:
    held = {Role.CARE_CO_ORDINATOR, Role.TEAM_LEADER}
    assert uncovered(programme(), held) == ("advice",)
    assert uncovered(programme(), {*held, Role.PHB_LEAD_CLINICIAN}) == ()
    assert without_cover(programme()) == ()
    lonely = {**table(), "tasks": {"owners": {"price": {"owner": "support_planner"}}}}
    assert without_cover(parse_programme(lonely)) == ("price",)
