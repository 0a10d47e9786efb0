"""Equality answers in groups: the file of `foothold equality` (CARE 17; field notes B7).

Counts only, never a row. Nought is shown, small counts are withheld, the rest are rounded; a total
is rounded on its own, so that a withheld count cannot be worked out from it.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from admin.exports import Exported, Record, appears_whole, sha256_of
from admin.formats import Form, write
from flows.events import LogExported
from flows.messages import line
from flows.model import PersonId
from flows.programme import Equality, Programme
from flows.telling.equality import NOT_SAID, OWN
from storage.equality_counts import Counted, counted
from storage.store import Store

HEAD = ("programme", "question", "answer", "people")
WITHHELD = "*"
WHAT = "equality answers, counted in groups"
_WHEN = datetime(2000, 1, 1, tzinfo=UTC)

Cells = tuple[str, str, str, str]


@dataclass(frozen=True, slots=True)
class _Coarse:
    """How coarse a programme's counts are shown."""

    below: int
    to: int

    def shown(self, count: int) -> str:
        """The count as it may leave: nought, withheld, or rounded to the nearest."""
        if count == 0:
            return "0"
        if count < self.below:
            return WITHHELD
        return str((count + self.to // 2) // self.to * self.to)


def export_equality(
    store: Store, programmes: tuple[str, ...], path: Path, record: Record, by: PersonId
) -> Exported:
    """Write the file, whole or not at all; the turn that says so comes before it has its name."""
    with appears_whole(path) as out:
        rows = [row for name in programmes for row in _of(store, store.packs.programme(name))]
        write(Form.CSV, HEAD, rows, out, lambda: _WHEN)
        out.flush()
        exported = Exported(len(rows), sha256_of(out))
        what = f"csv; {WHAT}; {', '.join(programmes)}"
        record(LogExported(by, what, exported.rows, exported.sha256))
    return exported


def _of(store: Store, programme: Programme) -> Iterator[Cells]:
    asked = programme.equality
    if asked is None:
        return
    with store.database.reading() as connection:
        found = counted(connection, store.vault, programme.id, asked.crossed)
    coarse = _Coarse(asked.suppress_below, asked.round_to)
    named = _Named(store, programme)
    for question, answer, count in _counts(asked, found, named):
        yield programme.id, question, answer, coarse.shown(count)


@dataclass(frozen=True, slots=True)
class _Named:
    """The words for questions and answers."""

    store: Store
    programme: Programme

    def answer(self, question: str, answer: str) -> str:
        """The answer's button, as people read it."""
        if answer == OWN:
            return "In their own words"
        key = "button-not-said" if answer == NOT_SAID else f"button-equality-{question}-{answer}"
        return self.store.packs.words.render(self.programme.locale, line(key))


def _counts(asked: Equality, found: Counted, named: _Named) -> Iterator[tuple[str, str, int]]:
    for question in asked.questions:
        name = question.id
        answers = (*question.choices, OWN, NOT_SAID)
        for answer in answers:
            yield name, named.answer(name, answer), found.one[name, answer]
        total = sum(found.one[name, answer] for answer in answers)
        yield name, "All who answered", total
        yield name, "No answer", max(0, found.people - total)
    for first, second in asked.crossed:
        yield from _crossed(asked, found, named, (first, second))


def _crossed(
    asked: Equality, found: Counted, named: _Named, pair: tuple[str, str]
) -> Iterator[tuple[str, str, int]]:
    first, second = (asked.question(name) for name in pair)
    if first is None or second is None:
        return
    for one in first.choices:
        for two in second.choices:
            both = f"{named.answer(first.id, one)}, {named.answer(second.id, two)}"
            yield " and ".join(pair), both, found.two[pair, (one, two)]
