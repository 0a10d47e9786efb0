"""Is it them? Somebody who came in with a letter is confirmed by their care co-ordinator before
anything of theirs goes to those who sign (CARE 11)."""

from flows.effects import CloseAccess, CloseTask, ConfirmPerson, Effect, OpenTask, Reply, Send
from flows.facts import Facts, Invite
from flows.messages import Button, Message, line
from flows.model import Person, PersonId
from flows.taps import Do, Verb


def confirm_key(person: PersonId) -> str:
    """The key of the question, and of its task."""
    return f"confirm:{person}"


def buttons(person: str) -> tuple[Button, ...]:
    """Yes or no."""
    return (
        Button(line("button-it-is-them"), Do(Verb.CONFIRM_PERSON, value=person)),
        Button(line("button-it-is-not"), Do(Verb.REFUSE_PERSON, value=person)),
    )


def is_it_them(person: PersonId, invite: Invite) -> tuple[Effect, ...]:
    """The question to whoever wrote the letter, on their list until they answer."""
    key = confirm_key(person)
    asked = Message((line("confirm-is-it-them", name=invite.name),), buttons(person), key=key)
    return (Send(invite.by, asked), OpenTask(key, invite.by, "confirm", person))


def judged(tap: Do, facts: Facts) -> tuple[Effect, ...]:
    """What their care co-ordinator says; anybody else's word is nothing."""
    me, person = facts.me, facts.holder
    if me is None or person is None or not person.unconfirmed or person.care_co_ordinator != me.id:
        return (Reply(Message((line("moved-on-staff"),))),)
    if tap.verb is Verb.CONFIRM_PERSON:
        return _yes(person)
    return _no(person)


def _yes(person: Person) -> tuple[Effect, ...]:
    goes_on = Message(
        (line("confirm-done"),), (Button(line("button-carry-on-draft"), Do(Verb.DRAFT)),)
    )
    noted = Message((line("confirm-noted", name=person.name),), key=confirm_key(person.id))
    return (
        ConfirmPerson(person.id),
        CloseTask(confirm_key(person.id)),
        Send(person.id, goes_on),
        Reply(noted),
    )


def _no(person: Person) -> tuple[Effect, ...]:
    closed = Message((line("confirm-closed", name=person.name),), key=confirm_key(person.id))
    return (CloseAccess(person.id), CloseTask(confirm_key(person.id)), Reply(closed))


def not_yet() -> Reply:
    """Nothing is sent before it is clear that it is them; what they said is kept."""
    return Reply(Message((line("confirm-first"),)))
