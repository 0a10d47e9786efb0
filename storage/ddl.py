"""The schema of `storage.tables` as SQL text, triggers included, for either dialect.

What a new migration is written from and what a migrated database is compared with. A running
service never reads it: databases are made by migrations.
"""

from collections.abc import Iterator

from sqlalchemy import Dialect
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.schema import CreateIndex, CreateTable

from storage.columns import metadata
from storage.tables import NEVER_CHANGED

_REFUSE = """CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION USING MESSAGE = TG_TABLE_NAME || ' rows are written once'; END $$"""


def statements(dialect: str) -> tuple[str, ...]:
    """Every CREATE statement, in an order that can be executed."""
    made: Dialect = {"sqlite": sqlite.dialect, "postgresql": postgresql.dialect}[dialect]()
    return (*_tables(made), *_triggers(dialect))


def frozen(dialect: str) -> str:
    """The text of a revision's SQL file. Until the first release, 0001 is simply written anew."""
    return "\n\n".join(statements(dialect)) + "\n"


def _tables(dialect: Dialect) -> Iterator[str]:
    for table in metadata.sorted_tables:
        yield _compiled(CreateTable(table), dialect)
        for index in sorted(table.indexes, key=lambda index: str(index.name)):
            yield _compiled(CreateIndex(index), dialect)


def _compiled(element: CreateTable | CreateIndex, dialect: Dialect) -> str:
    lines = str(element.compile(dialect=dialect)).strip().splitlines()
    return "\n".join(line.rstrip().replace("\t", "  ") for line in lines if line.strip())


def _triggers(dialect: str) -> Iterator[str]:
    if dialect == "postgresql":
        yield _REFUSE
    for table in NEVER_CHANGED:
        if dialect == "postgresql":
            yield (
                f"CREATE TRIGGER {table.name}_never_changed\n"
                f"BEFORE UPDATE OR DELETE OR TRUNCATE ON {table.name}\n"
                "FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()"
            )
            continue
        for verb in ("UPDATE", "DELETE"):
            yield (
                f"CREATE TRIGGER {table.name}_no_{verb.lower()} BEFORE {verb} ON {table.name}\n"
                f"BEGIN SELECT RAISE(ABORT, '{table.name} rows are written once'); END"
            )
