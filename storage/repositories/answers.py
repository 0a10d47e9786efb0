"""Check-in answers: one a question and round. Words are sealed, numbers and choices are not."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, bindparam, delete, insert, select

from flows.effects import SaveAnswer
from flows.facts import Answered
from flows.model import RequestId
from storage.keys import Place
from storage.repositories.sealing import Sealing
from storage.tables import answer

_OF_REQUEST = (
    select(answer).where(answer.c.request == bindparam("of")).order_by(answer.c.at, answer.c.round)
)
_ADD = insert(answer)
_DROP = delete(answer).where(
    answer.c.request == bindparam("of"),
    answer.c.round == bindparam("in_round"),
    answer.c.question == bindparam("to"),
)


@dataclass(frozen=True, slots=True)
class Answers:
    """Answer rows, in one transaction."""

    connection: Connection
    sealing: Sealing

    def of(self, which: RequestId) -> tuple[Answered, ...]:
        """What was answered about this request, in order; never the words."""
        return tuple(
            Answered(row.round, row.question, row.number, row.choice, bool(row.late_baseline))
            for row in self.connection.execute(_OF_REQUEST, {"of": which})
        )

    def save(self, new: SaveAnswer, now: datetime) -> None:
        """Keep an answer; a later one to the same question takes its place."""
        row = f"{new.request}|{new.round}|{new.question}"
        place = Place("answer", "words_sealed", row, new.person)
        self.connection.execute(
            _DROP, {"of": new.request, "in_round": new.round, "to": new.question}
        )
        self.connection.execute(
            _ADD,
            {
                "request": new.request,
                "round": new.round,
                "question": new.question,
                "person": new.person,
                "number": new.number,
                "choice": new.choice,
                "words_sealed": self.sealing.seal(place, new.words.encode()) if new.words else None,
                "late_baseline": int(new.late_baseline),
                "at": now,
            },
        )
