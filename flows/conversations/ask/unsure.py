""" "I don't know" is an answer (CARE 2): which messages say so, and what is asked then."""

from flows.choices import choice
from flows.conversations.ask.state import GOAL, Asking
from flows.messages import Line, Message, line
from flows.plain_text import plain

UNSURE = frozenset(
    plain(words)
    for words in (
        "I don't know",
        "I don't know yet",
        "I don't know really",
        "I really don't know",
        "I do not know",
        "Don't know",
        "Dont no",
        "I dont no",
        "Dunno",
        "I dunno",
        "Idk",
        "Not sure",
        "Not sure yet",
        "Not really sure",
        "I'm not sure",
        "Im not sure yet",
        "I am not sure",
        "Unsure",
        "No idea",
        "I have no idea",
        "I've no idea",
    )
)
"""Whole messages only: "I don't know many people" is a goal."""


def is_unsure(words: str) -> bool:
    """Whether this whole message says that they do not know."""
    return plain(words) in UNSURE


def prompted(state: Asking) -> Message:
    """One gentle prompt at a time, and three ways not to answer yet."""
    item = () if state.question == GOAL else (line("ask-item"),)
    return Message(
        (line("unsure-fine"), _prompt(state.prompts), *item),
        (
            choice("button-see-ideas", "ideas"),
            choice("button-talk-first", "talk"),
            choice("button-later", "later"),
        ),
    )


def _prompt(times: int) -> Line:
    match times:
        case 1:
            return line("unsure-enjoy")
        case 2:
            return line("unsure-hard")
        case 3:
            return line("unsure-good-day")
        case _:
            return line("unsure-enough")
