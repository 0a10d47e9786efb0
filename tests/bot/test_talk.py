"""A talk whose expectation is wrong fails at that line, and says what was there instead."""

from pathlib import Path

import pytest

from bot.channels.talk import Played, play, play_one

SET_UP = """programme city-hackney-2019
fund city-hackney-2019 £5,000
staff Coordinator care_co_ordinator team=north
staff Broker payments_organisation
person Person care_co_ordinator=Coordinator team=north cluster=5 in_treatment=yes ready_for_discharge=yes
stranger Visitor
"""  # noqa: E501 - the line is one line in a talk
SENT = """Person: A phone, so I can ring my sister
Person taps [Phone and SIM]
Person taps [I'll collect it]
Person taps [No]
Person taps [Send]
"""
OPENING = "What would help you to get and stay well?"
OPENING_BUTTONS = "[See ideas] [Talk to someone first] [Come back later]"


def played(tmp_path: Path, *lines: str) -> Played:
    """The talk with these lines after the set-up, which is six lines long."""
    path = tmp_path / "a.talk"
    path.write_text(SET_UP + "\n".join(lines), encoding="utf-8")
    return play_one(path)


HOLDS = {
    "the opening": f'Person sees "{OPENING}" [See ideas] [Talk to someone first]',
    "white space is folded": 'Person sees "What   would help you to\tget"',
    "a button alone": "Person sees [See ideas]",
    "words that are not there": 'Person does not see "cluster"',
    "seen once": f'Person sees "{OPENING}"\nPerson sees nothing',
    "typing marks all seen": 'Person: hello there\nPerson does not see "get and stay well?"',
    "a stranger": "Visitor sees nothing",
    "money": "fund city-hackney-2019 free £5,000.00 reserved £0.00 spent £0",
    "more money": "fund city-hackney-2019 £1\nfund city-hackney-2019 free £5,001.00",
    "a state": f"{SENT}request FH-0001 is waiting_signature",
    "a file": "Person sends photo a.talk",
    "twice": f"{SENT}Coordinator taps [Look] twice",
    "an old button": f"{SENT}Person taps old [I'll collect]\nrequest FH-0001 is waiting_signature",
    "together": f"{SENT}together:\n  Person: hello\n  Coordinator taps [Look]",
    "one role more": "staff Coordinator team_leader team=north",
}

DIFFERS = {
    "words": ('Person sees "Good morning"', 7, "“Good morning”", OPENING),
    "words of two messages": (
        f'Visitor: hello\nPerson sees "{OPENING}" "hello"',
        8,
        "“hello”",
        OPENING,
    ),
    "a button": ("Person sees [Buy it]", 7, "[Buy it]", "[See ideas]"),
    "seen already": (f'Person sees "{OPENING}"\nPerson sees "{OPENING}"', 8, "One new", "last"),
    "words unwanted": ('Person does not see "stay well"', 7, "Nothing new", OPENING),
    "label unwanted": ('Person does not see "ideas"', 7, "Nothing new", "[See ideas]"),
    "something": ("Person sees nothing", 7, "Nothing new for Person", OPENING),
    "no such button": ("Person taps [Buy it]", 7, "A button [Buy it]", "[See ideas]"),
    "nobody's button": ("Visitor taps [Buy it]", 7, "A button [Buy it]", "nothing yet"),
    "a used-up button": (
        f"{SENT}Person taps [Send]",
        12,
        "A button [Send]",
        "buttons",
    ),
    "two such buttons": ("Person taps [Phone]\nPerson taps [S]", 7, "A button", "[See ideas]"),
    "ambiguous": (f"{SENT.splitlines()[0]}\nPerson taps [S]", 8, "Exactly one", "[SIM]"),
    "no old button": ("Person taps old [Buy it]", 7, "used-up button [Buy it]", "none"),
    "a state": (f"{SENT}request FH-0001 is paid", 12, "FH-0001 is paid.", "waiting_signature"),
    "no request": ("request FH-0001 is paid", 7, "FH-0001 is paid.", "not there"),
    "money": ("fund city-hackney-2019 free £4.00", 7, "free £4.00", "free £5,000.00"),
    "one sum of two": (
        "fund city-hackney-2019 free £5,000.00 spent £1",
        7,
        "free £5,000.00 spent £1.00",
        "free £5,000.00 spent £0.00",
    ),
    "no fund": ("fund nowhere free £4.00", 7, "There is a fund nowhere.", "none"),
    "nobody": ("Sam: hello", 7, "brings Sam in", "Coordinator, Broker, Person, Visitor"),
    "twice the same": ("stranger Person", 7, "comes in once", "already"),
    "a stranger signs": ("person Sam care_co_ordinator=Visitor", 7, "somebody here", "stranger"),
    "time goes back": (
        "clock +1 day\nclock 2026-11-24 08:59",
        8,
        "Time goes on.",
        "2026-11-24 09:00",
    ),
    "no file": ("Person sends photo none.png", 7, "beside the talk", "not there"),
    "a file elsewhere": ("Person sends photo ../a.talk", 7, "beside the talk", "not there"),
    "no invite": ("Visitor opens invite from Coordinator", 7, "An invite", "nothing yet"),
    "no programme": ("programme nowhere", 7, "The service goes on.", "no programme nowhere"),
    "no step": ("Person sings", 7, "A talk that can be read.", "Person can type"),
}


@pytest.mark.parametrize("lines", HOLDS.values(), ids=HOLDS)
def test_what_is_so_holds(lines: str, tmp_path: Path) -> None:
    went = played(tmp_path, lines)
    assert went.ok, str(went)


@pytest.mark.parametrize(("lines", "line", "expected", "seen"), DIFFERS.values(), ids=DIFFERS)
def test_what_is_not_so_fails(
    lines: str, line: int, expected: str, seen: str, tmp_path: Path
) -> None:
    went = played(tmp_path, lines)
    assert not went.ok
    assert went.line == line
    assert expected in went.expected
    assert seen in went.seen
    assert f"a.talk:{line}: {went.source}" in str(went)


def test_a_difference_reads_plainly(tmp_path: Path) -> None:
    went = played(tmp_path, 'Person sees "Good morning" [Buy it]')
    assert str(went).splitlines()[1:4] == [
        "  Expected: One new message for Person with “Good morning” and the button [Buy it].",
        "  But: New to Person:",
        f"    - “{OPENING} Say it your own way. There is no wrong answer.” {OPENING_BUTTONS}",
    ]


def test_the_clock_starts_at_the_talks_own_time_and_keeps_the_time_of_day(tmp_path: Path) -> None:
    early = "clock 2026-03-28 09:30\nclock +1 day\nclock 2026-03-29 09:30\n"
    assert played(tmp_path, early + "clock +2 months\nclock 2026-05-29 09:30").ok
    assert not played(tmp_path, early + "clock +2 months\nclock 2026-05-29 09:29").ok


def test_months_count_from_where_they_began(tmp_path: Path) -> None:
    lines = "clock 2027-01-31 09:00\nclock +1 month\nclock +1 month\n"
    assert played(tmp_path, f"{lines}clock 2027-03-31 09:00").ok
    assert not played(tmp_path, f"{lines}clock 2027-03-31 08:59").ok


def test_each_talk_has_a_service_of_its_own(tmp_path: Path) -> None:
    path = tmp_path / "a.talk"
    path.write_text(SET_UP + SENT + "request FH-0001 is waiting_signature", encoding="utf-8")
    assert [went.ok for went in play([path, path])] == [True, True]


def test_a_file_that_is_no_talk(tmp_path: Path) -> None:
    went = play_one(tmp_path / "none.talk")
    assert (went.ok, went.line) == (False, 0)
    (tmp_path / "b.talk").write_bytes(b"\xff\xfe")
    assert "not text" in play_one(tmp_path / "b.talk").seen
