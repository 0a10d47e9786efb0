"""Small things every conversation uses: a button that answers, the words of an event."""

from flows.events import MAX_TEXT, ChatEvent, FileSent, Typed
from flows.messages import Arg, Button, Line, line
from flows.plain_text import clean, is_blank
from flows.taps import Choose
from flows.voice import is_voice, note


def choice(label: str, value: str, **args: Arg) -> Button:
    """A button that answers the question being asked."""
    return Button(line(label, **args), Choose(value))


def nothing_there(event: ChatEvent) -> Line:
    """Why there was nothing to keep: no words, or a file where only words can be kept."""
    match event:
        case FileSent(fault=fault) if fault:
            return line(f"file-{fault.replace('_', '-')}")
        case FileSent():
            return line("file-not-here")
        case _:
            return line("nothing-there")


def said_by(event: ChatEvent) -> str:
    """What was typed, or the voice note that was sent instead: a full answer too (CARE 12)."""
    return note(event.file) if isinstance(event, FileSent) and is_voice(event) else words_of(event)


def words_of(event: ChatEvent) -> str:
    """What was typed, cleaned of what cannot be seen; empty when nothing was."""
    match event:
        case Typed(text):
            words = clean(text, MAX_TEXT)
            return "" if is_blank(words) else words
        case _:
            return ""
