"""Every table, with the invariants that the database itself keeps. No methods, no queries.

Portable types only (DECISIONS, SQLite and PostgreSQL): Text, LargeBinary, Whole, Instant. On
SQLite every table is STRICT. Enums and booleans are CHECKed; JSON is canonical Text. Columns that
end in `_sealed` are encrypted under the key of the person they are about (or the service key).
"""

from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    UniqueConstraint,
)
from sqlalchemy.types import TypeDecorator

from flows.model import Mode, Role, State, Verdict

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s",
    "pk": "pk_%(table_name)s",
}
metadata = MetaData(naming_convention=NAMING)
Whole = BigInteger().with_variant(Integer, "sqlite")
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class Instant(TypeDecorator[datetime]):
    """An aware UTC instant, stored as whole microseconds since 1970."""

    impl = Whole
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Any) -> int | None:
        """Microseconds of an aware instant."""
        return None if value is None else (value - _EPOCH) // timedelta(microseconds=1)

    def process_result_value(self, value: int | None, dialect: Any) -> datetime | None:
        """The instant of these microseconds."""
        return None if value is None else _EPOCH + timedelta(microseconds=value)


def _text(name: str, *more: Any, **options: Any) -> Column[str]:
    return Column(name, Text, *more, nullable=False, **options)


def _words(name: str) -> Column[str]:
    return Column(name, Text, nullable=False, server_default="")


def _whole(name: str, **options: Any) -> Column[int]:
    return Column(name, Whole, nullable=False, **options)


def _flag(name: str) -> Column[int]:
    return Column(name, Whole, nullable=False, server_default="0")


def _at(name: str, **options: Any) -> Column[datetime]:
    return Column(name, Instant, nullable=False, **options)


def _maybe_at(name: str) -> Column[datetime]:
    return Column(name, Instant, nullable=True)


def _sealed(name: str, *, nullable: bool = False) -> Column[bytes]:
    return Column(name, LargeBinary, nullable=nullable)


def _one_of(column: str, values: Any) -> CheckConstraint:
    listed = ", ".join(f"'{value}'" for value in values)
    return CheckConstraint(f"{column} IN ({listed})", name=f"{column}_known")


def _bools(*columns: str) -> list[CheckConstraint]:
    return [CheckConstraint(f"{c} IN (0, 1)", name=f"{c}_bool") for c in columns]


def _table(name: str, *parts: Any) -> Table:
    return Table(name, metadata, *parts, sqlite_strict=True)


meta = _table("meta", _text("key", primary_key=True), _text("value"))
counter = _table("counter", _text("name", primary_key=True), _whole("value"))

person = _table(
    "person",
    _text("id", primary_key=True),
    _text("programme"),
    _words("team"),
    Column("care_co_ordinator", Text, ForeignKey("person.id"), nullable=True),
    Column("wrapped_key", LargeBinary, nullable=True),  # gone when the person is erased
    _sealed("private_sealed", nullable=True),  # {"name", "facts"}
    _flag("enrolled"),
    _flag("paused"),
    Column("check_ins", Whole, nullable=False, server_default="1"),
    _at("created_at"),
    *_bools("enrolled", "paused", "check_ins"),
)
Index("ix_person_team", person.c.programme, person.c.team)

role_grant = _table(
    "role_grant",
    _text("id", primary_key=True),
    _text("person", ForeignKey("person.id")),
    _text("role"),
    _text("scope_kind"),
    _text("scope"),
    Column("limit_pence", Whole, nullable=True),
    _at("from_at"),
    _maybe_at("to_at"),
    _one_of("role", Role),
    _one_of("scope_kind", ("team", "programme", "organisation")),
    CheckConstraint("limit_pence IS NULL OR limit_pence >= 0", name="limit_not_negative"),
)
Index("ix_role_grant_person", role_grant.c.person)
Index("ix_role_grant_who", role_grant.c.scope_kind, role_grant.c.scope, role_grant.c.role)

chat = _table(
    "chat",
    _text("id", primary_key=True),
    _text("channel"),
    _text("address"),
    Column("person", Text, ForeignKey("person.id"), nullable=True),
    _whole("change_no", server_default="0"),
    _whole("tries", server_default="0"),
    _maybe_at("tries_since"),
    _flag("closed"),
    _at("created_at"),
    UniqueConstraint("channel", "address"),
    _one_of("channel", ("web", "push")),
    *_bools("closed"),
)
Index("ix_chat_person", chat.c.person)

session = _table(
    "session",
    _text("chat", ForeignKey("chat.id"), primary_key=True),
    _whole("version"),
    _whole("question_no"),
    _sealed("state_sealed"),
)

inbox = _table(
    "inbox",
    _text("channel", primary_key=True),
    _text("update_id", primary_key=True),
    Column("chat", Text, nullable=True),
    _at("received_at"),
    _text("state"),
    _whole("attempts", server_default="0"),
    _words("error"),
    _sealed("payload_sealed", nullable=True),  # service key; blanked when done
    _one_of("state", ("new", "done", "parked")),
)
Index("ix_inbox_state", inbox.c.state, inbox.c.received_at)

fund = _table(
    "fund",
    _text("id", primary_key=True),
    _whole("allocated"),
    _whole("reserved"),
    _whole("spent"),
    CheckConstraint("allocated >= 0", name="allocated_not_negative"),
    CheckConstraint("reserved >= 0 AND spent >= 0", name="parts_not_negative"),
    CheckConstraint("reserved + spent <= allocated", name="never_overspent"),
)

request = _table(
    "request",
    _text("id", primary_key=True),
    _text("reference", unique=True),
    _text("person", ForeignKey("person.id")),
    _text("programme"),
    _text("programme_version"),
    _words("team"),
    _text("fund"),
    _text("state"),
    _whole("amount_pence"),
    _whole("version"),
    _whole("revision"),
    _words("offer"),
    _words("deployment"),
    _sealed("plan_sealed", nullable=True),
    _sealed("private_sealed", nullable=True),  # open question, answers, reasons, second look
    _text("barred"),  # JSON list of person ids who may not sign (a second look)
    Column("passed_to", Text, ForeignKey("person.id"), nullable=True),
    Column("question_by", Text, ForeignKey("person.id"), nullable=True),
    _at("sent_at"),
    _at("state_since"),
    _maybe_at("decided_at"),
    _maybe_at("arrived_at"),
    _whole("paid_pence", server_default="0"),
    _words("payment_reference"),
    Column("paid_on", Text, nullable=True),  # ISO local date
    _one_of("state", State),
    CheckConstraint(
        "amount_pence > 0 OR (amount_pence = 0 AND state IN"
        " ('draft', 'enquiry', 'withdrawn', 'closed', 'stopped'))",
        name="amount_positive",
    ),
    CheckConstraint("paid_pence >= 0", name="paid_not_negative"),
)
Index("ix_request_person", request.c.person, request.c.sent_at)
Index("ix_request_state", request.c.programme, request.c.state, request.c.state_since)

stage = _table(
    "stage",
    _text("request", ForeignKey("request.id"), primary_key=True),
    _whole("no", primary_key=True),
    _text("roles"),  # JSON list
    _text("mode"),
    _whole("n"),
    _one_of("mode", Mode),
    CheckConstraint("n > 0", name="n_positive"),
)

decision = _table(
    "decision",
    _text("id", primary_key=True),
    _text("request", ForeignKey("request.id")),
    _whole("stage"),
    _text("by", ForeignKey("person.id")),
    _text("holder", ForeignKey("person.id")),
    _text("role"),
    _text("verdict"),
    _whole("version"),
    _at("at"),
    _sealed("reason_sealed", nullable=True),
    UniqueConstraint("request", "by", "version"),
    CheckConstraint("by <> holder", name="nobody_signs_their_own"),
    _one_of("role", Role),
    _one_of("verdict", Verdict),
)

flag = _table(
    "flag",
    _text("request", ForeignKey("request.id"), primary_key=True),
    _text("exclusion", primary_key=True),
    Column("by", Text, ForeignKey("person.id"), nullable=True),
    _flag("upheld"),
    _sealed("reason_sealed", nullable=True),
    *_bools("upheld"),
)

transfer = _table(
    "transfer",
    _text("id", primary_key=True),
    _whole("no", unique=True),
    _text("fund", ForeignKey("fund.id")),
    _text("kind"),
    _text("debit"),
    _text("credit"),
    _whole("pence"),
    Column("request", Text, ForeignKey("request.id"), nullable=True),
    Column("resolves_id", Text, ForeignKey("transfer.id"), unique=True, nullable=True),
    Column("refunds_id", Text, ForeignKey("transfer.id"), nullable=True),
    _words("reference"),
    Column("paid_on", Text, nullable=True),
    _at("at"),
    _one_of("kind", ("top_up", "reserve", "release", "post", "refund")),
    _one_of("debit", ("outside", "free", "reserved", "spent")),
    _one_of("credit", ("free", "reserved", "spent")),
    CheckConstraint("pence > 0", name="pence_positive"),
    CheckConstraint("debit <> credit", name="two_accounts"),
    CheckConstraint("(kind = 'release') = (resolves_id IS NOT NULL)", name="release_resolves"),
    CheckConstraint("(kind = 'refund') = (refunds_id IS NOT NULL)", name="refund_names_post"),
)
Index("ix_transfer_request", transfer.c.request)
Index("ix_transfer_fund", transfer.c.fund, transfer.c.no)

message = _table(
    "message",
    _text("id", primary_key=True),
    _text("chat", ForeignKey("chat.id")),
    _whole("change_no"),  # per chat; rises when the row changes in any way
    _whole("news_no"),  # the change that was news to the reader
    _whole("order_no"),  # the change at which it first appeared
    _text("direction"),
    _words("key"),
    Column("about", Text, ForeignKey("person.id"), nullable=True),  # whose key (none: service key)
    _sealed("words_sealed", nullable=True),  # {"text", "buttons": [labels], "chosen", "files"}
    _at("at"),
    _one_of("direction", ("in", "out")),
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

screen = _table(
    "screen",
    _text("id", primary_key=True),
    _text("token_hash", unique=True),
    _text("message", ForeignKey("message.id")),
    _text("chat", ForeignKey("chat.id")),
    Column("person", Text, ForeignKey("person.id"), nullable=True),
    _flag("asks"),
    _whole("question_no"),
    Column("request", Text, nullable=True),
    _whole("request_version"),
    _text("taps"),
    _at("expires_at"),
    Column("used_by", Text, nullable=True),  # the turn that used or retired it
    *_bools("asks"),
)
Index("ix_screen_message", screen.c.message)
Index("ix_screen_live", screen.c.chat, screen.c.used_by)

outbox = _table(
    "outbox",
    _text("id", primary_key=True),
    _text("message", ForeignKey("message.id")),
    _text("chat", ForeignKey("chat.id")),
    _text("cls"),
    _text("state"),
    _at("due_at"),
    _whole("attempts", server_default="0"),
    Column("attempt_token", Text, nullable=True),
    _maybe_at("lease_until"),
    _words("error"),
    _whole("resends", server_default="0"),
    _at("created_at"),
    _maybe_at("settled_at"),
    _one_of("cls", ("edit", "receipt", "once", "crisis")),
    _one_of("state", ("due", "leased", "sending", "sent", "failed", "unknown", "cancelled")),
)
Index("ix_outbox_due", outbox.c.state, outbox.c.due_at)

timer = _table(
    "timer",
    _text("key", primary_key=True),
    _at("due_at"),
    _text("kind"),
    _words("request"),
    _words("person"),
    _words("value"),
    _whole("n"),
    _whole("sequence"),  # makes each firing's inbox key its own
)
Index("ix_timer_due", timer.c.due_at)
Index("ix_timer_request", timer.c.request)

answer = _table(
    "answer",
    _text("request", ForeignKey("request.id"), primary_key=True),
    _text("round", primary_key=True),
    _text("question", primary_key=True),
    _text("person", ForeignKey("person.id")),
    Column("number", Whole, nullable=True),
    _words("choice"),
    _sealed("words_sealed", nullable=True),
    _flag("late_baseline"),
    _at("at"),
    CheckConstraint("number IS NULL OR (number >= 0 AND number <= 10)", name="nought_to_ten"),
    *_bools("late_baseline"),
)

invite = _table(
    "invite",
    _text("id", primary_key=True),
    _text("code_hash", unique=True),
    _text("link_hash", unique=True),
    _text("by", ForeignKey("person.id")),
    _text("programme"),
    _words("team"),
    _sealed("private_sealed", nullable=True),  # {"name", "facts"}, service key; blanked when used
    _at("expires_at"),
    _maybe_at("used_at"),
    Column("person", Text, ForeignKey("person.id"), nullable=True),
)

sign_in_link = _table(
    "sign_in_link",
    _text("link_hash", primary_key=True),
    _text("person", ForeignKey("person.id")),
    _at("expires_at"),
    _maybe_at("used_at"),
)
Index("ix_sign_in_link_person", sign_in_link.c.person)

web_session = _table(
    "web_session",
    _text("token_hash", primary_key=True),
    Column("person", Text, ForeignKey("person.id"), nullable=True),
    _text("chat", ForeignKey("chat.id")),
    _flag("staff"),
    _at("created_at"),
    _at("seen_at"),
    _maybe_at("ended_at"),
    *_bools("staff"),
)
Index("ix_web_session_person", web_session.c.person)

task = _table(
    "task",
    _text("key", primary_key=True),
    _text("owner", ForeignKey("person.id")),
    _text("task"),
    _text("about", ForeignKey("person.id")),
    _words("request"),
    _at("opened_at"),
    _maybe_at("closed_at"),
)
Index("ix_task_owner", task.c.owner, task.c.closed_at)

attachment = _table(
    "attachment",
    _text("id", primary_key=True),
    _text("chat", ForeignKey("chat.id")),
    Column("person", Text, ForeignKey("person.id"), nullable=True),
    _text("media"),
    _whole("size"),
    _sealed("name_sealed", nullable=True),
    _sealed("bytes_sealed", nullable=True),
    _at("at"),
)

audit = _table(
    "audit",
    _text("stream", primary_key=True),
    _whole("seq", primary_key=True),
    _at("at"),
    _words("actor"),
    _text("kind"),
    _text("facts"),  # canonical JSON: states, ids, pence, dates only
    _words("commitment"),  # HMAC of the private words under the person's key
    _text("prev"),
    _text("hash"),
)
Index("ix_audit_at", audit.c.at)

checkpoint = _table(
    "checkpoint",
    _whole("no", primary_key=True, autoincrement=False),
    _at("at"),
    _text("heads"),  # canonical JSON: stream -> [seq, hash]
    _text("prev"),
    _text("hash"),
)

NEVER_CHANGED = (transfer, decision, audit, checkpoint)
"""Rows that are written once: triggers refuse UPDATE and DELETE."""
