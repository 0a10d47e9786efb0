"""Where an asking is."""

from dataclasses import dataclass
from typing import Literal

from flows.model import Plan

GOAL, REVIEW, CHANGE, WORRY_WORDS = "goal", "review", "change", "worry_words"
GOAL_SURE = "goal_sure"
"""Questions of every programme, beside those that its file lists."""


@dataclass(frozen=True, slots=True)
class Asking:
    """`question` is being asked, `queue` comes after it, `plan` is what is known.

    `prompts` counts how often the person did not know: each time brings another prompt.
    `browsing`: the ideas are open in front of the question: "themes", or a theme's id and page.
    """

    question: str = GOAL
    plan: Plan = Plan()
    queue: tuple[str, ...] = ()
    prompts: int = 0
    browsing: str = ""
    kind: Literal["asking"] = "asking"
