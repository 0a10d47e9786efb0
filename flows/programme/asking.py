"""What may be asked for: who the scheme fits, offers, what it may not pay for."""

from typing import Literal

from pydantic import Field, model_validator

from flows.plain_text import mentions
from flows.programme.part import Part

QuestionId = Literal["item", "extras", "price", "better", "payment", "worry", "choice", "delivery"]


WOUNDS = (
    "cluster/clusters",
    "diagnosis/diagnoses/diagnosed",
    "ready/readiness",
    "disorder/psychosis/psychotic/schizophrenia/bipolar",
)
"""Words that no person reads about themself as a reason (CARE 6)."""


class Rule(Part):
    """One eligibility rule over a staff-side fact. A person reads `reason_person` only."""

    fact: str
    equals: bool | int | str | None = None
    min: int | None = None
    reason_staff: str


class Eligibility(Part):
    """All rules must hold. `not_required` facts are named so that nobody adds them by habit."""

    rules: tuple[Rule, ...] = ()
    not_required: tuple[str, ...] = ()
    reason_person: str = ""

    @model_validator(mode="after")
    def _says_nothing_that_wounds(self) -> "Eligibility":
        if self.rules and not self.reason_person.strip():
            raise ValueError("reason_person: say it kindly; people read it instead of the rule")
        if mentions(self.reason_person, WOUNDS):
            raise ValueError("reason_person: a person never reads cluster, diagnosis or readiness")
        return self


class Choice(Part):
    """One thing an offer can be. `short` is what it is called later; `plural` picks are/they."""

    id: str
    label: str
    name: str
    short: str
    plural: bool = False
    price_pence: int = Field(ge=0)
    """None of our money may be needed (0): then `signing.without_money` says who agrees."""


class Offer(Part):
    """A fast-track item: known price, known payment, few questions."""

    id: str
    name: str
    words: tuple[str, ...]
    choices: tuple[Choice, ...] = Field(min_length=1)
    questions: tuple[QuestionId, ...]
    deliveries: tuple[str, ...] = ()
    payment: str
    source: str


class Bar(Part):
    """An exclusion: the words that raise a flag, why, and another place to try."""

    id: str
    words: tuple[str, ...] = Field(min_length=1)
    reason: str
    elsewhere: str
    source: str
