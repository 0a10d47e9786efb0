"""Who is here, with which rights, and how they come in."""

from dataclasses import dataclass, field
from datetime import datetime

from flows.model import PersonId, Role, Wishes


@dataclass(frozen=True, slots=True)
class AddPerson:
    """A human enters: name and facts under a key of their own; `chat` is their web chat."""

    id: PersonId
    name: str
    programme: str
    team: str
    care_co_ordinator: PersonId | None = None
    facts: dict[str, bool | int | str] = field(default_factory=dict)
    enrolled: bool = False
    bind_here: bool = False
    unconfirmed: bool = False


@dataclass(frozen=True, slots=True)
class ConfirmPerson:
    """Their care co-ordinator says that it is them."""

    person: PersonId


@dataclass(frozen=True, slots=True)
class CloseAccess:
    """It is not them: roles, chats, links and web sessions end in this commit."""

    person: PersonId


@dataclass(frozen=True, slots=True)
class GrantRole:
    """A role, from now on. Team roles are scoped to the team, others to the programme."""

    person: PersonId
    role: Role
    programme: str
    team: str = ""
    limit_pence: int | None = None


@dataclass(frozen=True, slots=True)
class EndRoles:
    """All rights of this person end in this commit; so do their web sessions."""

    person: PersonId


@dataclass(frozen=True, slots=True)
class SetCarer:
    """Who looks after this person from now on."""

    person: PersonId
    carer: PersonId


@dataclass(frozen=True, slots=True)
class SetMessages:
    """What the person still wants to hear."""

    person: PersonId
    paused: bool
    check_ins: bool


@dataclass(frozen=True, slots=True)
class SetWishes:
    """How the person wants us to be with them, as a whole, from now on."""

    person: PersonId
    wishes: Wishes


@dataclass(frozen=True, slots=True)
class MakeInvite:
    """An invite: only hashes of its code and link are kept."""

    id: str
    code_hash: str
    link_hash: str
    by: PersonId
    name: str
    programme: str
    team: str
    facts: dict[str, bool | int | str]
    expires: datetime
    kind: str = "person"
    """Whom it brings in: a person, one with a letter (`paper`), or a helper (a tie's kind)."""


@dataclass(frozen=True, slots=True)
class UseInvite:
    """The invite is used up, by this person."""

    id: str
    person: PersonId


@dataclass(frozen=True, slots=True)
class WrongCode:
    """This chat tried a code that is not there; five tries lock the chat's tries for a day."""


@dataclass(frozen=True, slots=True)
class MakeLink:
    """A one-time sign-in link: its hash and when it ends. Older links and web sessions end."""

    person: PersonId
    link_hash: str
    expires: datetime
