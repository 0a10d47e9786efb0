"""What others chose: a whole catalogue with its sources, its mistakes, and looking through it."""

import re
from copy import deepcopy
from dataclasses import replace

import pytest

from flows.conversations.ask import Asking
from flows.effects import OpenRequest, Reply
from flows.errors import BadProgramme
from flows.events import Tapped, Typed
from flows.messages import Button
from flows.model import Plan
from flows.programme import Catalogue, parse_ideas, parse_programme
from flows.session import Session
from flows.step import Outcome, step
from flows.taps import Choose
from tests.flows.samples import SAM, catalogue, facts, in_chat, keys, programme, table

THEME = {"id": "home", "label": "Home"}
IDEA = {"id": "lamp", "theme": "home", "label": "A lamp", "source": "002 section 3"}


def tap(session: Session, value: str) -> Outcome:
    """One button of the question that is open."""
    return step(session, Tapped(Choose(value)), facts(SAM))


def buttons(outcome: Outcome) -> list[Button]:
    """The buttons of the last thing said here."""
    said = [e.message for e in outcome.effects if isinstance(e, Reply)]
    return list(said[-1].buttons)


def asking(outcome: Outcome) -> Asking:
    state = outcome.session.state
    assert isinstance(state, Asking)
    return state


# ---- the catalogue


def test_every_idea_names_a_report_and_its_place() -> None:
    place = re.compile(
        r"00[0-4] (Resources|figure \d|table \d|appendix \d|sections? [\d.]+)"
        r"( and (section )?[\d.]+| and appendix \d)?"
    )
    for idea in catalogue().ideas:
        for source in idea.source.split("; "):
            assert place.fullmatch(source), (idea.id, source)


def test_the_reports_list_of_purchases_has_its_ideas() -> None:
    """Merseyside's 19 kinds of purchase (000) each have one."""
    merseyside = [idea.id for idea in catalogue().ideas if "000" in idea.source]
    wanted = """computer gym driving bike course furnishing instrument recording activities
    broadband sports-gear break clothes bus fridge phone pet car-costs study-books"""
    assert set(wanted.split()) <= set(merseyside)
    assert len(wanted.split()) == 19


def test_the_themes_have_faith_culture_and_identity() -> None:
    themes = {theme.id: theme.label for theme in programme().themes}
    assert themes["faith-culture-identity"] == "Faith, culture and identity"


def test_what_often_goes_with_an_idea_is_found_from_its_own_label() -> None:
    from flows.conversations.ask.questions import idea_for

    for idea in programme().ideas:
        found = idea_for(Plan(item=idea.label), facts(SAM))
        assert (found.id if found else "") == (idea.id if idea.with_it else "")


@pytest.mark.parametrize(
    ("table_", "problem"),
    [
        ({"ideas": [IDEA]}, "ideas: there is no such theme for lamp"),
        ({"themes": [THEME]}, "themes: there is no idea in home"),
        ({"themes": [THEME], "ideas": [IDEA, IDEA]}, "ideas: each may stand there once, not lamp"),
        (
            {"themes": [THEME], "ideas": [IDEA, {**IDEA, "id": "lamp-two"}]},
            "ideas: each may stand there once, not A lamp",
        ),
        ({"themes": [THEME], "ideas": [{**IDEA, "source": ""}]}, "ideas.0.source: "),
        ({"themes": [THEME], "ideas": [{**IDEA, "label": "x" * 41}]}, "ideas.0.label: "),
        ({"themes": [THEME], "ideas": [{**IDEA, "best": True}]}, "ideas.0.best: "),
        ({"themes": [{**THEME, "id": "Not so"}], "ideas": []}, "themes.0.id: "),
    ],
)
def test_a_mistake_in_a_catalogue_is_one_plain_line(
    table_: dict[str, object], problem: str
) -> None:
    with pytest.raises(BadProgramme) as caught:
        parse_ideas(table_)
    (said,) = caught.value.problems
    assert said.startswith(problem)
    assert "\n" not in said


def test_a_catalogue_that_is_not_there_is_a_mistake_of_the_programme() -> None:
    with pytest.raises(BadProgramme) as caught:
        parse_programme(table()).with_ideas({})
    assert caught.value.problems == ("ideas_from: there is no catalogue reports",)


def test_what_a_programme_bars_is_no_idea_there() -> None:
    barred = deepcopy(table())
    barred["exclusions"].append(
        {
            "id": "driving",
            "words": ["driving lesson"],
            "reason": "We cannot pay for driving lessons.",
            "elsewhere": "Your job centre",
            "source": "a test",
        }
    )
    ideas = parse_programme(barred).with_ideas({"reports": catalogue()}).ideas
    assert "driving" not in {idea.id for idea in ideas}
    assert len(ideas) == len(programme().ideas) - 1


def test_a_place_may_add_ideas_of_its_own() -> None:
    own = deepcopy(table()) | {"themes": [{"id": "ours", "label": "Ours"}]}
    own["ideas"] = [{**IDEA, "theme": "ours"}]
    made = parse_programme(own).with_ideas({"reports": catalogue(), "more": Catalogue()})
    assert made.themes[0].id == "ours"
    assert made.ideas[0].id == "lamp"


# ---- looking through it


def test_every_idea_can_be_reached_by_its_theme_and_its_pages() -> None:
    reached: set[str] = set()
    for theme in programme().themes:
        at = tap(in_chat(Asking(browsing="themes")), f"theme:{theme.id}")
        for _ in range(10):
            taps = [b.tap.value for b in buttons(at) if isinstance(b.tap, Choose)]
            before = len(reached)
            reached |= {value for value in taps if value.startswith("idea:")}
            if len(reached) == before:
                break
            more = [value for value in taps if value.startswith("theme:")]
            at = tap(at.session, more[0]) if more else at
    assert reached == {f"idea:{idea.id}" for idea in programme().ideas}


def test_no_screen_of_ideas_has_more_buttons_than_a_hand_can_sort() -> None:
    for theme in programme().themes:
        at = tap(in_chat(Asking(browsing="themes")), f"theme:{theme.id}")
        assert len(buttons(at)) <= 9
    assert len(buttons(tap(in_chat(Asking()), "ideas"))) <= 10


def test_an_idea_fills_the_item_and_never_the_goal() -> None:
    at = tap(in_chat(Asking(browsing="fitness:0")), "idea:bike")
    assert asking(at).plan == Plan(item="A bike")
    assert keys(at.effects) == ["idea-picked", "idea-one-said", "ask-goal-picked"]
    told = step(at.session, Typed("seeing people"), facts(SAM))
    assert asking(told).plan == Plan(goal="seeing people", item="A bike")
    assert asking(told).question == "extras"


def test_an_idea_at_the_item_question_keeps_the_goal() -> None:
    goal = Plan(goal="get out of the flat")
    state = Asking("item", goal, ("extras", "price"), browsing="making:0")
    at = tap(in_chat(state), "idea:camera")
    assert asking(at).plan == replace(goal, item="A camera")
    assert asking(at).question == "extras"


def test_a_picked_phone_takes_the_fast_track() -> None:
    at = tap(in_chat(Asking(browsing="phones-computers:0")), "idea:phone")
    told = step(at.session, Typed("ring my sister"), facts(SAM))
    assert asking(told).question == "choice"
    assert asking(told).plan.goal == "ring my sister"


def test_words_typed_while_looking_are_the_answer() -> None:
    at = step(in_chat(Asking(browsing="fitness:1")), Typed("I want to swim"), facts(SAM))
    assert asking(at).plan == Plan(goal="I want to swim")
    assert not asking(at).browsing


@pytest.mark.parametrize(
    "value",
    [
        "theme:",
        "theme:gold",
        "theme:fitness:99",
        "theme:fitness:-1",
        "theme:fitness:²",
        "idea:gold",
    ],
)
def test_a_button_that_leads_nowhere_changes_nothing(value: str) -> None:
    before = in_chat(Asking(browsing="themes"))
    after = tap(before, value)
    assert after.session.state == before.state
    assert not [e for e in after.effects if isinstance(e, OpenRequest)]


def test_a_changed_goal_at_the_read_back_is_asked_plainly() -> None:
    sure = Plan(goal="walk", item="A bike", price_pence=8000, payment="we_buy")
    at = tap(in_chat(Asking("change", sure)), "goal")
    assert keys(at.effects) == ["ask-goal"]


def test_without_ideas_the_button_says_so_and_the_question_stands() -> None:
    bare = replace(facts(SAM), programme=parse_programme(table()))
    at = step(in_chat(Asking()), Tapped(Choose("ideas")), bare)
    assert keys(at.effects) == ["ideas-none", "ask-goal"]
