"""A talk file reads as its author meant it, and each mistake is named in plain words."""

from datetime import datetime

import pytest

from bot.channels.talk_grammar import BadTalk, parse_talk
from bot.channels.talk_steps import (
    AddBudgetHolder,
    AddStaff,
    AddStranger,
    ClockAt,
    ClockBy,
    Does,
    FundIs,
    OpensInvite,
    RequestIs,
    Sees,
    SeesNot,
    SeesNothing,
    SendsFile,
    Sort,
    StaffLeaves,
    Step,
    Taps,
    TapsOld,
    Together,
    TopUpFund,
    Types,
    Unit,
    UseProgramme,
)
from flows.model import Role, State

READS: list[tuple[str, Does]] = [
    ("programme city-hackney-2019", UseProgramme("city-hackney-2019")),
    ("fund city-hackney-2019 £5,000", TopUpFund("city-hackney-2019", 500_000)),
    ("fund ch free £4,865.00 reserved £0.00", FundIs("ch", free=486_500, reserved=0)),
    ("fund ch spent £135", FundIs("ch", spent=13_500)),
    ("staff Coordinator care_co_ordinator", AddStaff("Coordinator", (Role.CARE_CO_ORDINATOR,))),
    (
        "staff Ann team_leader+commissioner team=north limit=£250",
        AddStaff("Ann", (Role.TEAM_LEADER, Role.COMMISSIONER), "north", 25_000),
    ),
    (
        "person Sam care_co_ordinator=Ann team=north cluster=5 in_treatment=yes ready=no ward=red",
        AddBudgetHolder(
            "Sam",
            "Ann",
            "north",
            {"cluster": 5, "in_treatment": True, "ready": False, "ward": "red"},
        ),
    ),
    ("person Sam also=team_leader", AddBudgetHolder("Sam", also=(Role.TEAM_LEADER,))),
    ("stranger Visitor", AddStranger("Visitor")),
    ("clock 2026-11-23 09:00", ClockAt(datetime.fromisoformat("2026-11-23 09:00"))),
    ("clock +1 month", ClockBy(1, Unit.MONTH)),
    ("clock +90 minutes", ClockBy(90, Unit.MINUTE)),
    ("Sam: A phone, so I can ring my sister", Types("Sam", "A phone, so I can ring my sister")),
    ("Sam: £135.00 INV-7", Types("Sam", "£135.00 INV-7")),
    ('Sam: a 14" screen  # a lone quote', Types("Sam", 'a 14" screen')),
    ("Sam: room #4", Types("Sam", "room #4")),
    ("Sam taps [Yes, approve]", Taps("Sam", "Yes, approve")),
    ("Sam taps [Send] twice  # a nervous finger", Taps("Sam", "Send", 2)),
    ("Sam taps old [Change]", TapsOld("Sam", "Change")),
    ("Sam sends photo receipt.png", SendsFile("Sam", Sort.PHOTO, "receipt.png")),
    ("Sam sends voice note.ogg", SendsFile("Sam", Sort.VOICE, "note.ogg")),
    ("Visitor opens invite from Ann", OpensInvite("Visitor", "Ann")),
    ('Sam sees "FH-0001" [Change]', Sees("Sam", ("FH-0001",), ("Change",))),
    ("Sam sees [Send]", Sees("Sam", (), ("Send",))),
    ('Sam sees "one  # two" "a \\"b\\""  # c', Sees("Sam", ("one  # two", 'a "b"'), ())),
    ('Sam sees "a" [I\'d rather talk] [No]', Sees("Sam", ("a",), ("I'd rather talk", "No"))),
    ('Sam does not see "cluster"', SeesNot("Sam", "cluster")),
    ("Sam sees nothing", SeesNothing("Sam")),
    ("Ann leaves the service", StaffLeaves("Ann")),
    ("request FH-0001 is waiting_signature", RequestIs("FH-0001", State.WAITING_SIGNATURE)),
]

MISTAKES = [
    ("Fund ch £5", "Fund can type"),
    ("fund ch", "fund takes a name and an amount"),
    ("fund ch £5k", "“£5k” is no amount"),
    ("fund ch free £5 loaned £2", "fund takes a name and an amount"),
    ("fund ch free £5 free £5", "fund takes a name and an amount"),
    ("staff Ann", "staff takes a name and a role"),
    ("staff Ann wizard", "“wizard” is no role"),
    ("staff Ann team_leader age=7", "age= is not known here"),
    ("staff ann team_leader", "“ann” is no name"),
    ("person Sam team", "“team” should be key=value"),
    ("person Sam a=1 a=2", "each key once"),
    ("stranger", "stranger takes one name"),
    ("clock tomorrow", "clock takes a time like"),
    ("clock 2026-02-30 09:00", "clock takes a time like"),
    ("clock +0 days", "clock takes a time like"),
    ("request FH-0001 is lovely", "request takes a number"),
    ("Sam:", "come the words that Sam types"),
    ("Sam sees", "Sam can type"),
    ("Sam sees FH-0001", "in straight quotes"),
    ("Sam sees “curly”", "in straight quotes"),
    ('Sam sees "open', "in straight quotes"),
    ("Sam taps Send", "Sam can type"),
    ("sam taps [Send]", "“sam” begins no step"),
    ("  Sam taps [Send]", "only the lines under together:"),
    ("together:\n  fund ch £5", "under together: people type"),
    ("together:\n  together:", "under together: people type"),
    ("together:\nSam taps [Send]", "nobody does anything"),
]


@pytest.mark.parametrize(("line", "does"), READS, ids=[line for line, _ in READS])
def test_a_line_reads_as_it_is_meant(line: str, does: Does) -> None:
    [step] = parse_talk(line, "a.talk")
    assert step.does == does


@pytest.mark.parametrize(("line", "sentence"), MISTAKES, ids=[line for line, _ in MISTAKES])
def test_a_mistake_is_named(line: str, sentence: str) -> None:
    with pytest.raises(BadTalk, match=r"a\.talk:[23]: ") as wrong:
        parse_talk(f"# a comment\n{line}", "a.talk")
    assert sentence in wrong.value.sentence
    assert wrong.value.sentence.endswith(".")


def test_comments_and_empty_lines_are_no_steps() -> None:
    steps = parse_talk("# one\n\n   # two\nSam sees nothing  # three\n", "a.talk")
    assert steps == (Step(4, "Sam sees nothing", SeesNothing("Sam")),)


def test_together_takes_the_indented_lines_and_ends_where_they_end() -> None:
    text = "together:\n  Ann taps [Yes]\n\n  # both\n  Bo taps [Yes]\nAnn sees nothing"
    block, after = parse_talk(text, "a.talk")
    assert block.does == Together((Taps("Ann", "Yes"), Taps("Bo", "Yes")))
    assert after.does == SeesNothing("Ann")
