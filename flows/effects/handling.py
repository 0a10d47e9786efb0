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
    ADVICE_ASKED = "advice_asked"
    ADVICE_GIVEN = "advice_given"
    DECLARED = "declared"
    RELEASED = "released"


@dataclass(frozen=True, slots=True)
class SetHandling:
    """The handling of a request, as a whole, from now on. `words` enter the log sealed."""

    request: RequestId
    handling: Handling
    what: Handled
    by: PersonId
    words: str = ""


class Apart(StrEnum):
    """Why somebody does not sign a request. Only the log says it."""

    KNOWS = "knows_person"
    NEAR = "near_to_them"
    PAYEE = "paid_or_family"


@dataclass(frozen=True, slots=True)
class StepBack:
    """This person signs nothing of this request any more; `by` said so."""

    request: RequestId
    who: PersonId
    why: Apart
    by: PersonId


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
