"""The demo page: everybody side by side, and a clock that moves on."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.web.demo_panes import Demo
from tests.web.conftest import AT, URL, World

LATER = AT.replace(hour=14, minute=30)


def test_it_shows_every_pane_with_its_name(world: World, demo: Demo) -> None:
    page = world.browser(demo).get("/").text
    for pane in demo.panes:
        assert f'id="pane-{pane.chat}"' in page
        assert f">{pane.name}</h2>" in page
    assert page.count('aria-live="polite"') == 1
    assert page.count('aria-live="off"') == len(demo.panes) - 1
    assert "Monday 23 November 2026, 09:00" in page
    assert 'href="/admin"' in page


@pytest.mark.parametrize(
    ("by", "to"),
    [
        ("day", LATER + timedelta(days=1)),
        ("week", LATER + timedelta(weeks=1)),
        ("month", datetime(2026, 12, 23, 14, 30, tzinfo=AT.tzinfo)),
    ],
)
def test_the_clock_moves_on(world: World, demo: Demo, by: str, to: datetime) -> None:
    world.clock.at = LATER
    browser = world.browser(demo)
    answer = browser.post("/demo/clock", data={"by": by}, follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (303, "/#clock")
    assert world.clock.now() == to
    assert browser.post("/demo/clock", data={"by": "century"}).status_code == 400


def test_a_summer_month_keeps_the_local_hour(world: World, demo: Demo) -> None:
    world.clock.at = datetime(2027, 3, 1, 10, 0, tzinfo=AT.tzinfo)
    world.browser(demo).post("/demo/clock", data={"by": "month"})
    assert world.clock.now() == datetime(2027, 4, 1, 9, 0, tzinfo=AT.tzinfo)


@pytest.mark.parametrize("by", ["day", "week", "month"])
def test_a_move_at_night_goes_past_what_happens_at_nine(world: World, demo: Demo, by: str) -> None:
    world.clock.at = datetime(2027, 3, 1, 4, 54, tzinfo=AT.tzinfo)
    world.browser(demo).post("/demo/clock", data={"by": by})
    landed = world.clock.now().astimezone(ZoneInfo("Europe/London"))
    assert (landed.hour, landed.minute) == (9, 5)


def test_a_message_answers_in_its_own_pane(world: World, demo: Demo) -> None:
    browser, pane = world.browser(demo), demo.panes[0]
    form = {"chat": pane.chat, "nonce": "n" * 26, "text": "A phone"}
    answer = browser.post("/say", data=form, follow_redirects=False)
    assert answer.headers["location"] == f"/#pane-{pane.chat}"
    assert "Sam<span" in browser.get("/").text


def test_without_a_demo_there_is_none(world: World) -> None:
    browser = world.browser()
    assert browser.get("/", follow_redirects=False).headers["location"] == "/start"
    assert browser.post("/demo/clock", data={"by": "day"}).status_code == 404


def test_another_site_cannot_drive_it(world: World, demo: Demo) -> None:
    browser = world.browser(demo)
    form = {"chat": demo.panes[0].chat, "nonce": "n" * 26, "text": "hello"}
    for headers in ({"sec-fetch-site": "cross-site"}, {"sec-fetch-site": "", "origin": URL}):
        assert browser.post("/say", data=form, headers=headers).status_code == 403
