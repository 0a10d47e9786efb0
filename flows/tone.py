"""What a signer may want to say more kindly: hints on a no, each with a kinder way to say it.

A hint is a suggestion and never stops anybody (CARE 25). It looks at words only, so it is wrong at
times; the signer decides. Each hint is a key of the words files (`hint-…`) and the word it heard.
"""

import re
from dataclasses import dataclass

from flows.plain_text import mentions
from flows.reading_grade import EASY, grade

MAX_HINTS = 3
BARE_WORDS = 6
SHOUTED_LETTERS = 4
_BLAME = (
    "you failed/fail",
    "you/youve have failed",
    "youve failed",
    "your fault",
    "your own fault",
    "you did not/didnt try/bother/engage/attend/comply/listen/make",
    "you didnt try/bother/engage/attend/comply/listen/make",
    "you have not/never bothered/tried/engaged/complied",
    "you should have/not",
    "you shouldve",
    "you shouldnt",
    "you always/never",
    "you refuse/refused",
    "you chose to",
    "attention seeking",
    "manipulative",
    "difficult patient/person",
    "waste of money/time",
    "you do not/dont deserve",
    "undeserving",
    "frivolous",
)
_JARGON = (
    "criteria/criterion",
    "non compliant/compliance",
    "noncompliant/noncompliance",
    "compliant/compliance",
    "eligible/ineligible/eligibility",
    "threshold/thresholds",
    "disengaged/disengagement",
    "service user/users",
    "cluster/clusters",
    "diagnosis/diagnoses/diagnosed",
    "readiness",
    "presentation/presenting",
    "mdt",
    "cpa",
    "ccg",
    "icb",
    "dna",
    "pathway/pathways",
    "clinically",
    "psychosocial",
    "intervention/interventions",
    "commissioned/commissioning/commissioner",
    "rationale",
    "evidence base/based",
    "not indicated",
    "contraindicated",
    "insight",
    "capacity",
)
_NO = re.compile(r"\s*(?:no|nope|declined?|rejected|refused|denied|not approved)\b", re.IGNORECASE)
_KNOWN_CAPITALS = frozenset({"PHB", "CPR", "DVLA"})
_SHOUTED = re.compile(rf"\b[A-Z]{{{SHOUTED_LETTERS},}}\b")


@dataclass(frozen=True, slots=True)
class Hint:
    """One suggestion: its words key, and the word it is about (empty: all of it)."""

    words: str
    heard: str = ""


def hints(said: str) -> tuple[Hint, ...]:
    """At most three suggestions, the weightiest first; none for words that are kind and plain."""
    found = (
        _heard("hint-blame", said, _BLAME),
        _bare(said),
        _shouted(said),
        _heard("hint-jargon", said, _JARGON),
        Hint("hint-hard") if grade(said) > EASY else None,
    )
    return tuple(hint for hint in found if hint is not None)[:MAX_HINTS]


def _heard(key: str, said: str, phrases: tuple[str, ...]) -> Hint | None:
    """The first of these phrases that is said, as the signer may look for it."""
    first = next((phrase for phrase in phrases if mentions(said, (phrase,))), None)
    return None if first is None else Hint(key, _form(first, said))


def _form(phrase: str, said: str) -> str:
    """The form of the phrase that was used: `criteria/criterion` was "criteria"."""
    head, *rest = phrase.split()
    forms = [" ".join((form, *(word.split("/")[0] for word in rest))) for form in head.split("/")]
    return next((form for form in forms if mentions(said, (form,))), forms[0])


def _bare(said: str) -> Hint | None:
    short = len(said.split()) < BARE_WORDS
    return (
        Hint("hint-bare")
        if short or (_NO.match(said) and len(said.split()) < 2 * BARE_WORDS)
        else None
    )


def _shouted(said: str) -> Hint | None:
    loud = (word for word in _SHOUTED.findall(said) if word not in _KNOWN_CAPITALS)
    word = next(loud, "")
    return Hint("hint-capitals", word) if word else None
