"""What people tell about themselves becomes true, kept apart from everything else."""

from dataclasses import dataclass

from flows.model import PersonId


@dataclass(frozen=True, slots=True)
class SetEquality:
    """One equality answer, in the place of an earlier one: an id, or their own words."""

    person: PersonId
    question: str
    answer: str
    words: str = ""


@dataclass(frozen=True, slots=True)
class ForgetEquality:
    """Every equality answer of this person goes."""

    person: PersonId
