"""Money: whatever happens in whatever order, funds equal transfers and are never overspent."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import partial
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule
from sqlalchemy import Connection, select, text

from flows.effects import Pay, Release, Reserve, TopUp
from flows.model import FundId, FundPosition, RequestId
from storage import ledger
from storage.database import Database, open_database
from storage.errors import NotEnoughMoney, StorageError
from storage.ledger import Refund
from storage.schema import upgrade
from storage.tables import transfer
from tests.storage.rows import AT, add_person, add_request

NewId = Callable[[], str]
F = FundId("f")
R = RequestId("r1")
PAID_ON = date(2026, 11, 23)


@pytest.fixture
def connection(database: Database) -> Iterator[Connection]:
    """A transaction over a fund with £10.00 and two requests."""
    with database.writing() as made:
        add_person(made, "p1")
        add_request(made, "r1")
        add_request(made, "r2")
        ledger.top_up(made, TopUp(F, 1000), AT, lambda: "first")
        yield made
        assert ledger.reconcile(made) == ()


def _rows(connection: Connection) -> list[tuple[str, int]]:
    found = connection.execute(select(transfer.c.kind, transfer.c.pence).order_by(transfer.c.no))
    return [(row.kind, row.pence) for row in found]


def test_a_top_up_makes_the_fund_and_adds_to_it(connection: Connection, new_id: NewId) -> None:
    ledger.top_up(connection, TopUp(F, 234), AT, new_id)
    assert ledger.position(connection, F) == FundPosition(F, 1234, 0, 0)
    assert ledger.position(connection, FundId("other")) is None


def test_reserved_money_is_not_free(connection: Connection, new_id: NewId) -> None:
    ledger.reserve(connection, Reserve(R, F, 1000), AT, new_id)
    assert ledger.position(connection, F) == FundPosition(F, 1000, 1000, 0)
    assert ledger.open_reservation(connection, R, F) == ("t1", 1000)


def test_a_fund_that_cannot_cover_it_changes_nothing(connection: Connection, new_id: NewId) -> None:
    ledger.reserve(connection, Reserve(R, F, 900), AT, new_id)
    with pytest.raises(NotEnoughMoney) as refused:
        ledger.reserve(connection, Reserve(RequestId("r2"), F, 101), AT, new_id)
    assert refused.value.fund == "f"
    assert ledger.position(connection, F) == FundPosition(F, 1000, 900, 0)
    assert _rows(connection) == [("top_up", 1000), ("reserve", 900)]


def test_a_release_gives_all_of_it_back(connection: Connection, new_id: NewId) -> None:
    ledger.reserve(connection, Reserve(R, F, 400), AT, new_id)
    assert ledger.release(connection, Release(R, F), AT, new_id) == 400
    assert ledger.position(connection, F) == FundPosition(F, 1000, 0, 0)
    assert ledger.open_reservation(connection, R, F) is None


def test_a_request_reserves_once_at_a_time(connection: Connection, new_id: NewId) -> None:
    ledger.reserve(connection, Reserve(R, F, 400), AT, new_id)
    with pytest.raises(StorageError, match="already"):
        ledger.reserve(connection, Reserve(R, F, 1), AT, new_id)


@pytest.mark.parametrize("act", ["release", "pay"])
def test_only_reserved_money_is_released_or_paid(
    connection: Connection, new_id: NewId, act: str
) -> None:
    ledger.top_up(connection, TopUp(FundId("g"), 5), AT, new_id)
    for fund in (F, FundId("g")):
        acts: dict[str, Callable[[datetime, NewId], object]] = {
            "pay": partial(ledger.pay, connection, Pay(R, fund, 1, "", PAID_ON)),
            "release": partial(ledger.release, connection, Release(R, fund)),
        }
        with pytest.raises(StorageError, match="money set aside"):
            acts[act](AT, new_id)
        if fund == F:
            ledger.reserve(connection, Reserve(R, F, 5), AT, new_id)


def test_paying_less_gives_the_rest_back(connection: Connection, new_id: NewId) -> None:
    ledger.reserve(connection, Reserve(R, F, 400), AT, new_id)
    ledger.pay(connection, Pay(R, F, 350, "INV 1", PAID_ON), AT, new_id)
    assert ledger.position(connection, F) == FundPosition(F, 1000, 0, 350)
    assert _rows(connection)[1:] == [("reserve", 400), ("release", 400), ("post", 350)]


def test_paying_a_part_sets_the_rest_aside_anew(connection: Connection, new_id: NewId) -> None:
    ledger.reserve(connection, Reserve(R, F, 400), AT, new_id)
    ledger.pay(connection, Pay(R, F, 150, "INV 1", PAID_ON, still_owed=250), AT, new_id)
    assert ledger.position(connection, F) == FundPosition(F, 1000, 250, 150)
    ledger.pay(connection, Pay(R, F, 250, "INV 2", PAID_ON), AT, new_id)
    assert ledger.position(connection, F) == FundPosition(F, 1000, 0, 400)


def test_paying_more_than_there_is_changes_nothing(connection: Connection, new_id: NewId) -> None:
    ledger.reserve(connection, Reserve(R, F, 400), AT, new_id)
    ledger.reserve(connection, Reserve(RequestId("r2"), F, 500), AT, new_id)
    with pytest.raises(NotEnoughMoney):
        ledger.pay(connection, Pay(R, F, 450, "", PAID_ON, still_owed=51), AT, new_id)
    assert ledger.position(connection, F) == FundPosition(F, 1000, 900, 0)
    assert len(_rows(connection)) == 3


def test_refunds_never_exceed_the_payment(connection: Connection, new_id: NewId) -> None:
    ledger.reserve(connection, Reserve(R, F, 400), AT, new_id)
    post = ledger.pay(connection, Pay(R, F, 400, "", PAID_ON), AT, new_id)
    ledger.refund(connection, Refund(post, 150), AT, new_id)
    ledger.refund(connection, Refund(post, 200), AT, new_id)
    with pytest.raises(StorageError, match="more than was paid"):
        ledger.refund(connection, Refund(post, 51), AT, new_id)
    with pytest.raises(StorageError, match="no payment"):
        ledger.refund(connection, Refund("first", 1), AT, new_id)
    assert ledger.position(connection, F) == FundPosition(F, 1000, 0, 50)


@pytest.mark.parametrize("pence", [0, -1, True, 1.0, "1", None])
def test_only_whole_positive_pence_are_money(
    connection: Connection, new_id: NewId, pence: int
) -> None:
    with pytest.raises(StorageError, match="whole pence"):
        ledger.top_up(connection, TopUp(F, pence), AT, new_id)
    with pytest.raises(StorageError, match="whole pence"):
        ledger.reserve(connection, Reserve(R, F, pence), AT, new_id)


def test_an_unknown_fund_is_not_an_empty_one(connection: Connection, new_id: NewId) -> None:
    with pytest.raises(StorageError, match="no fund nowhere"):
        ledger.reserve(connection, Reserve(R, FundId("nowhere"), 1), AT, new_id)


@pytest.mark.parametrize(
    ("tampering", "found"),
    [
        ("UPDATE fund SET spent = 100, reserved = 300", "Fund f says reserved 300 pence"),
        ("UPDATE fund SET allocated = 1001", "Fund f says allocated 1001 pence"),
        ("UPDATE transfer SET pence = 399 WHERE kind = 'release'", "Release t2 does not match"),
        ("UPDATE transfer SET debit = 'spent' WHERE kind = 'top_up'", "wrong accounts"),
        ("UPDATE transfer SET pence = 1 WHERE kind = 'post'", "Refunds of t3 do not match"),
        ("DELETE FROM transfer WHERE kind = 'refund'", "Fund f says spent 350 pence"),
    ],
)
def test_tampering_is_found(database: Database, new_id: NewId, tampering: str, found: str) -> None:
    with database.writing() as connection:
        add_person(connection, "p1")
        add_request(connection, "r1")
        ledger.top_up(connection, TopUp(F, 1000), AT, lambda: "first")
        ledger.reserve(connection, Reserve(R, F, 400), AT, new_id)
        post = ledger.pay(connection, Pay(R, F, 400, "", PAID_ON), AT, new_id)
        ledger.refund(connection, Refund(post, 50), AT, new_id)
        assert ledger.reconcile(connection) == ()
        for verb in ("update", "delete"):
            connection.exec_driver_sql(f"DROP TRIGGER transfer_no_{verb}")
        connection.exec_driver_sql(tampering)
        assert any(found in sentence for sentence in ledger.reconcile(connection))


def test_transfers_are_written_once(connection: Connection) -> None:
    for change in (
        "UPDATE transfer SET pence = 1",
        "DELETE FROM transfer",
        (
            "INSERT OR REPLACE INTO transfer (id, no, fund, kind, debit, credit, pence, at)"
            " VALUES ('first', 1, 'f', 'top_up', 'outside', 'free', 5, 0)"
        ),
    ):
        with pytest.raises(Exception, match="transfer rows are written once"):
            connection.execute(text(change))


@dataclass
class Expected:
    """What a fund should look like, kept by hand."""

    allocated: int = 0
    spent: int = 0
    held: dict[str, int] = field(default_factory=dict)
    posts: dict[str, int] = field(default_factory=dict)

    @property
    def free(self) -> int:
        return self.allocated - self.spent - sum(self.held.values())


PENCE = st.integers(min_value=1, max_value=600)
REQUESTS = st.sampled_from(["r1", "r2", "r3"])


class AnyOrder(RuleBasedStateMachine):
    """Every operation in every order, beside a model that adds up on its fingers."""

    @initialize()
    def begin(self) -> None:
        """A fund with £5.00 and three requests."""
        self.folder = TemporaryDirectory()
        self.database = open_database(f"sqlite:///{Path(self.folder.name) / 'f.sqlite'}")
        upgrade(self.database)
        numbers = count(1)
        self.new_id = lambda: f"t{next(numbers)}"
        self.expected = Expected()
        with self.database.writing() as connection:
            add_person(connection, "p1")
            for request in ("r1", "r2", "r3"):
                add_request(connection, request)
        self.add(500)

    @rule(pence=PENCE)
    def add(self, pence: int) -> None:
        """A top-up."""
        with self.database.writing() as connection:
            ledger.top_up(connection, TopUp(F, pence), AT, self.new_id)
        self.expected.allocated += pence

    @rule(request=REQUESTS, pence=PENCE)
    def reserve(self, request: str, pence: int) -> None:
        """A reservation, refused when the fund or the request cannot have it."""
        effect = Reserve(RequestId(request), F, pence)
        with self.database.writing() as connection:
            if request in self.expected.held:
                with pytest.raises(StorageError, match="already"):
                    ledger.reserve(connection, effect, AT, self.new_id)
            elif pence > self.expected.free:
                with pytest.raises(NotEnoughMoney):
                    ledger.reserve(connection, effect, AT, self.new_id)
            else:
                ledger.reserve(connection, effect, AT, self.new_id)
                self.expected.held[request] = pence

    @rule(request=REQUESTS)
    def release(self, request: str) -> None:
        """A release of what is there."""
        if request in self.expected.held:
            with self.database.writing() as connection:
                released = ledger.release(
                    connection, Release(RequestId(request), F), AT, self.new_id
                )
            assert released == self.expected.held.pop(request)

    @rule(request=REQUESTS, pence=PENCE, owed=st.integers(min_value=0, max_value=300))
    def pay(self, request: str, pence: int, owed: int) -> None:
        """A payment, refused when the fund cannot cover it."""
        if request not in self.expected.held:
            return
        effect = Pay(RequestId(request), F, pence, "", PAID_ON, owed)
        with self.database.writing() as connection:
            if pence + owed > self.expected.free + self.expected.held[request]:
                with pytest.raises(NotEnoughMoney):
                    ledger.pay(connection, effect, AT, self.new_id)
                return
            post = ledger.pay(connection, effect, AT, self.new_id)
        self.expected.held.pop(request)
        self.expected.held |= {request: owed} if owed else {}
        self.expected.spent += pence
        self.expected.posts[post] = pence

    @rule(pence=PENCE, which=st.integers(min_value=0, max_value=100))
    def refund(self, pence: int, which: int) -> None:
        """A refund of any post, refused when it would exceed it."""
        if not self.expected.posts:
            return
        post = sorted(self.expected.posts)[which % len(self.expected.posts)]
        with self.database.writing() as connection:
            if pence > self.expected.posts[post]:
                with pytest.raises(StorageError, match="more than was paid"):
                    ledger.refund(connection, Refund(post, pence), AT, self.new_id)
                return
            ledger.refund(connection, Refund(post, pence), AT, self.new_id)
        self.expected.posts[post] -= pence
        self.expected.spent -= pence

    @invariant()
    def adds_up(self) -> None:
        """The fund is what was expected, what its transfers say, and never overspent."""
        with self.database.reading() as connection:
            found = ledger.position(connection, F)
            assert found == FundPosition(
                F, self.expected.allocated, sum(self.expected.held.values()), self.expected.spent
            )
            assert found.free == self.expected.free >= 0
            assert ledger.reconcile(connection) == ()
            for request in ("r1", "r2", "r3"):
                held = ledger.open_reservation(connection, RequestId(request), F)
                assert (held and held[1]) == self.expected.held.get(request)

    def teardown(self) -> None:
        """Give the file back."""
        self.database.close()
        self.folder.cleanup()


TestAnyOrder = AnyOrder.TestCase
TestAnyOrder.settings = settings(max_examples=30, stateful_step_count=25, deadline=None)
