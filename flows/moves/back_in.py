"""Somebody forgot their PIN: a human hears of it, and can make a new link, which clears the PIN."""

from flows.cards import button
from flows.effects import CloseTask, Effect, OpenTask, Reply, Send
from flows.facts import Facts
from flows.messages import Button, Message, line
from flows.model import Person, PersonId, Role
from flows.moves.invite import link_for
from flows.moves.send import admins_of, carer_of
from flows.policy import role_for
from flows.taps import Do, Verb

NOT_STAFF = frozenset({Role.BUDGET_HOLDER, Role.SUPPORTER, Role.PEER_SUPPORTER})


def pin_forgotten(facts: Facts) -> tuple[Effect, ...]:
    """The care co-ordinator (else the first admin) has a task, once however often it is asked."""
    whose = facts.holder
    if whose is None:
        return ()
    others = (p for p in admins_of(facts) if p.id != whose.id)
    owner = carer_of(whose, facts) or next(others, None)
    if owner is None:
        return ()
    key = f"pin:{whose.id}"
    card = Message(
        (line("pin-forgotten", name=whose.name),),
        (
            Button(line("button-new-link"), Do(Verb.NEW_LINK, value=whose.id)),
            button("button-done", Do(Verb.DONE, value=key)),
        ),
        key=key,
        about=whose.id,
    )
    return (Send(owner.id, card), OpenTask(key, owner.id, "pin", whose.id))


def new_link(whose: PersonId, facts: Facts) -> tuple[Effect, ...]:
    """A new way in for one of my own people; their PIN and their old ways in are gone."""
    me, holder = facts.me, facts.holder
    if me is None or holder is None or holder.id != whose or not _may(me, holder):
        return (Reply(Message((line("moved-on-staff"),))),)
    made, url = link_for(holder, facts)
    said = Message(
        (line("new-link", name=holder.name, link=url),), key=f"link:{holder.id}", about=holder.id
    )
    return (made, CloseTask(f"pin:{holder.id}"), Reply(said))


def _may(me: Person, holder: Person) -> bool:
    able = role_for(me, (Role.CARE_CO_ORDINATOR, Role.PROGRAMME_ADMIN), holder)
    # A link lets its bearer in as somebody: nobody makes one for a colleague's rights.
    return able is not None and me.id != holder.id and not holder.roles - NOT_STAFF
