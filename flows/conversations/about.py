"""About me: access, quiet times, faith and culture, who else sees the phone (CARE 9, 12, 13).

Offered once, after the yes at the start, where each question and all of them can be skipped; and
at any time behind [More], one by one. Every answer is kept as soon as it is given.
"""

from dataclasses import dataclass, replace
from datetime import time
from typing import Literal

from flows.choices import choice, nothing_there, said_by
from flows.effects import Effect, Prompt, Reply, SetWishes
from flows.events import ChatEvent, Tapped
from flows.facts import Facts
from flows.messages import Button, Line, Message, line
from flows.model import Need, Person, Seen, Wishes
from flows.moves.access import access_asked
from flows.opening import a_few_questions, opening, seen_buttons
from flows.outcome import Again, Finished, Goto, Move
from flows.quiet import DAYS_A_WEEK, read_quiet
from flows.taps import Choose, Do, Verb
from flows.wishes import own_lines, quiet_lines

AT_THE_START = ("phone", "time", "needs", "quiet", "culture", "ease")
ONE_BY_ONE = ("needs", "language", "quiet", "time", "culture", "ease", "phone", "discreet")
TIMES = {
    "morning": (time(9), time(12)),
    "afternoon": (time(12), time(17)),
    "evening": (time(17), time(20)),
}
_LISTED_DAYS = (4, 5, 6)


@dataclass(frozen=True, slots=True)
class AboutMe:
    """One of the questions. `picked`: which needs are ticked. `queue`: what is asked after it;
    `start`: it is the round at the start, which leads on to the opening question."""

    question: str
    picked: tuple[Need, ...] = ()
    queue: tuple[str, ...] = ()
    start: bool = False
    kind: Literal["about_me"] = "about_me"


def at_the_start() -> AboutMe:
    """The round that is offered once."""
    first, *rest = AT_THE_START
    return AboutMe(first, (), tuple(rest), start=True)


def begin(tap: Do, facts: Facts) -> Move[AboutMe]:
    """[About me], and each of the buttons on it."""
    me = facts.me
    if me is None:
        return Finished((Reply(Message((line("moved-on"),))),))
    if tap.value == "start":
        return Goto(at_the_start())
    if tap.value not in ONE_BY_ONE:
        return Finished((Reply(summary(me.wishes)),))
    return Goto(AboutMe(tap.value, me.wishes.needs))


def summary(wishes: Wishes) -> Message:
    """All that we keep of it, each thing with its button."""
    known = own_lines(wishes)
    buttons = tuple(
        Button(line(f"button-about-{name}"), Do(Verb.ABOUT, value=name)) for name in ONE_BY_ONE
    )
    head = line("about-me" if known else "about-me-nothing")
    return Message((head, *known), buttons, key="about-me", anew=True)


# --- asking


def question(state: AboutMe, facts: Facts) -> Message:
    """The question of this state."""
    if state == at_the_start():
        return a_few_questions()
    buttons = (*_buttons(state), *_skips(state))
    return Message((line(f"about-ask-{state.question}"),), buttons)


def _buttons(state: AboutMe) -> tuple[Button, ...]:
    match state.question:
        case "phone":
            return seen_buttons()
        case "time":
            return tuple(choice(f"button-time-{name}", name) for name in ("any", *TIMES))
        case "needs":
            done = "button-needs-done" if state.picked else "button-needs-none"
            return (*(_need(need, state) for need in Need), choice(done, "done"))
        case "quiet":
            days = tuple(choice("button-quiet-day", str(d), day=d) for d in _LISTED_DAYS)
            return (*days, choice("button-quiet-none", "none"))
        case "discreet":
            return (choice("button-discreet-yes", "yes"), choice("button-discreet-no", "no"))
        case "language":
            return (choice("button-language-english", "none"),)
        case "ease":
            return (choice("button-ease-anyone", "none"),)
        case _:
            return (choice("button-culture-none", "none"),)


def _need(need: Need, state: AboutMe) -> Button:
    on = "yes" if need in state.picked else "no"
    return choice("button-need", str(need), need=str(need), on=on)


def _skips(state: AboutMe) -> tuple[Button, ...]:
    if state.start:
        return (choice("button-skip", "skip"), choice("button-skip-all", "skip_all"))
    return (choice("button-never-mind", "skip"),)


# --- answers


def answer(state: AboutMe, event: ChatEvent, facts: Facts) -> Move[AboutMe]:
    """Keep it and go on."""
    me = facts.me
    if me is None:
        return Finished()
    match event:
        case Tapped(Choose("skip_all")) if state.start:
            return Finished(_then_the_opening(me))
        case Tapped(Choose("skip")):
            return _on(state, me, me.wishes, facts)
        case Tapped(Choose(value)):
            return _chosen(state, me, value, facts)
        case _:
            words = said_by(event)
            if not words:
                return Again((nothing_there(event),))
            return _typed(state, me, words, facts)


def _chosen(state: AboutMe, me: Person, value: str, facts: Facts) -> Move[AboutMe]:
    wishes = me.wishes
    match state.question, value:
        case "needs", "done":
            return _needs_told(state, me, facts)
        case "needs", need if need in set(Need):
            return _ticked(state, me, Need(need), facts)
        case "phone", seen if seen in set(Seen):
            return _on(state, me, replace(wishes, phone_seen=Seen(seen)), facts)
        case "time", name if name in ("any", *TIMES):
            return _on(state, me, replace(wishes, good_time=TIMES.get(name)), facts)
        case "quiet", "none":
            none = replace(wishes, quiet_words="", quiet_days=(), quiet_times=())
            return _on(state, me, none, facts)
        case "quiet", day if day in set(map(str, _LISTED_DAYS)):
            days = tuple(sorted({*wishes.quiet_days, int(day)}))
            return _quiet(state, me, replace(wishes, quiet_days=days), facts)
        case "discreet", "yes" | "no":
            return _on(state, me, replace(wishes, discreet=value == "yes"), facts)
        case "language" | "culture" | "ease", "none":
            return _on(state, me, _in_own_words(state.question, wishes, ""), facts)
        case _:
            return Again((line("tap-a-button"),))


IN_OWN_WORDS = ("language", "culture", "ease")


def _in_own_words(question: str, wishes: Wishes, words: str) -> Wishes:
    match question:
        case "language":
            return replace(wishes, language=words)
        case "culture":
            return replace(wishes, culture=words)
        case _:
            return replace(wishes, at_ease_with=words)


def _typed(state: AboutMe, me: Person, words: str, facts: Facts) -> Move[AboutMe]:
    if state.question in IN_OWN_WORDS:
        return _on(state, me, _in_own_words(state.question, me.wishes, words), facts)
    read = read_quiet(words)
    match state.question:
        case "quiet":
            said = replace(
                me.wishes, quiet_words=words, quiet_days=read.days, quiet_times=read.times
            )
            return _quiet(state, me, said, facts)
        case "time" if len(read.times) == 1:
            return _on(state, me, replace(me.wishes, good_time=read.times[0]), facts)
        case "time":
            return Again((line("about-time-unclear"),))
        case _:
            return Again((line("tap-a-button"),))


def _quiet(state: AboutMe, me: Person, wishes: Wishes, facts: Facts) -> Move[AboutMe]:
    """Say what was understood. Somebody who wants no day at all wants their messages paused."""
    if len(wishes.quiet_days) == DAYS_A_WEEK:
        return Again((line("about-quiet-always"),))
    return _on(state, me, wishes, facts, quiet_lines(wishes))


def _ticked(state: AboutMe, me: Person, need: Need, facts: Facts) -> Move[AboutMe]:
    picked = tuple(n for n in Need if (n in state.picked) != (n is need))
    wishes = replace(me.wishes, needs=picked)
    return Goto(replace(state, picked=picked), effects=_kept(me, wishes, facts))


def _needs_told(state: AboutMe, me: Person, facts: Facts) -> Move[AboutMe]:
    """Somebody who wants an interpreter is asked for which language, next."""
    wishes = replace(me.wishes, needs=state.picked)
    if Need.INTERPRETER in state.picked and not me.wishes.language:
        state = replace(state, queue=("language", *state.queue))
    return _on(state, me, wishes, facts)


def _kept(me: Person, wishes: Wishes, facts: Facts) -> tuple[Effect, ...]:
    if wishes == me.wishes:
        return ()
    return (SetWishes(me.id, wishes), *access_asked(me, wishes, facts))


def _on(
    state: AboutMe, me: Person, wishes: Wishes, facts: Facts, lead: tuple[Line, ...] = ()
) -> Move[AboutMe]:
    """The next question; after the last one the opening question, or all that we keep."""
    kept = _kept(me, wishes, facts)
    if state.queue:
        following, *rest = state.queue
        return Goto(replace(state, question=following, queue=tuple(rest)), lead, kept)
    if state.start:
        said = (Reply(Message((*lead, line("about-thanks")))),) if kept else ()
        return Finished((*kept, *said, *_then_the_opening(me)))
    return Finished((*kept, Reply(summary(wishes))))


def _then_the_opening(me: Person) -> tuple[Effect, ...]:
    return (Prompt(me.id, opening(), Do(Verb.ASK)),)
