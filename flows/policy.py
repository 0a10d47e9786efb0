"""Who must sign, who may sign, and whether this person may: the rules that guard public money.

Every path that signs asks `may_sign` at decision time (DESIGN 3, separation of duties). Nothing
here is approved by default: no matching band, or nobody able to sign, is an answer of its own.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum

from flows.exclusions import Exclusion, flags
from flows.facts import Facts
from flows.helped import may_never_sign, stands_aside
from flows.model import (
    Decision,
    Flag,
    Helped,
    Mode,
    Person,
    PersonId,
    Plan,
    Request,
    Role,
    Stage,
    State,
    Verdict,
)
from flows.programme import Band, Basis, Programme, Rule


class Refusal(StrEnum):
    """Why somebody may not sign now. The sentence is the words key `cannot-sign-<refusal>`."""

    OWN = "own"
    MOVED_ON = "moved_on"
    CHANGED = "changed"
    WAITING_ANSWER = "waiting_answer"
    SIGNED = "signed"
    BARRED = "barred"
    NOT_YOURS = "not_yours"
    LIMIT = "limit"
    NEEDED_LATER = "needed_later"
    FLAGGED = "flagged"
    HELPED = "helped"


@dataclass(frozen=True, slots=True)
class Routing:
    """The stages an amount needs, the band's rule that says so, and the band in plain terms: what
    it is a sum of, over how much, and up to how much (None: open)."""

    stages: tuple[Stage, ...]
    rule: str
    basis: Basis
    over_pence: int
    up_to_pence: int | None


def route(
    programme: Programme, amount_pence: int, payment_pence: int | None = None
) -> Routing | None:
    """The higher of the bands that hold this plan's total and its largest payment (None: it is
    paid at once). No band, over the set amount, or nothing asked: None, and then it stops."""
    payment = amount_pence if payment_pence is None else payment_pence
    if amount_pence <= 0 or not 0 < payment <= amount_pence:
        return None
    if not programme.signing.allows(amount_pence):
        return None
    sums = {Basis.SINGLE_PAYMENT: payment, Basis.PLAN_TOTAL: amount_pence}
    found = [_band(programme.signing.of(basis), pence) for basis, pence in sums.items()]
    held = [(band, over) for band, over in found if band is not None]
    if not held:
        return None
    band, over = max(held, key=lambda one: one[0].rank)  # of equals the first: the payment
    stages = tuple(Stage(rule.roles, rule.mode, rule.n) for rule in band.stages)
    return Routing(stages, band.rule, band.basis, over, band.up_to_pence)


def _band(bands: tuple[Band, ...], pence: int) -> tuple[Band | None, int]:
    """The first band that holds this sum (bounds are inclusive), and where it begins."""
    over = 0
    for band in bands:
        if band.up_to_pence is None or pence <= band.up_to_pence:
            return band, over
        over = band.up_to_pence
    return None, over


def route_plan(programme: Programme, plan: Plan) -> Routing | None:
    """Who must sign this plan as it stands: by its total and by its largest payment."""
    free = programme.signing.without_money
    if plan.price_pence == 0 and free is not None:
        stages = tuple(Stage(rule.roles, rule.mode, rule.n) for rule in free.stages)
        return Routing(stages, free.rule, Basis.PLAN_TOTAL, 0, 0)
    largest = max((line.pence for line in plan.lines), default=None)
    return route(programme, plan.price_pence or 0, largest)


def ladder(programme: Programme) -> tuple[Routing, ...]:
    """Who signs what is paid at once, from the lowest sum up: one step a change of signers."""
    tops = sorted({b.up_to_pence for b in programme.signing.bands if b.up_to_pence is not None})
    steps: list[Routing] = []
    for over, top in zip((0, *tops), (*tops, None), strict=True):
        found = route(programme, over + 1)
        if found is None:
            continue
        if steps and steps[-1].stages == found.stages:
            steps[-1] = replace(steps[-1], up_to_pence=top)
        else:
            steps.append(replace(found, over_pence=over, up_to_pence=top))
    return tuple(steps)


def stages_for(programme: Programme, plan: Plan, helped: Helped | None) -> tuple[Stage, ...]:
    """The stages a plan needs; none when no band holds it. Where the care co-ordinator who typed it
    may not sign, the programme's stand-ins do."""
    routing = route_plan(programme, plan)
    if routing is None:
        return ()
    stand_in, pence = programme.signing.helper_stand_in, plan.price_pence or 0
    if helped is None or not stands_aside(helped, pence, programme) or not stand_in:
        return routing.stages
    if helped.kind != Role.CARE_CO_ORDINATOR:
        return routing.stages
    own = (Role.CARE_CO_ORDINATOR,)
    return tuple(replace(s, roles=stand_in) if s.roles == own else s for s in routing.stages)


def unmet(programme: Programme, holder: Person) -> tuple[Rule, ...]:
    """The eligibility rules this person does not meet. An unknown fact is not met."""
    return tuple(rule for rule in programme.eligibility.rules if not _met(rule, holder))


def _met(rule: Rule, holder: Person) -> bool:
    value = holder.facts.get(rule.fact)
    if value is None:
        return False
    if rule.min is not None:
        return isinstance(value, int) and not isinstance(value, bool) and value >= rule.min
    return value == rule.equals


def flagged(programme: Programme, plan: Plan) -> tuple[Exclusion, ...]:
    """Exclusions whose words the item (never the goal, worry or story) uses (CARE 18)."""
    words = "\n".join((plan.item, plan.extras, *(line.words for line in plan.lines)))
    bars = tuple(Exclusion(b.id, b.words, b.reason, b.elsewhere) for b in programme.exclusions)
    return flags(words, bars)


def slots(stage: Stage) -> tuple[tuple[Role, ...], ...]:
    """One entry for each signature a stage needs: the roles that may give it."""
    match stage.mode:
        case Mode.ANY:
            return (stage.roles,)
        case Mode.ALL:
            return tuple((role,) for role in stage.roles)
        case Mode.N_OF:
            return (stage.roles,) * stage.n


def standing(request: Request) -> tuple[Decision, ...]:
    """Approvals that still count: of what is asked now, by stages as they are now."""
    return tuple(
        d
        for d in request.decisions
        if d.version == request.version
        and d.verdict is Verdict.APPROVE
        and d.stage < len(request.stages)
        and d.by not in request.barred  # an interest that came to light ends their signature
    )


def signed(request: Request, stage: int) -> tuple[Decision, ...]:
    """The standing approvals of one stage."""
    return tuple(d for d in standing(request) if d.stage == stage)


def needed(request: Request, stage: int) -> tuple[tuple[Role, ...], ...]:
    """The signatures that a stage still lacks."""
    left = list(slots(request.stages[stage]))
    for decision in signed(request, stage):
        filled = next((slot for slot in left if decision.role in slot), None)
        if filled is not None:
            left.remove(filled)
    return tuple(left)


def open_stage(request: Request) -> int | None:
    """The first stage that still lacks a signature; None when all have signed."""
    return next((no for no in range(len(request.stages)) if needed(request, no)), None)


def is_last_signature(request: Request) -> bool:
    """Whether one more signature is all that is lacking."""
    lacking = [slot for no in range(len(request.stages)) for slot in needed(request, no)]
    return len(lacking) == 1


def role_for(person: Person, roles: Iterable[Role], holder: Person) -> Role | None:
    """The role in which this person stands to the holder, of those named."""
    for role in roles:
        if role not in person.roles:
            continue
        if role is Role.CARE_CO_ORDINATOR and holder.care_co_ordinator != person.id:
            continue
        if role is Role.TEAM_LEADER and person.team != holder.team:
            continue
        return role
    return None


def limit_of(person: PersonId, role: Role, facts: Facts) -> int | None:
    """What this person may sign alone, in pence: their own limit, else their role's, else none."""
    own = next((pence for p, r, pence in facts.limits if p == person and r is role), None)
    return own if own is not None else facts.programme.signing.limits.get(role)


def raised(request: Request) -> tuple[Flag, ...]:
    """Flags that somebody must still judge. At a second look an upheld one is judged anew."""
    return tuple(
        flag
        for flag in request.flags
        if flag.cleared_by is None and (not flag.upheld or request.more_words)
    )


def may_sign(person: Person, request: Request, version: int, facts: Facts) -> Role | Refusal:
    """The role in which this person may sign the open stage now, or why not.

    Called in the turn that decides, on facts read in that turn (DESIGN 3).
    """
    if request.state is State.WAITING_ANSWER:
        return Refusal.WAITING_ANSWER
    stage = open_stage(request)
    if request.state is not State.WAITING_SIGNATURE or stage is None:
        return Refusal.MOVED_ON
    if version and version != request.version:
        return Refusal.CHANGED
    return _role_able(person, request, stage, facts)


def may_write_down(person: Person, request: Request, holder: Person | None) -> bool:
    """Whether they may write down what the holder said: who asked, or who talks with the holder."""
    asked = request.question
    if request.state is not State.WAITING_ANSWER or asked is None or holder is None:
        return False
    if person.id == request.person or person.id in request.barred:
        return False
    mine = person.id == asked.by and asked.role in person.roles
    return (
        mine or role_for(person, (Role.CARE_CO_ORDINATOR, Role.PROGRAMME_ADMIN), holder) is not None
    )


def signers(request: Request, stage: int, facts: Facts) -> tuple[Person, ...]:
    """Everybody who could give a signature that this stage still lacks."""
    if stage >= len(request.stages):
        return ()
    able = ((person, _role_able(person, request, stage, facts)) for person in facts.staff)
    return tuple(person for person, role in able if isinstance(role, Role))


def could_take_over(request: Request, me: Person, role: Role, facts: Facts) -> tuple[Person, ...]:
    """Who else could give the very signature that I would give: those I may pass it on to."""
    stage = open_stage(request)
    slot = None if stage is None else _slot_of(request, stage, role)
    if stage is None or slot is None:
        return ()
    return tuple(
        person
        for person in signers(replace(request, passed_to=None), stage, facts)
        if person.id != me.id and _fills(person, slot, request, facts)
    )


def can_be_signed(request: Request, facts: Facts) -> bool:
    """Whether different people could fill every signature that is still lacking.

    Fails closed: a request without stages can never be signed.
    """
    wanted = tuple(
        tuple(p.id for p in facts.staff if _fills(p, slot, request, facts))
        for no in range(len(request.stages))
        for slot in needed(request, no)
    )
    return bool(request.stages) and _distinct(wanted, frozenset())


def _distinct(wanted: tuple[tuple[PersonId, ...], ...], taken: frozenset[PersonId]) -> bool:
    if not wanted:
        return True
    first, *rest = sorted(wanted, key=len)
    return any(_distinct(tuple(rest), taken | {person}) for person in first if person not in taken)


def _role_able(person: Person, request: Request, stage: int, facts: Facts) -> Role | Refusal:
    never = _never(person, request, facts)
    if never is not None or facts.holder is None:
        return never or Refusal.OWN
    slots_left = needed(request, stage)
    mine = tuple(
        role
        for slot in slots_left
        for role in slot
        if role_for(person, (role,), facts.holder) is not None
        and not _handed_on(person, slot, request, stage, facts)
    )
    if not mine:
        return Refusal.NOT_YOURS
    within = tuple(role for role in mine if not _over_limit(person, role, request, facts))
    if not within:
        return Refusal.LIMIT
    if not can_be_signed(request, facts):
        return within[0]  # whoever signs, the request stops and a human is told
    good = (role for role in within if _leaves_enough(person, role, request, stage, facts))
    return next(good, Refusal.NEEDED_LATER)


def _never(person: Person, request: Request, facts: Facts) -> Refusal | None:
    """Why this person may sign no stage at all of what is asked now."""
    if facts.holder is None or person.id == request.person:
        return Refusal.OWN
    if person.id in request.barred:
        return Refusal.BARRED
    if any(d.by == person.id for d in standing(request)):
        return Refusal.SIGNED
    return Refusal.HELPED if may_never_sign(person.id, request, facts) else None


def _fills(person: Person, slot: tuple[Role, ...], request: Request, facts: Facts) -> bool:
    if facts.holder is None or _never(person, request, facts) is not None:
        return False
    return any(
        role_for(person, (role,), facts.holder) is not None
        and not _over_limit(person, role, request, facts)
        for role in slot
    )


def _slot_of(request: Request, stage: int, role: Role) -> tuple[Role, ...] | None:
    return next((slot for slot in needed(request, stage) if role in slot), None)


def _handed_on(
    person: Person, slot: tuple[Role, ...], request: Request, stage: int, facts: Facts
) -> bool:
    """Whether this signature was passed on to somebody else, who can still give it and is not
    the only one left for a later one."""
    to = next((p for p in facts.staff if p.id == request.passed_to), None)
    if to is None or to.id == person.id or stage != open_stage(request):
        return False
    return _fills(to, slot, request, facts) and any(
        role_for(to, (role,), facts.holder) is not None
        and _leaves_enough(to, role, request, stage, facts)
        for role in slot
        if facts.holder is not None
    )


def _leaves_enough(person: Person, role: Role, request: Request, stage: int, facts: Facts) -> bool:
    """Whether different people could still give the rest once this person has signed so."""
    given = Decision(stage, person.id, role, Verdict.APPROVE, request.version, facts.now)
    return can_be_signed(replace(request, decisions=(*request.decisions, given)), facts)


def _over_limit(person: Person, role: Role, request: Request, facts: Facts) -> bool:
    """Whether it is over this person's own limit; a limit counts for those who sign alone."""
    alone = sum(len(slots(stage)) for stage in request.stages) == 1
    own = next((p for who, r, p in facts.limits if who == person.id and r is role), None)
    return alone and own is not None and request.amount_pence > own


def second_look_stages(request: Request, stage: int, programme: Programme) -> tuple[Stage, ...]:
    """The stages of a second look: the stage that said no goes to the second-look roles."""
    again = Stage(programme.signing.look_again, Mode.ANY, 1)
    return tuple(again if no == stage else kept for no, kept in enumerate(request.stages))
