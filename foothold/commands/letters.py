"""A letter that invites somebody: a page to print, with the code, and an easy-read page."""

import os
from pathlib import Path
from typing import TYPE_CHECKING

import click

from foothold.commands.administration import invited
from foothold.commands.service import at_a_service
from foothold.errors import Plain

if TYPE_CHECKING:
    from foothold.place import Desk

ONLY_HTML = (
    "A leaflet is written as a page: choose a name that ends in .html, open it in a browser, and "
    "print it, or save it as PDF, from there."
)


@click.command()
@click.argument("name")
@click.option("--by", required=True, metavar="STAFF", help="The care co-ordinator who invites.")
@click.option("--fact", "facts", multiple=True, metavar="KEY=VALUE", help="As in cluster=5.")
@click.option("--out", required=True, type=click.Path(path_type=Path), help="As in letter.html.")
@at_a_service
def leaflet(at: "Desk", name: str, by: str, facts: tuple[str, ...], out: Path) -> None:
    """Write a letter that invites NAME, to print: it works once, for 28 days."""
    from foothold.leaflet import Letter, written

    _may_write(out)
    packs = at.store.packs
    sender = at.person(by)
    told = invited(at, name, by, facts, paper=True)
    letter = Letter(name, sender.name, at.store.config_public_url, told["link"], told["code"])
    programme = packs.programme(sender.programme)
    today = packs.working_calendar(programme).day(at.store.clock.now())
    _write(out, written(letter, packs.words, programme, today))
    click.echo(f"Written: {out}. It holds a code: print it, post it, then delete it.")


def _may_write(out: Path) -> None:
    """Asked before the invite is made: its code is shown once."""
    if out.suffix.lower() not in (".html", ".htm"):
        raise Plain(ONLY_HTML)
    if out.exists():
        raise Plain(f"{out} is there already: choose another name.")
    if not out.parent.is_dir():
        raise Plain(f"There is no folder {out.parent}.")


def _write(out: Path, page: str) -> None:
    """For this account's eyes only."""
    made = os.open(out, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(made, "w", encoding="utf-8") as file:
        file.write(page)
