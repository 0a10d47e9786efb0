"""A connection that runs statements it has met before without asking SQLAlchemy again.

SQLAlchemy's way from a statement to the driver costs ten times what SQLite needs for a row, and a
turn runs some thirty statements. So the second time a statement object comes, its SQL, the order
of its parameters and the conversions of its values are worked out once and kept, and from then on
the driver is called directly. Same statements, same values, same errors; only SQLite's writer uses
it. Statements that are built for one call, or need more than this, go SQLAlchemy's way.
"""

import sqlite3
from collections import namedtuple
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from operator import itemgetter
from typing import Any, cast
from weakref import ref

from sqlalchemy import CursorResult, Delete, Dialect, Engine, Insert, Select, TextClause, Update
from sqlalchemy.engine import Connection
from sqlalchemy.exc import DBAPIError, MultipleResultsFound, NoResultFound

MOST_SHAPES = 100
"""Ways to call one statement (which parameters, lists of which lengths) that are kept."""

Convert = Callable[[Any], Any]
Statement = Select[Any] | Insert | Update | Delete | TextClause
Shape = tuple[str | int, ...]
"""What a call's SQL depends on: the parameters' names, and the lengths of those that are lists."""


class Found:
    """What a statement answered: the part of a SQLAlchemy result that repositories use."""

    def __init__(self, rows: list[Any], rowcount: int) -> None:
        self._rows, self.rowcount = rows, rowcount

    def __iter__(self) -> Iterator[Any]:
        return iter(self._rows)

    def all(self) -> list[Any]:
        """Every row."""
        return self._rows

    def first(self) -> Any:
        """The first row, or None."""
        return self._rows[0] if self._rows else None

    def one_or_none(self) -> Any:
        """The only row, or None when there is none."""
        if len(self._rows) > 1:
            raise MultipleResultsFound("Multiple rows were found when one or none was required")
        return self._rows[0] if self._rows else None

    def one(self) -> Any:
        """The only row."""
        if not self._rows:
            raise NoResultFound("No row was found when one was required")
        return self.one_or_none()

    def scalar_one_or_none(self) -> Any:
        """The only row's first value, or None when there is no row."""
        row = self.one_or_none()
        return None if row is None else row[0]

    def scalar_one(self) -> Any:
        """The only row's first value."""
        return self.one()[0]


@dataclass(frozen=True, slots=True)
class Plan:
    """One statement in one shape. `fixed` are the values that the statement itself brings,
    `lists` the names that the members of a list go by."""

    sql: str
    pick: Callable[[Mapping[str, Any]], Sequence[Any]]
    bound: tuple[tuple[int, Convert], ...]
    fixed: Mapping[str, Any]
    lists: tuple[tuple[str, tuple[str, ...]], ...]
    make_row: Callable[[Any], Any]
    converts: tuple[tuple[int, Convert], ...]

    def run(self, raw: sqlite3.Connection, given: Mapping[str, Any]) -> Found:
        """Execute it. Raises what SQLAlchemy would."""
        try:
            cursor = raw.execute(self.sql, self._values(given))
            rows = cursor.fetchall() if cursor.description else []
        except sqlite3.Error as wrong:
            raise cast(
                Exception,
                DBAPIError.instance(self.sql, None, wrong, sqlite3.Error, hide_parameters=True),
            ) from wrong
        make, converts = self.make_row, self.converts
        if converts:
            return Found([make(_converted(row, converts)) for row in rows], cursor.rowcount)
        return Found([make(row) for row in rows], cursor.rowcount)

    def _values(self, given: Mapping[str, Any]) -> Sequence[Any]:
        if self.fixed or self.lists:
            given = {**self.fixed, **given}
            for name, made in self.lists:
                given.update(zip(made, given[name], strict=True))
        values = self.pick(given)
        return _converted(values, self.bound) if self.bound else values


class Kept:
    """A statement that has come before, and its plans. It goes when the statement goes."""

    __slots__ = ("lists", "plans", "statement")

    def __init__(self, statement: Statement, gone: Callable[[Any], object]) -> None:
        self.statement = ref(statement, gone)
        self.plans: dict[Shape, Plan | None] = {}
        self.lists: tuple[str, ...] | None = None  # known with the first plan

    def shape(self, given: Mapping[str, Any]) -> Shape:
        """What the SQL depends on."""
        if not self.lists:
            return tuple(given)
        return (*given, *(len(given[name]) for name in self.lists))


class Plans:
    """The plans of one database. A statement that nobody holds any more is forgotten."""

    def __init__(self, dialect: Dialect) -> None:
        self._dialect = dialect
        self._known: dict[int, Kept] = {}

    def __len__(self) -> int:
        return len(self._known)

    def plan(self, statement: Any, given: Mapping[str, Any]) -> Plan | None:
        """How to run it; None: SQLAlchemy should."""
        which = id(statement)
        kept = self._known.get(which)
        if kept is None:  # it comes for the first time, and perhaps never again
            if isinstance(statement, Statement):
                self._known[which] = Kept(statement, lambda _: self._known.pop(which, None))
            return None
        shape = kept.shape(given)
        if shape not in kept.plans:
            if len(kept.plans) >= MOST_SHAPES:
                return None
            plan = self._made(statement, given)
            if plan is not None:
                kept.lists = tuple(name for name, _ in plan.lists)
            kept.plans[kept.shape(given)] = plan
            return plan
        return kept.plans[shape]

    def _made(self, statement: Statement, given: Mapping[str, Any]) -> Plan | None:
        compiled: Any = statement.compile(dialect=self._dialect, column_keys=list(given))
        if compiled.insert_prefetch or compiled.update_prefetch:  # values made in Python
            return None
        columns = _columns(statement, compiled)
        state = compiled.construct_expanded_state(given)
        lists = {name: tuple(made) for name, made in state.parameter_expansion.items()}
        varying = {*given, *(made for name in lists if name in given for made in lists[name])}
        bound = [
            state.processors.get(name) or self._bound(compiled.binds.get(name))
            for name in state.positiontup
        ]
        return Plan(
            state.statement,
            _picker(state.positiontup),
            _numbered(bound),
            {name: state.parameters[name] for name in {*state.positiontup} - varying},
            tuple((name, made) for name, made in lists.items() if name in given),
            _row_maker([column.key or "" for column in columns]),
            _numbered([self._result(column) for column in columns]),
        )

    def _bound(self, bind: Any) -> Convert | None:
        if bind is None:  # a member of a list, whose conversions come with the list
            return None
        found: Convert | None = bind.type.dialect_impl(self._dialect).bind_processor(self._dialect)
        return found

    def _result(self, column: Any) -> Convert | None:
        kind = column.type.dialect_impl(self._dialect)
        found: Convert | None = kind.result_processor(self._dialect, None)
        return found


class ReadyConnection(Connection):
    """A SQLAlchemy connection to SQLite that keeps plans. It is opened once and serves every
    transaction of its engine, one after another."""

    def __init__(self, engine: Engine) -> None:
        super().__init__(engine)
        self.plans = Plans(engine.dialect)
        self._raw: sqlite3.Connection | None = None

    def lock(self) -> None:
        """Hold SQLite's write lock from here to the end of the transaction."""
        self._driver().execute("BEGIN IMMEDIATE")

    def execute(
        self, statement: Any, parameters: Any = None, *, execution_options: Any = None
    ) -> CursorResult[Any]:
        """As SQLAlchemy's, quicker from the second time on."""
        if execution_options is None and (parameters is None or type(parameters) is dict):
            given = parameters or {}
            plan = self.plans.plan(statement, given)
            if plan is not None:
                return cast(CursorResult[Any], plan.run(self._driver(), given))
        return super().execute(statement, parameters, execution_options=execution_options)

    def _driver(self) -> sqlite3.Connection:
        if self._raw is None:
            self._raw = cast(sqlite3.Connection, self.connection.dbapi_connection)
        return self._raw


def _picker(names: Sequence[str]) -> Callable[[Mapping[str, Any]], Sequence[Any]]:
    """Takes these values out of a mapping, in this order."""
    match names:
        case []:
            return lambda _: ()
        case [name]:
            return lambda values: (values[name],)
        case _:
            return itemgetter(*names)


def _numbered(converts: Sequence[Convert | None]) -> tuple[tuple[int, Convert], ...]:
    return tuple((place, convert) for place, convert in enumerate(converts) if convert is not None)


def _converted(values: Sequence[Any], converts: tuple[tuple[int, Convert], ...]) -> list[Any]:
    changed = list(values)
    for place, convert in converts:
        changed[place] = convert(changed[place])
    return changed


def _columns(statement: Statement, compiled: Any) -> list[Any]:
    """What a row will hold; nothing is known of a statement that is text."""
    if isinstance(statement, TextClause):
        return []
    answers = isinstance(statement, Select) or compiled.effective_returning
    return list(statement.exported_columns) if answers else []


def _row_maker(names: list[str]) -> Callable[[Any], Any]:
    """Makes rows with these attributes. A name that cannot be one is read by its place only."""
    make: Any = namedtuple  # its names are known only here
    if not names:
        return tuple
    maker: Callable[[Any], Any] = make("Row", names, rename=True)._make
    return maker
