"""People and the roles they hold. Names and staff-side facts are opened here and only here."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any

from pydantic_core import from_json, to_json
from sqlalchemy import (
    Connection,
    Row,
    Select,
    and_,
    bindparam,
    func,
    insert,
    or_,
    select,
    update,
)

from flows.codec import wishes_from_json, wishes_to_json
from flows.effects import AddPerson, GrantRole, SetCarer, SetMessages, SetWishes
from flows.model import Person, PersonId, Role, Wishes
from storage.keys import Place
from storage.repositories.sealing import Sealing
from storage.tables import person, role_grant

TEAM_ROLES = frozenset({Role.CARE_CO_ORDINATOR, Role.TEAM_LEADER})
"""Roles that are held in a team; every other role is held in the programme."""

NOT_STAFF = frozenset({Role.BUDGET_HOLDER, Role.SUPPORTER})
"""Roles that sign, pay and run nothing."""

_VALID = and_(
    role_grant.c.from_at <= bindparam("now"),
    or_(role_grant.c.to_at.is_(None), role_grant.c.to_at > bindparam("now")),
)


def _with_grants(whose: Any) -> Select[Any]:
    columns = (role_grant.c.role, role_grant.c.scope, role_grant.c.limit_pence)
    grants = and_(role_grant.c.person == person.c.id, _VALID)
    query = select(*person.c, *columns).outerjoin(role_grant, grants)
    return query.where(whose).order_by(person.c.id)


_BY_ID = _with_grants(person.c.id == bindparam("id"))
_BY_IDS = _with_grants(person.c.id.in_(bindparam("ids", expanding=True)))
_IN_PROGRAMME = and_(
    role_grant.c.scope_kind == "programme",
    role_grant.c.scope == bindparam("programme"),
    # Named one by one, so that the index skips the budget holders, however many there are.
    role_grant.c.role.in_(sorted(set(Role) - NOT_STAFF)),
)
_LEADS_TEAM = and_(
    role_grant.c.scope_kind == "team",
    role_grant.c.scope == bindparam("team"),
    role_grant.c.role == Role.TEAM_LEADER,
)
_STAFF_IDS = (
    select(role_grant.c.person)
    .where(_VALID, or_(_IN_PROGRAMME, _LEADS_TEAM))
    .group_by(role_grant.c.person)
    # "team" sorts after "programme": whoever leads the team is never cut off by the cap.
    .order_by(func.max(role_grant.c.scope_kind).desc(), role_grant.c.person)
    .limit(bindparam("cap"))
)
_HOLDING_ROLE = (
    select(role_grant.c.person)
    .where(_VALID, role_grant.c.scope_kind == "programme")
    .where(role_grant.c.scope == bindparam("programme"), role_grant.c.role == bindparam("role"))
    .distinct()
    .order_by(role_grant.c.person)
    .limit(bindparam("cap"))
)
_ADD = insert(person)
_GRANT = insert(role_grant)
_SET_WISHES = (
    update(person)
    .where(person.c.id == bindparam("whose"))
    .values(wishes_sealed=bindparam("new_wishes"))
)
_END_GRANTS = (
    update(role_grant)
    .where(role_grant.c.person == bindparam("whose"), role_grant.c.to_at.is_(None))
    .values(to_at=bindparam("now"))
)
_END_ROLE = _END_GRANTS.where(role_grant.c.role == bindparam("which"))
_HOLDS_ANY = (
    select(role_grant.c.id).where(role_grant.c.person == bindparam("whose"), _VALID).limit(1)
)
_PEOPLE_OF = (
    select(person.c.id)
    .where(person.c.care_co_ordinator == bindparam("whose"))
    .where(
        select(role_grant.c.id)
        .where(role_grant.c.person == person.c.id, role_grant.c.role == Role.BUDGET_HOLDER, _VALID)
        .exists()
    )
    .order_by(person.c.created_at.desc(), person.c.id)
    .limit(bindparam("cap"))
)
_SET_CARER = (
    update(person)
    .where(person.c.id == bindparam("whose"))
    .values(care_co_ordinator=bindparam("new_carer"))
)
_CONFIRM = update(person).where(person.c.id == bindparam("whose")).values(unconfirmed=0)
_SET_MESSAGES = (
    update(person)
    .where(person.c.id == bindparam("whose"))
    .values(paused=bindparam("new_paused"), check_ins=bindparam("new_check_ins"))
)


@dataclass(frozen=True, slots=True)
class Grant:
    """A role that somebody holds now. `scope` is a programme, or a team within one."""

    role: Role
    scope: str
    limit_pence: int | None

    def within(self, programme: str) -> bool:
        """Whether the role counts in this programme."""
        return self.scope == programme or self.scope.startswith(f"{programme}/")


@dataclass(frozen=True, slots=True)
class Known:
    """A person with the grants that are valid now. `person.roles` names all of them."""

    person: Person
    grants: tuple[Grant, ...]


def team_scope(programme: str, team: str) -> str:
    """How a team is named in a grant: teams of two programmes may have one name."""
    return f"{programme}/{team}"


@dataclass(frozen=True, slots=True)
class People:
    """Persons and their grants, in one transaction."""

    connection: Connection
    sealing: Sealing

    def get(self, who: PersonId, now: datetime) -> Known | None:
        """This person with the roles they hold now."""
        rows = self.connection.execute(_BY_ID, {"id": who, "now": now}).all()
        return self._known(rows) if rows else None

    def many(self, who: Collection[PersonId], now: datetime) -> tuple[Known, ...]:
        """These persons, by id."""
        if not who:
            return ()
        rows = self.connection.execute(_BY_IDS, {"ids": sorted(who), "now": now})
        return tuple(self._known(list(own)) for _, own in groupby(rows, key=lambda row: row.id))

    def staff_ids(self, programme: str, team: str, now: datetime, cap: int) -> tuple[PersonId, ...]:
        """Who leads this team or holds a staff role in the programme."""
        scopes = {"programme": programme, "team": team_scope(programme, team)}
        found = self.connection.execute(_STAFF_IDS, {**scopes, "now": now, "cap": cap})
        return tuple(PersonId(row.person) for row in found)

    def holding(self, role: Role, programme: str, now: datetime, cap: int) -> tuple[PersonId, ...]:
        """Who holds this role in the programme."""
        values = {"role": role, "programme": programme, "now": now, "cap": cap}
        return tuple(PersonId(row.person) for row in self.connection.execute(_HOLDING_ROLE, values))

    def add(self, new: AddPerson, wrapped_key: bytes, now: datetime) -> None:
        """A new human with a key of their own."""
        self.sealing.know(new.id, wrapped_key)
        private = to_json({"name": new.name, "facts": new.facts})
        self.connection.execute(
            _ADD,
            {
                "id": new.id,
                "programme": new.programme,
                "team": new.team,
                "care_co_ordinator": new.care_co_ordinator,
                "wrapped_key": wrapped_key,
                "private_sealed": self.sealing.seal(_private(new.id), private),
                "enrolled": int(new.enrolled),
                "unconfirmed": int(new.unconfirmed),
                "paused": 0,
                "check_ins": 1,
                "created_at": now,
            },
        )

    def grant(self, grant_id: str, new: GrantRole, now: datetime) -> None:
        """A role from now on."""
        in_team = new.role in TEAM_ROLES
        self.connection.execute(
            _GRANT,
            {
                "id": grant_id,
                "person": new.person,
                "role": new.role,
                "scope_kind": "team" if in_team else "programme",
                "scope": team_scope(new.programme, new.team) if in_team else new.programme,
                "limit_pence": new.limit_pence,
                "from_at": now,
                "to_at": None,
            },
        )

    def end_grants(self, whose: PersonId, now: datetime) -> None:
        """Every role of this person ends."""
        self.connection.execute(_END_GRANTS, {"whose": whose, "now": now})

    def confirm(self, who: PersonId) -> None:
        """It is them."""
        self.connection.execute(_CONFIRM, {"whose": who})

    def end_role(self, whose: PersonId, which: Role, now: datetime) -> None:
        """This role of theirs ends; the others stay."""
        self.connection.execute(_END_ROLE, {"whose": whose, "which": which, "now": now})

    def holds_any(self, whose: PersonId, now: datetime) -> bool:
        """Whether they hold any role now."""
        found = self.connection.execute(_HOLDS_ANY, {"whose": whose, "now": now})
        return found.first() is not None

    def cared_for_by(self, whose: PersonId, now: datetime, cap: int) -> tuple[PersonId, ...]:
        """Whose care co-ordinator this is, the newest first."""
        found = self.connection.execute(_PEOPLE_OF, {"whose": whose, "now": now, "cap": cap})
        return tuple(PersonId(row.id) for row in found)

    def set_carer(self, new: SetCarer) -> None:
        """Who looks after them."""
        self.connection.execute(_SET_CARER, {"whose": new.person, "new_carer": new.carer})

    def set_messages(self, wish: SetMessages) -> None:
        """What the person still wants to hear."""
        self.connection.execute(
            _SET_MESSAGES,
            {
                "whose": wish.person,
                "new_paused": int(wish.paused),
                "new_check_ins": int(wish.check_ins),
            },
        )

    def set_wishes(self, effect: SetWishes) -> None:
        """How they want us to be with them."""
        sealed = self.sealing.seal(_wishes(effect.person), wishes_to_json(effect.wishes))
        self.connection.execute(_SET_WISHES, {"whose": effect.person, "new_wishes": sealed})

    def _known(self, rows: Sequence[Row[Any]]) -> Known:
        row = rows[0]
        self.sealing.know(row.id, row.wrapped_key)
        grants = tuple(Grant(Role(r.role), r.scope, r.limit_pence) for r in rows if r.role)
        private = self._private(row)
        found = Person(
            id=PersonId(row.id),
            name=private["name"],
            programme=row.programme,
            team=row.team,
            roles=frozenset(grant.role for grant in grants),
            care_co_ordinator=row.care_co_ordinator and PersonId(row.care_co_ordinator),
            facts=private["facts"],
            enrolled=bool(row.enrolled),
            paused=bool(row.paused),
            check_ins=bool(row.check_ins),
            wishes=self._wishes(row),
            unconfirmed=bool(row.unconfirmed),
        )
        return Known(found, grants)

    def _wishes(self, row: Row[Any]) -> Wishes:
        if row.wrapped_key is None or row.wishes_sealed is None:
            return Wishes()
        return wishes_from_json(self.sealing.open(_wishes(row.id), row.wishes_sealed))

    def _private(self, row: Row[Any]) -> dict[str, Any]:
        if row.wrapped_key is None or row.private_sealed is None:  # erased
            return {"name": "", "facts": {}}
        opened = self.sealing.open(_private(row.id), row.private_sealed)
        private: dict[str, Any] = from_json(opened)
        return private


def _wishes(who: str) -> Place:
    return Place("person", "wishes_sealed", who, who)


def _private(who: str) -> Place:
    return Place("person", "private_sealed", who, who)
