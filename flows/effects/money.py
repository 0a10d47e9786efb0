"""What becomes of money."""

from dataclasses import dataclass
from datetime import date

from flows.model import FundId, RequestId


@dataclass(frozen=True, slots=True)
class Reserve:
    """Set the approved pence aside. A fund that cannot cover it makes the turn run again."""

    request: RequestId
    fund: FundId
    pence: int


@dataclass(frozen=True, slots=True)
class Release:
    """Give the whole reservation in this fund back."""

    request: RequestId
    fund: FundId


@dataclass(frozen=True, slots=True)
class Pay:
    """Release all that this fund keeps for it, post what was paid, and reserve `still_owed` anew
    (DECISIONS, Money). `line` and `no` name the payment of a plan that has lines."""

    request: RequestId
    fund: FundId
    pence: int
    reference: str
    on: date
    still_owed: int = 0
    line: str = ""
    no: int = 0


@dataclass(frozen=True, slots=True)
class TopUp:
    """New money in a fund. The fund is made when it is not there yet."""

    fund: FundId
    pence: int
