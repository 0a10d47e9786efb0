"""What must become true: the outbound union. `storage.apply` makes each durable, in one commit.

Nothing here performs anything. Every effect leaves an audit row, derived, never remembered.
"""

from dataclasses import dataclass, field
from datetime import date, datetime

from flows.events import TimerKind
from flows.lifecycle import Action
from flows.messages import Message
from flows.model import (
    FundId,
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
from flows.taps import Do


@dataclass(frozen=True, slots=True)
class Reply:
    """Say something in the chat that this event came from. `asks`: it asks the current question."""

    message: Message
    asks: bool = False


@dataclass(frozen=True, slots=True)
class Send:
    """Say something in another person's chats. `quiet` changes are not news to them."""

    to: PersonId
    message: Message
    quiet: bool = False


@dataclass(frozen=True, slots=True)
class Prompt:
    """Ask somebody something that wants typed words. It takes the floor only at home.

    `begins` is what a tap on [Answer now] would do, and what is done at once at home.
    """

    to: PersonId
    message: Message
    begins: Do


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
class Decide:
    """A signer's word on a stage, for the version they were shown."""

    request: RequestId
    stage: int
    by: PersonId
    role: Role
    verdict: Verdict
    version: int
    reason: str = ""


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
class Reserve:
    """Set the approved pence aside. A fund that cannot cover it makes the turn run again."""

    request: RequestId
    fund: FundId
    pence: int


@dataclass(frozen=True, slots=True)
class Release:
    """Give the whole reservation back."""

    request: RequestId
    fund: FundId


@dataclass(frozen=True, slots=True)
class Pay:
    """Release all, post what was paid, and reserve `still_owed` anew (DECISIONS, Money)."""

    request: RequestId
    fund: FundId
    pence: int
    reference: str
    on: date
    still_owed: int = 0


@dataclass(frozen=True, slots=True)
class TopUp:
    """New money in a fund. The fund is made when it is not there yet."""

    fund: FundId
    pence: int


@dataclass(frozen=True, slots=True)
class SetTimer:
    """At `at` (UTC) a TimerFired with these values happens. The same key replaces the timer."""

    key: str
    at: datetime
    timer: TimerKind
    request: RequestId = RequestId("")
    person: PersonId = PersonId("")
    value: str = ""
    n: int = 0


@dataclass(frozen=True, slots=True)
class ClearTimers:
    """Forget all timers of one request whose kind is named."""

    request: RequestId
    timers: tuple[TimerKind, ...]


@dataclass(frozen=True, slots=True)
class DropTimer:
    """Forget the timer of this key, if there is one."""

    key: str


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


@dataclass(frozen=True, slots=True)
class Arrive:
    """The thing came, on this local day."""

    request: RequestId


@dataclass(frozen=True, slots=True)
class AddPerson:
    """A human enters: name and facts under a key of their own; `chat` is their web chat."""

    id: PersonId
    name: str
    programme: str
    team: str
    care_co_ordinator: PersonId | None = None
    facts: dict[str, bool | int | str] = field(default_factory=dict)
    enrolled: bool = False
    bind_here: bool = False


@dataclass(frozen=True, slots=True)
class GrantRole:
    """A role, from now on. Team roles are scoped to the team, others to the programme."""

    person: PersonId
    role: Role
    programme: str
    team: str = ""
    limit_pence: int | None = None


@dataclass(frozen=True, slots=True)
class EndRoles:
    """All rights of this person end in this commit; so do their web sessions."""

    person: PersonId


@dataclass(frozen=True, slots=True)
class SetMessages:
    """What the person still wants to hear."""

    person: PersonId
    paused: bool
    check_ins: bool


@dataclass(frozen=True, slots=True)
class MakeInvite:
    """An invite: only hashes of its code and link are kept."""

    id: str
    code_hash: str
    link_hash: str
    by: PersonId
    name: str
    programme: str
    team: str
    facts: dict[str, bool | int | str]
    expires: datetime


@dataclass(frozen=True, slots=True)
class UseInvite:
    """The invite is used up, by this person."""

    id: str
    person: PersonId


@dataclass(frozen=True, slots=True)
class WrongCode:
    """This chat tried a code that is not there; five tries lock the chat's tries for a day."""


@dataclass(frozen=True, slots=True)
class MakeLink:
    """A one-time sign-in link: its hash and when it ends. Older links and web sessions end."""

    person: PersonId
    link_hash: str
    expires: datetime


@dataclass(frozen=True, slots=True)
class OpenTask:
    """Something a human must do, on a list until it is done."""

    key: str
    owner: PersonId
    task: str
    about: PersonId
    request: RequestId = RequestId("")


@dataclass(frozen=True, slots=True)
class CloseTask:
    """The task is done, or not needed any more."""

    key: str


@dataclass(frozen=True, slots=True)
class Note:
    """An audit row and nothing else. `facts` holds states, ids, pence and dates only."""

    stream: str
    what: str
    facts: tuple[tuple[str, str | int], ...] = ()
    actor: PersonId = PersonId("")


@dataclass(frozen=True, slots=True)
class Result:
    """Handed back to the caller of the turn and stored nowhere: a fresh link, a new id."""

    name: str
    value: str


Effect = (
    Reply
    | Send
    | Prompt
    | OpenRequest
    | MoveRequest
    | Revise
    | Decide
    | Restage
    | PassOn
    | Ask
    | Answer
    | SetFlag
    | Hold
    | SetTold
    | Reserve
    | Release
    | Pay
    | TopUp
    | SetTimer
    | ClearTimers
    | DropTimer
    | SaveAnswer
    | Arrive
    | AddPerson
    | GrantRole
    | EndRoles
    | SetMessages
    | MakeInvite
    | UseInvite
    | WrongCode
    | MakeLink
    | OpenTask
    | CloseTask
    | Note
    | Result
)
