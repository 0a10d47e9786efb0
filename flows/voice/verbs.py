"""What a button about a person's own voice begins, and what its step must see."""

from typing import Any

from flows.facts import Facts, Needs
from flows.outcome import Move
from flows.taps import Do, Verb
from flows.voice import equality

VOICE = frozenset({Verb.EQUALITY})


def wanted(tap: Do) -> Needs:
    """What such a button's step must see."""
    return Needs(requests=tap.verb is Verb.EQUALITY)


def begun(tap: Do, facts: Facts) -> Move[Any]:
    """At once, or the question it begins."""
    return equality.begin(tap, facts)
