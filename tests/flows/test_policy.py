"""The rules that guard public money: bands, who may sign, and that it fails closed."""

from dataclasses import replace
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.effects import Decide, Effect, MoveRequest, Reserve, Revise
from flows.events import Tapped
from flows.facts import Facts
from flows.model import (
    Flag,
    Mode,
    OpenQuestion,
    Person,
    PersonId,
    Plan,
    Request,
    Role,
    Stage,
    State,
    Verdict,
)
from flows.policy import (
    Refusal,
    Routing,
    can_be_signed,
    could_take_over,
    flagged,
    is_last_signature,
    may_sign,
    needed,
    open_stage,
    raised,
    route,
    second_look_stages,
    signers,
    slots,
    standing,
    unmet,
)
from flows.step import step
from flows.taps import Do, Verb
from tests.flows.samples import (
    ADMIN,
    CARER,
    CLINICIAN,
    COMMISSIONER,
    LEADER,
    NOW,
    PEER,
    SAM,
    STAFF,
    facts,
    person,
    programme,
    request,
    session,
    yes,
)

CC, TL = Role.CARE_CO_ORDINATOR, Role.TEAM_LEADER
PANEL = (Role.LIVED_EXPERIENCE_REVIEWER, Role.PHB_LEAD_CLINICIAN, Role.COMMISSIONER)
ONE = (Stage((CC,)),)
TWO = (Stage((CC,)), Stage((TL,)))
THREE = (Stage(PANEL, Mode.ALL),)


@pytest.mark.parametrize(
    ("pence", "stages"),
    [
        (1, ONE),
        (24_999, ONE),
        (25_000, ONE),
        (25_001, TWO),
        (74_999, TWO),
        (75_000, TWO),
        (75_001, THREE),
        (100_000_000, THREE),
    ],
)
def test_bands_are_inclusive_to_the_penny(pence: int, stages: tuple[Stage, ...]) -> None:
    routing = route(programme(), pence)
    assert routing is not None
    assert routing.stages == stages


@pytest.mark.parametrize(
    ("pence", "payment", "stages"),
    [
        (24_000, 24_000, ONE),
        (72_000, 24_000, ONE),  # three of £240: no payment and not the plan is over its limit
        (75_000, 25_000, ONE),
        (75_000, 25_001, TWO),
        (75_001, 25_000, THREE),
        (75_001, 1, THREE),
        (96_000, 24_000, THREE),  # four of £240
    ],
)
def test_the_higher_of_payment_and_plan_wins(
    pence: int, payment: int, stages: tuple[Stage, ...]
) -> None:
    routing = route(programme(), pence, payment)
    assert routing is not None
    assert routing.stages == stages


@given(st.integers(1, 200_000), st.integers(1, 200_000))
def test_a_split_never_needs_less_than_its_largest_payment_nor_its_total(a: int, b: int) -> None:
    whole, part = max(a, b), min(a, b)

    def height(routing: Routing | None) -> int:
        assert routing is not None
        return sum(len(slots(stage)) for stage in routing.stages)

    split = height(route(programme(), whole, part))
    assert split >= height(route(programme(), part))
    assert split <= height(route(programme(), whole))


@pytest.mark.parametrize("payment", [0, -1, 8_001])
def test_a_payment_is_part_of_its_plan(payment: int) -> None:
    assert route(programme(), 8_000, payment) is None


@pytest.mark.parametrize("pence", [0, -1])
def test_no_band_is_no_route(pence: int) -> None:
    assert route(programme(), pence) is None


def test_without_stages_nothing_can_be_signed() -> None:
    assert not can_be_signed(request(stages=()), facts())
    assert open_stage(request(stages=())) is None


def test_an_unknown_fact_is_not_met() -> None:
    nobody = replace(SAM, facts={})
    assert {rule.fact for rule in unmet(programme(), nobody)} == {
        "in_treatment",
        "cluster",
        "ready_for_discharge",
    }
    assert unmet(programme(), SAM) == ()
    assert unmet(programme(), replace(SAM, facts={**SAM.facts, "cluster": True}))


def test_flags_read_the_item_and_what_goes_with_it_only() -> None:
    assert [bar.id for bar in flagged(programme(), Plan(item="A bottle of wine"))] == ["alcohol"]
    assert [bar.id for bar in flagged(programme(), Plan(extras="and cider"))] == ["alcohol"]
    assert flagged(programme(), Plan(goal="drink less wine", worry="beer", better="no gin")) == ()


# --- may sign


@pytest.mark.parametrize("me", STAFF)
def test_each_band_has_its_signers(me: Person) -> None:
    wanted = {CARER.id: CC, LEADER.id: TL}
    assert (may_sign(me, request(), 1, facts()) == CC) is (me is CARER)
    signed = request(30_000, decisions=(yes(CARER, CC),))
    assert (may_sign(me, signed, 1, facts()) == TL) is (wanted.get(me.id) == TL)
    panel = may_sign(me, request(90_000), 1, facts())
    assert (isinstance(panel, Role)) is bool(me.roles & set(PANEL))


FLAGGED = request(flags=(Flag("alcohol"),))
ASKED = OpenQuestion(CARER.id, CC, "Why?", NOW)
REFUSALS = [
    (replace(CARER, id=SAM.id), request(), 1, Refusal.OWN),
    (CARER, request(state=State.APPROVED), 1, Refusal.MOVED_ON),
    (CARER, request(state=State.DECLINED), 1, Refusal.MOVED_ON),
    (CARER, request(version=2), 1, Refusal.CHANGED),
    (CARER, request(state=State.WAITING_ANSWER, question=ASKED), 1, Refusal.WAITING_ANSWER),
    (CARER, request(30_000, decisions=(yes(CARER, CC),)), 1, Refusal.SIGNED),
    (CARER, request(barred=frozenset({CARER.id})), 1, Refusal.BARRED),
    (LEADER, request(), 1, Refusal.NOT_YOURS),
    (replace(CARER, roles=frozenset()), request(), 1, Refusal.NOT_YOURS),
    (person("Stray", CC), request(), 1, Refusal.NOT_YOURS),
    (
        person("South", TL, team="south"),
        request(30_000, decisions=(yes(CARER, CC),)),
        1,
        Refusal.NOT_YOURS,
    ),
]


@pytest.mark.parametrize(("me", "about", "version", "why"), REFUSALS)
@pytest.mark.parametrize("verb", [Verb.APPROVE, Verb.CONFIRM, Verb.QUESTION, Verb.DECLINE])
def test_a_refused_tap_changes_nothing(
    me: Person, about: Request, version: int, why: Refusal, verb: Verb
) -> None:
    here = facts(me, about, staff=(*(p for p in STAFF if p.id != me.id), me))
    assert may_sign(me, about, version, here) is why
    tap = Do(verb, about.id, version, str(about.amount_pence))
    after = step(session(me), Tapped(tap), here)
    assert changes(after.effects) == []
    assert after.session.at_home


def changes(effects: tuple[Effect, ...]) -> list[Effect]:
    """The effects that decide, move or reserve."""
    return [e for e in effects if isinstance(e, Decide | MoveRequest | Reserve | Revise)]


def test_ones_own_limit_counts_when_one_signs_alone() -> None:
    here = facts(limits=((CARER.id, CC, 7_999),))
    assert may_sign(CARER, request(8_000), 1, here) is Refusal.LIMIT
    assert may_sign(CARER, request(7_999), 1, here) is CC
    assert may_sign(CARER, request(30_000), 1, here) is CC
    assert not can_be_signed(request(8_000), here)


def test_an_unjudged_flag_holds_the_signature_back() -> None:
    here = facts(CARER, FLAGGED)
    for verb in (Verb.APPROVE, Verb.CONFIRM):
        after = step(session(CARER), Tapped(Do(verb, FLAGGED.id, 1, "8000")), here)
        assert changes(after.effects) == []


def test_a_flag_that_was_upheld_is_judged_anew_at_the_second_look() -> None:
    upheld = Flag("alcohol", upheld=True)
    assert raised(request(flags=(upheld,))) == ()
    assert raised(request(flags=(upheld,), more_words="It is ginger beer")) == (upheld,)
    cleared = replace(upheld, upheld=False, cleared_by=LEADER.id)
    assert raised(request(flags=(cleared,), more_words="It is ginger beer")) == ()


def test_the_amount_on_the_button_is_the_amount_that_is_signed() -> None:
    about = request()
    here = facts(CARER, about)
    wrong = step(session(CARER), Tapped(Do(Verb.CONFIRM, about.id, 1, "7999")), here)
    assert changes(wrong.effects) == []
    right = step(session(CARER), Tapped(Do(Verb.CONFIRM, about.id, 1, "8000")), here)
    assert [type(e) for e in changes(right.effects)] == [Decide, Reserve, MoveRequest]


def test_a_leader_who_is_needed_later_does_not_sign_first() -> None:
    about = request(30_000, stages=second_look_stages(request(30_000), 0, programme()))
    about = replace(about, barred=frozenset({CARER.id}))
    here = facts(about=about)
    assert may_sign(LEADER, about, 1, here) is Refusal.NEEDED_LATER
    assert may_sign(CLINICIAN, about, 1, here) is Role.PHB_LEAD_CLINICIAN
    assert signers(about, 0, here) == (CLINICIAN,)


def test_a_member_with_two_places_takes_the_one_that_nobody_else_can() -> None:
    both = person("Both", Role.PHB_LEAD_CLINICIAN, Role.COMMISSIONER, team="")
    here = facts(staff=(PEER, CLINICIAN, both))
    assert may_sign(both, request(90_000), 1, here) is Role.COMMISSIONER


def test_what_is_passed_on_waits_for_that_person_and_for_no_other_place() -> None:
    second = person("Second", Role.COMMISSIONER, team="")
    here = facts(staff=(*STAFF, second))
    about = request(90_000)
    assert could_take_over(about, COMMISSIONER, Role.COMMISSIONER, here) == (second,)
    assert could_take_over(about, PEER, Role.LIVED_EXPERIENCE_REVIEWER, here) == ()
    passed = replace(about, passed_to=second.id)
    assert may_sign(COMMISSIONER, passed, 1, here) is Refusal.NOT_YOURS
    assert isinstance(may_sign(PEER, passed, 1, here), Role)
    assert can_be_signed(passed, here)
    assert may_sign(COMMISSIONER, passed, 1, facts()) is Role.COMMISSIONER  # Second has left


# --- small worlds

NAMES = ("A", "B", "C", "D", "Sam")
ROLES = (CC, TL, *PANEL)
people = st.builds(
    lambda name, roles, team: person(name, *roles, team=team),
    st.sampled_from(NAMES),
    st.sets(st.sampled_from(ROLES), max_size=3),
    st.sampled_from(["north", "south"]),
)
staffs = st.lists(people, max_size=5, unique_by=lambda p: p.id).map(tuple)
stages_ = st.one_of(
    st.just(ONE),
    st.just(TWO),
    st.just(THREE),
    st.just(second_look_stages(request(30_000), 0, programme())),
    st.just((Stage(PANEL, Mode.N_OF, 2),)),
    st.just((Stage((TL, *PANEL), Mode.N_OF, 3), Stage((TL,)))),
)
worlds = st.builds(
    lambda staff, stages, barred, carer, passed: (
        request(90_000, stages=stages, barred=frozenset(map(PersonId, barred)), passed_to=passed),
        facts(staff=staff, holder=replace(SAM, care_co_ordinator=PersonId(carer))),
    ),
    staffs,
    stages_,
    st.sets(st.sampled_from(NAMES), max_size=2),
    st.sampled_from(NAMES),
    st.one_of(st.none(), st.sampled_from(NAMES).map(PersonId)),
)


def stands(who: Person, role: Role, here: Facts) -> bool:
    """Written anew, so that the test does not ask the code whether the code is right."""
    holder = here.holder
    assert holder is not None
    if role not in who.roles:
        return False
    if role is CC:
        return holder.care_co_ordinator == who.id
    return role is not TL or who.team == holder.team


def some_assignment(about: Request, here: Facts) -> bool:
    """Every way of giving each place to somebody, by brute force."""
    places = [slot for stage in about.stages for slot in slots(stage)]
    free = [p for p in here.staff if p.id != about.person and p.id not in about.barred]
    return any(
        len({p.id for p in chosen}) == len(places)
        and all(
            any(stands(p, r, here) for r in slot) for p, slot in zip(chosen, places, strict=True)
        )
        for chosen in product(free, repeat=len(places))
    )


@given(worlds)
def test_can_be_signed_is_that_some_assignment_exists(world: tuple[Request, Facts]) -> None:
    about, here = world
    assert can_be_signed(about, here) is some_assignment(about, here)


@given(worlds, st.data())
def test_whoever_signs_next_nobody_signs_twice_and_nothing_gets_stuck(
    world: tuple[Request, Facts], data: st.DataObject
) -> None:
    about, here = world
    possible = can_be_signed(about, here)
    while (stage := open_stage(about)) is not None:
        able = signers(about, stage, here)
        if not able:
            assert not possible
            return
        me = data.draw(st.sampled_from(able))
        role = may_sign(me, about, about.version, here)
        assert isinstance(role, Role)
        assert me.id != about.person
        assert me.id not in about.barred
        assert me.id not in {d.by for d in about.decisions}
        assert stands(me, role, here)
        last = is_last_signature(about)
        before = sum(len(needed(about, no)) for no in range(len(about.stages)))
        signed_ = (*about.decisions, yes(me, role, stage))
        about = replace(about, decisions=signed_, passed_to=None)
        after = sum(len(needed(about, no)) for no in range(len(about.stages)))
        assert after == before - 1
        assert last is (after == 0)
    assert len({d.by for d in about.decisions}) == len(about.decisions)
    assert possible


def test_old_signatures_do_not_count_for_what_is_asked_now() -> None:
    dearer = request(30_000, version=2, decisions=(yes(CARER, CC), yes(LEADER, TL, 1)))
    assert standing(dearer) == ()
    no = replace(yes(CARER, CC, version=2), verdict=Verdict.DECLINE)
    assert standing(replace(dearer, decisions=(no,))) == ()
    assert open_stage(dearer) == 0


def test_an_admin_signs_nothing() -> None:
    assert may_sign(ADMIN, request(), 1, facts()) is Refusal.NOT_YOURS


def test_passing_on_to_the_only_later_signer_locks_nobody_out() -> None:
    clinician = person("Roe", Role.PHB_LEAD_CLINICIAN)
    first = Stage((TL, Role.PHB_LEAD_CLINICIAN))
    about = request(90_000, stages=(first, Stage((TL,))), passed_to=LEADER.id)
    here = facts(staff=(clinician, LEADER))
    assert may_sign(LEADER, about, 1, here) is Refusal.NEEDED_LATER
    assert may_sign(clinician, about, 1, here) is Role.PHB_LEAD_CLINICIAN
