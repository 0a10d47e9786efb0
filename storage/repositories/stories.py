"""Stories and each asking for one. Words are opened for their own person only."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, bindparam, insert, or_, select, update

from flows.effects import AskStory, KeepStory, OpenStory, SettleUse, TakeBackStory
from flows.model import Person, PersonId, RequestId
from flows.story import Audience, Story, StoryUse, Use
from storage.errors import LostRace
from storage.keys import Place
from storage.repositories.sealing import Sealing
from storage.tables import person, request, story, story_use

_LIVE = story.c.taken_back_at.is_(None)
_OF_PERSON = (
    select(story)
    .where(story.c.person == bindparam("whose"), _LIVE)
    .order_by(story.c.said_at.desc())
    .limit(1)
)
_USES = (
    select(story_use)
    .where(story_use.c.story == bindparam("of"), story_use.c.state.in_((Use.ASKED, Use.YES)))
    .order_by(story_use.c.asked_at.desc())
    .limit(bindparam("cap"))
)
_USABLE = (
    select(
        *(story.c[name] for name in ("id", "person", "request", "audience", "said_at")),
        story.c.usable_from,
        request.c.reference,
        person.c.team,
        person.c.care_co_ordinator,
    )
    .join(person, person.c.id == story.c.person)
    .join(request, request.c.id == story.c.request)
    .where(story.c.programme == bindparam("of"), _LIVE, person.c.wrapped_key.is_not(None))
    .where(story.c.usable_from <= bindparam("now"), story.c.person != bindparam("me"))
    .where(
        or_(
            story.c.audience != Audience.TEAM,
            person.c.care_co_ordinator == bindparam("me"),
            person.c.team == bindparam("team"),
        )
    )
    .order_by(story.c.usable_from.desc(), story.c.id)
    .limit(bindparam("cap"))
)
_ADD = insert(story)
_OPEN = update(story).where(story.c.id == bindparam("which"), _LIVE)
_OPEN_FROM = _OPEN.values(usable_from=bindparam("new_from"))
_TAKE_BACK = _OPEN.values(taken_back_at=bindparam("now"), words_sealed=None, usable_from=None)
_ADD_USE = insert(story_use)
_SETTLE = (
    update(story_use)
    .where(story_use.c.id == bindparam("which"), story_use.c.state == Use.ASKED)
    .values(state=bindparam("new_state"), settled_at=bindparam("now"))
)
_END_USES = (
    update(story_use)
    .where(story_use.c.story == bindparam("of"), story_use.c.state.in_((Use.ASKED, Use.YES)))
    .values(state=Use.ENDED, settled_at=bindparam("now"))
)


@dataclass(frozen=True, slots=True)
class Stories:
    """Story rows, in one transaction."""

    connection: Connection
    sealing: Sealing

    def own(self, whose: PersonId, most_uses: int) -> Story | None:
        """This person's story, with its words and askings, for themself."""
        row = self.connection.execute(_OF_PERSON, {"whose": whose}).one_or_none()
        if row is None:
            return None
        words = self.sealing.open(_words(row.id, whose), row.words_sealed).decode()
        found = self.connection.execute(_USES, {"of": row.id, "cap": most_uses})
        uses = tuple(
            StoryUse(
                use.id,
                PersonId(use.by),
                self.sealing.open(_purpose(use.id, whose), use.purpose_sealed).decode(),
                Use(use.state),
            )
            for use in found
        )
        return Story(
            row.id,
            whose,
            RequestId(row.request),
            Audience(row.audience),
            row.said_at,
            row.usable_from,
            words,
            uses,
        )

    def usable(self, programme: str, me: Person, now: datetime, cap: int) -> tuple[Story, ...]:
        """Stories whose wait is over, without a word of them, newest first."""
        values = {"of": programme, "me": me.id, "team": me.team, "now": now, "cap": cap}
        return tuple(
            Story(
                row.id,
                PersonId(row.person),
                RequestId(row.request),
                Audience(row.audience),
                row.said_at,
                row.usable_from,
                reference=row.reference,
                team=row.team,
                carer=row.care_co_ordinator and PersonId(row.care_co_ordinator),
            )
            for row in self.connection.execute(_USABLE, values)
        )

    def keep(self, new: KeepStory, now: datetime) -> None:
        """A new story; nobody can use it yet."""
        self.connection.execute(
            _ADD,
            {
                "id": new.id,
                "person": new.person,
                "request": new.request,
                "programme": new.programme,
                "audience": new.audience,
                "words_sealed": self.sealing.seal(_words(new.id, new.person), new.words.encode()),
                "said_at": now,
            },
        )

    def open_from(self, effect: OpenStory) -> None:
        """From this moment it may be asked for."""
        values = {"which": effect.story, "new_from": effect.usable_from}
        self._one(self.connection.execute(_OPEN_FROM, values).rowcount, effect.story)

    def take_back(self, effect: TakeBackStory, now: datetime) -> None:
        """Its words are gone and every use has ended."""
        changed = self.connection.execute(_TAKE_BACK, {"which": effect.story, "now": now})
        self._one(changed.rowcount, effect.story)
        self.connection.execute(_END_USES, {"of": effect.story, "now": now})

    def ask(self, new: AskStory, now: datetime) -> None:
        """Somebody asks to use it once."""
        place = _purpose(new.use, new.person)
        self.connection.execute(
            _ADD_USE,
            {
                "id": new.use,
                "story": new.story,
                "by": new.by,
                "purpose_sealed": self.sealing.seal(place, new.purpose.encode()),
                "state": Use.ASKED,
                "asked_at": now,
            },
        )

    def settle(self, effect: SettleUse, now: datetime) -> None:
        """What the person said."""
        values = {"which": effect.use, "new_state": effect.state, "now": now}
        self._one(self.connection.execute(_SETTLE, values).rowcount, effect.use)

    @staticmethod
    def _one(changed: int, which: str) -> None:
        if changed != 1:
            raise LostRace(f"The story {which} was changed meanwhile.")


def _words(story_id: str, whose: str) -> Place:
    return Place("story", "words_sealed", story_id, whose)


def _purpose(use: str, whose: str) -> Place:
    return Place("story_use", "purpose_sealed", use, whose)
