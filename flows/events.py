"""What happened: the inbound union. Chat messages, buttons, timers and clicks are all events."""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import Field

from flows.model import FundId, PersonId, RequestId, Role
from flows.taps import Do, Tap

MAX_TEXT = 4000
"""Characters of one typed message that are kept; the person is told when there were more."""


class TapFault(StrEnum):
    """Why a button did not count."""

    UNKNOWN = "unknown"  # forged, or from another chat: nothing is said about why
    USED = "used"
    EXPIRED = "expired"
    STALE = "stale"  # the question or the request has moved on


@dataclass(frozen=True, slots=True)
class Typed:
    """A person typed words: as they came, without NUL and lone surrogates (`cut`: there were more).

    Words to keep are cleaned first (`flows.plain_text.clean`); money is read from them as they are,
    because taking a hidden character out of a number makes another number.
    """

    text: str
    cut: bool = False
    kind: Literal["typed"] = "typed"


@dataclass(frozen=True, slots=True)
class TokenTapped:
    """A button token as it came over the wire. `storage` turns it into Tapped or TapRefused."""

    token: str
    kind: Literal["token"] = "token"


@dataclass(frozen=True, slots=True)
class Tapped:
    """A button that was this chat's to press, and whose question or request still stands."""

    tap: Tap
    label: str = ""
    kind: Literal["tapped"] = "tapped"


@dataclass(frozen=True, slots=True)
class PagePressed:
    """A button of a page, which has just been told what it may offer. It has no screen: what it
    does is judged as always, on the request at the version that the page showed."""

    tap: Do
    label: str = ""
    kind: Literal["page"] = "page"


@dataclass(frozen=True, slots=True)
class TapRefused:
    """A button that does not count any more, or never did."""

    fault: TapFault
    kind: Literal["tap_refused"] = "tap_refused"


@dataclass(frozen=True, slots=True)
class FileSent:
    """A photo, voice note or document, already stored as `file`; `fault` says why it was not."""

    file: str
    name: str
    media: str
    fault: str = ""
    kind: Literal["file"] = "file"


@dataclass(frozen=True, slots=True)
class InviteOpened:
    """A chat brings an invite: the SHA-256 of the code or of the link's secret."""

    code_hash: str
    kind: Literal["invite_opened"] = "invite_opened"


class TimerKind(StrEnum):
    """What a due timer is for."""

    SIGN_REMINDER = "sign_reminder"
    ANSWER_REMINDER = "answer_reminder"
    UNPAID = "unpaid"
    ARRIVAL = "arrival"
    CHECK_IN = "check_in"
    CHECK_IN_REMINDER = "check_in_reminder"
    DECLINE_HELD = "decline_held"
    INVITE_EXPIRY = "invite_expiry"
    PROMISE = "promise"
    ALERT = "alert"
    STORY_OFFER = "story_offer"
    STORY_REMIND = "story_remind"
    WAITS = "waits"
    LINE_DUE = "line_due"
    LINE_END = "line_end"
    TIE_END = "tie_end"
    TASK_LATE = "task_late"
    UNRELEASED = "unreleased"
    LOST = "lost"


@dataclass(frozen=True, slots=True)
class TimerFired:
    """A timer came due. `value` is the timer's own note (a round's id), `n` counts repeats."""

    key: str
    timer: TimerKind
    request: RequestId = RequestId("")
    person: PersonId = PersonId("")
    value: str = ""
    n: int = 0
    kind: Literal["timer"] = "timer"


@dataclass(frozen=True, slots=True)
class StaffAdded:
    """An administrator adds somebody who works here."""

    name: str
    role: Role
    programme: str
    team: str = ""
    limit_pence: int | None = None
    kind: Literal["staff_added"] = "staff_added"


@dataclass(frozen=True, slots=True)
class RoleGranted:
    """An administrator gives somebody who is already here one more role."""

    person: PersonId
    role: Role
    programme: str
    team: str = ""
    limit_pence: int | None = None
    kind: Literal["role_granted"] = "role_granted"


@dataclass(frozen=True, slots=True)
class StaffRemoved:
    """Somebody leaves: their rights end in the turn that says so."""

    person: PersonId
    to: PersonId | None = None
    """Who looks after their people now; None: the scheme's rule says."""
    kind: Literal["staff_removed"] = "staff_removed"


@dataclass(frozen=True, slots=True)
class Discharged:
    """Somebody is discharged: what was agreed stands, `owner` (None: by the scheme's rule) asks
    how it goes from now on."""

    person: PersonId
    carer: PersonId | None = None
    owner: PersonId | None = None
    kind: Literal["discharged"] = "discharged"


@dataclass(frozen=True, slots=True)
class PersonAdded:
    """A budget holder is entered by staff, already welcomed (demo, talks, a paper invite)."""

    name: str
    programme: str
    team: str = ""
    care_co_ordinator: PersonId | None = None
    facts: dict[str, bool | int | str] = field(default_factory=dict)
    also: tuple[Role, ...] = ()
    kind: Literal["person_added"] = "person_added"


@dataclass(frozen=True, slots=True)
class InviteAsked:
    """An administrator asks for an invite on a care co-ordinator's behalf."""

    by: PersonId
    name: str
    facts: dict[str, bool | int | str] = field(default_factory=dict)
    paper: bool = False
    kind: Literal["invite_asked"] = "invite_asked"


@dataclass(frozen=True, slots=True)
class LinkAsked:
    """Somebody needs a new one-time sign-in link; old web sessions end."""

    person: PersonId
    kind: Literal["link_asked"] = "link_asked"


@dataclass(frozen=True, slots=True)
class PinForgotten:
    """Somebody stands before their locked page and asks for a human."""

    person: PersonId
    kind: Literal["pin_forgotten"] = "pin_forgotten"


@dataclass(frozen=True, slots=True)
class FundToppedUp:
    """Money is added to a fund."""

    fund: FundId
    pence: int
    kind: Literal["fund_topped_up"] = "fund_topped_up"


@dataclass(frozen=True, slots=True)
class LogExported:
    """Somebody exported the request log: what they asked for, how much they got."""

    by: PersonId
    what: str
    rows: int
    sha256: str
    kind: Literal["log_exported"] = "log_exported"


Wire = Annotated[
    Typed
    | TokenTapped
    | PagePressed
    | FileSent
    | InviteOpened
    | TimerFired
    | StaffAdded
    | RoleGranted
    | StaffRemoved
    | Discharged
    | PersonAdded
    | InviteAsked
    | LinkAsked
    | PinForgotten
    | FundToppedUp
    | LogExported,
    Field(discriminator="kind"),
]
"""What an inbox row holds."""

ChatEvent = Typed | Tapped | TapRefused | FileSent | InviteOpened
AdminEvent = (
    StaffAdded
    | RoleGranted
    | StaffRemoved
    | Discharged
    | PersonAdded
    | InviteAsked
    | LinkAsked
    | PinForgotten
    | FundToppedUp
    | LogExported
)
Event = ChatEvent | TimerFired | AdminEvent
"""What a step sees."""
