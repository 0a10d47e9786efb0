"""How people are looked after: check-ins, crisis lines, waking hours."""

from datetime import date, time

from pydantic import Field, model_validator

from flows.model import Role
from flows.programme.part import Part


class Round(Part):
    """One check-in round: at the start, or so many calendar months after the thing arrived."""

    id: str
    after_months: int = Field(ge=0)


class CheckIns(Part):
    """When the service asks whether it helped, and what it does when nobody answers."""

    rounds: tuple[Round, ...] = Field(min_length=1)
    reminder_days: tuple[int, ...] = (3, 7)
    task_after_days: int = 7
    hour: time = time(10, 0)


class Changes(Part):
    """When lives change: how long a person's own pause lasts before they are asked to go on, and
    who looks after somebody who is discharged or whose care co-ordinator has left, in this order.
    """

    ask_after_days: int = Field(default=28, ge=1)
    look_after: tuple[Role, ...] = (Role.TEAM_LEADER, Role.PHB_FACILITATOR, Role.PROGRAMME_ADMIN)


class Crisis(Part):
    """Crisis lines, kept in one dated place (field notes B9)."""

    last_checked: date
    walk_in: str = Field(min_length=1)
    """Somebody without a phone cannot ring."""


class Waking(Part):
    """The hours in which the service starts a conversation, local time."""

    opens: time
    closes: time

    @model_validator(mode="after")
    def _a_day(self) -> "Waking":
        if self.opens >= self.closes:
            raise ValueError("it must open before it closes, on the same day")
        return self
