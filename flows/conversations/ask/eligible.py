"""Judged when the asking begins, and again at Send: nobody answers in vain (CARE 3, 6)."""

from dataclasses import replace

from flows.conversations.ask.state import Asking
from flows.effects import Effect, Reply, Send
from flows.facts import Facts
from flows.messages import Line, Message, line
from flows.moves.talk import told_staff
from flows.outcome import Finished, Goto, Move
from flows.policy import unmet


def begin(facts: Facts) -> Move[Asking]:
    """The opening question, or why this scheme does not fit.

    Whoever presses the button again and again has mostly been heard: the card and the task stand
    as they were, and are no news.
    """
    if not is_barred(facts):
        return Goto(Asking())
    return Finished(tuple(_no_news(effect) for effect in not_for_them(facts)))


def is_barred(facts: Facts) -> bool:
    """Whether the acting person does not meet the programme's rules."""
    return facts.me is not None and bool(unmet(facts.programme, facts.me))


def not_for_them(facts: Facts, *after: Line) -> tuple[Effect, ...]:
    """Not eligible: the person reads the kind reason only, staff read the rule (CARE 6)."""
    me = facts.me
    if me is None:
        return ()
    reasons = " ".join(rule.reason_staff for rule in unmet(facts.programme, me))
    said = line("not-eligible-staff", name=me.name, reason=reasons)
    told = told_staff(me, "eligible", said, facts)
    kind = facts.programme.eligibility.reason_person
    known = line("not-eligible", reason=kind)
    lines = (known if told else line("not-eligible-ring", reason=kind), *after)
    return (*told, Reply(Message(lines)))


def _no_news(effect: Effect) -> Effect:
    if isinstance(effect, Send):
        return replace(effect, message=replace(effect.message, anew=False), quiet=True)
    return effect
