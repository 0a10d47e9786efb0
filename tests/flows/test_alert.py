"""Somebody may come to harm: who is told, who covers, when, and that nothing else changes."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from flows.calendar import WakingHours, WorkingCalendar
from flows.conversations.checkin import Rating
from flows.effects import (
    CloseTask,
    DropTimer,
    Effect,
    MoveRequest,
    OpenTask,
    SaveAnswer,
    Send,
    SetTimer,
)
from flows.events import Tapped, TimerFired, TimerKind, Typed
from flows.facts import Facts, alert_key
from flows.model import Person, PersonId, Role, State
from flows.moves.alert import very_low
from flows.session import Session
from flows.step import Outcome, step
from flows.taps import Choose, Do, Verb
from tests.flows.samples import (
    ADMIN,
    BROKER,
    CARER,
    LEADER,
    NOW,
    SAM,
    facts,
    in_chat,
    keys,
    person,
    request,
    session,
)

LOW = Typed("I want to kill myself")
FROM_OTHERS = Typed("he hits me")
TO_OTHERS = Typed("voices tell me to hurt people")
KEY = alert_key(SAM.id, CARER.id)
HOURS = WakingHours(time(9), time(17))
CALENDAR = WorkingCalendar(ZoneInfo("Europe/London"), frozenset({date(2026, 12, 25)}))


def told(effects: tuple[Effect, ...]) -> list[PersonId]:
    return [e.to for e in effects if isinstance(e, Send)]


def owners(effects: tuple[Effect, ...]) -> list[PersonId | None]:
    return [e.owner for e in effects if isinstance(e, OpenTask)]


def clock(effects: tuple[Effect, ...]) -> SetTimer:
    (found,) = [e for e in effects if isinstance(e, SetTimer)]
    return found


def fired(n: int, **known: object) -> tuple[Effect, ...]:
    """The cover's hour has come."""
    event = TimerFired(f"distress:{SAM.id}", TimerKind.ALERT, person=SAM.id, value="self-harm", n=n)
    return step(session(), event, replace(facts(None), **known)).effects  # type: ignore[arg-type]


def touch(me: Person, snapshot: Facts) -> tuple[Effect, ...]:
    tap = Tapped(Do(Verb.IN_TOUCH, value=SAM.id))
    return step(session(me), tap, replace(snapshot, me=me)).effects


# ---- who hears of it


@pytest.mark.parametrize(
    ("said", "who"),
    [(LOW, [CARER]), (FROM_OTHERS, [CARER]), (TO_OTHERS, [CARER, LEADER])],
)
def test_each_trigger_tells_its_own_people(said: Typed, who: list[Person]) -> None:
    after = step(session(SAM), said, facts(SAM))
    assert told(after.effects) == [p.id for p in who]
    assert owners(after.effects) == [p.id for p in who]


def test_without_those_who_are_told_the_first_cover_that_is_there_hears_of_it() -> None:
    alone = replace(SAM, care_co_ordinator=None)
    assert told(step(session(alone), LOW, facts(alone)).effects) == [LEADER.id]
    elsewhere = replace(LEADER, team="south")
    only = facts(alone, staff=(elsewhere, BROKER, ADMIN))
    assert told(step(session(alone), LOW, only).effects) == [ADMIN.id]


def test_nobody_is_told_of_themself() -> None:
    both = replace(SAM, roles=SAM.roles | {Role.TEAM_LEADER}, care_co_ordinator=None)
    after = step(session(both), LOW, facts(both, holder=both, staff=(both, ADMIN)))
    assert both.id not in told(after.effects)


def test_more_words_tell_again_and_do_not_put_the_cover_off() -> None:
    waits = facts(SAM, alerts=((KEY, CARER.id), (alert_key(SAM.id, LEADER.id), LEADER.id)))
    again = step(session(SAM), LOW, waits).effects
    assert set(told(again)) == {CARER.id, LEADER.id}
    assert not [e for e in again if isinstance(e, SetTimer)]


def test_an_alert_moves_no_request() -> None:
    about = request(state=State.WAITING_ANSWER)
    for said in (LOW, FROM_OTHERS, TO_OTHERS):
        after = step(session(SAM), said, facts(SAM, about))
        assert not [e for e in after.effects if isinstance(e, MoveRequest)]


# ---- a very low answer


@pytest.mark.parametrize(
    ("question", "number", "low"),
    [
        ("satisfied", 1, True),
        ("satisfied", 2, False),
        ("worthwhile", 0, True),
        ("happy", 1, True),
        ("happy", 10, False),
        ("anxious", 0, False),
        ("anxious", 8, False),
        ("anxious", 9, True),
        ("anxious", 10, True),
        ("goal", 0, False),
        ("words", 0, False),
    ],
)
def test_each_item_has_its_direction(question: str, number: int, *, low: bool) -> None:
    found = very_low(question, number, facts(SAM))
    assert (found.id if found else None) == ("very-low-answer" if low else None)


def rated(number: str, before: Session) -> Outcome:
    about = request(state=State.ARRIVED, arrived_at=NOW)
    return step(before, Tapped(Choose(number)), facts(SAM, about))


def test_a_very_low_answer_is_kept_heard_and_the_round_goes_on() -> None:
    before = in_chat(Rating(request().id, "midpoint", "happy"))
    after = rated("0", before)
    assert keys(after.effects)[:3] == ["distress-full", "crisis-lines", "label"]
    assert "ons-anxious" in keys(after.effects)
    assert [e.number for e in after.effects if isinstance(e, SaveAnswer)] == [0]
    assert told(after.effects) == [CARER.id]
    again = rated("10", after.session)
    assert keys(again.effects)[0] == "distress-short"
    assert "crisis-lines" not in keys(again.effects)


def test_a_number_that_is_none_sets_nothing_off() -> None:
    after = rated("11", in_chat(Rating(request().id, "midpoint", "happy")))
    assert not told(after.effects)
    assert after.session.panel_at is None


# ---- the cover


def test_the_cover_hears_one_role_after_the_other() -> None:
    first = fired(0, alerts=((KEY, CARER.id),))
    assert told(first) == owners(first) == [LEADER.id]
    assert clock(first).n == 1
    both = ((KEY, CARER.id), (alert_key(SAM.id, LEADER.id), LEADER.id))
    second = fired(1, alerts=both)
    assert told(second) == [ADMIN.id]
    assert fired(2, alerts=both) == ()


def test_a_cover_that_is_not_there_is_passed_over() -> None:
    assert told(fired(0, staff=(CARER, ADMIN))) == [ADMIN.id]
    assert fired(0, staff=(CARER,)) == ()
    assert fired(0, holder=None) == ()


def test_a_trigger_that_the_programme_has_no_more_still_reaches_somebody() -> None:
    event = TimerFired("distress:Sam", TimerKind.ALERT, person=SAM.id, value="gone", n=0)
    assert told(step(session(), event, facts(None)).effects) == [LEADER.id]


# ---- I have been in touch


def test_in_touch_ends_it_for_everybody() -> None:
    other = alert_key(SAM.id, LEADER.id)
    done = touch(LEADER, facts(LEADER, alerts=((KEY, CARER.id), (other, LEADER.id))))
    assert [e.key for e in done if isinstance(e, CloseTask)] == [KEY, other]
    assert [e.key for e in done if isinstance(e, DropTimer)] == [f"distress:{SAM.id}"]
    assert set(told(done)) == {CARER.id, LEADER.id}


@pytest.mark.parametrize("who", [BROKER, LEADER, SAM, person("Other", Role.CARE_CO_ORDINATOR)])
def test_whoever_was_not_told_cannot_say_it(who: Person) -> None:
    done = touch(who, facts(who, alerts=((KEY, CARER.id),)))
    assert not [e for e in done if isinstance(e, CloseTask | DropTimer | Send)]


def test_said_twice_it_is_done_once() -> None:
    assert keys(touch(CARER, facts(CARER))) == ["moved-on-staff"]


# ---- one working hour


def at(day: int, hour: int, minute: int = 0, month: int = 11) -> datetime:
    return datetime(2026, month, day, hour, minute, tzinfo=UTC)


@pytest.mark.parametrize(
    ("now", "then"),
    [
        (at(23, 10), at(23, 11)),
        (at(23, 8), at(23, 10)),
        (at(23, 16, 30), at(24, 9, 30)),
        (at(23, 16), at(23, 17)),
        (at(23, 17), at(24, 10)),
        (at(23, 23), at(24, 10)),
        (at(27, 16, 30), at(30, 9, 30)),
        (at(28, 22), at(30, 10)),
        (at(24, 16, 45, month=12), at(28, 9, 45, month=12)),
    ],
)
def test_an_hour_of_work_is_counted_in_working_hours(now: datetime, then: datetime) -> None:
    assert CALENDAR.after_work(now, HOURS, timedelta(hours=1)) == then


def test_more_work_than_a_day_holds_goes_on_the_next() -> None:
    assert CALENDAR.after_work(at(23, 9), HOURS, timedelta(hours=17)) == at(25, 10)
