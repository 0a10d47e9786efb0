"""The small questions about one line of a plan, and what each answer makes of the line."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from flows.choices import choice, nothing_there, words_of
from flows.days import coming_day
from flows.events import ChatEvent, Tapped, Typed
from flows.facts import Facts
from flows.lines import MAX_PAYMENTS, Every, PlanLine, Repeat, days_of
from flows.messages import Button, Line, Message, line
from flows.money import Amount, Unclear, parse_amount
from flows.taps import Choose

MAX_WORDS = 200
LINE_STEPS = ("words", "price", "often", "first", "last", "payment", "payee", "pot")


@dataclass(frozen=True, slots=True)
class Step:
    """The line so far, and what is asked next (empty: it is whole)."""

    doing: str
    line: PlanLine


def line_question(doing: str, one: PlanLine | None, before: int, facts: Facts) -> Message:
    """What is asked about the line. `before`: how many lines there are already."""
    match doing:
        case "words":
            no = one.id if one is not None and one.id else str(before + 1)
            return Message((line("write-words", no=no),))
        case "often":
            ways = ("once", *Every)
            return Message((line("write-often"),), tuple(choice(f"button-{w}", w) for w in ways))
        case "first":
            return Message((line("write-first"),), (choice("button-today", "today"),))
        case "payment":
            ways = _routes(facts)
            buttons = tuple(choice(f"button-payment-{way}", way) for way in ways)
            return Message((line("write-payment"),), buttons)
        case "payee":
            return Message((line("write-payee"),), (choice("button-skip", "skip"),))
        case "pot":
            main = Button(line("button-main-pot"), Choose(facts.programme.id))
            pots = (Button(line("label", words=p.name), Choose(p.id)) for p in facts.programme.pots)
            return Message((line("write-pot"),), (main, *pots))
        case "last":
            return Message((line("write-last"),))
        case _:
            return Message((line("write-price"),))


def _routes(facts: Facts) -> tuple[str, ...]:
    return (*facts.programme.payment.routes, *facts.programme.payment.staff_routes)


def line_answer(doing: str, one: PlanLine, event: ChatEvent, facts: Facts) -> Step | Line:
    """The line with this answer, or why it is asked again."""
    return _ANSWERS[doing](one, event, facts)


def _words(one: PlanLine, event: ChatEvent, facts: Facts) -> Step | Line:
    words = words_of(event)
    if not words:
        return nothing_there(event)
    if len(words) > MAX_WORDS:
        return line("write-too-long")
    return Step("price", PlanLine(one.id, words, 0))


def _price(one: PlanLine, event: ChatEvent, facts: Facts) -> Step | Line:
    match parse_amount(event.text) if isinstance(event, Typed) else None:
        case Amount(pence):
            return Step("often", replace(one, pence=int(pence)))
        case Unclear(why):
            return line(f"amount-unclear-{why.replace('_', '-')}")
        case None:
            return line("tap-or-type")


def _often(one: PlanLine, event: ChatEvent, facts: Facts) -> Step | Line:
    match event:
        case Tapped(Choose("once")):
            return Step("payment", replace(one, repeat=None))
        case Tapped(Choose(value)) if value in frozenset(Every):
            today = facts.calendar.day(facts.now)
            return Step("first", replace(one, repeat=Repeat(Every(value), today, today)))
        case _:
            return line("tap-a-button")


def _first(one: PlanLine, event: ChatEvent, facts: Facts) -> Step | Line:
    today = facts.calendar.day(facts.now)
    day = coming_day(event.text, today) if isinstance(event, Typed) else None
    if isinstance(event, Tapped) and event.tap == Choose("today"):
        day = today
    if day is None or one.repeat is None:
        return line("day-unclear")
    return Step("last", replace(one, repeat=replace(one.repeat, first=day, last=day)))


def _last(one: PlanLine, event: ChatEvent, facts: Facts) -> Step | Line:
    if one.repeat is None:
        return line("day-unclear")
    day = coming_day(event.text, one.repeat.first) if isinstance(event, Typed) else None
    if day is None:
        return line("day-unclear")
    whole = replace(one, repeat=replace(one.repeat, last=day))
    if (day - one.repeat.first).days > MAX_PAYMENTS * 31 or len(days_of(whole)) > MAX_PAYMENTS:
        return line("write-too-many", most=MAX_PAYMENTS)
    return Step("payment", whole)


def _payment(one: PlanLine, event: ChatEvent, facts: Facts) -> Step | Line:
    match event:
        case Tapped(Choose(value)) if value in _routes(facts):
            return Step("payee", replace(one, payment=value))
        case _:
            return line("tap-a-button")


def _payee(one: PlanLine, event: ChatEvent, facts: Facts) -> Step | Line:
    words = words_of(event)
    skipped = isinstance(event, Tapped) and event.tap == Choose("skip")
    if not words and not skipped:
        return nothing_there(event)
    if len(words) > MAX_WORDS:
        return line("write-too-long")
    return Step("pot" if facts.programme.pots else "", replace(one, payee=words))


def _pot(one: PlanLine, event: ChatEvent, facts: Facts) -> Step | Line:
    match event:
        case Tapped(Choose(value)) if value == facts.programme.id:
            return Step("", replace(one, fund=""))
        case Tapped(Choose(value)) if value in facts.programme.funds:
            return Step("", replace(one, fund=value))
        case _:
            return line("tap-a-button")


_ANSWERS: dict[str, Callable[[PlanLine, ChatEvent, Facts], Step | Line]] = {
    "words": _words,
    "price": _price,
    "often": _often,
    "first": _first,
    "last": _last,
    "payment": _payment,
    "payee": _payee,
    "pot": _pot,
}
