"""A story: asked for on another day than a good check-in, in the person's own words, for whom they
choose; it rests a week, each use is asked for, and one tap takes it back (CARE 16).

"Saying no changes nothing." It is never asked for beside a decision or after a low answer.
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Literal

from flows.calendar import long_day
from flows.choices import choice, words_of
from flows.effects import (
    DropTimer,
    Effect,
    KeepStory,
    OpenStory,
    Reply,
    Send,
    SetTimer,
    TakeBackStory,
)
from flows.events import ChatEvent, Tapped, TimerFired, TimerKind
from flows.facts import Answered, Facts
from flows.measures import GOAL, HELPED, ONS4
from flows.messages import Button, Message, line
from flows.model import Person, Request, RequestId, State
from flows.moves.story_clock import in_days
from flows.outcome import Again, Finished, Goto, Move
from flows.outcomes import DID_HELP, START_ROUND
from flows.programme import Programme, Stories
from flows.story import Audience, Story, Use
from flows.taps import Choose, Do, Verb

TOP = 10
MAX_STORY = 1500
A_WEEK = 7
NEAR = timedelta(days=2)
"""So long after a decision nobody is asked for a story."""

JUST_DECIDED = frozenset(
    {State.DECLINED, State.APPROVED, State.STOPPED, State.WAITING_MONEY, State.EXPIRED}
)
WHO, WORDS, CHECK = "who", "words", "check"


@dataclass(frozen=True, slots=True)
class Storytelling:
    """Who may read it, the words, and a last look at both."""

    request: RequestId
    asking: str = WHO
    audience: str = ""
    words: str = ""
    kind: Literal["storytelling"] = "storytelling"


# --- when it is asked for


def good(answers: tuple[Answered, ...], round_id: str, programme: Programme) -> bool:
    """Whether a round after the start went well and has no low answer in it."""
    own = {a.question: a for a in answers if a.round == round_id}
    if programme.stories is None or round_id == START_ROUND or HELPED not in own:
        return False
    if own[HELPED].choice not in DID_HELP:
        return False
    least = programme.stories.good_from
    goal = own[GOAL].number if GOAL in own else None
    first = next((a.number for a in answers if a.round == START_ROUND and a.question == GOAL), None)
    if goal is not None and (goal < least or goal < (first or 0)):
        return False
    return all(
        (number if item.high_is_good else TOP - number) >= least
        for item in ONS4
        if item.id in own and (number := own[item.id].number) is not None
    )


def _latest_good(facts: Facts) -> bool:
    """Whether the newest round that was answered went well."""
    answered = {a.round for a in facts.answers}
    rounds = [r.id for r in facts.programme.check_ins.rounds if r.id in answered]
    return bool(rounds) and good(facts.answers, rounds[-1], facts.programme)


def story_due(request: Request, event: TimerFired, facts: Facts) -> tuple[Effect, ...]:
    """A story may be asked for; or its week is nearly over."""
    if event.timer is TimerKind.STORY_OFFER:
        return _offer_due(request, event, facts)
    return _reminder_due(event, facts)


def _offer_due(request: Request, event: TimerFired, facts: Facts) -> tuple[Effect, ...]:
    """The day after a good check-in: once a round, never beside a decision or a low answer."""
    holder = facts.holder
    if holder is None or facts.story is not None or request.state is not State.ARRIVED:
        return ()
    if not holder.check_ins or not good(facts.answers, event.value, facts.programme):
        return ()
    if holder.paused or _beside_a_decision(facts):
        return (_again_in_a_week(event, facts),)
    yes = Button(line("button-story-yes"), Do(Verb.STORY, request.id))
    no = Button(line("button-no-thanks"), Do(Verb.STORY, request.id, value="no"))
    return (Send(holder.id, Message((line("story-offer"),), (yes, no))),)


def _beside_a_decision(facts: Facts) -> bool:
    return any(
        not r.told or (r.state in JUST_DECIDED and facts.now - r.state_since < NEAR)
        for r in facts.requests
    )


def _again_in_a_week(event: TimerFired, facts: Facts) -> SetTimer:
    at = in_days(A_WEEK, facts)
    return SetTimer(event.key, at, event.timer, event.request, event.person, event.value)


# --- telling it


def question(state: Storytelling, facts: Facts) -> Message:
    """The question of this step."""
    match state.asking:
        case "who":
            buttons = tuple(choice(f"button-audience-{one}", one) for one in Audience)
            return Message(
                (line("story-who"), line("story-rules")),
                (*buttons, choice("button-no-thanks", "no")),
            )
        case "words":
            return Message((line("story-words"),), (choice("button-no-thanks", "no"),))
        case _:
            return Message(
                (
                    line("story-check", words=state.words),
                    line(f"story-for-{state.audience}"),
                    line("story-waits"),
                ),
                (
                    choice("button-story-keep", "keep"),
                    choice("button-story-words", "words"),
                    choice("button-story-who", "who"),
                    choice("button-no-thanks", "no"),
                ),
            )


def answer(state: Storytelling, event: ChatEvent, facts: Facts) -> Move[Storytelling]:
    """Towards the last look; only [Yes, keep it] keeps anything."""
    match event:
        case Tapped(Choose("no")):
            return _said_no()
        case Tapped(Choose(value)) if state.asking == WHO and value in set(Audience):
            return _on(replace(state, audience=value))
        case Tapped(Choose("words" | "who" as back)) if state.asking == CHECK:
            return Goto(replace(state, asking=back))
        case Tapped(Choose("keep")) if state.asking == CHECK:
            return _kept(state, facts)
        case _ if state.asking == WHO:
            return Again((line("tap-a-button"),))
        case _:
            return _typed(state, words_of(event))


def _typed(state: Storytelling, words: str) -> Move[Storytelling]:
    if not words:
        return Again((line("nothing-there"),))
    if len(words) > MAX_STORY:
        return Again((line("story-too-long"),))
    return _on(replace(state, words=words))


def _on(state: Storytelling) -> Move[Storytelling]:
    return Goto(replace(state, asking=CHECK if state.words else WORDS))


def _said_no() -> Finished:
    return Finished((Reply(Message((line("story-said-no"),))),))


def _kept(state: Storytelling, facts: Facts) -> Move[Storytelling]:
    me, request, rules = facts.me, facts.request, facts.programme.stories
    if me is None or request is None or rules is None or request.person != me.id:
        return Finished((Reply(Message((line("moved-on"),))),))
    story = Story(facts.fresh[0], me.id, request.id, Audience(state.audience), facts.now)
    kept = KeepStory(story.id, me.id, request.id, facts.programme.id, story.audience, state.words)
    before = taken_back(facts.story) if facts.story is not None else ()
    at = in_days(rules.wait_days - rules.remind_days_before, facts)
    reminder = SetTimer(
        _timer_key(story.id), at, TimerKind.STORY_REMIND, request.id, me.id, story.id
    )
    said = Message(
        (line("story-kept"),), (_back_button(story),), key=story_key(story.id), anew=True
    )
    return Finished((*before, kept, reminder, Reply(said)))


def _timer_key(story: str) -> str:
    return f"story:{story}"


def _reminder_due(event: TimerFired, facts: Facts) -> tuple[Effect, ...]:
    """Before the week is over they hear that they can still say no. Only then can it be asked for:
    somebody who could not be reminded has not been passed by."""
    story, holder, rules = facts.story, facts.holder, facts.programme.stories
    if story is None or holder is None or rules is None or story.id != event.value:
        return ()
    if holder.paused:
        return (_again_in_a_week(event, facts),)
    opens = _opens(story, rules, facts.now)
    day = long_day(facts.calendar.day(opens))
    told = Message(
        (line("story-reminder", day=day),),
        (
            Button(line("button-story-see"), Do(Verb.STORY_SEE)),
            _back_button(story),
        ),
        key=story_key(story.id),
        anew=True,
    )
    return (OpenStory(story.id, story.person, opens), Send(holder.id, told))


def _opens(story: Story, rules: Stories, now: datetime) -> datetime:
    whole = story.said_at + timedelta(days=rules.wait_days)
    return max(whole, now + timedelta(days=rules.remind_days_before))


# --- having it


def begin(tap: Do, facts: Facts) -> Move[Storytelling]:
    """A button of the person whose story it is."""
    me = facts.me
    if me is None or facts.programme.stories is None:
        return Finished((Reply(Message((line("moved-on"),))),))
    match tap.verb:
        case Verb.STORY:
            return _begin_telling(tap, me, facts)
        case Verb.STORY_BACK:
            return Finished(_back(tap, facts))
        case _:
            return Finished((Reply(seen(facts)),))


def _begin_telling(tap: Do, me: Person, facts: Facts) -> Move[Storytelling]:
    request = facts.request
    if tap.value == "no":
        return _said_no()
    if request is None or request.person != me.id:
        return Finished((Reply(Message((line("moved-on"),))),))
    if facts.story is not None and tap.value != "again":
        return Finished((Reply(seen(facts)),))
    if not _latest_good(facts) or _beside_a_decision(facts):
        return Finished((Reply(Message((line("story-not-now"),))),))
    return Goto(Storytelling(request.id))


def seen(facts: Facts) -> Message:
    """Their story as it stands, and the one tap that ends it."""
    story = facts.story
    if story is None:
        return Message((line("story-none"),))
    day = long_day(facts.calendar.day(story.usable_from)) if story.usable_from else ""
    when = line("story-from", day=day) if day else line("story-rests")
    return Message(
        (line("story-yours", words=story.words), line(f"story-for-{story.audience}"), when),
        (
            Button(line("button-story-words"), Do(Verb.STORY, story.request, value="again")),
            _back_button(story),
        ),
        key=story_key(story.id),
        anew=True,
    )


def _back_button(story: Story) -> Button:
    return Button(line("button-story-back"), Do(Verb.STORY_BACK, value=story.id))


def _back(tap: Do, facts: Facts) -> tuple[Effect, ...]:
    story = facts.story
    if story is None or story.id != tap.value:
        return (Reply(Message((line("story-gone"),))),)
    return (*taken_back(story), Reply(Message((line("story-gone"),))))


def taken_back(story: Story) -> tuple[Effect, ...]:
    """In this commit its words are gone, also from the chats of those who were given them."""
    told = tuple(
        Send(use.by, Message((line("story-ended"),), key=use_key(use.id), about=story.person))
        for use in story.uses
        if use.state in (Use.ASKED, Use.YES)
    )
    return (TakeBackStory(story.id, story.person), DropTimer(_timer_key(story.id)), *told)


def story_key(story: str) -> str:
    """The newest message about a story in its person's chat: earlier ones lose their buttons."""
    return f"story:{story}"


def use_key(use: str) -> str:
    """The message in a member of staff's chat about one use; taking back edits it."""
    return f"story-use:{use}"
