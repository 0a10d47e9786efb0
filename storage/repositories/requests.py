"""Requests, whole: stages, decisions, flags, the open question, what is set aside for them.

A request is read as one value and written as one row; private words are sealed under the key of
the person it is for. Which requests wait for somebody is asked in `waiting`.
"""

import json
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from pydantic_core import from_json, to_json
from sqlalchemy import BindParameter, Connection, Row, bindparam, delete, insert, select, update

from flows.codec import (
    change_from,
    handling_from_table,
    handling_to_table,
    plan_from_json,
    plan_to_json,
)
from flows.model import (
    Decision,
    Flag,
    FundId,
    Handling,
    Helped,
    Mode,
    OpenQuestion,
    PersonId,
    Plan,
    Request,
    RequestId,
    Role,
    SaidHow,
    Stage,
    State,
    Verdict,
)
from storage.errors import LostRace
from storage.keys import Place
from storage.repositories import lines
from storage.repositories.sealing import Sealing
from storage.tables import decision, flag, request, stage, transfer

_IDS: BindParameter[Any] = bindparam("ids", expanding=True)
_ROWS = select(request).where(request.c.id.in_(_IDS))
_LOCKED = select(request).where(request.c.id == bindparam("id")).with_for_update()
_STAGES = select(stage).where(stage.c.request.in_(_IDS)).order_by(stage.c.no)
_DECISIONS = (
    select(decision).where(decision.c.request.in_(_IDS)).order_by(decision.c.at, decision.c.id)
)
_FLAGS = select(flag).where(flag.c.request.in_(_IDS)).order_by(flag.c.exclusion)
_release = transfer.alias("release")
_RESERVED = (
    select(transfer.c.request, transfer.c.fund, transfer.c.pence)
    .outerjoin(_release, _release.c.resolves_id == transfer.c.id)
    .where(transfer.c.request.in_(_IDS), transfer.c.kind == "reserve", _release.c.id.is_(None))
    .order_by(transfer.c.fund)
)
_ADD = insert(request)
_ADD_STAGE = insert(stage)
_ADD_DECISION = insert(decision)
_ADD_FLAG = insert(flag)
_DROP_FLAGS = delete(flag).where(flag.c.request == bindparam("whose"))
_DROP_STAGES = delete(stage).where(stage.c.request == bindparam("whose"))
_SET_FLAG = (
    update(flag)
    .where(flag.c.request == bindparam("whose"), flag.c.exclusion == bindparam("which"))
    .values(
        by=bindparam("set_by"), upheld=bindparam("is_upheld"), reason_sealed=bindparam("reason")
    )
)
_SAVED = tuple(
    column.name
    for column in request.c
    if column.name
    not in {"id", "reference", "person", "programme", "programme_version", "sent_at", "decided_at"}
)
_SAVE = (
    update(request)
    .where(request.c.id == bindparam("whose"), request.c.revision == bindparam("gathered"))
    .values({name: bindparam(f"new_{name}") for name in _SAVED})
)
_SENT = (
    update(request)
    .where(request.c.id == bindparam("whose"))
    .values(sent_at=bindparam("new_sent_at"))
)
_DECIDED = (
    update(request)
    .where(request.c.id == bindparam("whose"))
    .values(decided_at=bindparam("new_decided_at"))
)


@dataclass(frozen=True, slots=True)
class Requests:
    """Request rows and all that belongs to them, in one transaction."""

    connection: Connection
    sealing: Sealing

    def get(self, which: RequestId) -> Request | None:
        """This request, locked until the turn ends."""
        rows = self.connection.execute(_LOCKED, {"id": which}).all()
        return next(iter(self._whole(rows, (which,))), None)

    def many(self, which: Sequence[RequestId]) -> tuple[Request, ...]:
        """These requests, in this order."""
        if not which:
            return ()
        return self._whole(self.connection.execute(_ROWS, {"ids": which}).all(), which)

    def add(self, new: Request) -> None:
        """A request that was not there before, as it is."""
        fixed = {
            "id": new.id,
            "reference": new.reference,
            "person": new.person,
            "programme": new.programme,
            "programme_version": new.programme_version,
            "sent_at": new.sent_at,
        }
        self.connection.execute(_ADD, {**fixed, **self._columns(new)})
        self._add_stages(new)
        self._add_flags(new.id, [flag.exclusion for flag in new.flags])

    def save(self, changed: Request, gathered_revision: int) -> None:
        """Store the row as it is now. LostRace when it is not what this turn gathered."""
        values = {f"new_{name}": value for name, value in self._columns(changed).items()}
        found = {"whose": changed.id, "gathered": gathered_revision}
        if self.connection.execute(_SAVE, {**found, **values}).rowcount != 1:
            raise LostRace(f"Request {changed.id} has changed.")

    def decided(self, which: RequestId, at: datetime | None) -> None:
        """When the answer was given (None: it is open again)."""
        self.connection.execute(_DECIDED, {"whose": which, "new_decided_at": at})

    def restage(self, changed: Request) -> None:
        """Put the stages of this value in the place of those that are stored."""
        self.connection.execute(_DROP_STAGES, {"whose": changed.id})
        self._add_stages(changed)

    def sent(self, which: RequestId, at: datetime) -> None:
        """When a plan that somebody wrote with the person was sent by them."""
        self.connection.execute(_SENT, {"whose": which, "new_sent_at": at})

    def decide(self, decision_id: str, of: Request, made: Decision) -> None:
        """One signer's word."""
        place = _reason(decision_id, of.person)
        self.connection.execute(
            _ADD_DECISION,
            {
                "id": decision_id,
                "request": of.id,
                "stage": made.stage,
                "by": made.by,
                "holder": of.person,
                "role": made.role,
                "verdict": made.verdict,
                "version": made.version,
                "at": made.at,
                "reason_sealed": self._sealed_words(place, made.reason),
            },
        )

    def raise_flags(self, which: RequestId, exclusions: Sequence[str]) -> None:
        """Flags that nobody has judged, in the place of those of another thing."""
        self.connection.execute(_DROP_FLAGS, {"whose": which})
        self._add_flags(which, exclusions)

    def set_flag(self, of: Request, exclusion: str, by: PersonId, new: Flag) -> None:
        """A flag as a signer left it."""
        self.connection.execute(
            _SET_FLAG,
            {
                "whose": of.id,
                "which": exclusion,
                "set_by": by,
                "is_upheld": int(new.upheld),
                "reason": self._sealed_words(_flag_reason(of.id, exclusion, of.person), new.reason),
            },
        )

    def _whole(self, found: Sequence[Row[Any]], which: Sequence[RequestId]) -> tuple[Request, ...]:
        """The rows with all that belongs to them, in the order of `which`."""
        rows = {row.id: row for row in found}
        parts = _Parts(self.connection, which)
        return tuple(self._request(rows[one], parts) for one in which if one in rows)

    def _add_stages(self, new: Request) -> None:
        rows = [
            {"request": new.id, "no": no, "roles": json.dumps(s.roles), "mode": s.mode, "n": s.n}
            for no, s in enumerate(new.stages)
        ]
        if rows:
            self.connection.execute(_ADD_STAGE, rows)

    def _add_flags(self, which: RequestId, exclusions: Sequence[str]) -> None:
        rows = [{"request": which, "exclusion": one, "upheld": 0} for one in exclusions]
        if rows:
            self.connection.execute(_ADD_FLAG, rows)

    def _sealed_words(self, place: Place, words: str) -> bytes | None:
        return self.sealing.seal(place, words.encode()) if words else None

    def _open_words(self, place: Place, sealed: bytes | None) -> str:
        return self.sealing.open(place, sealed).decode() if sealed else ""

    def _columns(self, of: Request) -> dict[str, Any]:
        private = to_json(_private(of))
        return {
            "team": of.team,
            "fund": of.fund,
            "state": of.state,
            "amount_pence": of.amount_pence,
            "version": of.version,
            "revision": of.revision,
            "offer": of.plan.offer,
            "deployment": lines.routes(of.plan),
            "plan_sealed": self.sealing.seal(_place("plan_sealed", of), plan_to_json(of.plan)),
            "private_sealed": self.sealing.seal(_place("private_sealed", of), private),
            "barred": json.dumps(sorted(of.barred)),
            "passed_to": of.passed_to,
            "question_by": of.question.by if of.question else None,
            "state_since": of.state_since,
            "arrived_at": of.arrived_at,
            "paid_pence": of.paid_pence,
            "payment_reference": of.payment_reference,
            "paid_on": of.paid_on.isoformat() if of.paid_on else None,
            "next_due": lines.next_due(of),
        }

    def _request(self, row: Row[Any], parts: "_Parts") -> Request:
        private = self._opened(row, "private_sealed") or b"{}"
        told: dict[str, Any] = from_json(private)
        plan = self._opened(row, "plan_sealed")
        return Request(
            id=RequestId(row.id),
            reference=row.reference,
            person=PersonId(row.person),
            programme=row.programme,
            programme_version=row.programme_version,
            team=row.team,
            fund=FundId(row.fund),
            state=State(row.state),
            amount_pence=row.amount_pence,
            plan=plan_from_json(plan) if plan else Plan(),
            stages=tuple(_stage(one) for one in parts.stages[row.id]),
            sent_at=row.sent_at,
            state_since=row.state_since,
            version=row.version,
            revision=row.revision,
            decisions=tuple(self._decision(one) for one in parts.decisions[row.id]),
            flags=tuple(self._flag(one, row.person) for one in parts.flags[row.id]),
            question=_question(told.get("question"), row.question_by),
            asked=tuple((question, answer) for question, answer in told.get("asked", ())),
            barred=frozenset(PersonId(who) for who in from_json(row.barred)),
            passed_to=row.passed_to and PersonId(row.passed_to),
            more_words=told.get("more_words", ""),
            first_reason=told.get("first_reason", ""),
            reserved_pence=sum(one.pence for one in parts.reserved[row.id]),
            paid_pence=row.paid_pence,
            payment_reference=row.payment_reference,
            paid_on=row.paid_on and date.fromisoformat(row.paid_on),
            arrived_at=row.arrived_at,
            hold_reason=told.get("hold_reason", ""),
            told=told.get("told", True),
            heard=tuple(told.get("heard", ())),
            helped=_helped(told.get("helped")),
            change=change_from(told.get("change")),
            held=tuple((FundId(one.fund), one.pence) for one in parts.reserved[row.id]),
            line_payments=tuple(map(lines.payment, parts.line_payments[row.id])),
            written_by=told.get("written_by") and PersonId(told["written_by"]),
            handling=handling_from_table(told.get("handling")),
        )

    def _opened(self, row: Row[Any], column: str) -> bytes | None:
        sealed = getattr(row, column)
        place = Place("request", column, row.id, row.person)
        return self.sealing.open(place, sealed) if sealed else None

    def _decision(self, row: Row[Any]) -> Decision:
        reason = self._open_words(_reason(row.id, row.holder), row.reason_sealed)
        return Decision(
            row.stage,
            PersonId(row.by),
            Role(row.role),
            Verdict(row.verdict),
            row.version,
            row.at,
            reason,
        )

    def _flag(self, row: Row[Any], holder: str) -> Flag:
        place = _flag_reason(row.request, row.exclusion, holder)
        cleared_by = None if row.upheld or row.by is None else PersonId(row.by)
        reason = self._open_words(place, row.reason_sealed)
        return Flag(row.exclusion, cleared_by, bool(row.upheld), reason)


class _Parts:
    """The rows that belong to some requests, by request."""

    def __init__(self, connection: Connection, ids: Sequence[RequestId]) -> None:
        def of(statement: Any) -> dict[str, list[Row[Any]]]:
            found: dict[str, list[Row[Any]]] = defaultdict(list)
            for row in connection.execute(statement, {"ids": ids}):
                found[row.request].append(row)
            return found

        self.stages = of(_STAGES)
        self.decisions = of(_DECISIONS)
        self.flags = of(_FLAGS)
        self.reserved = of(_RESERVED)
        self.line_payments = of(lines.PAYMENTS)


def _place(column: str, of: Request) -> Place:
    return Place("request", column, of.id, of.person)


def _reason(decision_id: str, holder: str) -> Place:
    return Place("decision", "reason_sealed", decision_id, holder)


def _flag_reason(of: str, exclusion: str, holder: str) -> Place:
    return Place("flag", "reason_sealed", f"{of}|{exclusion}", holder)


def _stage(row: Row[Any]) -> Stage:
    return Stage(tuple(Role(role) for role in from_json(row.roles)), Mode(row.mode), row.n)


def _private(of: Request) -> dict[str, Any]:
    question = of.question
    return {
        "question": question
        and {"role": question.role, "words": question.words, "at": question.at.isoformat()},
        "asked": of.asked,
        "more_words": of.more_words,
        "first_reason": of.first_reason,
        "hold_reason": of.hold_reason,
        "told": of.told,
        "heard": of.heard,
        "helped": of.helped
        and {
            "by": of.helped.by,
            "kind": of.helped.kind,
            "how": of.helped.how,
            "present": of.helped.present,
            "file": of.helped.file,
        },
        "change": of.change,
        "written_by": of.written_by,
        "handling": None if of.handling == Handling() else handling_to_table(of.handling),
    }


def _helped(told: dict[str, str] | None) -> Helped | None:
    if told is None:
        return None
    return Helped(
        PersonId(told["by"]), told["kind"], SaidHow(told["how"]), told["present"], told["file"]
    )


def _question(told: dict[str, str] | None, by: str | None) -> OpenQuestion | None:
    if told is None or by is None:
        return None
    at = datetime.fromisoformat(told["at"])
    return OpenQuestion(PersonId(by), Role(told["role"]), told["words"], at)
