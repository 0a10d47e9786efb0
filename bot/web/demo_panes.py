"""What the demo shows: whose chats, in which order, and what a visitor could try."""

from dataclasses import dataclass

from flows.model import ChatId


@dataclass(frozen=True, slots=True)
class DemoPane:
    """One column of the demo page: a chat, whose it is, and one line on what they do."""

    chat: ChatId
    name: str
    role: str


@dataclass(frozen=True, slots=True)
class Demo:
    """The demo's panes and ideas. Its chats may be used by anybody who reaches this service,
    which is why a demo listens on loopback only."""

    panes: tuple[DemoPane, ...]
    ideas: tuple[str, ...]
    log: str = "/admin"

    @property
    def chats(self) -> frozenset[ChatId]:
        """The chats of the panes."""
        return frozenset(pane.chat for pane in self.panes)
