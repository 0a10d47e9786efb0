"""Requests, with the signatures they need and have, and the answers of their check-ins."""

from sqlalchemy import CheckConstraint, Column, ForeignKey, Index, Text, UniqueConstraint

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
    # ISO date of the next payment of a plan with lines, "" for at once, none when all are made
    Column("next_due", Text, nullable=True),
    one_of("state", State),
    CheckConstraint(
        # Nothing unpriced is ever agreed: only an offer may cost nothing (CARE 19).
        "amount_pence > 0 OR (amount_pence = 0 AND (offer <> '' OR state IN"
        " ('draft', 'enquiry', 'withdrawn', 'closed', 'stopped', 'arrived', 'problem',"
        " 'expired')))",
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
