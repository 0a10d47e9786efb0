"""Ties between helpers and persons, and drafts that wait for the person's word."""

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from pydantic_core import from_json
from sqlalchemy import Connection, Row, bindparam, insert, select, update

from flows.codec import plan_from_json, plan_to_json
from flows.effects import KeepDraft, SetLeave
from flows.model import PersonId
from flows.ties import HelpedDraft, Leave, Tie, TieKind
from storage.errors import LostRace
from storage.keys import Place
from storage.repositories.sealing import Sealing
from storage.tables import helped_draft, tie

_OF_PERSON = (
    select(tie)
    .where(tie.c.person == bindparam("whose"))
    .order_by(tie.c.since.desc(), tie.c.id)
    .limit(bindparam("cap"))
)
_OF_HELPER = (
    select(tie)
    .where(tie.c.helper == bindparam("whose"), tie.c.ended_at.is_(None))
    .where(tie.c.until > bindparam("now"))
    .order_by(tie.c.since.desc(), tie.c.id)
    .limit(bindparam("cap"))
)
_BY_ID = select(tie).where(tie.c.id == bindparam("which"))
_ADD = insert(tie)
_CONFIRM = (
    update(tie).where(tie.c.id == bindparam("which"), tie.c.ended_at.is_(None)).values(confirmed=1)
)
_SET_LEAVE = (
    update(tie)
    .where(tie.c.id == bindparam("which"), tie.c.ended_at.is_(None))
    .values(leave=bindparam("new_leave"))
)
_END = (
    update(tie)
    .where(tie.c.id == bindparam("which"), tie.c.ended_at.is_(None))
    .values(ended_at=bindparam("now"))
)
_ADD_DRAFT = insert(helped_draft)
_DRAFT = select(helped_draft).where(
    helped_draft.c.id == bindparam("which"), helped_draft.c.settled_at.is_(None)
)
_SETTLE = (
    update(helped_draft)
    .where(helped_draft.c.settled_at.is_(None))
    .values(settled_at=bindparam("now"), plan_sealed=None)
)
_SETTLE_ONE = _SETTLE.where(helped_draft.c.id == bindparam("which"))
_SETTLE_OF = _SETTLE.where(
    helped_draft.c.person == bindparam("whose"), helped_draft.c.helper == bindparam("by")
)


@dataclass(frozen=True, slots=True)
class Ties:
    """Tie and draft rows, in one transaction."""

    connection: Connection
    sealing: Sealing

    def of_person(self, whose: PersonId, cap: int) -> tuple[Tie, ...]:
        """Who helps or helped this person, the newest first."""
        rows = self.connection.execute(_OF_PERSON, {"whose": whose, "cap": cap})
        return tuple(map(_tie, rows))

    def of_helper(self, whose: PersonId, now: datetime, cap: int) -> tuple[Tie, ...]:
        """Whom this person helps now."""
        values = {"whose": whose, "now": now, "cap": cap}
        return tuple(map(_tie, self.connection.execute(_OF_HELPER, values)))

    def get(self, which: str) -> Tie | None:
        """This tie, open or over."""
        row = self.connection.execute(_BY_ID, {"which": which}).one_or_none()
        return None if row is None else _tie(row)

    def add(self, new: Tie) -> None:
        """Somebody helps a person."""
        self.connection.execute(
            _ADD,
            {
                "id": new.id,
                "person": new.person,
                "helper": new.helper,
                "kind": new.kind,
                "leave": json.dumps(sorted(new.leave)),
                "authority": new.authority,
                "confirmed": int(new.confirmed),
                "since": new.since,
                "until": new.until,
            },
        )

    def confirm(self, which: str) -> None:
        """It is them. LostRace when it has ended meanwhile."""
        if self.connection.execute(_CONFIRM, {"which": which}).rowcount != 1:
            raise LostRace(f"Tie {which} has ended.")

    def set_leave(self, new: SetLeave) -> None:
        """What they may do and see. LostRace when it has ended meanwhile."""
        values = {"which": new.tie, "new_leave": json.dumps(sorted(new.leave))}
        if self.connection.execute(_SET_LEAVE, values).rowcount != 1:
            raise LostRace(f"Tie {new.tie} has ended.")

    def end(self, which: str, now: datetime) -> bool:
        """End it; False when it was over already."""
        return self.connection.execute(_END, {"which": which, "now": now}).rowcount == 1

    # --- drafts

    def draft(self, which: str) -> HelpedDraft | None:
        """What waits for the person's word; the helper's name is not in it."""
        row = self.connection.execute(_DRAFT, {"which": which}).one_or_none()
        if row is None or row.plan_sealed is None:
            return None
        plan = plan_from_json(self.sealing.open(_plan(row.id, row.person), row.plan_sealed))
        return HelpedDraft(row.id, PersonId(row.person), PersonId(row.helper), "", row.kind, plan)

    def keep_draft(self, new: KeepDraft, now: datetime) -> None:
        """Keep it under the person's key. An earlier one of the same helper gives way."""
        self.settle_of(new.person, new.helper, now)
        sealed = self.sealing.seal(_plan(new.id, new.person), plan_to_json(new.plan))
        self.connection.execute(
            _ADD_DRAFT,
            {
                "id": new.id,
                "person": new.person,
                "helper": new.helper,
                "kind": new.kind,
                "plan_sealed": sealed,
                "at": now,
            },
        )

    def settle(self, which: str, now: datetime) -> None:
        """It is dealt with, and its words go. LostRace when it was already."""
        if self.connection.execute(_SETTLE_ONE, {"which": which, "now": now}).rowcount != 1:
            raise LostRace(f"Draft {which} has been dealt with.")

    def settle_of(self, whose: PersonId, by: PersonId, now: datetime) -> None:
        """Whatever this helper typed for this person is set aside."""
        self.connection.execute(_SETTLE_OF, {"whose": whose, "by": by, "now": now})


def _tie(row: Row[Any]) -> Tie:
    return Tie(
        id=row.id,
        person=PersonId(row.person),
        helper=PersonId(row.helper),
        kind=TieKind(row.kind),
        since=row.since,
        until=row.until,
        leave=frozenset(Leave(one) for one in from_json(row.leave)),
        authority=row.authority,
        confirmed=bool(row.confirmed),
        ended=row.ended_at,
    )


def _plan(draft_id: str, person: str) -> Place:
    return Place("helped_draft", "plan_sealed", draft_id, person)
