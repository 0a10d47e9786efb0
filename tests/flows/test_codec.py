"""What is stored as JSON comes back as it was, and what was stored by earlier versions still loads.

A new codec version keeps one file of each past version in `sessions/` and never edits it.
"""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from flows.codec import (
    CODEC,
    plan_from_json,
    plan_to_json,
    session_from_json,
    session_to_json,
    taps_from_json,
    taps_to_json,
    wire_from_json,
    wire_to_json,
)
from flows.events import (
    Discharged,
    FileSent,
    FundToppedUp,
    InviteAsked,
    InviteOpened,
    LinkAsked,
    LogExported,
    PagePressed,
    PersonAdded,
    PinForgotten,
    RoleGranted,
    StaffAdded,
    StaffRemoved,
    TimerFired,
    TimerKind,
    TokenTapped,
    Typed,
    Wire,
)
from flows.model import FundId, PersonId, Plan, RequestId, Role
from flows.session import ConversationState, Session, Waiting
from flows.taps import Choose, Do, Verb
from tests.flows.samples import CARER, CHAT, LEADER, NOW, PLAN, SAM
from tests.flows.states import ASKING, STATES, kinds

SAMPLES = sorted((Path(__file__).parent / "sessions").glob("v*.json"))
EVENTS: tuple[Wire, ...] = (
    Typed("A phone \u202e {x}", cut=True),
    TokenTapped("abc0"),
    PagePressed(Do(Verb.TALK, RequestId("r1"), 2), "Talk to someone"),
    FileSent("f1", "a.png", "image/png"),
    InviteOpened("hash"),
    TimerFired("k", TimerKind.CHECK_IN, RequestId("r1"), SAM.id, "end", 2),
    StaffAdded("Ann", Role.TEAM_LEADER, "p", "north", 100),
    RoleGranted(SAM.id, Role.AUDITOR, "p"),
    StaffRemoved(SAM.id),
    Discharged(SAM.id, CARER.id, LEADER.id),
    PersonAdded("Sam", "p", "north", PersonId("c"), {"cluster": 5, "ok": True}, (Role.AUDITOR,)),
    InviteAsked(SAM.id, "Kim", {"cluster": 4, "in_treatment": True}),
    PinForgotten(PersonId("p")),
    LinkAsked(SAM.id),
    FundToppedUp(FundId("f"), 100),
    LogExported(SAM.id, "csv", 3, "aa"),
)
WAITING = (Waiting("question:FH-0001", Do(Verb.REPLY, RequestId("r1"))),)


@pytest.mark.parametrize("state", STATES)
def test_every_state_comes_back(state: ConversationState) -> None:
    session = Session(
        CHAT,
        SAM.id,
        state,
        trail=STATES[:3],
        parked=state,
        parked_trail=STATES[3:5],
        waiting=WAITING,
        draft=ASKING[4],
        programme="p",
        programme_version="1",
        question_no=7,
        panel_at=NOW,
        last_at=NOW,
    )
    assert session_from_json(session_to_json(session)) == session


def test_there_is_one_of_every_state_and_of_every_event() -> None:
    assert {type(state) for state in STATES} == kinds(ConversationState)
    assert {type(event) for event in EVENTS} == kinds(Wire)


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_sessions_of_every_version_load(path: Path) -> None:
    kept = json.loads(path.read_text(encoding="utf-8"))
    loaded = [session_from_json(json.dumps(one).encode()) for one in kept]
    assert all(session.codec == CODEC for session in loaded)
    assert {type(session.state).__name__ for session in loaded} >= {"Home", "Asking", "Rating"}


def test_a_sample_of_every_version_is_kept() -> None:
    assert [path.stem for path in SAMPLES] == [f"v{no}" for no in range(1, CODEC + 1)]


def test_the_first_version_still_means_what_it_meant() -> None:
    (first,) = (path for path in SAMPLES if path.stem == "v1")
    kept = [session_from_json(json.dumps(one).encode()) for one in json.loads(first.read_text())]
    assert [session.state for session in kept if session.state not in STATES] == []


@pytest.mark.parametrize("event", EVENTS)
def test_every_wire_event_comes_back(event: Wire) -> None:
    assert wire_from_json(wire_to_json(event)) == event


@pytest.mark.parametrize("verb", Verb)
def test_every_button_comes_back(verb: Verb) -> None:
    taps = (Choose("yes"), Do(verb, RequestId("r1"), 3, "x:y"))
    assert taps_from_json(taps_to_json(taps)) == taps


@given(st.builds(Plan, goal=st.text(), item=st.text(), worry=st.text()))
def test_words_in_a_plan_come_back_exactly(plan: Plan) -> None:
    assert plan_from_json(plan_to_json(plan)) == plan


def test_a_plan_comes_back() -> None:
    assert plan_from_json(plan_to_json(PLAN)) == PLAN


@pytest.mark.parametrize(
    "raw", [b'{"kind": "magic"}', b"{}", b"[]", b'{"kind": "typed"}', b'{"kind": 1, "text": ""}']
)
def test_an_unknown_event_is_an_error(raw: bytes) -> None:
    with pytest.raises(ValidationError):
        wire_from_json(raw)


def test_an_unknown_state_or_verb_is_an_error() -> None:
    table = json.loads(session_to_json(Session(CHAT)))
    with pytest.raises(ValidationError):
        session_from_json(json.dumps({**table, "state": {"kind": "magic"}}).encode())
    with pytest.raises(ValidationError):
        taps_from_json('[{"kind": "do", "verb": "magic"}]')


def test_a_session_of_a_newer_version_is_an_error() -> None:
    table = json.loads(session_to_json(Session(CHAT)))
    with pytest.raises(ValueError, match="newer"):
        session_from_json(json.dumps({**table, "codec": CODEC + 1}).encode())
