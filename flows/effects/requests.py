"""What becomes of a request."""

from dataclasses import dataclass
from datetime import date

from flows.lifecycle import Action
from flows.model import (
    Change,
    Party,
    PersonId,
    Plan,
    Request,
    RequestId,
    Role,
    Stage,
    State,
    Verdict,
)


@dataclass(frozen=True, slots=True)
class OpenRequest:
    """A request is sent: write it as it is (state `draft`); a MoveRequest follows in the turn."""

    request: Request


@dataclass(frozen=True, slots=True)
class MoveRequest:
    """The request goes from one state to another, as `flows.lifecycle.advance` allowed."""

    request: RequestId
    move: Action
    by: Party
    before: State
    after: State
    actor: PersonId = PersonId("")


@dataclass(frozen=True, slots=True)
class Revise:
    """What is asked changes: a new version, which kills old buttons."""

    request: RequestId
    amount_pence: int
    stages: tuple[Stage, ...]
    plan: Plan


@dataclass(frozen=True, slots=True)
class SetChange:
    """What the person asked to have changed (None: nothing is, any more)."""

    request: RequestId
    change: Change | None


@dataclass(frozen=True, slots=True)
class RaiseFlags:
    """Exclusions whose words the changed item uses: somebody must judge them."""

    request: RequestId
    exclusions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Decide:
    """A signer's word on a stage, for the version they were shown."""

    request: RequestId
    stage: int
    by: PersonId
    role: Role
    verdict: Verdict
    version: int
    reason: str = ""
    helper: bool = False
    """Whoever signs also helped the person to ask (CARE 23)."""


@dataclass(frozen=True, slots=True)
class Restage:
    """Stages are replaced without changing what is asked (a second look); `barred` may not sign."""

    request: RequestId
    stages: tuple[Stage, ...]
    barred: frozenset[PersonId]
    more_words: str
    first_reason: str


@dataclass(frozen=True, slots=True)
class PassOn:
    """The open stage is handed to one named person (None: to all who may sign, again)."""

    request: RequestId
    to: PersonId | None


@dataclass(frozen=True, slots=True)
class Ask:
    """A signer's question is open on the request."""

    request: RequestId
    by: PersonId
    role: Role
    words: str


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer closes the open question and joins those answered. `told_to` wrote it down."""

    request: RequestId
    question: str
    words: str
    told_to: PersonId = PersonId("")


@dataclass(frozen=True, slots=True)
class SetFlag:
    """A signer cleared or upheld an exclusion's flag, with a reason."""

    request: RequestId
    exclusion: str
    by: PersonId
    upheld: bool
    reason: str


@dataclass(frozen=True, slots=True)
class Hold:
    """Why a payment waits (empty: it does not any more)."""

    request: RequestId
    reason: str


@dataclass(frozen=True, slots=True)
class SetTold:
    """Whether the person knows of the no: a signer may want to say it first."""

    request: RequestId
    told: bool


@dataclass(frozen=True, slots=True)
class EndLine:
    """A human ends support that goes on: nothing of this line falls due after this day."""

    request: RequestId
    line: str
    on: date


@dataclass(frozen=True, slots=True)
class Arrive:
    """The thing came, on this local day."""

    request: RequestId


@dataclass(frozen=True, slots=True)
class SaveAnswer:
    """One answer of a check-in round: a number 0-10, a choice, or words."""

    person: PersonId
    request: RequestId
    round: str
    question: str
    number: int | None = None
    choice: str = ""
    words: str = ""
    late_baseline: bool = False
