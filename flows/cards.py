"""What staff see: cards, the look, the second screen. Values only; the rules are in `policy`.

A card says that something waits; it has no private word on it, because it may be seen over a
shoulder. The look shows the plan. Goal stands above item (CARE 1). A person's name is shown to
their own team only (CARE 26).
"""

from flows.calendar import long_day
from flows.facts import Facts
from flows.lifecycle import PAYS_LINES, Action, may
from flows.line_words import staff_lines
from flows.lines import running
from flows.messages import Button, Line, Message, line
from flows.model import Change, Party, Person, Request, Role, State
from flows.money import Pence, pounds
from flows.outcomes import answers, counted, may_read
from flows.pay_cards import is_payable, pay_buttons
from flows.plans import item_words, why_they
from flows.policy import (
    Refusal,
    may_write_down,
    needed,
    open_stage,
    raised,
    role_for,
    route_plan,
    slots,
    standing,
)
from flows.release_cards import release_buttons
from flows.releasing import may_release
from flows.taps import Do, Verb
from flows.voice import notes_in
from flows.wishes import access_lines, care_lines, needs_lines

KNOWS_THE_NAME = (
    Role.CARE_CO_ORDINATOR,
    Role.TEAM_LEADER,
    Role.SUPPORT_PLANNER,
    Role.PAYMENTS_ORGANISATION,
    Role.PROGRAMME_ADMIN,
)
"""The person's own care team, and those who buy and deliver. A panel reads the plan without the
name, also when a member of it is somebody else's care co-ordinator."""


def do(verb: Verb, request: Request, value: str = "") -> Do:
    """A tap on this request as it is now."""
    return Do(verb, request.id, request.version, value)


def button(label: str, tap: Do) -> Button:
    """A button whose label has no arguments."""
    return Button(line(label), tap)


def card_key(request: Request) -> str:
    """The key of a request's card in any chat: the same card is edited as things change."""
    return f"card:{request.reference}"


def sign_card(request: Request, facts: Facts, why: str = "card-sign") -> Message:
    """Something waits for your signature."""
    if request.change is not None:
        return change_card(request, request.change, facts)
    return Message(
        (
            line(
                why,
                reference=request.reference,
                pounds=pounds(Pence(request.amount_pence)),
                day=long_day(facts.calendar.day(request.sent_at)),
            ),
        ),
        (button("button-look", do(Verb.LOOK, request)),),
        key=card_key(request),
        anew=True,
        about=request.person,
    )


def change_card(request: Request, change: Change, facts: Facts) -> Message:
    """They asked for a change: before and now, side by side. One tap, where one is enough."""
    text = line(
        "card-changed" if change.agreed else "card-changed-early",
        reference=request.reference,
        before=item_words(change.before, facts.programme),
        old=pounds(Pence(change.before_pence)),
        now=item_words(request.plan, facts.programme),
        new=pounds(Pence(request.amount_pence)),
    )
    closer = button("button-look-closer", do(Verb.LOOK, request))
    fine = button("button-fine", do(Verb.FINE, request))
    one_tap = change.same and change.agreed
    return Message(
        (text,),
        (fine, closer) if one_tap else (button("button-look", do(Verb.LOOK, request)),),
        key=card_key(request),
        anew=True,
        about=request.person,
    )


def settled_card(request: Request, words: str, **args: str) -> Message:
    """The card once nothing is to be done: no buttons, one line that says what happened."""
    text = line(words, reference=request.reference, **args)
    return Message((text,), key=card_key(request), about=request.person)


def look(request: Request, me: Person, facts: Facts) -> Message:
    """The whole request, for somebody who may sign or pay it."""
    lines = [
        *_second_look(request),
        line("look-goal", goal=request.plan.goal),
        *who(request, me, facts),
        *_helped_lines(request, me, facts),
        *wish_lines(me, facts),
        *_plan_lines(request, facts),
        *_change_lines(request, facts),
        *asked_lines(request),
        *_flag_lines(request, facts),
        *declared_lines(request),
        *_signature_lines(request, facts),
        *_outcome_lines(request, me, facts),
    ]
    return Message(
        tuple(lines),
        (*_look_buttons(request, me, facts), *_met_button(request, me, facts)),
        key=f"look:{request.reference}",
        anew=True,
        about=request.person,
        files=_files(request),
    )


def _files(request: Request) -> tuple[str, ...]:
    paper = request.helped.file if request.helped is not None else ""
    return (*request.plan.files, *((paper,) if paper else ()))


def asked_lines(request: Request) -> tuple[Line, ...]:
    """What was asked and answered, and which answers staff wrote down."""
    return tuple(
        line("look-asked-told", question=question, answer=words)
        if no in request.heard
        else line("look-asked", question=question, answer=words)
        for no, (question, words) in enumerate(request.asked)
    )


def _second_look(request: Request) -> tuple[Line, ...]:
    if not request.more_words:
        return ()
    return (
        line("look-first-no"),
        line("look-more-words", words=request.more_words),
        line("look-first-reason", reason=request.first_reason),
    )


def who(request: Request, me: Person, facts: Facts) -> tuple[Line, ...]:
    """For whom it is: the name for those who know it, else the reference."""
    if facts.holder is None or role_for(me, KNOWS_THE_NAME, facts.holder) is None:
        return (line("look-reference", reference=request.reference),)
    return (line("look-name", reference=request.reference, name=facts.holder.name),)


def _helped_lines(request: Request, me: Person, facts: Facts) -> tuple[Line, ...]:
    """Who typed it, and how the person said that the words are theirs. A panel reads no name."""
    helped = request.helped
    if helped is None or facts.holder is None:
        return ()
    how = line(f"look-helped-{helped.how}")
    if role_for(me, KNOWS_THE_NAME, facts.holder) is None:
        return (line("look-helped-kind", kind=helped.kind), how)
    present = (line("look-helped-present", words=helped.present),) if helped.present else ()
    name = facts.name(helped.by)
    return (line("look-helped", name=name or "-", kind=helped.kind), how, *present)


CARES = (Role.CARE_CO_ORDINATOR, Role.TEAM_LEADER, Role.SUPPORT_PLANNER)
"""Who works with the person, and so reads of faith, culture and quiet times."""


def wish_lines(me: Person, facts: Facts) -> tuple[Line, ...]:
    """What the person told us of themself, as far as this reader needs it (CARE 12, 13, 26)."""
    holder = facts.holder
    if holder is None:
        return ()
    if role_for(me, CARES, holder) is not None:
        return care_lines(holder.wishes)
    if role_for(me, KNOWS_THE_NAME, holder) is not None:
        return access_lines(holder.wishes)
    return needs_lines(holder.wishes)


def _plan_lines(request: Request, facts: Facts) -> tuple[Line, ...]:
    plan = request.plan
    cost = (
        line("look-cost", pounds=pounds(Pence(request.amount_pence)))
        if request.amount_pence
        else line("look-cost-unknown" if plan.price_pence is None else "look-cost-nothing")
    )
    lines = [
        *staff_lines(plan.lines, facts.programme),
        None if plan.lines else line("look-item", item=item_words(plan, facts.programme)),
        line("look-item-heard") if notes_in(plan.item) else None,
        line("look-extras", words=plan.extras) if plan.extras else None,
        _chosen(request),
        cost,
        line("look-better", words=plan.better) if plan.better else None,
        line(f"look-payment-{plan.payment}") if plan.payment and not plan.lines else None,
        line(f"look-delivery-{plan.delivery}") if plan.delivery else None,
        line("look-worry", words=plan.worry) if plan.worry else None,
    ]
    return tuple(known for known in lines if known is not None)


def _change_lines(request: Request, facts: Facts) -> tuple[Line, ...]:
    """What stood before the change, and what this stands in place of."""
    again = request.plan.replaces
    instead = (line("look-replaces", reference=again),) if again else ()
    change = request.change
    if change is None:
        return instead
    before = line(
        "look-before",
        item=item_words(change.before, facts.programme),
        pounds=pounds(Pence(change.before_pence)),
    )
    stands = (line("look-before-stands"),) if change.agreed else ()
    return (*instead, before, *stands)


def _chosen(request: Request) -> Line | None:
    """What the person chose from what a planner found."""
    no = request.handling.chosen
    if no is None or no >= len(request.handling.options):
        return None
    option = request.handling.options[no]
    return line("look-option-chosen", words=option.words, pounds=pounds(Pence(option.pence)))


def _flag_lines(request: Request, facts: Facts) -> tuple[Line, ...]:
    bars = {bar.id: bar for bar in facts.programme.exclusions}
    return tuple(
        line("look-flag-cleared", id=flag.exclusion)
        if flag.cleared_by
        else line("look-flag", reason=bar.reason, elsewhere=bar.elsewhere)
        for flag in request.flags
        if (bar := bars.get(flag.exclusion)) is not None
    )


def _signature_lines(request: Request, facts: Facts) -> tuple[Line, ...]:
    if request.state is not State.WAITING_SIGNATURE:
        return ()
    have = tuple(
        line("look-signed", name=facts.name(d.by), role=str(d.role)) for d in standing(request)
    )
    lacking = [slot[0] for no in range(len(request.stages)) for slot in needed(request, no)]
    routing = route_plan(facts.programme, request.plan)
    why = (why_they(routing),) if routing is not None and not request.more_words else ()
    return (*have, *(line("look-needs", role=str(role)) for role in lacking), *why)


def _outcome_lines(request: Request, me: Person, facts: Facts) -> tuple[Line, ...]:
    """What came of it: answers for their care team after the decision; before it only counts."""
    if may_read(me, request, facts):
        given = answers(facts)
        return (line("outcome-head"), *given) if given else ()
    return counted(facts) if request.state is State.WAITING_SIGNATURE else ()


def outcome_card(request: Request) -> Message:
    """There are new answers; a card has none of them on it."""
    return Message(
        (line("card-outcome", reference=request.reference),),
        (button("button-look", do(Verb.LOOK, request)),),
        key=f"outcome:{request.reference}",
        anew=True,
        about=request.person,
    )


def _look_buttons(request: Request, me: Person, facts: Facts) -> tuple[Button, ...]:
    if may_release(me, request, facts):
        return release_buttons(request)
    if request.state is State.WAITING_SIGNATURE:
        return (*_sign_buttons(request), *_aside_buttons(request))
    if may_write_down(me, request, facts.holder):
        return (write_down_button(request),)
    if request.state is State.ENQUIRY:
        return (button("button-set-price", do(Verb.PRICE, request)),)
    if is_payable(request, facts) and facts.programme.payment.payer in me.roles:
        return pay_buttons(request, facts)
    return end_buttons(request, me, facts)


def end_buttons(request: Request, me: Person, facts: Facts) -> tuple[Button, ...]:
    """Support that goes on is ended by a human: one button a line."""
    if not may_end(me, request, facts):
        return ()
    return tuple(
        Button(line("button-end-support", no=one.id), do(Verb.END_SUPPORT, request, one.id))
        for one in running(request.plan.lines, facts.calendar.day(facts.now))
    )


def may_end(me: Person, request: Request, facts: Facts) -> bool:
    """Whether they may end support that goes on: who looks after the person, and the admins."""
    if facts.holder is None or request.state not in PAYS_LINES or me.id == request.person:
        return False
    return role_for(me, MAY_END, facts.holder) is not None


MAY_END = (Role.CARE_CO_ORDINATOR, Role.SUPPORT_PLANNER, Role.PROGRAMME_ADMIN)


def _met_button(request: Request, me: Person, facts: Facts) -> tuple[Button, ...]:
    """Their care team hears first when somebody got it another way."""
    team = (Role.CARE_CO_ORDINATOR, Role.SUPPORT_PLANNER, Role.PROGRAMME_ADMIN)
    mine = facts.holder is not None and role_for(me, team, facts.holder) is not None
    if not mine or not may(request.state, Action.MEET, Party.SIGNER):
        return ()
    return (button("button-met", do(Verb.MET, request)),)


def _aside_buttons(request: Request) -> tuple[Button, ...]:
    """Before signing: private advice, and two ways to let somebody else sign."""
    stage = open_stage(request)
    panel = stage is not None and len(slots(request.stages[stage])) > 1
    know = (button("button-know", do(Verb.KNOW, request)),) if panel else ()
    return (
        button("button-ask-adviser", do(Verb.ASK_ADVISER, request)),
        *know,
        button("button-near", do(Verb.NEAR, request)),
    )


def declared_lines(request: Request) -> tuple[Line, ...]:
    """An organisation's own service, declared by a signer (003 section 2.1.3)."""
    return (line("look-declared"),) if request.handling.declared else ()


def write_down_button(request: Request) -> Button:
    """They talked: staff put what the person said in the place of a typed answer."""
    return button("button-write-down", do(Verb.WRITE_DOWN, request))


def _sign_buttons(request: Request) -> tuple[Button, ...]:
    unjudged = raised(request)
    if unjudged:
        first = unjudged[0].exclusion
        return (
            button("button-clear-flag", do(Verb.CLEAR_FLAG, request, first)),
            button("button-uphold-flag", do(Verb.UPHOLD_FLAG, request, first)),
            button("button-ask", do(Verb.QUESTION, request)),
            button("button-pass-on", do(Verb.PASS_ON, request)),
        )
    return (
        button("button-approve", do(Verb.APPROVE, request)),
        button("button-ask", do(Verb.QUESTION, request)),
        button("button-decline", do(Verb.DECLINE, request)),
        button("button-pass-on", do(Verb.PASS_ON, request)),
    )


def free_card(request: Request, facts: Facts, *, waits: bool = False) -> Message:
    """It is agreed and costs nothing: somebody sets it up (`waits`: not yet, they asked)."""
    item = item_words(request.plan, facts.programme)
    text = line("card-free-waits" if waits else "card-free", reference=request.reference, item=item)
    look = button("button-look", do(Verb.LOOK, request))
    done = button("button-set-up", do(Verb.SET_UP, request))
    return Message(
        (text,),
        (look,) if waits else (look, done),
        key=card_key(request),
        anew=True,
        about=request.person,
    )


def cannot(refusal: Refusal) -> Message:
    """Why a tap did not sign, in one sentence."""
    return Message((line(f"cannot-sign-{refusal.replace('_', '-')}"),))
