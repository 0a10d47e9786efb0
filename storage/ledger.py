"""Money: every movement is a transfer, and a fund's row is the sum of its transfers.

A transfer takes whole pence from one account and gives them to another: top_up outside → free,
reserve free → reserved, release reserved → free, post free → spent, refund spent → free. The fund
row is changed only here, by a conditional update in the transaction that writes the transfer, so
that no race and no mistake can promise the same pound twice. Decides nothing about requests.
"""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, bindparam, func, insert, select, update

from flows.effects import Pay, Release, Reserve, TopUp
from flows.model import FundId, FundPosition, RequestId
from storage.counters import next_number
from storage.errors import NotEnoughMoney, StorageError
from storage.tables import fund, transfer

NewId = Callable[[], str]
"""Gives the next fresh id of this turn."""

# Which account each kind of transfer takes from, and which it gives to.
_ACCOUNTS = {
    "top_up": ("outside", "free"),
    "reserve": ("free", "reserved"),
    "release": ("reserved", "free"),
    "post": ("free", "spent"),
    "refund": ("spent", "free"),
}
_FREE = fund.c.allocated - fund.c.reserved - fund.c.spent
_FUND = select(fund).where(fund.c.id == bindparam("which"))
# FOR UPDATE is for PostgreSQL; SQLite's one writer needs none and leaves it out.
_LOCK = select(fund.c.id).where(fund.c.id == bindparam("which")).with_for_update()
_ADD_FUND = insert(fund)
_CHANGE = (
    update(fund)
    .where(fund.c.id == bindparam("which"))
    .where(bindparam("least_free") <= _FREE, bindparam("least_spent") <= fund.c.spent)
    .values(
        allocated=fund.c.allocated + bindparam("more_allocated"),
        reserved=fund.c.reserved + bindparam("more_reserved"),
        spent=fund.c.spent + bindparam("more_spent"),
    )
)
_release_of = transfer.alias("release_of")
_OPEN = (
    select(transfer.c.id, transfer.c.pence)
    .outerjoin(_release_of, _release_of.c.resolves_id == transfer.c.id)
    .where(transfer.c.request == bindparam("whose"), transfer.c.kind == "reserve")
    .where(transfer.c.fund == bindparam("which"), _release_of.c.id.is_(None))
)
_ADD = insert(transfer)


@dataclass(frozen=True, slots=True)
class Refund:
    """Money that came back, in pence, for one earlier post (its transfer id)."""

    post: str
    pence: int
    reference: str = ""


def top_up(connection: Connection, effect: TopUp, at: datetime, new_id: NewId) -> None:
    """Add new money to a fund, which is made when it is not there yet."""
    _whole_pence(effect.pence)
    if position(connection, effect.fund) is None:
        new = {"id": effect.fund, "allocated": 0, "reserved": 0, "spent": 0}
        connection.execute(_ADD_FUND, new)
    _change(connection, effect.fund, allocated=effect.pence)
    _write(connection, new_id, fund=effect.fund, kind="top_up", pence=effect.pence, at=at)


def reserve(connection: Connection, effect: Reserve, at: datetime, new_id: NewId) -> None:
    """Set money of one fund aside for a request, or raise NotEnoughMoney and change nothing."""
    _whole_pence(effect.pence)
    if open_reservation(connection, effect.request, effect.fund) is not None:
        raise StorageError(f"Request {effect.request} has money set aside already.")
    _change(connection, effect.fund, _Least(free=effect.pence), reserved=effect.pence)
    _write(
        connection,
        new_id,
        fund=effect.fund,
        kind="reserve",
        pence=effect.pence,
        request=effect.request,
        at=at,
    )


def release(connection: Connection, effect: Release, at: datetime, new_id: NewId) -> int:
    """Give a request's whole reservation in this fund back. Answers its pence."""
    held_id, held = _held(connection, effect.request, effect.fund)
    _change(connection, effect.fund, reserved=-held)
    _write_release(connection, new_id, effect, held_id, held, at)
    return held


def pay(connection: Connection, effect: Pay, at: datetime, new_id: NewId) -> str:
    """Release all that was set aside, post what was paid, set aside anew what is still owed.

    All three happen or, with NotEnoughMoney, none. Answers the post's transfer id.
    """
    _whole_pence(effect.pence)
    if effect.still_owed:
        _whole_pence(effect.still_owed)
    held_id, held = _held(connection, effect.request, effect.fund)
    owed = effect.still_owed
    least = _Least(free=effect.pence + owed - held)
    _change(connection, effect.fund, least, reserved=owed - held, spent=effect.pence)
    release_effect = Release(effect.request, effect.fund)
    _write_release(connection, new_id, release_effect, held_id, held, at)
    post = _write(
        connection,
        new_id,
        fund=effect.fund,
        kind="post",
        pence=effect.pence,
        request=effect.request,
        reference=effect.reference,
        paid_on=effect.on.isoformat(),
        at=at,
    )
    if effect.still_owed:
        _write(
            connection,
            new_id,
            fund=effect.fund,
            kind="reserve",
            pence=effect.still_owed,
            request=effect.request,
            at=at,
        )
    return post


def refund(connection: Connection, back: Refund, at: datetime, new_id: NewId) -> None:
    """Give back part or all of a post. The refunds of a post never come to more than it."""
    _whole_pence(back.pence)
    post = connection.execute(
        select(transfer).where(transfer.c.id == back.post, transfer.c.kind == "post")
    ).one_or_none()
    if post is None:
        raise StorageError(f"There is no payment {back.post} to refund.")
    _lock(connection, FundId(post.fund))
    earlier = connection.execute(
        select(func.coalesce(func.sum(transfer.c.pence), 0)).where(
            transfer.c.refunds_id == back.post
        )
    ).scalar_one()
    if earlier + back.pence > post.pence:
        raise StorageError(f"Payment {back.post} would be refunded by more than was paid.")
    _change(connection, FundId(post.fund), _Least(spent=back.pence), spent=-back.pence)
    _write(
        connection,
        new_id,
        fund=post.fund,
        kind="refund",
        pence=back.pence,
        request=post.request,
        refunds_id=back.post,
        reference=back.reference,
        at=at,
    )


def position(connection: Connection, fund_id: FundId) -> FundPosition | None:
    """A fund now, or None when there is no such fund."""
    row = connection.execute(_FUND, {"which": fund_id}).one_or_none()
    return None if row is None else FundPosition(fund_id, row.allocated, row.reserved, row.spent)


def open_reservation(
    connection: Connection, request: RequestId, fund_id: FundId
) -> tuple[str, int] | None:
    """The transfer id and pence of what this fund keeps for a request: one reservation at most."""
    row = connection.execute(_OPEN, {"whose": request, "which": fund_id}).one_or_none()
    return None if row is None else (row.id, row.pence)


def reconcile(connection: Connection) -> tuple[str, ...]:
    """Where fund rows and transfers disagree, one sentence each; empty when all is well."""
    moved: dict[str, Counter[str]] = {
        fund_id: Counter() for fund_id in connection.scalars(select(fund.c.id).order_by(fund.c.id))
    }
    sums = select(transfer.c.fund, transfer.c.kind, transfer.c.debit, transfer.c.credit)
    grouped = sums.add_columns(func.sum(transfer.c.pence).label("pence"))
    differences = []
    for row in connection.execute(grouped.group_by(*sums.selected_columns)):
        if (row.debit, row.credit) != _ACCOUNTS[row.kind]:
            differences.append(f"Fund {row.fund} has a {row.kind} between the wrong accounts.")
        moved[row.fund][row.debit] -= int(row.pence)
        moved[row.fund][row.credit] += int(row.pence)
    for row in connection.execute(select(fund).order_by(fund.c.id)):
        wanted = {name: moved[row.id][name] for name in ("reserved", "spent")}
        wanted["allocated"] = -moved[row.id]["outside"]
        differences += [
            f"Fund {row.id} says {name} {getattr(row, name)} pence, its transfers say {pence}."
            for name, pence in wanted.items()
            if getattr(row, name) != pence
        ]
    return (*differences, *_unmatched(connection))


def _unmatched(connection: Connection) -> list[str]:
    earlier = transfer.alias("earlier")
    unlike = (earlier.c.fund != transfer.c.fund) | earlier.c.request.is_distinct_from(
        transfer.c.request
    )
    releases = (
        select(transfer.c.id)
        .join(earlier, earlier.c.id == transfer.c.resolves_id)
        .where((earlier.c.kind != "reserve") | (earlier.c.pence != transfer.c.pence) | unlike)
    )
    refunds = (
        select(earlier.c.id)
        .join(transfer, transfer.c.refunds_id == earlier.c.id)
        .group_by(earlier.c.id, earlier.c.kind, earlier.c.pence)
        .having((earlier.c.kind != "post") | (func.sum(transfer.c.pence) > earlier.c.pence))
    )
    return [
        *(
            f"Release {found} does not match its reservation."
            for found in connection.scalars(releases)
        ),
        *(f"Refunds of {found} do not match its payment." for found in connection.scalars(refunds)),
    ]


def _whole_pence(pence: int) -> None:
    # bool is an int and 1.0 == 1: only the exact type will do.
    if type(pence) is not int or pence <= 0:
        raise StorageError(f"An amount is a positive number of whole pence, not {pence!r}.")


def _held(connection: Connection, request: RequestId, fund_id: FundId) -> tuple[str, int]:
    _lock(connection, fund_id)
    held = open_reservation(connection, request, fund_id)
    if held is None:
        raise StorageError(f"Request {request} has no money set aside in fund {fund_id}.")
    return held


def _lock(connection: Connection, fund_id: FundId) -> None:
    connection.execute(_LOCK, {"which": fund_id})


@dataclass(frozen=True, slots=True)
class _Least:
    """What a fund must hold for a change, in pence. No fund ever holds less than nothing."""

    free: int = 0
    spent: int = 0


def _change(connection: Connection, fund_id: FundId, least: _Least = _Least(), **more: int) -> None:
    values = {f"more_{name}": more.get(name, 0) for name in ("allocated", "reserved", "spent")}
    needed = {"which": fund_id, "least_free": least.free, "least_spent": least.spent}
    if connection.execute(_CHANGE, {**needed, **values}).rowcount == 1:
        return
    if position(connection, fund_id) is None:
        raise StorageError(f"There is no fund {fund_id}.")
    raise NotEnoughMoney(fund_id)


def _write_release(
    connection: Connection, new_id: NewId, effect: Release, held_id: str, held: int, at: datetime
) -> None:
    _write(
        connection,
        new_id,
        fund=effect.fund,
        kind="release",
        pence=held,
        request=effect.request,
        resolves_id=held_id,
        at=at,
    )


def _write(
    connection: Connection, new_id: NewId, *, kind: str, **columns: str | int | datetime
) -> str:
    debit, credit = _ACCOUNTS[kind]
    made = new_id()
    number = next_number(connection, "transfer")
    fixed = {"id": made, "no": number, "kind": kind, "debit": debit, "credit": credit}
    connection.execute(_ADD, {**fixed, **columns})
    return made
