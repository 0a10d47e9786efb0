"""What hangs on a request: stages, signatures, check-ins. Many requests at once, by their ids."""

import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import BindParameter, Connection, bindparam, func, select

from flows.measures import GOAL, HELPED
from flows.model import Mode, PersonId, RequestId, Role, Stage, Verdict
from storage.tables import answer, decision, stage, transfer

_IDS: BindParameter[str] = bindparam("ids", expanding=True)
_STAGES = select(stage).where(stage.c.request.in_(_IDS)).order_by(stage.c.no)
_DECISIONS = (
    select(
        *(decision.c[name] for name in ("request", "by", "role", "verdict", "version", "at")),
    )
    .where(decision.c.request.in_(_IDS))
    .order_by(decision.c.at, decision.c.id)
)
_ANSWERS = (
    select(
        *(answer.c[name] for name in ("request", "round", "question", "number")),
        *(answer.c[name] for name in ("choice", "late_baseline")),
    )
    .where(answer.c.request.in_(_IDS), answer.c.question.in_((GOAL, HELPED)))
    .order_by(answer.c.at, answer.c.round)
)


_release = transfer.alias("release")
_RESERVED = (
    select(transfer.c.request, func.sum(transfer.c.pence).label("pence"))
    .outerjoin(_release, _release.c.resolves_id == transfer.c.id)
    .where(transfer.c.request.in_(_IDS), transfer.c.kind == "reserve", _release.c.id.is_(None))
    .group_by(transfer.c.request)
)


@dataclass(frozen=True, slots=True)
class Signature:
    """What one signer said of one version of a request, without the reason."""

    by: PersonId
    role: Role
    verdict: Verdict
    version: int
    at: datetime


@dataclass(frozen=True, slots=True)
class Checked:
    """Check-ins: the newest answer to "has it helped", and the goal (0-10) by round.

    A baseline that was answered after the thing came is left out: it is not to be compared.
    """

    helped: str = ""
    goals: Mapping[str, int] = field(default_factory=dict)


def stages_of(connection: Connection, ids: Sequence[RequestId]) -> Mapping[str, tuple[Stage, ...]]:
    """The stages of each request, in order."""
    found: dict[str, tuple[Stage, ...]] = defaultdict(tuple)
    for row in connection.execute(_STAGES, {"ids": ids}):
        roles = tuple(Role(role) for role in json.loads(row.roles))
        found[row.request] += (Stage(roles, Mode(row.mode), row.n),)
    return found


def decisions_of(
    connection: Connection, ids: Sequence[RequestId]
) -> Mapping[str, tuple[Signature, ...]]:
    """What was said of each request, in order."""
    found: dict[str, tuple[Signature, ...]] = defaultdict(tuple)
    for row in connection.execute(_DECISIONS, {"ids": ids}):
        said = Signature(
            PersonId(row.by), Role(row.role), Verdict(row.verdict), row.version, row.at
        )
        found[row.request] += (said,)
    return found


def answers_of(connection: Connection, ids: Sequence[RequestId]) -> Mapping[str, Checked]:
    """The check-ins of each request."""
    helped: dict[str, str] = {}
    goals: dict[str, dict[str, int]] = defaultdict(dict)
    for row in connection.execute(_ANSWERS, {"ids": ids}):
        if row.question == HELPED:
            helped[row.request] = row.choice
        elif row.number is not None and not row.late_baseline:
            goals[row.request][row.round] = row.number
    return {of: Checked(helped.get(of, ""), goals[of]) for of in helped.keys() | goals.keys()}


def reserved_of(connection: Connection, ids: Sequence[RequestId]) -> Mapping[str, int]:
    """Pence that are still set aside for each request, in all pots together."""
    return {row.request: int(row.pence) for row in connection.execute(_RESERVED, {"ids": ids})}
