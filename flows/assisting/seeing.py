"""Who helps me, and what a helper sees: only what the person ticked, asked anew each time."""

from flows.cards import asked_lines
from flows.conversations.track import as_they_know_it, money_lines
from flows.effects import Effect, Reply
from flows.facts import Facts
from flows.helped import tie_to
from flows.messages import Button, Line, Message, line
from flows.model import Person, Request, Role
from flows.moves.ties import confirmed, ended, may_manage, open_ties, terms
from flows.plans import item_words
from flows.taps import Do, Verb
from flows.ties import SEES, Leave, Tie, TieKind

MAX_SHOWN = 5


def _said(words: str) -> tuple[Effect, ...]:
    return (Reply(Message((line(words),))),)


def who_helps(facts: Facts) -> tuple[Effect, ...]:
    """My helpers, each with one tap to stop it."""
    me = facts.me
    if me is None or Role.BUDGET_HOLDER not in me.roles:
        return _said("moved-on")
    now = open_ties(me.id, facts)
    if not now:
        return (Reply(Message((line("ties-none"),), _new())),)
    listed = tuple(said for tie in now for said in terms(tie, facts))
    own = tuple(button for tie in now for button in _own_buttons(tie))
    return (Reply(Message((line("ties-head"), *listed), (*own, *_new()))),)


def _new() -> tuple[Button, ...]:
    return (
        Button(line("button-add-helper"), Do(Verb.ADD_HELPER)),
        Button(line("button-choose-peer"), Do(Verb.CHOOSE_PEER)),
    )


def _own_buttons(tie: Tie) -> tuple[Button, ...]:
    """Who acts for somebody was noted by staff, and staff end it."""
    if tie.kind is TieKind.REPRESENTATIVE:
        return ()
    return (
        Button(line("button-end-tie", name=tie.helper_name), Do(Verb.END_TIE, value=tie.id)),
        Button(line("button-set-leave", name=tie.helper_name), Do(Verb.SET_LEAVE, value=tie.id)),
    )


def managed(tap: Do, facts: Facts) -> tuple[Effect, ...]:
    """It is them, or it ends: by whoever it is for that to say."""
    me = facts.me
    tie = next((t for t in facts.ties if t.id == tap.value and t.is_open(facts.now)), None)
    if me is None or tie is None or not may_manage(me, tie, facts):
        return _said("moved-on")
    if tap.verb is Verb.CONFIRM_TIE:
        return _said("moved-on") if tie.confirmed else confirmed(tie, facts)
    gone = line("tie-ended", name=tie.helper_name)
    return (*ended(tie), Reply(Message((gone,))))


def see_for(me: Person | None, facts: Facts) -> tuple[Effect, ...]:
    """What this person lets me see, and nothing besides."""
    holder = facts.holder
    tie = tie_to(me.id, holder.id, facts) if me is not None and holder is not None else None
    if tie is None or holder is None or not tie.leave & frozenset(SEES):
        return _said("see-nothing")
    shown = tuple(_shown(request, tie, facts) for request in facts.requests[:MAX_SHOWN])
    if not shown:
        return (Reply(Message((line("see-none", name=holder.name),), about=holder.id)),)
    head = line("see-head", name=holder.name)
    listed = tuple(said for one in shown for said in one)
    return (Reply(Message((head, *listed), key=f"see:{holder.id}", anew=True, about=holder.id)),)


def _shown(request: Request, tie: Tie, facts: Facts) -> tuple[Line, ...]:
    known = as_they_know_it(request)
    title = line("status-title", reference=request.reference)
    asked = (
        (
            line("see-item", item=item_words(request.plan, facts.programme)),
            line(f"see-{known.state.replace('_', '-')}"),
        )
        if Leave.REQUESTS in tie.leave
        else ()
    )
    money = money_lines(request) if Leave.MONEY in tie.leave else ()
    talked = asked_lines(request) if Leave.MESSAGES in tie.leave else ()
    return (title, *asked, *money, *talked)
