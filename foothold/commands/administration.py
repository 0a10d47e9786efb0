"""Commands that change something. Each is a turn, in the audit log like any other."""

import re
from typing import TYPE_CHECKING, Any

import click

from foothold.commands.service import at_a_service
from foothold.errors import Plain

if TYPE_CHECKING:
    from flows.model import Role
    from foothold.control import Answered
    from foothold.place import Desk


@click.command()
@click.argument("name")
@click.option("--by", required=True, metavar="STAFF", help="The care co-ordinator who invites.")
@click.option("--fact", "facts", multiple=True, metavar="KEY=VALUE", help="As in cluster=5.")
@click.option("--paper", is_flag=True, help="For a letter: it lasts 28 days.")
@at_a_service
def invite(at: "Desk", name: str, by: str, facts: tuple[str, ...], *, paper: bool) -> None:
    """Make an invite for NAME on a care co-ordinator's behalf, and show it once."""
    told = invited(at, name, by, facts, paper=paper)
    click.echo(f"Link: {told['link']}\nCode: {told['code']}")


def invited(
    at: "Desk", name: str, by: str, facts: tuple[str, ...], *, paper: bool
) -> dict[str, str]:
    """The link and the code of a new invite, which nobody can be told again."""
    from flows.events import InviteAsked

    asked = InviteAsked(at.person(by).id, name, dict(map(fact, facts)), paper)
    told = _told(at.take(asked))
    if "refused" in told:
        raise Plain(_not_invited(name, by, told["refused"], told["reason"]))
    return told


@click.command()
@click.argument("name")
@at_a_service
def link(at: "Desk", name: str) -> None:
    """Make a new one-time sign-in link for NAME. Their old links and sessions end."""
    from flows.events import LinkAsked

    click.echo(_told(at.take(LinkAsked(at.person(name).id)))["link"])


@click.group()
def staff() -> None:
    """Who works here."""


@staff.command("add")
@click.argument("name")
@click.argument("role")
@click.option("--programme", help="Its name, when it is not the usual one.")
@click.option("--team", default="", help="For roles that belong to a team.")
@click.option("--limit", metavar="AMOUNT", help="The most they may sign for, as in £250.")
@click.option("--another", is_flag=True, help="Somebody else of that name is here already.")
@at_a_service
def staff_add(
    at: "Desk", name: str, role: str, programme: str | None, *, another: bool, **held: Any
) -> None:
    """Add NAME in ROLE and show their first sign-in link, once."""
    from flows.events import StaffAdded

    wanted, pence = _held(role, **held)
    into = at.programme(programme)
    # One human in two rows could sign both stages of one request.
    if not another and any(person.programme == into for person in at.people(name)):
        raise Plain(
            f"{name} is here already: give them this role with foothold staff grant, or add "
            "--another if this is somebody else of the same name."
        )
    added = StaffAdded(name, wanted, into, held["team"], pence)
    click.echo(_told(at.take(added))["link"])


@staff.command("grant")
@click.argument("name")
@click.argument("role")
@click.option("--team", default="", help="When it is not their own.")
@click.option("--limit", metavar="AMOUNT", help="The most they may sign for, as in £250.")
@at_a_service
def staff_grant(at: "Desk", name: str, role: str, team: str, limit: str | None) -> None:
    """Give NAME, who is here already, one more ROLE in their programme."""
    from flows.events import RoleGranted

    person = at.person(name)
    team = team or person.team
    wanted, pence = _held(role, team, limit)
    at.take(RoleGranted(person.id, wanted, person.programme, team, pence))
    click.echo(f"{person.name} is {wanted} from now on, besides what they were.")


@staff.command("remove")
@click.argument("name")
@click.option("--to", "after", metavar="STAFF", help="Who looks after their people now.")
@at_a_service
def staff_remove(at: "Desk", name: str, after: str | None) -> None:
    """End every right of NAME, now. Their tasks and their people pass to somebody else."""
    from flows.events import StaffRemoved

    person = at.person(name)
    at.take(StaffRemoved(person.id, at.person(after).id if after else None))
    click.echo(f"{person.name} has no rights here any more.")


@click.command()
@click.argument("name")
@click.option("--to", "after", metavar="STAFF", help="Who asks how it goes from now on.")
@at_a_service
def discharge(at: "Desk", name: str, after: str | None) -> None:
    """Record that NAME is discharged: what was agreed stands, somebody named looks after them."""
    from flows.events import Discharged

    person = at.person(name)
    owner = at.person(after).id if after else None
    told = _told(at.take(Discharged(person.id, person.care_co_ordinator, owner)))
    if "refused" in told:
        raise Plain(f"Nobody is able to look after {name} then: say who works here with --to.")
    click.echo(f"{person.name} is discharged. {told['owner']} looks after them now.")


@click.group()
def fund() -> None:
    """The money."""


@fund.command("top-up")
@click.argument("name")
@click.argument("amount")
@at_a_service
def fund_top_up(at: "Desk", name: str, amount: str) -> None:
    """Put AMOUNT of new money into the fund NAME."""
    from flows.events import FundToppedUp
    from flows.model import FundId
    from flows.money import Pence, pounds
    from storage.ledger import position

    pence = _pence(amount)
    if name not in {pot for p in at.store.packs.programmes for pot in p.funds}:
        raise Plain(f"There is no fund {name}: a fund has its programme's name, or its pot's.")
    at.take(FundToppedUp(FundId(name), pence))
    with at.store.database.reading() as connection:
        held = position(connection, FundId(name))
    if held is None:
        raise Plain(f"The fund {name} could not be read.")
    free, reserved, spent = (pounds(Pence(n)) for n in (held.free, held.reserved, held.spent))
    click.echo(f"{name}: free {free}, reserved {reserved}, spent {spent}.")


def _not_invited(name: str, by: str, bar: str, reason: str) -> str:
    from flows.moves.invite import MAX_NAME, Bar

    match Bar(bar):
        case Bar.ROLE:
            return f"{by} cannot invite anybody: only a care co-ordinator can."
        case Bar.NAME:
            return f"A name has up to {MAX_NAME} letters."
        case Bar.FACT:
            return (
                f"Say each fact that the rules ask for, and no other, with --fact as in cluster=5 "
                f"or in_treatment=yes; these are missing or not right: {reason}."
            )
        case Bar.RULE:
            return f"{name} cannot use this scheme yet. {reason}"


def _told(answered: "Answered") -> dict[str, str]:
    return dict(answered.results)


def _pence(amount: str) -> int:
    from flows.money import Amount, parse_plain

    match parse_plain(amount):
        case Amount(pence):
            return pence
        case _:
            raise Plain(f"“{amount}” is no amount like £5,000 or 250.00.")


def _role(name: str) -> "Role":
    from flows.model import Role

    if name not in frozenset(Role):
        raise Plain(f"“{name}” is no role: use one of {', '.join(Role)}.")
    return Role(name)


def _held(name: str, team: str, limit: str | None) -> tuple["Role", int | None]:
    """The role of somebody who works here, and the most they may sign for in pence."""
    from flows.model import Role
    from storage.repositories.people import TEAM_ROLES

    pence, role = None if limit is None else _pence(limit), _role(name)
    if role is Role.BUDGET_HOLDER:
        raise Plain("A budget holder is no staff: invite them with foothold invite.")
    if role in TEAM_ROLES and not team:
        raise Plain(f"A {role} belongs to a team: say which with --team.")
    return role, pence


def fact(written: str) -> tuple[str, bool | int | str]:
    key, equals, value = written.partition("=")
    if not (key and equals and value):
        raise Plain(f"“{written}” should be KEY=VALUE.")
    if value in {"yes", "no"}:
        return key, value == "yes"
    return key, int(value) if re.fullmatch(r"-?[0-9]{1,9}", value) else value
