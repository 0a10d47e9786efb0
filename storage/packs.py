"""Packs: the programmes and words that come with the program, and those a place adds.

The only module that reads programme and words files; `flows` parses and checks what is in them.
Time zones and England's bank holidays are read here, because `flows` may not read them.
"""

import tomllib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, TypeVar
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import flows
from flows.calendar import WorkingCalendar
from flows.errors import BadProgramme
from flows.programme import Catalogue, Programme, parse_ideas, parse_programme
from flows.wording import Words
from storage.clock import Clock
from storage.errors import StorageError

SHIPPED = Path(flows.__file__).parent
DEFAULT_PROGRAMME = "city-hackney-2019"
T = TypeVar("T")


@dataclass(frozen=True)
class Packs:
    """What differs from place to place, loaded once. `programmes` has every version of each,
    oldest first."""

    words: Words
    programmes: tuple[Programme, ...]
    default_programme: str
    clock: Clock
    _calendars: dict[str, WorkingCalendar] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )

    def programme(self, programme: str, version: str | None = None) -> Programme:
        """This version, or with None the newest one that is valid today.

        When none is valid today it is the newest that has been, else the first to come, so that
        what was begun can be finished. Raises StorageError when there is none.
        """
        known = [found for found in self.programmes if found.id == programme]
        if version is not None:
            known = [found for found in known if found.version == version]
        if not known:
            label = programme if version is None else f"{programme} version {version}"
            raise StorageError(f"There is no programme {label}.")
        return known[0] if version is not None else self._newest(known)

    def working_calendar(self, programme: Programme) -> WorkingCalendar:
        """The days that are worked where this programme is."""
        if programme.zone not in self._calendars:
            made = WorkingCalendar(self.zone(programme), _bank_holidays())
            self._calendars[programme.zone] = made
        return self._calendars[programme.zone]

    def zone(self, programme: Programme) -> ZoneInfo:
        """The programme's time zone."""
        return ZoneInfo(programme.zone)

    def _newest(self, versions: list[Programme]) -> Programme:
        today = self.clock.now().astimezone(self.zone(versions[-1])).date()
        begun = [found for found in versions if found.valid_from <= today]
        valid = [found for found in begun if found.valid_to is None or today <= found.valid_to]
        return (valid or begun or versions[:1])[-1]


def load_packs(clock: Clock, directory: Path | None = None, default: str = "") -> Packs:
    """The packs shipped with the program, and the programme files of one more directory.

    A file there with the id and version of a shipped one takes its place; catalogues of ideas are
    in its folder `ideas`. Raises BadProgramme, which names the file and the line or key, or
    StorageError when `default` is no programme.
    """
    ideas = _ideas_in(SHIPPED / "ideas")
    found = _programmes_in(SHIPPED / "programmes", ideas)
    if directory is not None:
        if not directory.is_dir():
            raise StorageError(f"There is no directory of programmes {directory}.")
        found |= _programmes_in(directory, ideas | _ideas_in(directory / "ideas"))
    programmes = tuple(sorted(found.values(), key=lambda made: (made.id, made.valid_from)))
    chosen = _default(programmes, default)
    return Packs(Words(_sources(SHIPPED / "words")), programmes, chosen, clock)


def load_programme(path: Path, ideas: Mapping[str, Catalogue] | None = None) -> Programme:
    """One programme file, checked as a whole. Raises BadProgramme.

    `ideas` are the catalogues it may name: those shipped and those beside it, when none are given.
    """
    if ideas is None:
        ideas = _ideas_in(SHIPPED / "ideas") | _ideas_in(path.parent / "ideas")
    known = ideas

    def parsed(table: dict[str, Any]) -> Programme:
        programme = parse_programme(table).with_ideas(known)
        try:
            ZoneInfo(programme.zone)
        except (ZoneInfoNotFoundError, ValueError):
            raise BadProgramme(("zone: there is no such time zone",)) from None
        return programme

    return _checked(path, parsed)


def _ideas_in(directory: Path) -> dict[str, Catalogue]:
    """The catalogues of ideas in a folder, by the names that programmes call them."""
    return {path.stem: _checked(path, parse_ideas) for path in sorted(directory.glob("*.toml"))}


def _checked(path: Path, parse: Callable[[dict[str, Any]], T]) -> T:
    """What a parser makes of a file; its mistakes are said with the file's name."""
    try:
        return parse(tomllib.loads(path.read_text(encoding="utf-8")))
    except BadProgramme as wrong:
        raise BadProgramme(_in_file(path, wrong.problems)) from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as wrong:
        raise BadProgramme(_in_file(path, [str(wrong)])) from None
    except OSError as wrong:
        raise BadProgramme(_in_file(path, [f"cannot be read: {wrong.strerror}"])) from None


def _programmes_in(
    directory: Path, ideas: Mapping[str, Catalogue]
) -> dict[tuple[str, str], Programme]:
    found: dict[tuple[str, str], Programme] = {}
    for path in sorted(directory.glob("*.toml")):
        made = load_programme(path, ideas)
        if (made.id, made.version) in found:
            problem = f"version: another file here has version {made.version} of {made.id} too"
            raise BadProgramme(_in_file(path, [problem]))
        found[made.id, made.version] = made
    return found


def _in_file(path: Path, problems: Iterable[str]) -> tuple[str, ...]:
    return tuple(f"{path.name}: {problem}" for problem in problems)


def _default(programmes: tuple[Programme, ...], wanted: str) -> str:
    ids = {programme.id for programme in programmes}
    if wanted and wanted not in ids:
        raise StorageError(f"programmes.default: there is no programme {wanted}.")
    return wanted or DEFAULT_PROGRAMME


def _sources(directory: Path) -> dict[str, str]:
    return {
        locale.name: "\n\n".join(
            path.read_text(encoding="utf-8") for path in sorted(locale.glob("*.ftl"))
        )
        for locale in sorted(directory.glob("*"))
        if locale.is_dir()
    }


@cache
def _bank_holidays() -> frozenset[date]:
    """England's, from the file that `scripts/write_days_off.py` writes: a date begins each line."""
    lines = (SHIPPED / "days_off" / "england.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(date.fromisoformat(line.partition(" ")[0]) for line in lines)
