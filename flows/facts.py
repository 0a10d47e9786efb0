"""The read-only snapshot that a step may see, and what a step may ask to have in it.

`needs` (in `flows.step`) names what is loaded; every list has a cap, so that the work of a turn
does not grow with what is stored.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from flows.calendar import WorkingCalendar
from flows.measures import HELPED_WORDS
from flows.model import FundId, FundPosition, Person, PersonId, Request, RequestId, Role
from flows.programme import Programme
from flows.story import Story
from flows.ties import HelpedDraft, Tie

MAX_REQUESTS = 20
MAX_INBOX = 20
MAX_STAFF = 100
MAX_STORIES = 50
MAX_USES = 100
MAX_TASKS = 20
MAX_TIES = 40
MAX_PEOPLE = 200
MAX_PEERS = 20
MAX_LEFT = 200
FRESH_IDS = 6


@dataclass(frozen=True, slots=True)
class Needs:
    """What this event's step must see, beyond the acting person and their programme.

    `listen`: typed words; when they sound like distress in this programme, `staff` and `alerts` are
    wanted too. `alerts`: who of the staff was told of distress, and has it still to do.
    `most`: how much of what waits is wanted; a page shows more of it than a chat.
    `whose`: the requests wanted are this person's. `ties`: who helps the holder (else me).
    `people`: those whose care co-ordinator I am (`planned`: and
    all, when I am a planner). `peers`: peer supporters of the programme.
    `tie`: this one, with its person as the holder. `draft`: what a helper typed.
    `task`: the key of one task; `left_by`: somebody whose tasks must find a new owner; `also`: who
    else must be among the staff.
    """

    request: RequestId = RequestId("")
    person: PersonId = PersonId("")
    requests: bool = False
    inbox: bool = False
    staff: bool = False
    reference: bool = False
    fund: FundId = FundId("")
    invite: str = ""
    answers: bool = False
    waiting_money: FundId = FundId("")
    listen: str = ""
    alerts: bool = False
    check_in: bool = False
    helped: bool = False
    story: bool = False
    stories: bool = False
    most: int = MAX_INBOX
    whose: PersonId = PersonId("")
    ties: bool = False
    people: bool = False
    planned: bool = False
    peers: bool = False
    draft: str = ""
    tie: str = ""
    task: str = ""
    left_by: PersonId = PersonId("")
    also: tuple[PersonId, ...] = ()


def alert_key(person: PersonId, owner: PersonId) -> str:
    """The task of one member of staff who was told that this person may come to harm."""
    return f"distress:{person}:{owner}"


@dataclass(frozen=True, slots=True)
class Invite:
    """An invite that may be used now."""

    id: str
    by: PersonId
    name: str
    programme: str
    team: str
    facts: tuple[tuple[str, bool | int | str], ...]
    kind: str = "person"


@dataclass(frozen=True, slots=True)
class Task:
    """An open task, with the person it is about as far as its owners must know them.

    `role` is the queue it belongs to; without an `owner` nobody in the queue has taken it yet.
    """

    key: str
    task: str
    about: PersonId
    about_name: str
    reference: str
    since: datetime
    owner: PersonId | None = None
    role: Role | None = None
    about_team: str = ""
    about_carer: PersonId | None = None
    request: RequestId = RequestId("")


@dataclass(frozen=True, slots=True)
class OpenCheckIn:
    """A "Has it helped?" that stands in this chat and is not answered yet."""

    request: Request
    round: str


@dataclass(frozen=True, slots=True)
class Answered:
    """An earlier check-in answer on the request in question."""

    round: str
    question: str
    number: int | None
    choice: str
    late_baseline: bool

    @property
    def is_answer(self) -> bool:
        """Words that turned out to be about something else are none."""
        return self.question != HELPED_WORDS or bool(self.choice)


@dataclass(frozen=True, slots=True)
class Facts:
    """Everything a decision may depend on besides the session and the event.

    `me` acts (None: a stranger, a timer, the command line). `request` is the one the event is
    about and `holder` its person; for events about a person without a request, `holder` is that
    person. `funds` are the pots its lines are paid from, besides `fund`.
    `programme` is the one the request was sent under, else the session's, else mine, else
    the default. `staff` are those who may fill a role for `holder` (else for `me`), me included.
    `ties` are mine as a helper, and those of `holder` (else mine) where they are wanted: also ended
    ones, newest first. `names` gives the name people are called by, for every person id in this
    snapshot. `helped`: how many people told us about such a thing, and how many of them it helped.
    `story` is the person's own, for themself and their timers; `stories` are those that staff may
    ask for, without a word of them.
    `tasks` are mine and my queues'; `task` is the one named; `left` are those of a leaver.
    """

    now: datetime
    calendar: WorkingCalendar
    programme: Programme
    me: Person | None = None
    request: Request | None = None
    holder: Person | None = None
    requests: tuple[Request, ...] = ()
    inbox: tuple[tuple[Request, str], ...] = ()
    tasks: tuple[Task, ...] = ()
    task: Task | None = None
    left: tuple[Task, ...] = ()
    staff: tuple[Person, ...] = ()
    limits: tuple[tuple[PersonId, Role, int], ...] = ()
    fund: FundPosition | None = None
    funds: tuple[FundPosition, ...] = ()
    invite: Invite | None = None
    old_invite: Invite | None = None
    tries_left: int = 5
    next_reference: str = ""
    fresh: Sequence[str] = ()
    answers: tuple[Answered, ...] = ()
    check_in: OpenCheckIn | None = None
    waiting_money: tuple[Request, ...] = ()
    ties: tuple[Tie, ...] = ()
    people: tuple[Person, ...] = ()
    peers: tuple[Person, ...] = ()
    draft: HelpedDraft | None = None
    public_url: str = ""
    alerts: tuple[tuple[str, PersonId], ...] = ()
    helped: tuple[int, int] | None = None
    story: Story | None = None
    stories: tuple[Story, ...] = ()

    def free_of(self, pot: str) -> int:
        """Pence that a pot in this snapshot has promised to nobody."""
        known = (self.fund, *self.funds)
        return next((fund.free for fund in known if fund is not None and fund.id == pot), 0)

    @property
    def alerted(self) -> frozenset[PersonId]:
        """Who was told that the person it is about may come to harm, and has not been in touch."""
        return frozenset(owner for _, owner in self.alerts)

    def name(self, person: PersonId) -> str:
        """What somebody in this snapshot is called; empty when they are not in it."""
        for known in (self.me, self.holder, *self.staff):
            if known is not None and known.id == person:
                return known.name
        for tie in self.ties:
            if tie.helper == person:
                return tie.helper_name
        return ""
