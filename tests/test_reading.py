"""The measure of ease itself: it counts what a person counts."""

import pytest

from tests.reading import grade, syllables


@pytest.mark.parametrize(
    ("word", "count"),
    [
        ("the", 1),
        ("phone", 1),
        ("asked", 1),
        ("rules", 1),
        ("whole", 1),
        ("agreed", 2),
        ("changes", 2),
        ("needed", 2),
        ("table", 2),
        ("handled", 2),
        ("money", 2),
        ("budget", 2),
        ("again", 2),
        ("decision", 3),
        ("available", 4),
        ("facilitator", 5),
        ("authorisation", 5),
        ("eligibility", 6),
    ],
)
def test_syllables_are_counted_as_spoken(word: str, count: int) -> None:
    assert syllables(word) == count


@pytest.mark.parametrize(
    ("text", "words", "sentences", "spoken"),
    [
        ("The cat sat on the mat.", 6, 1, 6),
        ("What would help you to get and stay well?", 9, 1, 9),
        ("We asked the panel. They agreed!", 6, 2, 8),
        ("You asked for a phone for £135.00 (FH-0001). We will pay.", 10, 2, 10),
    ],
)
def test_the_grade_is_the_published_formula(
    text: str, words: int, sentences: int, spoken: int
) -> None:
    by_hand = 0.39 * words / sentences + 11.8 * spoken / words - 15.59
    assert grade(text) == pytest.approx(by_hand)


def test_hard_words_score_far_above_easy_ones() -> None:
    easy = "Your phone is paid for. It will come by post this week."
    hard = (
        "Authorisation of the aforementioned expenditure necessitates consideration of "
        "individual eligibility by the commissioning organisation."
    )
    assert grade(easy) < 3
    assert grade(hard) > 20


def test_a_line_ends_a_sentence() -> None:
    """Buttons and headings carry no full stop; run together they would score as one sentence."""
    assert grade("Send it\nChange it\nStop") == grade("Send it. Change it. Stop.")


@pytest.mark.parametrize("text", ["", "   \n", "£135.00 · 12"])
def test_nothing_to_read_is_easy(text: str) -> None:
    assert grade(text) == 0.0
