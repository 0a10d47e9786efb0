"""A story: what somebody says about what helped, for whom, each time it was asked for (CARE 16).

Values only. A story can be used while it is not taken back, once its week is over and its person
has been reminded; then each use is asked for by itself.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from flows.model import PersonId, RequestId


class Audience(StrEnum):
    """Who may read it: the person chooses one, and no other has it."""

    TEAM = "team"
    BUDGET = "budget"
    PUBLIC = "public"


class Use(StrEnum):
    """What became of one asking."""

    ASKED = "asked"
    YES = "yes"
    NO = "no"
    ENDED = "ended"


@dataclass(frozen=True, slots=True)
class StoryUse:
    """One asking: by whom, what for, and what the person said."""

    id: str
    by: PersonId
    purpose: str
    state: Use


@dataclass(frozen=True, slots=True)
class Story:
    """A story that was not taken back. `usable_from` is empty until its person was reminded.

    `words` and `uses` are there for its person only; staff see that there is one.
    """

    id: str
    person: PersonId
    request: RequestId
    audience: Audience
    said_at: datetime
    usable_from: datetime | None = None
    words: str = ""
    uses: tuple[StoryUse, ...] = ()
    reference: str = ""
    team: str = ""
    carer: PersonId | None = None

    def usable(self, now: datetime) -> bool:
        """Whether its wait is over. That is not leave to use it: each use is asked for."""
        return self.usable_from is not None and self.usable_from <= now

    def use(self, use_id: str) -> StoryUse | None:
        """The asking of this id."""
        return next((one for one in self.uses if one.id == use_id), None)
