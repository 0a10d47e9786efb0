"""What a button about a person's own voice begins, what is asked, and what each step must see."""

from typing import Any, assert_never

from flows.events import ChatEvent
from flows.facts import Facts, Needs
from flows.messages import Message
from flows.outcome import Move
from flows.taps import Do, Verb
from flows.telling import equality, stories, uses
from flows.telling.equality import Describing
from flows.telling.stories import Storytelling
from flows.telling.uses import AskingStory

OWN_STORY = frozenset({Verb.STORY, Verb.STORY_SEE, Verb.STORY_BACK})
USES = frozenset({Verb.STORIES, Verb.STORY_ASK, Verb.STORY_READ, Verb.STORY_YES, Verb.STORY_NO})
VOICE = frozenset({Verb.EQUALITY}) | OWN_STORY | USES
Voice = Describing | Storytelling | AskingStory


def wanted(tap: Do) -> Needs:
    """What such a button's step must see."""
    match tap.verb:
        case Verb.EQUALITY:
            return Needs(requests=True)
        case Verb.STORIES | Verb.STORY_ASK:
            return Needs(stories=True)
        case _:
            return Needs(
                request=tap.request,
                answers=bool(tap.request),
                staff=True,
                requests=True,
                story=True,
            )


def state_needs(state: Storytelling | AskingStory) -> Needs:
    """What an answer to this state's question must see."""
    match state:
        case Storytelling(request):
            return Needs(request=request, answers=True, staff=True, requests=True, story=True)
        case AskingStory():
            return Needs(person=state.person, staff=True, stories=True)
        case _:
            assert_never(state)


def begun(tap: Do, facts: Facts) -> Move[Any]:
    """At once, or the question it begins."""
    if tap.verb in OWN_STORY:
        return stories.begin(tap, facts)
    return uses.begin(tap, facts) if tap.verb in USES else equality.begin(tap, facts)


def question(state: Voice, facts: Facts) -> Message:
    """The question of this state."""
    match state:
        case Describing():
            return equality.question(state, facts)
        case Storytelling():
            return stories.question(state, facts)
        case AskingStory():
            return uses.question(state, facts)
        case _:
            assert_never(state)


def answer(state: Voice, event: ChatEvent, facts: Facts) -> Move[Any]:
    """Where an answer leads."""
    match state:
        case Describing():
            return equality.answer(state, event, facts)
        case Storytelling():
            return stories.answer(state, event, facts)
        case AskingStory():
            return uses.answer(state, event, facts)
        case _:
            assert_never(state)
