"""Who helps whom, and what was typed for somebody."""

from dataclasses import dataclass

from flows.model import PersonId, Plan
from flows.ties import Leave, Tie


@dataclass(frozen=True, slots=True)
class AddTie:
    """Somebody helps a person from now on (once it is confirmed, if it is not yet)."""

    tie: Tie


@dataclass(frozen=True, slots=True)
class ConfirmTie:
    """It is them: the tie counts from now on."""

    tie: str
    person: PersonId
    helper: PersonId


@dataclass(frozen=True, slots=True)
class SetLeave:
    """What the helper may do and see from now on, as a whole."""

    tie: str
    person: PersonId
    leave: frozenset[Leave]


@dataclass(frozen=True, slots=True)
class EndTie:
    """All of it ends in this commit: what they saw is closed, what they typed is set aside, and a
    helper who helps nobody else is signed out."""

    tie: str
    person: PersonId
    helper: PersonId


@dataclass(frozen=True, slots=True)
class KeepDraft:
    """What was typed for the person waits for their word, under the person's key."""

    id: str
    person: PersonId
    helper: PersonId
    kind: str
    plan: Plan


@dataclass(frozen=True, slots=True)
class SettleDraft:
    """The person has said what becomes of it."""

    id: str
    person: PersonId
