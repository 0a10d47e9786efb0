"""What the admin pages call things. The clear columns' values, in words that people use."""

from collections.abc import Mapping
from typing import assert_never

from flows.lifecycle import Action
from flows.model import Mode, Role, Stage, State, Verdict
from flows.money import Pence, pounds


def state_words(state: State) -> str:  # noqa: C901, PLR0911, PLR0912 - one line a state
    """A state as staff say it."""
    match state:
        case State.DRAFT:
            return "Draft"
        case State.ENQUIRY:
            return "Price not known yet"
        case State.WAITING_SIGNATURE:
            return "Waiting for a signature"
        case State.WAITING_ANSWER:
            return "Waiting for the person’s answer"
        case State.WAITING_MONEY:
            return "Signed, waiting for money"
        case State.APPROVED:
            return "Agreed, not paid"
        case State.RELEASED:
            return "Released by finance, not paid"
        case State.ON_HOLD:
            return "Payment on hold"
        case State.PAYMENT_FAILED:
            return "Payment failed"
        case State.PAID:
            return "Paid"
        case State.PROBLEM:
            return "Problem"
        case State.ARRIVED:
            return "Arrived"
        case State.CLOSED:
            return "Closed"
        case State.DECLINED:
            return "Declined"
        case State.WITHDRAWN:
            return "Withdrawn"
        case State.EXPIRED:
            return "Expired"
        case State.STOPPED:
            return "Stopped, nobody can sign"
        case _:
            assert_never(state)


def role_words(role: Role) -> str:
    """A role as staff say it."""
    words = role.replace("care_co_ordinator", "care co-ordinator").replace("_", " ")
    return f"PHB{words[3:]}" if words.startswith("phb") else words.capitalize()


def stage_words(stage: Stage) -> str:
    """`Care co-ordinator`, `Team leader or commissioner`, `all of: …`, `2 of: …`."""
    names = [role_words(role) for role in stage.roles]
    match stage.mode:
        case Mode.ANY:
            return " or ".join(names)
        case Mode.ALL:
            return f"all of: {', '.join(names)}"
        case Mode.N_OF:
            return f"{stage.n} of: {', '.join(names)}"
        case _:
            assert_never(stage.mode)


def days_words(days: int) -> str:
    """`1 working day`, `0 working days`."""
    return f"{days} working day{'' if days == 1 else 's'}"


def money(pence: int) -> str:
    """`£1,200.50`."""
    return pounds(Pence(pence))


MOVES = {
    Action.SEND: "Sent",
    Action.ENQUIRE: "Sent, price not known",
    Action.PRICE: "Price found",
    Action.SIGN: "One more signature",
    Action.APPROVE: "Agreed",
    Action.LACK_MONEY: "Signed, fund too low",
    Action.ASK: "Waits for an answer",
    Action.ANSWER: "Goes on after the answer",
    Action.DECLINE: "Declined",
    Action.LOOK_AGAIN: "Somebody new looks again",
    Action.PASS_ON: "Passed on",
    Action.WITHDRAW: "Withdrawn",
    Action.STOP: "Stopped",
    Action.RESTART: "Started again",
    Action.EXPIRE: "Expired",
    Action.RELEASE: "Released by finance",
    Action.HOLD: "Put on hold",
    Action.RESUME: "Payable again",
    Action.FAIL: "Payment failed",
    Action.PAY: "Paid",
    Action.PAY_LINE: "A part of it paid",
    Action.RE_ROUTE: "Back to be signed",
    Action.ARRIVE: "Arrived",
    Action.REPORT_PROBLEM: "Problem reported",
    Action.CLOSE: "Closed",
    Action.CHANGE: "Something has changed",
    Action.KEEP: "What was agreed stands",
    Action.KEEP_WAITING: "Waits for money as before",
    Action.WAIT: "Waits, as the person asked",
    Action.GO_ON: "Goes on again",
    Action.MEET: "Met another way",
    Action.PROVIDE: "Provided at no cost",
}
VERDICTS = {Verdict.APPROVE: "Signed: yes", Verdict.DECLINE: "Signed: no"}
_KINDS = {
    **{f"move:{action}": words for action, words in MOVES.items()},
    **{f"decide:{verdict}": words for verdict, words in VERDICTS.items()},
    "open_request": "Written down",
    "set_timer": "Reminder set",
    "clear_timers": "Reminders ended",
    "save_answer": "Check-in answered",
    "reserve": "Money set aside",
    "release": "Set-aside money given back",
    "post": "Paid",
    "refund": "Paid back",
    "pay": "Payment recorded",
    "revise": "Request changed",
    "restage": "New signers",
    "pass_on": "Handed to one signer, or back to all",
    "ask": "Question asked",
    "answer": "Question answered",
    "hold": "Reason to wait written down",
    "arrive": "It came",
    "clear_flag": "Check made: allowed",
    "uphold_flag": "Check made: not allowed",
    "words_seen": "Name and words opened",
}


def kind_words(kind: str) -> str:
    """What an audit row or a transfer says happened."""
    return _KINDS.get(kind, _spaced(kind.replace(":", ": ")).capitalize())


def facts_words(facts: Mapping[str, str | int | None]) -> str:
    """What else an audit row holds, in short: the new state, amounts, dates."""
    said = []
    before, after = facts.get("before"), facts.get("state")
    if before is not None and before != after:
        said.append(state_words(State(str(after))))
    pence = facts.get("pence")
    if isinstance(pence, int):
        said.append(money(pence))
    named = ("round", "question", "exclusion", "paid_on")
    said += [f"{_spaced(name)}: {_spaced(str(facts[name]))}" for name in named if facts.get(name)]
    return "; ".join(said)


def _spaced(written: str) -> str:
    return written.replace("_", " ")
