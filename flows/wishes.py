"""What a person wants of us, in words: for themself, and for staff who work with them.

Staff who know the name see what helps them to work with the person. A panel that sees no name
sees needs only: a language, a faith or somebody's own words would name the person (CARE 26).
"""

from datetime import time

from flows.messages import Line, line
from flows.model import Need, Wishes

MET_BY_HUMANS = (Need.INTERPRETER, Need.READ_WITH_ME, Need.EASY_READ)
"""Needs that a human must see to; the chat sees to the others by itself."""


def needs_lines(wishes: Wishes) -> tuple[Line, ...]:
    """What helps this person to take part, as a reader without their name may see it."""
    return tuple(line("wish-need", need=str(need)) for need in wishes.needs)


def access_lines(wishes: Wishes) -> tuple[Line, ...]:
    """The same for those who know the name, with the language."""
    language = (line("wish-language", words=wishes.language),) if wishes.language else ()
    return (*needs_lines(wishes), *language)


def care_lines(wishes: Wishes) -> tuple[Line, ...]:
    """All that the person's own care team works with."""
    own = (
        line("wish-culture", words=wishes.culture) if wishes.culture else None,
        line("wish-at-ease", words=wishes.at_ease_with) if wishes.at_ease_with else None,
        line("wish-quiet", words=wishes.quiet_words) if wishes.quiet_words else None,
        _good_time(wishes, "wish-good-time"),
        line("wish-phone-seen") if wishes.phone_seen not in (None, "no") else None,
    )
    return (*access_lines(wishes), *(known for known in own if known is not None))


def own_lines(wishes: Wishes) -> tuple[Line, ...]:
    """What we keep of it, as the person reads it."""
    known = (
        *(line("about-need", need=str(need)) for need in wishes.needs),
        line("about-language", words=wishes.language) if wishes.language else None,
        line("about-culture", words=wishes.culture) if wishes.culture else None,
        line("about-ease", words=wishes.at_ease_with) if wishes.at_ease_with else None,
        *quiet_lines(wishes),
        _good_time(wishes, "about-good-time"),
        line("about-phone", seen=str(wishes.phone_seen)) if wishes.phone_seen else None,
        line("about-discreet") if wishes.discreet else None,
    )
    return tuple(one for one in known if one is not None)


def quiet_lines(wishes: Wishes) -> tuple[Line, ...]:
    """What we understood of their quiet days and times; or that we only keep the words."""
    days = tuple(line("about-quiet-day", day=day) for day in wishes.quiet_days)
    times = tuple(
        line("about-quiet-time", start=clock(start), end=clock(end))
        for start, end in wishes.quiet_times
    )
    if wishes.quiet_words and not (days or times):
        return (line("about-quiet-words", words=wishes.quiet_words),)
    return (*days, *times)


def clock(at: time) -> str:
    """A time as people say it: 1pm, 12:30pm."""
    half = "am" if at.hour < 12 else "pm"
    minutes = f":{at.minute:02}" if at.minute else ""
    return f"{(at.hour - 1) % 12 + 1}{minutes}{half}"


def _good_time(wishes: Wishes, words: str) -> Line | None:
    if wishes.good_time is None:
        return None
    start, end = wishes.good_time
    return line(words, start=clock(start), end=clock(end))
