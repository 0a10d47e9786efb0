"""A care co-ordinator records a discharge, and who does the check-ins from then on (CARE 15)."""

from dataclasses import dataclass, replace
from typing import Literal

from flows.choices import choice
from flows.effects import Reply
from flows.events import ChatEvent, Tapped
from flows.facts import Facts
from flows.messages import Button, Message, line
from flows.model import Person, PersonId, Role
from flows.moves.hand_on import could_look_after, discharged
from flows.outcome import Again, Finished, Goto, Move
from flows.taps import Choose


@dataclass(frozen=True, slots=True)
class Discharging:
    """Who is discharged, and who looks after them then."""

    person: PersonId = PersonId("")
    owner: PersonId = PersonId("")
    kind: Literal["discharging"] = "discharging"


def question(state: Discharging, facts: Facts) -> Message:
    """Whom, then who follows, then whether all of it is right."""
    cancel = choice("button-never-mind", "cancel")
    holder = _holder(state, facts)
    if holder is None:
        mine = tuple(_named(p) for p in facts.people)
        return Message((line("discharge-who" if mine else "discharge-nobody"),), (*mine, cancel))
    owner = next((p for p in _owners(holder, facts) if p.id == state.owner), None)
    if owner is None:
        able = tuple(_named(p) for p in _owners(holder, facts))
        return Message((line("discharge-owner", name=holder.name),), (*able, cancel))
    sure = line("discharge-sure", name=holder.name, owner=owner.name)
    read = line("discharged-person", name=owner.name)
    return Message((sure, read), (choice("button-yes-discharged", "yes"), cancel))


def _named(person: Person) -> Button:
    return Button(line("label", words=person.name), Choose(person.id))


def _holder(state: Discharging, facts: Facts) -> Person | None:
    return next((p for p in facts.people if p.id == state.person), None)


def _owners(holder: Person, facts: Facts) -> tuple[Person, ...]:
    without = facts.me.id if facts.me is not None else PersonId("")
    return could_look_after(holder, without, facts)


def answer(state: Discharging, event: ChatEvent, facts: Facts) -> Move[Discharging]:
    """Nothing is recorded before the last tap; rights are looked at again then."""
    me = facts.me
    if me is None or Role.CARE_CO_ORDINATOR not in me.roles:
        return Finished((Reply(Message((line("discharge-not-yours"),))),))
    if not isinstance(event, Tapped) or not isinstance(event.tap, Choose):
        return Again((line("tap-a-button"),))
    said = event.tap.value
    if said == "cancel":
        return Finished((Reply(Message((line("sign-never-mind"),))),))
    holder = _holder(state, facts)
    if holder is None:
        mine = any(p.id == said for p in facts.people)
        return Goto(Discharging(PersonId(said))) if mine else Again((line("tap-a-button"),))
    owner = next((p for p in _owners(holder, facts) if p.id == state.owner), None)
    if owner is None:
        able = any(p.id == said for p in _owners(holder, facts))
        return (
            Goto(replace(state, owner=PersonId(said))) if able else Again((line("tap-a-button"),))
        )
    if said != "yes":
        return Again((line("tap-a-button"),))
    noted = Reply(Message((line("discharge-noted", name=holder.name, owner=owner.name),)))
    return Finished((*discharged(holder, owner, me.id, facts), noted))
