"""Civil time: both clock changes in London, month ends, leap years, bank holidays."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.calendar import (
    Elapsed,
    WakingHours,
    WorkingCalendar,
    add_months,
    ago,
    at_local,
    long_day,
    next_waking,
    said_day,
    said_time,
)

LONDON = ZoneInfo("Europe/London")
GOOD_FRIDAY, EASTER_MONDAY = date(2027, 3, 26), date(2027, 3, 29)
CALENDAR = WorkingCalendar(
    LONDON,
    frozenset(
        {GOOD_FRIDAY, EASTER_MONDAY, date(2026, 12, 25), date(2026, 12, 28), date(2027, 1, 1)}
    ),
)
DAYTIME = WakingHours(time(9), time(20))
NIGHTS = WakingHours(time(20), time(4))
days = st.dates(date(1990, 1, 1), date(2090, 1, 1))
seconds = st.integers(0, 4_000_000_000)  # 1970 to 2096
instants = seconds.map(lambda after: datetime.fromtimestamp(after, UTC))


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def test_the_local_day_differs_from_the_utc_day_late_on_a_summer_evening() -> None:
    assert CALENDAR.day(utc("2026-07-01T23:30")) == date(2026, 7, 2)
    assert CALENDAR.day(utc("2026-12-01T23:30")) == date(2026, 12, 1)
    assert CALENDAR.local(utc("2026-07-01T23:30")).time() == time(0, 30)


def test_an_instant_without_a_zone_is_refused() -> None:
    naive = utc("2026-07-01T12:00").replace(tzinfo=None)
    for use in (CALENDAR.local, CALENDAR.day, lambda now: next_waking(now, DAYTIME, LONDON)):
        with pytest.raises(ValueError, match="zone"):
            use(naive)


@pytest.mark.parametrize(
    ("now", "n", "expected"),
    [
        ("2026-11-23T09:00", 3, date(2026, 11, 26)),  # the day promised in CARE.md
        ("2026-11-27T09:00", 1, date(2026, 11, 30)),  # over a weekend
        ("2026-11-28T09:00", 1, date(2026, 11, 30)),  # from a Saturday
        ("2026-11-28T09:00", 0, date(2026, 11, 30)),
        ("2026-11-27T09:00", 0, date(2026, 11, 27)),
        ("2026-12-24T09:00", 1, date(2026, 12, 29)),  # Christmas on a Friday, its Monday off
        ("2026-12-24T09:00", 4, date(2027, 1, 4)),
        ("2027-03-25T09:00", 1, date(2027, 3, 30)),  # Easter, with the clocks changing inside
        ("2026-06-30T23:30", 1, date(2026, 7, 2)),  # already 1 July in London
    ],
)
def test_adding_working_days(now: str, n: int, expected: date) -> None:
    assert CALENDAR.add_working_days(utc(now), n) == expected


def test_working_days_are_not_counted_backward() -> None:
    with pytest.raises(ValueError, match="forward"):
        CALENDAR.add_working_days(utc("2026-11-23T09:00"), -1)


def test_weekends_and_bank_holidays_are_days_off() -> None:
    assert not CALENDAR.is_working_day(GOOD_FRIDAY)
    assert not CALENDAR.is_working_day(date(2026, 11, 28))
    assert CALENDAR.is_working_day(date(2026, 11, 27))


def test_working_days_between() -> None:
    assert CALENDAR.working_days_between(date(2027, 3, 25), date(2027, 3, 30)) == 1
    assert CALENDAR.working_days_between(date(2026, 11, 23), date(2026, 11, 23)) == 0
    assert CALENDAR.working_days_between(date(2026, 11, 24), date(2026, 11, 23)) == 0


@given(instants, st.integers(1, 60))
def test_adding_and_counting_working_days_agree(now: datetime, n: int) -> None:
    end = CALENDAR.add_working_days(now, n)
    assert CALENDAR.is_working_day(end)
    assert CALENDAR.working_days_between(CALENDAR.day(now), end) == n


@pytest.mark.parametrize(
    ("anchor", "n", "expected"),
    [
        (date(2027, 1, 31), 1, date(2027, 2, 28)),
        (date(2027, 1, 31), 2, date(2027, 3, 31)),
        (date(2028, 1, 31), 1, date(2028, 2, 29)),
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (date(2024, 2, 29), 48, date(2028, 2, 29)),
        (date(2026, 11, 30), 3, date(2027, 2, 28)),
        (date(2026, 12, 15), 1, date(2027, 1, 15)),
        (date(2027, 3, 31), -1, date(2027, 2, 28)),
        (date(2027, 1, 1), -1, date(2026, 12, 1)),
        (date(9999, 11, 30), 1, date(9999, 12, 30)),
    ],
)
def test_adding_months_keeps_to_the_original_day(anchor: date, n: int, expected: date) -> None:
    assert add_months(anchor, n) == expected


def test_months_end_with_the_year_9999() -> None:
    with pytest.raises(ValueError, match="year"):
        add_months(date(9999, 12, 1), 1)


@given(days, st.integers(-600, 600))
def test_adding_months_lands_in_the_right_month_on_the_day_or_its_last(day: date, n: int) -> None:
    moved = add_months(day, n)
    assert (moved.year - day.year) * 12 + moved.month - day.month == n
    assert moved.day == day.day or (moved + timedelta(days=1)).day == 1


@pytest.mark.parametrize(
    ("day", "at", "expected"),
    [
        (date(2026, 11, 26), time(9), "2026-11-26T09:00"),
        (date(2026, 7, 1), time(9), "2026-07-01T08:00"),
        (date(2027, 3, 28), time(0, 59), "2027-03-28T00:59"),
        (date(2027, 3, 28), time(1, 30), "2027-03-28T01:30"),  # skipped: is 02:30 BST
        (date(2027, 3, 28), time(2, 30), "2027-03-28T01:30"),
        (date(2026, 10, 25), time(1, 30), "2026-10-25T00:30"),  # twice: the first
        (date(2026, 10, 25), time(1, 30, fold=1), "2026-10-25T00:30"),
        (date(2026, 10, 25), time(2, 0), "2026-10-25T02:00"),
    ],
)
def test_local_times_become_instants(day: date, at: time, expected: str) -> None:
    found = at_local(day, at, LONDON)
    assert found == utc(expected)
    assert found.tzinfo is UTC


def test_a_local_time_with_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="zone"):
        at_local(date(2026, 1, 1), time(9, tzinfo=UTC), LONDON)


@given(days, st.times())
def test_a_local_time_is_never_before_the_clock_time_asked_for(day: date, at: time) -> None:
    shown = at_local(day, at, LONDON).astimezone(LONDON)
    skipped = shown.replace(tzinfo=None) - datetime.combine(day, at)
    assert skipped in {timedelta(0), timedelta(hours=1)}


@pytest.mark.parametrize(
    ("now", "hours", "expected"),
    [
        ("2026-11-26T09:00", DAYTIME, "2026-11-26T09:00"),  # opening is inside
        ("2026-11-26T19:59", DAYTIME, "2026-11-26T19:59"),
        ("2026-11-26T20:00", DAYTIME, "2026-11-27T09:00"),  # closing is outside
        ("2026-11-26T03:00", DAYTIME, "2026-11-26T09:00"),
        ("2027-03-27T21:00", DAYTIME, "2027-03-28T08:00"),  # clocks go forward overnight
        ("2026-10-24T20:00", DAYTIME, "2026-10-25T09:00"),  # and back
        ("2026-11-26T03:59", NIGHTS, "2026-11-26T03:59"),
        ("2026-11-26T04:00", NIGHTS, "2026-11-26T20:00"),
        ("2026-11-26T23:00", NIGHTS, "2026-11-26T23:00"),
    ],
)
def test_the_next_waking_moment(now: str, hours: WakingHours, expected: str) -> None:
    assert next_waking(utc(now), hours, LONDON) == utc(expected)


def test_an_opening_in_the_hour_that_comes_twice_is_never_in_the_past() -> None:
    second_quarter_past_one = utc("2026-10-25T01:15")
    found = next_waking(second_quarter_past_one, WakingHours(time(1, 30), time(9)), LONDON)
    assert found == second_quarter_past_one


@given(instants, st.times(), st.times())
def test_the_next_waking_moment_is_soon_and_never_past(
    now: datetime, opens: time, closes: time
) -> None:
    if opens == closes:
        return
    found = next_waking(now, WakingHours(opens, closes), LONDON)
    assert now <= found <= now + timedelta(hours=25)
    assert found.tzinfo is UTC


@pytest.mark.parametrize(("opens", "closes"), [(time(9), time(9)), (time(9, tzinfo=UTC), time(20))])
def test_hours_that_say_nothing_are_refused(opens: time, closes: time) -> None:
    with pytest.raises(ValueError, match="waking hours"):
        WakingHours(opens, closes)


@pytest.mark.parametrize(
    ("later", "expected"),
    [
        (date(2026, 11, 23), Elapsed("day", 0)),
        (date(2026, 11, 29), Elapsed("day", 6)),
        (date(2026, 11, 30), Elapsed("week", 1)),
        (date(2026, 12, 22), Elapsed("week", 4)),
        (date(2026, 12, 23), Elapsed("month", 1)),
        (date(2027, 2, 22), Elapsed("month", 2)),
        (date(2027, 2, 23), Elapsed("month", 3)),
        (date(2028, 11, 23), Elapsed("month", 24)),
    ],
)
def test_time_gone_by(later: date, expected: Elapsed) -> None:
    assert ago(date(2026, 11, 23), later) == expected


def test_time_gone_by_at_month_ends() -> None:
    assert ago(date(2027, 1, 31), date(2027, 2, 27)) == Elapsed("week", 3)
    assert ago(date(2027, 1, 31), date(2027, 2, 28)) == Elapsed("month", 1)
    assert ago(date(2027, 1, 31), date(2027, 4, 30)) == Elapsed("month", 3)


def test_time_gone_by_does_not_run_backward() -> None:
    with pytest.raises(ValueError, match="later day"):
        ago(date(2026, 11, 23), date(2026, 11, 22))


def test_a_day_is_written_as_people_say_it() -> None:
    assert long_day(date(2026, 11, 26)) == "Thursday 26 November"
    assert long_day(date(2028, 2, 29)) == "Tuesday 29 February"


def test_a_day_nearby_is_said_so() -> None:
    today = date(2026, 11, 25)
    assert said_day(today, today) == "today"
    assert said_day(date(2026, 11, 24), today) == "yesterday"
    assert said_day(date(2026, 11, 26), today) == "tomorrow"
    assert said_day(date(2026, 11, 23), today) == "Monday 23 November"
    assert said_day(date(2027, 1, 4), today) == "Monday 4 January 2027"


def test_a_time_is_said_on_the_local_clock() -> None:
    now = datetime(2026, 7, 1, 12, 0, tzinfo=UTC)
    assert said_time(datetime(2026, 7, 1, 13, 5, tzinfo=UTC), now, LONDON) == "today at 14:05"
    assert said_time(datetime(2026, 6, 30, 23, 30, tzinfo=UTC), now, LONDON) == "today at 00:30"
    assert (
        said_time(datetime(2026, 6, 26, 8, 0, tzinfo=UTC), now, LONDON) == "Friday 26 June at 09:00"
    )
