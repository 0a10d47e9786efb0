"""One run of a talk's acts, in as many lives as the service needs. Each life is a process.

A life opens the database as a start of the service does, settles what the last one left, and goes
on with the first act that was never acknowledged, under the same update id.
"""

from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from shutil import copy

from sqlalchemy import func, select

from bot.outbox_sender import drain_here
from bot.ticking import set_clock
from storage import outbox
from storage.packs import Packs
from storage.store import Store
from storage.tables import audit
from tests.crash.points import Points
from tests.crash.world import Phones, World
from tests.replay import BEFORE_IT_STARTS, ReplayAct, open_in, perform

FILES = ("talk.sqlite", "talk.key")


@dataclass(frozen=True, slots=True)
class Run:
    """The acts, and the folder with this run's database and its world.

    `packs`: words and programmes that were read already. They never change, and reading them anew
    in every life would take longer than everything else.
    """

    acts: tuple[ReplayAct, ...]
    folder: Path
    packs: Packs

    @property
    def world(self) -> World:
        """What outlives the service."""
        return World(self.folder / "world.jsonl")

    def begin(self, template: Path) -> None:
        """An empty database, with the key that the acts were recorded with."""
        self.folder.mkdir()
        for name in FILES:
            copy(template / name, self.folder / name)

    def live(self, points: Points) -> Store:
        """One life, up to the end of the acts, unless `points` ends it. The store is left open."""
        store = replace(open_in(self.folder), packs=self.packs)
        # A clock goes on while the service is down: it never stands before what was done.
        set_clock(store, max(self.world.latest, _newest(store)))
        phones = Phones(self.world, points)

        def drain() -> None:
            drain_here(store, phones.push)

        outbox.recover(store, store.clock.now())
        drain()
        for number in range(self.world.acknowledged, len(self.acts)):
            perform(store, self.acts[number], drain)
            self.world.acknowledge(number, store.clock.now())
            drain()
        return store


def _newest(store: Store) -> datetime:
    with store.database.reading() as connection:
        newest: datetime | None = connection.scalar(select(func.max(audit.c.at)))
    return newest or BEFORE_IT_STARTS
