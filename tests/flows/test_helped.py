"""Who helped somebody to ask may sign only so far, and a set share of it is checked later."""

from dataclasses import replace
from datetime import timedelta
from hashlib import sha256

import pytest

from flows.assisting import Helping
from flows.conversations.ask import Asking
from flows.effects import Decide, OpenRequest, OpenTask
from flows.events import Tapped, Typed
from flows.helped import help_kind, is_checked, may_see
from flows.model import Helped, PersonId, RequestId, Role, SaidHow
from flows.moves.sign import sign
from flows.policy import Refusal, may_sign, signers, stages_for
from flows.step import step
from flows.taps import Choose, Do, Verb
from flows.ties import Leave, Tie, TieKind
from tests.flows.samples import (
    CARER,
    CLINICIAN,
    LEADER,
    NOW,
    PEER,
    PLAN,
    SAM,
    facts,
    in_chat,
    keys,
    person,
    programme,
    request,
)

BY_CARER = Helped(CARER.id, Role.CARE_CO_ORDINATOR, SaidHow.ALOUD, "the two of us")
OTHER = person("Other", Role.CARE_CO_ORDINATOR, team="south")


def tie(**changes: object) -> Tie:
    """Peer helps Sam."""
    made = Tie("t1", SAM.id, PEER.id, TieKind.PEER, NOW, NOW + timedelta(days=30))
    return replace(made, **changes)  # type: ignore[arg-type]


def helped(pence: int, by: Helped = BY_CARER) -> object:
    """A request that somebody typed."""
    return request(
        pence, helped=by, stages=stages_for(programme(), replace(PLAN, price_pence=pence), by)
    )


@pytest.mark.parametrize(("pence", "may"), [(1, True), (25_000, True), (25_001, False)])
def test_the_co_ordinator_who_helped_signs_up_to_the_programmes_limit(
    pence: int, may: bool
) -> None:
    asked = helped(pence)
    answer = may_sign(CARER, asked, 1, facts(CARER, asked))  # type: ignore[arg-type]
    assert (answer is Role.CARE_CO_ORDINATOR) is may
    assert may or answer is Refusal.HELPED


def test_above_it_two_other_people_sign() -> None:
    asked = helped(30_000)
    able = signers(asked, 0, facts(CARER, asked))  # type: ignore[arg-type]
    assert CARER not in able
    assert CLINICIAN in able


def test_without_a_stand_in_nobody_is_made_up() -> None:
    asked = helped(30_000)
    few = facts(CARER, asked, staff=(CARER, LEADER))  # type: ignore[arg-type]
    assert CARER not in signers(asked, 0, few)  # type: ignore[arg-type]
    assert may_sign(CARER, asked, 1, few) is Refusal.HELPED  # type: ignore[arg-type]


def test_the_signature_says_that_it_is_the_helpers() -> None:
    asked = request(8000, helped=BY_CARER)
    effects = sign(asked, CARER, Role.CARE_CO_ORDINATOR, facts(CARER, asked))
    assert [e.helper for e in effects if isinstance(e, Decide)] == [True]
    plain = request(8000)
    effects = sign(plain, CARER, Role.CARE_CO_ORDINATOR, facts(CARER, plain))
    assert [e.helper for e in effects if isinstance(e, Decide)] == [False]


def test_the_share_that_is_checked_follows_from_the_id_alone() -> None:
    ids = [f"request-{n}" for n in range(500)]
    every = programme().signing.helper_checked_every
    assert every == 5
    by_hand = {i for i in ids if int(sha256(i.encode()).hexdigest()[:12], 16) % every == 0}
    assert 60 < len(by_hand) < 140
    found = {i for i in ids if is_checked(replace(request(), id=RequestId(i)), programme())}
    assert found == by_hand


def test_the_team_leader_has_a_task_for_those_in_the_share_only() -> None:
    tasks = {True: 0, False: 0}
    for n in range(40):
        asked = request(8000, helped=BY_CARER, id=RequestId(f"request-{n}"))
        effects = sign(asked, CARER, Role.CARE_CO_ORDINATOR, facts(CARER, asked))
        owners = [e.owner for e in effects if isinstance(e, OpenTask) and e.task == "helped"]
        chosen = is_checked(asked, programme())
        assert owners == ([LEADER.id] if chosen else [])
        tasks[chosen] += 1
    assert all(tasks.values())


@pytest.mark.parametrize(
    ("changes", "may"),
    [
        ({}, False),
        ({"ended": NOW - timedelta(days=1), "since": NOW - timedelta(days=9)}, True),
        ({"ended": NOW + timedelta(hours=1)}, False),
        ({"until": NOW - timedelta(days=1)}, True),
        ({"confirmed": False}, True),
        ({"person": PersonId("Someone")}, True),
    ],
)
def test_who_helps_somebody_never_signs_for_them(changes: dict[str, object], may: bool) -> None:
    asked = request(90_000)
    seen = facts(PEER, asked, ties=(tie(**changes),))
    answer = may_sign(PEER, asked, 1, seen)
    assert (answer is Role.LIVED_EXPERIENCE_REVIEWER) is may
    assert may or answer is Refusal.HELPED


def test_a_peer_on_the_panel_cannot_open_the_card() -> None:
    asked = request(90_000)
    seen = facts(PEER, asked, ties=(tie(),))
    after = step(in_chat(Asking(), PEER), Tapped(Do(Verb.LOOK, asked.id, 1)), seen)
    assert keys(after.effects) == ["cannot-sign-not-yours"]


def test_a_tie_gives_what_was_ticked_while_it_counts() -> None:
    ticked = tie(kind=TieKind.SUPPORTER, leave=frozenset({Leave.ASK, Leave.MONEY}))
    seen = facts(PEER, ties=(ticked,))
    assert may_see(PEER.id, SAM.id, Leave.MONEY, seen)
    assert not may_see(PEER.id, SAM.id, Leave.REQUESTS, seen)
    assert help_kind(PEER, SAM, seen) == "supporter"
    for over in ({"ended": NOW}, {"until": NOW}, {"confirmed": False}):
        gone = facts(PEER, ties=(replace(ticked, **over),))
        assert not may_see(PEER.id, SAM.id, Leave.MONEY, gone)
        assert help_kind(PEER, SAM, gone) == ""


@pytest.mark.parametrize("who", [OTHER, LEADER, CLINICIAN])
def test_nobody_helps_anothers_people(who: object) -> None:
    seen = facts(who, people=(SAM,))  # type: ignore[arg-type]
    chosen = step(in_chat(Helping(), who), Tapped(Choose(SAM.id)), seen)  # type: ignore[arg-type]
    assert keys(chosen.effects)[0] == "helping-not-yours"
    state = Helping(SAM.id, Asking("review", PLAN), "present")
    sent = step(in_chat(state, who), Typed("us"), seen)  # type: ignore[arg-type]
    assert keys(sent.effects)[0] == "helping-over"
    assert [e for e in sent.effects if isinstance(e, OpenRequest)] == []


def test_a_co_ordinator_who_is_moved_on_meanwhile_sends_nothing() -> None:
    moved = replace(SAM, care_co_ordinator=OTHER.id)
    state = Helping(SAM.id, Asking("review", PLAN), "paper")
    sent = step(in_chat(state, CARER), Typed("in the file"), facts(CARER, holder=moved))
    assert [e for e in sent.effects if isinstance(e, OpenRequest)] == []


def test_what_is_sent_names_both() -> None:
    state = Helping(SAM.id, Asking("review", PLAN), "present")
    sent = step(in_chat(state, CARER), Typed("Sam and me"), facts(CARER))
    (opened,) = (e.request for e in sent.effects if isinstance(e, OpenRequest))
    assert opened.person == SAM.id
    assert opened.helped == Helped(CARER.id, "care_co_ordinator", SaidHow.ALOUD, "Sam and me")
