"""When a story may be asked for, and when it opens (CARE 16)."""

from dataclasses import replace
from datetime import timedelta

import pytest

from flows.effects import KeepStory, OpenStory, Reply, Send, SetTimer
from flows.events import Tapped, TimerFired, TimerKind, Typed
from flows.facts import Answered
from flows.model import RequestId, State
from flows.step import step
from flows.story import Audience, Story
from flows.taps import Choose, Do, Verb
from flows.telling import Storytelling
from flows.telling.stories import good
from tests.flows.samples import (
    NOW,
    SAM,
    facts,
    in_chat,
    keys,
    labels,
    programme,
    request,
    session,
)

WORDS = "I ring my sister on Sundays now."
STORY = Story("s1", SAM.id, RequestId("r1"), Audience.PUBLIC, NOW, words=WORDS)


def said(question: str, number: int | None = None, choice: str = "", of: str = "end") -> Answered:
    return Answered(of, question, number, choice, late_baseline=False)


HELPED = said("helped", choice="lot")
GOOD = (said("goal", 3, of="start"), HELPED, said("goal", 8))


@pytest.mark.parametrize(
    ("answers", "well"),
    [
        (GOOD, True),
        ((HELPED,), True),
        ((said("helped", choice="bit"), said("goal", 5)), True),
        ((said("helped", choice="no"), said("goal", 9)), False),
        ((said("helped", choice="unused"),), False),
        ((said("goal", 9),), False),
        ((HELPED, said("goal", 4)), False),
        ((said("goal", 9, of="start"), HELPED, said("goal", 8)), False),
        ((*GOOD, said("happy", 4)), False),
        ((*GOOD, said("anxious", 9)), False),
        ((*GOOD, said("anxious", 1), said("happy", 8)), True),
    ],
)
def test_a_low_answer_asks_for_no_story(answers: tuple[Answered, ...], well: bool) -> None:
    assert good(answers, "end", programme()) is well


def test_the_start_round_never_asks_for_one() -> None:
    answers = (said("helped", choice="lot", of="start"), said("goal", 9, of="start"))
    assert not good(answers, "start", programme())


OFFER = TimerFired("story-offer:r1:end", TimerKind.STORY_OFFER, RequestId("r1"), SAM.id, "end")
ARRIVED = request(state=State.ARRIVED, state_since=NOW - timedelta(days=90))


def offered(**changes: object) -> tuple[object, ...]:
    """What the timer brings."""
    seen = replace(facts(None, ARRIVED, answers=GOOD), **changes)  # type: ignore[arg-type]
    return step(session(), OFFER, seen).effects


def test_after_a_good_round_it_is_offered() -> None:
    (sent,) = offered()
    assert isinstance(sent, Send)
    assert [said.words for said in sent.message.lines] == ["story-offer"]


@pytest.mark.parametrize(
    "changes",
    [
        {"story": STORY},
        {"holder": replace(SAM, check_ins=False)},
        {"request": replace(ARRIVED, state=State.PROBLEM)},
        {"answers": (HELPED, said("goal", 1))},
    ],
)
def test_it_is_not_offered(changes: dict[str, object]) -> None:
    assert offered(**changes) == ()


@pytest.mark.parametrize(
    "changes",
    [
        {"holder": replace(SAM, paused=True)},
        {"requests": (request(state=State.DECLINED, state_since=NOW),)},
        {"requests": (request(state=State.APPROVED, state_since=NOW),)},
        {"requests": (replace(ARRIVED, told=False),)},
    ],
)
def test_beside_a_decision_or_a_pause_it_waits_a_week(changes: dict[str, object]) -> None:
    (later,) = offered(**changes)
    assert isinstance(later, SetTimer)
    assert later.at - NOW == timedelta(days=7)
    assert later.value == "end"


def test_an_old_button_after_a_low_answer_begins_nothing() -> None:
    seen = facts(SAM, ARRIVED, answers=(HELPED, said("goal", 1)))
    after = step(session(SAM), Tapped(Do(Verb.STORY, ARRIVED.id)), seen)
    assert keys(after.effects) == ["story-not-now"]
    assert after.session.at_home


def test_somebody_elses_request_tells_no_story() -> None:
    seen = facts(replace(SAM, id=STORY.request), ARRIVED, answers=GOOD)  # type: ignore[arg-type]
    after = step(session(SAM), Tapped(Do(Verb.STORY, ARRIVED.id)), seen)
    assert keys(after.effects) == ["moved-on"]


def test_distress_makes_no_story() -> None:
    seen = facts(SAM, ARRIVED, answers=GOOD)
    state = Storytelling(ARRIVED.id, "words", "public")
    after = step(in_chat(state), Typed("I want to end it all"), seen)
    assert after.session.at_home
    assert "distress-full" in keys(after.effects)
    assert not [e for e in after.effects if isinstance(e, KeepStory)]


def test_the_exact_words_are_kept_and_nothing_before_the_last_look() -> None:
    seen = facts(SAM, ARRIVED, answers=GOOD)
    typed = step(in_chat(Storytelling(ARRIVED.id, "words", "public")), Typed(WORDS), seen)
    assert not [e for e in typed.effects if isinstance(e, KeepStory)]
    assert labels(typed.effects) >= {"button-story-words", "button-story-who"}
    done = step(typed.session, Tapped(Choose("keep")), seen)
    (kept,) = (e for e in done.effects if isinstance(e, KeepStory))
    assert (kept.words, kept.audience) == (WORDS, Audience.PUBLIC)
    (timer,) = (e for e in done.effects if isinstance(e, SetTimer))
    assert timer.timer is TimerKind.STORY_REMIND


@pytest.mark.parametrize("value", ["keep", "everyone", "team"])
def test_a_tap_that_answers_another_step_keeps_nothing(value: str) -> None:
    state = Storytelling(ARRIVED.id, "words", "public")
    after = step(in_chat(state), Tapped(Choose(value)), facts(SAM, ARRIVED))
    assert not [e for e in after.effects if isinstance(e, KeepStory)]


@pytest.mark.parametrize(("days", "opens_after"), [(6, 7), (13, 14), (30, 31)])
def test_it_opens_after_its_week_and_a_day_after_they_were_reminded(
    days: int, opens_after: int
) -> None:
    fired = TimerFired("story:s1", TimerKind.STORY_REMIND, ARRIVED.id, SAM.id, "s1")
    seen = facts(None, ARRIVED, story=STORY, now=NOW + timedelta(days=days))
    effects = step(session(), fired, seen).effects
    (opened,) = (e for e in effects if isinstance(e, OpenStory))
    assert opened.usable_from == NOW + timedelta(days=opens_after)
    assert [type(e) for e in effects] == [OpenStory, Send]


@pytest.mark.parametrize("changes", [{"story": None}, {"story": replace(STORY, id="s2")}])
def test_a_story_that_is_gone_does_not_open(changes: dict[str, object]) -> None:
    fired = TimerFired("story:s1", TimerKind.STORY_REMIND, ARRIVED.id, SAM.id, "s1")
    seen = replace(facts(None, ARRIVED), **changes)  # type: ignore[arg-type]
    assert step(session(), fired, seen).effects == ()


def test_who_paused_is_reminded_later_and_until_then_nobody_can_use_it() -> None:
    fired = TimerFired("story:s1", TimerKind.STORY_REMIND, ARRIVED.id, SAM.id, "s1")
    seen = facts(None, ARRIVED, story=STORY, holder=replace(SAM, paused=True))
    (later,) = step(session(), fired, seen).effects
    assert isinstance(later, SetTimer)


@pytest.mark.parametrize("verb", [Verb.STORY_READ, Verb.STORY_YES, Verb.STORY_NO, Verb.STORY_BACK])
def test_without_a_story_every_button_is_over(verb: Verb) -> None:
    after = step(session(SAM), Tapped(Do(verb, value="u1")), facts(SAM))
    assert [type(e) for e in after.effects] == [Reply]
