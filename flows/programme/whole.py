"""A programme file as a whole, and how its mistakes are said."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from pydantic import Field, ValidationError, model_validator

from flows.errors import BadProgramme
from flows.programme.asking import Bar, Eligibility, Idea, Offer, QuestionId
from flows.programme.caring import CheckIns, Crisis, Distress, Waking
from flows.programme.deciding import Payment, Signing
from flows.programme.part import Part


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
    default_facts: dict[str, bool | int | str] = Field(default_factory=dict)
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

    return tuple(said for error in errors if not echo(error) for said in _lines(error))


def _lines(error: Mapping[str, Any]) -> list[str]:
    key = ".".join(str(part) for part in error["loc"])
    whats = str(error["msg"]).removeprefix("Value error, ").splitlines()
    # A mistake of the whole file names its keys itself.
    return [f"{key}: {what}" if key else what for what in whats]
