"""Picks the conversation: by state for questions and answers, by verb for what a button begins.

Conversations do not know each other; they meet in these three functions.
"""

from typing import Any, assert_never

from flows import at_work
from flows.assisting import Confirming, Helping, Joining, Tying, typing, verbs
from flows.choices import words_of
from flows.conversations import (
    about,
    answer,
    arrive,
    ask,
    change,
    checkin,
    decline,
    discharge,
    enrol,
    home,
    invite,
    pay,
    sign,
    track,
)
from flows.conversations.about import AboutMe
from flows.conversations.answer import Answering, LookingAgain
from flows.conversations.arrive import TellingProblem
from flows.conversations.ask import Asking
from flows.conversations.change import Changing
from flows.conversations.checkin import Rating
from flows.conversations.decline import Declining
from flows.conversations.discharge import Discharging
from flows.conversations.enrol import Welcoming
from flows.conversations.home import Home
from flows.conversations.invite import Inviting
from flows.conversations.pay import Paying
from flows.conversations.sign import Signing
from flows.conversations.track import Withdrawing
from flows.desk import help_said, inbox, places, status_or_inbox, task_done
from flows.effects import Reply
from flows.events import ChatEvent
from flows.facts import Facts
from flows.lifecycle import Action, may
from flows.messages import Message, line
from flows.model import Party, PersonId, Request, Role
from flows.more import more
from flows.moves.alert import in_touch
from flows.moves.back_in import new_link
from flows.moves.decline import may_look_again, may_withdraw
from flows.moves.quiet_no import no_when
from flows.moves.talk import talk_wanted
from flows.outcome import Finished, Goto, Move
from flows.rights import my_assurances, my_rights
from flows.session import ConversationState
from flows.stopping import STOPPING, messages_set, stop_said
from flows.taps import Do, Verb
from flows.telling import AskingStory, Describing, Storytelling
from flows.telling import verbs as telling

AnyMove = Move[Any]
AtDesk = Signing | Declining | Paying | Inviting | Discharging
"""What people at work are asked."""


def question(  # noqa: C901, PLR0911, PLR0912 - one line for each state
    state: ConversationState, facts: Facts
) -> Message:
    """The message that asks what this state is about."""
    match state:
        case Home():
            return home.menu(facts)
        case Welcoming():
            return enrol.question(state, facts)
        case Asking():
            return ask.question(state, facts)
        case Answering() | LookingAgain():
            return answer.question(state, facts)
        case Withdrawing():
            return track.question(state, facts)
        case TellingProblem():
            return arrive.question(state, facts)
        case Rating():
            return checkin.question(state, facts)
        case Changing():
            return change.question(state, facts)
        case Helping() | Confirming() | Tying() | Joining():
            return verbs.question(state, facts)
        case AboutMe():
            return about.question(state, facts)
        case Signing() | Declining() | Paying() | Inviting() | Discharging():
            return _desk_question(state, facts)
        case Describing() | Storytelling() | AskingStory():
            return telling.question(state, facts)
        case _:
            return at_work.question(state, facts)


def _desk_question(state: AtDesk, facts: Facts) -> Message:
    match state:
        case Signing():
            return sign.question(state, facts)
        case Declining():
            return decline.question(state, facts)
        case Paying():
            return pay.question(state, facts)
        case Inviting():
            return invite.question(state, facts)
        case Discharging():
            return discharge.question(state, facts)
        case _:
            assert_never(state)


def answered(  # noqa: C901, PLR0911, PLR0912 - one line for each state
    state: ConversationState, event: ChatEvent, facts: Facts
) -> AnyMove:
    """Where an answer to this state's question leads."""
    match state:
        case Home():
            menu = Finished((Reply(home.menu(facts, "menu-not-understood")),))
            return arrive.typed(event, facts) or checkin.typed(event, facts) or menu
        case Welcoming():
            return enrol.answer(state, event, facts)
        case Asking():
            return ask.answer(state, event, facts)
        case Answering() | LookingAgain():
            return answer.answer(state, event, facts)
        case Withdrawing():
            return track.answer(state, event, facts)
        case TellingProblem():
            return arrive.answer(state, event, facts)
        case Rating():
            return checkin.answer(state, event, facts)
        case Changing():
            return change.answer(state, event, facts)
        case Helping() | Confirming() | Tying() | Joining():
            return verbs.answer(state, event, facts)
        case AboutMe():
            return about.answer(state, event, facts)
        case Signing() | Declining() | Paying() | Inviting() | Discharging():
            return _desk_answered(state, event, facts)
        case Describing() | Storytelling() | AskingStory():
            return telling.answer(state, event, facts)
        case _:
            return at_work.answered(state, event, facts)


def _desk_answered(state: AtDesk, event: ChatEvent, facts: Facts) -> AnyMove:
    match state:
        case Signing():
            return sign.answer(state, event, facts)
        case Declining():
            return decline.answer(state, event, facts)
        case Paying():
            return pay.answer(state, event, facts)
        case Inviting():
            return invite.answer(state, event, facts)
        case Discharging():
            return discharge.answer(state, event, facts)
        case _:
            assert_never(state)


def answered_in_distress(state: ConversationState, event: ChatEvent, facts: Facts) -> AnyMove:
    """Where the same answer leads when its words sound as if somebody may come to harm."""
    if isinstance(state, Asking):
        return ask.answer_in_distress(state, words_of(event))
    if isinstance(state, Helping):
        return typing.in_distress(state, words_of(event))
    if isinstance(state, Storytelling):  # no story is made of such words
        return Finished()
    return answered(state, event, facts)


SIGNER_VERBS = frozenset(
    {
        Verb.LOOK,
        Verb.APPROVE,
        Verb.CONFIRM,
        Verb.QUESTION,
        Verb.PASS_ON,
        Verb.CLEAR_FLAG,
        Verb.PRICE,
        Verb.WRITE_DOWN,
        Verb.FINE,
        Verb.SET_UP,
        Verb.MET,
    }
)
NO_VERBS = frozenset({Verb.DECLINE, Verb.UPHOLD_FLAG, Verb.TELL_NOW})
PAYER_VERBS = frozenset({Verb.MARK_PAID, Verb.PAYMENT_FAILED, Verb.HOLD, Verb.RESUME})
OWN_VERBS = frozenset(
    {
        Verb.PLAN,
        Verb.START_ROUND,
        Verb.LOOK_AGAIN,
        Verb.WITHDRAW,
        Verb.ARRIVED,
        Verb.NOT_YET,
        Verb.PROBLEM,
        Verb.HELPED,
        Verb.CHECK_IN_LATER,
        Verb.REPLY,
    }
)
CHANGE_VERBS = frozenset({Verb.CHANGED, Verb.GO_ON, Verb.KEEP_OLD})

MORE_VERBS = frozenset(
    {
        Verb.MORE,
        Verb.STOP,
        Verb.HELP,
        Verb.ABOUT,
        Verb.RIGHTS,
        Verb.ASSURANCES,
    }
)
"""[More], and what stands on its list (`flows.more`)."""


def begun(tap: Do, facts: Facts) -> AnyMove:
    """What a button does: at once (Finished), or the question it begins (Goto)."""
    if tap.verb in SIGNER_VERBS:
        return sign.begin(tap, facts)
    if tap.verb in NO_VERBS:
        return decline.begin(tap, facts)
    if tap.verb in PAYER_VERBS:
        return pay.begin(tap, facts)
    if tap.verb in at_work.WORK_VERBS:
        return at_work.begun(tap, facts)
    if tap.verb in OWN_VERBS | CHANGE_VERBS:
        return _own(tap, facts)
    if tap.verb in telling.VOICE:
        return telling.begun(tap, facts)
    if tap.verb in verbs.HELPING:
        return verbs.begun(tap, facts)
    if tap.verb is Verb.NEW_LINK:
        return Finished(new_link(PersonId(tap.value), facts))
    if tap.verb in MORE_VERBS:
        return _behind_more(tap, facts)
    return _anywhere(tap, facts)


def _said(words: str) -> Finished:
    return Finished((Reply(Message((line(words),))),))


def _own(tap: Do, facts: Facts) -> AnyMove:
    """A button about the person's own request; anybody else's is as good as gone."""
    request = facts.request
    if request is None or facts.me is None or request.person != facts.me.id:
        return _said("moved-on")
    if tap.verb in CHANGE_VERBS:
        return change.begin(tap, facts)
    return _own_request(tap, request, facts)


def _own_request(tap: Do, request: Request, facts: Facts) -> AnyMove:
    match tap.verb:
        case Verb.PLAN:
            return Finished(track.plan_copy(facts))
        case Verb.START_ROUND:
            done = any(a.round == checkin.START for a in facts.answers)
            late = checkin.arrived(request)
            return (
                _said("moved-on")
                if done or late
                else Goto(checkin.Rating(request.id, checkin.START))
            )
        case Verb.LOOK_AGAIN if may_look_again(request):
            return Goto(LookingAgain(request.id))
        case Verb.WITHDRAW if may_withdraw(request):
            return Goto(Withdrawing(request.id))
        case Verb.ARRIVED | Verb.NOT_YET:
            return Finished(arrive.begin(tap.verb, facts))
        case Verb.PROBLEM if may(request.state, Action.REPORT_PROBLEM, Party.PERSON):
            return Goto(TellingProblem(request.id))
        case Verb.HELPED:
            return checkin.helped(tap.value, facts)
        case Verb.CHECK_IN_LATER:
            return _said("check-in-later")
        case Verb.REPLY if request.question is not None:
            return Goto(Answering(request.id))
        case Verb.REPLY:
            return _said("question-gone")
        case _:
            return _said("moved-on")


def _anywhere(tap: Do, facts: Facts) -> AnyMove:
    match tap.verb:
        case Verb.ASK:
            return _ask(facts)
        case Verb.TALK:
            return Finished(talk_wanted(facts))
        case Verb.STATUS:
            return Finished(status_or_inbox(facts, tap.value))
        case Verb.PLACES:
            return Finished(places(facts))
        case verb if verb in STOPPING:
            return Finished(messages_set(tap.verb, facts))
        case Verb.NO_WHEN:
            return Finished(no_when(tap, facts))
        case _:
            return _at_a_desk(tap, facts)


def _at_a_desk(tap: Do, facts: Facts) -> AnyMove:
    match tap.verb:
        case Verb.INBOX:
            return Finished(inbox(facts))
        case Verb.PAYABLE:
            return Finished(pay.payable(facts))
        case Verb.INVITE:
            return _invite(facts)
        case Verb.DISCHARGE:
            return _discharge(facts)
        case Verb.IN_TOUCH:
            return Finished(in_touch(facts))
        case Verb.DONE:
            return Finished(task_done(tap, facts))
        case _:
            return _said("moved-on")


def _behind_more(tap: Do, facts: Facts) -> AnyMove:
    match tap.verb:
        case Verb.STOP:
            return Finished(stop_said(facts))
        case Verb.HELP:
            return Finished(help_said(facts))
        case Verb.ABOUT:
            return about.begin(tap, facts)
        case Verb.RIGHTS:
            return Finished(my_rights(facts))
        case Verb.ASSURANCES:
            return Finished(my_assurances(facts))
        case _:
            return Finished(more(facts))


def _ask(facts: Facts) -> AnyMove:
    if facts.me is None or Role.BUDGET_HOLDER not in facts.me.roles:
        return Finished((Reply(home.menu(facts)),))
    return ask.begin(facts)


def _invite(facts: Facts) -> AnyMove:
    if facts.me is None or Role.CARE_CO_ORDINATOR not in facts.me.roles:
        return _said("invite-not-yours")
    return Goto(invite.Inviting())


def _discharge(facts: Facts) -> AnyMove:
    if facts.me is None or Role.CARE_CO_ORDINATOR not in facts.me.roles:
        return _said("discharge-not-yours")
    return Goto(Discharging())
