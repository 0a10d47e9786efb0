"""The lines of plans: which of their payments were made, and what of them is kept in clear columns.

The lines themselves are in the plan, sealed. A payment of a line is a row that is written once.
"""

from datetime import date
from typing import Any

from sqlalchemy import BindParameter, Connection, Row, bindparam, insert, select

from flows.lines import LinePayment, unpaid
from flows.model import Plan, Request, RequestId
from storage.tables import line_payment, transfer

_IDS: BindParameter[Any] = bindparam("ids", expanding=True)
PAYMENTS = (
    select(
        *(line_payment.c[name] for name in ("request", "line", "no")),
        *(transfer.c[name] for name in ("pence", "reference", "paid_on")),
    )
    .join(transfer, transfer.c.id == line_payment.c.transfer)
    .where(line_payment.c.request.in_(_IDS))
    .order_by(transfer.c.no)
)
_ADD = insert(line_payment)


def add_payment(connection: Connection, which: RequestId, made: LinePayment, post: str) -> None:
    """A payment of a line, made by this transfer. Its key refuses a second one of the same."""
    row = {"request": which, "line": made.line, "no": made.no, "transfer": post}
    connection.execute(_ADD, row)


def payment(row: Row[Any]) -> LinePayment:
    """The payment in a row of PAYMENTS."""
    on = date.fromisoformat(row.paid_on)
    return LinePayment(row.line, row.no, row.pence, row.reference, on)


def routes(plan: Plan) -> str:
    """How it is paid: of a plan with lines every way once."""
    if not plan.lines:
        return plan.payment
    return "+".join(sorted({line.payment for line in plan.lines if line.payment}))


def next_due(of: Request) -> str | None:
    """The day of the next payment of a plan with lines; "" is before every day: at once."""
    days = (due.day for due in unpaid(of.plan.lines, of.line_payments))
    return min((day.isoformat() if day else "" for day in days), default=None)
