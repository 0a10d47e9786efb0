"""What an answer to each question leads to. Words are kept exactly; unclear is asked again."""

from collections.abc import Callable
from dataclasses import replace

from flows.choices import said_by
from flows.conversations.ask.browsing import is_picked, opened, turned_to
from flows.conversations.ask.eligible import is_barred, not_for_them
from flows.conversations.ask.questions import (
    changeable,
    idea_for,
    price_said,
)
from flows.conversations.ask.state import CHANGE, GOAL, GOAL_SURE, REVIEW, WORRY_WORDS, Asking
from flows.conversations.ask.unsure import is_unsure
from flows.effects import Effect, Reply
from flows.events import MAX_TEXT, ChatEvent, FileSent, Tapped, Typed
from flows.facts import Facts
from flows.messages import Line, Message, line
from flows.model import Plan, State
from flows.money import Amount, Pence, Unclear, parse_amount, short_pounds
from flows.moves.confirm import not_yet
from flows.moves.send import send, sent_message
from flows.moves.talk import talk_wanted
from flows.outcome import Again, Finished, Goto, Move
from flows.plain_text import clean, is_blank, mentions, plain
from flows.plans import choice_of
from flows.policy import flagged
from flows.programme import Offer
from flows.taps import Choose
from flows.voice import is_voice

AskMove = Move[Asking]


def answer(state: Asking, event: ChatEvent, facts: Facts) -> AskMove:
    """Where this answer leads."""
    match event:
        case Tapped(Choose(value)) if state.browsing:
            return _browsing_chosen(state, value, facts)
        case Typed(text) if state.browsing:  # their own words are the answer, not the catalogue's
            return _typed(replace(state, browsing=""), text, facts)
        case Tapped(Choose(value)):
            return _CHOSEN.get(state.question, _chosen_nothing)(state, value, facts)
        case Typed(text):
            return _typed(state, text, facts)
        case FileSent() if is_voice(event) and state.question in VOICE:
            return _TYPED[state.question](replace(state, browsing=""), said_by(event), facts)
        case FileSent(file, _, _, fault):
            return _file(state, file, fault, facts)
        case _:
            return Again((line("tap-a-button"),))


def answer_in_distress(state: Asking, words: str) -> AskMove:
    """Words that worry us are no answer, and the same is asked again. Good goals name self-harm
    too ("stop hurting myself", report 003 table 3): those the person may keep, when they say so.
    """
    if state.question not in (GOAL, GOAL_SURE) or not words:
        return Again()
    return Goto(replace(state, question=GOAL_SURE, plan=replace(state.plan, goal=words)))


def _typed(state: Asking, text: str, facts: Facts) -> AskMove:
    if is_unsure(text) and state.question in (GOAL, "item"):
        return Goto(replace(state, prompts=state.prompts + 1))
    if is_unsure(text) and state.question in _UNSURE:
        return _CHOSEN[state.question](state, _UNSURE[state.question], facts)
    if state.question == "price":
        return _price_typed(state, text, facts)
    words = clean(text, MAX_TEXT)
    if is_blank(words):
        return Again((line("nothing-there"),))
    return _TYPED.get(state.question, _typed_nothing)(state, words, facts)


def _browsing_chosen(state: Asking, value: str, facts: Facts) -> AskMove:
    """A theme, a page, an idea, or none of them. An idea is what they need, never why (CARE 2)."""
    kind, _, named = value.partition(":")
    if kind == "idea":
        idea = next((one for one in facts.programme.ideas if one.id == named), None)
        if idea is None:
            return Again((line("tap-a-button"),))
        closed = replace(state, browsing="", prompts=0)
        if state.question == GOAL:
            return Goto(replace(closed, plan=replace(state.plan, item=idea.label, extras="")))
        return _item_typed(closed, idea.label, facts)
    turned = turned_to(state, value, facts)
    return Goto(turned) if turned is not None else Again((line("tap-a-button"),))


def _typed_nothing(state: Asking, words: str, facts: Facts) -> AskMove:
    return Again((line("tap-a-button"),))


def _chosen_nothing(state: Asking, value: str, facts: Facts) -> AskMove:
    return Again((line("tap-a-button"),))


def _file(state: Asking, file: str, fault: str, facts: Facts) -> AskMove:
    if fault:
        return Again((line(f"file-{fault.replace('_', '-')}"),))
    plan = replace(state.plan, files=(*state.plan.files, file))
    if state.question == "item":
        named = replace(plan, item=plan.item or "(photo)")
        return _next(replace(state, plan=named), facts, (line("file-kept"),))
    if state.question == GOAL:
        return Goto(replace(state, plan=plan), (line("file-kept-say-more"),))
    return Goto(replace(state, plan=plan), (line("file-kept"),))


def _next(state: Asking, facts: Facts, lead: tuple[Line, ...] = ()) -> AskMove:
    """The next question of the queue, leaving out what does not apply; last the read-back."""
    queue = state.queue
    if queue and queue[0] == "extras" and idea_for(state.plan, facts) is None:
        queue = queue[1:]
    following, rest = (queue[0], queue[1:]) if queue else (REVIEW, ())
    return Goto(Asking(following, state.plan, rest), lead)


def _goal_typed(state: Asking, words: str, facts: Facts) -> AskMove:
    plan = replace(state.plan, goal=words)
    if state.queue:  # a changed goal: nothing else depended on it
        return _next(replace(state, plan=plan), facts)
    if is_barred(facts):
        return Finished(not_for_them(facts))
    picked = is_picked(state)
    offer = _offer_for(plan.item if picked else words, facts)
    if offer is None and picked:
        asked = tuple(name for name in facts.programme.questions if name != "item")
        return _next(Asking(GOAL, plan, asked), facts)
    if offer is None:
        first, *rest = facts.programme.questions
        lead = (line("thank-you"),) if first == "item" else ()
        return Goto(Asking(first, plan, tuple(rest)), lead)
    plan = replace(plan, offer=offer.id, payment=offer.payment)
    return Goto(Asking(offer.questions[0], plan, offer.questions[1:]))


def _offer_for(words: str, facts: Facts) -> Offer | None:
    """The offer these words are about. What a human must look at first is on no fast track."""
    if flagged(facts.programme, Plan(item=words)):
        return None
    return next((o for o in facts.programme.offers if mentions(words, o.words)), None)


def _goal_chosen(state: Asking, value: str, facts: Facts) -> AskMove:
    match value:
        case "ideas" if facts.programme.ideas:
            return Goto(opened(state))
        case "ideas":
            return Again((line("ideas-none"),))
        case "talk":
            return Finished(talk_wanted(facts, first=True))
        case _:
            return Finished((Reply(Message((line("come-back-later"),))),))


def _goal_sure_chosen(state: Asking, value: str, facts: Facts) -> AskMove:
    asked = replace(state, question=GOAL, plan=replace(state.plan, goal=""))
    return _goal_typed(asked, state.plan.goal, facts) if value == "yes" else Goto(asked)


def _goal_sure_typed(state: Asking, words: str, facts: Facts) -> AskMove:
    """Yes, no, or other words for what they want."""
    if plain(words) in ("yes", "no"):
        return _goal_sure_chosen(state, plain(words), facts)
    return _goal_typed(replace(state, question=GOAL), words, facts)


def _choice_chosen(state: Asking, value: str, facts: Facts) -> AskMove:
    if value == "else":
        plan = Plan(goal=state.plan.goal, files=state.plan.files)
        first, *rest = facts.programme.questions
        return Goto(Asking(first, plan, tuple(rest)), (line("thank-you"),))
    plan = replace(state.plan, choice=value)
    chosen = choice_of(plan, facts.programme)
    if chosen is None:
        return Again((line("tap-a-button"),))
    priced = replace(plan, item=chosen.name, price_pence=chosen.price_pence)
    return _next(replace(state, plan=priced), facts)


def _delivery_chosen(state: Asking, value: str, facts: Facts) -> AskMove:
    return _next(replace(state, plan=replace(state.plan, delivery=value)), facts)


def _item_typed(state: Asking, words: str, facts: Facts) -> AskMove:
    plan = replace(state.plan, item=words, extras="", offer="", choice="")
    return _next(replace(state, plan=plan), facts)


def _extras_typed(state: Asking, words: str, facts: Facts) -> AskMove:
    return _next(replace(state, plan=replace(state.plan, extras=words)), facts)


def _extras_chosen(state: Asking, value: str, facts: Facts) -> AskMove:
    return _next(replace(state, plan=replace(state.plan, extras="")), facts)


def _price_typed(state: Asking, text: str, facts: Facts) -> AskMove:
    match parse_amount(text):
        case Amount(pence) if not facts.programme.signing.allows(int(pence)):
            most = short_pounds(Pence(facts.programme.signing.most_pence or 0))
            return Again((line("price-over-most", pounds=most),))
        case Amount(pence):
            plan = replace(state.plan, price_pence=int(pence))
            return _next(replace(state, plan=plan), facts, price_said(plan, facts))
        case Unclear(why):
            return Again((line(f"amount-unclear-{why.replace('_', '-')}"),))


def _price_chosen(state: Asking, value: str, facts: Facts) -> AskMove:
    plan = replace(state.plan, price_pence=None)
    return _next(replace(state, plan=plan), facts, price_said(plan, facts))


def _better_typed(state: Asking, words: str, facts: Facts) -> AskMove:
    return _next(replace(state, plan=replace(state.plan, better=words)), facts)


def _better_chosen(state: Asking, value: str, facts: Facts) -> AskMove:
    return _next(replace(state, plan=replace(state.plan, better="")), facts)


def _payment_chosen(state: Asking, value: str, facts: Facts) -> AskMove:
    if value not in facts.programme.payment.routes:
        return Again((line("tap-a-button"),))
    return _next(replace(state, plan=replace(state.plan, payment=value)), facts)


def _worry_typed(state: Asking, words: str, facts: Facts) -> AskMove:
    plan = replace(state.plan, worry=words)
    return _next(replace(state, plan=plan), facts, (line("worry-noted"),))


def _worry_chosen(state: Asking, value: str, facts: Facts) -> AskMove:
    match value:
        case "yes":
            return Goto(Asking(WORRY_WORDS, state.plan, state.queue))
        case "talk":
            following = _next(replace(state, plan=replace(state.plan, worry="")), facts)
            assert isinstance(following, Goto)
            return replace(following, effects=talk_wanted(facts))
        case _:
            return _next(replace(state, plan=replace(state.plan, worry="")), facts)


def _review_chosen(state: Asking, value: str, facts: Facts) -> AskMove:
    if value == "change":
        return Goto(Asking(CHANGE, state.plan))
    holder = facts.me
    if holder is None:
        return Again()
    if is_barred(facts):
        return Finished(not_for_them(facts, line("not-eligible-kept")))
    if holder.unconfirmed:
        return Finished((not_yet(),))
    after, effects = send(state.plan, holder, facts)
    return Finished((*effects, *_sent(after, facts)))


def _sent(after: State, facts: Facts) -> tuple[Effect, ...]:
    return (Reply(sent_message(after, facts)),)


def _review_typed(state: Asking, words: str, facts: Facts) -> AskMove:
    return Again((line("review-tap"),))


def _change_chosen(state: Asking, value: str, facts: Facts) -> AskMove:
    plan = state.plan
    if value == "nothing" or value not in changeable(plan, facts):
        return Goto(Asking(REVIEW, plan))
    if value == "item":  # what goes with it and what it costs hang on the item
        return Goto(Asking("item", plan, ("extras", "price", REVIEW)))
    return Goto(Asking(value, plan, (REVIEW,)))


_CHOSEN: dict[str, Callable[[Asking, str, Facts], AskMove]] = {
    GOAL: _goal_chosen,
    GOAL_SURE: _goal_sure_chosen,
    "choice": _choice_chosen,
    "delivery": _delivery_chosen,
    "item": _goal_chosen,
    "extras": _extras_chosen,
    "price": _price_chosen,
    "better": _better_chosen,
    "payment": _payment_chosen,
    "worry": _worry_chosen,
    WORRY_WORDS: _worry_chosen,
    REVIEW: _review_chosen,
    CHANGE: _change_chosen,
}

_TYPED: dict[str, Callable[[Asking, str, Facts], AskMove]] = {
    GOAL: _goal_typed,
    GOAL_SURE: _goal_sure_typed,
    "item": _item_typed,
    "extras": _extras_typed,
    "better": _better_typed,
    "worry": _worry_typed,
    WORRY_WORDS: _worry_typed,
    REVIEW: _review_typed,
}

VOICE = frozenset({GOAL, "item", "extras", "better", "worry", WORRY_WORDS})
"""Where words are asked: a voice note is a full answer."""

_UNSURE = {
    "extras": "no",
    "price": "unknown",
    "better": "skip",
    "worry": "skip",
    WORRY_WORDS: "skip",
}
"""Which button "I don't know" is as good as."""
