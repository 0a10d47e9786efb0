"""Money as people type it, as whole pence, and as people read it.

Whatever could mean two things is asked again, never guessed: `Unclear` says why, and the sentence
is the words key `amount-unclear-<why>`. Give the parsers the text as it was typed: `clean` would
take a hidden character out of "50<hidden>00" and make another number of it.
"""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import NewType

from flows.calendar import MONTH_NAMES
from flows.plain_text import has_hidden

Pence = NewType("Pence", int)

MAX_PENCE = Pence(100_000_000)  # a million pounds: far above any budget, far below any overflow
MAX_TYPED_CHARS = 500
MAX_REFERENCE_CHARS = 60
_BARE_REFERENCE_CHARS = 4
_NEVER = MAX_TYPED_CHARS + 1


class Why(StrEnum):
    """Why an amount, or a payment line, must be asked again."""

    NOTHING = "nothing"  # no number in it
    TWO_AMOUNTS = "two_amounts"
    ZERO = "zero"
    NEGATIVE = "negative"
    TOO_LONG = "too_long"
    TOO_BIG = "too_big"
    NOT_PLAIN = "not_plain"  # foreign digits, exponents, underscores, hidden characters
    PENNIES = "pennies"  # a decimal point without exactly two figures after it
    GROUPING = "grouping"  # 12,34 and 1.234,56
    SHORTHAND = "shorthand"  # 5k, 2 grand
    OTHER_CURRENCY = "other_currency"
    OPEN_ENDED = "open_ended"  # over 250, 250+
    EACH_TIME = "each_time"  # 20 a month, 5 each: the whole sum is not said
    AMOUNT_FIRST = "amount_first"  # a payment line that does not start with its amount
    DATE = "date"  # a payment line with two dates, or one that is no date


@dataclass(frozen=True, slots=True)
class Amount:
    """A clear amount, from a penny to `MAX_PENCE`."""

    pence: Pence


@dataclass(frozen=True, slots=True)
class Payment:
    """What a broker says was paid. `on` may be any day, past or to come: the caller judges it."""

    pence: Pence
    reference: str | None
    on: date | None


@dataclass(frozen=True, slots=True)
class Unclear:
    """Not understood for sure; ask again with the reason."""

    why: Why


# All patterns are for lower case and for ASCII digits: `_refused` has turned others away.
_WHOLE = r"(?:0|[1-9][0-9]{0,2}(?:,[0-9]{3})+|[1-9][0-9]*)"
_PLAIN = re.compile(rf"£?({_WHOLE})(?:\.([0-9]{{2}}))?")
_TYPED = re.compile(rf"~?£?({_WHOLE})(?:\.([0-9]{{2}}))?(?:£|quid|pounds?)?(?:-?ish)?")
_PENNIES = re.compile(r"([1-9][0-9]{0,2})(?:p|pence)")

_DASH = "[-\u2010-\u2015\u2212]"
_MANY = r"(?:k|m|mil|mill|million|bn|grand|thousand|hundred|lakh|crore)s?"
_FOREIGN = r"(?:euro|eur|dollar|usd|buck|cent|rupee|zloty|yen|franc|lira|naira|taka)s?"
_PERIOD = r"(?:day|week|fortnight|month|year|hour|session|lesson|class|night|visit|time|go)"
_NUMBER_WORD = (
    r"(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen"
    r"|sixteen|seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety"
    r"|half|dozen|couple|fiver|tenner)s?"
)

# What a whole message says around its one number, which stands as "#". The first that fits wins.
_AROUND = (
    (Why.NEGATIVE, re.compile(rf"^[£ ]*{_DASH} ?#|\bminus\b")),
    (Why.OTHER_CURRENCY, re.compile(rf"\b{_FOREIGN}\b")),
    (Why.SHORTHAND, re.compile(rf"# {_MANY}\b|\b(?:hundred|thousand|million)s?\b")),
    (Why.TWO_AMOUNTS, re.compile(rf"\b{_NUMBER_WORD}\b")),
    (Why.EACH_TIME, re.compile(r"\b(?:per|each|every|weekly|monthly|yearly|annually|pw|pcm)\b")),
    (Why.EACH_TIME, re.compile(rf"#.*(?<!for )\ban? {_PERIOD}\b(?!['’])")),
    (Why.EACH_TIME, re.compile(r"\ba (?:week|month)\b(?!['’]).*#")),
    (Why.OPEN_ENDED, re.compile(r"\b(?:over|above|more than|at least|from|minimum(?: of)?) #")),
    (Why.OPEN_ENDED, re.compile(r"# (?:or more|plus|upwards|and up|minimum)\b")),
)

# What may not stand right after the amount of a payment line.
_BEHIND = (
    (Why.SHORTHAND, re.compile(rf"^# {_MANY}\b")),
    (Why.OTHER_CURRENCY, re.compile(rf"^# {_FOREIGN}\b")),
    (Why.NOT_PLAIN, re.compile(r"^# (?:p|pence|pennies)\b")),
)

# What one word with a number in it is, when it is not an amount.
_SHAPES = (
    (Why.NEGATIVE, re.compile(rf"£?{_DASH}.*")),
    (Why.SHORTHAND, re.compile(rf"£?[0-9.,]+{_MANY}")),
    (Why.OPEN_ENDED, re.compile(r"£?[0-9.,]+\+")),
    (Why.EACH_TIME, re.compile(r"£?[0-9.,]+(?:/[a-z]+|pw|pcm|pm|each)")),
    (Why.TWO_AMOUNTS, re.compile(rf"£?[0-9.,]+(?:{_DASH}|/|&|or|to)£?[0-9].*")),
    (Why.PENNIES, re.compile(rf"£?{_WHOLE}\.(?:[0-9]|[0-9]{{3,}})")),
    (Why.GROUPING, re.compile(r"£?[0-9]+[.,][0-9.,]*")),
)


def parse_amount(text: str) -> Amount | Unclear:
    """The one amount in what a person typed: "£135", "about 80 quid", "1,200.50", "50p"."""
    if refused := _refused(text):
        return refused
    words = _words(text.casefold())
    numbers = [word for word in words if _has_digit(word)]
    if not numbers:
        return Unclear(Why.NOTHING)
    if len(numbers) > 1:
        return Unclear(Why.TWO_AMOUNTS)
    said = " ".join("#" if word == numbers[0] else word for word in words)
    if why := _around(said, _AROUND):
        return Unclear(why)
    return _typed(numbers[0] + ("p" if re.search(r"# (?:p|pence|pennies)\b", said) else ""))


def parse_plain(text: str) -> Amount | Unclear:
    """The strict form for command lines: optional £, grouping commas, optional .dd, no more.

    White space around it is passed over, such as the newline of a line read.
    """
    if refused := _refused(text):
        return refused
    return _exactly(text.strip())


def parse_payment(text: str, today: date) -> Payment | Unclear:
    """What a broker types: an amount, then if they like a date and a reference in either order.

    "£135.00 INV-7", "135 INV-7 26/11/2026". Dates are 2026-11-26, 26/11/2026 or 26 November, which
    without its year is the last one up to `today`. A number alone is a reference when a label
    stands before it ("ref 2041"), or when it has four figures or more and the amount has its
    pennies; else it could be a second amount, or the end of a first one ("£1 200").
    """
    if refused := _refused(text):
        return refused
    head, *words = _words(text) or [""]
    if not _has_digit(head) or head[0].isalpha():
        return Unclear(Why.AMOUNT_FIRST if _has_digit(text) else Why.NOTHING)
    amount = _exactly(head)
    if isinstance(amount, Unclear):
        return amount
    if why := _around(" ".join(["#", *words]).casefold(), _BEHIND):
        return Unclear(why)
    rest = re.sub(r"^(?:quid|pounds?|gbp)(?: |$)", "", " ".join(words), flags=re.IGNORECASE)
    shortest = _BARE_REFERENCE_CHARS if "." in head else _NEVER
    return _dated(amount.pence, rest, today, shortest)


def pounds(pence: Pence) -> str:
    """Always with pennies: "£1,234.50". Below nothing: "-£0.05"."""
    whole, part = divmod(abs(pence), 100)
    return f"{'-' if pence < 0 else ''}£{whole:,}.{part:02}"


def short_pounds(pence: Pence) -> str:
    """Without pennies when there are none: "£320", "£320.50"."""
    return pounds(pence).removesuffix(".00")


def _refused(text: str) -> Unclear | None:
    """The reasons that need no reading. Length comes first: it keeps everything after it quick."""
    if len(text) > MAX_TYPED_CHARS:
        return Unclear(Why.TOO_LONG)
    if has_hidden(text) or any(_is_disguised(ch) for ch in text):
        return Unclear(Why.NOT_PLAIN)
    if any(unicodedata.category(ch) == "Sc" and ch != "£" for ch in text):
        return Unclear(Why.OTHER_CURRENCY)
    return None


def _is_disguised(ch: str) -> bool:
    """Numbers that are not 0 to 9 (Arabic-Indic, ½, ²), and full-width forms of any kind."""
    number = unicodedata.category(ch) in {"Nd", "Nl", "No"} and not ch.isascii()
    return number or "\uff00" <= ch <= "\uffef"


def _has_digit(word: str) -> bool:
    return any(ch.isdecimal() for ch in word)


def _words(text: str) -> list[str]:
    """Words without the marks of the sentence around them; a £ on its own joins its number.

    A full stop in front stays: ".50" must not become "50".
    """
    joined = re.sub(r"£\s+(?=[0-9])", "£", text)
    words = (word.lstrip("([\"'“‘").rstrip(".,;:!?…)]\"'”’") for word in joined.split())
    return [word for word in words if word]


def _around(said: str, signs: Iterable[tuple[Why, re.Pattern[str]]]) -> Why | None:
    return next((why for why, sign in signs if sign.search(said)), None)


def _typed(word: str) -> Amount | Unclear:
    if few := _PENNIES.fullmatch(word):
        return Amount(Pence(int(few[1])))
    if found := _TYPED.fullmatch(word):
        return _within_limits(found[1], found[2])
    return Unclear(_shape(word))


def _exactly(word: str) -> Amount | Unclear:
    if found := _PLAIN.fullmatch(word):
        return _within_limits(found[1], found[2])
    return Unclear(_shape(word.casefold()) if _has_digit(word) else Why.NOTHING)


def _within_limits(whole: str, part: str | None) -> Amount | Unclear:
    pence = int(whole.replace(",", "")) * 100 + int(part or 0)
    if pence == 0:
        return Unclear(Why.ZERO)
    return Amount(Pence(pence)) if pence <= MAX_PENCE else Unclear(Why.TOO_BIG)


def _shape(word: str) -> Why:
    return next((why for why, shape in _SHAPES if shape.fullmatch(word)), Why.NOT_PLAIN)


# ---- The rest of a payment line -------------------------------------------------------------

_MONTH = "|".join(sorted({name[:n] for name in MONTH_NAMES for n in range(3, 10)}))
_MONTH_STARTS = tuple(name[:3].casefold() for name in MONTH_NAMES)
_DAYS = re.compile(
    r"(?<!\S)(?:(?:on|dated) )?(?:(?P<iso>20[0-9]{2}-[0-9]{2}-[0-9]{2})"
    r"|(?P<uk>[0-9]{1,2}/[0-9]{1,2}/20[0-9]{2})"
    rf"|(?P<number>[0-9]{{1,2}})(?:st|nd|rd|th)? (?P<name>{_MONTH})(?: (?P<year>20[0-9]{{2}}))?)"
    r"(?!\S)",
    re.IGNORECASE,
)
_LIKE_A_DATE = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}|[0-9]{1,2}([/.-])[0-9]{1,2}\1[0-9]{2,4}|[0-9]{1,2}/[0-9]{1,2}"
)
_LIKE_AN_AMOUNT = re.compile(
    rf"(?:{_DASH}|[+~])?(?:£.*|[0-9][0-9.,]*(?:£|p|pence|quid|pounds?|{_MANY})?)"
)
_LABEL = re.compile(r"(?:ref|reference|inv|invoice|no|number|order|receipt)")


def _dated(pence: Pence, rest: str, today: date, shortest: int) -> Payment | Unclear:
    """`rest` holds a date and a reference; bare numbers of `shortest` figures may be one."""
    days = [_day(found, today) for found in _DAYS.finditer(rest)]
    words = [word for word in _DAYS.sub(" ", rest).split() if any(map(str.isalnum, word))]
    if len(days) > 1 or None in days or any(map(_LIKE_A_DATE.fullmatch, words)):
        return Unclear(Why.DATE)
    if any(_may_be_amount(*pair, shortest) for pair in zip(["", *words], words, strict=False)):
        return Unclear(Why.TWO_AMOUNTS)
    reference = re.sub(r"^ref(?:erence)?(?:[:.#] ?| |$)", "", " ".join(words), flags=re.IGNORECASE)
    if len(reference) > MAX_REFERENCE_CHARS:
        return Unclear(Why.TOO_LONG)
    return Payment(pence, reference or None, days[0] if days else None)


def _may_be_amount(before: str, word: str, shortest: int) -> bool:
    if not _LIKE_AN_AMOUNT.fullmatch(word.casefold()):
        return False
    named = len(word) >= shortest or _LABEL.fullmatch(before.casefold())
    return not (word.isdecimal() and named)


def _day(found: re.Match[str], today: date) -> date | None:
    """The day a match of `_DAYS` names; None when there is no such day."""
    if found["name"]:
        month = _MONTH_STARTS.index(found["name"][:3].casefold()) + 1
        if found["year"]:
            return _real_day(int(found["year"]), month, int(found["number"]))
        # Nine years back, so that 29 February is always among them, even around 2100.
        years = range(today.year, today.year - 9, -1)
        days = (_real_day(year, month, int(found["number"])) for year in years)
        return next((day for day in days if day and day <= today), None)
    parts = found["iso"].split("-") if found["iso"] else found["uk"].split("/")[::-1]
    year, month, day = map(int, parts)
    return _real_day(year, month, day)


def _real_day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
