"""Who helps whom, and what was typed for somebody who has not yet said that it is theirs."""

from sqlalchemy import ForeignKey, Index

from flows.ties import TieKind
from storage.columns import at, bools, maybe_at, one_of, sealed, table, text, words, yes_no

tie = table(
    "tie",
    text("id", primary_key=True),
    text("person", ForeignKey("person.id")),
    text("helper", ForeignKey("person.id")),
    text("kind"),
    text("leave"),  # JSON list of what the helper may do and see
    words("authority"),
    yes_no("confirmed"),
    at("since"),
    at("until"),
    maybe_at("ended_at"),
    one_of("kind", TieKind),
    *bools("confirmed"),
)
Index("ix_tie_person", tie.c.person, tie.c.since)
Index("ix_tie_helper", tie.c.helper, tie.c.since)

helped_draft = table(
    "helped_draft",
    text("id", primary_key=True),
    text("person", ForeignKey("person.id")),
    text("helper", ForeignKey("person.id")),
    text("kind"),
    sealed("plan_sealed", nullable=True),  # gone once the person has dealt with it
    at("at"),
    maybe_at("settled_at"),
)
Index("ix_helped_draft_person", helped_draft.c.person, helped_draft.c.helper)
