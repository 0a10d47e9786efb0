"""The service that a talk is played against: a whole store in a folder of its own.

Everything a talk does goes the way the web chat goes; nothing here decides anything.
"""

from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from zoneinfo import ZoneInfo

from bot.channels.talk_screen import Differs, Live, Shown
from bot.channels.web import Posted, incoming, read_form
from bot.ticking import advance
from flows.events import (
    FileSent,
    FundToppedUp,
    InviteOpened,
    PersonAdded,
    RoleGranted,
    StaffAdded,
    StaffRemoved,
)
from flows.model import ChatId, FundId, FundPosition, PersonId, State
from storage.clock import FrozenClock
from storage.ledger import position
from storage.lookups import state_of, web_chat_of, why_parked
from storage.repositories.transcript import NEVER, earlier
from storage.sign_in import begin_visit
from storage.store import Programmes, Store, open_store
from storage.turn import Incoming, Took, take_turn

BEFORE_IT_STARTS = datetime(2000, 1, 1, tzinfo=UTC)
MAX_MESSAGES = 2000
PUBLIC_URL = "https://talk.example"

Administration = StaffAdded | StaffRemoved | RoleGranted | PersonAdded | FundToppedUp


@dataclass(frozen=True)
class TalkService:
    """The service of one talk. Acts are numbered, so that each is an update of its own."""

    store: Store
    clock: FrozenClock
    _numbers: "count[int]" = field(default_factory=lambda: count(1))

    @property
    def default_programme(self) -> str:
        """Where people belong when the talk does not say."""
        return self.store.packs.default_programme

    def zone(self, programme: str) -> ZoneInfo:
        """The local time of a programme."""
        return self.store.packs.zone(self.store.packs.programme(programme))

    def set_clock(self, at: datetime) -> None:
        """Where the clock stands before anything has happened."""
        self.clock.at = at

    def wait_until(self, at: datetime) -> None:
        """Time goes on, and what falls due on the way happens."""
        advance(self.store, at, drain=lambda: None)

    def command(self, event: Administration) -> dict[str, str]:
        """An administrator's turn; what it handed back, by name."""
        update = f"talk-{next(self._numbers)}"
        return dict(self._take(Incoming("command", update, None, event)).results)

    def add(self, event: StaffAdded | PersonAdded) -> PersonId:
        """Somebody comes in."""
        return PersonId(self.command(event)["person"])

    def top_up(self, fund: str, pence: int) -> None:
        """New money."""
        self.command(FundToppedUp(FundId(fund), pence))

    def say(self, chat: ChatId, text: str) -> None:
        """Typed words, as the form of the web chat sends them."""
        self._post({"chat": chat, "text": text})

    def tap(self, chat: ChatId, token: str) -> None:
        """A pressed button, as the form of the web chat sends it."""
        self._post({"chat": chat, "token": token})

    def bring(self, chat: ChatId, event: FileSent | InviteOpened, file: bytes | None) -> None:
        """A file or an invite."""
        self._take(incoming(Posted(chat, self._nonce(), event, file)))

    def stranger(self) -> ChatId:
        """The chat of a browser that nobody has signed in on."""
        return begin_visit(self.store, self._nonce()).chat

    def chat_of(self, person: PersonId) -> ChatId:
        """Where this person reads."""
        with self.store.database.reading() as connection:
            found = web_chat_of(connection, person)
        if found is None:
            raise Differs("Everybody has a chat.", f"Person {person} has none.")
        return found

    def messages(self, chat: ChatId) -> tuple[Shown, ...]:
        """What the service has said in this chat, in the order in which a page shows it."""
        with self.store.database.reading() as connection:
            found = earlier(connection, self.store.vault, chat, NEVER, MAX_MESSAGES)
        return tuple(
            Shown(one.text, one.news_no, tuple(Live(b.label, b.token) for b in one.buttons))
            for one in found
            if one.direction == "out"
        )

    def fund(self, fund: str) -> FundPosition:
        """What the fund holds."""
        with self.store.database.reading() as connection:
            found = position(connection, FundId(fund))
        if found is None:
            raise Differs(f"There is a fund {fund}.", "There is none.")
        return found

    def state_of(self, reference: str) -> State | None:
        """The state of a request; None when there is none."""
        with self.store.database.reading() as connection:
            return state_of(connection, reference)

    def close(self) -> None:
        """Give the files back."""
        self.store.close()

    def _post(self, fields: dict[str, str]) -> None:
        posted = read_form({**fields, "nonce": self._nonce()})
        if posted is None:
            raise Differs("Somebody does something.", "There is nothing in it.")
        self._take(incoming(posted))

    def _take(self, update: Incoming) -> Took:
        took = take_turn(self.store, update)
        if took.status != "done":
            with self.store.database.reading() as connection:
                why = why_parked(connection, update.channel, update.update_id)
            raise Differs("The service handles it.", f"It set it aside: {why or took.status}.")
        return took

    def _nonce(self) -> str:
        return f"talk-{next(self._numbers):011}"


def programmes_beside(talks: Path) -> Programmes:
    """Those that ship, and those in the folder `programmes` where the talks lie."""
    own = talks / "programmes"
    return Programmes(own if own.is_dir() else None)


def open_service(folder: Path, beside: Path | None = None) -> TalkService:
    """A new service whose files are in `folder`.

    `beside` is where the talk lies: programmes in its folder `programmes` may be used too.
    """
    clock = FrozenClock(BEFORE_IT_STARTS)
    store = open_store(
        f"sqlite:///{folder / 'talk.sqlite'}",
        key_file=folder / "talk.key",
        clock=clock,
        public_url=PUBLIC_URL,
        programmes=Programmes() if beside is None else programmes_beside(beside),
    )
    return TalkService(store, clock)
