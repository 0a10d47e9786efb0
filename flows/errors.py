"""Errors of the pure core. They carry ids and states, never personal words.

Trouble that a person can see is a message, not an exception: these are for our own bugs,
for lost races and for files that somebody wrote wrongly.
"""


class FlowError(Exception):
    """Base of everything the core raises."""


class IllegalMove(FlowError):
    """The lifecycle has no such move from this state, or not for this party."""


class BadProgramme(FlowError):
    """A programme file is wrong. `problems` has one plain line for each mistake."""

    def __init__(self, problems: tuple[str, ...]) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems


class MissingWords(FlowError):
    """A message key or one of its arguments is not in the words files."""
