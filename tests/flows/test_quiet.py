"""Quiet days and times: what is understood, and the next moment when somebody may be written to."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.calendar import WakingHours
from flows.model import Wishes
from flows.quiet import PATIENCE, Quiet, has_quiet, read_quiet, undisturbing

LONDON = ZoneInfo("Europe/London")
WAKING = WakingHours(time(9), time(20))
MONDAY_TEN = datetime(2026, 11, 23, 10, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "understood"),
    [
        ("Fridays", Quiet((4,))),
        ("no messages on Sat or sunday please", Quiet((5, 6))),
        ("weekends", Quiet((5, 6))),
        ("1pm to 2pm", Quiet((), ((time(13), time(14)),))),
        ("1 to 2pm", Quiet((), ((time(13), time(14)),))),
        ("11 - 1pm", Quiet((), ((time(11), time(13)),))),
        ("12:30 until 13.15", Quiet((), ((time(12, 30), time(13, 15)),))),
        ("10pm to 6 am", Quiet((), ((time(22), time(6)),))),
        ("5am-6am and 1pm-1.30pm", Quiet((), ((time(5), time(6)), (time(13), time(13, 30))))),
        ("1 to 2", Quiet()),  # morning or afternoon? never guessed
        ("25pm to 26pm", Quiet()),
        ("3pm to 3pm", Quiet()),
        ("Ramadan", Quiet()),
        ("my son's money comes on the 3rd", Quiet()),
        ("", Quiet()),
    ],
)
def test_only_what_is_plain_is_understood(text: str, understood: Quiet) -> None:
    assert read_quiet(text) == understood


@pytest.mark.parametrize(
    ("wishes", "at"),
    [
        (Wishes(), MONDAY_TEN),
        (Wishes(quiet_days=(0,)), datetime(2026, 11, 24, 9, tzinfo=UTC)),
        (Wishes(quiet_days=(0, 1)), datetime(2026, 11, 25, 9, tzinfo=UTC)),
        (Wishes(quiet_times=((time(9), time(11)),)), datetime(2026, 11, 23, 11, tzinfo=UTC)),
        (
            Wishes(quiet_times=((time(9), time(11)), (time(11), time(12)))),
            datetime(2026, 11, 23, 12, tzinfo=UTC),
        ),
        (Wishes(good_time=(time(17), time(20))), datetime(2026, 11, 23, 17, tzinfo=UTC)),
        # A good time stands instead of the waking hours: some work nights.
        (Wishes(good_time=(time(22), time(2))), datetime(2026, 11, 23, 22, tzinfo=UTC)),
        # Over midnight, from the evening before.
        (
            Wishes(quiet_times=((time(22), time(10, 30)),)),
            datetime(2026, 11, 23, 10, 30, tzinfo=UTC),
        ),
        # No moment is free: only the waking hours count.
        (Wishes(quiet_days=tuple(range(7))), MONDAY_TEN),
    ],
)
def test_the_next_moment_that_is_free(wishes: Wishes, at: datetime) -> None:
    assert undisturbing(MONDAY_TEN, wishes, WAKING, LONDON) == at


def test_without_wishes_there_is_no_quiet_time() -> None:
    assert not has_quiet(Wishes())
    assert has_quiet(Wishes(quiet_days=(4,)))


_TIMES = st.times().map(lambda t: t.replace(microsecond=0))


@given(
    st.integers(0, 2 * 365 * 24 * 60),
    st.lists(st.integers(0, 6), max_size=7),
    st.lists(st.tuples(_TIMES, _TIMES).filter(lambda s: s[0] != s[1]), max_size=3),
)
def test_it_is_never_in_the_past_and_always_soon(
    minutes: int, days: list[int], times: list[tuple[time, time]]
) -> None:
    now = datetime(2026, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes)
    wishes = Wishes(quiet_days=tuple(days), quiet_times=tuple(times))
    at = undisturbing(now, wishes, WAKING, LONDON)
    assert now <= at <= now + PATIENCE
