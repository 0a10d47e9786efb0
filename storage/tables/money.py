"""Funds, and every movement of money."""

from sqlalchemy import CheckConstraint, Column, ForeignKey, Index, Text

from storage.columns import at, one_of, table, text, whole, words

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
line_payment = table(
    "line_payment",
    text("request", ForeignKey("request.id"), primary_key=True),
    text("line", primary_key=True),
    whole("no", primary_key=True),  # the same payment of a line can never be made twice
    text("transfer", ForeignKey("transfer.id"), unique=True),
    CheckConstraint("no > 0", name="no_positive"),
)

Index("ix_transfer_request", transfer.c.request)
Index("ix_transfer_fund", transfer.c.fund, transfer.c.no)
