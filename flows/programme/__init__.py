"""A programme: everything that differs from place to place, as validated data.

The file is TOML (`flows/programmes/`); `storage.packs` reads it, `parse_programme` checks it as a
whole and says each mistake in one line with its key. Amounts are whole pence.
"""

from flows.programme.asking import Bar, Choice, Eligibility, Offer, QuestionId, Rule
from flows.programme.assuring import Assurance, Assurances, missing
from flows.programme.caring import Changes, CheckIns, Crisis, Round, Waking
from flows.programme.deciding import Band, Basis, Payment, Pot, Signing, StageRule
from flows.programme.distress import Distress, LowAnswer, Trigger
from flows.programme.ideas import Catalogue, Idea, Theme, parse_ideas
from flows.programme.owning import TaskName, TaskOwner, Tasks
from flows.programme.part import Part
from flows.programme.voice import Equality, EqualityQuestion, Stories
from flows.programme.whole import Programme, parse_programme

__all__ = [
    "Assurance",
    "Assurances",
    "Band",
    "Bar",
    "Basis",
    "Catalogue",
    "Changes",
    "CheckIns",
    "Choice",
    "Crisis",
    "Distress",
    "Eligibility",
    "Equality",
    "EqualityQuestion",
    "Idea",
    "LowAnswer",
    "Offer",
    "Part",
    "Payment",
    "Pot",
    "Programme",
    "QuestionId",
    "Round",
    "Rule",
    "Signing",
    "StageRule",
    "Stories",
    "TaskName",
    "TaskOwner",
    "Tasks",
    "Theme",
    "Trigger",
    "Waking",
    "missing",
    "parse_ideas",
    "parse_programme",
]
