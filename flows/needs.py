"""What an event's step must see. Pure, so that what a turn loads can be read in one place."""

from dataclasses import replace
from typing import Any

from flows import at_work
from flows.assisting import Confirming, Helping, Joining, Tying, verbs
from flows.conversations.about import AboutMe
from flows.conversations.advise import Advising
from flows.conversations.ask import Asking
from flows.conversations.ask.state import GOAL, GOAL_SURE
from flows.conversations.change import Changing
from flows.conversations.checkin import Rating
from flows.conversations.discharge import Discharging
from flows.conversations.enrol import Welcoming
from flows.conversations.home import Home
from flows.conversations.near import Nearing
from flows.conversations.planner import Planning
from flows.conversations.release import Releasing
from flows.conversations.write import Writing
from flows.conversing import CHANGE_VERBS, NO_VERBS, PAYER_VERBS, SIGNER_VERBS
from flows.desk import Command, command_of
from flows.events import (
    AdminEvent,
    Discharged,
    Event,
    FileSent,
    FundToppedUp,
    InviteAsked,
    InviteOpened,
    LinkAsked,
    PinForgotten,
    StaffRemoved,
    Tapped,
    TapRefused,
    TimerFired,
    TimerKind,
    Typed,
)
from flows.facts import Needs
from flows.model import FundId, PersonId
from flows.moves.invite import code_hash, looks_like_code
from flows.session import Session, draft_of, person_of, request_of
from flows.taps import Choose, Do, Verb
from flows.telling import AskingStory, Storytelling
from flows.telling import verbs as telling


def needs(session: Session, event: Event) -> Needs:
    """What `storage.facts.gather` loads, beyond the acting person and their programme."""
    match event:
        case TimerFired():
            return _for_timer(event)
        case InviteOpened(hash_):
            return Needs(invite=hash_)
        case Tapped(Do(verb=Verb.CARRY_ON)):
            return _standing(session)
        case Tapped(Do() as tap):
            return _for_button(tap)
        case Typed(text) if command_of(text) is not None:
            return _for_command(session, command_of(text))
        case Typed() | FileSent() | Tapped() | TapRefused():
            state = session.state
            if isinstance(state, Storytelling | AskingStory):
                heard = event.text if isinstance(event, Typed) else ""
                return replace(telling.state_needs(state), listen=heard)
            return _for_answer(session, event)
        case _:
            return _for_administration(event)


def _for_timer(event: TimerFired) -> Needs:
    match event:
        case TimerFired(timer=TimerKind.SIGN_REMINDER, request=request, value=fund):
            price = f"price:{request}"
            return Needs(request=request, staff=True, waiting_money=FundId(fund), task=price)
        case TimerFired(timer=TimerKind.TASK_LATE, request=request, person=person, value=key):
            return Needs(request=request, person=person, staff=True, task=key)
        case TimerFired(timer=TimerKind.ALERT, person=person):
            return Needs(person=person, staff=True, alerts=True)
        case TimerFired(timer=TimerKind.STORY_OFFER | TimerKind.STORY_REMIND, person=person):
            mine = Needs(request=event.request, person=person, staff=True, answers=True)
            return replace(mine, requests=True, whose=person, story=True)
        case TimerFired(request=request, person=person):
            return Needs(request=request, person=person, staff=True, answers=True)


def _for_administration(event: AdminEvent) -> Needs:
    match event:
        case PinForgotten(person=person):
            return Needs(person=person, staff=True)
        case StaffRemoved(person=person, to=to):
            with_them = (to,) if to else ()
            return Needs(person=person, staff=True, left_by=person, people=True, also=with_them)
        case Discharged(person, carer, owner):
            known = Needs(person=person, staff=True, requests=True, whose=person)
            return replace(known, left_by=carer or PersonId(""), also=(owner,) if owner else ())
        case InviteAsked(by=person) | LinkAsked(person=person):
            return Needs(person=person)
        case FundToppedUp(fund=fund):
            return Needs(fund=fund, waiting_money=fund, staff=True)
        case _:
            return Needs()


def _for_button(tap: Do) -> Needs:
    if tap.verb is Verb.LOOK:
        return Needs(request=tap.request, staff=True, answers=True, helped=True)
    if tap.verb in at_work.WORK_VERBS:
        return at_work.button_needs(tap)
    if tap.verb in SIGNER_VERBS | NO_VERBS | PAYER_VERBS | CHANGE_VERBS:
        return Needs(request=tap.request, staff=True)
    if tap.verb in telling.VOICE:
        return telling.wanted(tap)
    if tap.verb in verbs.HELPING:
        return verbs.wanted(tap)
    match tap.verb:
        case Verb.STATUS | Verb.STOP:
            return Needs(requests=True, inbox=True)
        case Verb.NEW_LINK:
            return Needs(person=PersonId(tap.value))
        case Verb.DISCHARGE:
            return Needs(people=True, staff=True)
        case Verb.IN_TOUCH:
            return Needs(person=PersonId(tap.value), staff=True, alerts=True)
        case Verb.INBOX | Verb.PAYABLE | Verb.DONE:
            return Needs(inbox=True)
        case Verb.ARRIVED | Verb.NOT_YET | Verb.TALK | Verb.ASK:
            return Needs(request=tap.request, staff=True)
        case _:
            return Needs(request=tap.request, answers=bool(tap.request))


def _for_command(session: Session, command: Command | None) -> Needs:
    match command:
        case Command.BACK | Command.START | Command.CANCEL:
            return _standing(session)
        case Command.STATUS | Command.INBOX | Command.STOP:
            return Needs(requests=True, inbox=True)
        case Command.WHO_HELPS:
            return Needs(ties=True)
        case _:
            return Needs()


def _standing(session: Session) -> Needs:
    """What the question that is being asked is about. /back stays within one conversation."""
    match session.state:
        case Welcoming(hash_) | Joining(hash_):
            return Needs(invite=hash_)
        case Helping() | Confirming() | Tying():
            return _helping(session)
        case Storytelling() | AskingStory():
            return telling.state_needs(session.state)
        case Planning() | Writing() | Advising() | Nearing() | Releasing():
            return at_work.state_needs(session.state)
        case Discharging(person):
            return _discharging(session, person)
        case _:
            return Needs(request=request_of(session))


def _discharging(session: Session, person: PersonId) -> Needs:
    """My people; and all that goes on for the one who is discharged."""
    mine = Needs(people=True, staff=True, left_by=session.person)
    return replace(mine, person=person, requests=True, whose=person) if person else mine


def _helping(session: Session, heard: str = "") -> Needs:
    """Whoever is helped, who may help, and what was typed already."""
    return Needs(
        person=person_of(session) or session.person,
        staff=True,
        reference=True,
        listen=heard,
        ties=True,
        people=not person_of(session),
        draft=draft_of(session),
        peers=isinstance(session.state, Tying),
    )


def _for_answer(session: Session, event: Event) -> Needs:
    state: Any = session.state
    heard = event.text if isinstance(event, Typed) else ""
    match state, event:
        case Asking(), Tapped(Choose("send" | "talk")):
            return Needs(person=session.person, staff=True, reference=True)
        case Asking(question), _:  # staff hear of somebody the scheme does not fit
            return Needs(staff=question in (GOAL, GOAL_SURE), listen=heard)
        case AboutMe(), _:
            return Needs(staff=True, listen=heard)
        case Welcoming(hash_) | Joining(hash_), _:
            return Needs(invite=hash_)
        case Helping() | Confirming() | Tying(), _:
            return _helping(session, heard)
        case Discharging(person), _:
            return _discharging(session, person)
        case Changing(request), _:
            return Needs(request=request, staff=True, reference=True, listen=heard)
        case Home(), Typed(text) if session.person:
            code = code_hash(text) if looks_like_code(text) else ""
            return Needs(requests=True, listen=heard, invite=code, check_in=True)
        case Writing(doing="whom"), Tapped(Choose(value)) if value != "cancel":
            return at_work.state_needs(state, value)
        case Planning() | Writing() | Advising() | Nearing() | Releasing(), _:
            return replace(at_work.state_needs(state), listen=heard)
        case _, Typed(text) if not session.person and looks_like_code(text):
            return Needs(invite=code_hash(text))
        case _:
            request, there = request_of(session), bool(request_of(session))
            low = isinstance(state, Rating)  # a very low answer is heard as words are
            return Needs(request=request, staff=there, answers=there, listen=heard, alerts=low)
