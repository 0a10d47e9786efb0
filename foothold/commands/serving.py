"""Commands that start something: the demo, the service, a talk."""

import gc
import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click

FOLDER = click.Path(file_okay=False, path_type=Path)
FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.command()
@click.option("--port", type=click.IntRange(0, 65535), default=8000, help="0: any free port.")
@click.option("--data", type=FOLDER, default=Path("data"), help="Where the demo keeps its files.")
def demo(port: int, data: Path) -> None:
    """Start the demo, on this computer only."""
    with _quick_start():
        from foothold.compose import serve_demo

        serve_demo(data, port, click.echo)


@click.command()
@click.option("--config", type=FILE, required=True, help="The configuration, a TOML file.")
def run(config: Path) -> None:
    """Start the service."""
    with _quick_start():
        from foothold.compose import serve
        from storage.config import load_config

        serve(load_config(config), click.echo)


@click.command()
@click.argument("files", type=FILE, nargs=-1, required=True)
@click.option("--json", "as_json", is_flag=True, help="Say how it went as JSON.")
def play(files: tuple[Path, ...], *, as_json: bool) -> int:
    """Play talk files against the real service, each with an empty one of its own."""
    from bot.channels.talk import play as play_talks

    played = play_talks(files)
    if as_json:
        told = [
            {
                "file": one.file,
                "ok": one.ok,
                "line": one.line,
                "expected": one.expected,
                "seen": one.seen,
            }
            for one in played
        ]
        click.echo(json.dumps({"files": told}, ensure_ascii=False, indent=2))
    else:
        for one in played:
            click.echo(str(one))
    return 0 if all(one.ok for one in played) else 1


@contextmanager
def _quick_start() -> Iterator[None]:
    """No garbage collection until `compose` turns it on again, once everything is loaded: nothing
    is garbage yet, and looking for it took a tenth of the time to the first page."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()
