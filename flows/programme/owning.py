"""Who owns each kind of task, how soon it is late, and who covers then (CARE 22).

A kind that a programme does not name has the rule given here. Every kind has an owner, so that
nothing waits for nobody; a role that nobody holds is passed over for the next one.
"""

from collections.abc import Mapping
from typing import Literal

from pydantic import Field

from flows.model import Role
from flows.programme.part import Part

TaskName = Literal[
    "price",
    "source",
    "plan",
    "lost",
    "talk",
    "answer",
    "arrival",
    "problem",
    "check-in",
    "promise",
    "advice",
    "receipt",
]


class TaskOwner(Part):
    """One row of the table: the owner, the working days they have, who covers after that."""

    owner: Role
    days: int = Field(default=2, ge=1)
    cover: tuple[Role, ...] = ()

    @property
    def roles(self) -> tuple[Role, ...]:
        """The owner, then those who cover, in order."""
        return (self.owner, *self.cover)


_PLANNER_FIRST = TaskOwner(owner=Role.SUPPORT_PLANNER, cover=(Role.CARE_CO_ORDINATOR,))
_CO_ORDINATOR_FIRST = TaskOwner(owner=Role.CARE_CO_ORDINATOR)
_USUAL: Mapping[str, TaskOwner] = {
    "price": _PLANNER_FIRST,
    "source": _PLANNER_FIRST,
    "plan": _PLANNER_FIRST,
    "lost": _PLANNER_FIRST,
    "check-in": _PLANNER_FIRST,
    "receipt": _PLANNER_FIRST,
    "advice": TaskOwner(owner=Role.SUPPORT_PLANNER, cover=(Role.PHB_LEAD_CLINICIAN,)),
}


class Tasks(Part):
    """The table. `lost_after_working_days`: when a chat that began to ask counts as lost."""

    lost_after_working_days: int = Field(default=5, ge=1)
    owners: dict[TaskName, TaskOwner] = Field(default_factory=dict)

    def of(self, task: str) -> TaskOwner:
        """The rule for this kind of task."""
        named = {str(name): rule for name, rule in self.owners.items()}
        return named.get(task) or _USUAL.get(task, _CO_ORDINATOR_FIRST)
