"""The nouns of the service, as values: people, requests, stages, decisions.

Nothing here decides anything. Money is whole pence, instants are aware UTC, ids are opaque text.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from enum import StrEnum
from typing import NewType

from flows.lines import LinePayment, PlanLine

PersonId = NewType("PersonId", str)
ChatId = NewType("ChatId", str)
RequestId = NewType("RequestId", str)
FundId = NewType("FundId", str)


class Role(StrEnum):
    """Who somebody is in a programme (DECISIONS, Identity of things)."""

    BUDGET_HOLDER = "budget_holder"
    SUPPORTER = "supporter"
    PEER_SUPPORTER = "peer_supporter"
    CARE_CO_ORDINATOR = "care_co_ordinator"
    TEAM_LEADER = "team_leader"
    LIVED_EXPERIENCE_REVIEWER = "lived_experience_reviewer"
    PHB_LEAD_CLINICIAN = "phb_lead_clinician"
    COMMISSIONER = "commissioner"
    PHB_FACILITATOR = "phb_facilitator"
    PANEL_MEMBER = "panel_member"
    SUPPORT_PLANNER = "support_planner"
    PAYMENTS_ORGANISATION = "payments_organisation"
    FINANCE = "finance"
    PROGRAMME_ADMIN = "programme_admin"
    AUDITOR = "auditor"


class State(StrEnum):
    """Where a request is. Only `flows.lifecycle` says how one becomes another."""

    DRAFT = "draft"
    ENQUIRY = "enquiry"
    WAITING_SIGNATURE = "waiting_signature"
    WAITING_ANSWER = "waiting_answer"
    WAITING_MONEY = "waiting_money"
    APPROVED = "approved"
    RELEASED = "released"
    ON_HOLD = "on_hold"
    PAYMENT_FAILED = "payment_failed"
    PAID = "paid"
    PROBLEM = "problem"
    ARRIVED = "arrived"
    CLOSED = "closed"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"
    EXPIRED = "expired"
    STOPPED = "stopped"


class Party(StrEnum):
    """On whose behalf a move is made, seen from the request."""

    PERSON = "person"
    SIGNER = "signer"
    PAYER = "payer"
    ADMIN = "admin"
    SYSTEM = "system"


class Mode(StrEnum):
    """How many of a stage's roles must sign."""

    ANY = "any"
    ALL = "all"
    N_OF = "n_of"


class Verdict(StrEnum):
    """What a signer said."""

    APPROVE = "approve"
    DECLINE = "decline"


class Need(StrEnum):
    """What makes the service usable for somebody (CARE 12)."""

    EASY_READ = "easy_read"
    BIG_PRINT = "big_print"
    VOICE = "voice"
    INTERPRETER = "interpreter"
    READ_WITH_ME = "read_with_me"


class Seen(StrEnum):
    """Whether anybody else sees their phone (CARE 9)."""

    NO = "no"
    YES = "yes"
    SOMETIMES = "sometimes"


@dataclass(frozen=True, slots=True)
class Wishes:
    """How a person wants us to be with them: asked, never required, theirs to change (CARE 9, 12,
    13, 25). Private: kept under their key."""

    no_at_any_time: bool = False
    """A no may reach them in the evening and before days off too."""
    language: str = ""
    needs: tuple[Need, ...] = ()
    culture: str = ""
    """Faith, culture, identity: their own words."""
    at_ease_with: str = ""
    quiet_words: str = ""
    """Days and times of prayer, fasting or rest, as they said it; what of it we understood is in
    `quiet_days` (Monday is 0) and `quiet_times`."""
    quiet_days: tuple[int, ...] = ()
    quiet_times: tuple[tuple[time, time], ...] = ()
    good_time: tuple[time, time] | None = None
    """When they like to be written to, instead of the programme's waking hours."""
    phone_seen: Seen | None = None
    discreet: bool = False
    """Messages that leave for a phone say only that there is one."""


@dataclass(frozen=True, slots=True)
class Person:
    """One human. `facts` are the staff-side eligibility facts; a person never reads them."""

    id: PersonId
    name: str
    programme: str
    team: str = ""
    roles: frozenset[Role] = frozenset()
    care_co_ordinator: PersonId | None = None
    facts: Mapping[str, bool | int | str] = field(default_factory=dict)
    enrolled: bool = False
    paused: bool = False
    check_ins: bool = True
    wishes: Wishes = Wishes()
    unconfirmed: bool = False
    """Came in with a letter, and nobody has said yet that it is them (CARE 11)."""


@dataclass(frozen=True, slots=True)
class Stage:
    """One signature, or one panel, that a request needs. Stages open in order."""

    roles: tuple[Role, ...]
    mode: Mode = Mode.ANY
    n: int = 1


@dataclass(frozen=True, slots=True)
class Decision:
    """One signer's word on one stage, for one version of the request."""

    stage: int
    by: PersonId
    role: Role
    verdict: Verdict
    version: int
    at: datetime
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Plan:
    """What the person asks for, in their own words. Private: stored under the person's key.

    A plan of several parts, or of something that goes on, has `lines`; then `price_pence` is what
    they come to and `item` names them all. A plan without is one payment of `price_pence`.
    """

    goal: str = ""
    item: str = ""
    offer: str = ""
    choice: str = ""
    extras: str = ""
    price_pence: int | None = None
    better: str = ""
    payment: str = ""
    delivery: str = ""
    worry: str = ""
    files: tuple[str, ...] = ()
    lines: tuple[PlanLine, ...] = ()
    replaces: str = ""
    """The reference of what was lost, broken or of no use, when this is asked for in its place."""


@dataclass(frozen=True, slots=True)
class Change:
    """What the person asked to have changed, and what stood before it (CARE 15).

    `same`: the same goal for no more money. `agreed`: the old one was agreed (`waited`: all had
    signed, and it waited for money); it stands until the new one is agreed, and after a no.
    """

    words: str
    before: Plan
    before_pence: int
    before_stages: tuple[Stage, ...]
    same: bool = False
    agreed: bool = False
    waited: bool = False


@dataclass(frozen=True, slots=True)
class Flag:
    """An exclusion whose words the item uses. It never refuses by itself."""

    exclusion: str
    cleared_by: PersonId | None = None
    upheld: bool = False
    reason: str = ""


@dataclass(frozen=True, slots=True)
class OpenQuestion:
    """A signer's question that waits for the person's answer."""

    by: PersonId
    role: Role
    words: str
    at: datetime


class SaidHow(StrEnum):
    """How the person said that words typed for them are theirs."""

    CHAT = "chat"
    ALOUD = "aloud"
    PAPER = "paper"
    AUTHORITY = "authority"


@dataclass(frozen=True, slots=True)
class Helped:
    """Somebody typed it for the person: who, as what, and how the person said it is theirs.

    `kind` is the helper's role or tie. `present` (who was there, where the paper is) is private.
    """

    by: PersonId
    kind: str
    how: SaidHow
    present: str = ""
    file: str = ""


@dataclass(frozen=True, slots=True)
class Option:
    """Something a planner found for the person to choose from: what and where, and its price."""

    words: str
    pence: int


@dataclass(frozen=True, slots=True)
class Advice:
    """What one signer asked the adviser, and what came back. Nobody else reads it."""

    by: PersonId
    words: str
    given_by: PersonId | None = None
    answer: str = ""


@dataclass(frozen=True, slots=True)
class Handling:
    """What staff do for a request besides signing and paying it. Private, like the plan.

    `planner` helps to find the price; `options` are what they found, `chosen` the person's choice.
    `released_by`: who in finance let the money go, for which version of what is asked.
    `declared`: signers who said that it is their own organisation's service, and may sign.
    """

    planner: PersonId | None = None
    options: tuple[Option, ...] = ()
    chosen: int | None = None
    advice: tuple[Advice, ...] = ()
    declared: tuple[PersonId, ...] = ()
    released_by: PersonId | None = None
    released_version: int = 0


@dataclass(frozen=True, slots=True)
class Request:
    """A sent request: durable, audited, pinned to the programme version it was sent under.

    `version` changes when what is asked changes (it kills old buttons); `revision` changes with
    every write (it decides races). `told`: the person knows of the last decision; a no that a
    signer wants to say first is not told yet. `held` is what is set aside, by pot; together it is
    `reserved_pence`. `written_by` is who wrote the plan with the person. `heard`: which of `asked`
    were answered by word of mouth, and written down by staff.
    """

    id: RequestId
    reference: str
    person: PersonId
    programme: str
    programme_version: str
    team: str
    fund: FundId
    state: State
    amount_pence: int
    plan: Plan
    stages: tuple[Stage, ...]
    sent_at: datetime
    state_since: datetime
    version: int = 1
    revision: int = 1
    decisions: tuple[Decision, ...] = ()
    flags: tuple[Flag, ...] = ()
    question: OpenQuestion | None = None
    asked: tuple[tuple[str, str], ...] = ()
    barred: frozenset[PersonId] = frozenset()
    passed_to: PersonId | None = None
    more_words: str = ""
    first_reason: str = ""
    reserved_pence: int = 0
    paid_pence: int = 0
    payment_reference: str = ""
    paid_on: date | None = None
    arrived_at: datetime | None = None
    hold_reason: str = ""
    told: bool = True
    heard: tuple[int, ...] = ()
    helped: Helped | None = None
    change: Change | None = None
    refunded_pence: int = 0
    held: tuple[tuple[FundId, int], ...] = ()
    line_payments: tuple[LinePayment, ...] = ()
    written_by: PersonId | None = None
    handling: Handling = Handling()


@dataclass(frozen=True, slots=True)
class FundPosition:
    """A fund now: `allocated = free + reserved + spent`, in pence."""

    id: FundId
    allocated: int
    reserved: int
    spent: int

    @property
    def free(self) -> int:
        """Pence that nobody has been promised."""
        return self.allocated - self.reserved - self.spent
