"""Amounts as typed: understood, or asked again with a reason, and never guessed."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.money import (
    MAX_PENCE,
    Amount,
    Payment,
    Pence,
    Unclear,
    Why,
    parse_amount,
    parse_payment,
    parse_plain,
    pounds,
    short_pounds,
)

TODAY = date(2026, 11, 27)
sums = st.integers(1, MAX_PENCE).map(Pence)


@pytest.mark.parametrize(
    ("typed", "pence"),
    [
        ("£135", 13500),
        ("135.50", 13550),
        ("1,200", 120000),
        ("1,200.50", 120050),
        ("about 80 quid", 8000),
        ("about £80 I think", 8000),
        ("80 pounds", 8000),
        ("80quid", 8000),
        ("80ish", 8000),
        ("80-ish", 8000),
        ("~80", 8000),
        ("50p", 50),
        ("50 p", 50),
        ("50 pence", 50),
        ("£0.50", 50),
        ("£0.01", 1),
        ("it costs 320", 32000),
        ("It costs £320.", 32000),
        ("£320!", 32000),
        ("(£320)", 32000),
        ("£ 135", 13500),
        ("135£", 13500),
        ("£250.01", 25001),
        ("250.00", 25000),
        ("5\n", 500),
        ("\t 5 \r\n", 500),
        ("£300 for the gym for a year", 30000),
        ("a year's membership is £300", 30000),
        ("£60 with a lock", 6000),
        ("£50 👩‍👧", 5000),
        ("this one is £50", 5000),
        ("£1,000,000.00", 100_000_000),
    ],
)
def test_amounts_that_are_understood(typed: str, pence: int) -> None:
    assert parse_amount(typed) == Amount(Pence(pence))


REFUSED = [
    ("", Why.NOTHING),
    (" \n\u00a0", Why.NOTHING),
    ("eighty?", Why.NOTHING),
    ("I don't know", Why.NOTHING),
    ("£", Why.NOTHING),
    ("NaN", Why.NOTHING),
    ("Infinity", Why.NOTHING),
    ("50 or 60", Why.TWO_AMOUNTS),
    ("50-60", Why.TWO_AMOUNTS),
    ("50 – 60", Why.TWO_AMOUNTS),
    ("£50–£60", Why.TWO_AMOUNTS),
    ("50/60", Why.TWO_AMOUNTS),
    ("50or60", Why.TWO_AMOUNTS),
    ("fifty or 60", Why.TWO_AMOUNTS),
    ("£1 200", Why.TWO_AMOUNTS),
    ("£1\u00a0200", Why.TWO_AMOUNTS),
    ("2 bikes, £320", Why.TWO_AMOUNTS),
    ("two bikes, £320", Why.TWO_AMOUNTS),
    ("0", Why.ZERO),
    ("£0", Why.ZERO),
    ("0.00", Why.ZERO),
    ("-5", Why.NEGATIVE),
    ("-0", Why.NEGATIVE),
    ("£-5", Why.NEGATIVE),
    ("-£5", Why.NEGATIVE),
    ("- 5", Why.NEGATIVE),
    ("\u22125", Why.NEGATIVE),
    ("minus 5", Why.NEGATIVE),
    ("9" * 5000, Why.TOO_LONG),
    ("please " * 1500, Why.TOO_LONG),
    ("£5 " + "a" * 10_000, Why.TOO_LONG),
    ("1,000,000.01", Why.TOO_BIG),
    ("9,999,999,999,999,999,999", Why.TOO_BIG),
    ("9" * 400, Why.TOO_BIG),
    ("1e9", Why.NOT_PLAIN),
    ("1_000", Why.NOT_PLAIN),
    ("0x32", Why.NOT_PLAIN),
    ("050", Why.NOT_PLAIN),
    (".50", Why.NOT_PLAIN),
    ("£.50", Why.NOT_PLAIN),
    ("£5.50p", Why.NOT_PLAIN),
    ("PS5", Why.NOT_PLAIN),
    ("\uff11\uff12.\uff15\uff10", Why.NOT_PLAIN),
    ("\uffe150", Why.NOT_PLAIN),
    ("٣٠", Why.NOT_PLAIN),
    ("١٢٠", Why.NOT_PLAIN),
    ("5½", Why.NOT_PLAIN),
    ("50²", Why.NOT_PLAIN),
    ("50\u202e00", Why.NOT_PLAIN),
    ("50\u200b00", Why.NOT_PLAIN),
    ("50\u200d00", Why.NOT_PLAIN),
    ("50\ufeff", Why.NOT_PLAIN),
    ("50\x0000", Why.NOT_PLAIN),
    ("50\ud80000", Why.NOT_PLAIN),
    ("0.001", Why.PENNIES),
    ("12.345", Why.PENNIES),
    ("12.5", Why.PENNIES),
    ("1.234", Why.PENNIES),
    ("1.234,56", Why.GROUPING),
    ("12,34", Why.GROUPING),
    ("1,2000", Why.GROUPING),
    ("1.234.567", Why.GROUPING),
    ("5k", Why.SHORTHAND),
    ("£5k?", Why.SHORTHAND),
    ("5 k", Why.SHORTHAND),
    ("2 grand", Why.SHORTHAND),
    ("a hundred and 50", Why.SHORTHAND),
    ("€50", Why.OTHER_CURRENCY),
    ("$50", Why.OTHER_CURRENCY),
    ("50 euros", Why.OTHER_CURRENCY),
    ("£50 or €60", Why.OTHER_CURRENCY),
    ("over 250", Why.OPEN_ENDED),
    ("more than £250", Why.OPEN_ENDED),
    ("250+", Why.OPEN_ENDED),
    ("£250 or more", Why.OPEN_ENDED),
    ("£20 a month", Why.EACH_TIME),
    ("20 quid a week", Why.EACH_TIME),
    ("£20/week", Why.EACH_TIME),
    ("£5 each", Why.EACH_TIME),
    ("£30 per lesson", Why.EACH_TIME),
    ("a month it's £20", Why.EACH_TIME),
]


@pytest.mark.parametrize(("typed", "why"), REFUSED)
def test_amounts_that_are_asked_again(typed: str, why: Why) -> None:
    assert parse_amount(typed) == Unclear(why)


@pytest.mark.parametrize("typed", [typed for typed, _ in REFUSED])
def test_what_is_asked_again_is_no_command_line_amount_either(typed: str) -> None:
    assert isinstance(parse_plain(typed), Unclear)


@pytest.mark.parametrize(
    ("typed", "pence"),
    [("135", 13500), ("£250.01", 25001), ("1,200.50", 120050), ("0.50", 50), (" £5\n", 500)],
)
def test_the_strict_form(typed: str, pence: int) -> None:
    assert parse_plain(typed) == Amount(Pence(pence))


@pytest.mark.parametrize("typed", ["about 80", "80 quid", "80quid", "50p", "£ 5", "80.", "135£"])
def test_the_strict_form_takes_nothing_else(typed: str) -> None:
    assert isinstance(parse_plain(typed), Unclear)


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("£135.00 INV-7", (13500, "INV-7", None)),
        ("£309.99 INV-8", (30999, "INV-8", None)),
        ("135 INV-7 26/11/2026", (13500, "INV-7", date(2026, 11, 26))),
        ("135 26/11/2026 INV-7", (13500, "INV-7", date(2026, 11, 26))),
        ("£135, INV-7, 2026-11-26.", (13500, "INV-7", date(2026, 11, 26))),
        ("£135 26 November INV-7", (13500, "INV-7", date(2026, 11, 26))),
        ("£135 INV-7 on 26th nov", (13500, "INV-7", date(2026, 11, 26))),
        ("£135 28 November", (13500, None, date(2025, 11, 28))),  # the last one there was
        ("£135 27 November", (13500, None, date(2026, 11, 27))),
        ("£135 29 February", (13500, None, date(2024, 2, 29))),
        ("£135 3 December 2026", (13500, None, date(2026, 12, 3))),
        ("£135", (13500, None, None)),
        ("1,200.50", (120050, None, None)),
        ("135 pounds INV-7", (13500, "INV-7", None)),
        ("£ 135 - INV-7", (13500, "INV-7", None)),
        ("£135 ref: INV-7", (13500, "INV-7", None)),
        ("£135 ref 2041", (13500, "2041", None)),
        ("£135 invoice 41", (13500, "invoice 41", None)),
        ("£135 #41", (13500, "#41", None)),
        ("£135.00 2041", (13500, "2041", None)),
        ("£135 INV/2026/11", (13500, "INV/2026/11", None)),
        ("£135 Halfords receipt A-12", (13500, "Halfords receipt A-12", None)),
        ("£135 Refund", (13500, "Refund", None)),
    ],
)
def test_payment_lines(typed: str, expected: tuple[int, str | None, date | None]) -> None:
    pence, reference, on = expected
    assert parse_payment(typed, TODAY) == Payment(Pence(pence), reference, on)


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ("", Why.NOTHING),
        ("paid", Why.NOTHING),
        ("INV-7 £135", Why.AMOUNT_FIRST),
        ("paid £135", Why.AMOUNT_FIRST),
        ("£1 200", Why.TWO_AMOUNTS),
        ("£1 000", Why.TWO_AMOUNTS),
        ("£135 £20", Why.TWO_AMOUNTS),
        ("£135 INV-7 20.50", Why.TWO_AMOUNTS),
        ("135 or 140", Why.TWO_AMOUNTS),
        ("135 2041", Why.TWO_AMOUNTS),
        ("£135.00 204", Why.TWO_AMOUNTS),
        ("£135 INV-7 £20", Why.TWO_AMOUNTS),
        ("£135 -20", Why.TWO_AMOUNTS),
        ("£135 50p", Why.TWO_AMOUNTS),
        ("5 k INV-7", Why.SHORTHAND),
        ("135 euros INV-7", Why.OTHER_CURRENCY),
        ("50 p INV-7", Why.NOT_PLAIN),
        ("135 INV\u202e7", Why.NOT_PLAIN),
        ("-135 INV-7", Why.NEGATIVE),
        ("0 INV-7", Why.ZERO),
        ("135.5 INV-7", Why.PENNIES),
        ("£135 31/02/2026", Why.DATE),
        ("£135 2026-13-01", Why.DATE),
        ("£135 31 February", Why.DATE),
        ("£135 26/11", Why.DATE),
        ("£135 26/11/26", Why.DATE),
        ("£135 26.11.2026", Why.DATE),
        ("£135 25 November 26 November", Why.DATE),
        ("£135 1999-11-26", Why.DATE),
        ("£135 " + "A" * 61, Why.TOO_LONG),
    ],
)
def test_payment_lines_that_are_asked_again(typed: str, why: Why) -> None:
    assert parse_payment(typed, TODAY) == Unclear(why)


@pytest.mark.parametrize(
    ("pence", "long", "short"),
    [
        (0, "£0.00", "£0"),
        (5, "£0.05", "£0.05"),
        (32000, "£320.00", "£320"),
        (32050, "£320.50", "£320.50"),
        (123450, "£1,234.50", "£1,234.50"),
        (100_000_000, "£1,000,000.00", "£1,000,000"),
        (-5, "-£0.05", "-£0.05"),
    ],
)
def test_writing_money(pence: int, long: str, short: str) -> None:
    assert pounds(Pence(pence)) == long
    assert short_pounds(Pence(pence)) == short


@given(sums)
def test_every_amount_we_write_is_read_back(pence: Pence) -> None:
    for written in (pounds(pence), short_pounds(pence), pounds(pence).replace(",", "")):
        assert parse_amount(written) == Amount(pence)
        assert parse_plain(written) == Amount(pence)
        assert parse_payment(f"{written} INV-7", TODAY) == Payment(pence, "INV-7", None)


@given(st.text(alphabet="0123456789£.,-–/ kpeor½٣\u200b\u202e\n", max_size=30))
def test_no_typing_breaks_a_parser_or_gets_past_the_limits(typed: str) -> None:
    for result in (parse_amount(typed), parse_plain(typed), parse_payment(typed, TODAY)):
        if not isinstance(result, Unclear):
            assert 0 < result.pence <= MAX_PENCE
            assert not {"½", "٣", "\u200b", "\u202e"} & set(typed)


@given(sums, sums)
def test_two_amounts_are_never_one(first: Pence, second: Pence) -> None:
    for between in (" ", " or ", "-", " to ", "/", ", "):
        typed = f"{pounds(first)}{between}{pounds(second)}"
        assert isinstance(parse_amount(typed), Unclear)
        assert isinstance(parse_payment(typed, TODAY), Unclear)
