"""How a command is told which service it is about."""

from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from foothold.place import Place

_FILE = click.Path(dir_okay=False, path_type=Path)
_OPTIONS = (
    click.option("--config", type=_FILE, help="The service's configuration file."),
    click.option("--database", metavar="URL", help="The service's database, with --key-file."),
    click.option("--key-file", type=_FILE, help="The key that opens the database's words."),
    click.option(
        "--data", type=click.Path(file_okay=False, path_type=Path), help="A demo's folder."
    ),
)


def named_service(command: Callable[..., Any]) -> Callable[..., Any]:
    """Adds the options; the command gets a `foothold.place.Place` as its first argument."""

    @wraps(command)
    def with_place(
        config: Path | None,
        database: str | None,
        key_file: Path | None,
        data: Path | None,
        **given: Any,
    ) -> Any:
        from foothold.place import chosen_place

        return command(chosen_place(config, database, key_file, data), **given)

    for option in reversed(_OPTIONS):
        with_place = option(with_place)
    return with_place


def at_a_service(command: Callable[..., Any]) -> Callable[..., Any]:
    """Adds the options; the command gets a `foothold.place.Desk` as its first argument."""

    @wraps(command)
    def with_desk(place: "Place", **given: Any) -> Any:
        from foothold.place import desk

        with desk(place) as at:
            return command(at, **given)

    return named_service(with_desk)
