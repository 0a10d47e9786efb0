"""Effects on people become rows: who they are, what they may do, how they get in."""

from collections.abc import Mapping
from dataclasses import replace
from typing import assert_never

from flows.codec import wishes_to_json
from flows.effects import (
    AddPerson,
    CloseAccess,
    ConfirmPerson,
    EndRoles,
    GrantRole,
    MakeInvite,
    MakeLink,
    SetCarer,
    SetMessages,
    SetWishes,
    UseInvite,
    WrongCode,
)
from flows.model import ChatId, PersonId
from storage.acting import Acting
from storage.errors import LostRace, StorageError
from storage.repositories.chats import Chat
from storage.repositories.sign_ins import WebSession
from storage.sign_in import coming_in

WEB = "web"
WRONG_CODE = "wrong_code"
"""The name of what a turn hands back to its caller when the code was wrong."""

PersonEffect = (
    AddPerson
    | ConfirmPerson
    | CloseAccess
    | GrantRole
    | EndRoles
    | SetCarer
    | SetMessages
    | SetWishes
    | MakeInvite
    | UseInvite
    | WrongCode
    | MakeLink
)


def apply_person(acting: Acting, effect: PersonEffect) -> None:
    """Make one effect on a person true."""
    match effect:
        case AddPerson():
            _add_person(acting, effect)
        case ConfirmPerson() | CloseAccess():
            _judge(acting, effect)
        case GrantRole():
            _grant_role(acting, effect)
        case EndRoles():
            _end_roles(acting, effect)
        case SetCarer():
            _set_carer(acting, effect)
        case SetMessages():
            _set_messages(acting, effect)
        case SetWishes():
            _set_wishes(acting, effect)
        case MakeInvite():
            _make_invite(acting, effect)
        case UseInvite():
            _use_invite(acting, effect)
        case WrongCode():
            _wrong_code(acting)
        case MakeLink():
            _make_link(acting, effect)
        case _:
            assert_never(effect)


def _add_person(acting: Acting, effect: AddPerson) -> None:
    """A human with a key of their own, and the chat in which they are met."""
    acting.work.people.add(effect, acting.work.vault.new_person_key(), acting.now)
    if effect.bind_here:
        _bind_here(acting, effect.id)
    else:
        chat_id = ChatId(acting.new_id())
        acting.work.chats.add(Chat(chat_id, WEB, chat_id, effect.id), acting.now)
    facts = {"programme": effect.programme, "team": effect.team}
    _audit(acting, effect.id, "add_person", facts, effect.name)


def _grant_role(acting: Acting, effect: GrantRole) -> None:
    """A role, from now on."""
    acting.work.people.grant(acting.new_id(), effect, acting.now)
    facts = {
        "role": effect.role,
        "programme": effect.programme,
        "team": effect.team,
        "limit_pence": effect.limit_pence,
    }
    _audit(acting, effect.person, "grant_role", facts)


def _end_roles(acting: Acting, effect: EndRoles) -> None:
    """All rights end, and whoever is signed in is signed out."""
    acting.work.people.end_grants(effect.person, acting.now)
    _end_sign_ins(acting, effect.person)
    _audit(acting, effect.person, "end_roles", {})


def _set_carer(acting: Acting, effect: SetCarer) -> None:
    """Somebody else looks after them from now on."""
    acting.work.people.set_carer(effect)
    _audit(acting, effect.person, "set_carer", {"carer": effect.carer})


def _judge(acting: Acting, effect: ConfirmPerson | CloseAccess) -> None:
    """It is them; or it is not, and every way in is shut and nothing is said to them any more."""
    person = effect.person
    if isinstance(effect, ConfirmPerson):
        acting.work.people.confirm(person)
        _audit(acting, person, "confirm_person", {})
        return
    acting.work.people.end_grants(person, acting.now)
    _end_sign_ins(acting, person)
    acting.work.chats.close_all(person)
    _audit(acting, person, "close_access", {})


def _set_messages(acting: Acting, effect: SetMessages) -> None:
    """What the person still wants to hear."""
    acting.work.people.set_messages(effect)
    facts = {"paused": int(effect.paused), "check_ins": int(effect.check_ins)}
    _audit(acting, effect.person, "set_messages", facts)


def _set_wishes(acting: Acting, effect: SetWishes) -> None:
    """How the person wants us to be with them. The audit row has only a fingerprint of it."""
    acting.work.people.set_wishes(effect)
    _audit(acting, effect.person, "set_wishes", {}, wishes_to_json(effect.wishes).decode())


def _make_invite(acting: Acting, effect: MakeInvite) -> None:
    """An invite, without its code."""
    acting.work.invites.add(effect)
    facts = {"invite": effect.id, "kind": effect.kind, "expires": effect.expires.isoformat()}
    acting.audit(f"person:{effect.by}", "make_invite", facts)


def _use_invite(acting: Acting, effect: UseInvite) -> None:
    """The invite is used up."""
    acting.work.invites.use(effect, acting.now)
    _audit(acting, effect.person, "use_invite", {"invite": effect.id})


def _wrong_code(acting: Acting) -> None:
    """This chat tried a code that is not there."""
    if acting.here is None:
        raise StorageError(f"Turn {acting.turn} came from no chat and tried no code.")
    acting.work.chats.wrong_code(acting.here.chat, acting.now)
    acting.results.append((WRONG_CODE, ""))
    acting.audit("system", "wrong_code", {"chat": acting.here.chat.id})


def _make_link(acting: Acting, effect: MakeLink) -> None:
    """A new way in; the old ones end."""
    _end_sign_ins(acting, effect.person)
    if acting.work.doors.clear_pin(effect.person):  # whoever forgot it comes in by the link
        _audit(acting, effect.person, "clear_pin", {})
    acting.work.sign_ins.make_link(effect)
    _audit(acting, effect.person, "make_link", {"expires": effect.expires.isoformat()})


def _bind_here(acting: Acting, person: PersonId) -> None:
    here = acting.here
    if here is None or not acting.work.chats.bind(here.chat.id, person):
        raise LostRace(f"The chat of turn {acting.turn} is somebody's already.")
    _sign_in_afresh(acting, here.chat.id, person)
    here.chat = replace(here.chat, person=person)


def _sign_in_afresh(acting: Acting, chat: ChatId, person: PersonId) -> None:
    """Whoever holds the cookie of the visit is out: a cookie may have been planted, and whoever
    planted it would read on. Only the browser of this turn gets the new one (`sign_in.came_in`)."""
    seen = acting.work.sign_ins.end_visits(chat, acting.now)
    if seen is not None:
        vault = acting.work.vault
        token_hash = vault.token_hash(coming_in(vault, acting.turn))
        fresh = WebSession(token_hash, person, chat, staff=False, created_at=seen, seen_at=seen)
        acting.work.sign_ins.add_session(fresh)


def _end_sign_ins(acting: Acting, person: PersonId) -> None:
    acting.work.sign_ins.end_links(person, acting.now)
    acting.work.sign_ins.end_sessions(person, acting.now)


def _audit(
    acting: Acting,
    person: PersonId,
    kind: str,
    facts: Mapping[str, str | int | None],
    words: str = "",
) -> None:
    acting.audit(f"person:{person}", kind, facts, (person, words))
