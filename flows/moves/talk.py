"""A question between a signer and the person, and a card passed on."""

from dataclasses import replace

from flows.cards import button, card_key, do, settled_card, write_down_button
from flows.effects import (
    Answer,
    Ask,
    ClearTimers,
    CloseTask,
    Effect,
    OpenTask,
    PassOn,
    Prompt,
    Reply,
    Send,
    SetTimer,
)
from flows.events import TimerKind
from flows.facts import Facts
from flows.lifecycle import Action
from flows.messages import Line, Message, MessageClass, line
from flows.model import Party, Person, PersonId, Request, Role, State
from flows.moves.move import move
from flows.moves.queue import queued, take_button
from flows.moves.send import admins_of, carer_of, stage_opens, tasks_over, working_morning
from flows.policy import may_write_down, open_stage, signers
from flows.queues import Queue, queue
from flows.taps import Do, Verb


def ask(request: Request, me: Person, role: Role, words: str, facts: Facts) -> tuple[Effect, ...]:
    """The question goes to the person; the request waits for their answer."""
    stage = open_stage(request) or 0
    others = [p for p in signers(request, stage, facts) if p.id != me.id]
    reminder = SetTimer(
        key=f"answer:{request.id}",
        at=working_morning(facts, facts.programme.signing.remind_after_working_days),
        timer=TimerKind.ANSWER_REMINDER,
        request=request.id,
    )
    return (
        Ask(request.id, me.id, role, words),
        move(request, Action.ASK, Party.SIGNER, me.id),
        ClearTimers(request.id, (TimerKind.SIGN_REMINDER,)),
        reminder,
        Prompt(request.person, question_message(request, role, words), _begins(request)),
        Send(me.id, settled_card(request, "card-you-asked"), quiet=True),
        *(Send(p.id, settled_card(request, "card-asked-by", name=me.name)) for p in others),
    )


def _begins(request: Request) -> Do:
    return Do(Verb.REPLY, request.id)


def question_message(request: Request, role: Role, words: str) -> Message:
    """The question as the person reads it."""
    return Message(
        (line("question-asked", role=str(role), words=words),),
        (button("button-rather-talk", Do(Verb.TALK, request.id)),),
        key=f"question:{request.reference}",
        anew=True,
        cls=MessageClass.ONCE,
    )


def answer(
    request: Request, words: str, facts: Facts, told_to: Person | None = None
) -> tuple[Effect, ...]:
    """The answer goes back to the signer who asked; the clock is theirs again.

    `told_to`: the person said it to this member of staff, who wrote it down.
    """
    question = request.question
    asked = question.words if question is not None else ""
    by = (Party.PERSON, request.person) if told_to is None else (Party.SIGNER, told_to.id)
    moved = move(request, Action.ANSWER, *by)
    waiting = replace(
        request, state=moved.after, question=None, asked=(*request.asked, (asked, words))
    )
    asker = question.by if question is not None else None
    card = Message(
        (
            line("card-answered", reference=request.reference, question=asked),
            line("card-answer", words=words)
            if told_to is None
            else line("card-answer-told", words=words),
        ),
        (
            button("button-approve", do(Verb.APPROVE, request)),
            button("button-ask", do(Verb.QUESTION, request)),
            button("button-decline", do(Verb.DECLINE, request)),
            button("button-look", do(Verb.LOOK, request)),
        ),
        key=card_key(request),
        anew=True,
        about=request.person,
    )
    opened = tuple(
        effect
        for effect in stage_opens(waiting, facts)
        if not (isinstance(effect, Send) and effect.to == asker)
    )
    able = asker is not None and any(
        p.id == asker for p in signers(waiting, open_stage(waiting) or 0, facts)
    )
    return (
        Answer(request.id, asked, words, told_to.id if told_to is not None else PersonId("")),
        moved,
        ClearTimers(request.id, (TimerKind.ANSWER_REMINDER,)),
        *tasks_over(request, "answer"),
        *((Send(asker, card),) if able and asker is not None else ()),
        *opened,
    )


def written_down(request: Request, me: Person, words: str, facts: Facts) -> tuple[Effect, ...]:
    """They talked instead of typing: what they said is the answer, and they read it too."""
    read = Message(
        (line("answer-written-down", words=words),), (button("button-talk", Do(Verb.TALK)),)
    )
    return (
        *answer(request, words, facts, me),
        CloseTask(f"talk:{request.person}"),
        Send(request.person, read),
    )


def pass_on(request: Request, me: Person, to: Person, facts: Facts) -> tuple[Effect, ...]:
    """The open stage goes to one named person who could sign it."""
    stage = open_stage(request) or 0
    handed = replace(request, passed_to=to.id)
    others = [p for p in signers(request, stage, facts) if p.id not in (me.id, to.id)]
    return (
        PassOn(request.id, to.id),
        move(request, Action.PASS_ON, Party.SIGNER, me.id),
        *stage_opens(handed, facts),
        Send(me.id, settled_card(request, "card-you-passed", name=to.name), quiet=True),
        *(Send(p.id, settled_card(request, "card-passed", name=to.name)) for p in others),
    )


def talk_wanted(facts: Facts, *, first: bool = False) -> tuple[Effect, ...]:
    """Somebody gets in touch: a message and a task for the care co-ordinator (else the admins).

    `first`: they want to talk before they ask; where a planner works, that is planning together.
    """
    me = facts.me
    if me is None:
        return (Reply(Message((line("stranger"), line("crisis-lines")))),)
    found = queue("plan", me, facts) if first else None
    if found is not None and found.role is Role.SUPPORT_PLANNER:
        told = told_staff(me, "plan", line("plan-wanted", name=me.name), facts)
    else:
        told = told_staff(me, "talk", line("talk-wanted", name=me.name), facts)
    told = (*told, *_would_rather_talk(me, facts))
    return (*told, Reply(Message((line("talk-told" if told else "talk-nobody"),))))


def _would_rather_talk(me: Person, facts: Facts) -> tuple[Effect, ...]:
    """A question waits: whoever asked it, and whoever talks with them, can write the answer down.

    Staff who asked it read it on the request's own card; the co-ordinator has a card besides.
    """
    request = facts.request
    if request is None or request.person != me.id or request.question is None:
        return ()
    if request.state is not State.WAITING_ANSWER:
        return ()
    text = line("card-rather-talk", reference=request.reference, question=request.question.words)
    card = Message(
        (text,), (write_down_button(request),), key=card_key(request), anew=True, about=me.id
    )
    carer = carer_of(me, facts)
    talker = {carer.id} if carer is not None else {p.id for p in admins_of(facts)[:1]}
    able = [p.id for p in facts.staff if may_write_down(p, request, me)]
    return tuple(Send(p, card) for p in able if p in talker or p == request.question.by)


_BY_THE_TABLE = frozenset({"plan", "talk"})
"""Whose owner the programme's table names; distress goes to the co-ordinator at once."""


def told_staff(me: Person, task: str, said: Line, facts: Facts) -> tuple[Effect, ...]:
    """The care co-ordinator (else the first admin) is told about `me`, and has a task.

    Nothing comes of it when nobody works here: then nobody may be said to know.
    """
    key = f"{task}:{me.id}"
    done = button("button-done", Do(Verb.DONE, value=key))
    message = Message((said,), (done,), key=key, anew=True, about=me.id)

    def card(found: Queue) -> Message:
        take = (take_button(key),) if found.shared else ()
        return replace(message, buttons=(*take, done))

    if task in _BY_THE_TABLE and (found := queued(task, me, None, facts, card)):
        return found
    others = (p for p in admins_of(facts) if p.id != me.id)
    owner = carer_of(me, facts) or next(others, None)
    if owner is None:
        return ()
    return (Send(owner.id, message), OpenTask(key, owner.id, task, me.id))
