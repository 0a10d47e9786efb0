"""What may be asked for: who the scheme fits, offers, what it may not pay for."""

from typing import Literal

from pydantic import Field

from flows.programme.part import Part

QuestionId = Literal["item", "extras", "price", "better", "payment", "worry", "choice", "delivery"]


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


class Choice(Part):
    """One thing an offer can be. `short` is what it is called later; `plural` picks are/they."""

    id: str
    label: str
    name: str
    short: str
    plural: bool = False
    price_pence: int = Field(gt=0)


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
