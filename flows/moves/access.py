"""A need that only a human can meet is a task for the care co-ordinator until it is met (CARE 12).

One task a person: the card names every such need, and is edited as they change.
"""

from flows.cards import button
from flows.effects import CloseTask, Effect, OpenTask, Send
from flows.facts import Facts
from flows.messages import Message, line
from flows.model import Person, Wishes
from flows.moves.send import admins_of, carer_of
from flows.taps import Do, Verb
from flows.wishes import MET_BY_HUMANS, access_lines


def access_asked(me: Person, wishes: Wishes, facts: Facts) -> tuple[Effect, ...]:
    """What follows from these wishes, when they differ from those we had."""
    wanted = _by_humans(wishes)
    if wanted == _by_humans(me.wishes):
        return ()
    key = f"access:{me.id}"
    if not any(wanted):
        return (CloseTask(key),)
    owner = carer_of(me, facts) or next((p for p in admins_of(facts) if p.id != me.id), None)
    if owner is None:
        return ()
    card = Message(
        (line("access-wanted", name=me.name), *access_lines(wishes)),
        (button("button-done", Do(Verb.DONE, value=key)),),
        key=key,
        about=me.id,
    )
    return (Send(owner.id, card), OpenTask(key, owner.id, "access", me.id))


def _by_humans(wishes: Wishes) -> tuple[frozenset[str], str]:
    return frozenset(wishes.needs) & frozenset(MET_BY_HUMANS), wishes.language
