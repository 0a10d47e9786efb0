"""Every table, with the invariants that the database itself keeps. No methods, no queries.

Portable types only (DECISIONS, SQLite and PostgreSQL): Text, LargeBinary, Whole, Instant. On
SQLite every table is STRICT. Enums and booleans are CHECKed; JSON is canonical Text. Columns that
end in `_sealed` are encrypted under the key of the person they are about (or the service key).
"""

from storage.tables.helping import helped_draft, tie
from storage.tables.money import fund, line_payment, transfer
from storage.tables.outcomes import helped_count, helped_mark
from storage.tables.people import (
    invite,
    person,
    role_grant,
    sign_in_link,
    task,
    web_pin,
    web_session,
)
from storage.tables.requests import answer, decision, flag, request, stage
from storage.tables.running import audit, checkpoint, counter, inbox, meta, timer
from storage.tables.talk import attachment, chat, message, outbox, screen, session
from storage.tables.telling import equality, story, story_use

__all__ = [
    "NEVER_CHANGED",
    "answer",
    "attachment",
    "audit",
    "chat",
    "checkpoint",
    "counter",
    "decision",
    "equality",
    "flag",
    "fund",
    "helped_count",
    "helped_draft",
    "helped_mark",
    "inbox",
    "invite",
    "line_payment",
    "message",
    "meta",
    "outbox",
    "person",
    "request",
    "role_grant",
    "screen",
    "session",
    "sign_in_link",
    "stage",
    "story",
    "story_use",
    "task",
    "tie",
    "timer",
    "transfer",
    "web_pin",
    "web_session",
]

NEVER_CHANGED = (transfer, line_payment, decision, audit, checkpoint)
"""Rows that are written once: triggers refuse UPDATE and DELETE."""
