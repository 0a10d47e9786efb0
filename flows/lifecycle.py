"""The life of a request, as one table. Everything that moves a request is in this file.

Read it aloud: "from waiting_signature, `sign` by a signer goes to waiting_signature". A move that
is not in the table does not exist; `advance` raises and nothing changes. `docs/lifecycle.md` is
drawn from the table, so it cannot lie.

How a request lives. It is sent, and waits for signatures, stage after stage. (Nobody knows the
price yet? It is an enquiry until staff have found one, or the person
has chosen from what a planner found.) A signer may ask the
person something (then it waits for the answer). The last signature sets money aside: that is
`approve`. A fund that cannot cover it makes the request wait for money, still unapproved in the
ledger. The payer pays; the person says it came. A plan
with lines is paid line by line: once all that was due has been paid it is `paid`, and support that
goes on is paid from there, period by period, until a human ends it.

A no is not the end: somebody new may look again.
Nobody able to sign is never a yes: the request stops and a named human is told.

Lives change (CARE 15): a `change` is signed anew, and what was agreed stands until then, with its
money, and after a no (`keep`). `wait` is the person's own pause. What was met another way (`meet`)
needs no money and keeps its check-ins (CARE 19); what costs nothing is `provide`d, not paid.
"""

from enum import StrEnum

from flows.errors import IllegalMove
from flows.model import Party, State

S = State


class Action(StrEnum):
    """The verbs that move a request."""

    SEND = "send"
    ENQUIRE = "enquire"
    PRICE = "price"
    SIGN = "sign"
    APPROVE = "approve"
    LACK_MONEY = "lack_money"
    ASK = "ask"
    ANSWER = "answer"
    DECLINE = "decline"
    LOOK_AGAIN = "look_again"
    PASS_ON = "pass_on"
    WITHDRAW = "withdraw"
    STOP = "stop"
    RESTART = "restart"
    EXPIRE = "expire"
    RELEASE = "release"
    HOLD = "hold"
    RESUME = "resume"
    FAIL = "fail"
    PAY = "pay"
    PAY_LINE = "pay_line"
    RE_ROUTE = "re_route"
    ARRIVE = "arrive"
    REPORT_PROBLEM = "report_problem"
    CLOSE = "close"
    CHANGE = "change"
    KEEP = "keep"
    KEEP_WAITING = "keep_waiting"
    WAIT = "wait"
    GO_ON = "go_on"
    MEET = "meet"
    PROVIDE = "provide"


A = Action
_PERSON = frozenset({Party.PERSON})
_SIGNER = frozenset({Party.SIGNER})
_PAYER = frozenset({Party.PAYER})
_SYSTEM = frozenset({Party.SYSTEM})
_ADMIN_OR_SYSTEM = frozenset({Party.ADMIN, Party.SYSTEM})
_PERSON_OR_SIGNER = _PERSON | _SIGNER
_PERSON_OR_PAYER = _PERSON | _PAYER
_SIGNER_OR_SYSTEM = _SIGNER | _SYSTEM

MOVES: dict[State, dict[Action, tuple[State, frozenset[Party]]]] = {
    S.DRAFT: {
        A.SEND: (S.WAITING_SIGNATURE, _PERSON),
        A.ENQUIRE: (S.ENQUIRY, _PERSON),
        A.WITHDRAW: (S.WITHDRAWN, _PERSON),
        A.STOP: (S.STOPPED, _SYSTEM),
    },
    S.ENQUIRY: {
        A.PRICE: (S.WAITING_SIGNATURE, _PERSON_OR_SIGNER),
        A.STOP: (S.STOPPED, _SYSTEM),
        A.WITHDRAW: (S.WITHDRAWN, _PERSON),
        A.CLOSE: (S.CLOSED, _ADMIN_OR_SYSTEM),
        A.CHANGE: (S.ENQUIRY, _PERSON),
        A.MEET: (S.ARRIVED, _PERSON_OR_SIGNER),
    },
    S.WAITING_SIGNATURE: {
        A.SIGN: (S.WAITING_SIGNATURE, _SIGNER),
        A.APPROVE: (S.APPROVED, _SIGNER),
        A.LACK_MONEY: (S.WAITING_MONEY, _SIGNER),
        A.ASK: (S.WAITING_ANSWER, _SIGNER),
        A.DECLINE: (S.DECLINED, _SIGNER),
        A.PASS_ON: (S.WAITING_SIGNATURE, _SIGNER_OR_SYSTEM),
        A.WITHDRAW: (S.WITHDRAWN, _PERSON),
        A.STOP: (S.STOPPED, _SYSTEM),
        A.EXPIRE: (S.EXPIRED, _SYSTEM),
        A.CHANGE: (S.WAITING_SIGNATURE, _PERSON),
        A.KEEP: (S.APPROVED, _PERSON_OR_SIGNER),
        A.KEEP_WAITING: (S.WAITING_MONEY, _PERSON_OR_SIGNER),
        A.WAIT: (S.WAITING_ANSWER, _PERSON),
        A.MEET: (S.ARRIVED, _PERSON_OR_SIGNER),
    },
    S.WAITING_ANSWER: {
        A.ANSWER: (S.WAITING_SIGNATURE, _PERSON_OR_SIGNER),
        A.WITHDRAW: (S.WITHDRAWN, _PERSON),
        A.STOP: (S.STOPPED, _SYSTEM),
        A.EXPIRE: (S.EXPIRED, _SYSTEM),
        A.CHANGE: (S.WAITING_SIGNATURE, _PERSON),
        A.KEEP: (S.APPROVED, _PERSON),
        A.KEEP_WAITING: (S.WAITING_MONEY, _PERSON),
        A.GO_ON: (S.WAITING_SIGNATURE, _PERSON),
        A.MEET: (S.ARRIVED, _PERSON_OR_SIGNER),
    },
    S.WAITING_MONEY: {
        A.APPROVE: (S.APPROVED, _SYSTEM),
        A.WITHDRAW: (S.WITHDRAWN, _PERSON),
        A.EXPIRE: (S.EXPIRED, _SYSTEM),
        A.CHANGE: (S.WAITING_SIGNATURE, _PERSON),
        A.KEEP: (S.APPROVED, _PERSON),
        A.KEEP_WAITING: (S.WAITING_MONEY, _PERSON),
        A.MEET: (S.ARRIVED, _PERSON_OR_SIGNER),
    },
    S.APPROVED: {
        A.PROVIDE: (S.PAID, _SIGNER),
        A.RELEASE: (S.RELEASED, _PAYER),
        A.PAY_LINE: (S.APPROVED, _PAYER),
        A.PAY: (S.PAID, _PAYER),
        A.HOLD: (S.ON_HOLD, _PERSON_OR_PAYER),
        A.FAIL: (S.PAYMENT_FAILED, _PAYER),
        A.RE_ROUTE: (S.WAITING_SIGNATURE, _PAYER),
        A.WITHDRAW: (S.WITHDRAWN, _PERSON),
        A.CHANGE: (S.WAITING_SIGNATURE, _PERSON),
        A.MEET: (S.ARRIVED, _PERSON_OR_SIGNER),
    },
    S.RELEASED: {
        A.PAY_LINE: (S.RELEASED, _PAYER),
        A.PAY: (S.PAID, _PAYER),
        A.HOLD: (S.ON_HOLD, _PERSON_OR_PAYER),
        A.FAIL: (S.PAYMENT_FAILED, _PAYER),
        A.RE_ROUTE: (S.WAITING_SIGNATURE, _PAYER),
        A.WITHDRAW: (S.WITHDRAWN, _PERSON),
        A.CHANGE: (S.WAITING_SIGNATURE, _PERSON),
        A.MEET: (S.ARRIVED, _PERSON_OR_SIGNER),
    },
    S.ON_HOLD: {
        A.PAY_LINE: (S.ON_HOLD, _PAYER),
        A.RESUME: (S.APPROVED, _PERSON_OR_PAYER),
        A.PAY: (S.PAID, _PAYER),
        A.FAIL: (S.PAYMENT_FAILED, _PAYER),
        A.RE_ROUTE: (S.WAITING_SIGNATURE, _PAYER),
        A.WITHDRAW: (S.WITHDRAWN, _PERSON),
        A.CHANGE: (S.WAITING_SIGNATURE, _PERSON),
        A.MEET: (S.ARRIVED, _PERSON_OR_SIGNER),
    },
    S.PAYMENT_FAILED: {
        A.PAY_LINE: (S.PAYMENT_FAILED, _PAYER),
        A.RESUME: (S.APPROVED, _PERSON_OR_PAYER),
        A.PAY: (S.PAID, _PAYER),
        A.HOLD: (S.ON_HOLD, _PERSON_OR_PAYER),
        A.RE_ROUTE: (S.WAITING_SIGNATURE, _PAYER),
        A.WITHDRAW: (S.WITHDRAWN, _PERSON),
        A.CHANGE: (S.WAITING_SIGNATURE, _PERSON),
        A.MEET: (S.ARRIVED, _PERSON_OR_SIGNER),
    },
    S.PAID: {
        A.PAY_LINE: (S.PAID, _PAYER),
        A.ARRIVE: (S.ARRIVED, _PERSON),
        A.REPORT_PROBLEM: (S.PROBLEM, _PERSON),
        A.CLOSE: (S.CLOSED, _ADMIN_OR_SYSTEM),
    },
    S.PROBLEM: {
        A.PAY_LINE: (S.PROBLEM, _PAYER),
        A.REPORT_PROBLEM: (S.PROBLEM, _PERSON),
        A.ARRIVE: (S.ARRIVED, _PERSON),
        A.CLOSE: (S.CLOSED, _ADMIN_OR_SYSTEM),
    },
    S.ARRIVED: {
        A.PAY_LINE: (S.ARRIVED, _PAYER),
        A.REPORT_PROBLEM: (S.PROBLEM, _PERSON),
        A.CLOSE: (S.CLOSED, _ADMIN_OR_SYSTEM),
    },
    S.DECLINED: {
        A.LOOK_AGAIN: (S.WAITING_SIGNATURE, _PERSON),
        A.WITHDRAW: (S.WITHDRAWN, _PERSON),  # while the no has not been said: `may_withdraw`
        A.MEET: (S.ARRIVED, _PERSON_OR_SIGNER),
        A.CLOSE: (S.CLOSED, _ADMIN_OR_SYSTEM),
    },
    S.STOPPED: {
        A.RESTART: (S.WAITING_SIGNATURE, _ADMIN_OR_SYSTEM),
        A.CHANGE: (S.WAITING_SIGNATURE, _PERSON),
        A.KEEP: (S.APPROVED, _PERSON),
        A.KEEP_WAITING: (S.WAITING_MONEY, _PERSON),
        A.MEET: (S.ARRIVED, _PERSON_OR_SIGNER),
        A.WITHDRAW: (S.WITHDRAWN, _PERSON),
    },
    S.CLOSED: {},
    S.WITHDRAWN: {},
    S.EXPIRED: {},
}

WAITING_FOR_A_SIGNER = frozenset({S.WAITING_SIGNATURE})
WAITING_FOR_A_PAYER = frozenset(state for state in S if A.PAY in MOVES[state])
FINISHED = frozenset(state for state in S if not MOVES[state])
OPEN = frozenset(S) - FINISHED - {S.DRAFT, S.DECLINED}
PAYS_LINES = frozenset(state for state in S if A.PAY_LINE in MOVES[state])
HOLDS_MONEY = frozenset({S.APPROVED, S.RELEASED, S.ON_HOLD, S.PAYMENT_FAILED})


def advance(state: State, action: Action, by: Party) -> State:
    """The state after `action`, or IllegalMove when the table has no such move for this party."""
    move = MOVES[state].get(action)
    if move is None:
        raise IllegalMove(f"no {action} from {state}")
    after, parties = move
    if by not in parties:
        raise IllegalMove(f"{by} may not {action} from {state}")
    return after


def may(state: State, action: Action, by: Party) -> bool:
    """Whether the table has this move for this party."""
    return action in MOVES[state] and by in MOVES[state][action][1]


def diagram() -> str:
    """The table as a Mermaid state diagram, one arrow a move."""
    rows = ["stateDiagram-v2", "    [*] --> draft"]
    for state, moves in MOVES.items():
        for action, (after, parties) in moves.items():
            who = ", ".join(sorted(parties))
            rows.append(f"    {state} --> {after}: {action} ({who})")
    rows.extend(f"    {state} --> [*]" for state in S if state in FINISHED)
    return "\n".join(rows) + "\n"
