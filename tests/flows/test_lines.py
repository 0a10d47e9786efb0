"""Lines of a plan: totals, periods and pots are exact, and each payment is owed once."""

import itertools
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.calendar import add_months, every_month, every_week
from flows.days import coming_day
from flows.effects import Release, Reserve
from flows.lines import (
    Every,
    LinePayment,
    PlanLine,
    Repeat,
    days_of,
    line_total,
    next_of_each,
    owed,
    running,
    total,
    unpaid,
)
from flows.model import FundId, FundPosition, Plan, Request, State
from flows.moves.aside import anew, given_back, lacking, pots_cover, set_aside, to_set_aside
from flows.moves.write import of_lines
from flows.policy import route_plan
from tests.flows.samples import facts, programme, request

TODAY = date(2026, 11, 23)
POTS = ("", "city-hackney-core-arts", "city-hackney-2019")
MAIN = "city-hackney-2019"
DAYS = st.dates(date(2026, 1, 1), date(2030, 12, 31))


@st.composite
def repeats(draw: st.DrawFn) -> Repeat:
    """Something that is paid now and then for up to two years."""
    first = draw(DAYS)
    last = first + timedelta(days=draw(st.integers(0, 730)))
    return Repeat(draw(st.sampled_from(Every)), first, last)


@st.composite
def plans(draw: st.DrawFn) -> Plan:
    """A plan of one to six lines, from one pot or several."""
    lines = draw(
        st.lists(
            st.builds(
                PlanLine,
                id=st.just(""),
                words=st.just("a walk"),
                pence=st.integers(1, 100_000),
                payment=st.just("we_buy"),
                repeat=st.none() | repeats(),
                fund=st.sampled_from(POTS),
            ),
            min_size=1,
            max_size=6,
        )
    )
    return of_lines("Get out", tuple(lines))


def asked(plan: Plan, **changes: object) -> Request:
    """This plan, agreed."""
    made = request(plan.price_pence or 0, plan=plan, state=State.APPROVED)
    return replace(made, **changes)  # type: ignore[arg-type]


@given(DAYS, st.integers(0, 200))
def test_weeks_are_seven_days_apart_and_none_is_left_out(first: date, days: int) -> None:
    last = first + timedelta(days=days)
    found = every_week(first, last)
    assert found[0] == first
    assert len(found) == days // 7 + 1
    assert all(b - a == timedelta(days=7) for a, b in itertools.pairwise(found))
    assert last - found[-1] < timedelta(days=7)


@given(DAYS, st.integers(0, 800))
def test_months_count_from_the_first_day(first: date, days: int) -> None:
    last = first + timedelta(days=days)
    found = every_month(first, last)
    assert found == tuple(add_months(first, n) for n in range(len(found)))
    assert found[-1] <= last < add_months(first, len(found))


def test_twenty_pounds_a_week_until_the_end_of_march() -> None:
    one = PlanLine("1", "Swimming", 2_000, repeat=Repeat(Every.WEEK, TODAY, date(2027, 3, 31)))
    assert len(days_of(one)) == 19
    assert line_total(one) == 38_000


def test_the_thirty_first_of_each_month() -> None:
    repeat = Repeat(Every.MONTH, date(2027, 1, 31), date(2027, 4, 30))
    assert [
        day and (day.month, day.day) for day in days_of(PlanLine("1", "", 1, repeat=repeat))
    ] == [
        (1, 31),
        (2, 28),
        (3, 31),
        (4, 30),
    ]


@given(plans())
def test_a_plan_comes_to_the_sum_of_its_payments_in_every_pot(plan: Plan) -> None:
    due = unpaid(plan.lines, ())
    assert plan.price_pence == total(plan.lines) == sum(one.line.pence for one in due)
    pots = owed(due, MAIN)
    assert sum(pots.values()) == plan.price_pence
    assert set(pots) <= {pot or MAIN for pot in POTS}


@given(plans(), st.data())
def test_what_is_paid_is_owed_no_more_and_nothing_else_changes(
    plan: Plan, data: st.DataObject
) -> None:
    paid: tuple[LinePayment, ...] = ()
    for _ in range(4):
        due = unpaid(plan.lines, paid)
        if not due:
            return
        one = data.draw(st.sampled_from(due))
        paid = (*paid, LinePayment(one.line.id, one.no, 1, "INV", TODAY))
        left = unpaid(plan.lines, paid)
        assert [other for other in due if other != one] == list(left)
        before, after = (owed(some, MAIN) for some in (due, left))
        pot = one.line.fund or MAIN
        assert before[pot] - after.get(pot, 0) == one.line.pence


@given(plans(), DAYS)
def test_an_end_takes_away_only_what_falls_due_after_it(plan: Plan, on: date) -> None:
    ended = tuple(
        one if one.repeat is None else replace(one, repeat=replace(one.repeat, ended=on))
        for one in plan.lines
    )
    before, after = unpaid(plan.lines, ()), unpaid(ended, ())
    assert [(d.key, d.day) for d in after] == [(d.key, d.day) for d in before if d.by(on)]
    assert total(ended) == total(plan.lines)  # what was signed for stays what it was
    assert running(ended, TODAY) == ()


@given(plans())
def test_one_line_has_one_next_payment(plan: Plan) -> None:
    due = next_of_each(unpaid(plan.lines, ()))
    assert [one.line.id for one in due] == [one.id for one in plan.lines]
    assert all(one.no == 1 for one in due)


@given(plans())
def test_the_largest_payment_and_the_total_decide_who_signs(plan: Plan) -> None:
    routing = route_plan(programme(), plan)
    assert routing is not None
    signatures = sum(len(s.roles) if s.mode == "all" else 1 for s in routing.stages)
    over = max(line.pence for line in plan.lines) > 25_000
    assert signatures == (3 if (plan.price_pence or 0) > 75_000 else 2 if over else 1)


# --- pots


@given(plans())
def test_all_pots_are_set_aside_in_the_order_they_are_locked(plan: Plan) -> None:
    found = [e for e in set_aside(asked(plan)) if isinstance(e, Reserve)]
    assert [e.fund for e in found] == sorted({e.fund for e in found})
    assert sum(e.pence for e in found) == plan.price_pence


@given(plans(), st.integers(0, 2_000_000), st.integers(0, 2_000_000))
def test_one_short_pot_is_a_short_plan(plan: Plan, main: int, other: int) -> None:
    free = {MAIN: main, POTS[1]: other}
    seen = facts(
        fund=FundPosition(FundId(MAIN), main, 0, 0),
        funds=(FundPosition(FundId(POTS[1]), other, 0, 0),),
    )
    wanted = to_set_aside(asked(plan))
    assert pots_cover(asked(plan), seen) == all(free[pot] >= p for pot, p in wanted.items())
    short = sum(max(0, pence - free[pot]) for pot, pence in wanted.items())
    assert lacking(asked(plan), seen) == short


@given(plans())
def test_what_is_held_goes_back_pot_by_pot(plan: Plan) -> None:
    held = tuple(sorted(to_set_aside(asked(plan)).items()))
    agreed = asked(plan, held=held, reserved_pence=plan.price_pence)
    assert given_back(agreed) == tuple(Release(agreed.id, pot) for pot, _ in held)
    assert all(anew(agreed, pot) == () for pot, _ in held)  # nothing to do: it is what is owed


# --- days


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("31 March", date(2027, 3, 31)),
        ("until 31 march", date(2027, 3, 31)),
        ("the 1st of Dec", date(2026, 12, 1)),
        ("Wednesday 31 March 2027.", date(2027, 3, 31)),
        ("31/3/2027", date(2027, 3, 31)),
        ("2027-03-31", date(2027, 3, 31)),
        ("29 February", date(2028, 2, 29)),
        ("23 November", TODAY),
        ("today", TODAY),
    ],
)
def test_a_day_to_come(typed: str, day: date) -> None:
    assert coming_day(typed, TODAY) == day


NO_DAYS = ("", "soon", "31", "31 February", "31/13/2027", "3/4", "22/11/2026", "31 March 2020")
UNCLEAR = ("31 Ma", "1" * 500, "31 March or 1 April", "March")


@pytest.mark.parametrize("typed", [*NO_DAYS, *UNCLEAR])
def test_what_is_no_day_to_come_is_asked_again(typed: str) -> None:
    assert coming_day(typed, TODAY) is None


@given(st.text(max_size=60))
def test_no_text_is_a_day_gone_by(typed: str) -> None:
    found = coming_day(typed, TODAY)
    assert found is None or found >= TODAY
