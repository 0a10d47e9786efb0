"""Text kept as typed without what hides in it, and text made comparable."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.plain_text import clean, has_hidden, is_blank, mentions, plain

# Every plane, surrogates too: what a codec lets through must not break a turn.
anything = st.text(st.characters(exclude_categories=()), max_size=80)
FAMILY = "👩‍👩‍👧‍👦"
RAINBOW_FLAG = "🏳️‍🌈"
FLAG_OF_WALES = "\U0001f3f4\U000e0067\U000e0062\U000e0077\U000e006c\U000e0073\U000e007f"


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("A phone, so I can ring my sister", "A phone, so I can ring my sister"),
        ("  two  spaces stay  ", "  two  spaces stay  "),
        ("one\r\ntwo\rthree\u2028four\x0bfive\x85six", "one\ntwo\nthree\nfour\nfive\nsix"),
        ("tab\tand\nnewline", "tab\tand\nnewline"),
        ("nul\x00 bell\x07 escape\x1b[31m", "nul bell escape[31m"),
        ("lone \ud800 surrogate", "lone  surrogate"),
        ("invoice\u202egpj.exe", "invoicegpj.exe"),
        ("\u2066isolate\u2069", "isolate"),
        ("zero\u200bwidth\ufeff, soft\u00adhyphen", "zerowidth, softhyphen"),
        ("e\u0301", "é"),
        ("e\u200b\u0301", "é"),
        (FAMILY, FAMILY),
        (RAINBOW_FLAG, RAINBOW_FLAG),
        ("👍🏽‍", "👍🏽"),
        ("k\u200dill", "kill"),
        (FLAG_OF_WALES, FLAG_OF_WALES),
        ("hidden\U000e0041tag", "hiddentag"),
        ("<b>{{7*7}}</b> '; DROP TABLE", "<b>{{7*7}}</b> '; DROP TABLE"),
    ],
)
def test_cleaning(typed: str, kept: str) -> None:
    assert clean(typed, 1000) == kept


def test_cleaning_cuts_by_characters_and_leaves_no_joiner_at_the_end() -> None:
    assert clean("abcdef", 3) == "abc"
    assert clean(FAMILY, 2) == "👩"
    assert clean("abc", 0) == ""
    with pytest.raises(ValueError, match="limit"):
        clean("abc", -1)


@given(anything, st.integers(0, 60))
def test_cleaned_text_is_short_storable_and_clean(text: str, limit: int) -> None:
    cleaned = clean(text, limit)
    assert len(cleaned) <= limit
    assert clean(cleaned, limit) == cleaned
    assert not has_hidden(cleaned)
    assert cleaned.encode("utf-8").decode("utf-8") == cleaned


def test_a_very_long_run_of_accents_is_quick() -> None:
    zalgo = "a" + "\u0301\u0316" * 500_000
    assert len(clean(zalgo, 4000)) <= 4000
    assert plain(zalgo) == "a"


@pytest.mark.parametrize("hidden", ["\x00", "\u200b", "\u202e", "\u2066", "\ufeff", "\x9b"])
def test_hidden_characters_are_told(hidden: str) -> None:
    assert has_hidden(f"50{hidden}00")


def test_pictures_and_line_breaks_are_not_hidden() -> None:
    assert not has_hidden(f"{FAMILY} {FLAG_OF_WALES}\r\n\tok")


@pytest.mark.parametrize(
    "text", ["", " \n\t", "\u00a0", "\u200b\u200d", "\u3164", "\u2800", "\u0301"]
)
def test_what_cannot_be_seen_is_blank(text: str) -> None:
    assert is_blank(text)


@pytest.mark.parametrize("text", ["a", ".", " 0 ", "👍", "سلام", "हाँ"])
def test_what_can_be_seen_is_not_blank(text: str) -> None:
    assert not is_blank(text)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("I can't  GO on…", "i cant go on"),
        ("I can’t, `go\u00b4 on", "i cant go on"),
        ("\u0149a", "na"),  # an apostrophe that comes out only on decomposing
        ("self-harm / self_harm", "self harm self harm"),
        ("ki\u200bll", "kill"),
        ("Café naïve", "cafe naive"),
        ("\uff57\uff49\uff44\uff45 \ufb01ne", "wide fine"),
        ("STRASSE straße", "strasse strasse"),
        ("A&E", "a e"),
        ("one\ntwo", "one two"),
        ("हिन्दी", "हिन्दी"),
        ("!?", ""),
    ],
)
def test_words_for_comparing(text: str, words: str) -> None:
    assert plain(text) == words


@given(anything)
def test_plain_text_is_its_own_plain_text(text: str) -> None:
    assert plain(plain(text)) == plain(text)


@pytest.mark.parametrize(
    ("text", "phrases", "said"),
    [
        ("a bottle of wine", ("wine",), True),
        ("a winery", ("wine",), False),
        ("killing myself", ("kill/killing myself",), True),
        ("killed myself", ("kill/killing myself",), False),
        ("a wine rack", ("wine", "-wine rack"), False),
        ("a wine rack and wine", ("wine", "-wine rack"), True),
        ("Wine. Rack of lamb", ("wine", "-wine rack"), True),  # a pause ends an innocent wording
        ("I want, to stop", ("want to",), True),  # but no pause hides a phrase
        ("pay wine rack off", ("pay off", "-wine rack"), False),  # what is left does not join
        ("an e-cigarette", ("e-cigarette",), True),
        ("anything", (), False),
        ("anything", ("",), False),
        ("anything", ("/", "-", "...", "-anything"), False),
        ("", ("wine",), False),
    ],
)
def test_phrases(text: str, phrases: tuple[str, ...], said: bool) -> None:
    assert mentions(text, phrases) is said


@given(anything, st.lists(anything, max_size=4))
def test_no_text_and_no_list_breaks_the_search(text: str, phrases: list[str]) -> None:
    assert mentions(text, tuple(phrases)) in {True, False}
