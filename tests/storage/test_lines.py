"""Plans with lines as rows: two pots of one request, each payment of a line written once."""

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from flows.effects import EndLine, OpenRequest, Pay, Release, Reserve, Revise
from flows.events import FundToppedUp, Typed
from flows.facts import Facts, Needs
from flows.lines import Every, LinePayment, PlanLine, Repeat
from flows.model import FundId, Request, RequestId, Role, Stage, State
from flows.moves.write import of_lines
from flows.session import Session
from flows.step import Outcome
from storage import ledger
from storage.errors import StorageError
from storage.repositories import waiting
from storage.store import Store
from storage.tables import line_payment, request, transfer
from storage.turn import take_turn
from storage.unit_of_work import unit_of_work
from storage.verify import verify
from tests.storage.turns import PROGRAMME, Script, Somebody, command, holder, script, update

ID, MAIN, POT = RequestId("r1"), FundId(PROGRAMME), FundId("city-hackney-core-arts")
ON = date(2026, 11, 23)
SWIM = PlanLine("", "Swim", 2_000, "we_buy", "Pool", Repeat(Every.WEEK, ON, date(2026, 12, 14)))
STUDIO = PlanLine("", "A place", 15_000, "notional", "", None, POT)
PLAN = of_lines("Get out", (SWIM, STUDIO))


@pytest.fixture
def pat(store: Store) -> Somebody:
    """Pat's plan, set aside in both pots."""
    command(store, FundToppedUp(MAIN, 50_000))
    command(store, FundToppedUp(POT, 20_000))
    somebody = holder(store)

    def opens(session: Session, _event: object, facts: Facts) -> Outcome:
        made = Request(
            id=ID,
            reference=facts.next_reference,
            person=somebody.id,
            programme=PROGRAMME,
            programme_version=facts.programme.version,
            team="north",
            fund=MAIN,
            state=State.APPROVED,
            amount_pence=PLAN.price_pence or 0,
            plan=PLAN,
            stages=(Stage((Role.CARE_CO_ORDINATOR,)),),
            sent_at=facts.now,
            state_since=facts.now,
            written_by=somebody.id,
        )
        return Outcome(
            session, (OpenRequest(made), Reserve(ID, POT, 15_000), Reserve(ID, MAIN, 8_000))
        )

    take_turn(store, update(somebody.chat, Typed("send")), Script(opens, Needs(reference=True)))
    return somebody


def now(store: Store) -> Request:
    with unit_of_work(store.database, store.vault) as work:
        found = work.requests.get(ID)
    assert found is not None
    return found


def checked(store: Store) -> str | None:
    with store.database.reading() as connection:
        return verify(connection)


def test_both_pots_and_both_payments_are_in_the_next_reading(store: Store, pat: Somebody) -> None:
    assert now(store).held == ((MAIN, 8_000), (POT, 15_000))
    assert (now(store).reserved_pence, now(store).written_by) == (23_000, pat.id)
    swim = Pay(ID, MAIN, 1_950, "INV-1", ON, 6_000, "1", 1)
    studio = Pay(ID, POT, 15_000, "INV-2", ON, 0, "2", 1)
    take_turn(store, update(pat.chat, Typed("pay")), script(swim, studio))
    paid = now(store)
    assert paid.held == ((MAIN, 6_000),)
    assert (paid.paid_pence, paid.reserved_pence) == (16_950, 6_000)
    assert paid.line_payments == (
        LinePayment("1", 1, 1_950, "INV-1", ON),
        LinePayment("2", 1, 15_000, "INV-2", ON),
    )
    with store.database.reading() as connection:
        assert ledger.position(connection, MAIN).free == 50_000 - 1_950 - 6_000  # type: ignore[union-attr]
        assert ledger.position(connection, POT).free == 5_000  # type: ignore[union-attr]
        (due,) = connection.scalars(select(request.c.next_due))
    assert due == "2026-11-30"
    assert checked(store) is None


def test_the_same_payment_of_a_line_is_never_written_twice(store: Store, pat: Somebody) -> None:
    swim = Pay(ID, MAIN, 2_000, "INV-1", ON, 6_000, "1", 1)
    take_turn(store, update(pat.chat, Typed("pay")), script(swim))
    before = now(store)
    with store.database.writing() as connection:
        kept = select(transfer.c.id).where(transfer.c.kind == "reserve")
        post = connection.scalars(kept).first()
        row = {"request": ID, "line": "1", "no": 1, "transfer": post}
        with pytest.raises(IntegrityError):
            connection.execute(line_payment.insert(), row)
    assert now(store) == before
    assert checked(store) is None


def test_a_line_that_is_paid_once_or_is_not_there_is_not_ended(store: Store, pat: Somebody) -> None:
    before = now(store)
    for line in ("2", "7"):
        take_turn(store, update(pat.chat, Typed("end")), script(EndLine(ID, line, ON)))
        assert now(store) == before
    take_turn(store, update(pat.chat, Typed("end")), script(EndLine(ID, "1", date(2026, 11, 30))))
    repeat = now(store).plan.lines[0].repeat
    assert repeat is not None
    assert repeat.ended == date(2026, 11, 30)
    assert checked(store) is None


def test_one_pot_is_released_and_the_other_stays(store: Store, pat: Somebody) -> None:
    take_turn(store, update(pat.chat, Typed("back")), script(Release(ID, POT)))
    assert now(store).held == ((MAIN, 8_000),)
    with store.database.writing() as connection, pytest.raises(StorageError, match="money set"):
        ledger.release(connection, Release(ID, POT), store.clock.now(), lambda: "t")
    assert checked(store) is None


def test_words_and_payees_of_lines_are_in_no_clear_column(store: Store, pat: Somebody) -> None:
    told = replace(SWIM, words="Marmalade lessons", payee="Marmalade Ltd", pence=2_000)
    plan = of_lines("Get out", (told,))
    revised = Revise(ID, plan.price_pence or 0, (Stage((Role.CARE_CO_ORDINATOR,)),), plan)
    take_turn(store, update(pat.chat, Typed("go on")), script(revised))
    assert now(store).plan.lines[0].payee == "Marmalade Ltd"
    with store.database.reading() as connection:
        for table in request.metadata.sorted_tables:
            for row in connection.execute(select(table)):
                assert "Marmalade" not in repr(tuple(row))


def test_a_payer_sees_what_is_due_by_today_only(store: Store, pat: Somebody) -> None:
    swim = Pay(ID, MAIN, 2_000, "INV-1", ON, 6_000, "1", 1)
    studio = Pay(ID, POT, 15_000, "INV-2", ON, 0, "2", 1)
    take_turn(store, update(pat.chat, Typed("pay")), script(swim, studio))
    with store.database.reading() as connection:

        def found(day: date) -> int:
            return len(waiting.to_pay(connection, {PROGRAMME}, day, 10))

        assert [found(date(2026, 11, day)) for day in (23, 29, 30)] == [0, 0, 1]
