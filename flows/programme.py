"""A programme: everything that differs from place to place, as validated data.

The file is TOML (`flows/programmes/`); `storage.packs` reads it, `parse_programme` checks it as a
whole and says each mistake in one line with its key. Amounts are whole pence.
"""

from collections.abc import Mapping
from datetime import date, time
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from flows.errors import BadProgramme
from flows.model import Mode, Role

QuestionId = Literal["item", "extras", "price", "better", "payment", "worry", "choice", "delivery"]


class Part(BaseModel):
    """Any part of a programme file: unknown keys are mistakes, values never change."""

    model_config = ConfigDict(extra="forbid", frozen=True)


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


class Idea(Part):
    """Something others chose, from the reports. `with_it` is what is often needed to use it."""

    id: str
    theme: str
    label: str
    words: tuple[str, ...] = ()
    with_it: str = ""
    source: str


class Bar(Part):
    """An exclusion: the words that raise a flag, why, and another place to try."""

    id: str
    words: tuple[str, ...] = Field(min_length=1)
    reason: str
    elsewhere: str
    source: str


class StageRule(Part):
    """One signature or panel of a band."""

    roles: tuple[Role, ...] = Field(min_length=1)
    mode: Mode = Mode.ANY
    n: int = Field(default=1, ge=1)


class Band(Part):
    """Amounts up to and including `up_to_pence` (none: all above) need these stages."""

    up_to_pence: int | None = Field(default=None, gt=0)
    rule: str
    stages: tuple[StageRule, ...] = Field(min_length=1)


class Signing(Part):
    """Sign-off: bands, who gives a second look, reasons for a no, and how long a step may take."""

    basis: Literal["single_payment", "request"] = "single_payment"
    bands: tuple[Band, ...] = Field(min_length=1)
    limits: dict[Role, int] = {}
    look_again: tuple[Role, ...] = Field(min_length=1)
    decline_reasons: tuple[str, ...]
    promise_working_days: int = Field(ge=1)
    usual_working_days: int = Field(ge=1)
    remind_after_working_days: int = Field(ge=1)
    readings: tuple[str, ...] = ()

    @model_validator(mode="after")
    def _bands_cover_everything(self) -> "Signing":
        tops = [band.up_to_pence for band in self.bands]
        if tops[-1] is not None:
            raise ValueError("bands: the last band must have no up_to_pence, so that it is open")
        closed = [top for top in tops[:-1] if top is not None]
        if len(closed) != len(tops) - 1:
            raise ValueError("bands: only the last band may leave out up_to_pence")
        if closed != sorted(set(closed)):
            raise ValueError("bands: up_to_pence must rise from band to band, with no overlap")
        return self


class Payment(Part):
    """Who pays, how, how soon it is late, and how much dearer it may be than what was signed."""

    payer: Role = Role.PAYMENTS_ORGANISATION
    routes: tuple[str, ...] = Field(min_length=1)
    late_after_working_days: int = Field(ge=1)
    usual_working_days: int = Field(ge=1)
    tolerance_pence: int = Field(ge=0)
    arrival_reminder_days: int = Field(default=7, ge=1)
    no_bank_account_routes: tuple[str, ...] = ()


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


class Distress(Part):
    """Words that show the crisis panel, and how long the short form is enough after it."""

    phrases: tuple[str, ...] = Field(min_length=1)
    short_for_hours: int = 12


class Crisis(Part):
    """Crisis lines, kept in one dated place (field notes B9)."""

    last_checked: date
    walk_in: str


class Waking(Part):
    """The hours in which the service starts a conversation, local time."""

    opens: time
    closes: time

    @model_validator(mode="after")
    def _a_day(self) -> "Waking":
        if self.opens >= self.closes:
            raise ValueError("it must open before it closes, on the same day")
        return self


class Programme(Part):
    """One version of one programme."""

    id: str = Field(pattern=r"^[a-z0-9-]+$")
    version: str
    name: str
    organisation: str
    sources: tuple[str, ...] = ()
    valid_from: date
    valid_to: date | None = None
    zone: str = "Europe/London"
    locale: str = "en-GB"
    sample: bool = False
    default_facts: dict[str, bool | int | str] = {}
    assurances: tuple[str, ...] = ()
    questions: tuple[QuestionId, ...] = Field(min_length=1)
    eligibility: Eligibility
    offers: tuple[Offer, ...] = ()
    ideas: tuple[Idea, ...] = ()
    exclusions: tuple[Bar, ...] = ()
    other_places: tuple[str, ...] = ()
    signing: Signing
    payment: Payment
    check_ins: CheckIns
    distress: Distress
    crisis: Crisis
    waking: Waking

    @model_validator(mode="after")
    def _names_are_said_once_and_known(self) -> "Programme":
        named = {
            "questions": self.questions,
            "offers": tuple(offer.id for offer in self.offers),
            "ideas": tuple(idea.id for idea in self.ideas),
            "exclusions": tuple(bar.id for bar in self.exclusions),
            "check_ins.rounds": tuple(known.id for known in self.check_ins.rounds),
        }
        for key, ids in named.items():
            if len(set(ids)) != len(ids):
                raise ValueError(f"{key}: each may stand there once")
        for offer in self.offers:
            if offer.payment not in self.payment.routes:
                raise ValueError(
                    f"offers: {offer.id} is paid by {offer.payment}, which is no route"
                )
        return self

    def offer(self, offer_id: str) -> Offer | None:
        """The offer of this id, if there is one."""
        return next((offer for offer in self.offers if offer.id == offer_id), None)


def parse_programme(table: Mapping[str, Any]) -> Programme:
    """A programme from a parsed TOML table, or BadProgramme with one line for each mistake."""
    try:
        return Programme.model_validate(table)
    except ValidationError as wrong:
        raise BadProgramme(_problems([dict(error) for error in wrong.errors()])) from None


def _problems(errors: list[dict[str, Any]]) -> tuple[str, ...]:
    """One line a mistake. A list that is "too short" only for a wrong entry of its own is none."""
    places = [error["loc"] for error in errors]

    def echo(error: dict[str, Any]) -> bool:
        own, size = error["loc"], len(error["loc"])
        inside = any(len(place) > size and place[:size] == own for place in places)
        return error["type"] == "too_short" and inside

    return tuple(_line(error) for error in errors if not echo(error))


def _line(error: Mapping[str, Any]) -> str:
    key = ".".join(str(part) for part in error["loc"])
    what = str(error["msg"]).removeprefix("Value error, ")
    return f"{key}: {what}" if key else what  # a mistake of the whole file names its keys itself
