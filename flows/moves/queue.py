"""Tasks with an owner, a clock and a cover: opened, taken, handed on, late (CARE 22).

What is taken, late or left behind always has somebody next; with nobody left the admins know.
"""

from collections.abc import Callable
from dataclasses import replace

from flows.cards import button, card_key, do
from flows.effects import Effect, Handled, HandTask, OpenTask, Send, SetHandling, SetTimer
from flows.events import TimerKind
from flows.facts import Facts, Task
from flows.messages import Button, Line, Message, line
from flows.model import Person, PersonId, Request, RequestId, Role
from flows.moves.staff import admins_of, working_morning
from flows.policy import role_for
from flows.queues import Queue, about, not_advisers, queue
from flows.taps import Do, Verb

Card = Callable[[Queue], Message]


def key_of(task: str, holder: Person, request: Request | None) -> str:
    """One task of its kind for a request, else for a person."""
    return f"{task}:{request.id if request is not None else holder.id}"


def take_button(key: str, request: Request | None = None) -> Button:
    """[I will do this], for a list that several share."""
    which = request.id if request is not None else RequestId("")
    return Button(line("button-take-task"), Do(Verb.TAKE_TASK, which, value=key))


def queued(
    task: str,
    holder: Person,
    request: Request | None,
    facts: Facts,
    card: Card,
    without: tuple[PersonId, ...] = (),
) -> tuple[Effect, ...]:
    """The task, its clock, and a card to everybody whose list it is on; () when nobody is there."""
    found = queue(task, holder, facts, without=without)
    if found is None:
        return ()
    key = key_of(task, holder, request)
    which = request.id if request is not None else RequestId("")
    return (
        *(Send(p.id, card(found)) for p in found.people),
        OpenTask(
            key,
            found.owner,
            task,
            holder.id,
            which,
            found.role,
            facts.programme.id,
            holder.team,
        ),
        task_clock(task, key, holder, which, facts),
    )


def task_clock(task: str, key: str, holder: Person, request: RequestId, facts: Facts) -> SetTimer:
    """When it is late and goes to the cover."""
    return SetTimer(
        key=f"task:{key}",
        at=working_morning(facts, facts.programme.tasks.of(task).days),
        timer=TimerKind.TASK_LATE,
        request=request,
        person=holder.id,
        value=key,
    )


def todo_line(task: Task) -> Line:
    """A task as a list shows it."""
    return line(f"todo-{task.task}", name=task.about_name, reference=task.reference or "-")


def task_card(task: Task, request: Request | None, *, free: bool) -> Message:
    """One task with all that can be done about it. `free`: nobody has taken it."""
    which = request.id if request is not None else RequestId("")
    look = (button("button-look", do(Verb.LOOK, request)),) if request is not None else ()
    price = _own_buttons(task, request) if request is not None else ()
    done = Button(line("button-done"), Do(Verb.DONE, value=task.key))
    by_hand = () if task.task in ENDS_BY_ITSELF else (done,)
    on = Button(line("button-hand-on"), Do(Verb.HAND_ON, which, value=task.key))
    take = (take_button(task.key, request),) if free else (on,)
    return Message(
        (todo_line(task),),
        (*look, *take, *price, *by_hand),
        key=card_key(request) if request is not None else task.key,
        anew=True,
        about=task.about,
    )


ENDS_BY_ITSELF = frozenset({"price", "advice", "receipt", "unpriced", "unsigned", "money"})
"""Tasks that end when the request moves on, not when somebody says so."""


def _own_buttons(task: Task, request: Request) -> tuple[Button, ...]:
    """What only this kind of task has."""
    match task.task:
        case "price" | "source":
            return _price_buttons(request)
        case "advice":
            tap = Do(Verb.ADVISE, request.id, value=task.key.rpartition(":")[2])
            return (Button(line("button-advise"), tap),)
        case _:
            return ()


def _price_buttons(request: Request) -> tuple[Button, ...]:
    return (
        button("button-set-price", do(Verb.PRICE, request)),
        button("button-option", do(Verb.OPTION, request)),
    )


def taken(task: Task, me: Person, request: Request | None, facts: Facts) -> tuple[Effect, ...]:
    """Mine now; the others in the queue need not do it."""
    role = task.role or Role.SUPPORT_PLANNER
    team = task.about_team
    others = queue(task.task, about(task, facts.programme), facts)
    gone = Message(
        (line("card-task-taken", task=task.task, name=me.name, who=_who(task)),),
        key=card_key(request) if request is not None else task.key,
        about=task.about,
    )
    told = others.people if others is not None and others.role is role else ()
    return (
        HandTask(task.key, task.owner, me.id, role, facts.programme.id, team),
        *_planner_is(task, request, me.id if role is Role.SUPPORT_PLANNER else None, me.id),
        *(Send(p.id, gone, quiet=True) for p in told if p.id != me.id),
    )


def _who(task: Task) -> str:
    return task.reference or task.about_name


def _planner_is(
    task: Task, request: Request | None, planner: PersonId | None, by: PersonId
) -> tuple[Effect, ...]:
    """The person is told in their status that a planner helps, for as long as one does."""
    if request is None or task.task != "price" or request.handling.planner == planner:
        return ()
    what = Handled.PLANNER_HELPS if planner else Handled.PLANNER_STOPS
    return (SetHandling(request.id, replace(request.handling, planner=planner), what, by),)


def handed_to(
    task: Task, me: Person, to: Person, role: Role, request: Request | None, facts: Facts
) -> tuple[Effect, ...]:
    """From my list to theirs, with a new clock."""
    mine = replace(task, owner=to.id, role=role)
    planner = to.id if role is Role.SUPPORT_PLANNER else None
    which = request.id if request is not None else RequestId("")
    return (
        HandTask(task.key, task.owner, to.id, role, facts.programme.id, task.about_team),
        *_planner_is(task, request, planner, me.id),
        Send(to.id, task_card(mine, request, free=False)),
        task_clock(task.task, task.key, about(task, facts.programme), which, facts),
    )


def late(task: Task, request: Request | None, holder: Person, facts: Facts) -> tuple[Effect, ...]:
    """Not done in time: those who cover have it now; with nobody left the admins know."""
    had = (task.owner,) if task.owner is not None else ()
    unfit = not_advisers(request, facts) if task.task == "advice" and request is not None else ()
    following = queue(task.task, holder, facts, after=task.role, without=(*had, *unfit))
    if following is None:
        return () if task.task in ENDS_BY_ITSELF else _no_cover(task, request, holder, facts)
    which = request.id if request is not None else RequestId("")
    gone = Message((line("task-went-on", what=_who(task)),), key=f"late:{task.key}")
    card = task_card(replace(task, owner=following.owner), request, free=following.shared)
    return (
        *_handed_over(task, following, request, facts),
        *(Send(p, gone) for p in had),
        *(Send(p.id, card) for p in following.people),
        task_clock(task.task, task.key, holder, which, facts),
    )


def _handed_over(
    task: Task, to: Queue, request: Request | None, facts: Facts
) -> tuple[Effect, ...]:
    stops = _planner_is(task, request, None, PersonId(""))
    team = task.about_team
    return (
        HandTask(task.key, task.owner, to.owner, to.role, facts.programme.id, team),
        *stops,
    )


def _no_cover(
    task: Task, request: Request | None, holder: Person, facts: Facts
) -> tuple[Effect, ...]:
    which = request.id if request is not None else RequestId("")
    text = line("task-no-cover", what=_who(task))
    told = Message((text,), key=f"late:{task.key}", about=holder.id)
    admins = tuple(p for p in admins_of(facts) if p.id not in (holder.id, task.owner))
    listed = tuple(OpenTask(f"late:{task.key}", a.id, "late", holder.id, which) for a in admins[:1])
    return (*(Send(a.id, told) for a in admins), *listed)


def left_behind(leaver: Person, facts: Facts) -> tuple[Effect, ...]:
    """Somebody has left: in the same commit every task of theirs is somebody else's."""
    new_owners: dict[PersonId, int] = {}
    handed: list[Effect] = []
    for task in facts.left:
        to = _next_for(task, leaver, facts)
        if to is None:
            continue
        owner, role, people = to
        handed.append(
            HandTask(task.key, leaver.id, owner, role, facts.programme.id, task.about_team)
        )
        for person in people:
            new_owners[person] = new_owners.get(person, 0) + 1
    told = tuple(
        Send(who, Message((line("tasks-left-to-you", name=leaver.name, count=count),)))
        for who, count in new_owners.items()
    )
    return (*handed, *told)


def _next_for(
    task: Task, leaver: Person, facts: Facts
) -> tuple[PersonId | None, Role, tuple[PersonId, ...]] | None:
    """The same queue while somebody is in it, else whoever covers, else an admin."""
    holder, gone = about(task, facts.programme), (leaver.id,)
    found = queue(task.task, holder, facts, without=gone)
    if task.role is not None and found is not None and found.role is not task.role:
        found = queue(task.task, holder, facts, after=task.role, without=gone) or found
    if found is not None:
        return found.owner, found.role, tuple(p.id for p in found.people)
    admin = next((p for p in admins_of(facts) if p.id not in (leaver.id, task.about)), None)
    return None if admin is None else (admin.id, Role.PROGRAMME_ADMIN, (admin.id,))


# --- prices


def price_wanted(request: Request, facts: Facts, *, again: bool = False) -> tuple[Effect, ...]:
    """The card and the task for whoever finds the price, and its clock (`again`: they have it)."""
    holder = facts.holder
    if holder is None:
        return ()
    if again and facts.task is not None and facts.task.owner is not None:
        mine = task_card(facts.task, request, free=False)
        return (Send(facts.task.owner, replace(mine, lines=(_no_price(request),))),)
    first = facts.task.role if again and facts.task is not None else None
    found = _queue_of(first, holder, facts) if first else queue("price", holder, facts)
    if found is None:
        return _price_for_admins(request, facts)
    card = _price_card(request, found)
    opened = queued("price", holder, request, facts, lambda _: card)
    return tuple(Send(p.id, card) for p in found.people) if again else opened


def _queue_of(role: Role, holder: Person, facts: Facts) -> Queue | None:
    people = tuple(p for p in facts.staff if role_for(p, (role,), holder) is not None)
    return Queue(role, people) if people else queue("price", holder, facts)


def _no_price(request: Request) -> Line:
    return line("card-price", reference=request.reference)


def _price_card(request: Request, found: Queue) -> Message:
    look = button("button-look", do(Verb.LOOK, request))
    price, option = _price_buttons(request)
    take = (take_button(key_of_price(request), request),) if found.shared else ()
    buttons = (look, *take, price, option) if found.shared else (look, price)
    return Message(
        (_no_price(request),), buttons, key=card_key(request), anew=True, about=request.person
    )


def key_of_price(request: Request) -> str:
    """The key of the task to find this request's price."""
    return f"price:{request.id}"


def _price_for_admins(request: Request, facts: Facts) -> tuple[Effect, ...]:
    admins = admins_of(facts)
    card = _price_card(request, Queue(Role.CARE_CO_ORDINATOR, admins))
    listed = tuple(
        OpenTask(key_of_price(request), a.id, "price", request.person, request.id)
        for a in admins[:1]
    )
    return (*(Send(a.id, card) for a in admins), *listed)


# --- chats that were begun and left


def lost_key(person: PersonId) -> str:
    """The key of the clock of a chat that began to ask."""
    return f"lost:{person}"


def lost_clock(person: PersonId, facts: Facts) -> SetTimer:
    """When a chat that began to ask, and sent nothing, is somebody's to look after."""
    return SetTimer(
        key=lost_key(person),
        at=working_morning(facts, facts.programme.tasks.lost_after_working_days),
        timer=TimerKind.LOST,
        person=person,
    )


def lost(holder: Person, facts: Facts) -> tuple[Effect, ...]:
    """They began and have not sent it: somebody asks kindly whether they want a hand."""

    def card(found: Queue) -> Message:
        key = key_of("lost", holder, None)
        done = Button(line("button-done"), Do(Verb.DONE, value=key))
        take = (take_button(key),) if found.shared else ()
        return Message(
            (line("task-lost", name=holder.name),),
            (*take, done),
            key=key,
            anew=True,
            about=holder.id,
        )

    return queued("lost", holder, None, facts, card)
