"""Who signs what, who pays, and how long each step may take."""

from datetime import time
from enum import StrEnum
from itertools import combinations
from typing import Literal

from pydantic import Field, model_validator

from flows.model import Mode, Role
from flows.programme.part import Part


class StageRule(Part):
    """One signature or panel of a band."""

    roles: tuple[Role, ...] = Field(min_length=1)
    mode: Mode = Mode.ANY
    n: int = Field(default=1, ge=1)


class Basis(StrEnum):
    """What a band's sums are sums of: the largest single payment, or the whole plan."""

    SINGLE_PAYMENT = "single_payment"
    PLAN_TOTAL = "plan_total"


class Band(Part):
    """Sums up to and including `up_to_pence` (none: all above) need these stages.

    A band begins where the one before it on the same basis ends, so there can be no gap. Of two
    bands on different bases the higher wins: the one with more signatures, unless `height` says.
    """

    basis: Basis
    up_to_pence: int | None = Field(default=None, gt=0)
    rule: str
    stages: tuple[StageRule, ...] = Field(min_length=1)
    height: int | None = Field(default=None, ge=1)

    @property
    def rank(self) -> int:
        """How high its signatures are."""
        if self.height is not None:
            return self.height
        return sum(_signatures(stage) for stage in self.stages)


def _signatures(stage: StageRule) -> int:
    match stage.mode:
        case Mode.ANY:
            return 1
        case Mode.ALL:
            return len(stage.roles)
        case Mode.N_OF:
            return stage.n


class WithoutMoney(Part):
    """Who agrees what costs the fund nothing (CARE 19)."""

    rule: str
    stages: tuple[StageRule, ...] = Field(min_length=1)


class Signing(Part):
    """Sign-off: bands, who gives a second look, reasons for a no, and how long a step may take.

    A care co-ordinator who typed a request for somebody may sign it up to `helper_may_sign_up_to`
    pence; one in `helper_checked_every` of these is checked afterwards (0: none). Above it, the
    roles of `helper_stand_in` sign in their place.
    """

    bands: tuple[Band, ...] = Field(min_length=1)
    most_pence: int | None = Field(default=None, gt=0)
    """The most that one request may come to, where there is a set amount (report 000: 450.00)."""
    limits: dict[Role, int] = Field(default_factory=dict)
    look_again: tuple[Role, ...] = Field(min_length=1)
    decline_reasons: tuple[str, ...]
    promise_working_days: int = Field(ge=1)
    usual_working_days: int = Field(ge=1)
    remind_after_working_days: int = Field(ge=1)
    no_until: time = time(15, 0)
    no_until_before_days_off: time = time(9, 0)
    without_money: WithoutMoney | None = None
    helper_may_sign_up_to: int = Field(default=0, ge=0)
    helper_checked_every: int = Field(default=0, ge=0)
    helper_stand_in: tuple[Role, ...] = ()
    conflict: dict[str, Literal["block", "declare"]] = Field(default_factory=dict)
    """Whether a signer whose own organisation provides it may sign, by the way it is paid: an
    interest of that kind is declared (003 section 2.1.3) or blocks. A personal one always blocks.
    """
    readings: tuple[str, ...] = ()

    @model_validator(mode="after")
    def _bands_cover_everything(self) -> "Signing":
        wrong = [problem for basis in Basis for problem in _gaps(basis, self.of(basis))]
        wrong += _unclear(self.bands)
        if wrong:
            raise ValueError("\n".join(wrong))
        return self

    def allows(self, pence: int) -> bool:
        """Whether one request may come to this much."""
        return self.most_pence is None or pence <= self.most_pence

    def of(self, basis: Basis) -> tuple[Band, ...]:
        """The bands on this basis, lowest first."""
        return tuple(band for band in self.bands if band.basis is basis)


def _gaps(basis: Basis, bands: tuple[Band, ...]) -> list[str]:
    """What is wrong with the bands of one basis."""
    tops = [band.up_to_pence for band in bands]
    if not tops:
        return []
    wrong = []
    if tops[-1] is not None:
        wrong.append(f"bands: the last band by {basis} must have no up_to_pence, so it is open")
    closed = [top for top in tops[:-1] if top is not None]
    if len(closed) != len(tops) - 1:
        wrong.append(f"bands: only the last band by {basis} may leave out up_to_pence")
    elif closed != sorted(set(closed)):
        wrong.append(f"bands: up_to_pence must rise from band to band by {basis}, with no overlap")
    return wrong


def _unclear(bands: tuple[Band, ...]) -> list[str]:
    """Bands of two bases of which nobody could say which is the higher."""
    numbered = enumerate(bands)
    return [
        f"bands: {a} and {b} are as high as each other but have other signers; say height"
        for (a, one), (b, other) in combinations(numbered, 2)
        if one.basis is not other.basis and one.rank == other.rank and one.stages != other.stages
    ]


class Pot(Part):
    """A fund beside the programme's own, which bears the programme's id."""

    id: str = Field(pattern=r"^[a-z0-9-]+$")
    name: str


class Payment(Part):
    """Who pays, how, how soon it is late, and how much dearer it may be than what was signed.

    `staff_routes` are ways that only staff choose, in a plan they write with a person.
    `notice_days`: how long before support that goes on may end.
    """

    payer: Role = Role.PAYMENTS_ORGANISATION
    routes: tuple[str, ...] = Field(min_length=1)
    late_after_working_days: int = Field(ge=1)
    usual_working_days: int = Field(ge=1)
    tolerance_pence: int = Field(ge=0)
    staff_routes: tuple[str, ...] = ()
    notice_days: int = Field(default=28, ge=1)
    arrival_reminder_days: int = Field(default=7, ge=1)
    no_bank_account_routes: tuple[str, ...] = ()
    release: Literal["none", "finance"] = "none"
    """Whether finance releases what is agreed before anybody pays it (001 appendix 4)."""
    release_late_after_working_days: int = Field(default=3, ge=1)
