"""What each question of the asking says. One small function a question."""

from collections.abc import Callable

from flows.choices import choice
from flows.conversations.ask.browsing import browsed, is_picked, why_picked
from flows.conversations.ask.state import CHANGE, GOAL, GOAL_SURE, REVIEW, WORRY_WORDS, Asking
from flows.conversations.ask.unsure import prompted
from flows.exclusions import Exclusion
from flows.facts import Facts
from flows.messages import Button, Line, Message, line
from flows.model import Plan
from flows.money import Pence, short_pounds
from flows.opening import opening
from flows.plain_text import mentions
from flows.plans import money_up_front, read_back, who_decides, who_must_agree, why_they
from flows.policy import flagged, route_plan
from flows.programme import Idea
from flows.taps import Choose


def question(state: Asking, facts: Facts) -> Message:
    """The message that asks this state's question."""
    if state.browsing:
        return browsed(state, facts)
    if state.prompts:
        return prompted(state)
    if is_picked(state):
        return why_picked(state.plan, facts)
    return _QUESTIONS[state.question](state.plan, facts)


def _goal(plan: Plan, facts: Facts) -> Message:
    return opening()


def _goal_sure(plan: Plan, facts: Facts) -> Message:
    return Message(
        (line("ask-goal-sure"),),
        (choice("button-use-my-words", "yes"), choice("button-no", "no")),
    )


def _choice(plan: Plan, facts: Facts) -> Message:
    offer = facts.programme.offer(plan.offer)
    choices = offer.choices if offer is not None else ()
    return Message(
        (line("ask-choice", goal=plan.goal),),
        (
            *(Button(line("label", words=c.label), Choose(c.id)) for c in choices),
            choice("button-something-else", "else"),
        ),
    )


def _delivery(plan: Plan, facts: Facts) -> Message:
    offer = facts.programme.offer(plan.offer)
    ways = offer.deliveries if offer is not None else ()
    return Message(
        (line("ask-delivery"),), tuple(choice(f"button-delivery-{way}", way) for way in ways)
    )


def _item(plan: Plan, facts: Facts) -> Message:
    return Message((line("ask-item"),), (choice("button-see-ideas", "ideas"),))


def idea_for(plan: Plan, facts: Facts) -> Idea | None:
    """The catalogue's idea that the item's words are about, if something often goes with it."""
    picked = next((idea for idea in facts.programme.ideas if idea.label == plan.item), None)
    if picked is not None:
        return picked if picked.with_it else None
    known = (idea for idea in facts.programme.ideas if idea.words and idea.with_it)
    return next((idea for idea in known if mentions(plan.item, idea.words)), None)


def _extras(plan: Plan, facts: Facts) -> Message:
    idea = idea_for(plan, facts)
    with_it = idea.with_it if idea is not None else ""
    return Message((line("ask-extras", with_it=with_it),), (choice("button-no", "no"),))


def _price(plan: Plan, facts: Facts) -> Message:
    return Message(
        (*money_up_front(facts.programme), line("ask-price")),
        (choice("button-dont-know", "unknown"),),
    )


def price_said(plan: Plan, facts: Facts) -> tuple[Line, ...]:
    """What the price means: who must agree."""
    if plan.price_pence is None:
        return (line("price-unknown"),)
    routing = route_plan(facts.programme, plan)
    if routing is None:
        return ()
    pounds = short_pounds(Pence(plan.price_pence))
    if not routing.over_pence:
        return (line("price-said", pounds=pounds), who_must_agree(routing.stages))
    over = short_pounds(Pence(routing.over_pence))
    return (line("price-said-over", pounds=pounds, over=over), who_must_agree(routing.stages))


def _better(plan: Plan, facts: Facts) -> Message:
    return Message((line("ask-better"),), (choice("button-skip", "skip"),))


def _payment(plan: Plan, facts: Facts) -> Message:
    routes = facts.programme.payment.routes
    return Message(
        (line("ask-payment"),), tuple(choice(f"button-payment-{way}", way) for way in routes)
    )


def _worry(plan: Plan, facts: Facts) -> Message:
    return Message(
        (line("ask-worry"),),
        (
            choice("button-no", "no"),
            choice("button-yes", "yes"),
            choice("button-rather-talk", "talk"),
            choice("button-skip", "skip"),
        ),
    )


def _worry_words(plan: Plan, facts: Facts) -> Message:
    return Message((line("ask-worry-words"),), (choice("button-skip", "skip"),))


def _review(plan: Plan, facts: Facts) -> Message:
    warnings = tuple(_warning(bar) for bar in flagged(facts.programme, plan))
    return Message(
        (line("ask-review"), *read_back(plan, facts.programme), *_decides(plan, facts), *warnings),
        (choice("button-send", "send"), choice("button-change", "change")),
    )


def _decides(plan: Plan, facts: Facts) -> tuple[Line, ...]:
    """Who decides; and why they, when it is not just the care co-ordinator."""
    routing = route_plan(facts.programme, plan)
    if routing is None:
        return (line("decides-price-first"),)
    why = (why_they(routing),) if routing.over_pence else ()
    return (who_decides(routing.stages), *why)


def _warning(bar: Exclusion) -> Line:
    return line("flag-warning", reason=bar.reason, elsewhere=bar.elsewhere)


def changeable(plan: Plan, facts: Facts) -> tuple[str, ...]:
    """The lines of the read-back that can be changed, by their question."""
    if plan.offer:
        offered = facts.programme.offer(plan.offer)
        asked = offered.questions if offered is not None else ()
        return (GOAL, *asked, "price", "payment")
    return (GOAL, *(q for q in facts.programme.questions if q != "extras" or idea_for(plan, facts)))


def _change(plan: Plan, facts: Facts) -> Message:
    lines = changeable(plan, facts)
    return Message(
        (line("ask-change"),),
        (
            *(choice(f"button-change-{name}", name) for name in lines),
            choice("button-change-nothing", "nothing"),
        ),
    )


_QUESTIONS: dict[str, Callable[[Plan, Facts], Message]] = {
    GOAL: _goal,
    GOAL_SURE: _goal_sure,
    "choice": _choice,
    "delivery": _delivery,
    "item": _item,
    "extras": _extras,
    "price": _price,
    "better": _better,
    "payment": _payment,
    "worry": _worry,
    WORRY_WORDS: _worry_words,
    REVIEW: _review,
    CHANGE: _change,
}
