"""A care co-ordinator invites somebody: a name, the eligibility facts, then link and code."""

from dataclasses import dataclass, replace
from typing import Literal

from flows.choices import choice, words_of
from flows.effects import Effect, Reply
from flows.events import ChatEvent, Tapped
from flows.facts import Facts
from flows.messages import Message, line
from flows.moves.invite import MAX_NAME, Bar, barred, invite, is_number
from flows.outcome import Again, Finished, Goto, Move
from flows.taps import Choose


@dataclass(frozen=True, slots=True)
class Inviting:
    """The name, and the facts answered so far, in the order of the programme's rules. `paper`: it
    goes out in a letter."""

    name: str = ""
    known: tuple[tuple[str, bool | int], ...] = ()
    paper: bool = False
    kind: Literal["inviting"] = "inviting"


def _missing(state: Inviting, facts: Facts) -> str | None:
    answered = {fact for fact, _ in state.known}
    rules = facts.programme.eligibility.rules
    return next((rule.fact for rule in rules if rule.fact not in answered), None)


def question(state: Inviting, facts: Facts) -> Message:
    """The name first, then each fact the programme's rules need."""
    cancel = choice("button-never-mind", "cancel")
    if not state.name:
        letter = () if state.paper else (choice("button-by-letter", "paper"),)
        return Message((line("invite-name"),), (*letter, cancel))
    fact = _missing(state, facts) or ""
    if is_number(fact, facts.programme):
        return Message((line(f"invite-fact-{fact.replace('_', '-')}", name=state.name),), (cancel,))
    return Message(
        (line(f"invite-fact-{fact.replace('_', '-')}", name=state.name),),
        (choice("button-yes", "yes"), choice("button-no", "no"), cancel),
    )


def answer(state: Inviting, event: ChatEvent, facts: Facts) -> Move[Inviting]:
    """One answer at a time."""
    if isinstance(event, Tapped) and event.tap == Choose("cancel"):
        return Finished((Reply(Message((line("sign-never-mind"),))),))
    if isinstance(event, Tapped) and event.tap == Choose("paper"):
        return Goto(replace(state, paper=True), (line("invite-by-letter"),))
    if not state.name:
        return _named(state, " ".join(words_of(event).split()), facts)
    fact = _missing(state, facts)
    if fact is None:
        return Finished(_made(state, facts))
    value = _value(fact, event, facts)
    if value is None:
        return Again(
            (line("invite-number" if is_number(fact, facts.programme) else "tap-a-button"),)
        )
    return _go_on(replace(state, known=(*state.known, (fact, value))), facts)


def _named(state: Inviting, name: str, facts: Facts) -> Move[Inviting]:
    if not name:
        return Again((line("nothing-there"),))
    if len(name) > MAX_NAME:
        return Again((line("invite-name-long", most=MAX_NAME),))
    return _go_on(replace(state, name=name), facts)


def _value(fact: str, event: ChatEvent, facts: Facts) -> bool | int | None:
    if is_number(fact, facts.programme):
        said = words_of(event)
        return int(said) if said.isascii() and said.isdigit() and len(said) <= 2 else None
    match event:
        case Tapped(Choose("yes")):
            return True
        case Tapped(Choose("no")):
            return False
        case _:
            return None


def _go_on(state: Inviting, facts: Facts) -> Move[Inviting]:
    if _missing(state, facts) is not None:
        return Goto(state)
    return Finished(_made(state, facts))


def _made(state: Inviting, facts: Facts) -> tuple[Effect, ...]:
    me = facts.me
    if me is None:
        return ()
    known: dict[str, bool | int | str] = dict(state.known)
    found = barred(me, state.name, known, facts.programme)
    if found is None:
        return invite(me, state.name, known, facts, paper=state.paper)
    if found.bar is Bar.ROLE:
        return (Reply(Message((line("invite-not-yours"),))),)
    return (Reply(Message((line("invite-not-eligible", name=state.name, reason=found.words),))),)
