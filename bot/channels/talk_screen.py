"""One person's chat as a talk reads it: what is new to them, which buttons they can press.

Pure: it compares words and says, readably for a clinician, how what is there differs from what
the talk expects.
"""

from dataclasses import dataclass

from bot.channels.talk_steps import Sees, SeesNot

LAST_LINES = 3
"""How many earlier messages are shown when there is nothing new."""


class Differs(Exception):
    """The talk expects one thing and another is so."""

    def __init__(self, expected: str, seen: str) -> None:
        super().__init__(expected)
        self.expected = expected
        self.seen = seen


@dataclass(frozen=True, slots=True)
class Live:
    """A button that can be pressed now."""

    label: str
    token: str


@dataclass(frozen=True, slots=True)
class Shown:
    """A message of the service. `news_no` rises when it is news to its reader (again)."""

    text: str
    news_no: int
    buttons: tuple[Live, ...] = ()

    def says(self, words: str) -> bool:
        """Whether it has these words, runs of white space counting as one space."""
        return folded(words) in folded(self.text)

    def offers(self, label: str) -> bool:
        """Whether one of its buttons begins like this."""
        return any(folded(button.label).startswith(folded(label)) for button in self.buttons)

    def __str__(self) -> str:
        labels = "".join(f" [{button.label}]" for button in self.buttons)
        return f"“{folded(self.text)}”{labels}"


@dataclass(frozen=True, slots=True)
class Screen:
    """What `name` has before them. Messages up to `seen_no` are old to them."""

    name: str
    messages: tuple[Shown, ...]
    seen_no: int

    @property
    def news(self) -> tuple[Shown, ...]:
        """The unseen messages, as they became news."""
        unseen = (message for message in self.messages if message.news_no > self.seen_no)
        return tuple(sorted(unseen, key=lambda message: message.news_no))

    @property
    def live(self) -> tuple[Live, ...]:
        """Every button that can be pressed."""
        return tuple(button for message in self.messages for button in message.buttons)


def folded(words: str) -> str:
    """The words with single spaces."""
    return " ".join(words.split())


def find(screen: Screen, wanted: Sees) -> Shown:
    """The first unseen message that has all of it. Raises Differs."""
    for message in screen.news:
        if all(map(message.says, wanted.words)) and all(map(message.offers, wanted.buttons)):
            return message
    asked = [f"“{folded(words)}”" for words in wanted.words]
    asked += [f"the button [{label}]" for label in wanted.buttons]
    raise Differs(f"One new message for {screen.name} with {' and '.join(asked)}.", told(screen))


def find_none(screen: Screen, unwanted: SeesNot) -> None:
    """Raises Differs when an unseen message, or one of its buttons, has the words."""
    for message in screen.news:
        labels = " ".join(button.label for button in message.buttons)
        if message.says(unwanted.words) or folded(unwanted.words) in folded(labels):
            expected = f"Nothing new for {screen.name} says “{folded(unwanted.words)}”."
            raise Differs(expected, f"{screen.name} sees: {message}")


def find_nothing(screen: Screen) -> None:
    """Raises Differs when there is an unseen message."""
    if screen.news:
        raise Differs(f"Nothing new for {screen.name}.", told(screen))


def pick(screen: Screen, label: str) -> Live:
    """The one live button whose label begins like this; the whole label beats a beginning."""
    alike = [b for b in screen.live if folded(b.label).startswith(folded(label))]
    exact = [button for button in alike if folded(button.label) == folded(label)]
    match exact or alike:
        case [button]:
            return button
        case []:
            raise Differs(f"A button [{label}] for {screen.name} to press.", _pressable(screen))
        case several:
            raise Differs(
                f"Exactly one button [{label}] for {screen.name} to press, and there are "
                f"{len(several)}.",
                _pressable(screen),
            )


def told(screen: Screen) -> str:
    """What is new to them, or that nothing is, and the last things they were told."""
    if screen.news:
        return "\n".join([f"New to {screen.name}:", *(f"- {m}" for m in screen.news)])
    if not screen.messages:
        return f"{screen.name} has been told nothing yet."
    lines = [f"Nothing is new to {screen.name}. Their last messages:"]
    return "\n".join([*lines, *(f"- {m}" for m in screen.messages[-LAST_LINES:])])


def _pressable(screen: Screen) -> str:
    labels = " ".join(f"[{button.label}]" for button in screen.live) or "none"
    return f"{screen.name}’s buttons: {labels}\n{told(screen)}"
