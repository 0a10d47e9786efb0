"""Who must sign for a sum, and why: a programme's rules, asked without any service."""

import json
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

import click

from foothold.commands.administration import fact
from foothold.errors import Plain

if TYPE_CHECKING:
    from flows.model import Stage
    from flows.programme import Programme
    from storage.packs import Packs


@dataclass(frozen=True, slots=True)
class Answer:
    """What the rules say. `outcome` is routed, over_limit, ineligible or stopped."""

    outcome: str
    stages: tuple["Stage", ...] = ()
    rule: str = ""
    reason: str = ""


@click.command()
@click.option("--programme", "name", metavar="NAME", required=True)
@click.option("--amount", metavar="A", required=True, help="The whole plan, like £1,200.50.")
@click.option("--payments", type=int, default=1, metavar="N", help="Paid in so many equal parts.")
@click.option("--facts", multiple=True, metavar="KEY=VALUE", help="As in cluster=5.")
@click.option("--at", type=click.DateTime(["%Y-%m-%d"]), help="The day whose rules count.")
@click.option("--json", "as_json", is_flag=True)
def route(
    *,
    name: str,
    amount: str,
    payments: int,
    facts: tuple[str, ...],
    at: datetime | None,
    as_json: bool,
) -> None:
    """Say who must sign for an amount, and why. Without --facts nobody's eligibility is judged."""
    from storage.clock import SystemClock
    from storage.packs import load_packs

    programme = _programme(load_packs(SystemClock()), name, at.date() if at else None)
    pence = _pence(amount)
    if not 1 <= payments <= pence:
        raise Plain(f"--payments: {payments} is not a number of payments of {amount}.")
    known = dict(map(fact, facts)) if facts else None
    found = _answer(programme, pence, -(-pence // payments), known)
    click.echo(_as_json(programme, pence, found) if as_json else _in_words(found))


def _programme(packs: "Packs", name: str, day: date | None) -> "Programme":
    if day is None:
        return packs.programme(name)
    packs.programme(name)  # says in one sentence that there is none
    begun = [p for p in packs.programmes if p.id == name and p.valid_from <= day]
    valid = [p for p in begun if p.valid_to is None or day <= p.valid_to]
    if not valid:
        raise Plain(f"No version of {name} is valid on {day}.")
    return valid[-1]


def _pence(amount: str) -> int:
    from flows.money import Amount, parse_plain

    match parse_plain(amount):
        case Amount(pence):
            return pence
        case _:
            raise Plain(f"--amount: {amount} is no amount like 135 or £1,200.50.")


def _answer(
    programme: "Programme", pence: int, payment: int, known: dict[str, bool | int | str] | None
) -> Answer:
    from flows.model import Person, PersonId
    from flows.policy import route as routed
    from flows.policy import unmet

    if known is not None:
        somebody = Person(PersonId(""), "", programme.id, facts=known)
        if failed := unmet(programme, somebody):
            return Answer("ineligible", reason=" ".join(rule.reason_staff for rule in failed))
    if not programme.signing.allows(pence):
        return Answer("over_limit", reason="It is over the most that one request may come to.")
    found = routed(programme, pence, payment)
    if found is None:
        return Answer("stopped", reason="No sign-off band holds this amount.")
    return Answer("routed", found.stages, found.rule, f"It is decided by {found.basis}.")


def _as_json(programme: "Programme", pence: int, found: Answer) -> str:
    said: dict[str, Any] = {
        "programme": programme.id,
        "version": programme.version,
        "amount_pence": pence,
        "outcome": found.outcome,
        "stages": [{"roles": s.roles, "mode": s.mode, "n": s.n} for s in found.stages],
        "rule": found.rule,
        "reason": found.reason,
    }
    return json.dumps(said, ensure_ascii=False)


def _in_words(found: Answer) -> str:
    from admin.columns import stage_words

    stages = [f"{no}. {stage_words(stage)}" for no, stage in enumerate(found.stages, 1)]
    return "\n".join([found.outcome, *stages, *filter(None, (found.rule, found.reason))])
