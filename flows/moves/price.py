"""A price is found: typed by staff, or chosen by the person from what a planner found."""

from dataclasses import replace

from flows.cards import button, do
from flows.effects import Effect, Handled, MoveRequest, Revise, Send, SetHandling
from flows.facts import Facts
from flows.lifecycle import Action, may
from flows.messages import Button, Message, line
from flows.model import Option, Party, Person, PersonId, Request, Role
from flows.money import Pence, pounds
from flows.moves.move import move
from flows.moves.queue import queued, take_button
from flows.moves.send import replace_state, stage_opens, stop, tasks_over
from flows.policy import can_be_signed, role_for, stages_for
from flows.queues import Queue
from flows.taps import Verb

PRICE_FINDERS = (Role.CARE_CO_ORDINATOR, Role.PROGRAMME_ADMIN, Role.SUPPORT_PLANNER)
MAX_OPTIONS = 5


def may_find_price(request: Request, me: Person, facts: Facts) -> bool:
    """Asked when they tap and again when they type: rights end at once."""
    if facts.holder is None or request.person == me.id:
        return False
    able = role_for(me, PRICE_FINDERS, facts.holder) is not None
    return able and may(request.state, Action.PRICE, Party.SIGNER)


def priced(
    request: Request, pence: int, by: Party, actor: PersonId, facts: Facts
) -> tuple[bool, tuple[Effect, ...]]:
    """The request with its price, on its way to be signed; False when nobody is able to sign."""
    plan = replace(request.plan, price_pence=pence)
    stages = stages_for(facts.programme, plan, request.helped)
    after = replace(
        request, amount_pence=pence, stages=stages, plan=plan, version=request.version + 1
    )
    revise = Revise(request.id, pence, stages, plan)
    over = tasks_over(request, "price", "unpriced", "source")
    if not can_be_signed(after, facts):
        return False, (revise, *stop(after, facts), *over)
    moved: MoveRequest = move(request, Action.PRICE, by, actor)
    return True, (revise, moved, *stage_opens(replace_state(after, moved), facts), *over)


def told_price(request: Request, pence: int, *, opens: bool) -> Send:
    """The person hears what it costs, and that it is no yes yet."""
    found = "price-found" if opens else "price-found-stopped"
    return Send(request.person, Message((line(found, pounds=pounds(Pence(pence))),)))


def option_noted(request: Request, me: Person, option: Option) -> tuple[Request, Effect]:
    """One more thing to choose from, kept with the request."""
    handling = replace(request.handling, options=(*request.handling.options, option))
    noted = SetHandling(request.id, handling, Handled.OPTION_NOTED, me.id, option.words)
    return replace(request, handling=handling), noted


def options_shown(request: Request, me: Person) -> tuple[Effect, ...]:
    """The person chooses: their words stay theirs, this only says what it would cost."""
    found = tuple(
        line("option-one", words=option.words, pounds=pounds(Pence(option.pence)))
        for option in request.handling.options
    )
    message = Message(
        (line("options-for-you", reference=request.reference), *found, line("options-which")),
        (
            *(_option_button(request, no) for no in range(len(request.handling.options))),
            button("button-no-option", do(Verb.NO_OPTION, request)),
            button("button-talk", do(Verb.TALK, request)),
        ),
        key=f"options:{request.reference}",
        anew=True,
    )
    return (
        SetHandling(request.id, request.handling, Handled.OPTIONS_SHOWN, me.id),
        Send(request.person, message),
    )


def _option_button(request: Request, no: int) -> Button:
    option = request.handling.options[no]
    label = line("button-choose-option", words=option.words, pounds=pounds(Pence(option.pence)))
    return Button(label, do(Verb.CHOOSE_OPTION, request, str(no)))


def option_chosen(request: Request, no: int, facts: Facts) -> tuple[bool, tuple[Effect, ...]]:
    """The person's choice is the price; the planner knows that it is settled."""
    option = request.handling.options[no]
    handling = replace(request.handling, chosen=no)
    chosen = SetHandling(request.id, handling, Handled.OPTION_CHOSEN, request.person, option.words)
    opens, effects = priced(
        replace(request, handling=handling), option.pence, Party.PERSON, request.person, facts
    )
    planner = request.handling.planner
    told = Message(
        (line("option-was-chosen", reference=request.reference, words=option.words),),
        key=f"chosen:{request.reference}",
        about=request.person,
    )
    return opens, (chosen, *effects, *((Send(planner, told),) if planner else ()))


def none_fits(request: Request, facts: Facts) -> tuple[Effect, ...]:
    """None of them is right: whoever looks for options looks again."""
    holder = facts.holder
    if holder is None:
        return ()
    text = line("card-other-options", reference=request.reference)

    def card(found: Queue) -> Message:
        take = (take_button(f"source:{request.id}", request),) if found.shared else ()
        return Message(
            (text,),
            (
                button("button-look", do(Verb.LOOK, request)),
                *take,
                button("button-option", do(Verb.OPTION, request)),
            ),
            key=f"source:{request.reference}",
            anew=True,
            about=request.person,
        )

    fresh = replace(request.handling, options=(), chosen=None)
    again = SetHandling(request.id, fresh, Handled.OPTIONS_REFUSED, request.person)
    return (again, *queued("source", holder, request, facts, card))
