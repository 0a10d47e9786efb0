"""What a check-in asks. Only the ONS well-being questions ship with their wording (field notes C9).

Direction is per item: "anxious" is low when things are well (CARE 8).
"""

from dataclasses import dataclass

GOAL = "goal"
HELPED = "helped"
HELPED_WORDS = "helped_words"
KEPT = "kept"
"""Words typed to "Has it helped?", and the choice that says they are meant as an answer."""
OFFER = "offer"
STORY = "words"
HELPED_CHOICES = ("lot", "bit", "no", "unused")


@dataclass(frozen=True, slots=True)
class Item:
    """One 0-10 question; `high_is_good` says which way is better."""

    id: str
    high_is_good: bool


ONS4 = (
    Item("satisfied", high_is_good=True),
    Item("worthwhile", high_is_good=True),
    Item("happy", high_is_good=True),
    Item("anxious", high_is_good=False),
)


def after(question: str) -> str | None:
    """The question that follows this one in a round; None at the end."""
    order = (GOAL, OFFER, *(item.id for item in ONS4), STORY)
    place = order.index(question) + 1
    return order[place] if place < len(order) else None
