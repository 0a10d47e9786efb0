"""What somebody typed for a person: kept until the person says it is theirs, then sent; and the
look afterwards at what its own helper signed (CARE 14, 23)."""

from flows.cards import button, do
from flows.effects import (
    Effect,
    KeepDraft,
    OpenTask,
    Reply,
    Send,
    SettleDraft,
)
from flows.facts import Facts
from flows.helped import helper_signs, is_checked, is_tied, tie_to
from flows.messages import Button, Message, line
from flows.model import Helped, Person, Plan, Request, Role, SaidHow
from flows.moves.send import admins_of, send, sent_message
from flows.taps import Do, Verb
from flows.ties import HelpedDraft, Leave


def draft_key(draft_id: str) -> str:
    """The key of the message that asks the person to check what was typed for them."""
    return f"draft:{draft_id}"


def handed_over(
    plan: Plan, holder: Person, me: Person, kind: str, facts: Facts
) -> tuple[Effect, ...]:
    """What `me` typed waits in the person's own chat. Nothing is sent yet."""
    draft_id = facts.fresh[0]
    check = Message(
        (line("draft-waits", name=me.name),),
        (Button(line("button-read-it"), Do(Verb.READ_DRAFT, value=draft_id)),),
        key=draft_key(draft_id),
        anew=True,
    )
    told = Message((line("helping-handed-over", name=holder.name),), about=holder.id)
    return (
        KeepDraft(draft_id, holder.id, me.id, kind, plan),
        Send(holder.id, check),
        Reply(told),
    )


def sent_for(
    plan: Plan, holder: Person, me: Person, helped: Helped, facts: Facts
) -> tuple[Effect, ...]:
    """Sent by whoever helped: the person hears it in their own chat, the helper here."""
    after, effects = send(plan, holder, facts, helped)
    day = sent_message(after, facts)
    told = Message(
        (line("helping-sent", name=holder.name, reference=facts.next_reference),), about=holder.id
    )
    typed = line("typed-for-you", name=me.name)
    to_person = Message((typed, *day.lines), day.buttons)
    return (*effects, Send(holder.id, to_person), Reply(told))


def said_theirs(draft: HelpedDraft, plan: Plan, me: Person, facts: Facts) -> tuple[Effect, ...]:
    """The person says that the words are theirs: only now does Send count."""
    helped = Helped(draft.helper, draft.kind, SaidHow.CHAT)
    after, effects = send(plan, me, facts, helped)
    tie = tie_to(draft.helper, me.id, facts)
    sees = not is_tied(draft.kind) or (tie is not None and Leave.REQUESTS in tie.leave)
    heard = Message((line("draft-was-sent", name=me.name),), about=me.id)
    told = (Send(draft.helper, heard),) if sees else ()
    return (
        *effects,
        *settled(draft),
        Reply(sent_message(after, facts)),
        *told,
    )


def settled(draft: HelpedDraft) -> tuple[Effect, ...]:
    """The draft is done with, and so is the message that asked about it."""
    over = Message((line("draft-over"),), key=draft_key(draft.id))
    return (SettleDraft(draft.id, draft.person), Send(draft.person, over, quiet=True))


def checked_afterwards(request: Request, signer: Person, facts: Facts) -> tuple[Effect, ...]:
    """A set share of what its own helper signed is somebody else's to look at afterwards."""
    if not helper_signs(request, signer.id) or not is_checked(request, facts.programme):
        return ()
    leaders = tuple(
        p
        for p in facts.staff
        if Role.TEAM_LEADER in p.roles and p.team == request.team and p.id != signer.id
    )
    owner = next(iter(leaders or tuple(a for a in admins_of(facts) if a.id != signer.id)), None)
    if owner is None:
        return ()
    key = f"helped:{request.id}"
    card = Message(
        (line("helped-check", reference=request.reference, name=signer.name),),
        (
            button("button-look", do(Verb.LOOK, request)),
            button("button-done", Do(Verb.DONE, value=key)),
        ),
        key=key,
        anew=True,
        about=request.person,
    )
    return (Send(owner.id, card), OpenTask(key, owner.id, "helped", request.person, request.id))
