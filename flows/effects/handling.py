"""What staff do for a request, and for each other, besides signing and paying."""

from dataclasses import dataclass
from enum import StrEnum

from flows.model import Handling, PersonId, RequestId, Role


class Handled(StrEnum):
    """What was done, as the log names it."""

    PLANNER_HELPS = "planner_helps"
    PLANNER_STOPS = "planner_stops"
    OPTION_NOTED = "option_noted"
    OPTIONS_SHOWN = "options_shown"
    OPTION_CHOSEN = "option_chosen"
    OPTIONS_REFUSED = "options_refused"


@dataclass(frozen=True, slots=True)
class SetHandling:
    """The handling of a request, as a whole, from now on. `words` enter the log sealed."""

    request: RequestId
    handling: Handling
    what: Handled
    by: PersonId
    words: str = ""


@dataclass(frozen=True, slots=True)
class HandTask:
    """An open task goes to `owner`, or with None to everybody who holds `role` in this scope.

    `before` is who had it: somebody else who was quicker makes the turn run again.
    """

    key: str
    before: PersonId | None
    owner: PersonId | None
    role: Role
    programme: str
    team: str = ""
