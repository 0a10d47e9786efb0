"""A plan with lines: who may write, confirm, pay and end it; what is refused changes nothing."""

from dataclasses import replace
from datetime import date

import pytest

from flows.conversations.end_support import EndingSupport
from flows.conversations.own_plan import ChangingPlan
from flows.conversations.pay import Paying
from flows.conversations.write import Writing
from flows.effects import (
    Effect,
    EndLine,
    MoveRequest,
    OpenRequest,
    Pay,
    Release,
    Reply,
    Reserve,
    Revise,
    Send,
)
from flows.events import Event, Tapped, TimerFired, TimerKind, Typed
from flows.facts import Facts
from flows.lines import Every, LinePayment, PlanLine, Repeat
from flows.model import FundId, Person, Request, RequestId, Role, State
from flows.moves.aside import to_set_aside
from flows.moves.write import of_lines
from flows.session import ConversationState
from flows.step import Outcome, step
from flows.taps import Choose, Do, Verb
from tests.flows.samples import (
    ADMIN,
    BROKER,
    CARER,
    LEADER,
    PEER,
    SAM,
    facts,
    in_chat,
    keys,
    person,
    request,
    session,
)

TODAY = date(2026, 11, 23)
R1 = RequestId("r1")
OTHER = person("Other", Role.CARE_CO_ORDINATOR)
PLANNER = person("Planner", Role.SUPPORT_PLANNER, team="")
BRUSHES = PlanLine("1", "Brushes", 6_000, "we_buy")
STUDIO = PlanLine("2", "A place", 15_000, "notional", fund="city-hackney-core-arts")
SWIM = PlanLine(
    "3", "Swimming", 2_000, "we_buy", repeat=Repeat(Every.WEEK, TODAY, date(2027, 3, 31))
)
PLAN = of_lines("Get out more", (BRUSHES, STUDIO, SWIM))


def plan_of(state: State = State.APPROVED, **changes: object) -> Request:
    """Sam's plan of three lines, all of it set aside when it is agreed."""
    made = replace(request(PLAN.price_pence or 0), plan=PLAN, state=state, written_by=CARER.id)
    if state is State.DRAFT or state is State.WAITING_SIGNATURE:
        return replace(made, **changes)  # type: ignore[arg-type]
    held = tuple(sorted(to_set_aside(made).items()))
    kept = replace(made, held=held, reserved_pence=sum(pence for _, pence in held))
    return replace(kept, **changes)  # type: ignore[arg-type]


def after(
    who: Person, event: Event, seen: Facts, state: ConversationState | None = None
) -> Outcome:
    """What one turn brings."""
    chat = in_chat(state, who) if state is not None else session(who)
    return step(chat, event, seen)


def tap(verb: Verb, about: Request, value: str = "") -> Tapped:
    return Tapped(Do(verb, about.id, about.version, value))


def only_words(effects: tuple[Effect, ...]) -> bool:
    """Whether nothing is changed in the world."""
    return all(isinstance(effect, Reply) for effect in effects)


# --- writing


@pytest.mark.parametrize("me", [OTHER, LEADER, PEER, BROKER, ADMIN, SAM])
@pytest.mark.parametrize("said", [Typed("Swim"), Tapped(Choose("send")), Tapped(Choose("keep"))])
def test_only_who_looks_after_them_writes(me: Person, said: Event) -> None:
    for doing in ("goal", "words", "review"):
        writing = Writing(doing, SAM.id, plan=PLAN)
        found = after(me, said, facts(me), writing).effects
        assert only_words(found)
        assert keys(found)[:1] == ["write-not-yours"]


def test_nobody_writes_their_own() -> None:
    both = replace(SAM, roles=SAM.roles | {Role.SUPPORT_PLANNER, Role.CARE_CO_ORDINATOR})
    own = replace(both, care_co_ordinator=both.id)
    seen = facts(own, holder=own, people=(own,))
    assert keys(after(own, Tapped(Do(Verb.WRITE)), seen).effects) == ["write-nobody"]


@pytest.mark.parametrize("me", [CARER, PLANNER])
def test_a_draft_is_kept_and_nobody_signs_yet(me: Person) -> None:
    found = after(me, Tapped(Choose("send")), facts(me), Writing("review", SAM.id, plan=PLAN))
    opened = next(e.request for e in found.effects if isinstance(e, OpenRequest))
    assert (opened.state, opened.written_by, opened.amount_pence) == (State.DRAFT, me.id, 59_000)
    assert not any(isinstance(e, MoveRequest) for e in found.effects)
    assert [e.to for e in found.effects if isinstance(e, Send)] == [SAM.id]


def test_a_plan_that_was_sent_is_not_written_on() -> None:
    sent = plan_of(State.WAITING_SIGNATURE)
    writing = Writing("review", SAM.id, R1, PLAN)
    found = after(CARER, Tapped(Choose("send")), facts(CARER, sent), writing).effects
    assert only_words(found)
    assert "write-gone" in keys(found)
    again = after(CARER, Tapped(Do(Verb.WRITE_ON, R1)), facts(CARER, sent)).effects
    assert keys(again) == ["write-gone"]


def test_each_new_writing_is_a_new_version() -> None:
    draft = plan_of(State.DRAFT)
    writing = Writing("review", SAM.id, R1, PLAN)
    found = after(CARER, Tapped(Choose("send")), facts(CARER, draft), writing).effects
    assert any(isinstance(e, Revise) for e in found)
    shown = next(e.message for e in found if isinstance(e, Send) and e.to == SAM.id)
    taps = [b.tap for b in shown.buttons if isinstance(b.tap, Do)]
    assert [t.version for t in taps if t.verb is Verb.MY_PLAN] == [draft.version + 1]


# --- theirs


def test_their_yes_sends_it() -> None:
    draft = plan_of(State.DRAFT)
    found = after(SAM, tap(Verb.MY_PLAN, draft), facts(SAM, draft)).effects
    assert [e.after for e in found if isinstance(e, MoveRequest)] == [State.WAITING_SIGNATURE]


@pytest.mark.parametrize("me", [CARER, PLANNER, LEADER, BROKER])
def test_nobody_says_yes_for_them(me: Person) -> None:
    draft = plan_of(State.DRAFT)
    for verb in (Verb.MY_PLAN, Verb.MY_PLAN_CHANGE):
        assert keys(after(me, tap(verb, draft), facts(me, draft)).effects) == ["moved-on"]


@pytest.mark.parametrize("changed", [{"version": 2}, {"state": State.WAITING_SIGNATURE}])
def test_an_old_yes_counts_for_nothing(changed: dict[str, object]) -> None:
    now = replace(plan_of(State.DRAFT), **changed)  # type: ignore[arg-type]
    old = Tapped(Do(Verb.MY_PLAN, R1, 1))
    assert keys(after(SAM, old, facts(SAM, now)).effects)[:1] == ["moved-on"]


def test_somebody_the_scheme_does_not_fit_any_more_sends_nothing() -> None:
    left = replace(SAM, facts={**SAM.facts, "in_treatment": False})
    draft = plan_of(State.DRAFT)
    found = after(left, tap(Verb.MY_PLAN, draft), facts(left, draft, holder=left)).effects
    assert only_words(found)


def test_what_they_want_otherwise_reaches_whoever_wrote() -> None:
    draft = plan_of(State.DRAFT)
    found = after(SAM, Typed("Less swimming"), facts(SAM, draft), ChangingPlan(R1)).effects
    assert [e.to for e in found if isinstance(e, Send)] == [CARER.id]


# --- paying


def paying(line: str, words: str, about: Request, **seen: object) -> tuple[Effect, ...]:
    """The payer types this about one payment."""
    state = Paying("paid", R1, 1, line=line)
    found = after(BROKER, Typed(words), facts(BROKER, about, **seen), state)
    return tuple(found.effects)


def test_a_payment_names_its_pot_line_and_number() -> None:
    (paid,) = (e for e in paying("2:1", "£140.00 INV-1", plan_of()) if isinstance(e, Pay))
    assert (paid.fund, paid.pence, paid.line, paid.no) == ("city-hackney-core-arts", 14_000, "2", 1)
    assert paid.still_owed == 0  # nothing else is kept in that pot
    (swim,) = (e for e in paying("3:1", "£20.00 INV-1", plan_of()) if isinstance(e, Pay))
    assert swim.still_owed == 6_000 + 18 * 2_000


@pytest.mark.parametrize("line", ["3:2", "3:99", "4:1", "x", "1:2", ""])
def test_what_is_not_due_is_not_paid(line: str) -> None:
    about = plan_of()
    begun = after(BROKER, tap(Verb.MARK_PAID, about, line), facts(BROKER, about)).effects
    assert keys(begun)[:1] == ["moved-on"]
    assert only_words(begun)
    if line:
        assert only_words(paying(line, "£20.00 INV-1", about))


def test_a_payment_is_made_once() -> None:
    made = LinePayment("3", 1, 2_000, "INV-1", TODAY)
    about = plan_of(line_payments=(made,))
    assert only_words(paying("3:1", "£20.00 INV-1", about))


def test_dearer_before_anything_is_paid_goes_back_to_be_signed() -> None:
    about = plan_of()
    state = Paying("sure", R1, 1, "£80.00 INV-1", "1:1")
    found = after(BROKER, Tapped(Choose("yes")), facts(BROKER, about), state).effects
    assert [e.after for e in found if isinstance(e, MoveRequest)] == [State.WAITING_SIGNATURE]
    assert {e.fund for e in found if isinstance(e, Release)} == {pot for pot, _ in about.held}
    (revised,) = (e for e in found if isinstance(e, Revise))
    assert revised.amount_pence == 61_000 == revised.plan.price_pence


@pytest.mark.parametrize("line", ["1:1", "3:2"])
def test_dearer_later_is_refused_and_nothing_moves(line: str) -> None:
    made = LinePayment("3", 1, 2_000, "INV-1", TODAY)
    found = paying(line, "£500.00 INV-1", plan_of(line_payments=(made,)))
    assert only_words(found)


def test_over_by_the_tolerance_needs_free_money_in_that_pot() -> None:
    assert only_words(paying("2:1", "£155.00 INV-1", plan_of()))  # Core Arts has nothing free


@pytest.mark.parametrize("me", [CARER, SAM, ADMIN])
def test_only_payers_pay(me: Person) -> None:
    about = plan_of()
    found = after(me, tap(Verb.MARK_PAID, about, "1:1"), facts(me, about)).effects
    assert keys(found)[:1] == ["cannot-pay"]


# --- going on, and the end


def fires(kind: TimerKind, about: Request, **seen: object) -> tuple[Effect, ...]:
    """The clock of the third line."""
    event = TimerFired("k", kind, R1, value="3", n=2)
    return tuple(step(session(), event, facts(None, about, **seen)).effects)


@pytest.mark.parametrize("state", sorted(set(State)))
def test_no_clock_ends_support_or_moves_money_by_itself(state: State) -> None:
    for kind in (TimerKind.LINE_DUE, TimerKind.LINE_END):
        found = fires(kind, plan_of(state))
        money = (EndLine, Release, Reserve, Pay, MoveRequest)
        assert not any(isinstance(e, money) for e in found)


def test_after_the_notice_what_was_kept_for_later_goes_back_once() -> None:
    last = date(2026, 12, 28)
    swim = replace(SWIM, repeat=replace(SWIM.repeat, ended=last))  # type: ignore[type-var]
    about = plan_of(State.ARRIVED)
    ended = replace(about, plan=replace(PLAN, lines=(BRUSHES, STUDIO, swim)))
    found = fires(TimerKind.LINE_END, ended)
    main = FundId("city-hackney-2019")
    money = [e for e in found if isinstance(e, Release | Reserve)]
    assert money == [Release(R1, main), Reserve(R1, main, 6_000 + 6 * 2_000)]
    settled = replace(ended, held=tuple(sorted(to_set_aside(ended).items())))
    assert not any(isinstance(e, Release | Reserve) for e in fires(TimerKind.LINE_END, settled))


@pytest.mark.parametrize("me", [LEADER, BROKER, PEER, OTHER, SAM])
def test_who_may_not_end_it(me: Person) -> None:
    about = plan_of(State.ARRIVED)
    found = after(me, tap(Verb.END_SUPPORT, about, "3"), facts(me, about)).effects
    assert keys(found) == ["end-gone"]
    sure = EndingSupport(R1, "3", date(2027, 2, 1), "It stops")
    assert only_words(after(me, Tapped(Choose("yes")), facts(me, about), sure).effects)


@pytest.mark.parametrize("line", ["1", "2", "9"])
def test_what_does_not_go_on_is_not_ended(line: str) -> None:
    about = plan_of(State.ARRIVED)
    found = after(CARER, tap(Verb.END_SUPPORT, about, line), facts(CARER, about)).effects
    assert keys(found) == ["end-gone"]


@pytest.mark.parametrize("typed", ["tomorrow", "7 December", "31 March", "1 June", "x"])
def test_an_end_without_notice_or_after_the_agreed_one_is_refused(typed: str) -> None:
    about = plan_of(State.ARRIVED)
    found = after(CARER, Typed(typed), facts(CARER, about), EndingSupport(R1, "3")).effects
    assert only_words(found)


def test_notice_that_has_become_too_short_meanwhile_is_asked_again() -> None:
    about = plan_of(State.ARRIVED)
    sure = EndingSupport(R1, "3", date(2026, 12, 1), "It stops")
    assert only_words(after(CARER, Tapped(Choose("yes")), facts(CARER, about), sure).effects)


def test_the_planner_ends_it_and_the_person_reads_why() -> None:
    about = plan_of(State.ARRIVED)
    sure = EndingSupport(R1, "3", date(2027, 1, 4), "The club has closed")
    found = after(PLANNER, Tapped(Choose("yes")), facts(PLANNER, about), sure).effects
    assert EndLine(R1, "3", date(2027, 1, 4)) in found
    (read,) = (e.message for e in found if isinstance(e, Send) and e.to == SAM.id)
    assert ("reason", "The club has closed") in [arg for said in read.lines for arg in said.args]
