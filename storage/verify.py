"""What `foothold verify` checks, in one place: that nothing was changed behind the program's back.

Chains and checkpoints of the audit log, funds against their transfers, and every request's row
against the fold of its stream. It only reads the database; it repairs nothing.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby, islice
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Row, exists, literal, select

from storage.audit import BATCH, canonical, verify_checkpoints, verify_streams
from storage.errors import StorageError
from storage.ledger import reconcile
from storage.tables import audit, checkpoint, request

REQUEST_STREAM = "request:"
FOLDED = ("state", "version", "amount_pence", "paid_pence")
"""The facts of a request's stream whose last value must be in the request's row."""


def verify(connection: Connection, checkpoints: Path | None = None) -> str | None:
    """The first break as one sentence, or None when everything agrees.

    With a directory of checkpoints, kept somewhere else than the database, the newest one is also
    compared with those from earlier runs and then added to them.
    """
    return (
        verify_streams(connection)
        or verify_checkpoints(connection)
        or (_compare(connection, checkpoints) if checkpoints else None)
        or next(iter(reconcile(connection)), None)
        or _first_unlike_its_stream(connection)
        or _first_without_stream(connection)
    )


def fold(facts: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """The last value seen of each folded fact."""
    return {name: row[name] for row in facts for name in FOLDED if name in row}


def _first_unlike_its_stream(connection: Connection) -> str | None:
    ordered = select(audit.c.stream, audit.c.facts).where(
        audit.c.stream.startswith(REQUEST_STREAM, autoescape=True)
    )
    rows = connection.execution_options(yield_per=BATCH).execute(
        ordered.order_by(audit.c.stream, audit.c.seq)
    )
    folds = (
        (stream.removeprefix(REQUEST_STREAM), fold([json.loads(row.facts) for row in chain]))
        for stream, chain in groupby(rows, key=lambda row: row.stream)
    )
    while batch := dict(islice(folds, BATCH)):
        unlike = next(_unlike(connection, batch), None)
        if unlike is not None:
            return unlike
    return None


def _unlike(connection: Connection, folds: Mapping[str, Mapping[str, Any]]) -> Iterator[str]:
    columns = [request.c.id, *(request.c[name] for name in FOLDED)]
    found = connection.execute(select(*columns).where(request.c.id.in_(folds)))
    rows: dict[str, Row[Any]] = {row.id: row for row in found}
    for request_id, folded in folds.items():
        if request_id not in rows:
            yield f"Request {request_id} is in the audit log, but its row is missing."
            continue
        if "state" not in folded:
            yield f"Request {request_id} has no state in the audit log."
        for name, value in folded.items():
            stored = getattr(rows[request_id], name)
            if stored != value:
                yield f"Request {request_id} has {name} {stored}, the audit log says {value}."


def _first_without_stream(connection: Connection) -> str | None:
    stream = literal(REQUEST_STREAM).concat(request.c.id)
    without = select(request.c.id).where(~exists().where(audit.c.stream == stream))
    found = connection.scalar(without.order_by(request.c.id).limit(1))
    return None if found is None else f"Request {found} has no rows in the audit log."


def _compare(connection: Connection, directory: Path) -> str | None:
    sealed = {row.no: row for row in connection.execute(select(checkpoint))}
    for path in sorted(directory.glob("checkpoint-*.json")):
        kept = _kept(path)
        row = sealed.get(kept.get("no"))
        if row is None or row.hash != kept.get("hash"):
            return f"Checkpoint {kept.get('no')} is not the one that was kept in {path.name}."
    if sealed:
        _keep(directory, sealed[max(sealed)])
    return None


def _kept(path: Path) -> dict[str, Any]:
    try:
        kept: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as wrong:
        raise StorageError(f"The kept checkpoint {path} cannot be read.") from wrong
    return kept


def _keep(directory: Path, row: Row[Any]) -> None:
    kept = {
        "no": row.no,
        "at": row.at.isoformat(),
        "heads": json.loads(row.heads),
        "hash": row.hash,
    }
    try:
        directory.mkdir(parents=True, exist_ok=True)
        path = directory / f"checkpoint-{row.no:09d}.json"
        path.write_text(canonical(kept) + "\n", encoding="utf-8")
    except OSError as wrong:
        raise StorageError(f"{directory} cannot be written: {wrong.strerror}.") from wrong
