"""Ideas to look through: themes, then what others chose in one (CARE 2).

Nothing here is advice: "others chose", never "we recommend". An idea fills what is needed; why it
would help stays the person's own to say, and words typed while looking are the answer as ever.
"""

from dataclasses import replace

from flows.choices import choice
from flows.conversations.ask.state import GOAL, Asking
from flows.facts import Facts
from flows.messages import Button, Line, Message, line
from flows.model import Plan
from flows.programme import Idea
from flows.taps import Choose

THEMES = "themes"
PAGE = 6
"""Ideas on one screen."""


def opened(state: Asking) -> Asking:
    """The same question with the themes in front of it."""
    return replace(state, browsing=THEMES)


def is_picked(state: Asking) -> bool:
    """Whether an idea was picked at the opening question, so that only the why is lacking."""
    return state.question == GOAL and bool(state.plan.item) and not state.queue


def turned_to(state: Asking, value: str, facts: Facts) -> Asking | None:
    """The page that a button leads to; back to the question itself with "else"; None: no page."""
    if value == "else":
        return replace(state, browsing="")
    if value == THEMES:
        return opened(state)
    kind, _, page = value.partition(":")
    theme, _, number = page.partition(":")
    pages = len(_in_theme(theme, facts))
    known = kind == "theme" and (number or "0").isascii() and (number or "0").isdigit()
    if not known or int(number or 0) * PAGE >= pages:
        return None
    return replace(state, browsing=f"{theme}:{int(number or 0)}")


def browsed(state: Asking, facts: Facts) -> Message:
    """The themes, or one page of a theme."""
    theme, _, number = state.browsing.partition(":")
    if theme == THEMES:
        return _themes(facts)
    return _page(theme, int(number or 0), facts)


def why_picked(plan: Plan, facts: Facts) -> Message:
    """The opening question again, about what was picked: an idea is no reason of their own."""
    idea = next((one for one in facts.programme.ideas if one.label == plan.item), None)
    said: tuple[Line, ...] = ()
    if idea is not None and idea.outcome:
        said = (line("idea-one-said", words=idea.outcome),)
    return Message(
        (line("idea-picked", item=plan.item), *said, line("ask-goal-picked")),
        (choice("button-see-ideas", "ideas"), choice("button-talk-first", "talk")),
    )


def _themes(facts: Facts) -> Message:
    themes = (
        Button(line("label", words=theme.label), Choose(f"theme:{theme.id}"))
        for theme in facts.programme.themes
    )
    return Message(
        (line("ideas-lead"), line("ideas-which")),
        (*themes, choice("button-something-else", "else")),
    )


def _page(theme: str, number: int, facts: Facts) -> Message:
    ideas = _in_theme(theme, facts)
    shown = ideas[number * PAGE : (number + 1) * PAGE]
    label = next((t.label for t in facts.programme.themes if t.id == theme), "")
    more: tuple[Button, ...] = ()
    if len(ideas) > PAGE:
        following = number + 1 if (number + 1) * PAGE < len(ideas) else 0
        more = (choice("button-more-ideas", f"theme:{theme}:{following}"),)
    return Message(
        (line("ideas-chosen", theme=label), line("ideas-not-advice")),
        (
            *(Button(line("label", words=i.label), Choose(f"idea:{i.id}")) for i in shown),
            *more,
            choice("button-other-themes", THEMES),
            choice("button-something-else", "else"),
        ),
    )


def _in_theme(theme: str, facts: Facts) -> tuple[Idea, ...]:
    return tuple(idea for idea in facts.programme.ideas if idea.theme == theme)
