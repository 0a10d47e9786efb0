"""What the service itself needs: what came in, what is due, what happened."""

from sqlalchemy import Column, Index, Text

from storage.columns import at, one_of, sealed, table, text, whole, words

meta = table("meta", text("key", primary_key=True), text("value"))

counter = table("counter", text("name", primary_key=True), whole("value"))

inbox = table(
    "inbox",
    text("channel", primary_key=True),
    text("update_id", primary_key=True),
    Column("chat", Text, nullable=True),
    at("received_at"),
    text("state"),
    whole("attempts", server_default="0"),
    words("error"),
    sealed("payload_sealed", nullable=True),  # service key; blanked when done
    one_of("state", ("new", "done", "parked")),
)
# Only what still waits is indexed: nearly every row is done in the commit that makes it.
Index(
    "ix_inbox_new",
    inbox.c.received_at,
    sqlite_where=inbox.c.state == "new",
    postgresql_where=inbox.c.state == "new",
)

timer = table(
    "timer",
    text("key", primary_key=True),
    at("due_at"),
    text("kind"),
    words("request"),
    words("person"),
    words("value"),
    whole("n"),
    whole("sequence"),  # makes each firing's inbox key its own
)
Index("ix_timer_due", timer.c.due_at)
Index("ix_timer_request", timer.c.request)

audit = table(
    "audit",
    text("stream", primary_key=True),
    whole("seq", primary_key=True),
    at("at"),
    words("actor"),
    text("kind"),
    text("facts"),  # canonical JSON: states, ids, pence, dates only
    words("commitment"),  # HMAC of the private words under the person's key
    text("prev"),
    text("hash"),
)
Index("ix_audit_at", audit.c.at)

checkpoint = table(
    "checkpoint",
    whole("no", primary_key=True, autoincrement=False),
    at("at"),
    text("heads"),  # canonical JSON: stream -> [seq, hash]
    text("prev"),
    text("hash"),
)
