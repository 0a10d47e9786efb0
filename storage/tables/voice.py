"""What people tell about themselves if they like, apart from everything that decides about them."""

from sqlalchemy import ForeignKey

from storage.columns import at, sealed, table, text

# Only `repositories.equality` writes it and only `equality_counts` reads it; a test holds that.
equality = table(
    "equality",
    text("person", ForeignKey("person.id"), primary_key=True),
    text("question", primary_key=True),
    sealed("answer_sealed"),  # padded: its length tells nothing
    at("at"),
)
