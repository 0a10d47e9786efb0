"""Requests as rows: written whole, read whole, and only by whoever saw the newest."""

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import text

from flows.effects import (
    Answer,
    Arrive,
    Ask,
    Decide,
    Effect,
    Hold,
    MoveRequest,
    OpenRequest,
    PassOn,
    Pay,
    Release,
    Reserve,
    Restage,
    Revise,
    SaveAnswer,
    SetFlag,
)
from flows.events import FundToppedUp, Typed
from flows.facts import Facts, Needs
from flows.lifecycle import Action
from flows.model import (
    Flag,
    FundId,
    Party,
    PersonId,
    Plan,
    Request,
    RequestId,
    Role,
    Stage,
    State,
    Verdict,
)
from flows.session import Session
from flows.step import Outcome
from storage.errors import LostRace
from storage.store import Store
from storage.turn import take_turn
from storage.unit_of_work import unit_of_work
from storage.verify import verify
from tests.storage.turns import (
    PROGRAMME,
    Script,
    Somebody,
    command,
    holder,
    script,
    staff,
    update,
)

ID, FUND = RequestId("r1"), FundId(PROGRAMME)
ANY = Stage((Role.CARE_CO_ORDINATOR,))
PLAN = Plan(goal="See my brother", item="A bicycle", price_pence=20_000, payment="broker_buys")


def opened(store: Store, pat: Somebody) -> None:
    """A draft of this person's."""

    def send(session: Session, _event: object, facts: Facts) -> Outcome:
        request = Request(
            id=ID,
            reference=facts.next_reference,
            person=pat.id,
            programme=PROGRAMME,
            programme_version=facts.programme.version,
            team="north",
            fund=FUND,
            state=State.DRAFT,
            amount_pence=20_000,
            plan=PLAN,
            stages=(ANY,),
            sent_at=facts.now,
            state_since=facts.now,
            flags=(Flag("alcohol"),),
        )
        return Outcome(session, (OpenRequest(request),))

    take_turn(store, update(pat.chat, Typed("send")), Script(send, Needs(reference=True)))


def then(store: Store, who: Somebody, *effects: Effect) -> Request:
    """The request after these effects, which happened in one turn."""
    take_turn(store, update(who.chat, Typed("go on")), script(*effects))
    return now(store)


def now(store: Store) -> Request:
    """The request as it is stored."""
    with unit_of_work(store.database, store.vault) as work:
        found = work.requests.get(ID)
    assert found is not None
    return found


def move(action: Action, before: State, after: State) -> MoveRequest:
    """A move, as the lifecycle allowed it."""
    return MoveRequest(ID, action, Party.SYSTEM, before, after)


SENT = move(Action.SEND, State.DRAFT, State.WAITING_SIGNATURE)


def test_every_effect_on_a_request_is_in_the_next_reading(store: Store) -> None:
    """Each changes what it says, all in one turn raise the revision once, and the log agrees."""
    command(store, FundToppedUp(FUND, 50_000))
    pat, grace = holder(store), staff(store, Role.CARE_CO_ORDINATOR)
    opened(store, pat)
    assert now(store).reference == "FH-0001"
    asked = then(
        store, grace, SENT, PassOn(ID, grace.id), Ask(ID, grace.id, Role.CARE_CO_ORDINATOR, "Why?")
    )
    assert asked.question is not None
    assert (asked.revision, asked.passed_to, asked.question.words) == (2, grace.id, "Why?")
    answered = then(store, pat, Answer(ID, "Why?", "To ride"))
    assert (answered.question, answered.asked) == (None, (("Why?", "To ride"),))
    clear = SetFlag(ID, "alcohol", grace.id, upheld=False, reason="It is not")
    flagged = then(store, grace, clear)
    assert flagged.flags == (Flag("alcohol", grace.id, upheld=False, reason="It is not"),)
    yes = Decide(ID, 0, grace.id, Role.CARE_CO_ORDINATOR, Verdict.APPROVE, 1, "Good")
    approve = move(Action.APPROVE, State.WAITING_SIGNATURE, State.APPROVED)
    approved = then(store, grace, yes, Reserve(ID, FUND, 20_000), approve)
    assert [(d.by, d.reason) for d in approved.decisions] == [(grace.id, "Good")]
    assert (approved.state, approved.reserved_pence, approved.passed_to) == (
        State.APPROVED,
        20_000,
        None,
    )
    held = then(store, grace, Hold(ID, "The shop is closed"))
    assert held.hold_reason == "The shop is closed"
    paid = then(
        store,
        grace,
        Pay(ID, FUND, 19_000, "INV-7", date(2026, 11, 25)),
        move(Action.PAY, State.APPROVED, State.PAID),
        Arrive(ID),
        SaveAnswer(pat.id, ID, "start", "closer", number=3),
    )
    assert (paid.paid_pence, paid.reserved_pence, paid.paid_on) == (19_000, 0, date(2026, 11, 25))
    assert paid.arrived_at == store.clock.now()
    with store.database.reading() as connection:
        assert verify(connection) is None


def test_what_is_asked_anew_is_a_new_version(store: Store) -> None:
    """Revising raises the version; a second look does not, but bars who said no."""
    pat, grace = holder(store), staff(store, Role.CARE_CO_ORDINATOR)
    opened(store, pat)
    two = (ANY, Stage((Role.TEAM_LEADER,)))
    revised = then(store, grace, SENT, Revise(ID, 30_000, two, replace(PLAN, price_pence=30_000)))
    assert (revised.version, revised.amount_pence, revised.stages) == (2, 30_000, two)
    again = then(store, grace, Restage(ID, (ANY,), frozenset({grace.id}), "Please", "Too dear"))
    assert (again.version, again.stages, set(again.barred)) == (2, (ANY,), {grace.id})
    assert (again.more_words, again.first_reason) == ("Please", "Too dear")


@pytest.mark.parametrize(
    ("action", "after", "decided"),
    [
        (Action.STOP, State.STOPPED, False),
        (Action.DECLINE, State.DECLINED, True),
        (Action.APPROVE, State.APPROVED, True),
    ],
)
def test_a_request_that_cannot_go_on_is_not_decided(
    store: Store, action: Action, after: State, decided: bool
) -> None:
    pat = holder(store)
    opened(store, pat)
    then(store, pat, SENT, move(action, State.WAITING_SIGNATURE, after))
    with store.database.reading() as connection:
        at = connection.scalar(text("SELECT decided_at FROM request"))
    assert (at is not None) is decided


def test_money_goes_back_whole(store: Store) -> None:
    """A release settles the reservation."""
    command(store, FundToppedUp(FUND, 50_000))
    pat = holder(store)
    opened(store, pat)
    assert then(store, pat, SENT, Reserve(ID, FUND, 20_000)).reserved_pence == 20_000
    assert then(store, pat, Release(ID, FUND)).reserved_pence == 0


def test_a_move_from_another_state_loses_the_race(store: Store) -> None:
    """And nothing of its turn is stored."""
    pat = holder(store)
    opened(store, pat)
    then(store, pat, SENT)
    before = now(store)
    with pytest.raises(LostRace):
        then(store, pat, Hold(ID, "wait"), SENT)
    assert now(store) == before


def test_a_row_that_changed_since_it_was_gathered_is_not_overwritten(store: Store) -> None:
    """The revision decides."""
    pat = holder(store)
    opened(store, pat)
    stale = now(store)
    then(store, pat, SENT)
    with unit_of_work(store.database, store.vault) as work, pytest.raises(LostRace):
        work.requests.save(replace(stale, revision=2), stale.revision)


def test_two_requests_never_share_a_reference(store: Store) -> None:
    """A step that was shown a number that has gone runs again."""
    pat = holder(store)
    opened(store, pat)
    other = replace(now(store), id=RequestId("r2"))
    with pytest.raises(LostRace):
        take_turn(store, update(pat.chat, Typed("again")), script(OpenRequest(other)))


def test_private_words_are_nowhere_in_clear(store: Store) -> None:
    """Not in the rows, not in the log."""
    pat, grace = holder(store), staff(store, Role.CARE_CO_ORDINATOR)
    opened(store, pat)
    then(store, grace, SENT, Ask(ID, PersonId(grace.id), Role.CARE_CO_ORDINATOR, "SECRET-1"))
    then(store, pat, Answer(ID, "SECRET-1", "SECRET-2"), Hold(ID, "SECRET-3"))
    with store.database.reading() as connection:
        tables = ("request", "decision", "flag", "audit", "message", "session", "inbox")
        dump = str([connection.exec_driver_sql(f"SELECT * FROM {t}").all() for t in tables])  # noqa: S608
    assert "SECRET" not in dump
    assert "brother" not in dump
