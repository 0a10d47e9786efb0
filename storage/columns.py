"""The column types of the tables: portable ones only, STRICT on SQLite, CHECKed.

SQLAlchemy's String, Boolean, DateTime and JSON are not portable to STRICT tables; these are.
"""

from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Column,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
)
from sqlalchemy.types import TypeDecorator

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s",
    "pk": "pk_%(table_name)s",
}
metadata = MetaData(naming_convention=NAMING)
Whole = BigInteger().with_variant(Integer, "sqlite")
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


class Instant(TypeDecorator[datetime]):
    """An aware UTC instant, stored as whole microseconds since 1970."""

    impl = Whole
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Any) -> int | None:
        """Microseconds of an aware instant."""
        return None if value is None else (value - _EPOCH) // _MICROSECOND

    def process_result_value(self, value: int | None, dialect: Any) -> datetime | None:
        """The instant of these microseconds."""
        return None if value is None else _EPOCH + timedelta(microseconds=value)


def text(name: str, *more: Any, **options: Any) -> Column[str]:
    return Column(name, Text, *more, nullable=False, **options)


def words(name: str) -> Column[str]:
    return Column(name, Text, nullable=False, server_default="")


def whole(name: str, **options: Any) -> Column[int]:
    return Column(name, Whole, nullable=False, **options)


def yes_no(name: str) -> Column[int]:
    return Column(name, Whole, nullable=False, server_default="0")


def at(name: str, **options: Any) -> Column[datetime]:
    return Column(name, Instant, nullable=False, **options)


def maybe_at(name: str) -> Column[datetime]:
    return Column(name, Instant, nullable=True)


def sealed(name: str, *, nullable: bool = False) -> Column[bytes]:
    return Column(name, LargeBinary, nullable=nullable)


def one_of(column: str, values: Any) -> CheckConstraint:
    listed = ", ".join(f"'{value}'" for value in values)
    return CheckConstraint(f"{column} IN ({listed})", name=f"{column}_known")


def bools(*columns: str) -> list[CheckConstraint]:
    return [CheckConstraint(f"{c} IN (0, 1)", name=f"{c}_bool") for c in columns]


def table(name: str, *parts: Any) -> Table:
    return Table(name, metadata, *parts, sqlite_strict=True)
