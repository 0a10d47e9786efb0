"""Which requests the log shows: local days both included, states, teams, pages."""

from datetime import UTC, date, datetime, timedelta

import pytest

from admin.asked import Asked, NotUnderstood, day, in_order, states
from admin.queries import log
from flows.model import State
from storage.store import Store
from tests.admin.talks import PROGRAMME
from tests.storage.rows import AT, add_person, add_request

SECOND = timedelta(seconds=1)


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def sent(store: Store, *times: datetime, **columns: object) -> None:
    """Requests r0, r1, … sent at these instants."""
    with store.database.writing() as connection:
        add_person(connection, "p1")
        for n, at in enumerate(times):
            row = {"programme": PROGRAMME, "sent_at": at, **columns}
            add_request(connection, f"r{n}", **row)


def found(store: Store, asked: Asked) -> list[str]:
    with store.database.reading() as connection:
        batches = log.batches(connection, asked.filter(store.packs))
        return [entry.id for batch in batches for entry in batch]


@pytest.mark.parametrize(
    ("local_day", "first", "after"),
    [
        # The day the clocks go back has 25 hours, the day they go forward 23.
        ("2026-10-25", "2026-10-24T23:00:00", "2026-10-26T00:00:00"),
        ("2026-03-29", "2026-03-29T00:00:00", "2026-03-29T23:00:00"),
        ("2026-07-01", "2026-06-30T23:00:00", "2026-07-01T23:00:00"),
        ("2026-12-01", "2026-12-01T00:00:00", "2026-12-02T00:00:00"),
    ],
)
def test_both_days_are_included_by_the_local_clock(
    empty: Store, local_day: str, first: str, after: str
) -> None:
    begins, ends = utc(first), utc(after)
    sent(empty, begins - SECOND, begins, ends - SECOND, ends)
    the_day = date.fromisoformat(local_day)
    assert found(empty, Asked((PROGRAMME,), first=the_day, last=the_day)) == ["r1", "r2"]
    assert found(empty, Asked((PROGRAMME,), first=the_day)) == ["r1", "r2", "r3"]
    assert found(empty, Asked((PROGRAMME,), last=the_day)) == ["r0", "r1", "r2"]


def test_states_teams_and_programmes_narrow_it(empty: Store) -> None:
    with empty.database.writing() as connection:
        add_person(connection, "p1")
        add_request(connection, "a", programme=PROGRAMME, team="north", state=State.PAID)
        add_request(connection, "b", programme=PROGRAMME, team="south", state=State.PAID)
        add_request(connection, "c", programme="elsewhere", team="north", state=State.DECLINED)
    both = (PROGRAMME, "elsewhere")
    paid = frozenset({State.PAID})
    assert found(empty, Asked(both)) == ["a", "b", "c"]
    assert found(empty, Asked((PROGRAMME,))) == ["a", "b"]
    assert found(empty, Asked(())) == []
    assert found(empty, Asked(both, paid)) == ["a", "b"]
    assert found(empty, Asked(both, paid | {State.DECLINED}, team="north")) == ["a", "c"]
    assert found(empty, Asked(both, frozenset({State.EXPIRED}))) == []
    with empty.database.reading() as connection:
        assert log.programmes(connection) == (PROGRAMME, "elsewhere")


def test_pages_hold_every_request_once_newest_first(empty: Store) -> None:
    times = (AT + timedelta(minutes=n // 3) for n in range(log.PAGE * 2 + 1))  # many share one time
    sent(empty, *times)
    asked = Asked((PROGRAMME,)).filter(empty.packs)
    with empty.database.reading() as connection:
        pages = [log.page(connection, asked, number) for number in (1, 2, 3)]
        past, before = log.page(connection, asked, 99), log.page(connection, asked, 0)
    entries = [entry for page in pages for entry in page.entries]
    assert [len(page.entries) for page in pages] == [log.PAGE, log.PAGE, 1]
    assert len({entry.id for entry in entries}) == len(entries) == pages[0].total
    assert entries == sorted(entries, key=lambda e: (e.sent_at, e.id), reverse=True)
    assert (past.number, past.entries) == (3, pages[2].entries)
    assert before == pages[0]


def test_an_empty_log_has_one_empty_page(empty: Store) -> None:
    with empty.database.reading() as connection:
        page = log.page(connection, Asked((PROGRAMME,)).filter(empty.packs))
        assert (page.entries, page.total, page.number, page.last) == ((), 0, 1, 1)
        assert log.by_reference(connection, "FH-0001") is None


@pytest.mark.parametrize("rubbish", ["x", "2026-13-01", "23/11/2026", "0001-01-01", "9999-12-31"])
def test_what_is_no_day_is_refused_with_the_fields_name(rubbish: str) -> None:
    with pytest.raises(NotUnderstood, match="From should be a day"):
        day(rubbish, "From")


def test_days_and_states_are_read(empty: Store) -> None:
    assert day(" 2026-11-23 ", "From") == date(2026, 11, 23)
    assert day("", "From") is None
    assert states(["paid", "", "closed"]) == {State.PAID, State.CLOSED}
    with pytest.raises(NotUnderstood, match="“gone” is no status"):
        states(["gone"])
    with pytest.raises(NotUnderstood, match="comes after"):
        in_order(date(2026, 2, 2), date(2026, 2, 1))
    # The last day there is has a midnight after it, too.
    assert found(empty, Asked((PROGRAMME,), last=date(9998, 12, 31))) == []
