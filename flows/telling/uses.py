"""Using a story: who may ask, and that its person is asked each time (CARE 16).

Nobody who works here reads a word of it before its person has said yes to this very use.
"""

from dataclasses import dataclass
from typing import Literal

from flows.calendar import long_day
from flows.choices import choice, words_of
from flows.effects import AskStory, Effect, Reply, Send, SettleUse
from flows.events import ChatEvent, Tapped
from flows.facts import Facts
from flows.messages import Button, Line, Message, line
from flows.model import Person, PersonId, Role
from flows.outcome import Again, Finished, Goto, Move
from flows.story import Audience, Story, StoryUse, Use
from flows.taps import Choose, Do, Verb
from flows.telling.stories import story_key, use_key

MAX_PURPOSE = 300
MOST_SHOWN = 10
STAFF_OF = {
    Audience.TEAM: (Role.CARE_CO_ORDINATOR, Role.TEAM_LEADER),
    Audience.BUDGET: (Role.SUPPORT_PLANNER, Role.PHB_FACILITATOR, Role.PROGRAMME_ADMIN),
    Audience.PUBLIC: (Role.PROGRAMME_ADMIN,),
}
"""Who may ask for a story of this audience; for the care team, only the person's own."""


@dataclass(frozen=True, slots=True)
class AskingStory:
    """What is it for?"""

    story: str
    person: PersonId
    kind: Literal["asking_story"] = "asking_story"


def may_ask(me: Person, story: Story, facts: Facts) -> bool:
    """Whether this story may be asked for by them, now."""
    if story.person == me.id or not story.usable(facts.now):
        return False
    if not me.roles & frozenset(STAFF_OF[story.audience]):
        return False
    if story.audience is not Audience.TEAM:
        return True
    leads = Role.TEAM_LEADER in me.roles and me.team == story.team
    return leads or (Role.CARE_CO_ORDINATOR in me.roles and story.carer == me.id)


def question(state: AskingStory, facts: Facts) -> Message:
    """What they will tell the person."""
    return Message((line("story-use-what"),), (choice("button-never-mind", "cancel"),))


def answer(state: AskingStory, event: ChatEvent, facts: Facts) -> Move[AskingStory]:
    """The person is asked; nothing is handed out."""
    if isinstance(event, Tapped) and event.tap == Choose("cancel"):
        return Finished((Reply(Message((line("sign-never-mind"),))),))
    story, me, holder = _story(state.story, facts), facts.me, facts.holder
    if me is None or story is None or holder is None or holder.id != story.person:
        return Finished((Reply(Message((line("story-use-gone"),))),))
    words = words_of(event)
    if not words:
        return Again((line("nothing-there"),))
    if len(words) > MAX_PURPOSE:
        return Again((line("story-use-too-long"),))
    if holder.paused:
        return Finished((Reply(Message((line("story-use-paused"),))),))
    use = StoryUse(facts.fresh[0], me.id, words, Use.ASKED)
    asked = AskStory(story.id, story.person, use.id, me.id, words)
    noted = Message((line("story-use-asked"),), key=use_key(use.id), about=story.person)
    return Finished((asked, Send(story.person, _asked(story, use)), Send(me.id, noted)))


def _asked(story: Story, use: StoryUse) -> Message:
    """The yes is not here: it stands beside the exact words."""
    return Message(
        (line("story-asked", words=use.purpose),),
        (
            Button(line("button-story-read"), Do(Verb.STORY_READ, value=use.id)),
            Button(line("button-not-this-time"), Do(Verb.STORY_NO, value=use.id)),
            *_back(story),
        ),
        key=_read_key(use),
        anew=True,
    )


def _read_key(use: StoryUse) -> str:
    return f"story-read:{use.id}"


def begin(tap: Do, facts: Facts) -> Move[AskingStory]:
    """A button about using a story: of staff, or of its person."""
    match tap.verb:
        case Verb.STORIES:
            return Finished((Reply(_list(facts)),))
        case Verb.STORY_ASK:
            story = _story(tap.value, facts)
            if story is None:
                return Finished((Reply(Message((line("story-use-gone"),))),))
            return Goto(AskingStory(story.id, story.person))
        case _:
            return Finished(_answered(tap, facts))


def _story(story_id: str, facts: Facts) -> Story | None:
    me = facts.me
    if me is None:
        return None
    known = (one for one in facts.stories if one.id == story_id and may_ask(me, one, facts))
    return next(known, None)


def _list(facts: Facts) -> Message:
    me = facts.me
    mine = [one for one in facts.stories if me is not None and may_ask(me, one, facts)]
    if not mine:
        return Message((line("stories-none"),))
    shown = mine[:MOST_SHOWN]
    listed = tuple(_listed(no, one, facts) for no, one in enumerate(shown, 1))
    buttons = tuple(
        Button(line("button-story-ask", no=no), Do(Verb.STORY_ASK, value=one.id))
        for no, one in enumerate(shown, 1)
    )
    return Message((line("stories-head"), *listed), buttons, key="stories", anew=True)


def _listed(no: int, story: Story, facts: Facts) -> Line:
    """No name and no word of it; their own care team knows whose it is."""
    day = long_day(facts.calendar.day(story.said_at))
    if story.audience is Audience.TEAM:
        return line("stories-one-team", no=no, reference=story.reference, day=day)
    return line(f"stories-one-{story.audience}", no=no, day=day)


def _answered(tap: Do, facts: Facts) -> tuple[Effect, ...]:
    """The person reads it beside the yes; says yes to this use; or says no."""
    story = facts.story
    use = story.use(tap.value) if story is not None else None
    if story is None or use is None or use.state is not Use.ASKED:
        return (Reply(Message((line("story-use-over"),))),)
    match tap.verb:
        case Verb.STORY_READ:
            return (Reply(_beside_the_words(story, use)),)
        case Verb.STORY_YES if story.usable(facts.now) and _works_here(use.by, story, facts):
            told = (
                line("story-use-yes", purpose=use.purpose),
                line("story-words-are", words=story.words),
            )
            given = Message(told, key=use_key(use.id), anew=True, about=story.person)
            thanks = Message(
                (line("story-thanks"),), _back(story), key=story_key(story.id), anew=True
            )
            return (_settled(story, use, Use.YES), Send(use.by, given), Reply(thanks))
        case Verb.STORY_NO:
            no = Message(
                (line("story-use-no"),), key=use_key(use.id), anew=True, about=story.person
            )
            told_no = Reply(Message((line("story-said-no"),)))
            return (_settled(story, use, Use.NO), Send(use.by, no), told_no)
        case _:
            return (Reply(Message((line("story-use-over"),))),)


def _works_here(who: PersonId, story: Story, facts: Facts) -> bool:
    """Asked again in the turn that hands it out: rights end at once."""
    known = next((p for p in facts.staff if p.id == who), None)
    return known is not None and may_ask(known, story, facts)


def _settled(story: Story, use: StoryUse, state: Use) -> SettleUse:
    return SettleUse(story.id, story.person, use.id, state)


def _beside_the_words(story: Story, use: StoryUse) -> Message:
    return Message(
        (
            line("story-asked", words=use.purpose),
            line("story-exactly", words=story.words),
        ),
        (
            Button(line("button-yes-this-once"), Do(Verb.STORY_YES, value=use.id)),
            Button(line("button-not-this-time"), Do(Verb.STORY_NO, value=use.id)),
            *_back(story),
        ),
        key=_read_key(use),
        anew=True,
    )


def _back(story: Story) -> tuple[Button, ...]:
    return (Button(line("button-story-back"), Do(Verb.STORY_BACK, value=story.id)),)
