"""Which of my people? The newest are shown; the rest are found by the start of their name."""

from flows.choices import choice, words_of
from flows.events import ChatEvent, Tapped, Typed
from flows.messages import Button, Line, Message, line
from flows.model import Person, PersonId
from flows.taps import Choose

MAX_SHOWN = 20


def whom(people: tuple[Person, ...]) -> Message:
    """Their names as buttons."""
    listed = tuple(Button(line("label", words=p.name), Choose(p.id)) for p in people[:MAX_SHOWN])
    more = (line("helping-type-name"),) if len(people) > MAX_SHOWN else ()
    return Message((line("helping-whom"), *more), (*listed, choice("button-never-mind", "cancel")))


def found(event: ChatEvent, people: tuple[Person, ...]) -> PersonId | Line:
    """Whom the answer means, as they say; whether that is one of mine is asked elsewhere."""
    match event:
        case Tapped(Choose(value)):
            return PersonId(value)
        case Typed():
            said = words_of(event).casefold()
            alike = tuple(p for p in people if said and p.name.casefold().startswith(said))
            return alike[0].id if len(alike) == 1 else line("helping-not-found")
        case _:
            return line("tap-a-button")
