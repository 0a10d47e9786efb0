"""One transaction with every repository on it. What nobody kept never happened.

The only module besides `database` that ends a transaction: leaving without `keep` rolls back.
"""

from collections.abc import Generator
from contextlib import contextmanager

from sqlalchemy import Connection

from storage.database import Database
from storage.keys import Vault
from storage.repositories.answers import Answers
from storage.repositories.attachments import Attachments
from storage.repositories.chats import Chats
from storage.repositories.doors import Doors
from storage.repositories.equality import Equality
from storage.repositories.inbox import Inbox
from storage.repositories.invites import Invites
from storage.repositories.messages import Messages
from storage.repositories.outbox import Outbox
from storage.repositories.outcomes import Outcomes
from storage.repositories.people import People
from storage.repositories.requests import Requests
from storage.repositories.screens import Screens
from storage.repositories.sealing import Sealing
from storage.repositories.sessions import Sessions
from storage.repositories.sign_ins import SignIns
from storage.repositories.stories import Stories
from storage.repositories.tasks import Tasks
from storage.repositories.ties import Ties
from storage.repositories.timers import Timers


class NotKept(Exception):
    """Nobody kept what was done, so the database must forget it."""


class UnitOfWork:
    """The repositories of one transaction, all on `connection`."""

    def __init__(self, connection: Connection, vault: Vault) -> None:
        self.connection = connection
        self.vault = vault
        self.sealing = Sealing(connection, vault)
        self.answers = Answers(connection, self.sealing)
        self.attachments = Attachments(connection, self.sealing)
        self.chats = Chats(connection)
        self.doors = Doors(connection, self.sealing)
        self.equality = Equality(connection, self.sealing)
        self.inbox = Inbox(connection, self.sealing)
        self.invites = Invites(connection, self.sealing)
        self.messages = Messages(connection, self.sealing)
        self.outbox = Outbox(connection)
        self.outcomes = Outcomes(connection, self.sealing)
        self.people = People(connection, self.sealing)
        self.requests = Requests(connection, self.sealing)
        self.screens = Screens(connection, vault)
        self.sessions = Sessions(connection, self.sealing)
        self.sign_ins = SignIns(connection)
        self.stories = Stories(connection, self.sealing)
        self.tasks = Tasks(connection)
        self.ties = Ties(connection, self.sealing)
        self.timers = Timers(connection)
        self.kept = False

    def keep(self) -> None:
        """Commit when the block ends."""
        self.kept = True

    def end(self) -> None:
        """The block has ended: NotKept unless it was said to keep what was done."""
        if not self.kept:
            raise NotKept


@contextmanager
def unit_of_work(database: Database, vault: Vault) -> Generator[UnitOfWork]:
    """A transaction that may write. It is rolled back unless `keep` was called."""
    try:
        with database.writing() as connection:
            work = UnitOfWork(connection, vault)
            yield work
            work.end()
    except NotKept:
        pass
