"""Where the money is: the funds of some programmes. Whole pence."""

from collections.abc import Sequence

from sqlalchemy import BindParameter, Connection, bindparam, or_, select

from flows.model import FundId, FundPosition
from storage.tables import fund, request, transfer

_PROGRAMMES: BindParameter[str] = bindparam("programmes", expanding=True)
_USED = select(request.c.fund).distinct().where(request.c.programme.in_(_PROGRAMMES))
# A fund that nobody has asked anything of yet bears its programme's name.
_MOVED = (
    select(transfer.c.fund)
    .distinct()
    .join(request, request.c.id == transfer.c.request)
    .where(request.c.programme.in_(_PROGRAMMES))
)
_FUNDS = (
    select(fund)
    .where(or_(fund.c.id.in_(_PROGRAMMES), fund.c.id.in_(_USED), fund.c.id.in_(_MOVED)))
    .order_by(fund.c.id)
)


def funds(connection: Connection, programmes: Sequence[str]) -> tuple[FundPosition, ...]:
    """The funds that pay for these programmes, by name."""
    return tuple(
        FundPosition(FundId(row.id), row.allocated, row.reserved, row.spent)
        for row in connection.execute(_FUNDS, {"programmes": programmes})
    )
