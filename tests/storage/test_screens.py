"""Buttons: whose they are, how long they count, what takes their place."""

from dataclasses import replace
from datetime import timedelta

from flows.effects import Reply, Send
from flows.events import TapFault, Tapped, TapRefused
from flows.facts import Facts
from flows.model import Role
from flows.session import Session
from flows.step import Outcome
from flows.taps import Choose, Do, Verb
from storage.clock import FrozenClock
from storage.store import Store
from tests.storage.turns import (
    Script,
    Somebody,
    asking,
    holder,
    question,
    script,
    seen,
    staff,
    tapped,
    token_of,
    typed,
    words,
)

QUIET = script()


def heard(store: Store, who: Somebody, token: str) -> object:
    """The event that the step sees when this token is pressed; the step does nothing."""
    events: list[object] = []

    def note(session: Session, event: object, _facts: Facts) -> Outcome:
        events.append(event)
        return Outcome(session)

    tapped(store, who, token, Script(note))
    return events[0]


def refused(store: Store, who: Somebody, token: str) -> TapFault:
    """Why this token does not count."""
    event = heard(store, who, token)
    assert isinstance(event, TapRefused)
    return event.fault


def test_a_button_brings_its_value_and_its_label(store: Store) -> None:
    """The wire carries a token, the step sees what it means."""
    pat = holder(store)
    typed(store, pat, "Hi", script(question()))
    assert heard(store, pat, token_of(store, pat.chat, "Yes")) == Tapped(Choose("yes"), "Yes")


def test_a_press_is_in_the_transcript_and_marks_the_choice(store: Store) -> None:
    """The label comes in as the person's words; the buttons are gone."""
    pat = holder(store)
    typed(store, pat, "Hi", script(question()))
    heard(store, pat, token_of(store, pat.chat, "Yes"))
    asked, said = seen(store, pat.chat)[-2:]
    assert (asked.chosen, asked.buttons) == ("Yes", ())
    assert (said.direction, said.text) == ("in", "Yes")


def test_forged_tokens_are_unknown(store: Store) -> None:
    """Neither a made-up token nor a made-up index nor rubbish says anything."""
    pat = holder(store)
    typed(store, pat, "Hi", script(question()))
    token = token_of(store, pat.chat, "Yes")
    forged = ["A" * 22 + "0", token[:-1] + "7", token[:-1], "", token[:22] + "²", "x" * 5000]
    assert {refused(store, pat, made) for made in forged} == {TapFault.UNKNOWN}


def test_a_button_of_another_chat_is_unknown(store: Store) -> None:
    """Whoever has seen a token cannot use it elsewhere, and does not learn that it is real."""
    pat, grace = holder(store), staff(store, Role.TEAM_LEADER)
    typed(store, pat, "Hi", script(question()))
    assert refused(store, grace, token_of(store, pat.chat, "Yes")) is TapFault.UNKNOWN


def test_a_second_press_is_used(store: Store) -> None:
    """Two presses are two updates; the screen counts once."""
    pat = holder(store)
    typed(store, pat, "Hi", script(question()))
    token = token_of(store, pat.chat, "Yes")
    heard(store, pat, token)
    assert refused(store, pat, token) is TapFault.USED


def test_all_buttons_of_a_screen_are_used_up_together(store: Store) -> None:
    """Yes and then No is not possible."""
    pat = holder(store)
    both = words("Which?", ("Yes", Choose("yes")), ("No", Choose("no")))
    typed(store, pat, "Hi", script(Reply(both, asks=True)))
    yes, no = (token_of(store, pat.chat, label) for label in ("Yes", "No"))
    heard(store, pat, yes)
    assert refused(store, pat, no) is TapFault.USED


def test_buttons_expire(store: Store) -> None:
    """After ninety days a button is only a picture of one."""
    pat = holder(store)
    typed(store, pat, "Hi", script(question()))
    token = token_of(store, pat.chat, "Yes")
    assert isinstance(store.clock, FrozenClock)
    store.clock.advance(timedelta(days=90))
    assert refused(store, pat, token) is TapFault.EXPIRED


def test_a_new_question_makes_old_answers_stale(store: Store) -> None:
    """And their buttons are gone from the page, which hears of the change."""
    pat = holder(store)
    typed(store, pat, "Hi", script(question("First?")))
    token, first = token_of(store, pat.chat, "Yes"), seen(store, pat.chat)[-1]
    typed(store, pat, "Hm", script(question("Second?")))
    assert refused(store, pat, token) is TapFault.STALE
    again = next(m for m in seen(store, pat.chat) if m.id == first.id)
    assert again.buttons == ()
    assert again.change_no > first.change_no
    assert again.news_no == first.news_no


def test_a_question_that_moved_on_makes_its_answers_stale_without_a_new_one(store: Store) -> None:
    """The number of the question is enough."""
    pat = holder(store)
    typed(store, pat, "Hi", script(question()))
    token = token_of(store, pat.chat, "Yes")
    typed(store, pat, "Never mind", asking())
    assert refused(store, pat, token) is TapFault.STALE


def test_buttons_that_only_show_something_stay(store: Store) -> None:
    """[Look] can be pressed for ever, and no new question takes it away."""
    pat = holder(store)
    card = words("A card", ("Look", Do(Verb.LOOK)))
    typed(store, pat, "Hi", script(Reply(card)))
    token = token_of(store, pat.chat, "Look")
    typed(store, pat, "Hm", script(question()))
    for _ in range(2):
        assert heard(store, pat, token) == Tapped(Do(Verb.LOOK), "Look")


def test_a_key_that_is_there_edits_its_message(store: Store) -> None:
    """New words in the old place; old buttons are stale, new ones count; it is news."""
    pat = holder(store)
    card = words("Waits", ("Reply", Do(Verb.REPLY)), key="card:1")
    typed(store, pat, "Hi", script(Reply(card)))
    old, token = seen(store, pat.chat)[-1], token_of(store, pat.chat, "Reply")
    done = words("Done", ("More", Do(Verb.PLAN)), key="card:1")
    grace = staff(store, Role.TEAM_LEADER)
    typed(store, grace, "Hi", script(Send(pat.id, done)))
    new = seen(store, pat.chat)[-1]
    assert (new.id, new.order_no, new.text) == (old.id, old.order_no, "Done")
    assert new.news_no > old.news_no
    assert [button.label for button in new.buttons] == ["More"]
    assert refused(store, pat, token) is TapFault.STALE


def test_a_quiet_edit_is_no_news(store: Store) -> None:
    """Nor is what a tap does to a card in the same chat; typed words may be answered by an edit."""
    pat = holder(store)
    card = words("Waits", ("Reply", Do(Verb.REPLY)), key="card:1")
    typed(store, pat, "Hi", script(Reply(card)))
    first = seen(store, pat.chat)[-1].news_no

    def news() -> int:
        return next(m.news_no for m in seen(store, pat.chat) if m.text.startswith("Done"))

    token = token_of(store, pat.chat, "Reply")
    tapped(store, pat, token, script(Send(pat.id, words("Done once", key="card:1"))))
    assert news() == first
    grace = staff(store, Role.TEAM_LEADER)
    quiet = Send(pat.id, words("Done twice", key="card:1"), quiet=True)
    typed(store, grace, "Hi", script(quiet))
    assert news() == first
    typed(store, pat, "Hi", script(Send(pat.id, words("Done thrice", key="card:1"))))
    assert news() > first


def test_a_message_said_anew_stands_at_the_end(store: Store) -> None:
    """The old one stays where it was, with its words and without its buttons."""
    pat = holder(store)
    card = words("Waits", ("Reply", Do(Verb.REPLY)), key="card:1", anew=True)
    typed(store, pat, "Hi", script(Reply(card)))
    old, token = seen(store, pat.chat)[-1], token_of(store, pat.chat, "Reply")
    typed(store, pat, "Hm", script(Reply(replace(card))))
    before, new = (m for m in seen(store, pat.chat) if m.text == "Waits")
    assert (before.id, before.buttons) == (old.id, ())
    assert len(new.buttons) == 1
    assert refused(store, pat, token) is TapFault.STALE


def test_nothing_secret_is_stored(store: Store) -> None:
    """The token is in no row; the same screen shows the same token again."""
    pat = holder(store)
    typed(store, pat, "Hi", script(question()))
    token = token_of(store, pat.chat, "Yes")
    assert token_of(store, pat.chat, "Yes") == token
    with store.database.reading() as connection:
        dump = connection.exec_driver_sql("SELECT * FROM screen").all()
    assert token[:22] not in str(dump)
