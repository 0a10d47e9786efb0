"""The audit log: what happened, as chains of rows that cannot be changed unseen.

One chain for each stream (`request:…`, `person:…`, `fund:…`, `staff`, `system`): every row's hash
covers its fields and the hash before it. Checkpoints, chained too, seal the heads of the streams,
so that a row cut off an end is missed. `facts` holds only states, ids, pence and dates; private
words enter as a keyed commitment. Decides nothing about what is worth a row.
"""

import json
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from itertools import groupby
from typing import Any

from sqlalchemy import Connection, Row, bindparam, func, insert, select, tuple_
from sqlalchemy.exc import IntegrityError

from storage.database import Database
from storage.errors import LostRace, StorageError
from storage.keys import framed
from storage.tables import audit, checkpoint

Fact = str | int | None
Head = tuple[int, str]
"""The newest row of a stream: its seq and its hash."""

BATCH = 1000
# Rows carry their turn's time but are committed a little later, so sealing looks back this far.
_OVERLAP = timedelta(hours=1)
_FIRST = ""
# Built once: every turn appends.
_NEWEST = (
    select(audit.c.seq, audit.c.hash)
    .where(audit.c.stream == bindparam("of"))
    .order_by(audit.c.seq.desc())
    .limit(1)
)
_ADD = insert(audit)


_CANONICAL = json.JSONEncoder(sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def canonical(value: Mapping[str, Any]) -> str:
    """JSON that is the same text for the same values on every machine."""
    return _CANONICAL.encode(value)


def append(  # noqa: PLR0913, PLR0917 - an audit row has this many parts
    connection: Connection,
    stream: str,
    at: datetime,
    actor: str,
    kind: str,
    facts: Mapping[str, Fact],
    commitment: str = "",
    newest: Head | None = None,
) -> Head:
    """Write the stream's next row, in the transaction that makes it true; its new head.

    `newest` is the head that this transaction itself has written, so that it is not looked up.
    Raises LostRace when another writer appended to the same stream first.
    """
    seq, prev = newest or head(connection, stream) or (0, _FIRST)
    row = {
        "stream": stream,
        "seq": seq + 1,
        "at": at,
        "actor": actor,
        "kind": kind,
        "facts": canonical(_checked(facts)),
        "commitment": commitment,
        "prev": prev,
    }
    made = _row_hash(row)
    try:
        connection.execute(_ADD, {**row, "hash": made})
    except IntegrityError as wrong:
        raise LostRace(f"The audit stream {stream} went on meanwhile.") from wrong
    return seq + 1, made


def head(connection: Connection, stream: str) -> Head | None:
    """The newest row of a stream, or None while it has none."""
    row = connection.execute(_NEWEST, {"of": stream}).one_or_none()
    return None if row is None else (row.seq, row.hash)


def verify_streams(connection: Connection) -> str | None:
    """The first break in any stream's chain, as a sentence, or None."""
    ordered = select(audit).order_by(audit.c.stream, audit.c.seq)
    rows = connection.execution_options(yield_per=BATCH).execute(ordered)
    for stream, chain in groupby(rows, key=lambda row: row.stream):
        broken = _first_break(f"Audit stream {stream}", "row", chain)
        if broken is not None:
            return broken
    return None


def seal(connection: Connection, at: datetime) -> int | None:
    """Write a checkpoint of the streams that went on since the last one. Its number, or None."""
    last = connection.execute(
        select(checkpoint).order_by(checkpoint.c.no.desc()).limit(1)
    ).one_or_none()
    heads = _changed_heads(connection, last)
    if not heads:
        return None
    number: int = last.no + 1 if last else 1
    row = {
        "no": number,
        "at": at,
        "heads": canonical(heads),
        "prev": last.hash if last else _FIRST,
    }
    connection.execute(insert(checkpoint).values(**row, hash=_checkpoint_hash(row)))
    return number


def seal_now(database: Database, at: datetime) -> int | None:
    """`seal` in a transaction of its own: what the sealing tick does."""
    with database.writing() as connection:
        return seal(connection, at)


def verify_checkpoints(connection: Connection) -> str | None:
    """The first break among the checkpoints, or between one and the streams, as a sentence."""
    rows = connection.execute(select(checkpoint).order_by(checkpoint.c.no)).all()
    broken = _first_break("The checkpoints", "number", rows)
    if broken is not None:
        return broken
    for row in rows:
        heads: dict[str, list[Any]] = json.loads(row.heads)
        for stream, (seq, sealed) in sorted(heads.items()):
            found = connection.scalar(
                select(audit.c.hash).where(audit.c.stream == stream, audit.c.seq == seq)
            )
            if found != sealed:
                what = "is not the sealed one" if found else "is missing"
                return f"Audit stream {stream}: row {seq} of checkpoint {row.no} {what}."
    return None


def _changed_heads(connection: Connection, last: Row[Any] | None) -> dict[str, Head]:
    rows, known = select(audit.c.stream), {}
    if last is not None:
        rows = rows.where(audit.c.at >= last.at - _OVERLAP)
        recent = select(checkpoint.c.heads).where(checkpoint.c.at >= last.at - 2 * _OVERLAP)
        for heads in connection.scalars(recent.order_by(checkpoint.c.no)):
            known.update(json.loads(heads))
    newest = (
        select(audit.c.stream, func.max(audit.c.seq))
        .where(audit.c.stream.in_(rows.distinct()))
        .group_by(audit.c.stream)
    )
    found = connection.execute(
        select(audit.c.stream, audit.c.seq, audit.c.hash).where(
            tuple_(audit.c.stream, audit.c.seq).in_(newest)
        )
    )
    return {
        row.stream: (row.seq, row.hash)
        for row in found
        if known.get(row.stream) != [row.seq, row.hash]
    }


def _first_break(name: str, numbered: str, rows: Iterable[Row[Any]]) -> str | None:
    prev = _FIRST
    for expected, row in enumerate(rows, start=1):
        fields = row._asdict()
        is_checkpoint = "no" in fields
        number = fields["no"] if is_checkpoint else fields["seq"]
        if number != expected:
            return f"{name}: {numbered} {expected} is missing."
        if fields["prev"] != prev:
            return f"{name}: {numbered} {number} does not follow the one before it."
        made = _checkpoint_hash(fields) if is_checkpoint else _row_hash(fields)
        if fields["hash"] != made:
            return f"{name}: {numbered} {number} was changed."
        prev = fields["hash"]
    return None


def _row_hash(row: Mapping[str, Any]) -> str:
    names = ("stream", "seq", "at", "actor", "kind", "facts", "commitment", "prev")
    return _hash("audit row", row, names)


def _checkpoint_hash(row: Mapping[str, Any]) -> str:
    return _hash("checkpoint", row, ("no", "at", "heads", "prev"))


def _hash(domain: str, row: Mapping[str, Any], names: tuple[str, ...]) -> str:
    parts = (_as_text(row[name]) for name in names)
    return sha256(framed(f"foothold {domain} v1", *parts)).hexdigest()


def _as_text(value: str | int | datetime) -> str:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="microseconds")
    return str(value)


def _checked(facts: Mapping[str, Fact]) -> Mapping[str, Fact]:
    for name, value in facts.items():
        if not isinstance(value, str | None) and type(value) is not int:
            raise StorageError(f"The audit fact {name} is neither text nor a whole number.")
    return facts
