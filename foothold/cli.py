"""The only command line. Each command imports what it needs when it runs, so that all start fast.

Errors are one plain sentence on stderr and exit code 2, never a traceback; `--traceback` before
the command's name shows one to whoever works on the program.
"""

import sys
from collections.abc import Sequence
from typing import Any, NoReturn

import click

from foothold.commands import administration, letters, records, routing, serving
from foothold.errors import Plain

WRONG = 2


class PlainGroup(click.Group):
    """A group whose errors are one sentence."""

    def main(self, args: Sequence[str] | None = None, **options: Any) -> Any:  # type: ignore[override]
        """Run, and exit with 0, with 1 where a command says so, with 2 for anything wrong."""
        given = list(sys.argv[1:] if args is None else args)
        options["standalone_mode"] = False
        try:
            code = super().main(args=given, **options)
        except click.Abort:
            _fail("Stopped.")
        except click.exceptions.NoArgsIsHelpError as wrong:
            wrong.show()
            sys.exit(WRONG)
        except click.ClickException as wrong:
            _fail(wrong.format_message())
        except Exception as wrong:
            if given[:1] == ["--traceback"]:
                raise
            _fail(sentence(wrong))
        sys.exit(code if isinstance(code, int) else 0)


def sentence(wrong: Exception) -> str:
    """What to tell a person about this error."""
    from flows.errors import FlowError
    from storage.errors import StorageError

    match wrong:
        case Plain() | StorageError() | FlowError():
            return str(wrong)
        case OSError(filename=str(name), strerror=str(reason)):
            return f"{name}: {reason}."
        case _:
            return (
                f"Something went wrong inside Foothold ({type(wrong).__name__}); "
                "foothold --traceback shows where."
            )


def _fail(said: str) -> NoReturn:
    click.echo(" ".join(said.split()), err=True)
    sys.exit(WRONG)


@click.group(cls=PlainGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--traceback", is_flag=True, hidden=True)
def main(*, traceback: bool) -> None:
    """Foothold: a chat service for fast-track personal health budgets."""
    del traceback  # PlainGroup has looked at it


for command in (
    serving.demo,
    serving.run,
    serving.play,
    administration.invite,
    letters.leaflet,
    administration.link,
    administration.staff,
    administration.discharge,
    administration.fund,
    records.db,
    records.equality,
    records.export,
    records.verify,
    routing.route,
):
    main.add_command(command)
