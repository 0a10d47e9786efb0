"""What people tell about themselves becomes true, kept apart from everything else."""

from dataclasses import dataclass
from datetime import datetime

from flows.model import PersonId, RequestId
from flows.story import Audience, Use


@dataclass(frozen=True, slots=True)
class SetEquality:
    """One equality answer, in the place of an earlier one: an id, or their own words."""

    person: PersonId
    question: str
    answer: str
    words: str = ""


@dataclass(frozen=True, slots=True)
class ForgetEquality:
    """Every equality answer of this person goes."""

    person: PersonId


@dataclass(frozen=True, slots=True)
class KeepStory:
    """A story in its exact words, for this audience. Nobody can use it yet."""

    id: str
    person: PersonId
    request: RequestId
    programme: str
    audience: Audience
    words: str


@dataclass(frozen=True, slots=True)
class OpenStory:
    """Its person was reminded: from this moment on it may be asked for."""

    story: str
    person: PersonId
    usable_from: datetime


@dataclass(frozen=True, slots=True)
class TakeBackStory:
    """Its words are gone in this commit, and every use of it has ended."""

    story: str
    person: PersonId


@dataclass(frozen=True, slots=True)
class AskStory:
    """Somebody who works here asks to use it once, for this."""

    story: str
    person: PersonId
    use: str
    by: PersonId
    purpose: str


@dataclass(frozen=True, slots=True)
class SettleUse:
    """What its person said to one asking."""

    story: str
    person: PersonId
    use: str
    state: Use
