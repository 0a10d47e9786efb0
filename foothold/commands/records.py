"""Commands about what is kept: migrations, the request log's export, proof that all is in order."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from foothold.commands.service import at_a_service, named_service
from foothold.errors import Plain

if TYPE_CHECKING:
    from admin.asked import Asked
    from foothold.place import Desk, Place

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
@click.option("--format", "form", type=click.Choice(["csv", "jsonl", "xlsx"]), required=True)
@click.option("--out", type=_FILE, required=True, help="The file to write; one that is there goes.")
@click.option("--from", "first", default="", metavar="DAY", help="Sent on this local day or later.")
@click.option("--to", "last", default="", metavar="DAY", help="Sent on this local day or before.")
@click.option("--status", multiple=True, help="Only in this state. May be given more than once.")
@click.option("--programme", help="Only of this programme.")
@click.option("--team", default="", help="Only of this team.")
@click.option("--with-names", is_flag=True, help="Open the names of people and staff, too.")
@click.option("--with-words", is_flag=True, help="Open what people wrote, too.")
@at_a_service
def export(
    at: "Desk", form: str, out: Path, *, with_names: bool, with_words: bool, **which: Any
) -> None:
    """Write the request log to a file, one row a request. The audit log says so."""
    from admin.exports import Order, export_to
    from admin.formats import Form
    from admin.queries.rows import Reveal

    if not out.absolute().parent.is_dir():
        raise Plain(f"There is no folder {out.absolute().parent}.")
    opened = {Reveal.NAMES: with_names, Reveal.WORDS: with_words}
    reveal = frozenset(one for one, wanted in opened.items() if wanted)
    made = export_to(at.store, Order(_asked(at, **which), Form(form), reveal), out, at.take)
    click.echo(f"{made.rows} row{'' if made.rows == 1 else 's'} in {out}, SHA-256 {made.sha256}.")


@click.command()
@click.option("--out", type=_FILE, required=True, help="The file to write; one that is there goes.")
@click.option("--programme", help="Only of this programme.")
@at_a_service
def equality(at: "Desk", out: Path, programme: str | None) -> None:
    """Write how many people gave which equality answer; small counts are withheld. The audit log
    says so."""
    from admin.equality import export_equality
    from admin.queries.log import programmes
    from flows.model import PersonId

    if not out.absolute().parent.is_dir():
        raise Plain(f"There is no folder {out.absolute().parent}.")
    with at.store.database.reading() as connection:
        known = programmes(connection)
    wanted = (at.programme(programme),) if programme else known
    made = export_equality(at.store, wanted, out, at.take, PersonId(""))
    click.echo(f"{made.rows} row{'' if made.rows == 1 else 's'} in {out}, SHA-256 {made.sha256}.")


def _asked(
    at: "Desk", first: str, last: str, status: tuple[str, ...], programme: str | None, team: str
) -> "Asked":
    from admin.asked import Asked, day, in_order, states
    from admin.queries.log import programmes

    days = in_order(day(first, "--from"), day(last, "--to"))
    wanted = states(status)
    if programme:
        return Asked((at.programme(programme),), wanted, *days, team)
    with at.store.database.reading() as connection:
        return Asked(programmes(connection), wanted, *days, team)


@click.command()
@named_service
@click.option(
    "--checkpoints",
    type=click.Path(file_okay=False, path_type=Path),
    help="A folder elsewhere, in which the newest checkpoint is kept and compared.",
)
def verify(place: "Place", checkpoints: Path | None) -> int:
    """Check chains, ledger and requests; exit 1 names the first break. Needs no key."""
    from storage.database import Access, open_database
    from storage.schema import require_head
    from storage.verify import verify as first_break

    opened = open_database(place.url, Access.LOOK)
    try:
        require_head(opened)
        with opened.reading() as connection:
            broken = first_break(connection, checkpoints)
    finally:
        opened.close()
    click.echo(broken or "Everything agrees.", err=broken is not None)
    return 1 if broken else 0
