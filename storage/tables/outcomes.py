"""Whether things helped, counted: what signers may see of other people's check-ins."""

from sqlalchemy import CheckConstraint

from storage.columns import bools, table, text, whole, yes_no

helped_count = table(
    "helped_count",
    text("programme", primary_key=True),
    text("thing", primary_key=True),  # the programme's own name of it, nobody's words
    whole("people"),
    whole("helped"),
    CheckConstraint("helped >= 0 AND helped <= people", name="some_of_them"),
)

# One row a person and thing, so that each person counts once. `mark` is made with the person's own
# key: it names nobody, and nobody's when the key is gone.
helped_mark = table(
    "helped_mark",
    text("mark", primary_key=True),
    yes_no("helped"),
    *bools("helped"),
)
