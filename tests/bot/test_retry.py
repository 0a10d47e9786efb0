"""When a failed send is tried again."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.retry import MAX_ATTEMPTS, Failure, GiveUp, RetryAt, retry

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)


@pytest.mark.parametrize(
    ("attempts", "seconds"), [(1, 2), (2, 4), (5, 32), (10, 900), (MAX_ATTEMPTS - 1, 900)]
)
def test_waits_double_up_to_a_quarter_of_an_hour(attempts: int, seconds: int) -> None:
    assert retry(Failure.NOT_SENT, attempts, NOW) == RetryAt(NOW + timedelta(seconds=seconds))


def test_a_longer_wish_of_the_channel_is_kept() -> None:
    wish = timedelta(minutes=5)
    assert retry(Failure.NOT_SENT, 1, NOW, wish) == RetryAt(NOW + wish)
    assert retry(Failure.NOT_SENT, 12 - 1, NOW, timedelta(seconds=1)) == RetryAt(
        NOW + timedelta(minutes=15)
    )


def test_a_refusal_is_final() -> None:
    assert retry(Failure.REFUSED, 1, NOW) == GiveUp("refused")


def test_after_enough_tries_a_human_takes_over() -> None:
    assert retry(Failure.NOT_SENT, MAX_ATTEMPTS, NOW) == GiveUp("too many attempts")
