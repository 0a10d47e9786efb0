"""Welcome: who we are, what we keep, crisis lines, assurances; then yes or no (CARE 7)."""

from dataclasses import dataclass, replace
from typing import Literal

from flows.choices import choice
from flows.effects import (
    AddPerson,
    DropTimer,
    Effect,
    GrantRole,
    Prompt,
    Reply,
    Send,
    UseInvite,
)
from flows.events import ChatEvent, Tapped
from flows.facts import Facts, Invite
from flows.messages import Button, Message, line
from flows.model import PersonId, Role
from flows.moves.confirm import is_it_them
from flows.moves.invite import PAPER, invite_key
from flows.opening import a_few_questions
from flows.outcome import Again, Finished, Goto, Move
from flows.rights import assured, rights_lines
from flows.taps import Choose, Do, Verb


@dataclass(frozen=True, slots=True)
class Welcoming:
    """A stranger brought a good invite; only its hash is kept until they say yes.

    `rights`: they read their rights before they say yes or no.
    """

    code_hash: str
    rights: bool = False
    kind: Literal["welcoming"] = "welcoming"


def question(state: Welcoming, facts: Facts) -> Message:
    """Who we are, and would you like to start?"""
    if state.rights:
        return Message((*rights_lines(), line("welcome-start")), (*_yes_or_no(), _back()))
    name = facts.invite.name if facts.invite is not None else ""
    return Message(
        (
            line("welcome-hello", name=name),
            line("welcome-what-we-keep"),
            line("welcome-not-live", role=_who_hears(facts)),
            line("crisis-lines"),
            *assured(facts.programme.assurances),
            line("welcome-start"),
        ),
        (*_yes_or_no(), choice("button-my-rights", "rights")),
    )


def _who_hears(facts: Facts) -> str:
    """Who is told first of words of self-harm, as the programme's table says."""
    return str(facts.programme.distress.triggers[0].tells[0])


def _yes_or_no() -> tuple[Button, ...]:
    return (choice("button-yes-start", "yes"), choice("button-no-thanks", "no"))


def _back() -> Button:
    return choice("button-back", "welcome")


def answer(state: Welcoming, event: ChatEvent, facts: Facts) -> Move[Welcoming]:
    """Yes makes the person; no leaves the invite as it was. It may have ended meanwhile."""
    if facts.invite is None:
        return Finished(_over())
    match event:
        case Tapped(Choose("yes")):
            return Finished(_started(facts))
        case Tapped(Choose("no")):
            return Finished((Reply(Message((line("welcome-no"),))),))
        case Tapped(Choose("rights")):
            return Goto(replace(state, rights=True))
        case Tapped(Choose("welcome")):
            return Goto(replace(state, rights=False))
        case _:
            return Again((line("tap-a-button"),))


def _started(facts: Facts) -> tuple[Effect, ...]:
    invite = facts.invite
    if invite is None:
        return _over()
    person = PersonId(facts.fresh[0])
    over = Message((line("invite-over"),), key=invite_key(invite.id))
    return (
        _added(person, invite),
        GrantRole(person, Role.BUDGET_HOLDER, invite.programme, invite.team),
        UseInvite(invite.id, person),
        DropTimer(invite_key(invite.id)),
        Send(invite.by, over, quiet=True),
        *_told(person, invite),
        Prompt(person, a_few_questions(), Do(Verb.ABOUT, value="start")),
    )


def _told(person: PersonId, invite: Invite) -> tuple[Effect, ...]:
    """Whoever invited them hears of it; a letter may have fallen into other hands, so then they say
    whether it is them."""
    if invite.kind != PAPER:
        return (Send(invite.by, Message((line("invite-used", name=invite.name),))),)
    return is_it_them(person, invite)


def _over() -> tuple[Effect, ...]:
    return (Reply(Message((line("invite-unknown"), line("crisis-lines")))),)


def _added(person: PersonId, invite: Invite) -> AddPerson:
    return AddPerson(
        id=person,
        name=invite.name,
        programme=invite.programme,
        team=invite.team,
        care_co_ordinator=invite.by,
        facts=dict(invite.facts),
        enrolled=True,
        unconfirmed=invite.kind == PAPER,
        bind_here=True,
    )
