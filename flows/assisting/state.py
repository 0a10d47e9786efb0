"""Where a helped asking is."""

from dataclasses import dataclass
from typing import Literal

from flows.conversations.ask import Asking
from flows.model import PersonId

ASK, HOW, PRESENT, PAPER = "ask", "how", "present", "paper"


@dataclass(frozen=True, slots=True)
class Helping:
    """`person` is being helped (empty: whom?), `asking` is what is asked as if of them.

    `step`: still asking, or how, by whom, on what paper the person said that the words are theirs.
    `draft`: the person themself goes on with what a helper typed.
    """

    person: PersonId = PersonId("")
    asking: Asking = Asking()
    step: str = ASK
    draft: str = ""
    kind: Literal["helping"] = "helping"
