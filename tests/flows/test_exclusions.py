"""What people really bought is never flagged; what programmes bar is.

`COMMON` is a proposed list, in two judgements:

* help with a habit is not the habit: "stop smoking course", "debt advice", "alcohol-free" pass;
* what only sounds like it passes: wine rack, ginger beer, GPS. A vape is flagged under tobacco, as
  no report says otherwise and a human decides. Bingo, pubs and raffles are company before they are
  gambling or drink, and are left alone.
"""

import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.exclusions import Exclusion, flags
from flows.model import Plan
from flows.policy import flagged
from flows.programme import Programme, parse_programme

HELP = "help/support/advice/advisor/counselling/therapy/recovery/course/group/awareness/workshop"

COMMON = (
    Exclusion(
        "alcohol",
        (
            *("alcohol", "beer", "lager", "cider", "wine", "prosecco", "champagne", "vodka"),
            *("whisky/whiskey", "gin", "rum", "brandy", "booze", "off-licence"),
            f"-alcohol {HELP}/free/use/service",
            "-non alcohol",
            "-stop/quit/without/no alcohol",
            "-wine rack/gum/vinegar",
            "-ginger/root beer",
            "-beer garden",
            "-cider vinegar",
            "-gin rummy",
        ),
        "A budget cannot pay for alcohol.",
        "Your local drug and alcohol service",
    ),
    Exclusion(
        "tobacco",
        (
            *("tobacco", "cigarette", "e-cigarette", "cigar", "cigarillo", "fag", "ciggy/ciggies"),
            *("rolling paper", "vape", "vaping", "vape/vaping liquid"),
            "-stop/quit/quitting/without tobacco/cigarette/vaping",
            "-give/giving up cigarette/tobacco/vaping",
            "-cigar box",
        ),
        "A budget cannot pay for tobacco.",
        "The stop smoking service",
    ),
    Exclusion(
        "gambling",
        (
            *("gambling", "gamble", "betting", "bet", "bookie", "bookmaker", "casino"),
            *(
                "lottery",
                "lotto",
                "scratchcard",
                "scratch card",
                "fruit/slot machine",
                "poker chip",
            ),
            f"-gambling {HELP}/blocker",
            "-stop/quit/without gambling/betting",
        ),
        "A budget cannot pay for gambling.",
        "The National Gambling Helpline",
    ),
    Exclusion(
        "debt",
        (
            *("debt", "arrears", "credit card bill", "loan repayment", "bailiff", "payday loan"),
            *("pay/paying off my/the/a loan", "pay/paying back my/the/a loan", "court fine"),
            f"-debt {HELP}",
        ),
        "A budget cannot pay off debt.",
        "A free debt adviser",
    ),
    Exclusion(
        "illegal",
        (
            *("cannabis", "cocaine", "heroin", "ecstasy", "ketamine", "illegal drug"),
            *("firearm", "stolen"),
            f"-cannabis {HELP}/service",
            "-stop/quit/without cannabis/cocaine/heroin",
        ),
        "A budget can only pay for what is legal.",
        "",
    ),
    Exclusion(
        "emergency-or-gp",
        (
            # Never "gp" alone: its plural is a GPS.
            *("gp appointment", "gp visit", "private gp", "see/seeing a gp", "gp care/service"),
            *("family doctor", "doctors appointment", "emergency care", "emergency service"),
            *("ambulance", "a&e", "hospital treatment"),
            "-st john ambulance",
        ),
        "The NHS already pays for this.",
        "Your GP, NHS 111, or 999 in an emergency",
    ),
)

SHIPPED = Path(__file__).parents[2] / "flows" / "programmes"
NAMED = tomllib.loads((Path(__file__).parent / "reports" / "named.toml").read_text())
BOUGHT = [words for block in NAMED["bought"] for words in block["words"]]
OUTCOMES = [words for block in NAMED["outcomes"] for words in block["words"]]
BARRED = {(one["programme"], one["words"]): one["exclusion"] for one in NAMED.get("barred", [])}
PROGRAMMES = [
    parse_programme(tomllib.loads(path.read_text())) for path in sorted(SHIPPED.glob("*.toml"))
]

HARMLESS = """
Stop smoking course|quit cigarettes app|nicotine patches|a wine rack|wine gums|ginger beer
alcohol-free cookery class|alcohol support group|debt advice session|gambling support group
GPS watch|St John Ambulance first aid course|Doctor Who DVDs|weeding gloves|spirit level
bingo night|pub quiz with friends|better shoes|alphabet cards|begin again workshop|ginger tea
a cigar box guitar kit for the music group|lift my spirits weekend|rummy cards
"""

FLAGGED = [
    ("cigarettes", "tobacco"),
    ("20 Cigarettes!", "tobacco"),
    ("rolling tobacco", "tobacco"),
    ("e-cigarette", "tobacco"),
    ("a vape", "tobacco"),
    ("a bottle of wine", "alcohol"),
    ("a wine rack and six bottles of wine", "alcohol"),
    ("BEERS for the match", "alcohol"),
    ("pay off my debt", "debt"),
    ("my debts", "debt"),
    ("rent arrears", "debt"),
    ("paying off a loan", "debt"),
    ("betting", "gambling"),
    ("a bet on the horses", "gambling"),
    ("scratch cards", "gambling"),
    ("lottery tickets", "gambling"),
    ("cannabis", "illegal"),
    ("illegal drugs", "illegal"),
    ("private GP", "emergency-or-gp"),
    ("a GP appointment", "emergency-or-gp"),
    ("A&E visit", "emergency-or-gp"),
]


def each(lines: str) -> list[str]:
    return [item for line in lines.strip().splitlines() for item in line.split("|")]


def raised(programme: Programme, item: str, extras: str = "") -> list[str]:
    """The exclusions that a request for this would carry in this programme."""
    return [one.id for one in flagged(programme, Plan(item=item, extras=extras))]


def test_the_reports_purchases_and_outcomes_are_all_here() -> None:
    """A short file would prove little: 000 alone lists 19 purchases, 003 table 3 16 outcomes."""
    counted = {block["source"]: len(block["words"]) for block in NAMED["bought"]}
    assert counted["000 Resources, what the money purchased in 2008-09"] == 19
    assert {block["source"][:3] for block in NAMED["bought"]} == {"000", "001", "002", "003", "004"}
    assert {b["source"]: len(b["words"]) for b in NAMED["outcomes"]}["003 table 3"] == 16


@pytest.mark.parametrize("programme", PROGRAMMES, ids=lambda one: f"{one.id}-{one.version}")
@pytest.mark.parametrize("item", sorted(set(BOUGHT)))
def test_what_people_bought_is_flagged_only_where_it_is_barred(
    item: str, programme: Programme
) -> None:
    barred = BARRED.get((programme.id, item))
    assert raised(programme, item) == ([barred] if barred else [])
    assert raised(programme, "a thing", extras=item) == ([barred] if barred else [])


@pytest.mark.parametrize("programme", PROGRAMMES, ids=lambda one: f"{one.id}-{one.version}")
def test_what_is_barred_here_is_in_the_file_and_in_the_programme(programme: Programme) -> None:
    for (named, item), exclusion in BARRED.items():
        assert item in BOUGHT
        assert named != programme.id or exclusion in {bar.id for bar in programme.exclusions}


@pytest.mark.parametrize("programme", PROGRAMMES, ids=lambda one: f"{one.id}-{one.version}")
@pytest.mark.parametrize("outcome", OUTCOMES)
def test_no_outcome_of_the_reports_is_flagged_even_as_an_item(
    outcome: str, programme: Programme
) -> None:
    assert raised(programme, outcome) == []


@pytest.mark.parametrize("words", ["buy less beer and gamble less", "pay off my debt", "cannabis"])
def test_goal_worry_and_what_would_be_better_are_never_looked_at(words: str) -> None:
    plan = Plan(goal=words, item="A bike", better=words, worry=words)
    assert all(flagged(programme, plan) == () for programme in PROGRAMMES)


@pytest.mark.parametrize("item", sorted(set(BOUGHT)))
def test_the_proposed_list_flags_nothing_that_was_bought(item: str) -> None:
    assert flags(item, COMMON) == ()


@pytest.mark.parametrize("item", each(HARMLESS))
def test_what_only_sounds_like_it_is_not_flagged(item: str) -> None:
    assert flags(item, COMMON) == ()


@pytest.mark.parametrize(("item", "expected"), FLAGGED)
def test_what_programmes_bar_is_flagged(item: str, expected: str) -> None:
    assert [one.id for one in flags(item, COMMON)] == [expected]


def test_every_exclusion_named_is_given_in_the_programmes_order() -> None:
    assert [one.id for one in flags("cigarettes and a beer", COMMON)] == ["alcohol", "tobacco"]


def test_nothing_is_flagged_without_exclusions_or_without_an_item() -> None:
    assert flags("cigarettes", ()) == ()
    assert flags("", COMMON) == ()


@given(st.sampled_from([item for item, _ in FLAGGED]), st.sampled_from(BOUGHT))
def test_naming_something_else_beside_it_hides_nothing(barred: str, bought: str) -> None:
    assert flags(f"{bought}, {barred}", COMMON)
    assert flags(f"{barred} and {bought}", COMMON)


def test_a_plural_is_the_same_thing_but_other_endings_are_not() -> None:
    one = Exclusion("x", ("scratch card/ticket",), "", "")
    assert flags("scratch cards", (one,))
    assert flags("scratch tickets", (one,))
    assert not flags("scratch carded", (one,))
    assert not flags("scratches card", (one,))
