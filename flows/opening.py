"""The opening question: "What would help you to get and stay well?" (report 001 section 3.3)."""

from flows.choices import choice
from flows.messages import Message, line


def opening() -> Message:
    """The question, and three ways not to answer it yet (CARE 2)."""
    return Message(
        (line("ask-goal"),),
        (
            choice("button-see-ideas", "ideas"),
            choice("button-talk-first", "talk"),
            choice("button-later", "later"),
        ),
    )
