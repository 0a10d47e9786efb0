"""Words typed to "Has it helped?" at home are the answer's words, and never lost to the menu."""

from dataclasses import replace

import pytest

from flows.conversations.checkin import Rating
from flows.effects import Effect, SaveAnswer
from flows.events import MAX_TEXT, FileSent, Tapped, Typed
from flows.facts import Answered, Facts, OpenCheckIn
from flows.measures import HELPED, HELPED_WORDS, KEPT
from flows.model import State
from flows.step import step
from flows.taps import Choose, Do, Verb
from tests.flows.samples import NOW, SAM, facts, in_chat, keys, request, session

CAME = request(state=State.ARRIVED, arrived_at=NOW)
ROUND = "midpoint"


def open_(**changes: object) -> Facts:
    """Sam at home, a check-in waiting."""
    return replace(facts(SAM), check_in=OpenCheckIn(CAME, ROUND), **changes)  # type: ignore[arg-type]


def saved(effects: tuple[Effect, ...]) -> list[tuple[str, str, str]]:
    return [(e.question, e.choice, e.words) for e in effects if isinstance(e, SaveAnswer)]


def test_words_are_kept_at_once_as_they_were_typed() -> None:
    after = step(session(SAM), Typed("it’s  been GREAT :-)"), open_())
    assert saved(after.effects) == [(HELPED_WORDS, KEPT, "it’s  been GREAT :-)")]
    assert after.session.state == Rating(CAME.id, ROUND, HELPED, "it’s  been GREAT :-)")
    assert keys(after.effects) == ["helped-kept", "helped-which"]


def test_with_no_check_in_open_words_at_home_get_the_menu() -> None:
    after = step(session(SAM), Typed("it's been great"), facts(SAM))
    assert saved(after.effects) == []
    assert keys(after.effects) == ["menu-not-understood"]


@pytest.mark.parametrize("text", ["", "  ", "\u200b", "\u3164"])
def test_nothing_that_can_be_seen_is_no_answer(text: str) -> None:
    after = step(session(SAM), Typed(text), open_())
    assert saved(after.effects) == []
    assert after.session.at_home


def test_a_command_is_still_a_command() -> None:
    assert saved(step(session(SAM), Typed("help"), open_()).effects) == []


@pytest.mark.parametrize("how", ["lot", "bit", "no", "unused"])
def test_one_of_the_four_is_the_answer_and_the_goal_comes_next(how: str) -> None:
    before = in_chat(Rating(CAME.id, ROUND, HELPED, "great"))
    after = step(before, Tapped(Choose(how)), facts(SAM, CAME))
    assert saved(after.effects) == [(HELPED, how, "")]
    assert after.session.state == Rating(CAME.id, ROUND)


def test_something_else_takes_the_words_back() -> None:
    before = in_chat(Rating(CAME.id, ROUND, HELPED, "hello"))
    after = step(before, Tapped(Choose("else")), facts(SAM, CAME))
    assert saved(after.effects) == [(HELPED_WORDS, "", "")]
    assert after.session.at_home


def test_words_without_end_stop_at_what_is_kept_of_one_message() -> None:
    before = in_chat(Rating(CAME.id, ROUND, HELPED, "a" * MAX_TEXT))
    after = step(before, Typed("more"), facts(SAM, CAME))
    assert [len(words) for _, _, words in saved(after.effects)] == [MAX_TEXT]


@pytest.mark.parametrize(
    "event", [Tapped(Choose("yes")), Tapped(Choose("10")), FileSent("f1", "a.png", "image/png")]
)
def test_what_is_no_answer_changes_nothing(event: Tapped | FileSent) -> None:
    before = in_chat(Rating(CAME.id, ROUND, HELPED, "great"))
    after = step(before, event, facts(SAM, CAME))
    assert saved(after.effects) == []
    assert after.session.state == before.state


def test_told_elsewhere_meanwhile_it_is_not_told_twice() -> None:
    before = in_chat(Rating(CAME.id, ROUND, HELPED, "great"))
    told = replace(facts(SAM, CAME), answers=(Answered(ROUND, HELPED, None, "bit", False),))
    after = step(before, Tapped(Choose("no")), told)
    assert saved(after.effects) == []
    assert "check-in-told" in keys(after.effects)


def test_the_cards_own_button_ends_the_question_too() -> None:
    """Nobody is led back to a question that they have answered on the card above."""
    before = in_chat(Rating(CAME.id, ROUND, HELPED, "great"))
    tap = Tapped(Do(Verb.HELPED, CAME.id, value=f"{ROUND}:lot"))
    after = step(before, tap, facts(SAM, CAME))
    assert after.session.state == Rating(CAME.id, ROUND)
    assert after.session.parked is None


def test_words_about_something_else_are_no_answer_to_a_reminder() -> None:
    assert not Answered(ROUND, HELPED_WORDS, None, "", late_baseline=False).is_answer
    assert Answered(ROUND, HELPED_WORDS, None, KEPT, late_baseline=False).is_answer
    assert Answered(ROUND, HELPED, None, "no", late_baseline=False).is_answer
