"""Stop asks which; none implies another (CARE 10).

Messages, check-ins and each request stop by themselves alone, and start again by themselves alone.
A decision is told whatever is stopped.
"""

from flows.cards import do
from flows.conversations.home import menu
from flows.effects import Effect, Reply, SetMessages
from flows.facts import Facts
from flows.messages import Button, Line, Message, line
from flows.model import Request, Role
from flows.moves.decline import may_withdraw
from flows.plans import item_words
from flows.taps import Do, Verb

MAX_WITHDRAW = 10
STOPPING = frozenset({Verb.PAUSE, Verb.STOP_CHECK_INS, Verb.START_MESSAGES, Verb.START_CHECK_INS})


def stop_said(facts: Facts) -> tuple[Effect, ...]:
    """What can be stopped, each with its own button, and what each request is about."""
    me = facts.me
    if me is None or Role.BUDGET_HOLDER not in me.roles:
        return (Reply(menu(facts)),)
    takeable = [r for r in facts.requests if may_withdraw(r)][:MAX_WITHDRAW]
    nothing = () if facts.requests else (line("stop-nothing"),)
    named = tuple(_named(request, facts) for request in takeable)
    buttons = (
        _messages(paused=me.paused),
        _check_ins(asked=me.check_ins),
        *(_withdraw_button(r) for r in takeable),
        Button(line("button-carry-on"), Do(Verb.CARRY_ON)),
    )
    return (Reply(Message((line("stop-which"), *nothing, *named), buttons)),)


def _messages(*, paused: bool) -> Button:
    if paused:
        return Button(line("button-start-messages"), Do(Verb.START_MESSAGES))
    return Button(line("button-pause"), Do(Verb.PAUSE))


def _check_ins(*, asked: bool) -> Button:
    if asked:
        return Button(line("button-stop-check-ins"), Do(Verb.STOP_CHECK_INS))
    return Button(line("button-start-check-ins"), Do(Verb.START_CHECK_INS))


def _named(request: Request, facts: Facts) -> Line:
    item = item_words(request.plan, facts.programme)
    return line("stop-named", reference=request.reference, item=item)


def _withdraw_button(request: Request) -> Button:
    return Button(
        line("button-withdraw-this", reference=request.reference), do(Verb.WITHDRAW, request)
    )


def messages_set(verb: Verb, facts: Facts) -> tuple[Effect, ...]:
    """One of them stops or starts; the other stays as it is."""
    me = facts.me
    if me is None:
        return ()
    match verb:
        case Verb.PAUSE:
            said = Message((line("messages-paused"),), (_messages(paused=True),))
            return (SetMessages(me.id, paused=True, check_ins=me.check_ins), Reply(said))
        case Verb.STOP_CHECK_INS:
            said = Message((line("check-ins-stopped"),), (_check_ins(asked=False),))
            return (SetMessages(me.id, paused=me.paused, check_ins=False), Reply(said))
        case Verb.START_CHECK_INS:
            said = Message((line("check-ins-started"),))
            return (SetMessages(me.id, paused=me.paused, check_ins=True), Reply(said))
        case _:
            said = Message((line("messages-started"),))
            return (SetMessages(me.id, paused=False, check_ins=me.check_ins), Reply(said))
