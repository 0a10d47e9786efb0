"""Plays talk files: written conversations against the real service.

A new database in a temporary folder, a clock that stands still, and every act a turn of its own,
as the web chat takes it. The same file is a test, a demo and something people can read.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from bot.channels.talk_clock import LocalClock, start_of
from bot.channels.talk_grammar import BadTalk, parse_talk
from bot.channels.talk_people import Players
from bot.channels.talk_screen import Differs, find, find_none, find_nothing
from bot.channels.talk_service import TalkService, open_service
from bot.channels.talk_steps import (
    AddBudgetHolder,
    AddStaff,
    AddStranger,
    ClockAt,
    ClockBy,
    Does,
    Expect,
    FundIs,
    OpensInvite,
    RequestIs,
    Sees,
    SeesNot,
    SeesNothing,
    SendsFile,
    SetUp,
    StaffLeaves,
    Step,
    Taps,
    TapsOld,
    Together,
    TopUpFund,
    Types,
    UseProgramme,
)
from flows.money import Pence, pounds


@dataclass(frozen=True, slots=True)
class Played:
    """How one talk went. `line` is where it differed, or its last line; `cause` is our bug."""

    file: str
    line: int
    source: str = ""
    expected: str = ""
    seen: str = ""
    cause: Exception | None = None

    @property
    def ok(self) -> bool:
        """Whether everything in it held."""
        return not self.expected

    def __str__(self) -> str:
        """What a person reads: the line, what was expected, what was there."""
        if self.ok:
            return f"{self.file}: all {self.line} lines hold"
        seen = self.seen.replace("\n", "\n    ")
        return f"{self.file}:{self.line}: {self.source}\n  Expected: {self.expected}\n  But: {seen}"


def play(paths: Iterable[Path]) -> tuple[Played, ...]:
    """Plays these talks, each with a service of its own. Never raises for what a talk says."""
    return tuple(map(play_one, paths))


def play_one(path: Path) -> Played:
    """Plays one talk up to its first difference."""
    file = str(path)
    try:
        steps = parse_talk(path.read_text(encoding="utf-8"), file)
    except BadTalk as bad:
        return Played(file, bad.line, "", "A talk that can be read.", bad.sentence)
    except (OSError, UnicodeDecodeError) as wrong:
        reason = getattr(wrong, "strerror", None) or "it is not text"
        return Played(file, 0, "", "A talk file.", f"It cannot be read: {reason}.")
    with TemporaryDirectory(prefix="talk-") as folder:
        service = open_service(Path(folder), path.parent)
        try:
            return _play(Performance(service, steps, path.parent), steps, file)
        finally:
            service.close()


def _play(performance: "Performance", steps: tuple[Step, ...], file: str) -> Played:
    for step in steps:
        try:
            performance.play(step.does)
        except Differs as difference:
            return _failed(file, step, difference.expected, difference.seen)
        except Exception as wrong:  # noqa: BLE001 - a talk's reader gets the line, not a traceback
            seen = f"The service failed: {type(wrong).__name__}: {wrong}"
            return _failed(file, step, "The service goes on.", seen, wrong)
    return Played(file, steps[-1].line if steps else 0)


def _failed(
    file: str, step: Step, expected: str, seen: str, cause: Exception | None = None
) -> Played:
    return Played(file, step.line, step.source, expected, seen, cause)


class Performance:
    """One talk being played."""

    def __init__(self, service: TalkService, steps: tuple[Step, ...], folder: Path) -> None:
        """`folder` is where the talk's files lie."""
        self.service = service
        self.programme = service.default_programme
        start = start_of(steps)
        self.clock = LocalClock(start, service.zone(self.programme))
        service.set_clock(self.clock.at)
        self.people = Players(service, folder)

    def play(self, does: Does) -> None:
        """One step. Raises Differs."""
        match does:
            case (
                UseProgramme()
                | TopUpFund()
                | AddStaff()
                | StaffLeaves()
                | AddBudgetHolder()
                | AddStranger()
            ):
                self._set_up(does)
            case ClockAt() | ClockBy():
                self._pass_time(does)
            case Types() | Taps() | TapsOld() | SendsFile() | OpensInvite():
                self.people.act((does,))
            case Together(acts):
                self.people.act(acts)
            case FundIs() | Sees() | SeesNot() | SeesNothing() | RequestIs():
                self._expect(does)

    def _set_up(self, does: SetUp) -> None:
        match does:
            case UseProgramme(programme):
                self.programme = programme
                self.clock = LocalClock(self.clock.local, self.service.zone(programme))
                self.service.set_clock(self.clock.at)
            case TopUpFund(fund, pence):
                self.service.top_up(fund, pence)
            case AddStaff():
                self.people.add_staff(does, self.programme)
            case AddBudgetHolder():
                self.people.add_person(does, self.programme)
            case StaffLeaves(name):
                self.people.remove_staff(name)
            case AddStranger(name):
                self.people.add_stranger(name)

    def _pass_time(self, does: ClockAt | ClockBy) -> None:
        moved = self.clock.moved(does)
        if moved.at < self.clock.at:
            raise Differs("Time goes on.", f"It is already {self.clock.local:%Y-%m-%d %H:%M}.")
        self.clock = moved
        self.service.wait_until(moved.at)

    def _expect(self, does: Expect) -> None:
        match does:
            case Sees(name):
                screen = self.people.screen(name)
                self.people.saw(name, find(screen, does).news_no)
            case SeesNot(name):
                find_none(self.people.screen(name), does)
            case SeesNothing(name):
                find_nothing(self.people.screen(name))
            case FundIs():
                self._expect_fund(does)
            case RequestIs(reference, state):
                found = self.service.state_of(reference)
                if found != state:
                    raise Differs(f"{reference} is {state}.", f"It is {found or 'not there'}.")

    def _expect_fund(self, wanted: FundIs) -> None:
        found = self.service.fund(wanted.fund)
        parts = (
            ("free", wanted.free, found.free),
            ("reserved", wanted.reserved, found.reserved),
            ("spent", wanted.spent, found.spent),
        )
        looked_at = [(part, pence, held) for part, pence, held in parts if pence is not None]
        if any(pence != held for _, pence, held in looked_at):
            raise Differs(
                " ".join(f"{part} {pounds(Pence(pence))}" for part, pence, _ in looked_at),
                " ".join(f"{part} {pounds(Pence(held))}" for part, _, held in looked_at),
            )
