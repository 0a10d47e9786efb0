"""What people tell about themselves becomes rows, sealed and apart."""

from collections.abc import Mapping
from typing import assert_never

from flows.effects import (
    AskStory,
    ForgetEquality,
    KeepStory,
    OpenStory,
    SetEquality,
    SettleUse,
    TakeBackStory,
)
from flows.model import PersonId
from storage.acting import Acting

StoryEffect = KeepStory | OpenStory | TakeBackStory | AskStory | SettleUse
VoiceEffect = SetEquality | ForgetEquality | StoryEffect


def apply_telling(acting: Acting, effect: VoiceEffect) -> None:
    """Make one effect true."""
    match effect:
        case SetEquality():
            acting.work.equality.set(effect, acting.now)
            private = (effect.person, f"{effect.answer} {effect.words}")
            facts = {"question": effect.question}
            acting.audit(f"person:{effect.person}", "set_equality", facts, private)
        case ForgetEquality(whose):
            acting.work.equality.forget(whose)
            acting.audit(f"person:{whose}", "forget_equality", {})
        case _:
            _apply_story(acting, effect)


def _apply_story(acting: Acting, effect: StoryEffect) -> None:
    stories, now = acting.work.stories, acting.now
    match effect:
        case KeepStory():
            stories.keep(effect, now)
            facts = {"story": effect.id, "audience": effect.audience}
            _audit(acting, effect.person, "keep_story", facts, effect.words)
        case OpenStory():
            stories.open_from(effect)
            facts = {"story": effect.story, "from": effect.usable_from.isoformat()}
            _audit(acting, effect.person, "open_story", facts)
        case TakeBackStory():
            stories.take_back(effect, now)
            _audit(acting, effect.person, "take_back_story", {"story": effect.story})
        case AskStory():
            stories.ask(effect, now)
            facts = {"story": effect.story, "use": effect.use, "by": effect.by}
            _audit(acting, effect.person, "ask_story", facts, effect.purpose)
        case SettleUse():
            stories.settle(effect, now)
            facts = {"story": effect.story, "use": effect.use}
            _audit(acting, effect.person, f"story_use:{effect.state}", facts)
        case _:
            assert_never(effect)


def _audit(
    acting: Acting, whose: PersonId, kind: str, facts: Mapping[str, str], words: str = ""
) -> None:
    acting.audit(f"person:{whose}", kind, facts, (whose, words))
