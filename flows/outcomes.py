"""What came of it: whose check-in answers somebody may read, and what is only counted (CARE 26).

One person's answers go to their own care team, and only when nothing waits to be decided any more.
Everybody else who signs sees counts, and none below eight. It reads and decides; it saves nothing.
"""

from collections import defaultdict

from flows.facts import Answered, Facts
from flows.lifecycle import HOLDS_MONEY
from flows.measures import GOAL, HELPED, ONS4
from flows.messages import Line, line
from flows.model import Person, Plan, Request, Role, State
from flows.plain_text import mentions
from flows.policy import role_for
from flows.programme import Programme

CARE_TEAM = (Role.CARE_CO_ORDINATOR, Role.TEAM_LEADER)
FEWEST = 8
"""Counts below this are not shown to anybody (field notes B7)."""

DECIDED = HOLDS_MONEY | {State.PAID, State.PROBLEM, State.ARRIVED, State.CLOSED}
"""After the decision. A no is not among them: a second look may follow, and whoever looks then has
not decided. Nor is a price that went up: it is signed again."""

DID_HELP = frozenset({"lot", "bit"})
START_ROUND = "start"


def thing_of(plan: Plan, programme: Programme) -> str:
    """Which of the programme's things a plan asks for; empty when it is none that is named.

    It never holds the person's words: only the programme's own ids.
    """
    if plan.offer:
        return f"offer:{plan.offer}"
    named = (idea for idea in programme.ideas if idea.words and mentions(plan.item, idea.words))
    found = next(named, None)
    return f"idea:{found.id}" if found is not None else ""


def may_read(me: Person, request: Request, facts: Facts) -> bool:
    """Whether these are answers of a person in their care, and nothing waits to be decided."""
    holder = facts.holder
    if holder is None or holder.id != request.person or me.id == holder.id:
        return False
    return request.state in DECIDED and role_for(me, CARE_TEAM, holder) is not None


def counted(facts: Facts) -> tuple[Line, ...]:
    """How many others it helped, when there are enough of them."""
    if facts.helped is None:
        return ()
    people, helped = facts.helped
    if people < FEWEST:
        return ()
    if helped < FEWEST:
        return (line("outcome-few", people=people),)
    return (line("outcome-count", people=people, helped=helped),)


def answers(facts: Facts) -> tuple[Line, ...]:
    """What the person said at each round, the first round first."""
    rounds: dict[str, list[Answered]] = defaultdict(list)
    for one in facts.answers:
        rounds[one.round].append(one)
    months = {known.id: known.after_months for known in facts.programme.check_ins.rounds}
    order = sorted(rounds, key=lambda name: months.get(name, 0))
    return tuple(said for name in order for said in _round(name, months.get(name, 0), rounds[name]))


def _round(name: str, months: int, given: list[Answered]) -> tuple[Line, ...]:
    found = {one.question: one for one in given}
    shown: list[Line] = []
    if HELPED in found:
        shown.append(line("outcome-helped", how=found[HELPED].choice))
    if GOAL in found:
        late = "late" if found[GOAL].late_baseline else "in-time"
        shown.append(line("outcome-goal", number=found[GOAL].number or 0, late=late))
    shown.extend(
        line(f"outcome-{item.id}", number=found[item.id].number or 0)
        for item in ONS4
        if item.id in found
    )
    if not shown:
        return ()
    head = line("outcome-start") if name == START_ROUND else line("outcome-after", months=months)
    return (head, *shown)
