"""Errors of the storage room. They carry ids and paths, never personal words.

Every message is one plain sentence, because commands print it as it is. There is a leaf only
where some caller treats it differently.
"""


class StorageError(Exception):
    """Base of everything storage raises."""


class LostRace(StorageError):
    """Somebody was quicker: run the whole turn again from its beginning."""


class NotEnoughMoney(StorageError):
    """The fund cannot cover it. Nothing was changed."""

    def __init__(self, fund: str) -> None:
        super().__init__(f"The fund {fund} has not enough free money.")
        self.fund = fund


class UnknownPerson(StorageError):
    """No person has this id."""

    def __init__(self, person: str) -> None:
        super().__init__(f"There is no person {person}.")
        self.person = person


class NewerDatabase(StorageError):
    """The database was made by a newer version of the program."""

    def __init__(self, found: str, known: str) -> None:
        super().__init__(
            f"This database is at revision {found}, but this program only knows up to {known}: "
            "install the newer program."
        )


class OlderDatabase(StorageError):
    """The database needs its migrations first."""

    def __init__(self) -> None:
        super().__init__("This database is not up to date: run `foothold db upgrade` first.")


class DraftDatabase(StorageError):
    """The database was made by a draft of this program, before its first release."""

    def __init__(self) -> None:
        super().__init__(
            "This database was made by an earlier draft of this program, and its tables have "
            "changed since. Keep it aside if you need it, and start with a new one; the demo's "
            "goes with `make demo-reset`."
        )


class SecondWriter(StorageError):
    """Another process has this database open for writing."""

    def __init__(self, path: str) -> None:
        super().__init__(f"Another process is already using the database {path}.")


class DiskTrouble(StorageError):
    """The disk is full, gone, read-only or damaged. The open transaction was rolled back."""


class BadConfig(StorageError):
    """The configuration is wrong. `problems` has one plain line for each mistake."""

    def __init__(self, problems: tuple[str, ...]) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems


class KeyMissing(StorageError):
    """The database holds people's words, but the key that opens them is not there."""


class WrongKey(StorageError):
    """A key does not open what it should, or a key file is not one."""
