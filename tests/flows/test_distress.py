"""Distress phrases: what must be heard, and what must not be taken for it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.distress import matches
from tests.flows.distress_samples import MUST_MATCH, MUST_NOT_MATCH, PHRASES


@pytest.mark.parametrize("sentence", MUST_MATCH)
def test_distress_is_heard(sentence: str) -> None:
    assert matches(sentence, PHRASES)


@pytest.mark.parametrize("sentence", MUST_NOT_MATCH)
def test_everyday_talk_is_left_alone(sentence: str) -> None:
    assert not matches(sentence, PHRASES)


@pytest.mark.parametrize("phrase", [each for each in PHRASES if not each.startswith("-")])
def test_every_phrase_matches_itself_whichever_form_is_taken(phrase: str) -> None:
    first = " ".join(word.split("/")[0] for word in phrase.split())
    last = " ".join(word.split("/")[-1] for word in phrase.split())
    assert matches(first, PHRASES)
    assert matches(f"Well, {last.upper()}!", PHRASES)


@given(st.sampled_from(MUST_MATCH), st.sampled_from(MUST_NOT_MATCH))
def test_everyday_talk_around_it_does_not_hide_distress(heard: str, everyday: str) -> None:
    assert matches(f"{everyday}. {heard}", PHRASES)
    assert matches(f"{heard}\n{everyday}", PHRASES)


@given(st.sampled_from(MUST_MATCH), st.sampled_from(["'", "’", "‘", "\u00b4", "`"]))
def test_any_apostrophe_or_none_will_do(heard: str, mark: str) -> None:
    assert matches(heard.replace("'", mark), PHRASES)
    assert matches(heard.replace("'", ""), PHRASES)


def test_an_empty_list_hears_nothing() -> None:
    assert not matches("kill myself", ())
