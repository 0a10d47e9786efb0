"""Somebody may come to harm: one table says which trigger tells whom and when (CARE 8).

Words and limits are the deployer's. A trigger that tells nobody is a mistake of the file.
"""

from datetime import time

from pydantic import Field, model_validator

from flows.measures import ONS4
from flows.model import Role
from flows.programme.part import Part

WANTED = ("self-harm", "harm-from-others", "harm-to-others", "very-low-answer")
"""Every programme says what these do."""

MAY_BE_TOLD = frozenset(
    {
        Role.CARE_CO_ORDINATOR,
        Role.TEAM_LEADER,
        Role.PHB_LEAD_CLINICIAN,
        Role.PHB_FACILITATOR,
        Role.SUPPORT_PLANNER,
        Role.PROGRAMME_ADMIN,
    }
)
"""Those who work with the person, or run the scheme. Nobody else hears of it."""

_HIGH_IS_GOOD = {item.id: item.high_is_good for item in ONS4}


class LowAnswer(Part):
    """When an answer from 0 to 10 is very low. Each item has its own direction (CARE 8)."""

    question: str
    at_most: int | None = Field(default=None, ge=0, le=10)
    at_least: int | None = Field(default=None, ge=0, le=10)

    @model_validator(mode="after")
    def _has_its_direction(self) -> "LowAnswer":
        good = _HIGH_IS_GOOD.get(self.question)
        if good is None:
            raise ValueError(f"question: {self.question} is no question of the check-ins")
        if (self.at_most is None) is good or (self.at_least is None) is not good:
            which = "at_most" if good else "at_least"
            raise ValueError(f"{which}: {self.question} needs this one, and only this one")
        return self

    def holds(self, question: str, number: int) -> bool:
        """Whether this is that question, answered so."""
        if question != self.question:
            return False
        low = self.at_most is not None and number <= self.at_most
        return low or (self.at_least is not None and number >= self.at_least)


class Trigger(Part):
    """One row. `tells` hear of it at once; `cover` hears one role after the other while nobody has
    been in touch. `staff` says to them what it is; `out_of_hours` is what the person reads then."""

    id: str = Field(pattern=r"^[a-z-]+$")
    staff: str = Field(min_length=1)
    tells: tuple[Role, ...] = ()
    cover: tuple[Role, ...] = ()
    out_of_hours: str = Field(min_length=1)
    phrases: tuple[str, ...] = ()
    low: tuple[LowAnswer, ...] = ()

    @model_validator(mode="after")
    def _tells_somebody(self) -> "Trigger":
        if not self.tells:
            raise ValueError(f"tells: {self.id} tells nobody")
        if not self.cover:
            raise ValueError(f"cover: nobody hears of {self.id} while those who are told are away")
        strangers = [role for role in (*self.tells, *self.cover) if role not in MAY_BE_TOLD]
        if strangers:
            raise ValueError(f"tells: {', '.join(strangers)} may not be told")
        if not self.phrases and not self.low:
            raise ValueError(f"phrases: nothing sets {self.id} off")
        return self


class Distress(Part):
    """The table, the working hours it counts in, and how long the short form is enough."""

    short_for_hours: int = Field(default=12, ge=1)
    opens: time = time(9)
    closes: time = time(17)
    in_touch_within_minutes: int = Field(default=60, ge=1, le=480)
    innocent: tuple[str, ...] = ()
    triggers: tuple[Trigger, ...] = ()

    @model_validator(mode="after")
    def _whole(self) -> "Distress":
        ids = [trigger.id for trigger in self.triggers]
        missing = [name for name in WANTED if name not in ids]
        if missing:
            raise ValueError(f"triggers: there is none for {', '.join(missing)}")
        if len(set(ids)) != len(ids):
            raise ValueError("triggers: each may stand there once")
        if self.opens >= self.closes:
            raise ValueError("opens: it must open before it closes, on the same day")
        return self

    @property
    def phrases(self) -> tuple[str, ...]:
        """Every phrase of every trigger, and the innocent wordings that are set aside first."""
        return (*(words for one in self.triggers for words in one.phrases), *self.innocent)

    def trigger(self, trigger_id: str) -> Trigger:
        """The trigger of this id; one that is there no more is as good as the first."""
        return next((one for one in self.triggers if one.id == trigger_id), self.triggers[0])
