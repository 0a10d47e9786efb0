"""A signer asks the adviser in private, and the answer goes back to that signer (CARE 21).

Neither the person nor another signer sees it; the request does not move and its clock runs on.
"""

from dataclasses import replace

from flows.effects import CloseTask, Effect, Handled, OpenTask, Send, SetHandling
from flows.facts import Facts
from flows.messages import Button, Message, line
from flows.model import Advice, Person, Request, Role
from flows.moves.queue import task_clock
from flows.queues import Queue, not_advisers, queue
from flows.taps import Do, Verb

TASK = "advice"


def task_key(request: Request, no: int) -> str:
    """One task for each question on a request."""
    return f"{TASK}:{request.id}:{no}"


def advisers(request: Request, me: Person, facts: Facts) -> Queue | None:
    """Those of the programme's table who may answer this signer."""
    if facts.holder is None:
        return None
    without = (me.id, *not_advisers(request, facts))
    return queue(TASK, facts.holder, facts, without=without)


def may_advise(me: Person, request: Request, facts: Facts) -> bool:
    """Asked when they tap and again when they type."""
    if facts.holder is None or me.id in not_advisers(request, facts):
        return False
    roles = facts.programme.tasks.of(TASK).roles
    here = next((p for p in facts.staff if p.id == me.id), None)
    return here is not None and any(role in here.roles for role in roles)


def asked(
    request: Request, me: Person, words: str, found: Queue, facts: Facts
) -> tuple[Effect, ...]:
    """The question, kept with the request, on the list of those who advise."""
    holder = facts.holder
    if holder is None:
        return ()
    no = len(request.handling.advice)
    handling = replace(request.handling, advice=(*request.handling.advice, Advice(me.id, words)))
    key = task_key(request, no)
    first = found.people[0]
    whole = tuple(p for p in facts.staff if found.role in p.roles)
    # A signer who holds the adviser's role too must not find it on a common list.
    owner = None if len(whole) == len(found.people) else first.id
    to = found.people if owner is None else (first,)
    return (
        SetHandling(request.id, handling, Handled.ADVICE_ASKED, me.id, words),
        *(Send(p.id, question_card(request, no, words)) for p in to),
        OpenTask(
            key,
            owner,
            TASK,
            holder.id,
            request.id,
            found.role,
            facts.programme.id,
            holder.team,
        ),
        task_clock(TASK, key, holder, request.id, facts),
    )


def question_card(request: Request, no: int, words: str) -> Message:
    """What the adviser reads: the reference and the question, no name."""
    return Message(
        (line("advice-asked", reference=request.reference, words=words),),
        (answer_button(request, no),),
        key=task_key(request, no),
        anew=True,
        about=request.person,
    )


def answer_button(request: Request, no: int) -> Button:
    """[Answer]."""
    return Button(line("button-advise"), Do(Verb.ADVISE, request.id, value=str(no)))


def waits(request: Request, no: int) -> Advice | None:
    """The question of this number, while nobody has answered it."""
    known = request.handling.advice
    return known[no] if 0 <= no < len(known) and known[no].given_by is None else None


def given(request: Request, me: Person, no: int, words: str, facts: Facts) -> tuple[Effect, ...]:
    """The answer, to the signer who asked and nobody else."""
    known = request.handling.advice
    whole = replace(known[no], given_by=me.id, answer=words)
    handling = replace(request.handling, advice=(*known[:no], whole, *known[no + 1 :]))
    signer = whole.by
    see = Button(line("button-look-at", reference=request.reference), Do(Verb.LOOK, request.id))
    card = Message(
        (
            line("advice-your-question", reference=request.reference, words=whole.words),
            line("advice-answer", words=words),
        ),
        (see,),
        key=f"advice-answer:{request.reference}:{no}",
        anew=True,
        about=request.person,
    )
    here = any(p.id == signer and p.roles - {Role.BUDGET_HOLDER} for p in facts.staff)
    return (
        SetHandling(request.id, handling, Handled.ADVICE_GIVEN, me.id, words),
        CloseTask(task_key(request, no)),
        *((Send(signer, card),) if here else ()),
    )
