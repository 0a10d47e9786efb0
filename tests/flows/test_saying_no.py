"""Saying no kindly and at a good hour: the grade, the hints, when it is said (CARE 25)."""

import re
from dataclasses import replace
from datetime import UTC, datetime, time
from pathlib import Path

import pytest

from flows.conversations.decline import Declining
from flows.effects import Reply, Send, SetTimer, SetTold, SetWishes
from flows.events import Tapped
from flows.model import Decision, Role, State, Verdict, Wishes
from flows.moves.quiet_no import waits_until, why_wait
from flows.reading_grade import grade
from flows.step import step
from flows.taps import Choose, Do, Verb
from flows.tone import MAX_HINTS, hints
from tests import reading
from tests.flows.samples import CARER, SAM, facts, in_chat, keys, programme, request, session

WORDS = Path(__file__).parents[2] / "flows/words/en-GB"
KIND = "I could not see how a tent would help just now. The day centre lends them."


def sentences() -> list[str]:
    """Whole sentences of what the service itself says."""
    text = "\n".join(path.read_text() for path in sorted(WORDS.glob("*.ftl")))
    said = [line.partition(" = ")[2] for line in text.splitlines() if " = " in line]
    return [re.sub(r"\{[^}]*\}", "it", words) for words in said if len(words.split()) > 4]


def test_the_grade_agrees_with_the_one_that_has_a_dictionary() -> None:
    apart = sorted(abs(grade(words) - reading.grade(words)) for words in sentences())
    assert len(apart) > 200
    assert sum(apart) / len(apart) < 0.3
    assert apart[len(apart) * 95 // 100] < 1.5


@pytest.mark.parametrize(
    "words",
    [
        KIND,
        "The college library has laptops to use. I could not see why you need your own.",
        "Authorisation of this expenditure necessitates consideration of eligibility.",
        "You are ineligible owing to insufficient engagement with therapeutic interventions.",
    ],
)
def test_easy_and_hard_words_grade_alike_in_both(words: str) -> None:
    assert grade(words) == pytest.approx(reading.grade(words), abs=1.0)


@pytest.mark.parametrize("text", ["", "   \n", "£135.00 · 12"])
def test_nothing_to_read_has_no_grade(text: str) -> None:
    assert grade(text) == 0.0


@pytest.mark.parametrize(
    ("said", "hint", "heard"),
    [
        ("You failed to come to the group, so I cannot agree to this now.", "hint-blame", "failed"),
        ("It was your own fault that the first one broke, as I see it.", "hint-blame", "fault"),
        (
            "This does not meet the criteria that we have for this fund now.",
            "hint-jargon",
            "criter",
        ),
        ("You have been non-compliant with what we asked of you this year.", "hint-jargon", "non"),
        ("We cannot buy this for you. It is NEVER ALLOWED in this fund.", "hint-capitals", "NEVER"),
        ("No. Not at this time.", "hint-bare", ""),
        ("Declined by the team on review today.", "hint-bare", ""),
        (
            "Authorisation of the aforementioned expenditure necessitates further consideration.",
            "hint-hard",
            "",
        ),
    ],
)
def test_what_may_wound_or_puzzle_has_a_hint(said: str, hint: str, heard: str) -> None:
    found = {one.words: one.heard for one in hints(said)}
    assert hint in found
    assert heard in found[hint]


@pytest.mark.parametrize(
    "said",
    [
        KIND,
        "Let us wait until you feel steadier. I will ring you.",
        "The library lends laptops, so I could not say yes to this. I can go with you.",
        "Your PHB cannot pay for this, but your council can. I will help you ask them.",
    ],
)
def test_kind_and_plain_words_have_none(said: str) -> None:
    assert hints(said) == ()


def test_hints_are_few_and_never_stop_anybody() -> None:
    harsh = "You failed. CRITERIA not met. Non-compliant. Ineligible owing to insufficiency."
    assert len(hints(harsh)) == MAX_HINTS
    about = request()
    state = Declining("preview", about.id, 1, words=harsh)
    sent = step(in_chat(state, CARER), Tapped(Choose("send")), facts(CARER, about))
    told = [e for e in sent.effects if isinstance(e, Send) and e.to == SAM.id]
    assert [dict(said.args)["reason"] for said in told[0].message.lines] == [harsh]


@pytest.mark.parametrize(
    ("now", "why", "until"),
    [
        ("2026-11-23 14:59", "", ""),
        ("2026-11-23 15:00", "late", "2026-11-24 09:00"),
        ("2026-11-23 23:30", "late", "2026-11-24 09:00"),
        ("2026-11-24 03:00", "early", "2026-11-24 09:00"),
        ("2026-11-26 15:00", "late", "2026-11-27 09:00"),
        ("2026-11-27 10:00", "off", "2026-11-30 09:00"),
        ("2026-11-28 10:00", "off", "2026-11-30 09:00"),
        ("2026-11-29 23:59", "off", "2026-11-30 09:00"),
        ("2026-07-06 14:30", "late", "2026-07-07 08:00"),  # 15:30 in London
    ],
)
def test_a_no_keeps_to_good_hours(now: str, why: str, until: str) -> None:
    seen = facts(CARER, request(), now=datetime.fromisoformat(now).replace(tzinfo=UTC))
    assert why_wait(seen) == why
    expected = datetime.fromisoformat(until).replace(tzinfo=UTC) if until else None
    assert waits_until(seen) == expected


def test_the_programme_names_the_hours() -> None:
    signing = programme().signing.model_copy(
        update={"no_until": time(12), "no_until_before_days_off": time(11)}
    )
    own = programme().model_copy(update={"signing": signing})
    for day, hour, why in ((23, 11, ""), (23, 12, "late"), (27, 10, ""), (27, 11, "off")):
        now = datetime(2026, 11, day, hour, tzinfo=UTC)
        assert why_wait(facts(CARER, request(), now=now, programme=own)) == why


EVENING = datetime(2026, 11, 23, 18, 0, tzinfo=UTC)


def test_in_the_evening_it_is_decided_and_not_told() -> None:
    about = request()
    state = Declining("preview", about.id, 1, words=KIND)
    sent = step(in_chat(state, CARER), Tapped(Choose("send")), facts(CARER, about, now=EVENING))
    assert SetTold(about.id, told=False) in sent.effects
    assert not [e for e in sent.effects if isinstance(e, Send) and e.to == SAM.id]
    (timer,) = (e for e in sent.effects if isinstance(e, SetTimer))
    assert timer.at == datetime(2026, 11, 24, 9, 0, tzinfo=UTC)


def test_who_wants_to_know_at_once_knows_at_once() -> None:
    about, sam = request(), replace(SAM, wishes=Wishes(no_at_any_time=True))
    state = Declining("preview", about.id, 1, words=KIND)
    seen = facts(CARER, about, now=EVENING, holder=sam)
    sent = step(in_chat(state, CARER), Tapped(Choose("send")), seen)
    assert [e.to for e in sent.effects if isinstance(e, Send)][:1] == [SAM.id]
    assert not [e for e in sent.effects if isinstance(e, SetTold)]


@pytest.mark.parametrize(("how", "told"), [("", False), ("told", True)])
def test_send_now_in_the_evening_asks_first_whether_they_know(how: str, told: bool) -> None:
    no = Decision(0, CARER.id, Role.CARE_CO_ORDINATOR, Verdict.DECLINE, 1, EVENING, KIND)
    about = request(state=State.DECLINED, decisions=(no,), told=False)
    tap = Tapped(Do(Verb.TELL_NOW, about.id, 1, how))
    after = step(session(CARER), tap, facts(CARER, about, now=EVENING))
    assert (SetTold(about.id, told=True) in after.effects) is told
    assert ("no-told-yet" in keys(after.effects)) is not told


def test_somebody_else_can_not_say_it() -> None:
    no = Decision(0, CARER.id, Role.CARE_CO_ORDINATOR, Verdict.DECLINE, 1, EVENING, KIND)
    about = request(state=State.DECLINED, decisions=(no,), told=False)
    other = replace(CARER, id=SAM.id)
    after = step(
        session(other), Tapped(Do(Verb.TELL_NOW, about.id, 1, "told")), facts(other, about)
    )
    assert [type(e) for e in after.effects] == [Reply]


@pytest.mark.parametrize(("value", "at_once"), [("any", True), ("working", False)])
def test_the_wish_is_theirs_to_set_and_to_change(value: str, at_once: bool) -> None:
    me = replace(SAM, wishes=Wishes(no_at_any_time=not at_once))
    after = step(session(me), Tapped(Do(Verb.NO_WHEN, value=value)), facts(me))
    wishes = next(e for e in after.effects if isinstance(e, SetWishes)).wishes
    assert wishes.no_at_any_time is at_once


def test_a_value_nobody_offered_sets_nothing() -> None:
    after = step(session(SAM), Tapped(Do(Verb.NO_WHEN, value="never")), facts(SAM))
    assert [type(e) for e in after.effects] == [Reply]
