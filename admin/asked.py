"""What part of the log somebody asked for, in their terms: local days, states, a team.

A page's form and the command line both end here. Days are local to each programme and inclusive.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import MAXYEAR, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from admin.queries.log import Filter, Sent
from flows.calendar import at_local
from flows.model import State
from storage.errors import StorageError
from storage.packs import Packs

MIDNIGHT = time(0, 0)
_FIRST_YEAR = 1970
_ONE_DAY = timedelta(days=1)
_USUAL_ZONE = "Europe/London"


class NotUnderstood(StorageError):
    """Something that was asked for is no day, state or format. One sentence, fit to be shown."""


@dataclass(frozen=True, slots=True)
class Asked:
    """Requests of these programmes; sent from `first` to `last`; no states means all."""

    programmes: tuple[str, ...]
    states: frozenset[State] = frozenset()
    first: date | None = None
    last: date | None = None
    team: str = ""

    def filter(self, packs: Packs) -> Filter:
        """The same in instants, each programme by its own clock."""
        sent = tuple(self._sent(zone, of) for zone, of in _by_zone(self.programmes, packs))
        return Filter(sent, self.states, self.team)

    def what(self) -> str:
        """The same in words that the audit log may keep: ids, states and dates."""
        parts = {
            "programme": " ".join(self.programmes),
            "from": self.first and self.first.isoformat(),
            "to": self.last and self.last.isoformat(),
            "status": " ".join(sorted(self.states)),
            "team": self.team,
        }
        return "; ".join(f"{name}: {value}" for name, value in parts.items() if value)

    def _sent(self, zone: ZoneInfo, programmes: tuple[str, ...]) -> Sent:
        since = None if self.first is None else _midnight(self.first, zone)
        # The last day is in it: up to the midnight that ends it.
        before = None if self.last is None else _midnight(self.last + _ONE_DAY, zone)
        return Sent(programmes, since, before)


def zone_of(packs: Packs, programme: str) -> ZoneInfo:
    """A programme's local time. One whose file is gone is read on London's clock."""
    try:
        return packs.zone(packs.programme(programme))
    except StorageError:
        return ZoneInfo(_USUAL_ZONE)


def day(written: str, name: str) -> date | None:
    """A day as 2026-11-23; None for nothing. Raises NotUnderstood, with the field's name."""
    if not written.strip():
        return None
    try:
        found = date.fromisoformat(written.strip())
    except ValueError:
        found = date.min
    if not _FIRST_YEAR <= found.year < MAXYEAR:
        raise NotUnderstood(f"{name} should be a day like 2026-11-23.")
    return found


def states(written: Iterable[str]) -> frozenset[State]:
    """States by their names; empty ones are passed over. Raises NotUnderstood."""
    wanted = {one.strip() for one in written} - {""}
    unknown = sorted(wanted - frozenset(State))
    if unknown:
        raise NotUnderstood(f"“{unknown[0]}” is no status: use one of {', '.join(State)}.")
    return frozenset(map(State, wanted))


def in_order(first: date | None, last: date | None) -> tuple[date | None, date | None]:
    """Both days. Raises NotUnderstood when the first comes after the last."""
    if first is not None and last is not None and first > last:
        raise NotUnderstood("The first day comes after the last one.")
    return first, last


def _midnight(of: date, zone: ZoneInfo) -> datetime:
    return at_local(of, MIDNIGHT, zone)


def _by_zone(
    programmes: tuple[str, ...], packs: Packs
) -> Iterable[tuple[ZoneInfo, tuple[str, ...]]]:
    found: dict[str, list[str]] = {}
    for programme in programmes:
        found.setdefault(zone_of(packs, programme).key, []).append(programme)
    return [(ZoneInfo(key), tuple(members)) for key, members in found.items()]
