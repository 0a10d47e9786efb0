"""What can happen in a talk: the steps that `talk_grammar` reads and `talk` plays."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from flows.model import Role, State

Value = bool | int | str


class Unit(StrEnum):
    """What a clock can be moved by. Months are calendar months."""

    MINUTE = "minute"
    HOUR = "hour"
    DAY = "day"
    WEEK = "week"
    MONTH = "month"


class Sort(StrEnum):
    """How a file is sent."""

    PHOTO = "photo"
    VOICE = "voice"
    FILE = "file"


@dataclass(frozen=True, slots=True)
class UseProgramme:
    """Everybody after this line belongs to this programme."""

    programme: str


@dataclass(frozen=True, slots=True)
class TopUpFund:
    """New money, in pence."""

    fund: str
    pence: int


@dataclass(frozen=True, slots=True)
class FundIs:
    """What the fund must hold now, in pence; None is not looked at."""

    fund: str
    free: int | None = None
    reserved: int | None = None
    spent: int | None = None


@dataclass(frozen=True, slots=True)
class AddStaff:
    """Somebody who works here. The same name again adds roles. The limit is in pence."""

    name: str
    roles: tuple[Role, ...]
    team: str = ""
    limit_pence: int | None = None


@dataclass(frozen=True, slots=True)
class AddBudgetHolder:
    """A budget holder; `also` are roles that they have besides."""

    name: str
    care_co_ordinator: str = ""
    team: str = ""
    facts: Mapping[str, Value] = field(default_factory=dict)
    also: tuple[Role, ...] = ()


@dataclass(frozen=True, slots=True)
class StaffLeaves:
    """An administrator ends every right of this member of staff."""

    name: str


@dataclass(frozen=True, slots=True)
class AddStranger:
    """Somebody the service has never met."""

    name: str


@dataclass(frozen=True, slots=True)
class ClockAt:
    """The programme's local time becomes this (naive)."""

    local: datetime


@dataclass(frozen=True, slots=True)
class ClockBy:
    """Time passes, and whatever comes due happens."""

    n: int
    unit: Unit


@dataclass(frozen=True, slots=True)
class Types:
    """Words sent as they stand."""

    name: str
    text: str


@dataclass(frozen=True, slots=True)
class Taps:
    """A button whose label begins like this is pressed, `times` times in a row."""

    name: str
    label: str
    times: int = 1


@dataclass(frozen=True, slots=True)
class TapsOld:
    """The newest used-up button whose label begins like this is pressed."""

    name: str
    label: str


@dataclass(frozen=True, slots=True)
class SendsFile:
    """A file that lies beside the talk is sent."""

    name: str
    sort: Sort
    file: str


@dataclass(frozen=True, slots=True)
class OpensInvite:
    """The newest invite in this member of staff's chat is opened."""

    name: str
    staff: str


Act = Types | Taps | TapsOld | SendsFile | OpensInvite
"""What somebody does, as against what must be so."""


@dataclass(frozen=True, slots=True)
class Together:
    """All screens are read before anybody acts; then they act in this order."""

    acts: tuple[Act, ...]


@dataclass(frozen=True, slots=True)
class Sees:
    """One unseen message has all of these words and buttons."""

    name: str
    words: tuple[str, ...]
    buttons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SeesNot:
    """No unseen message has these words."""

    name: str
    words: str


@dataclass(frozen=True, slots=True)
class SeesNothing:
    """There is no unseen message."""

    name: str


@dataclass(frozen=True, slots=True)
class RequestIs:
    """The request with this reference is in this state."""

    reference: str
    state: State


SetUp = UseProgramme | TopUpFund | AddStaff | StaffLeaves | AddBudgetHolder | AddStranger
"""Who and what is there before anybody acts."""

Time = ClockAt | ClockBy

Expect = FundIs | Sees | SeesNot | SeesNothing | RequestIs
"""What must be so."""

Does = SetUp | Time | Act | Together | Expect


@dataclass(frozen=True, slots=True)
class Step:
    """One line of a talk: where it stands, how it was written, what it does."""

    line: int
    source: str
    does: Does
