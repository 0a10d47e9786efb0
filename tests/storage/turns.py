"""Small worlds for tests of the turn: real people, a real database, steps that do one thing."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from itertools import count

from flows import step as flow
from flows.effects import Effect, Prompt, Reply
from flows.events import Event, PersonAdded, StaffAdded, TokenTapped, Typed, Wire
from flows.facts import Facts, Needs
from flows.messages import Button, Message, line
from flows.model import ChatId, PersonId, Role
from flows.session import Session
from flows.step import Outcome
from flows.taps import Choose, Tap
from storage.lookups import web_chat_of
from storage.repositories.transcript import ShownMessage, shown
from storage.store import Store
from storage.turn import Incoming, Took, take_turn

PROGRAMME = "city-hackney-2019"
FACTS = {"cluster": 5, "in_treatment": True, "ready_for_discharge": True}
_numbers = count(1)


@dataclass(frozen=True)
class Script:
    """Rules whose step is a function of the test."""

    does: Callable[[Session, Event, Facts], Outcome]
    wants: Needs = Needs()

    def needs(self, session: Session, event: Event) -> Needs:
        """What the test wants to see."""
        return self.wants

    def step(self, session: Session, event: Event, facts: Facts) -> Outcome:
        """What the test does."""
        return self.does(session, event, facts)

    def offer(self, session: Session, prompt: Prompt) -> tuple[Session, Message]:
        """The real rule of the floor."""
        return flow.offer(session, prompt)


def script(*effects: Effect) -> Script:
    """Rules that always bring these effects and leave the session alone."""
    return Script(lambda session, _event, _facts: Outcome(session, effects))


def asking(*effects: Effect) -> Script:
    """Rules under which every event asks something new."""
    return Script(
        lambda session, _event, _facts: Outcome(
            replace(session, question_no=session.question_no + 1), effects
        )
    )


def words(text: str, *buttons: tuple[str, Tap], key: str = "", anew: bool = False) -> Message:
    """A message with this text and these buttons."""
    made = tuple(Button(line("label", words=label), tap) for label, tap in buttons)
    return Message((line("label", words=text),), made, key=key, anew=anew)


def question(text: str = "Which?") -> Reply:
    """A question with a Yes that answers it."""
    return Reply(words(text, ("Yes", Choose("yes"))), asks=True)


@dataclass(frozen=True)
class Somebody:
    """A person of the test, and their web chat."""

    id: PersonId
    chat: ChatId


def holder(store: Store, co_ordinator: Somebody | None = None) -> Somebody:
    """A budget holder whose chat asks the opening question."""
    named = co_ordinator.id if co_ordinator else None
    return _added(store, PersonAdded("Pat", PROGRAMME, "north", named, dict(FACTS)))


def staff(store: Store, role: Role, team: str = "north", name: str = "Grace") -> Somebody:
    """Somebody who works here."""
    return _added(store, StaffAdded(name, role, PROGRAMME, team))


def command(store: Store, event: Wire) -> Took:
    """An administrator's turn under the real rules."""
    return take_turn(store, Incoming("command", f"c{next(_numbers)}", None, event))


def typed(store: Store, who: Somebody, text: str, rules: Script | None = None) -> Took:
    """Words in this person's chat."""
    return take_turn(store, update(who.chat, Typed(text)), rules or flow)


def tapped(store: Store, who: Somebody, token: str, rules: Script | None = None) -> Took:
    """A pressed button in this person's chat."""
    return take_turn(store, update(who.chat, TokenTapped(token)), rules or flow)


def update(chat: ChatId, event: Wire) -> Incoming:
    """An update that never came before."""
    return Incoming("web", f"u{next(_numbers)}", chat, event)


def seen(store: Store, chat: ChatId) -> tuple[ShownMessage, ...]:
    """What the chat shows now, in reading order."""
    with store.database.reading() as connection:
        return shown(connection, store.vault, chat, 0, 100)


def token_of(store: Store, chat: ChatId, label: str) -> str:
    """The newest button with this label."""
    buttons = (b for m in reversed(seen(store, chat)) for b in m.buttons)
    return next(button.token for button in buttons if button.label == label)


def _added(store: Store, event: PersonAdded | StaffAdded) -> Somebody:
    results = dict(command(store, event).results)
    person = PersonId(results["person"])
    with store.database.reading() as connection:
        chat = web_chat_of(connection, person)
    assert chat is not None
    return Somebody(person, chat)
