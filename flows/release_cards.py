"""What finance sees of a request: the sum and how it is paid, no name; release it or hold it."""

from flows.facts import Facts
from flows.messages import Button, Message, line
from flows.model import Request, State
from flows.money import Pence, pounds
from flows.plans import item_words
from flows.taps import Do, Verb


def release_card(request: Request, facts: Facts, why: str = "card-release") -> Message:
    """Something is agreed and waits for finance."""
    text = line(
        why,
        reference=request.reference,
        pounds=pounds(Pence(request.amount_pence)),
        item=item_words(request.plan, facts.programme),
    )
    paid = request.plan.payment
    how = (line(f"look-payment-{paid}"),) if paid else ()
    held = (line("release-held-why", reason=request.hold_reason),) if request.hold_reason else ()
    look = Button(line("button-look"), _do(Verb.LOOK, request))
    return Message(
        (text, *how, *held),
        (look, *release_buttons(request)),
        key=f"card:{request.reference}",
        anew=True,
        about=request.person,
    )


def release_buttons(request: Request) -> tuple[Button, ...]:
    """What finance may do with it now."""
    amount = pounds(Pence(request.amount_pence))
    release = Button(line("button-release", pounds=amount), _do(Verb.RELEASE, request))
    hold = Button(line("button-hold"), _do(Verb.RELEASE_HOLD, request))
    resume = Button(line("button-release-resume"), _do(Verb.RELEASE_RESUME, request))
    match request.state:
        case State.APPROVED:
            return (release, hold)
        case State.ON_HOLD | State.PAYMENT_FAILED:
            return (resume,)
        case _:
            return ()


def _do(verb: Verb, request: Request) -> Do:
    return Do(verb, request.id, request.version)
