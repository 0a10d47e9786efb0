"""One chat's conversation: where it is, what waits behind it, what it began with.

Two machines, never confused: this one is per chat and forgettable; the request is durable. The
rules of the floor (DECISIONS, One floor a chat) are here and nowhere else.
"""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Annotated

from pydantic import Field

from flows.assisting import Confirming, Helping, Joining, Tying
from flows.conversations.about import AboutMe
from flows.conversations.advise import Advising
from flows.conversations.answer import Answering, LookingAgain
from flows.conversations.arrive import TellingProblem
from flows.conversations.ask import Asking
from flows.conversations.change import Changing
from flows.conversations.checkin import Rating
from flows.conversations.decline import Declining
from flows.conversations.discharge import Discharging
from flows.conversations.end_support import EndingSupport
from flows.conversations.enrol import Welcoming
from flows.conversations.home import Home
from flows.conversations.invite import Inviting
from flows.conversations.near import Nearing
from flows.conversations.own_plan import ChangingPlan
from flows.conversations.pay import Paying
from flows.conversations.planner import Planning
from flows.conversations.release import Releasing
from flows.conversations.sign import Signing
from flows.conversations.track import Withdrawing
from flows.conversations.write import Writing
from flows.model import ChatId, PersonId, RequestId
from flows.taps import Do
from flows.telling import AskingStory, Describing, Storytelling

MAX_TRAIL = 20
MAX_WAITING = 5

ConversationState = Annotated[
    Home
    | Welcoming
    | Asking
    | Answering
    | LookingAgain
    | Withdrawing
    | EndingSupport
    | Writing
    | ChangingPlan
    | Signing
    | Declining
    | Paying
    | Planning
    | Advising
    | Nearing
    | Releasing
    | TellingProblem
    | Rating
    | Inviting
    | Helping
    | Confirming
    | Changing
    | Discharging
    | AboutMe
    | Tying
    | Joining
    | Describing
    | Storytelling
    | AskingStory,
    Field(discriminator="kind"),
]


@dataclass(frozen=True, slots=True)
class Waiting:
    """A pushed question that found the floor taken; `key` is its message's key."""

    key: str
    begins: Do


@dataclass(frozen=True, slots=True)
class Session:
    """One chat. `question_no` rises whenever something new is asked; buttons that answer a
    question carry the number it had and count only while it stands."""

    chat: ChatId
    person: PersonId = PersonId("")
    state: ConversationState = Home()
    trail: tuple[ConversationState, ...] = ()
    parked: ConversationState | None = None
    parked_trail: tuple[ConversationState, ...] = ()
    waiting: tuple[Waiting, ...] = ()
    draft: Asking | None = None
    programme: str = ""
    programme_version: str = ""
    question_no: int = 0
    panel_at: datetime | None = None
    last_at: datetime | None = None
    codec: int = 1

    @property
    def at_home(self) -> bool:
        """Nobody is being asked anything."""
        return isinstance(self.state, Home)


def moved(session: Session, state: ConversationState) -> Session:
    """The session with a new question, the old one kept for /back."""
    trail = (*session.trail, session.state)[-MAX_TRAIL:] if not session.at_home else ()
    return replace(session, state=state, trail=trail, question_no=session.question_no + 1)


def back_home(session: Session) -> Session:
    """The session at home, or back in the conversation that was parked."""
    return replace(
        session,
        state=session.parked or Home(),
        trail=session.parked_trail,
        parked=None,
        parked_trail=(),
        question_no=session.question_no + 1,
    )


def wait(session: Session, waiting: Waiting) -> Session:
    """The session with one more question waiting for the floor.

    Past MAX_WAITING the oldest give way: reminders bring a question back, and every card has its
    own button.
    """
    others = tuple(known for known in session.waiting if known.key != waiting.key)
    return replace(session, waiting=(*others, waiting)[-MAX_WAITING:])


def request_of(session: Session) -> RequestId:
    """The request that the open conversation is about; empty when it is about none."""
    return getattr(session.state, "request", RequestId(""))


def person_of(session: Session) -> PersonId:
    """Whom the open conversation is about, when it is somebody else's; else empty."""
    state = session.state
    return state.person if isinstance(state, Helping | Tying) else PersonId("")


def draft_of(session: Session) -> str:
    """What was typed for the person and is being read; empty when nothing is."""
    return getattr(session.state, "draft", "")
