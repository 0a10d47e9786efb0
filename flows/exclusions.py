"""Does the thing asked for name something the programme may not pay for?

Give `flags` the item alone. A goal, a worry or a story is full of the same words ("Stop smoking",
"less alcohol") and must never count against a person. A flag is a question for a human and a
pointer elsewhere, not a decision.
"""

from dataclasses import dataclass
from functools import lru_cache

from flows.plain_text import mentions


@dataclass(frozen=True, slots=True)
class Exclusion:
    """One kind of thing a programme bars.

    `words` are phrases in the notation of `flows.plain_text`, written in the singular. `reason`
    is for the person; `elsewhere` names who else may help, empty when nobody is known.
    """

    id: str
    words: tuple[str, ...]
    reason: str
    elsewhere: str


def flags(item: str, exclusions: tuple[Exclusion, ...]) -> tuple[Exclusion, ...]:
    """The `exclusions` whose words `item` names, in the order given; a plural "s" counts too."""
    return tuple(one for one in exclusions if mentions(item, _with_plurals(one.words)))


@lru_cache(maxsize=256)
def _with_plurals(words: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(_with_plural(phrase) for phrase in words)


def _with_plural(phrase: str) -> str:
    """`scratch card` becomes `scratch card/cards`: the last word takes the plural."""
    head, space, last = phrase.rpartition(" ")
    forms = [form + ending for form in last.split("/") if form for ending in ("", "s")]
    return head + space + "/".join(forms)
