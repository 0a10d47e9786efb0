"""Days that people type for something to come: "31 March", "31/3/2027", "2027-03-31".

A day that could be read in two ways, or that has gone by, is no day: it is asked again.
"""

import re
from datetime import date

from flows.calendar import MONTH_NAMES

_STARTS = [name[:3].casefold() for name in MONTH_NAMES]
_NAMED = re.compile(
    r"(?P<day>\d{1,2})(?:st|nd|rd|th)?(?: of)? (?P<month>[a-z]{3,9})\.?(?: (?P<year>\d{4}))?"
)
_FIGURES = re.compile(r"(?P<day>\d{1,2})[/.](?P<month>\d{1,2})[/.](?P<year>\d{4})")
_ISO = re.compile(r"(?P<year>\d{4})-(?P<month>\d{2})-(?P<day>\d{2})")
_BEFORE = re.compile(
    r"^(?:until|till|from|on|by|to|the"
    r"|(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?),? "
)
MOST = 100


def coming_day(text: str, today: date) -> date | None:
    """The day that is typed, today or later; without a year it is the next one of that name."""
    plain = " ".join(text.casefold().split())[:MOST].rstrip(".")
    while (shorter := _BEFORE.sub("", plain)) != plain:
        plain = shorter
    if plain == "today":
        return today
    found = _named(plain, today) or _in_figures(plain)
    return found if found is not None and found >= today else None


def _named(plain: str, today: date) -> date | None:
    hit = _NAMED.fullmatch(plain)
    if hit is None or not _is_month(hit["month"]):
        return None
    month, day = _STARTS.index(hit["month"][:3]) + 1, int(hit["day"])
    if hit["year"]:
        return _real(int(hit["year"]), month, day)
    # Nine years on, so that 29 February is always among them.
    days = (_real(year, month, day) for year in range(today.year, today.year + 9))
    return next((found for found in days if found and found >= today), None)


def _is_month(word: str) -> bool:
    return any(name.casefold().startswith(word) for name in MONTH_NAMES) or word == "sept"


def _in_figures(plain: str) -> date | None:
    hit = _FIGURES.fullmatch(plain) or _ISO.fullmatch(plain)
    return None if hit is None else _real(int(hit["year"]), int(hit["month"]), int(hit["day"]))


def _real(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
