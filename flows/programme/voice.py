"""What people may tell about themselves if they like: equality questions and stories."""

from pydantic import Field, model_validator

from flows.programme.part import Part


class EqualityQuestion(Part):
    """One question and its answers, as ids; their words are in the words files. Own words, "prefer
    not to say" and "skip" are always offered besides."""

    id: str = Field(pattern=r"^[a-z]+$")
    choices: tuple[str, ...] = Field(min_length=2)
    source: str


class Equality(Part):
    """What is asked for equality's sake, and how coarse the counts of it are (field notes B7)."""

    questions: tuple[EqualityQuestion, ...] = Field(min_length=1)
    crossed: tuple[tuple[str, str], ...] = ()
    suppress_below: int = Field(default=8, ge=5)
    round_to: int = Field(default=5, ge=2)

    @model_validator(mode="after")
    def _crossed_are_known(self) -> "Equality":
        known = {question.id for question in self.questions}
        for pair in self.crossed:
            if not set(pair) <= known:
                raise ValueError(f"crossed: {' and '.join(pair)} are not both asked")
        return self

    def question(self, question_id: str) -> EqualityQuestion | None:
        """The question of this id, if it is asked."""
        return next((known for known in self.questions if known.id == question_id), None)


class Stories(Part):
    """When a story is asked for, and how long it rests before anybody can use it."""

    ask_after_days: int = Field(default=1, ge=1)
    wait_days: int = Field(default=7, ge=7)
    remind_days_before: int = Field(default=1, ge=1)
    good_from: int = Field(default=5, ge=0, le=10)

    @model_validator(mode="after")
    def _reminded_within_the_wait(self) -> "Stories":
        if self.remind_days_before >= self.wait_days:
            raise ValueError("the reminder must come within the wait")
        return self
