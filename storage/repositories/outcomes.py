"""How many people something helped: a counter that each answer keeps up, so nothing is ever summed.

Each person counts once for each thing, with the newest answer they gave. Who they are is not in it.
"""

from dataclasses import dataclass

from sqlalchemy import Connection, bindparam, insert, select, text, update

from storage.repositories.sealing import Sealing
from storage.tables import helped_count, helped_mark

_COUNTED = select(helped_count.c.people, helped_count.c.helped).where(
    helped_count.c.programme == bindparam("of"), helped_count.c.thing == bindparam("what")
)
_MARKED = select(helped_mark.c.helped).where(helped_mark.c.mark == bindparam("whose"))
_MARK = insert(helped_mark)
_MARK_AGAIN = (
    update(helped_mark)
    .where(helped_mark.c.mark == bindparam("whose"))
    .values(helped=bindparam("new_helped"))
)
_COUNT = text(
    "INSERT INTO helped_count (programme, thing, people, helped) VALUES (:of, :what, 1, :more) "
    "ON CONFLICT (programme, thing) DO UPDATE SET people = helped_count.people + 1, "
    "helped = helped_count.helped + :more"
)
_CHANGE = (
    update(helped_count)
    .where(helped_count.c.programme == bindparam("of"), helped_count.c.thing == bindparam("what"))
    .values(helped=helped_count.c.helped + bindparam("more"))
)


@dataclass(frozen=True, slots=True)
class Outcomes:
    """Counts of who was helped, in one transaction."""

    connection: Connection
    sealing: Sealing

    def count(self, programme: str, thing: str, person: str, *, helped: bool) -> None:
        """This person's newest word on this thing, counted in the place of an earlier one."""
        whose = self.sealing.commitment(person, f"helped|{programme}|{thing}")
        before = self.connection.execute(_MARKED, {"whose": whose}).scalar_one_or_none()
        of = {"of": programme, "what": thing}
        if before is None:
            self.connection.execute(_MARK, {"mark": whose, "helped": int(helped)})
            self.connection.execute(_COUNT, {**of, "more": int(helped)})
        elif bool(before) is not helped:
            self.connection.execute(_MARK_AGAIN, {"whose": whose, "new_helped": int(helped)})
            self.connection.execute(_CHANGE, {**of, "more": 1 if helped else -1})

    def counted(self, programme: str, thing: str) -> tuple[int, int] | None:
        """How many people told us, and how many of them it helped; None before the first."""
        row = self.connection.execute(_COUNTED, {"of": programme, "what": thing}).one_or_none()
        return None if row is None else (row.people, row.helped)
