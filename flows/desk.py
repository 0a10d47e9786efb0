"""What anybody can do at any time: commands, the menu, the inbox, help, stop.

A command needs the whole message: "Stop smoking" is a goal, "stop" is a command (CARE 1).
"""

from dataclasses import replace
from enum import StrEnum

from flows.cards import sign_card
from flows.conversations.home import SIGNING_ROLES, menu, works_here
from flows.conversations.pay import payable
from flows.conversations.release import to_release
from flows.conversations.track import IN_CHAT, status
from flows.effects import CloseTask, Effect, Reply
from flows.facts import MAX_REQUESTS, Facts, Task
from flows.helped import may_never_sign
from flows.messages import Button, Line, Message, line
from flows.model import RequestId, Role, State
from flows.moves.confirm import buttons as confirm_buttons
from flows.taps import Do, Verb

DONE_BY_HAND = frozenset(
    {
        "talk",
        "changed",
        "distress",
        "eligible",
        "answer",
        "arrival",
        "check-in",
        "problem",
        "parked",
        "promise",
        "support-ends",
        "helped",
        "old-code",
        "access",
        "plan",
        "source",
        "lost",
        "late",
        "pin",
    }
)
"""Tasks that end when a human says so; the others end when the request moves on."""

MAX_TODO_BUTTONS = 10


class Command(StrEnum):
    """A whole message that is not an answer."""

    HELP = "help"
    BACK = "back"
    CANCEL = "cancel"
    STATUS = "status"
    STOP = "stop"
    INBOX = "inbox"
    INVITE = "invite"
    START = "start"
    WHO_HELPS = "who helps me"
    RIGHTS = "rights"


def command_of(text: str) -> Command | None:
    """The command that this whole message is, with or without its slash."""
    word = text.strip().casefold().removeprefix("/").rstrip(".!")
    if word == "my rights":
        return Command.RIGHTS
    return Command(word) if word in set(Command) else None


def help_said(facts: Facts) -> tuple[Effect, ...]:
    """What can be typed at any time, and who to ring."""
    me = facts.me
    if me is None:
        return (Reply(menu(facts)),)
    asks = Role.BUDGET_HOLDER in me.roles
    said: tuple[Line, ...] = (line("help-person" if asks else "help-staff"),)
    if asks and works_here(me):
        said = (*said, line("help-staff-too"))
    buttons = (Button(line("button-talk"), Do(Verb.TALK)),) if asks else ()
    return (Reply(Message((*said, line("crisis-lines")), buttons)),)


def places(facts: Facts) -> tuple[Effect, ...]:
    """Other places to try, as the programme names them."""
    known = tuple(line("label", words=place) for place in facts.programme.other_places)
    return (Reply(Message((line("places"), *known))),)


ALL = "all"
"""The value of a STATUS tap that wants every request, not only the newest: a page's."""


def status_or_inbox(facts: Facts, which: str = "") -> tuple[Effect, ...]:
    """ "Where is it?" for a person; what waits, for staff; both for somebody who is both."""
    me = facts.me
    if me is None:
        return (Reply(menu(facts)),)
    if Role.BUDGET_HOLDER not in me.roles:
        return inbox(facts)
    waits = bool(facts.inbox or facts.tasks) and works_here(me)
    most = MAX_REQUESTS if which == ALL else IN_CHAT
    return (*status(facts, most), *(inbox(facts) if waits else ()))


def inbox(facts: Facts) -> tuple[Effect, ...]:
    """What waits for me, oldest first: signatures, payments, tasks."""
    me = facts.me
    if me is None:
        return (Reply(menu(facts)),)
    waiting = [
        r
        for r, _ in facts.inbox
        if r.state is State.WAITING_SIGNATURE and not may_never_sign(me.id, r, facts)
    ]
    pays = facts.programme.payment.payer in me.roles
    signs = bool(me.roles & SIGNING_ROLES)
    cards = tuple(Reply(sign_card(r, facts)) for r in waiting)
    none = (Reply(Message((line("inbox-none"),))),)
    cards_too: tuple[Effect, ...] = (*cards, *to_release(facts))
    signing = (cards_too or (none if not facts.tasks else ())) if signs or not pays else ()
    return (*signing, *(payable(facts) if pays else ()), *_tasks(facts.tasks))


def _tasks(tasks: tuple[Task, ...]) -> tuple[Effect, ...]:
    if not tasks:
        return ()
    listed = tuple(
        line(f"todo-{t.task}", name=t.about_name, reference=t.reference or "-") for t in tasks
    )
    buttons = tuple(button for task in tasks[:MAX_TODO_BUTTONS] for button in _todo_buttons(task))
    return (Reply(Message((line("todo-head", count=len(tasks)), *listed), buttons)),)


def _todo_buttons(task: Task) -> tuple[Button, ...]:
    """[Look] at a request; [Done] where only a human can know."""
    name, _, about = task.key.partition(":")
    which = task.request or (RequestId(about) if task.reference else RequestId(""))
    if name == "advice":
        said = line("button-advise-on", reference=task.reference)
        return (Button(said, Do(Verb.ADVISE, which, value=task.key.rpartition(":")[2])),)
    if name == "confirm":
        return confirm_buttons(about)
    look = Button(line("button-look-at", reference=task.reference), Do(Verb.LOOK, which))
    done = Button(
        line("button-done-with", task=name, who=task.reference or task.about_name),
        Do(Verb.DONE, value=task.key),
    )
    if name == "distress":
        done = replace(done, tap=Do(Verb.IN_TOUCH, value=task.about))
    free = task.role is not None and task.owner is None
    take = Button(
        line("button-take-this", who=task.reference or task.about_name),
        Do(Verb.TAKE_TASK, which, value=task.key),
    )
    return (
        *((look,) if task.reference else ()),
        *((take,) if free else ()),
        *((done,) if name in DONE_BY_HAND else ()),
    )


def task_done(tap: Do, facts: Facts) -> tuple[Effect, ...]:
    """A task is off my list. Somebody else's stays on theirs."""
    task = next((t for t in facts.tasks if t.key == tap.value), None)
    if task is None or task.task not in DONE_BY_HAND:
        return (Reply(Message((line("moved-on-staff"),))),)
    return (CloseTask(task.key), Reply(Message((line("task-done"),))))
