"""The table is the law: every state, action and party, and the page that is drawn from it."""

from itertools import product
from pathlib import Path
from runpy import run_path

import pytest

from flows.errors import IllegalMove
from flows.lifecycle import FINISHED, HOLDS_MONEY, MOVES, Action, advance, diagram, may
from flows.model import Party, State
from flows.moves.move import move
from tests.flows.samples import request

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize(("state", "action", "party"), list(product(State, Action, Party)))
def test_a_move_is_in_the_table_or_it_does_not_exist(
    state: State, action: Action, party: Party
) -> None:
    after, parties = MOVES[state].get(action, (state, frozenset[Party]()))
    before = request(state=state)
    if party in parties:
        assert advance(state, action, party) is after
        made = move(before, action, party)
        assert (made.before, made.after, made.by) == (state, after, party)
    else:
        with pytest.raises(IllegalMove):
            advance(state, action, party)
        with pytest.raises(IllegalMove):
            move(before, action, party)
    assert may(state, action, party) is (party in parties)
    assert before.state is state


def test_every_state_can_be_reached_or_is_kept_for_later() -> None:
    reached = {after for moves in MOVES.values() for after, _ in moves.values()}
    assert set(State) - reached == {State.DRAFT}


def test_every_unfinished_state_has_a_way_on() -> None:
    assert frozenset({State.CLOSED, State.WITHDRAWN, State.EXPIRED}) == FINISHED


def test_only_a_signer_or_the_system_approves_and_only_what_was_signed() -> None:
    approvals = {
        (state, party)
        for state, moves in MOVES.items()
        for action, (after, parties) in moves.items()
        for party in parties
        if after is State.APPROVED and state not in HOLDS_MONEY and action is Action.APPROVE
    }
    assert approvals == {
        (State.WAITING_SIGNATURE, Party.SIGNER),
        (State.WAITING_MONEY, Party.SYSTEM),
    }


def test_nobody_is_asked_to_pay_what_holds_no_money() -> None:
    paid_from = {state for state in State if Action.PAY in MOVES[state]}
    assert paid_from == HOLDS_MONEY


def test_the_diagram_has_one_arrow_for_each_move() -> None:
    arrows = [row for row in diagram().splitlines() if " --> " in row and ":" in row]
    assert len(arrows) == sum(len(moves) for moves in MOVES.values())


def test_the_page_is_the_table() -> None:
    page = run_path(str(ROOT / "scripts/draw_lifecycle.py"))["page"]
    assert (ROOT / "docs/lifecycle.md").read_text(encoding="utf-8") == page()
