"""How long requests wait, and when that is late."""

from datetime import UTC, datetime

import pytest

from admin.ages import aged
from admin.queries import log
from flows.model import State
from storage.store import Store
from tests.admin.talks import PROGRAMME
from tests.storage.rows import add_person, add_request

MONDAY = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


def entry(store: Store, **columns: object) -> log.Entry:
    with store.database.writing() as connection:
        add_person(connection, "p1")
        add_request(connection, "r", programme=PROGRAMME, **columns)
    with store.database.reading() as connection:
        found = log.by_reference(connection, "FH-r")
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("now", "days", "late"),
    [
        ("2026-11-23T17:00", 0, False),
        ("2026-11-29T17:00", 4, False),  # a Sunday
        ("2026-11-30T09:00", 5, False),  # the last day that is in time
        ("2026-12-01T09:00", 6, True),
    ],
)
def test_a_payment_is_late_after_five_working_days(
    empty: Store, now: str, days: int, late: bool
) -> None:
    waiting = entry(empty, state=State.APPROVED, decided_at=MONDAY)
    at = datetime.fromisoformat(now).replace(tzinfo=UTC)
    found = aged(waiting, empty.packs, at)
    assert (found.days, found.late) == (days, late)


def test_a_hold_does_not_make_a_payment_fresh_again(empty: Store) -> None:
    now = datetime(2026, 12, 14, 9, 0, tzinfo=UTC)
    held = entry(empty, state=State.ON_HOLD, decided_at=MONDAY, state_since=now)
    found = aged(held, empty.packs, now)
    assert (found.since, found.days, found.late) == (MONDAY, 15, True)


def test_a_decision_is_late_when_the_promise_is_broken(empty: Store) -> None:
    waiting = entry(empty, state=State.WAITING_SIGNATURE, state_since=MONDAY)
    in_time = aged(waiting, empty.packs, datetime(2026, 11, 26, 9, 0, tzinfo=UTC))
    too_late = aged(waiting, empty.packs, datetime(2026, 11, 27, 9, 0, tzinfo=UTC))
    assert (in_time.late, too_late.late) == (False, True)


def test_without_the_programmes_file_nothing_is_called_late(empty: Store) -> None:
    waiting = entry(empty, state=State.APPROVED, decided_at=MONDAY, programme_version="lost")
    found = aged(waiting, empty.packs, datetime(2026, 12, 23, 9, 0, tzinfo=UTC))
    assert (found.days, found.late) == (30, False)
