"""Days and times on the pages for staff, as people say them where the programme is."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from admin.web.here import Here

HERE = Here(ZoneInfo("Europe/London"), datetime(2026, 7, 1, 22, 30, tzinfo=UTC))
EARLIER = datetime(2026, 6, 30, 23, 5, tzinfo=UTC)


def test_an_instant_is_said_on_the_local_clock() -> None:
    assert HERE.time(EARLIER) == "today at 00:05"
    assert HERE.when(EARLIER) == "Today at 00:05"
    assert HERE.day(EARLIER) == "Today"
    assert HERE.day(datetime(2025, 12, 24, 9, 0, tzinfo=UTC)) == "Wednesday 24 December 2025"


def test_what_has_not_happened_is_empty() -> None:
    assert HERE.time(None) == HERE.when(None) == HERE.day(None) == ""
