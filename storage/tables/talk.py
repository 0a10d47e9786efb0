"""Chats and what is said in them: sessions, messages, buttons, deliveries, files."""

from sqlalchemy import Column, ForeignKey, Index, Text, UniqueConstraint

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
Index(
    "ix_screen_live",
    screen.c.chat,
    sqlite_where=screen.c.used_by.is_(None),
    postgresql_where=screen.c.used_by.is_(None),
)

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

attachment = table(
    "attachment",
    text("id", primary_key=True),
    text("chat", ForeignKey("chat.id")),
    Column("person", Text, ForeignKey("person.id"), nullable=True),
    text("media"),
    whole("size"),
    Column("seconds", Whole, nullable=True),  # how long a voice note is, where it says so
    sealed("name_sealed", nullable=True),
    sealed("bytes_sealed", nullable=True),
    at("at"),
)
