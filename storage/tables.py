"""Every table, with the invariants that the database itself keeps. No methods, no queries.

Portable types only (DECISIONS, SQLite and PostgreSQL): Text, LargeBinary, Whole, Instant. On
SQLite every table is STRICT. Enums and booleans are CHECKed; JSON is canonical Text. Columns that
end in `_sealed` are encrypted under the key of the person they are about (or the service key).
"""

from sqlalchemy import (
    CheckConstraint,
    Column,
    ForeignKey,
    Index,
    LargeBinary,
    Text,
    UniqueConstraint,
)

from flows.model import Mode, Role, State, Verdict
from storage.columns import (
    Whole,
    at,
    bools,
    maybe_at,
    one_of,
    sealed,
    table,
    text,
    whole,
    words,
    yes_no,
)

meta = table("meta", text("key", primary_key=True), text("value"))
counter = table("counter", text("name", primary_key=True), whole("value"))

person = table(
    "person",
    text("id", primary_key=True),
    text("programme"),
    words("team"),
    Column("care_co_ordinator", Text, ForeignKey("person.id"), nullable=True),
    Column("wrapped_key", LargeBinary, nullable=True),  # gone when the person is erased
    sealed("private_sealed", nullable=True),  # {"name", "facts"}
    yes_no("enrolled"),
    yes_no("paused"),
    Column("check_ins", Whole, nullable=False, server_default="1"),
    at("created_at"),
    *bools("enrolled", "paused", "check_ins"),
)
Index("ix_person_team", person.c.programme, person.c.team)

role_grant = table(
    "role_grant",
    text("id", primary_key=True),
    text("person", ForeignKey("person.id")),
    text("role"),
    text("scope_kind"),
    text("scope"),
    Column("limit_pence", Whole, nullable=True),
    at("from_at"),
    maybe_at("to_at"),
    one_of("role", Role),
    one_of("scope_kind", ("team", "programme", "organisation")),
    CheckConstraint("limit_pence IS NULL OR limit_pence >= 0", name="limit_not_negative"),
)
Index("ix_role_grant_person", role_grant.c.person)
Index("ix_role_grant_who", role_grant.c.scope_kind, role_grant.c.scope, role_grant.c.role)

chat = table(
    "chat",
    text("id", primary_key=True),
    text("channel"),
    text("address"),
    Column("person", Text, ForeignKey("person.id"), nullable=True),
    whole("change_no", server_default="0"),
    whole("tries", server_default="0"),
    maybe_at("tries_since"),
    yes_no("closed"),
    at("created_at"),
    UniqueConstraint("channel", "address"),
    one_of("channel", ("web", "push")),
    *bools("closed"),
)
Index("ix_chat_person", chat.c.person)

session = table(
    "session",
    text("chat", ForeignKey("chat.id"), primary_key=True),
    whole("version"),
    whole("question_no"),
    sealed("state_sealed"),
)

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
Index("ix_inbox_state", inbox.c.state, inbox.c.received_at)

fund = table(
    "fund",
    text("id", primary_key=True),
    whole("allocated"),
    whole("reserved"),
    whole("spent"),
    CheckConstraint("allocated >= 0", name="allocated_not_negative"),
    CheckConstraint("reserved >= 0 AND spent >= 0", name="parts_not_negative"),
    CheckConstraint("reserved + spent <= allocated", name="never_overspent"),
)

request = table(
    "request",
    text("id", primary_key=True),
    text("reference", unique=True),
    text("person", ForeignKey("person.id")),
    text("programme"),
    text("programme_version"),
    words("team"),
    text("fund"),
    text("state"),
    whole("amount_pence"),
    whole("version"),
    whole("revision"),
    words("offer"),
    words("deployment"),
    sealed("plan_sealed", nullable=True),
    sealed("private_sealed", nullable=True),  # open question, answers, reasons, second look
    text("barred"),  # JSON list of person ids who may not sign (a second look)
    Column("passed_to", Text, ForeignKey("person.id"), nullable=True),
    Column("question_by", Text, ForeignKey("person.id"), nullable=True),
    at("sent_at"),
    at("state_since"),
    maybe_at("decided_at"),
    maybe_at("arrived_at"),
    whole("paid_pence", server_default="0"),
    words("payment_reference"),
    Column("paid_on", Text, nullable=True),  # ISO local date
    one_of("state", State),
    CheckConstraint(
        "amount_pence > 0 OR (amount_pence = 0 AND state IN"
        " ('draft', 'enquiry', 'withdrawn', 'closed', 'stopped'))",
        name="amount_positive",
    ),
    CheckConstraint("paid_pence >= 0", name="paid_not_negative"),
)
Index("ix_request_person", request.c.person, request.c.sent_at)
Index("ix_request_state", request.c.programme, request.c.state, request.c.state_since)

stage = table(
    "stage",
    text("request", ForeignKey("request.id"), primary_key=True),
    whole("no", primary_key=True),
    text("roles"),  # JSON list
    text("mode"),
    whole("n"),
    one_of("mode", Mode),
    CheckConstraint("n > 0", name="n_positive"),
)

decision = table(
    "decision",
    text("id", primary_key=True),
    text("request", ForeignKey("request.id")),
    whole("stage"),
    text("by", ForeignKey("person.id")),
    text("holder", ForeignKey("person.id")),
    text("role"),
    text("verdict"),
    whole("version"),
    at("at"),
    sealed("reason_sealed", nullable=True),
    UniqueConstraint("request", "by", "version"),
    CheckConstraint("by <> holder", name="nobody_signs_their_own"),
    one_of("role", Role),
    one_of("verdict", Verdict),
)

flag = table(
    "flag",
    text("request", ForeignKey("request.id"), primary_key=True),
    text("exclusion", primary_key=True),
    Column("by", Text, ForeignKey("person.id"), nullable=True),
    yes_no("upheld"),
    sealed("reason_sealed", nullable=True),
    *bools("upheld"),
)

transfer = table(
    "transfer",
    text("id", primary_key=True),
    whole("no", unique=True),
    text("fund", ForeignKey("fund.id")),
    text("kind"),
    text("debit"),
    text("credit"),
    whole("pence"),
    Column("request", Text, ForeignKey("request.id"), nullable=True),
    Column("resolves_id", Text, ForeignKey("transfer.id"), unique=True, nullable=True),
    Column("refunds_id", Text, ForeignKey("transfer.id"), nullable=True),
    words("reference"),
    Column("paid_on", Text, nullable=True),
    at("at"),
    one_of("kind", ("top_up", "reserve", "release", "post", "refund")),
    one_of("debit", ("outside", "free", "reserved", "spent")),
    one_of("credit", ("free", "reserved", "spent")),
    CheckConstraint("pence > 0", name="pence_positive"),
    CheckConstraint("debit <> credit", name="two_accounts"),
    CheckConstraint("(kind = 'release') = (resolves_id IS NOT NULL)", name="release_resolves"),
    CheckConstraint("(kind = 'refund') = (refunds_id IS NOT NULL)", name="refund_names_post"),
)
Index("ix_transfer_request", transfer.c.request)
Index("ix_transfer_fund", transfer.c.fund, transfer.c.no)

message = table(
    "message",
    text("id", primary_key=True),
    text("chat", ForeignKey("chat.id")),
    whole("change_no"),  # per chat; rises when the row changes in any way
    whole("news_no"),  # the change that was news to the reader
    whole("order_no"),  # the change at which it first appeared
    text("direction"),
    words("key"),
    Column("about", Text, ForeignKey("person.id"), nullable=True),  # whose key (none: service key)
    sealed("words_sealed", nullable=True),  # {"text", "buttons": [labels], "chosen", "files"}
    at("at"),
    one_of("direction", ("in", "out")),
)
Index("ix_message_chat", message.c.chat, message.c.change_no)
Index("ix_message_order", message.c.chat, message.c.order_no)
Index(
    "uq_message_key",
    message.c.chat,
    message.c.key,
    unique=True,
    sqlite_where=message.c.key != "",
    postgresql_where=message.c.key != "",
)

screen = table(
    "screen",
    text("id", primary_key=True),
    text("token_hash", unique=True),
    text("message", ForeignKey("message.id")),
    text("chat", ForeignKey("chat.id")),
    Column("person", Text, ForeignKey("person.id"), nullable=True),
    yes_no("asks"),
    whole("question_no"),
    Column("request", Text, nullable=True),
    whole("request_version"),
    text("taps"),
    at("expires_at"),
    Column("used_by", Text, nullable=True),  # the turn that used or retired it
    *bools("asks"),
)
Index("ix_screen_message", screen.c.message)
Index("ix_screen_live", screen.c.chat, screen.c.used_by)

outbox = table(
    "outbox",
    text("id", primary_key=True),
    text("message", ForeignKey("message.id")),
    text("chat", ForeignKey("chat.id")),
    text("cls"),
    text("state"),
    at("due_at"),
    whole("attempts", server_default="0"),
    Column("attempt_token", Text, nullable=True),
    maybe_at("lease_until"),
    words("error"),
    whole("resends", server_default="0"),
    at("created_at"),
    maybe_at("settled_at"),
    one_of("cls", ("edit", "receipt", "once", "crisis")),
    one_of("state", ("due", "leased", "sending", "sent", "failed", "unknown", "cancelled")),
)
Index("ix_outbox_due", outbox.c.state, outbox.c.due_at)

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

answer = table(
    "answer",
    text("request", ForeignKey("request.id"), primary_key=True),
    text("round", primary_key=True),
    text("question", primary_key=True),
    text("person", ForeignKey("person.id")),
    Column("number", Whole, nullable=True),
    words("choice"),
    sealed("words_sealed", nullable=True),
    yes_no("late_baseline"),
    at("at"),
    CheckConstraint("number IS NULL OR (number >= 0 AND number <= 10)", name="nought_to_ten"),
    *bools("late_baseline"),
)

invite = table(
    "invite",
    text("id", primary_key=True),
    text("code_hash", unique=True),
    text("link_hash", unique=True),
    text("by", ForeignKey("person.id")),
    text("programme"),
    words("team"),
    sealed("private_sealed", nullable=True),  # {"name", "facts"}, service key; blanked when used
    at("expires_at"),
    maybe_at("used_at"),
    Column("person", Text, ForeignKey("person.id"), nullable=True),
)

sign_in_link = table(
    "sign_in_link",
    text("link_hash", primary_key=True),
    text("person", ForeignKey("person.id")),
    at("expires_at"),
    maybe_at("used_at"),
)
Index("ix_sign_in_link_person", sign_in_link.c.person)

web_session = table(
    "web_session",
    text("token_hash", primary_key=True),
    Column("person", Text, ForeignKey("person.id"), nullable=True),
    text("chat", ForeignKey("chat.id")),
    yes_no("staff"),
    at("created_at"),
    at("seen_at"),
    maybe_at("ended_at"),
    *bools("staff"),
)
Index("ix_web_session_person", web_session.c.person)

task = table(
    "task",
    text("key", primary_key=True),
    text("owner", ForeignKey("person.id")),
    text("task"),
    text("about", ForeignKey("person.id")),
    words("request"),
    at("opened_at"),
    maybe_at("closed_at"),
)
Index("ix_task_owner", task.c.owner, task.c.closed_at)

attachment = table(
    "attachment",
    text("id", primary_key=True),
    text("chat", ForeignKey("chat.id")),
    Column("person", Text, ForeignKey("person.id"), nullable=True),
    text("media"),
    whole("size"),
    sealed("name_sealed", nullable=True),
    sealed("bytes_sealed", nullable=True),
    at("at"),
)

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

NEVER_CHANGED = (transfer, decision, audit, checkpoint)
"""Rows that are written once: triggers refuse UPDATE and DELETE."""
