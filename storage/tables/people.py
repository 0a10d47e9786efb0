"""People, their roles, how they come in, and what is on their desks."""

from sqlalchemy import CheckConstraint, Column, ForeignKey, Index, LargeBinary, Text

from flows.model import Role
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

person = table(
    "person",
    text("id", primary_key=True),
    text("programme"),
    words("team"),
    Column("care_co_ordinator", Text, ForeignKey("person.id"), nullable=True),
    Column("wrapped_key", LargeBinary, nullable=True),  # gone when the person is erased
    sealed("private_sealed", nullable=True),  # {"name", "facts"}
    sealed("wishes_sealed", nullable=True),  # none while they have told us of none
    yes_no("enrolled"),
    yes_no("unconfirmed"),  # came in with a letter, and nobody has said yet that it is them
    yes_no("paused"),
    Column("check_ins", Whole, nullable=False, server_default="1"),
    at("created_at"),
    *bools("enrolled", "unconfirmed", "paused", "check_ins"),
)
Index("ix_person_team", person.c.programme, person.c.team)
Index("ix_person_care_co_ordinator", person.c.care_co_ordinator)

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

invite = table(
    "invite",
    text("id", primary_key=True),
    text("code_hash", unique=True),
    text("link_hash", unique=True),
    text("by", ForeignKey("person.id")),
    text("kind", server_default="person"),  # person, paper, or the kind of a tie
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
    yes_no("covered"),  # hidden by its reader until they come back
    maybe_at("active_at"),  # kept while they have a PIN: the idle lock counts from here
    whole("pin_tries", server_default="0"),
    *bools("staff", "covered"),
)
Index("ix_web_session_person", web_session.c.person)

web_pin = table(
    "web_pin",
    text("person", ForeignKey("person.id"), primary_key=True),
    sealed("hash_sealed"),  # argon2, under the person's key
    at("set_at"),
)

task = table(
    "task",
    text("key", primary_key=True),
    Column("owner", Text, ForeignKey("person.id"), nullable=True),  # none: its queue has it
    text("task"),
    text("about", ForeignKey("person.id")),
    words("request"),
    words("role"),  # whose queue it is in, with the scope of a role_grant; empty: nobody's
    words("scope"),
    at("opened_at"),
    maybe_at("closed_at"),
    CheckConstraint("owner IS NOT NULL OR role <> ''", name="somebodys"),
)
Index("ix_task_owner", task.c.owner, task.c.closed_at)
Index("ix_task_about", task.c.about, task.c.closed_at)
Index("ix_task_queue", task.c.scope, task.c.role, task.c.closed_at)
