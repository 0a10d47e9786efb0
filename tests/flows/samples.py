"""A small world for tests of the pure core: people, a request, the facts of one moment."""

import tomllib
from dataclasses import replace
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from flows.calendar import WorkingCalendar
from flows.effects import Effect, Reply
from flows.facts import Facts
from flows.model import (
    ChatId,
    Decision,
    FundId,
    FundPosition,
    Person,
    PersonId,
    Plan,
    Request,
    RequestId,
    Role,
    State,
    Verdict,
)
from flows.policy import route
from flows.programme import Catalogue, Programme, parse_ideas, parse_programme
from flows.session import ConversationState, Session
from flows.wording import Words

ROOT = Path(__file__).parents[2] / "flows"
NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
CALENDAR = WorkingCalendar(ZoneInfo("Europe/London"), frozenset())
CHAT = ChatId("chat")


@cache
def table() -> dict[str, Any]:
    """The programme's file, as its parser gets it. Copy it before changing it."""
    return tomllib.loads((ROOT / "programmes/city-hackney-2019.toml").read_text())


@cache
def catalogue() -> Catalogue:
    """What people chose, from the reports."""
    return parse_ideas(tomllib.loads((ROOT / "ideas/reports.toml").read_text()))


@cache
def programme() -> Programme:
    """City & Hackney, with its ideas."""
    return parse_programme(table()).with_ideas({"reports": catalogue()})


@cache
def words() -> Words:
    """The English words."""
    found = sorted((ROOT / "words/en-GB").glob("*.ftl"))
    return Words({"en-GB": "\n".join(path.read_text() for path in found)})


def person(name: str, *roles: Role, team: str = "north", carer: str = "") -> Person:
    """Somebody whose id is their name."""
    facts = {"in_treatment": True, "cluster": 5, "ready_for_discharge": True}
    return Person(
        PersonId(name),
        name,
        programme().id,
        team,
        frozenset(roles),
        PersonId(carer) if carer else None,
        facts,
        enrolled=True,
    )


SAM = person("Sam", Role.BUDGET_HOLDER, carer="Carer")
CARER = person("Carer", Role.CARE_CO_ORDINATOR)
LEADER = person("Leader", Role.TEAM_LEADER)
PEER = person("Peer", Role.LIVED_EXPERIENCE_REVIEWER, team="")
CLINICIAN = person("Clinician", Role.PHB_LEAD_CLINICIAN, team="")
COMMISSIONER = person("Commissioner", Role.COMMISSIONER, team="")
BROKER = person("Broker", Role.PAYMENTS_ORGANISATION, team="")
ADMIN = person("Admin", Role.PROGRAMME_ADMIN, team="")
STAFF = (CARER, LEADER, PEER, CLINICIAN, COMMISSIONER, BROKER, ADMIN)

PLAN = Plan(goal="Get out more", item="A tent", price_pence=8000, payment="we_buy")


def request(pence: int = 8000, **changes: Any) -> Request:
    """Sam's request for this much, waiting for its first signature unless `changes` say else."""
    routing = route(programme(), pence)
    made = Request(
        id=RequestId("r1"),
        reference="FH-0001",
        person=SAM.id,
        programme=programme().id,
        programme_version=programme().version,
        team="north",
        fund=FundId(programme().id),
        state=State.WAITING_SIGNATURE,
        amount_pence=pence,
        plan=replace(PLAN, price_pence=pence),
        stages=routing.stages if routing else (),
        sent_at=NOW,
        state_since=NOW,
    )
    return replace(made, **changes)


def yes(who: Person, role: Role, stage: int = 0, version: int = 1) -> Decision:
    """A signature."""
    return Decision(stage, who.id, role, Verdict.APPROVE, version, NOW)


def facts(me: Person | None = None, about: Request | None = None, **changes: Any) -> Facts:
    """What a step may see when `me` acts on `about`."""
    made = Facts(
        now=NOW,
        calendar=CALENDAR,
        programme=programme(),
        me=me,
        request=about,
        holder=SAM,
        staff=STAFF,
        fund=FundPosition(FundId(programme().id), 500_000, 0, 0),
        next_reference="FH-0002",
        fresh=("r2", "abcdefghij234567", "secret", "link", "id5", "id6"),
        public_url="http://127.0.0.1:8000",
    )
    return replace(made, **changes)


def session(who: Person | None = None, **changes: Any) -> Session:
    """This person's chat, at home unless `changes` say else."""
    return replace(Session(CHAT, who.id if who else PersonId("")), **changes)


def keys(effects: tuple[Effect, ...]) -> list[str]:
    """The words keys of what is said here, in order."""
    return [said.words for e in effects if isinstance(e, Reply) for said in e.message.lines]


def labels(effects: tuple[Effect, ...]) -> set[str]:
    """The keys of the buttons that are shown here."""
    shown = [e.message.buttons for e in effects if isinstance(e, Reply)]
    return {button.label.words for buttons in shown for button in buttons}


def text(effects: tuple[Effect, ...]) -> str:
    """Everything that is said here, as it is read."""
    said = [e.message for e in effects if isinstance(e, Reply)]
    return "\n".join(words().render_message("en-GB", message).text for message in said)


def in_chat(state: ConversationState, who: Person | None = SAM, **changes: object) -> Session:
    """A chat in the middle of this."""
    return replace(session(who), state=state, question_no=5, **changes)  # type: ignore[arg-type]
