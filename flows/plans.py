"""A plan in words: the same lines on the read-back, on the person's copy and on a signer's screen.

People's own words are arguments and are never changed.
"""

from flows.line_words import plan_lines
from flows.messages import Line, line
from flows.model import Plan, Request, Role, Stage
from flows.money import Pence, short_pounds
from flows.policy import Routing, ladder, slots
from flows.programme import Basis, Choice, Programme


def choice_of(plan: Plan, programme: Programme) -> Choice | None:
    """The offer's choice this plan is about, when it is about an offer."""
    offer = programme.offer(plan.offer)
    if offer is None:
        return None
    return next((choice for choice in offer.choices if choice.id == plan.choice), None)


def item_words(plan: Plan, programme: Programme) -> str:
    """What is asked for: the offer's own name for it, else the person's words."""
    choice = choice_of(plan, programme)
    return choice.name if choice is not None else plan.item


def read_back(plan: Plan, programme: Programme) -> tuple[Line, ...]:
    """What the person checks before Send, and keeps as their copy."""
    lines = [
        *plan_lines(plan.lines),
        None if plan.lines else _want(plan, programme),
        line("plan-extras", words=plan.extras) if plan.extras else None,
        line("plan-words", goal=plan.goal),
        _cost(plan),
        line("plan-better", words=plan.better) if plan.better else None,
        line(f"plan-payment-{plan.payment}") if plan.payment and not plan.lines else None,
        line(f"plan-delivery-{plan.delivery}") if plan.delivery else None,
        line("plan-worry", words=plan.worry) if plan.worry else None,
    ]
    return tuple(known for known in lines if known is not None)


def _want(plan: Plan, programme: Programme) -> Line:
    choice = choice_of(plan, programme)
    if choice is None:
        return line("plan-want-words", item=plan.item)
    return line("plan-want", item=choice.name)


def _cost(plan: Plan) -> Line:
    if plan.price_pence is None:
        return line("plan-cost-unknown")
    if plan.price_pence == 0:
        return line("plan-cost-nothing")
    if plan.lines:
        return line("plan-cost-all", pounds=short_pounds(Pence(plan.price_pence)))
    return line("plan-cost", pounds=short_pounds(Pence(plan.price_pence)))


def who_decides(stages: tuple[Stage, ...]) -> Line:
    """Who will read it, said to the person: "Your care co-ordinator will read this and decide"."""
    wanted = [slot[0] for stage in stages for slot in slots(stage)]
    first, *others = wanted
    match others:
        case []:
            return line(f"decides-one-{first}")
        case [second]:
            return line("decides-two", first=role_arg(first), second=role_arg(second))
        case _:
            return line("decides-three", count=len(wanted))


def who_must_agree(stages: tuple[Stage, ...]) -> Line:
    """The same, right after the price: "so two people must agree. They are …"."""
    wanted = [slot[0] for stage in stages for slot in slots(stage)]
    if len(wanted) == 1:
        return line(f"agree-one-{wanted[0]}")
    if len(wanted) == 2:
        return line("agree-two", first=role_arg(wanted[0]), second=role_arg(wanted[1]))
    return line("agree-three", count=len(wanted))


def why_they(routing: Routing) -> Line:
    """The rule that decided, in plain words: what is over how much, or not over how much."""
    of = "payment" if routing.basis is Basis.SINGLE_PAYMENT else "plan"
    if routing.over_pence:
        return line(f"rule-{of}-over", pounds=short_pounds(Pence(routing.over_pence)))
    if routing.up_to_pence is not None:
        return line(f"rule-{of}-up-to", pounds=short_pounds(Pence(routing.up_to_pence)))
    return line("rule-any-sum")


def role_arg(role: Role) -> str:
    """A role as an argument: the words files pick its name with a selector."""
    return str(role)


def money_up_front(programme: Programme) -> tuple[Line, ...]:
    """What there is and who decides at which sum, before the price is asked (CARE 5)."""
    steps = ladder(programme)
    most = programme.signing.most_pence
    amount = line("money-most", pounds=short_pounds(Pence(most))) if most else line("money-no-set")
    tops = [short_pounds(Pence(s.up_to_pence)) for s in steps if s.up_to_pence is not None]
    if [_readers(step.stages) for step in steps] == [[Role.CARE_CO_ORDINATOR], 2, 3]:
        return (amount, line("money-up-front-bands", first=tops[0], second=tops[1]))
    return (amount, *(_money_step(step, len(steps)) for step in steps))


def _money_step(step: Routing, steps: int) -> Line:
    """Who decides up to this sum; over the one before when there is no top; at any sum when it is
    the only step."""
    readers = _readers(step.stages)
    count = readers if isinstance(readers, int) else 1
    role = role_arg(readers[0]) if not isinstance(readers, int) else ""
    if step.up_to_pence is not None:
        up_to = short_pounds(Pence(step.up_to_pence))
        return line("money-step", pounds=up_to, count=count, role=role)
    if steps > 1:
        return line("money-step-over", count=count, role=role)
    return line("money-step-any", count=count, role=role)


def _readers(stages: tuple[Stage, ...]) -> list[Role] | int:
    """Who reads it when it is one person, else how many."""
    wanted = [slot for stage in stages for slot in slots(stage)]
    return list(wanted[0]) if len(wanted) == 1 else len(wanted)


def short_name(request: Request, programme: Programme) -> str:
    """What the thing is called in a later question; empty when only the person's words name it."""
    choice = choice_of(request.plan, programme)
    return choice.short if choice is not None else ""
