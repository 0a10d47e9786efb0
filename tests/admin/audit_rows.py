"""The audit rows of one kind, for tests."""

import json
from typing import Any

from sqlalchemy import select

from storage.store import Store
from storage.tables import audit


def audited(store: Store, kind: str) -> list[dict[str, Any]]:
    """Their facts, oldest first, with the actor."""
    wanted = select(audit.c.actor, audit.c.facts).where(audit.c.kind == kind)
    with store.database.reading() as connection:
        rows = connection.execute(wanted.order_by(audit.c.at, audit.c.seq)).all()
    return [{**json.loads(row.facts), "actor": row.actor} for row in rows]
