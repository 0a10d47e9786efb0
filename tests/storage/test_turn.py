"""The turn: once, whole or not at all, and never for ever."""

from dataclasses import replace

import pytest
from sqlalchemy import func, select

from flows.effects import Note, Reserve, Result, SetTimer
from flows.events import FundToppedUp, TimerFired, TimerKind, Typed
from flows.facts import Facts
from flows.messages import Message, line
from flows.model import ChatId, FundId, RequestId, Role
from flows.session import Session
from flows.step import Outcome
from storage.columns import metadata
from storage.due import due_timers
from storage.errors import DiskTrouble, LostRace
from storage.store import Store
from storage.tables import audit, inbox, message, session, task
from storage.turn import Incoming, Took, take_turn
from tests.storage.turns import (
    PROGRAMME,
    Script,
    command,
    holder,
    question,
    script,
    seen,
    staff,
    update,
    words,
)

HELLO = script(question("Hello"))


def counts(store: Store) -> dict[str, int]:
    """How many rows each table has."""
    with store.database.reading() as connection:
        return {
            table.name: connection.scalar(select(func.count()).select_from(table)) or 0
            for table in metadata.sorted_tables
        }


def test_a_turn_leaves_everything_in_one_commit(store: Store) -> None:
    """The inbox row, both messages, the session and the audit row are there together."""
    pat = holder(store)
    before = counts(store)
    took = take_turn(store, update(pat.chat, Typed("Good morning")), HELLO)
    after = counts(store)
    assert took == Took("done", frozenset({pat.chat}))
    assert {name: after[name] - before[name] for name in after if after[name] != before[name]} == {
        "inbox": 1,
        "message": 2,
        "screen": 1,
        "audit": 1,
    }
    assert [(m.direction, m.text) for m in seen(store, pat.chat)[-2:]] == [
        ("in", "Good morning"),
        ("out", "Hello"),
    ]


def test_the_same_update_happens_once(store: Store) -> None:
    """A second delivery of an update changes nothing."""
    pat = holder(store)
    again = update(pat.chat, Typed("Good morning"))
    take_turn(store, again, HELLO)
    before = counts(store)
    assert take_turn(store, again, HELLO) == Took("already")
    assert counts(store) == before


def test_the_same_id_on_another_channel_is_another_update(store: Store) -> None:
    """Ids are unique within their channel only."""
    pat = holder(store)
    first = update(pat.chat, Typed("Good morning"))
    take_turn(store, first, HELLO)
    assert take_turn(store, replace(first, channel="push"), HELLO).status == "done"


def test_a_failure_half_way_leaves_nothing_of_the_turn(store: Store) -> None:
    """Effects that came before the failing one are gone; only the failure is on record."""
    pat = holder(store)
    before = counts(store)
    missing = Message((line("no-such-words"),))
    broken = script(question(), replace(question(), message=missing))
    again = update(pat.chat, Typed("Good morning"))
    assert take_turn(store, again, broken).status == "parked"
    after = counts(store)
    assert after["screen"] == before["screen"]
    assert [m.text for m in seen(store, pat.chat)][-1].startswith("Sorry, something went wrong")
    assert "Good morning" not in [m.text for m in seen(store, pat.chat)]


def test_a_disk_that_fails_is_not_the_updates_fault(store: Store) -> None:
    """Nothing is written, nothing is counted: the caller may try the same update again."""

    def full(_session: Session, _event: object, _facts: Facts) -> Outcome:
        raise DiskTrouble("The disk is full.")

    pat = holder(store)
    before = counts(store)
    again = update(pat.chat, Typed("Good morning"))
    with pytest.raises(DiskTrouble):
        take_turn(store, again, Script(full))
    assert counts(store) == before
    assert take_turn(store, again, HELLO).status == "done"


def test_what_fails_three_times_alike_is_parked(store: Store) -> None:
    """The admin has a task, the log says what happened but no word of it, and it is over."""
    admin = staff(store, Role.PROGRAMME_ADMIN)
    pat = holder(store)

    def bug(_session: Session, _event: object, _facts: Facts) -> Outcome:
        raise ValueError("my secret words")

    poison = update(pat.chat, Typed("my secret words"))
    assert take_turn(store, poison, Script(bug)) == Took("parked", frozenset({pat.chat}))
    assert take_turn(store, poison, HELLO) == Took("already")
    with store.database.reading() as connection:
        row = connection.execute(select(inbox).where(inbox.c.state == "parked")).one()
        assert (row.attempts, row.error.startswith("ValueError at test_turn.py:")) == (3, True)
        assert b"secret" not in row.payload_sealed
        assert connection.execute(select(task.c.owner)).scalars().all() == [admin.id]
        kinds = connection.execute(select(audit.c.kind).where(audit.c.stream == "system"))
        assert "parked" in kinds.scalars().all()


def test_failures_of_different_kinds_are_not_counted_together(store: Store) -> None:
    """Two kinds of trouble in three tries: the last is raised, nothing is parked yet."""
    pat = holder(store)
    kinds = iter([KeyError(), RuntimeError("first"), KeyError("last")])

    def bug(_session: Session, _event: object, _facts: Facts) -> Outcome:
        raise next(kinds)

    again = update(pat.chat, Typed("Good morning"))
    with pytest.raises(KeyError):
        take_turn(store, again, Script(bug))
    assert take_turn(store, again, HELLO).status == "done"


def test_a_lost_race_runs_the_whole_turn_again(store: Store) -> None:
    """The step decides anew on new facts, with the same ids."""
    pat = holder(store)
    fresh: list[tuple[str, ...]] = []

    def second_time_lucky(now: Session, _event: object, facts: Facts) -> Outcome:
        fresh.append(tuple(facts.fresh))
        if len(fresh) == 1:
            raise LostRace("Somebody was quicker.")
        return Outcome(now, (question(),))

    took = take_turn(store, update(pat.chat, Typed("Hello")), Script(second_time_lucky))
    assert took.status == "done"
    assert len(set(fresh)) == 1
    assert len(fresh) == 2


def test_a_race_that_is_lost_three_times_is_the_callers(store: Store) -> None:
    """Nothing is stored and nothing parked, so the same update can come again."""
    pat = holder(store)
    tries: list[Facts] = []

    def loses(_session: Session, _event: object, facts: Facts) -> Outcome:
        tries.append(facts)
        raise LostRace("Somebody was quicker.")

    before = counts(store)
    with pytest.raises(LostRace):
        take_turn(store, update(pat.chat, Typed("Hello")), Script(loses))
    assert len(tries) == 3
    assert counts(store) == before


def test_results_go_back_to_the_caller_and_nowhere_else(store: Store) -> None:
    """A fresh link is answered, never stored."""
    before = counts(store)
    rules = script(Result("link", "https://example/in/secret"))
    took = take_turn(store, Incoming("command", "1", None, Typed("")), rules)
    assert took.results == (("link", "https://example/in/secret"),)
    after = counts(store)
    assert {name for name in after if after[name] != before[name]} == {"inbox"}


def test_the_session_is_stored_with_its_version(store: Store) -> None:
    """Every turn of a chat raises its version by one."""
    pat = holder(store)

    def version() -> int:
        with store.database.reading() as connection:
            stored = select(session.c.version).where(session.c.chat == pat.chat)
            return int(connection.execute(stored).scalar_one())

    before = version()
    take_turn(store, update(pat.chat, Typed("Hello")), HELLO)
    take_turn(store, update(pat.chat, Typed("Hello")), HELLO)
    assert version() == before + 2


def test_a_chat_nobody_has_seen_before_is_a_strangers(store: Store) -> None:
    """It gets a row, a session, and words under the service's key."""
    new = ChatId("brand-new")
    facts: list[Facts] = []

    def look(now: Session, _event: object, given: Facts) -> Outcome:
        facts.append(given)
        return Outcome(now, (question("Who are you?"),))

    took = take_turn(store, update(new, Typed("Hello")), Script(look))
    assert took.chats == {new}
    assert facts[0].me is None
    with store.database.reading() as connection:
        about = connection.execute(select(message.c.about).where(message.c.chat == new))
        assert about.scalars().all() == [None, None]


def test_a_timer_that_keeps_failing_does_not_stay_due(store: Store) -> None:
    """It is parked like any update, and its row goes."""

    def bug(_session: Session, _event: object, _facts: Facts) -> Outcome:
        raise ValueError

    now = store.clock.now()
    take_turn(
        store,
        Incoming("command", "set", None, Typed("")),
        script(SetTimer("t", now, TimerKind.UNPAID)),
    )
    (due,) = due_timers(store, now, 10)
    assert isinstance(due.event, TimerFired)
    assert take_turn(store, due, Script(bug)).status == "parked"
    assert due_timers(store, now, 10) == ()


def test_a_note_is_an_audit_row_and_nothing_else(store: Store) -> None:
    """It says who and what."""
    note = Note("system", "log-exported", (("rows", 3),))
    take_turn(store, Incoming("command", "1", None, Typed("")), script(note))
    with store.database.reading() as connection:
        row = connection.execute(select(audit).where(audit.c.kind == "log-exported")).one()
    assert row.facts == '{"by":"","rows":3}'


def test_money_that_is_not_there_any_more_loses_the_race(store: Store) -> None:
    """The step would have seen the fund; a step that did not look is run again and gives up."""
    command(store, FundToppedUp(FundId(PROGRAMME), 50))
    rules = script(Reserve(RequestId("r"), FundId(PROGRAMME), 100))
    before = counts(store)
    with pytest.raises(LostRace):
        take_turn(store, Incoming("command", "1", None, Typed("")), rules)
    assert counts(store)["transfer"] == before["transfer"]


def test_words_that_people_read_are_kept_as_they_were(store: Store) -> None:
    """The exact words are in the row, under the person's key and in no clear column."""
    pat = holder(store)
    said = script(replace(question(), message=words("Psst")))
    take_turn(store, update(pat.chat, Typed("Hi")), said)
    with store.database.reading() as connection:
        rows = connection.execute(select(message.c.words_sealed).where(message.c.chat == pat.chat))
        assert not any(b"Psst" in sealed for sealed in rows.scalars())
    assert seen(store, pat.chat)[-1].text == "Psst"
