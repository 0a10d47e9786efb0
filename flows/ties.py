"""Who helps somebody, with what, until when: supporters, peers, representatives (CARE 14).

Values only. A tie counts while it is confirmed, not ended and not past its end date; all three are
asked in the turn that would act on it.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from flows.model import PersonId, Plan


class TieKind(StrEnum):
    """How a helper stands to the person."""

    SUPPORTER = "supporter"
    PEER = "peer_supporter"
    REPRESENTATIVE = "representative"


class Leave(StrEnum):
    """What a helper may do or see. A peer begins with none of it."""

    ASK = "ask"
    REQUESTS = "requests"
    MESSAGES = "messages"
    MONEY = "money"


SEES = (Leave.REQUESTS, Leave.MESSAGES, Leave.MONEY)
"""What the person ticks, in the order in which it is shown."""


class Authority(StrEnum):
    """What lets a representative act for the person."""

    NOMINEE = "nominee"
    ATTORNEY = "attorney"
    DEPUTY = "deputy"
    PARENT = "parent"


@dataclass(frozen=True, slots=True)
class Tie:
    """One helper of one person. `confirmed`: somebody who knows them said that it is them."""

    id: str
    person: PersonId
    helper: PersonId
    kind: TieKind
    since: datetime
    until: datetime
    leave: frozenset[Leave] = frozenset()
    authority: str = ""
    confirmed: bool = True
    ended: datetime | None = None
    person_name: str = ""
    helper_name: str = ""

    def counts(self, now: datetime) -> bool:
        """Whether it holds at this moment."""
        return self.confirmed and self.is_open(now)

    def is_open(self, now: datetime) -> bool:
        """Whether it holds, or waits only to be confirmed."""
        return self.ended is None and now < self.until

    def held_after(self, moment: datetime) -> bool:
        """Whether it held at any time after this moment."""
        over = self.until if self.ended is None else min(self.ended, self.until)
        return self.confirmed and over > moment


@dataclass(frozen=True, slots=True)
class HelpedDraft:
    """What somebody typed for the person, who has not yet said that the words are theirs."""

    id: str
    person: PersonId
    helper: PersonId
    helper_name: str
    kind: str
    plan: Plan
