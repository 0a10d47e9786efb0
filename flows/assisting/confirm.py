"""The person reads what somebody typed for them: theirs, changed, or not kept."""

from dataclasses import dataclass
from typing import Literal

from flows.assisting.state import Helping
from flows.choices import choice
from flows.conversations.ask import Asking
from flows.conversations.ask.eligible import is_barred, not_for_them
from flows.conversations.ask.state import CHANGE
from flows.effects import Reply
from flows.events import ChatEvent, Tapped
from flows.facts import Facts
from flows.messages import Message, line
from flows.moves.helped import said_theirs, settled
from flows.outcome import Again, Finished, Goto, Move
from flows.plans import read_back
from flows.taps import Choose


@dataclass(frozen=True, slots=True)
class Confirming:
    """Are these your words?"""

    draft: str
    kind: Literal["confirming"] = "confirming"


def begin(draft: str, facts: Facts) -> Move[Confirming]:
    """The read-back of what waits; it may be gone meanwhile."""
    known, me = facts.draft, facts.me
    if known is None or me is None or known.person != me.id:
        return Finished((Reply(Message((line("draft-gone"),))),))
    return Goto(Confirming(draft))


def question(state: Confirming, facts: Facts) -> Message:
    """Who typed it, the plan, and whether the words are theirs."""
    draft = facts.draft
    if draft is None:
        return Message((line("draft-gone"),))
    return Message(
        (
            line("draft-who", name=draft.helper_name),
            *read_back(draft.plan, facts.programme),
            line("draft-yours"),
        ),
        (
            choice("button-yes-send", "yes"),
            choice("button-change-it", "change"),
            choice("button-no-not-mine", "no"),
        ),
    )


def answer(state: Confirming, event: ChatEvent, facts: Facts) -> Move[Confirming | Helping]:
    """Send counts from the person's own tap on."""
    draft, me = facts.draft, facts.me
    if draft is None or me is None or draft.person != me.id:
        return Finished((Reply(Message((line("draft-gone"),))),))
    match event:
        case Tapped(Choose("yes")) if is_barred(facts):
            return Finished((*settled(draft), *not_for_them(facts)))
        case Tapped(Choose("yes")):
            return Finished(said_theirs(draft, draft.plan, me, facts))
        case Tapped(Choose("change")):
            asking = Asking(CHANGE, draft.plan)
            return Goto(Helping(me.id, asking, draft=draft.id))
        case Tapped(Choose("no")):
            dropped = Reply(Message((line("draft-dropped"),)))
            return Finished((*settled(draft), dropped))
        case _:
            return Again((line("tap-a-button"),))
