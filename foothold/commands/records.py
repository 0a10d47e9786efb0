"""Commands about what is kept: migrations, the request log's export, proof that all is in order."""

from pathlib import Path

import click

_FILE = click.Path(dir_okay=False, path_type=Path)


@click.group()
def db() -> None:
    """The database."""


@db.command()
@click.option("--database", metavar="URL", required=True)
@click.option("--key-file", type=_FILE, help="Not needed: migrations read nobody's words.")
def upgrade(database: str, key_file: Path | None) -> None:
    """Bring the database to this program's version, in one transaction."""
    from storage.database import open_database
    from storage.schema import HEAD
    from storage.schema import upgrade as bring_up

    opened = open_database(database)
    try:
        before = bring_up(opened)
    finally:
        opened.close()
    was = "was empty" if before is None else f"was at {before}"
    click.echo(f"The database is at {HEAD}." if before == HEAD else f"It {was} and is at {HEAD}.")


@click.command()
@click.option("--database", metavar="URL", required=True)
@click.option("--key-file", type=_FILE, help="Not needed: nobody's words are read.")
@click.option(
    "--checkpoints",
    type=click.Path(file_okay=False, path_type=Path),
    help="A folder elsewhere, in which the newest checkpoint is kept and compared.",
)
def verify(database: str, key_file: Path | None, checkpoints: Path | None) -> int:
    """Check chains, ledger and requests; exit 1 names the first break."""
    from storage.database import Access, open_database
    from storage.schema import require_head
    from storage.verify import verify as first_break

    opened = open_database(database, Access.LOOK)
    try:
        require_head(opened)
        with opened.reading() as connection:
            broken = first_break(connection, checkpoints)
    finally:
        opened.close()
    click.echo(broken or "Everything agrees.", err=broken is not None)
    return 1 if broken else 0
