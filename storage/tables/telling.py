"""What people tell about themselves if they like, apart from everything that decides about them."""

from sqlalchemy import ForeignKey, Index

from flows.story import Audience, Use
from storage.columns import at, maybe_at, one_of, sealed, table, text

# Only `repositories.equality` writes it and only `equality_counts` reads it; a test holds that.
equality = table(
    "equality",
    text("person", ForeignKey("person.id"), primary_key=True),
    text("question", primary_key=True),
    sealed("answer_sealed"),  # padded: its length tells nothing
    at("at"),
)

story = table(
    "story",
    text("id", primary_key=True),
    text("person", ForeignKey("person.id")),
    text("request", ForeignKey("request.id")),
    text("programme"),
    text("audience"),
    sealed("words_sealed", nullable=True),  # gone once it is taken back
    at("said_at"),
    maybe_at("usable_from"),  # none until its person was reminded
    maybe_at("taken_back_at"),
    one_of("audience", Audience),
)
Index("ix_story_person", story.c.person)
Index("ix_story_usable", story.c.programme, story.c.usable_from)

story_use = table(
    "story_use",
    text("id", primary_key=True),
    text("story", ForeignKey("story.id")),
    text("by", ForeignKey("person.id")),
    sealed("purpose_sealed"),
    text("state"),
    at("asked_at"),
    maybe_at("settled_at"),
    one_of("state", Use),
)
Index("ix_story_use_story", story_use.c.story)
