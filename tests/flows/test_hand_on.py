"""Nobody is left with nobody: discharges and leavers, also where nothing fits (CARE 15)."""

from dataclasses import replace

from flows import effects as e
from flows.events import Discharged, StaffRemoved
from flows.model import PersonId, Role
from flows.step import step
from tests.flows.samples import ADMIN, CARER, LEADER, SAM, STAFF, facts, person, session

SECOND = person("Second", Role.CARE_CO_ORDINATOR)
NONE = session()


def carers(effects: tuple[e.Effect, ...]) -> dict[PersonId, PersonId]:
    return {x.person: x.carer for x in effects if isinstance(x, e.SetCarer)}


def results(effects: tuple[e.Effect, ...]) -> dict[str, str]:
    return {x.name: x.value for x in effects if isinstance(x, e.Result)}


def test_a_discharge_without_a_name_follows_the_scheme() -> None:
    done = step(NONE, Discharged(SAM.id, CARER.id), facts(None)).effects
    assert carers(done) == {SAM.id: LEADER.id}
    assert results(done) == {"owner": "Leader"}


def test_a_named_owner_must_work_here() -> None:
    pat = person("Pat", Role.BUDGET_HOLDER)
    seen = facts(None, staff=(*STAFF, pat))
    for nobody in (PersonId("nobody"), pat.id, SAM.id):
        done = step(NONE, Discharged(SAM.id, CARER.id, nobody), seen).effects
        assert done == (e.Result("refused", "nobody"),)


def test_a_discharge_with_nobody_left_changes_nothing() -> None:
    done = step(NONE, Discharged(SAM.id, CARER.id), facts(None, staff=(CARER,))).effects
    assert done == (e.Result("refused", "nobody"),)


def test_a_leavers_people_go_to_whom_was_named() -> None:
    seen = facts(None, holder=CARER, people=(SAM,), staff=(*STAFF, SECOND))
    done = step(NONE, StaffRemoved(CARER.id, SECOND.id), seen).effects
    assert carers(done) == {SAM.id: SECOND.id}
    assert [x.to for x in done if isinstance(x, e.Send)] == [SAM.id, SECOND.id]


def test_a_leaver_is_never_named_for_their_own_people() -> None:
    seen = facts(None, holder=CARER, people=(SAM,))
    assert carers(step(NONE, StaffRemoved(CARER.id, CARER.id), seen).effects) == {SAM.id: LEADER.id}


def test_rights_end_even_when_nobody_is_left() -> None:
    seen = facts(None, holder=CARER, people=(SAM,), staff=(CARER,))
    done = step(NONE, StaffRemoved(CARER.id), seen).effects
    assert e.EndRoles(CARER.id) in done
    assert carers(done) == {}


def test_a_leader_who_leaves_is_no_choice_of_the_rule() -> None:
    asks_too = replace(SAM, care_co_ordinator=LEADER.id)
    seen = facts(None, holder=LEADER, people=(asks_too,))
    assert carers(step(NONE, StaffRemoved(LEADER.id), seen).effects) == {SAM.id: ADMIN.id}
