"""How it begins: a few questions that can all be skipped, then the opening question.

"What would help you to get and stay well?" (report 001 section 3.3).
"""

from flows.choices import choice
from flows.messages import Button, Message, line
from flows.model import Seen


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


def a_few_questions() -> Message:
    """The first of the questions about them, right after the yes (CARE 9 and 12)."""
    skips = (choice("button-skip", "skip"), choice("button-skip-all", "skip_all"))
    return Message((line("about-start"), line("about-ask-phone")), (*seen_buttons(), *skips))


def seen_buttons() -> tuple[Button, ...]:
    """Does anyone else see this phone?"""
    return tuple(choice(f"button-seen-{seen}", seen) for seen in Seen)
