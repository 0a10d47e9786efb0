"""How many people gave which equality answer: the only reading of that table, and it only counts.

What goes out are counts by answer, never a row, a person or anybody's own words. Whoever shows
them withholds small ones first (`admin.equality`).
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from pydantic_core import from_json
from sqlalchemy import Connection, func, select

from flows.model import Role
from storage.keys import Vault
from storage.repositories.equality import answer_place
from storage.repositories.sealing import Sealing
from storage.tables import equality, person, role_grant

_BATCH = 500
_ROWS = (
    select(equality.c.person, equality.c.question, equality.c.answer_sealed)
    .join(person, person.c.id == equality.c.person)
    .where(person.c.wrapped_key.is_not(None))
    .order_by(equality.c.person, equality.c.question)
)
_HOLDERS = select(func.count(func.distinct(role_grant.c.person))).where(
    role_grant.c.role == Role.BUDGET_HOLDER, role_grant.c.scope_kind == "programme"
)
_Given = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Counted:
    """Exact counts of one programme. `one[(question, answer)]`, `two[(pair, (answer, answer))]`,
    `people`: all who hold a budget there, whether they answered or not."""

    one: Counter[tuple[str, str]]
    two: Counter[tuple[tuple[str, str], tuple[str, str]]]
    people: int


def counted(
    connection: Connection, vault: Vault, programme: str, pairs: Sequence[tuple[str, str]]
) -> Counted:
    """Every answer of this programme's people, counted."""
    one: Counter[tuple[str, str]] = Counter()
    two: Counter[tuple[tuple[str, str], tuple[str, str]]] = Counter()
    for given in _people(connection, vault, programme):
        one.update(given.items())
        two.update(
            ((first, second), (given[first], given[second]))
            for first, second in pairs
            if first in given and second in given
        )
    held = _HOLDERS.where(role_grant.c.scope == programme)
    return Counted(one, two, int(connection.execute(held).scalar_one()))


def _people(connection: Connection, vault: Vault, programme: str) -> Iterator[_Given]:
    rows = connection.execution_options(yield_per=_BATCH).execute(
        _ROWS.where(person.c.programme == programme)
    )
    for whose, own in groupby(rows, key=lambda row: row.person):
        # A sealing of its own, so that nobody's key is kept after they are counted.
        sealing = Sealing(connection, vault)
        yield {
            row.question: from_json(
                sealing.open(answer_place(whose, row.question), row.answer_sealed)
            )["answer"]
            for row in own
        }
