"""Equality answers: written, and forgotten. There is no way to read one here (see
`storage.equality_counts`, which only counts)."""

from dataclasses import dataclass
from datetime import datetime

from pydantic_core import to_json
from sqlalchemy import Connection, bindparam, delete, insert

from flows.effects import SetEquality
from flows.model import PersonId
from storage.keys import Place
from storage.repositories.sealing import Sealing
from storage.tables import equality

PADDED_BYTES = 1024
"""Every answer is sealed at this length: a longer one would stand out."""

_ADD = insert(equality)
_DROP_ONE = delete(equality).where(
    equality.c.person == bindparam("whose"), equality.c.question == bindparam("to")
)
_DROP_ALL = delete(equality).where(equality.c.person == bindparam("whose"))


@dataclass(frozen=True, slots=True)
class Equality:
    """Equality rows, in one transaction."""

    connection: Connection
    sealing: Sealing

    def set(self, new: SetEquality, now: datetime) -> None:
        """Keep an answer, in the place of an earlier one to the same question."""
        whose = {"whose": new.person, "to": new.question}
        plain = to_json({"answer": new.answer, "words": new.words}).ljust(PADDED_BYTES)
        place = answer_place(new.person, new.question)
        self.connection.execute(_DROP_ONE, whose)
        self.connection.execute(
            _ADD,
            {
                "person": new.person,
                "question": new.question,
                "answer_sealed": self.sealing.seal(place, plain),
                "at": now,
            },
        )

    def forget(self, whose: PersonId) -> None:
        """Everything this person answered."""
        self.connection.execute(_DROP_ALL, {"whose": whose})


def answer_place(person: str, question: str) -> Place:
    """Where such an answer is sealed."""
    return Place("equality", "answer_sealed", f"{person}|{question}", person)
