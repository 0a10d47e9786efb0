"""Ties begin, are confirmed, change and end; the invite that brings a new helper in (CARE 14)."""

from datetime import datetime, time, timedelta

from flows.calendar import add_months, at_local, long_day
from flows.effects import (
    AddPerson,
    AddTie,
    ConfirmTie,
    DropTimer,
    Effect,
    EndTie,
    GrantRole,
    MakeInvite,
    Reply,
    Send,
    SetTimer,
    UseInvite,
)
from flows.events import TimerKind
from flows.facts import Facts, Invite
from flows.messages import Button, Line, Message, line
from flows.model import Person, PersonId, Role
from flows.moves.invite import CODE_CHARS, INVITE_HOURS, code_hash, invite_key, shown_code
from flows.taps import Do, Verb
from flows.ties import SEES, Leave, Tie, TieKind

MAX_OPEN = 5
"""So many helpers at a time; more would be hard to keep in mind."""

MONTHS = (1, 3, 6, 12)
LAST_MINUTE = time(23, 59)


def tie_key(tie_id: str) -> str:
    """The key of a tie's timer, and of the message that asks whether it is them."""
    return f"tie:{tie_id}"


def ends_after(months: int, facts: Facts) -> datetime:
    """The last minute of the day so many calendar months from now."""
    day = add_months(facts.calendar.day(facts.now), months)
    return at_local(day, LAST_MINUTE, facts.calendar.zone)


def open_ties(person: PersonId, facts: Facts) -> tuple[Tie, ...]:
    """Who helps this person now, or waits to be confirmed; the oldest first."""
    own = (tie for tie in facts.ties if tie.person == person and tie.is_open(facts.now))
    return tuple(sorted(own, key=lambda tie: (tie.since, tie.id)))


def terms(tie: Tie, facts: Facts) -> tuple[Line, ...]:
    """Who, as what, until when, and what they see."""
    day = long_day(facts.calendar.day(tie.until))
    who = line(f"tie-is-{tie.kind.replace('_', '-')}", name=tie.helper_name, day=day)
    waits = () if tie.confirmed else (line("tie-waits", name=tie.helper_name),)
    seen = tuple(line(f"tie-sees-{what}") for what in SEES if what in tie.leave)
    return (who, *waits, *(seen or (line("tie-sees-nothing"),)))


# --- coming in


def tie_invite(
    by: Person, about: PersonId, name: str, known: dict[str, bool | int | str], facts: Facts
) -> tuple[Effect, ...]:
    """A code and a link for a helper to be: once, for three days. `known` are the terms."""
    invite_id, code, secret = facts.fresh[:3]
    expires = facts.now + timedelta(hours=INVITE_HOURS)
    made = MakeInvite(
        id=invite_id,
        code_hash=code_hash(code[:CODE_CHARS]),
        link_hash=code_hash(secret),
        by=by.id,
        name=name,
        programme=facts.programme.id,
        team="",
        facts={**known, "person": about},
        expires=expires,
        kind=str(known["tie"]),
    )
    link = f"{facts.public_url}/i/{secret}"
    shown = Message(
        (line("tie-invite", name=name, link=link, code=shown_code(code)),),
        key=invite_key(invite_id),
    )
    timer = SetTimer(
        invite_key(invite_id), expires, TimerKind.INVITE_EXPIRY, person=by.id, value=invite_id
    )
    return (made, timer, Reply(shown))


def joined(invite: Invite, me: Person | None, facts: Facts) -> tuple[Effect, ...]:
    """A helper said yes. Whoever made the invite is asked whether it is them first."""
    helper = me.id if me is not None else PersonId(facts.fresh[0])
    tie = _tie_of(invite, helper, facts)
    over = Message((line("invite-over"),), key=invite_key(invite.id))
    is_it = Message(
        (line("tie-is-it-them", name=invite.name),),
        (
            Button(line("button-it-is-them"), Do(Verb.CONFIRM_TIE, value=tie.id)),
            Button(line("button-it-is-not"), Do(Verb.END_TIE, value=tie.id)),
        ),
        key=tie_key(tie.id),
    )
    return (
        *(_new_helper(helper, invite) if me is None else ()),
        *_role(helper, me, invite),
        UseInvite(invite.id, helper),
        DropTimer(invite_key(invite.id)),
        AddTie(tie),
        _ends(tie),
        Send(invite.by, over, quiet=True),
        Send(invite.by, is_it),
        Reply(Message((line("tie-joined"),))),
    )


def _tie_of(invite: Invite, helper: PersonId, facts: Facts) -> Tie:
    known = dict(invite.facts)
    return Tie(
        id=facts.fresh[1],
        person=PersonId(str(known["person"])),
        helper=helper,
        kind=TieKind(invite.kind),
        since=facts.now,
        until=datetime.fromisoformat(str(known["until"])),
        leave=frozenset(Leave(one) for one in str(known["leave"]).split()),
        authority=str(known.get("authority", "")),
        confirmed=False,
    )


def _new_helper(helper: PersonId, invite: Invite) -> tuple[Effect, ...]:
    added = AddPerson(
        helper, invite.name, invite.programme, "", None, enrolled=True, bind_here=True
    )
    return (added,)


def _role(helper: PersonId, me: Person | None, invite: Invite) -> tuple[Effect, ...]:
    if me is not None and Role.SUPPORTER in me.roles:
        return ()
    return (GrantRole(helper, Role.SUPPORTER, invite.programme),)


def _ends(tie: Tie) -> SetTimer:
    """It ends by itself; its end date is asked at every use as well."""
    return SetTimer(tie_key(tie.id), tie.until, TimerKind.TIE_END, person=tie.person, value=tie.id)


def peer_chosen(me: Person, peer: Person, until: datetime, facts: Facts) -> tuple[Effect, ...]:
    """Somebody who has had a budget is by the person's side; they see nothing of theirs."""
    tie = Tie(facts.fresh[0], me.id, peer.id, TieKind.PEER, facts.now, until)
    told = Message((line("peer-chosen-you", name=me.name),), about=me.id)
    return (
        AddTie(tie),
        _ends(tie),
        Send(peer.id, told),
        Reply(Message((line("peer-chosen", name=peer.name),))),
    )


# --- afterwards


def may_manage(me: Person, tie: Tie, facts: Facts) -> bool:
    """The person, for those they chose; their care co-ordinator, for who acts for them."""
    if tie.kind is not TieKind.REPRESENTATIVE:
        return tie.person == me.id
    holder = facts.holder
    cares = holder is not None and holder.id == tie.person and holder.care_co_ordinator == me.id
    return cares and Role.CARE_CO_ORDINATOR in me.roles


def confirmed(tie: Tie, facts: Facts) -> tuple[Effect, ...]:
    """It is them: from now on it counts."""
    asks = Button(line("button-help-name", name=tie.person_name), _for(tie, Verb.HELP_ASK))
    sees = Button(line("button-see-name", name=tie.person_name), _for(tie, Verb.SEE_FOR))
    buttons = (
        *((asks,) if Leave.ASK in tie.leave else ()),
        *((sees,) if tie.leave & frozenset(SEES) else ()),
    )
    welcome = Message((line("tie-confirmed", name=tie.person_name),), buttons, about=tie.person)
    thanks = Message((line("tie-noted", name=tie.helper_name),), key=tie_key(tie.id))
    return (ConfirmTie(tie.id, tie.person, tie.helper), Send(tie.helper, welcome), Reply(thanks))


def _for(tie: Tie, verb: Verb) -> Do:
    return Do(verb, value=tie.person)


def ended(tie: Tie) -> tuple[Effect, ...]:
    """All of it is over in this commit."""
    over = Message((line("tie-over"),))
    return (
        EndTie(tie.id, tie.person, tie.helper),
        DropTimer(tie_key(tie.id)),
        Send(tie.helper, over),
    )


def ran_out(tie_id: str, facts: Facts) -> tuple[Effect, ...]:
    """Its end date has come: the person is told, and nobody has to do anything."""
    tie = next((t for t in facts.ties if t.id == tie_id and t.ended is None), None)
    if tie is None:
        return ()
    told = Message((line("tie-ran-out", name=tie.helper_name),))
    return (*ended(tie), Send(tie.person, told))
