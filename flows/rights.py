"""[My rights]: the five of report 002 section 6, and what the deployer promised at the start.

Said, never asked: it changes nothing and keeps the floor. It knows no conversation.
"""

from datetime import date

from flows.calendar import MONTH_NAMES
from flows.effects import Effect, Reply
from flows.facts import Facts
from flows.messages import Button, Line, Message, line
from flows.programme import Assurances
from flows.taps import Do, Verb


def rights_lines() -> tuple[Line, ...]:
    """What everybody with a budget must be able to do, in plain words."""
    return (
        line("rights-head"),
        line("rights-choose"),
        line("rights-know"),
        line("rights-plan"),
        line("rights-held"),
        line("rights-spend"),
    )


def assured(assurances: Assurances) -> tuple[Line, ...]:
    """Each assurance as it was written, and on which day; samples say that they are samples."""
    said = tuple(line("label", words=words) for words in assurances.shown())
    dated = assurances.oldest()
    when = (line("assurance-dated", day=_day(dated)),) if said and dated is not None else ()
    return (*said, *when, *((line("assurance-sample"),) if assurances.sample and said else ()))


def my_rights(facts: Facts) -> tuple[Effect, ...]:
    """The five, for anybody; what was promised and somebody to talk to for who is here."""
    if facts.me is None:
        return (Reply(Message(rights_lines())),)
    buttons = (
        Button(line("button-promises"), Do(Verb.ASSURANCES)),
        Button(line("button-talk"), Do(Verb.TALK)),
    )
    return (Reply(Message(rights_lines(), buttons)),)


def my_assurances(facts: Facts) -> tuple[Effect, ...]:
    """What was promised at the start, to read again."""
    said = assured(facts.programme.assurances)
    talk = Button(line("button-talk"), Do(Verb.TALK))
    return (Reply(Message(said or (line("assurance-none"),), (talk,))),)


def _day(day: date) -> str:
    return f"{day.day} {MONTH_NAMES[day.month - 1]} {day.year}"
