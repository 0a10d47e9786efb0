"""What a step may see: only what it needs, only who may, never more than the caps."""

from flows.events import FundToppedUp, RoleGranted, StaffRemoved
from flows.facts import MAX_STAFF, Facts, Needs
from flows.model import FundId, PersonId, Role, State
from flows.session import Session
from flows.step import Outcome
from storage.store import Store
from tests.storage.turns import (
    FACTS,
    PROGRAMME,
    Script,
    Somebody,
    command,
    holder,
    staff,
    tapped,
    token_of,
    typed,
)


def facts_of(store: Store, who: Somebody, needs: Needs) -> Facts:
    """What a step sees when it asks for this in this person's chat."""
    found: list[Facts] = []

    def look(session: Session, _event: object, facts: Facts) -> Outcome:
        found.append(facts)
        return Outcome(session)

    typed(store, who, "", Script(look, needs))
    return found[0]


def sent(store: Store, who: Somebody) -> None:
    """This person asks for a phone."""
    typed(store, who, "A phone, so I can ring my sister")
    for label in ("Phone and SIM", "I'll collect it", "No", "Send"):
        tapped(store, who, token_of(store, who.chat, label))


def ids(facts: Facts) -> set[PersonId]:
    """Who may fill a role."""
    return {person.id for person in facts.staff}


def test_what_nobody_asked_for_is_not_there(store: Store) -> None:
    """Only the person and their programme."""
    pat = holder(store)
    facts = facts_of(store, pat, Needs())
    assert facts.me is not None
    assert (facts.me.name, set(facts.me.roles)) == ("Pat", {Role.BUDGET_HOLDER})
    assert dict(facts.me.facts) == FACTS
    assert facts.programme.id == PROGRAMME
    assert (facts.staff, facts.requests, facts.inbox, facts.fund) == ((), (), (), None)
    assert len(set(facts.fresh)) == len(facts.fresh) == 6


def test_staff_are_the_named_co_ordinator_the_teams_leaders_and_the_programmes_roles(
    store: Store,
) -> None:
    """Another team's leader and another person's co-ordinator are not among them."""
    mine, other = (staff(store, Role.CARE_CO_ORDINATOR) for _ in range(2))
    leader, elsewhere = (staff(store, Role.TEAM_LEADER, team) for team in ("north", "south"))
    broker = staff(store, Role.PAYMENTS_ORGANISATION)
    pat = holder(store, mine)
    found = ids(facts_of(store, pat, Needs(staff=True)))
    assert found == {mine.id, leader.id, broker.id}
    assert not {other.id, elsewhere.id, pat.id} & found


def test_a_leaver_may_fill_nothing_from_that_turn_on(store: Store) -> None:
    """Their name stays where they have acted."""
    leader = staff(store, Role.TEAM_LEADER)
    pat = holder(store)
    command(store, StaffRemoved(leader.id))
    assert ids(facts_of(store, pat, Needs(staff=True))) == set()


def test_roles_count_in_their_own_programme_only(store: Store) -> None:
    """A team of the same name in another programme is another team."""
    pat = holder(store)
    elsewhere = staff(store, Role.COMMISSIONER)
    command(store, StaffRemoved(elsewhere.id))
    command(store, RoleGranted(elsewhere.id, Role.COMMISSIONER, "somewhere-else"))
    command(store, RoleGranted(elsewhere.id, Role.TEAM_LEADER, "somewhere-else", "north"))
    assert ids(facts_of(store, pat, Needs(staff=True))) == set()


def test_limits_come_with_the_grant(store: Store) -> None:
    """In pence, by person and role."""
    leader = staff(store, Role.TEAM_LEADER)
    command(store, StaffRemoved(leader.id))
    command(store, RoleGranted(leader.id, Role.TEAM_LEADER, PROGRAMME, "north", 7_500))
    facts = facts_of(store, holder(store), Needs(staff=True))
    assert facts.limits == ((leader.id, Role.TEAM_LEADER, 7_500),)


def test_a_crowd_is_cut_off_but_never_the_team(store: Store) -> None:
    """The work of a turn does not grow with the number of staff."""
    for _ in range(MAX_STAFF + 5):
        staff(store, Role.PANEL_MEMBER)
    leader, mine = staff(store, Role.TEAM_LEADER), staff(store, Role.CARE_CO_ORDINATOR)
    facts = facts_of(store, holder(store, mine), Needs(staff=True))
    assert len(facts.staff) <= MAX_STAFF + 1
    assert {leader.id, mine.id} <= ids(facts)


def test_the_inbox_is_what_i_may_sign(store: Store) -> None:
    """By stage and scope, oldest first, with the holder's name; my own is never in it."""
    mine, other = (staff(store, Role.CARE_CO_ORDINATOR) for _ in range(2))
    leader = staff(store, Role.TEAM_LEADER)
    first, second = holder(store, mine), holder(store, mine)
    sent(store, first)
    sent(store, second)
    inbox = facts_of(store, mine, Needs(inbox=True)).inbox
    assert [(r.reference, r.person, name) for r, name in inbox] == [
        ("FH-0001", first.id, "Pat"),
        ("FH-0002", second.id, "Pat"),
    ]
    assert facts_of(store, other, Needs(inbox=True)).inbox == ()
    assert facts_of(store, leader, Needs(inbox=True)).inbox == ()


def test_a_payer_finds_what_can_be_paid(store: Store) -> None:
    """Once it is approved, and not before."""
    command(store, FundToppedUp(FundId(PROGRAMME), 500_000))
    mine, broker = staff(store, Role.CARE_CO_ORDINATOR), staff(store, Role.PAYMENTS_ORGANISATION)
    pat = holder(store, mine)
    sent(store, pat)
    assert facts_of(store, broker, Needs(inbox=True)).inbox == ()
    for label in ("Look", "Approve", "Yes, approve £135.00"):
        tapped(store, mine, token_of(store, mine.chat, label))
    ((request, name),) = facts_of(store, broker, Needs(inbox=True)).inbox
    assert (request.state, request.reserved_pence, name) == (State.APPROVED, 13_500, "Pat")


def test_a_request_comes_whole(store: Store) -> None:
    """Plan, stages, decisions, its person, its fund, who has acted."""
    mine = staff(store, Role.CARE_CO_ORDINATOR)
    pat = holder(store, mine)
    sent(store, pat)
    (request,) = facts_of(store, pat, Needs(requests=True)).requests
    facts = facts_of(store, mine, Needs(request=request.id))
    assert facts.request == request
    assert facts.holder is not None
    assert facts.holder.id == pat.id
    assert request.plan.goal == "A phone, so I can ring my sister"
    assert [stage.roles for stage in request.stages] == [(Role.CARE_CO_ORDINATOR,)]
    assert mine.id in ids(facts)
