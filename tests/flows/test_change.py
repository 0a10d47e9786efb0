"""Something has changed, at every state: what it may do there, and nothing else (CARE 15)."""

from dataclasses import replace
from typing import Any

import pytest

from flows import effects as e
from flows.errors import IllegalMove
from flows.lifecycle import HOLDS_MONEY, MOVES, Action, advance
from flows.model import Change, Party, Plan, Request, Role, State
from flows.moves.change import changed, keep, may_change, may_keep
from flows.moves.trouble import may_trouble, trouble
from flows.moves.wait import go_on, may_wait, wait_for_me, waits
from tests.flows.samples import CARER, LEADER, NOW, facts, request, yes

CHANGEABLE = {
    State.ENQUIRY,
    State.WAITING_SIGNATURE,
    State.WAITING_ANSWER,
    State.WAITING_MONEY,
    State.STOPPED,
    *HOLDS_MONEY,
}
TROUBLED = {State.PAID, State.PROBLEM, State.ARRIVED}


def at(state: State, pence: int = 8000, **changes: Any) -> Request:
    """Sam's request in this state, signed and with its money where that belongs to the state."""
    agreed = state in HOLDS_MONEY or state is State.WAITING_MONEY
    signed = (yes(CARER, Role.CARE_CO_ORDINATOR),) if agreed else ()
    held = pence if state in HOLDS_MONEY else 0
    made = request(pence, state=state, decisions=signed, reserved_pence=held)
    return replace(made, **changes)


def swap(of: Request, **changes: Any) -> Plan:
    """Another thing for the same goal and price, unless `changes` say else."""
    return replace(of.plan, **{"item": "Boots", **changes})


@pytest.mark.parametrize("state", State)
def test_every_state_says_whether_it_can_be_changed(state: State) -> None:
    before = at(state)
    assert may_change(before) is (state in CHANGEABLE)
    assert may_trouble(before) is (state in TROUBLED)


@pytest.mark.parametrize("state", sorted(set(State) - CHANGEABLE))
def test_an_illegal_change_raises(state: State) -> None:
    with pytest.raises(IllegalMove):
        changed(at(state), swap(at(state)), "Boots", facts(None, at(state)))


@pytest.mark.parametrize("state", sorted(set(State) - TROUBLED - {State.CLOSED}))
def test_nothing_is_lost_before_it_is_paid(state: State) -> None:
    with pytest.raises(IllegalMove):
        trouble(at(state), "lost", "", facts(None, at(state)))


@pytest.mark.parametrize("state", sorted(s for s in State if not may_wait(at(s))))
def test_an_illegal_pause_raises(state: State) -> None:
    with pytest.raises(IllegalMove):
        wait_for_me(at(state), facts(None, at(state)))


@pytest.mark.parametrize("state", sorted(CHANGEABLE))
@pytest.mark.parametrize("pence", [7000, 8000, 9000, 30000, 80000])
def test_no_change_moves_money_before_it_is_agreed(state: State, pence: int) -> None:
    before = at(state)
    _, effects = changed(before, swap(before, price_pence=pence), "Boots", facts(None, before))
    assert not [x for x in effects if isinstance(x, e.Reserve | e.Release | e.Pay)]
    assert [x.version for x in effects if isinstance(x, e.Decide)] == []
    assert sum(isinstance(x, e.Revise) for x in effects) == 1


@pytest.mark.parametrize("state", [*sorted(HOLDS_MONEY), State.WAITING_MONEY])
@pytest.mark.parametrize(
    ("pence", "goal", "taps"),
    [
        (8000, "Get out more", 1),
        (7999, "Get out more", 1),
        (8001, "Get out more", None),
        (8000, "Something else", None),
        (30000, "Get out more", None),
    ],
)
def test_one_tap_only_for_the_same_goal_and_no_more_money(
    state: State, pence: int, goal: str, taps: int | None
) -> None:
    before = at(state)
    _, effects = changed(
        before, swap(before, price_pence=pence, goal=goal), "Boots", facts(None, before)
    )
    change = next(x.change for x in effects if isinstance(x, e.SetChange))
    assert change is not None
    assert change.agreed
    assert change.same is (taps is not None)


def test_a_barred_thing_is_never_one_tap() -> None:
    before = at(State.APPROVED)
    _, effects = changed(before, swap(before, item="Beer"), "Beer", facts(None, before))
    change = next(x.change for x in effects if isinstance(x, e.SetChange))
    raised = [x.exclusions for x in effects if isinstance(x, e.RaiseFlags)]
    assert change is not None
    assert not change.same
    assert raised == [("alcohol",)]


def pending(**changes: Any) -> Request:
    """An agreed request whose dearer change is being read."""
    old = Change(
        "Boots",
        replace(request().plan),
        8000,
        request().stages,
        agreed=True,
        **changes,
    )
    made = request(30000, version=2, reserved_pence=8000, change=old)
    return replace(made, state=State.WAITING_SIGNATURE)


def test_a_change_of_a_change_remembers_what_was_agreed() -> None:
    before = pending()
    _, effects = changed(before, swap(before, price_pence=7000), "Hat", facts(None, before))
    change = next(x.change for x in effects if isinstance(x, e.SetChange))
    assert change is not None
    assert change.before_pence == 8000
    assert change.same


def test_keeping_the_old_restores_it_whole() -> None:
    before = pending()
    effects = keep(before, Party.PERSON, before.person, facts(None, before))
    revised = next(x for x in effects if isinstance(x, e.Revise))
    moved = next(x for x in effects if isinstance(x, e.MoveRequest))
    assert (revised.amount_pence, revised.plan, moved.after) == (
        8000,
        request().plan,
        State.APPROVED,
    )
    assert not [x for x in effects if isinstance(x, e.Reserve | e.Release)]


def test_what_waited_for_money_waits_for_it_again() -> None:
    before = replace(pending(waited=True), reserved_pence=0)
    effects = keep(before, Party.PERSON, before.person, facts(None, before))
    moved = next(x for x in effects if isinstance(x, e.MoveRequest))
    assert moved.after is State.WAITING_MONEY


def test_nothing_to_keep_is_nothing_done() -> None:
    assert not may_keep(request())
    assert keep(request(), Party.PERSON, request().person, facts(None, request())) == ()


@pytest.mark.parametrize("state", [State.APPROVED, State.RELEASED, State.PAYMENT_FAILED])
def test_a_pause_after_a_yes_goes_on_as_agreed(state: State) -> None:
    before = at(state)
    moved = next(
        x for x in wait_for_me(before, facts(None, before)) if isinstance(x, e.MoveRequest)
    )
    held = replace(before, state=moved.after, hold_reason="they asked us to wait")
    assert waits(held)
    after = next(x for x in go_on(held, facts(None, held)) if isinstance(x, e.MoveRequest))
    assert after.after is State.APPROVED


def test_the_payers_hold_is_not_theirs_to_end() -> None:
    assert not waits(at(State.ON_HOLD, hold_reason="papers missing"))


@pytest.mark.parametrize("action", [Action.CHANGE, Action.KEEP, Action.KEEP_WAITING, Action.WAIT])
def test_the_service_itself_never_changes_what_somebody_asks(action: Action) -> None:
    for state in State:
        if action in MOVES[state]:
            for party in (Party.SYSTEM, Party.PAYER, Party.ADMIN):
                with pytest.raises(IllegalMove):
                    advance(state, action, party)


def test_a_leader_alone_is_asked_once_for_a_two_stage_swap() -> None:
    signed = (yes(CARER, Role.CARE_CO_ORDINATOR), yes(LEADER, Role.TEAM_LEADER, 1))
    before = request(32000, state=State.APPROVED, decisions=signed, reserved_pence=32000)
    _, effects = changed(before, swap(before), "Boots", facts(None, before, now=NOW))
    stages = next(x.stages for x in effects if isinstance(x, e.Revise))
    assert len(stages) == 1
    assert set(stages[0].roles) == {Role.CARE_CO_ORDINATOR, Role.TEAM_LEADER}
    assert stages[0].n == 1
