"""[More]: what else a person can do here, besides asking and following a request.

A plain list. A new thing of the person's own is one line in `ENTRIES`: the button's words and the
verb that `conversing` begins. It decides nothing.
"""

from flows.effects import Effect, Reply
from flows.facts import Facts
from flows.messages import Button, Message, line
from flows.model import Role
from flows.taps import Do, Verb

ENTRIES: tuple[tuple[str, Verb], ...] = (
    ("button-about-me", Verb.ABOUT),
    ("button-more-who-helps", Verb.WHO_HELPS),
    ("button-no-when", Verb.NO_WHEN),
    ("button-my-rights", Verb.RIGHTS),
    ("button-more-equality", Verb.EQUALITY),
    ("button-more-story", Verb.STORY_SEE),
    ("button-more-stop", Verb.STOP),
    ("button-more-help", Verb.HELP),
)
"""In the order people read them."""


def more_button() -> Button:
    """The button that opens the list."""
    return Button(line("button-more"), Do(Verb.MORE))


def more(facts: Facts) -> tuple[Effect, ...]:
    """The list, for somebody who asks for themself; nobody else has anything on it."""
    me = facts.me
    if me is None or Role.BUDGET_HOLDER not in me.roles:
        return (Reply(Message((line("moved-on"),))),)
    buttons = tuple(Button(line(label), Do(verb)) for label, verb in ENTRIES)
    return (Reply(Message((line("more"),), buttons)),)
