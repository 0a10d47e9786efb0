"""Talk files: what may stand in one, and the text of one as a tuple of steps.

Pure: it reads no file and plays nothing. A line that is no step is a `BadTalk`, which says in one
plain sentence what was expected there, because the people who write talks are often clinicians.
"""

import re
from collections.abc import Callable
from datetime import datetime

from bot.channels.talk_steps import (
    Act,
    AddBudgetHolder,
    AddStaff,
    AddStranger,
    ClockAt,
    ClockBy,
    Does,
    FundIs,
    OpensInvite,
    RequestIs,
    Sees,
    SeesNot,
    SeesNothing,
    SendsFile,
    Sort,
    StaffLeaves,
    Step,
    Taps,
    TapsOld,
    Together,
    TopUpFund,
    Types,
    Unit,
    UseProgramme,
    Value,
)
from flows.model import Role, State
from flows.money import Amount, parse_plain

_NAME = r"[A-Z][\w'’-]*"
_PARTS = re.compile(r'"((?:\\.|[^"\\])*)"|\[([^\]]+)\]')
_COMMENT = re.compile(r'((?:"(?:\\.|[^"\\])*"|[^"])*?)\s\s+#.*')


class BadTalk(Exception):
    """A talk file that cannot be played; `line` counts from one."""

    def __init__(self, file: str, line: int, sentence: str) -> None:
        super().__init__(f"{file}:{line}: {sentence}")
        self.file = file
        self.line = line
        self.sentence = sentence


class _Wrong(Exception):
    """This line is no step; the message is the sentence for its author."""


def parse_talk(text: str, file: str) -> tuple[Step, ...]:
    """The steps of a talk, in order, or BadTalk for the first line that is none."""
    steps: list[Step] = []
    for number, raw in enumerate(text.splitlines(), 1):
        source = _without_comment(raw)
        if source:
            try:
                _join(steps, Step(number, source, _does(source)), raw[:1].isspace())
            except _Wrong as wrong:
                raise BadTalk(file, number, f"{wrong}.") from None
    for step in steps:
        if step.does == Together(()):
            raise BadTalk(file, step.line, "nobody does anything under together:.")
    return tuple(steps)


def _join(steps: list[Step], step: Step, indented: bool) -> None:  # noqa: FBT001 - one caller
    """Put the step at the end, or into the block it is indented under."""
    if not indented:
        steps.append(step)
        return
    match steps[-1:]:
        case [Step(line, source, Together(acts))]:
            steps[-1] = Step(line, source, Together((*acts, _only_act(step.does))))
        case _:
            raise _Wrong("only the lines under together: begin with spaces")


def _without_comment(raw: str) -> str:
    line = raw.strip()
    if line.startswith("#"):
        return ""
    if re.match(rf"{_NAME}:", line):  # typed words may hold a lone quote
        return re.sub(r"\s\s+#.*", "", line)
    found = _COMMENT.fullmatch(line)
    return found[1] if found else line


def _does(line: str) -> Does:
    if line == "together:":
        return Together(())
    if said := re.fullmatch(rf"({_NAME}):(.*)", line):
        if not said[2].strip():
            raise _Wrong(f"after {said[1]}: come the words that {said[1]} types")
        return Types(said[1], said[2].strip())
    first, _, rest = line.partition(" ")
    if re.fullmatch(_NAME, first):
        return _somebody(first, rest.strip())
    if first not in _KEYWORDS:
        raise _Wrong(
            f"“{first}” begins no step; a step begins with a capitalised name or one of "
            f"{', '.join(sorted(_KEYWORDS))}, together:"
        )
    return _KEYWORDS[first](rest.split())


def _only_act(does: Does) -> Act:
    match does:
        case Types() | Taps() | TapsOld() | SendsFile() | OpensInvite():
            return does
        case _:
            raise _Wrong("under together: people type, tap, send or open; nothing else")


# ---- Lines that begin with a name -------------------------------------------------------------


def _somebody(name: str, rest: str) -> Does:
    for pattern, make in _VERBS:
        if found := pattern.fullmatch(rest):
            return make(name, found)
    raise _Wrong(
        f"{name} can type ({name}: words), taps [Label], taps old [Label], "
        "sends photo FILE, opens invite from NAME, leaves the service, sees, does not see, "
        "or sees nothing"
    )


def _sees(name: str, found: re.Match[str]) -> Does:
    parts = list(_PARTS.finditer(found[1]))
    if not parts or _PARTS.sub("", found[1]).strip():
        raise _Wrong('after sees come "words" in straight quotes, then [Buttons]')
    words = tuple(_plain(part[1]) for part in parts if part[1] is not None)
    return Sees(name, words, tuple(part[2].strip() for part in parts if part[2] is not None))


def _plain(quoted: str) -> str:
    return re.sub(r"\\(.)", r"\1", quoted)


_VERBS: tuple[tuple[re.Pattern[str], Callable[[str, re.Match[str]], Does]], ...] = (
    (re.compile(r"taps \[([^\]]+)\]"), lambda name, m: Taps(name, m[1].strip())),
    (re.compile(r"taps \[([^\]]+)\] twice"), lambda name, m: Taps(name, m[1].strip(), 2)),
    (re.compile(r"taps old \[([^\]]+)\]"), lambda name, m: TapsOld(name, m[1].strip())),
    (
        re.compile(r"sends (photo|voice|file) (\S+)"),
        lambda name, m: SendsFile(name, Sort(m[1]), m[2]),
    ),
    (re.compile(rf"opens invite from ({_NAME})"), lambda name, m: OpensInvite(name, m[1])),
    (re.compile(r"leaves the service"), lambda name, _: StaffLeaves(name)),
    (re.compile(r"sees nothing"), lambda name, _: SeesNothing(name)),
    (
        re.compile(r'does not see "((?:\\.|[^"\\])+)"'),
        lambda name, m: SeesNot(name, _plain(m[1])),
    ),
    (re.compile(r"sees (.+)"), _sees),
)


# ---- Lines that begin with a keyword ----------------------------------------------------------


def _programme(words: list[str]) -> Does:
    if len(words) != 1:
        raise _Wrong("programme takes one name, like city-hackney-2019")
    return UseProgramme(words[0])


def _fund(words: list[str]) -> Does:
    match words:
        case [fund, amount]:
            return TopUpFund(fund, _pence(amount))
        case [fund, *pairs] if pairs and len(pairs) % 2 == 0:
            said = dict(zip(pairs[::2], pairs[1::2], strict=True))
            if said.keys() <= {"free", "reserved", "spent"} and len(said) * 2 == len(pairs):
                return FundIs(fund, **{part: _pence(amount) for part, amount in said.items()})
    raise _Wrong(
        "fund takes a name and an amount (new money), or a name and any of "
        "free £1.00, reserved £1.00, spent £1.00"
    )


def _staff(words: list[str]) -> Does:
    if len(words) < 2:
        raise _Wrong("staff takes a name and a role, like staff Coordinator care_co_ordinator")
    values = _values(words[2:], only={"team", "limit"})
    limit = _pence(values["limit"]) if "limit" in values else None
    return AddStaff(_name(words[0]), _roles(words[1]), values.get("team", ""), limit)


def _person(words: list[str]) -> Does:
    if not words:
        raise _Wrong("person takes a name, like person Person care_co_ordinator=Coordinator")
    values = _values(words[1:])
    return AddBudgetHolder(
        _name(words[0]),
        _name(values.pop("care_co_ordinator")) if "care_co_ordinator" in values else "",
        values.pop("team", ""),
        also=_roles(values.pop("also")) if "also" in values else (),
        facts={key: _value(value) for key, value in values.items()},
    )


def _stranger(words: list[str]) -> Does:
    if len(words) != 1:
        raise _Wrong("stranger takes one name")
    return AddStranger(_name(words[0]))


def _clock(words: list[str]) -> Does:
    said = " ".join(words)
    if by := re.fullmatch(r"\+([1-9][0-9]{0,3}) (minute|hour|day|week|month)s?", said):
        return ClockBy(int(by[1]), Unit(by[2]))
    try:
        return ClockAt(datetime.strptime(said, "%Y-%m-%d %H:%M"))  # noqa: DTZ007 - local time
    except ValueError:
        raise _Wrong("clock takes a time like 2026-11-23 09:00, or like +3 months") from None


def _request(words: list[str]) -> Does:
    match words:
        case [reference, "is", state] if state in frozenset(State):
            return RequestIs(reference, State(state))
    raise _Wrong(f"request takes a number, “is” and one of {', '.join(State)}")


_KEYWORDS: dict[str, Callable[[list[str]], Does]] = {
    "programme": _programme,
    "fund": _fund,
    "staff": _staff,
    "person": _person,
    "stranger": _stranger,
    "clock": _clock,
    "request": _request,
}


def _name(word: str) -> str:
    if not re.fullmatch(_NAME, word):
        raise _Wrong(f"“{word}” is no name; a name is one word with a capital letter")
    return word


def _roles(word: str) -> tuple[Role, ...]:
    for role in word.split("+"):
        if role not in frozenset(Role):
            raise _Wrong(f"“{role}” is no role; roles are {', '.join(Role)}")
    return tuple(Role(role) for role in word.split("+"))


def _values(words: list[str], only: set[str] | None = None) -> dict[str, str]:
    values: dict[str, str] = {}
    for word in words:
        key, equals, value = word.partition("=")
        if not (key and equals and value) or key in values:
            raise _Wrong(f"“{word}” should be key=value, each key once")
        if only is not None and key not in only:
            raise _Wrong(f"{key}= is not known here, only {', '.join(sorted(only))}")
        values[key] = value
    return values


def _value(word: str) -> Value:
    if word in {"yes", "no"}:
        return word == "yes"
    return int(word) if re.fullmatch(r"-?[0-9]{1,9}", word) else word


def _pence(word: str) -> int:
    if re.fullmatch(r"£?0(\.00)?", word):
        return 0
    match parse_plain(word):
        case Amount(pence):
            return pence
        case _:
            raise _Wrong(f"“{word}” is no amount like £5,000 or £135.00")
