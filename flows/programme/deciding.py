"""Who signs what, who pays, and how long each step may take."""

from typing import Literal

from pydantic import Field, model_validator

from flows.model import Mode, Role
from flows.programme.part import Part


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
    limits: dict[Role, int] = Field(default_factory=dict)
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
